"""Kinds of events that cost points, with halving, doubling and division (domain A1, A2, A8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from ..facts import Facts, FactsError
from ..numbers import plain
from ..reader import Reader
from ..result import Outcome, Part, Token
from ..source import Source, read_source
from .base import Input, Rule, Scale, cost, empty

__all__ = ["Deduct", "EventKind", "charge", "read_events"]

_ONE = Decimal(1)
FOUND = ("", "self", "outside")


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event: each costs `points`, times `factor` (0.5 halves, 2 doubles); all of this
    kind together cost `limit` at most ("not done at all: 3 once" is 3 each, 3 at most).

    `found` says who brought it to light: "self" the unit itself, "outside" somebody else. What a
    unit finds, reports and puts right by itself costs less, or nothing (safe harbour: nobody shall
    lose by looking).  `counted`: the metric that counts it where it stands beside the lines."""

    key: str
    label: str
    points: Decimal
    factor: Decimal = _ONE
    limit: Decimal | None = None
    found: str = ""
    counted: Source | None = None

    @property
    def each(self) -> Fraction:
        """What one event costs, exactly."""
        return Fraction(self.points) * Fraction(self.factor)

    def cost(self, count: int) -> Fraction:
        """What `count` events cost together."""
        whole = count * self.each
        return whole if self.limit is None else min(whole, Fraction(self.limit))

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
        return data if self.counted is None else {**data, **self.counted.dump()}

    def words(self, measure: str) -> str:
        """ "迟报每份扣0.2分", with 减半/加倍 where the factor says so."""
        special = {Decimal("0.5"): "减半", Decimal(2): "加倍"}
        if self.points == 0:
            return f"{self.label}的不扣分"
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
        )
        if event.key and any(known.key == event.key for known in events):
            entry.fault(f"事件“{event.key}”重复。")
        entry.done()
        events.append(event)
    if not events:
        owner.fault("至少要有一种扣分事件。")
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


@dataclass(frozen=True, slots=True)
class Deduct(Rule):
    """From the full cap each event takes its points; the sum may be divided by a number.

    With a denominator on the line (reports due, batches held) an empty one is
    not applicable.  The divisor is a count of its own, e.g. the number of
    counties in a city (domain A1); it too may be empty.
    """

    kind: ClassVar[str] = "deduct"
    title: ClassVar[str] = "按事件扣分"
    events: tuple[EventKind, ...]
    divide_by: str = ""
    divide_label: str = ""

    @classmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """`event` tables; `divide_by` with `divide_label` names the divisor's count."""
        events = read_events(reader.tables("event", f"{reader.place}的事件"), reader)
        if not reader.has("divide_by"):
            return cls(events)
        rule = cls(events, reader.name("divide_by"), reader.text("divide_label"))
        if rule.divide_by in {event.key for event in events}:
            reader.fault("除数“divide_by”不能与事件同名。")
        return rule

    def dump(self) -> dict[str, object]:
        """See `Rule.dump`."""
        data: dict[str, object] = {"kind": self.kind, "event": [e.dump() for e in self.events]}
        if self.divide_by:
            data |= {"divide_by": self.divide_by, "divide_label": self.divide_label}
        return data

    def event_keys(self) -> frozenset[str]:
        """All event kinds, and the divisor."""
        keys = frozenset(event.key for event in self.events)
        return keys | {self.divide_by} if self.divide_by else keys

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        said = "，".join(event.words(scale.measure) for event in self.events)
        divided = f"；扣分合计除以{self.divide_label}" if self.divide_by else ""
        return f"满分{plain(scale.cap)}分；{said}{divided}；扣完为止。"

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """The denominator if the line has one, the events, the divisor."""
        base = (Input("denominator", scale.denominator, scale.unit),) if scale.denominator else ()
        events = tuple(Input(e.key, e.label, scale.measure) for e in self.events)
        divisor = (Input(self.divide_by, self.divide_label),) if self.divide_by else ()
        return (*base, *events, *divisor)

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """See `Rule.score`."""
        base: list[Part] = []
        if scale.denominator:
            base = [Part("denominator", scale.denominator, facts.base())]
            if facts.base() == 0:
                return empty(scale)
        lost, parts = charge(self.events, facts)
        self._check(scale, facts, parts)
        divisor = facts.count(self.divide_by, self.divide_label) if self.divide_by else 1
        if divisor == 0:
            return empty(scale, self.divide_label)
        reason = "，".join(
            f"{p.label}{p.count}{scale.measure}" for p in parts if p.count and p.points
        )
        return Outcome(
            points=Fraction(scale.cap) - lost / divisor,
            tokens=self._tokens(scale, facts, divisor),
            parts=(*base, *parts),
            reason=reason,
        )

    def _check(self, scale: Scale, facts: Facts, parts: Sequence[Part]) -> None:
        for part in parts:
            if scale.denominator and part.count > facts.base():
                raise FactsError(f"{scale.name}：“{part.label}”多于“{scale.denominator}”，请核对。")

    def _tokens(self, scale: Scale, facts: Facts, divisor: int) -> tuple[Token, ...]:
        tokens = [Token(plain(scale.cap))]
        tokens += [Token(" − (")] if self.divide_by else []
        for number, event in enumerate(event for event in self.events if event.points):
            sign = " + " if self.divide_by else " − "
            if number or not self.divide_by:
                tokens.append(Token(sign))
            tokens += event.tokens(facts.count(event.key, event.label))
        if self.divide_by:
            tokens += [Token(") ÷ "), Token(str(divisor), self.divide_by)]
        return *tokens, Token(" = ")
