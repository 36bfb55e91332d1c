"""Kinds of events that cost points, with halving, doubling and division (domain A1, A2, A8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ..facts import Facts
from ..numbers import plain
from ..reader import Reader
from ..result import Part, Token
from ..source import Source, read_source
from .base import cost

__all__ = ["EventKind", "charge", "read_events"]

_ONE = Decimal(1)
FOUND = ("", "self", "outside")


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event: each costs `points`, times `factor` (0.5 halves, 2 doubles); all of this
    kind together cost `limit` at most ("not done at all: 3 once" is 3 each, 3 at most).

    `found` says who brought it to light: "self" the unit itself, "outside" somebody else. What a
    unit finds, reports and puts right by itself costs less, or nothing (safe harbour: nobody shall
    lose by looking).  `gives`: it makes up for what other events of the line cost (all homicides
    solved, domain A1).  `counted`: the metric that counts it where it stands beside the lines."""

    key: str
    label: str
    points: Decimal
    factor: Decimal = _ONE
    limit: Decimal | None = None
    found: str = ""
    counted: Source | None = None
    gives: bool = False

    @property
    def each(self) -> Fraction:
        """What one event costs, exactly."""
        return Fraction(self.points) * Fraction(self.factor)

    def cost(self, count: int) -> Fraction:
        """What `count` events cost together."""
        whole = count * self.each
        whole = whole if self.limit is None else min(whole, Fraction(self.limit))
        return -whole if self.gives else whole

    def tokens(self, count: int) -> tuple[Token, ...]:
        """Its piece of a formula: 3 × 0.5, with the limit where it bites."""
        times = "" if self.factor == 1 else f" × {plain(self.factor)}"
        over = self.limit is not None and count * self.each > Fraction(self.limit)
        most = f"（最多{plain(self.limit or 0)}）" if over else ""
        return Token(str(count), self.key), Token(f" × {plain(self.points)}{times}{most}")

    def dump(self) -> dict[str, object]:
        """As `read_events` takes it; a factor of 1 is left out."""
        data: dict[str, object] = {
            "event": self.key,
            "label": self.label,
            "points": plain(self.points),
        }
        if self.factor != 1:
            data["factor"] = plain(self.factor)
        if self.limit is not None:
            data["limit"] = plain(self.limit)
        if self.found:
            data["found"] = self.found
        if self.gives:
            data["gives"] = True
        return data if self.counted is None else {**data, **self.counted.dump()}

    def words(self, measure: str = "次") -> str:
        """ "迟报每份扣0.2分", with 减半/加倍 where the factor says so."""
        special = {Decimal("0.5"): "减半", Decimal(2): "加倍"}
        if self.points == 0:
            return f"{self.label}的不扣分"
        if self.gives:
            return f"{self.label}每{measure}抵回{plain(self.points)}分"
        said = f"{self.label}每{measure}扣{plain(self.points)}分"
        if self.factor != 1:
            said += f"并{special.get(self.factor, f'乘以{plain(self.factor)}')}"
        return said if self.limit is None else f"{said}，最多扣{plain(self.limit)}分"


def read_events(
    entries: Sequence[Reader], owner: Reader, *, outside: bool = False
) -> tuple[EventKind, ...]:
    """Event tables (event, label, points, factor, limit, found); keys may not repeat. Those that
    stand `outside` the lines may name a metric and its part."""
    events: list[EventKind] = []
    for entry in entries:
        factor = entry.positive("factor") if entry.has("factor") else _ONE
        limit = entry.positive("limit") if entry.has("limit") else None
        found = entry.choice("found", FOUND, "")
        event = EventKind(
            entry.name("event"),
            entry.text("label"),
            entry.number("points") if found == "self" else entry.positive("points"),
            factor,
            limit,
            found,
            read_source(entry) if outside else None,
            False if outside else entry.flag("gives"),
        )
        if event.key and any(known.key == event.key for known in events):
            entry.fault(f"事件“{event.key}”重复。")
        entry.done()
        events.append(event)
    by_self = [event.each for event in events if event.found == "self"]
    by_others = [event.each for event in events if event.found == "outside"]
    if by_self and by_others and max(by_self) > min(by_others):
        owner.fault("自查发现的扣分不能重于外部发现的。")
    return tuple(events)


def charge(events: Sequence[EventKind], facts: Facts) -> tuple[Fraction, list[Part]]:
    """The sum all events cost, and a part for each kind."""
    lost = Fraction(0)
    parts = []
    for event in events:
        count = facts.count(event.key, event.label)
        lost += event.cost(count)
        parts.append(Part(event.key, event.label, count, cost(-event.cost(count))))
    return lost, parts
