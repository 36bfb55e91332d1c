"""The rule kind that takes points off for events and rates that fall short (domain A1, A2, A8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Self

from ..facts import Facts, FactsError
from ..numbers import plain
from ..reader import Reader
from ..result import Outcome, Part, Token
from .base import Input, Rule, Scale, empty
from .events import EventKind, charge, read_events
from .gaps import Gap, read_gaps

__all__ = ["Deduct"]


@dataclass(frozen=True, slots=True)
class Deduct(Rule):
    """From the full cap each event takes its points, and each rate what it falls short; the sum
    may be divided by a number.

    With a denominator on the line (reports due, batches held) an empty one is
    not applicable.  The divisor is a count of its own, e.g. the number of
    counties in a city (domain A1); it too may be empty.
    """

    kind: ClassVar[str] = "deduct"
    title: ClassVar[str] = "按事件扣分"
    events: tuple[EventKind, ...]
    divide_by: str = ""
    divide_label: str = ""
    gaps: tuple[Gap, ...] = ()

    @classmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """`event` and `gap` tables; `divide_by` with `divide_label` names the divisor's count."""
        events = read_events(reader.tables("event", f"{reader.place}的事件"), reader)
        gaps = read_gaps(reader.tables("gap", f"{reader.place}的达标率"))
        if not events and not gaps:
            reader.fault("至少要有一种扣分事件。")
        divisor = ("", "")
        if reader.has("divide_by"):
            divisor = (reader.name("divide_by"), reader.text("divide_label"))
        rule = cls(events, *divisor, gaps)
        keys = [event.key for event in events] + [divisor[0]] * bool(divisor[0])
        keys += [key for gap in gaps for key in (gap.key, gap.base_key)]
        for key in sorted({key for key in keys if key and keys.count(key) > 1}):
            reader.fault(f"“{key}”重复：事件、达标率和除数“divide_by”不能同名。")
        return rule

    def dump(self) -> dict[str, object]:
        """See `Rule.dump`."""
        data: dict[str, object] = {"kind": self.kind}
        if self.events:
            data["event"] = [event.dump() for event in self.events]
        if self.gaps:
            data["gap"] = [gap.dump() for gap in self.gaps]
        if self.divide_by:
            data |= {"divide_by": self.divide_by, "divide_label": self.divide_label}
        return data

    def event_keys(self) -> frozenset[str]:
        """All event kinds, the counts of the rates, and the divisor."""
        keys = {event.key for event in self.events}
        keys |= {key for gap in self.gaps for key in (gap.key, gap.base_key)}
        return frozenset(keys | {self.divide_by} if self.divide_by else keys)

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        said = [event.words(scale.measure) for event in self.events]
        said += [gap.words() for gap in self.gaps]
        divided = f"；扣分合计除以{self.divide_label}" if self.divide_by else ""
        return f"满分{plain(scale.cap)}分；{'，'.join(said)}{divided}；扣完为止。"

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """The denominator if the line has one, the events, the rates, the divisor."""
        base = (Input("denominator", scale.denominator, scale.unit),) if scale.denominator else ()
        events = tuple(Input(e.key, e.label, scale.measure) for e in self.events)
        rates = tuple(wanted for gap in self.gaps for wanted in gap.inputs())
        divisor = (Input(self.divide_by, self.divide_label),) if self.divide_by else ()
        return (*base, *events, *rates, *divisor)

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """See `Rule.score`."""
        base: list[Part] = []
        if scale.denominator:
            base = [Part("denominator", scale.denominator, facts.base())]
            if facts.base() == 0:
                return empty(scale)
        lost, parts = charge(self.events, facts)
        self._check(scale, facts, parts)
        lost += sum((gap.lost(facts) for gap in self.gaps), Fraction(0))
        divisor = facts.count(self.divide_by, self.divide_label) if self.divide_by else 1
        if divisor == 0:
            return empty(scale, self.divide_label)
        said = [f"{p.label}{p.count}{scale.measure}" for p in parts if p.count and p.points]
        said += [gap.reason(facts) for gap in self.gaps]
        return Outcome(
            points=Fraction(scale.cap) - lost / divisor,
            tokens=self._tokens(scale, facts, divisor),
            parts=(*base, *parts, *(part for gap in self.gaps for part in gap.parts(facts))),
            reason="，".join(filter(None, said)),
        )

    def _check(self, scale: Scale, facts: Facts, parts: Sequence[Part]) -> None:
        for part in parts:
            if scale.denominator and part.count > facts.base():
                raise FactsError(f"{scale.name}：“{part.label}”多于“{scale.denominator}”，请核对。")

    def _tokens(self, scale: Scale, facts: Facts, divisor: int) -> tuple[Token, ...]:
        """The cap less each piece; divided, the pieces stand in one pair of brackets."""
        pieces = [
            (event.gives, event.tokens(facts.count(event.key, event.label)))
            for event in self.events
            if event.points
        ]
        pieces += [(False, tokens) for gap in self.gaps for tokens in gap.tokens(facts)]
        tokens = [Token(plain(scale.cap))]
        for number, (gives, piece) in enumerate(pieces):
            inside = bool(self.divide_by)
            sign = (" − " if gives else " + ") if inside else (" + " if gives else " − ")
            tokens += [Token(" − (" if inside and not number else sign), *piece]
        if self.divide_by:
            tokens += [Token(") ÷ "), Token(str(divisor), self.divide_by)]
        return *tokens, Token(" = ")
