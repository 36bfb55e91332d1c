"""Rule kinds on plain counts: shortfall against a quota, points set by hand."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from ..facts import Facts, FactsError
from ..numbers import plain
from ..reader import Reader
from ..result import Outcome, Part, Token
from .base import Input, Rule, Scale, empty

__all__ = ["Manual", "Shortfall"]


@dataclass(frozen=True, slots=True)
class Shortfall(Rule):
    """A quota for the year: each one missing costs points, more than the quota earns nothing.

    Before the year is over only its share by whole months is due (2 a year: one from the end of
    June), rounded down; while nothing is due the line does not apply.
    """

    kind: ClassVar[str] = "shortfall"
    title: ClassVar[str] = "缺次扣分"
    required: int
    per_missing: Decimal

    @classmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """`required` (whole number) and `per_missing` (points)."""
        return cls(reader.whole("required"), reader.positive("per_missing"))

    def dump(self) -> dict[str, object]:
        """See `Rule.dump`."""
        return {
            "kind": self.kind,
            "required": str(self.required),
            "per_missing": plain(self.per_missing),
        }

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        return (
            f"全年应有{self.required}{scale.measure}，满分{plain(scale.cap)}分；"
            f"每少1{scale.measure}扣{plain(self.per_missing)}分；扣完为止。"
        )

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """How many there were."""
        return (Input("numerator", scale.numerator, scale.measure),)

    def due(self, months: int) -> int:
        """How many of the year's quota are due after so many months."""
        return self.required * months // 12

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """See `Rule.score`."""
        had, due, unit = facts.top(), self.due(facts.months), scale.measure
        so_far = "" if facts.months == 12 else f"前{facts.months}个月"
        if due == 0:
            return empty(scale, f"{so_far}应有")
        parts = (Part("numerator", scale.numerator, had),)
        count = Token(str(had), "numerator")
        if had >= due:
            why = Token(f"{unit}，{so_far}应有{due}{unit}，计 ")
            return Outcome(Fraction(scale.cap), (Token(scale.numerator), count, why), parts)
        lost = (due - had) * Fraction(self.per_missing)
        return Outcome(
            points=Fraction(scale.cap) - lost,
            tokens=(
                Token(f"{plain(scale.cap)} − ({due} − "),
                count,
                Token(f") × {plain(self.per_missing)} = "),
            ),
            parts=parts,
            reason=f"{scale.numerator}{had}{unit}，{so_far}应有{due}{unit}",
        )


@dataclass(frozen=True, slots=True)
class Manual(Rule):
    """Points set by a reviewer between 0 and the cap; no counts."""

    kind: ClassVar[str] = "manual"
    title: ClassVar[str] = "评定计分"

    @classmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """No parameters."""
        return cls()

    def dump(self) -> dict[str, object]:
        """See `Rule.dump`."""
        return {"kind": self.kind}

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        return f"由考核组依据佐证材料评定，0至{plain(scale.cap)}分。"

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """None: points are entered."""
        return ()

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """Always refused: there is nothing to count."""
        raise FactsError(f"{scale.name}由考核组直接评分，不按数量计算。")
