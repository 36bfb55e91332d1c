"""What the rule kinds working on a rate share: limits, floors and pieces of the formula."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

from ..facts import Facts
from ..numbers import percent, plain
from ..reader import Reader
from ..result import Outcome, Token
from .base import Input, Scale, number_text, parts_of_rate, rate_reason, without_none

__all__ = ["NO_FLOORS", "Floors", "division", "rate_inputs", "rate_limit", "verdict"]

_HUNDRED = Decimal(100)


def rate_limit(reader: Reader, key: str) -> Decimal:
    value = reader.number(key)
    if value > _HUNDRED:
        reader.fault(f"“{key}”是百分率，不能大于100。")
    return value


def division(top: int, base: int) -> tuple[Token, ...]:
    return Token(str(top), "numerator"), Token(" ÷ "), Token(str(base), "denominator")


def rate_inputs(scale: Scale) -> tuple[Input, ...]:
    return (
        Input("denominator", scale.denominator, scale.unit),
        Input("numerator", scale.numerator, scale.unit),
    )


def verdict(scale: Scale, facts: Facts, points: Fraction, why: str) -> Outcome:
    """An outcome that follows from comparing the rate with a limit, not from a sum."""
    top, base = facts.top(), facts.base()
    parts = parts_of_rate(scale, facts)
    rate = Fraction(top, base)
    return Outcome(
        points=points,
        tokens=(*division(top, base), Token(f" = {percent(rate)}，{why}，计 ")),
        parts=parts,
        reason="" if points >= scale.cap else rate_reason(scale, parts, percent(rate)),
        rate=rate,
    )


@dataclass(frozen=True, slots=True)
class Floors:
    """What happens under a limit: no points at all, or a further fixed deduction (percent)."""

    zero_below: Decimal | None = None
    extra_below: Decimal | None = None
    extra_points: Decimal | None = None

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """Both limits are optional; a further deduction needs its limit and its points."""
        zero = rate_limit(reader, "zero_below") if reader.has("zero_below") else None
        if not (reader.has("extra_below") or reader.has("extra_points")):
            return cls(zero)
        return cls(zero, rate_limit(reader, "extra_below"), reader.positive("extra_points"))

    def dump(self) -> dict[str, object]:
        """The limits that are set, as text."""
        return without_none(
            {
                "zero_below": number_text(self.zero_below),
                "extra_below": number_text(self.extra_below),
                "extra_points": number_text(self.extra_points),
            }
        )

    def words(self) -> str:
        """The limits as the tail of a sentence."""
        said = ""
        if self.extra_below is not None and self.extra_points is not None:
            said += f"；低于{plain(self.extra_below)}%另扣{plain(self.extra_points)}分"
        if self.zero_below is not None:
            said += f"；低于{plain(self.zero_below)}%不得分"
        return said

    def voids(self, rate: Fraction) -> bool:
        """Whether the rate (0–1) is so low that nothing is earned."""
        return self.zero_below is not None and rate * 100 < Fraction(self.zero_below)

    def extra(self, rate: Fraction) -> tuple[Fraction, tuple[Token, ...]]:
        """The further deduction for this rate with its piece of the formula."""
        if self.extra_below is None or self.extra_points is None:
            return Fraction(0), ()
        if rate * 100 >= Fraction(self.extra_below):
            return Fraction(0), ()
        return Fraction(self.extra_points), (Token(f" − {plain(self.extra_points)}"),)


NO_FLOORS = Floors()
"""No limit at all."""
