"""The proportional rule kind (domain A8)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from ..facts import Facts
from ..numbers import percent, plain
from ..reader import Reader
from ..result import Outcome, Part, Token
from .base import Input, Rule, Scale, empty, parts_of_rate, rate_reason
from .rates import NO_FLOORS, Floors, division, rate_inputs

__all__ = ["Ratio", "Share"]


@dataclass(frozen=True, slots=True)
class Share:
    """A kind of event that counts into the numerator with a weight between 0 and 1."""

    event: str
    label: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Ratio(Rule):
    """Proportional: achieved ÷ due × cap; late ones may count with a weight."""

    kind: ClassVar[str] = "ratio"
    title: ClassVar[str] = "按比例计分"
    by_rate: ClassVar[bool] = True
    shares: tuple[Share, ...] = ()
    floors: Floors = NO_FLOORS

    @classmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """`share` tables (event, label, weight ≤ 1) and the floors, all optional."""
        shares = []
        for entry in reader.tables("share", f"{reader.place}的折算"):
            share = Share(entry.name("event"), entry.text("label"), entry.positive("weight"))
            if share.weight > 1:
                entry.fault("“weight”不能大于1。")
            entry.done()
            shares.append(share)
        return cls(tuple(shares), Floors.read(reader))

    def dump(self) -> dict[str, object]:
        """See `Rule.dump`."""
        shares = [
            {"event": s.event, "label": s.label, "weight": plain(s.weight)} for s in self.shares
        ]
        return {"kind": self.kind, **({"share": shares} if shares else {}), **self.floors.dump()}

    def event_keys(self) -> frozenset[str]:
        """The events that count with a weight."""
        return frozenset(share.event for share in self.shares)

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        top = scale.numerator
        if self.shares:
            more = "＋".join(f"{s.label}×{plain(s.weight)}" for s in self.shares)
            top = f"（{top}＋{more}）"
        return f"得分＝{top}÷{scale.denominator}×{plain(scale.cap)}分{self.floors.words()}。"

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """Denominator, numerator, then the weighted events."""
        more = tuple(Input(s.event, s.label, scale.unit) for s in self.shares)
        return (*rate_inputs(scale), *more)

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """See `Rule.score`."""
        base = facts.base()
        if base == 0:
            return empty(scale)
        counts = [facts.count(share.event, share.label) for share in self.shares]
        extra = [Part(s.event, s.label, n) for s, n in zip(self.shares, counts, strict=True)]
        parts = parts_of_rate(scale, facts, extra)
        rate = (
            facts.top()
            + sum(
                (n * Fraction(s.weight) for s, n in zip(self.shares, counts, strict=True)),
                Fraction(0),
            )
        ) / base
        if self.floors.voids(rate):
            limit = plain(self.floors.zero_below or 0)
            why = f" = {percent(rate)}，低于{limit}%，计 "
            tokens = (*self._top(facts, counts), Token(why))
            return Outcome(Fraction(0), tokens, parts, rate_reason(scale, parts), rate)
        less, tail = self.floors.extra(rate)
        points = rate * Fraction(scale.cap) - less
        tokens = (*self._top(facts, counts), Token(f" × {plain(scale.cap)}"), *tail, Token(" = "))
        reason = "" if points >= Fraction(scale.cap) else rate_reason(scale, parts)
        return Outcome(points, tokens, parts, reason, rate)

    def _top(self, facts: Facts, counts: list[int]) -> tuple[Token, ...]:
        if not self.shares:
            return division(facts.top(), facts.base())
        tokens = [Token("("), Token(str(facts.top()), "numerator")]
        for share, count in zip(self.shares, counts, strict=True):
            tokens += [
                Token(" + "),
                Token(str(count), share.event),
                Token(f" × {plain(share.weight)}"),
            ]
        return *tokens, Token(") ÷ "), Token(str(facts.base()), "denominator")
