"""Rule kinds that compare a rate with limits: stepped, linear, banded (domain A8)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Self

from ..facts import Facts
from ..numbers import percent, plain
from ..reader import Reader
from ..result import Outcome, Token
from .base import Input, Rule, Scale, empty, parts_of_rate, rate_reason
from .rates import NO_FLOORS, Floors, division, rate_inputs, rate_limit, verdict

__all__ = ["Band", "Banded", "Linear", "Step"]


@dataclass(frozen=True, slots=True)
class Step(Rule):
    """Full at a threshold; each percentage point below costs a step, parts of a point too.

    With `pace` the threshold is what the year shall reach: before its end the share of the months
    that are over is asked for (85 % of the year is 42.5 % at the end of June)."""

    kind: ClassVar[str] = "step"
    title: ClassVar[str] = "达标满分、逐点扣分"
    by_rate: ClassVar[bool] = True
    full_at: Decimal
    per_point: Decimal
    floors: Floors = NO_FLOORS
    pace: bool = False

    @classmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """`full_at` (percent), `per_point` (points) and the floors, which lie below `full_at`."""
        full_at, per_point = rate_limit(reader, "full_at"), reader.positive("per_point")
        rule = cls(full_at, per_point, Floors.read(reader), reader.flag("pace"))
        for limit in (rule.floors.zero_below, rule.floors.extra_below):
            if limit is not None and limit > rule.full_at:
                reader.fault("下限不能高于满分线“full_at”。")
        return rule

    def dump(self) -> dict[str, object]:
        """See `Rule.dump`."""
        params = {"full_at": plain(self.full_at), "per_point": plain(self.per_point)}
        pace = {"pace": True} if self.pace else {}
        return {"kind": self.kind, **params, **self.floors.dump(), **pace}

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        pace = "；年度未结束的按已过月数折算达标线" if self.pace else ""
        return (
            f"达到{plain(self.full_at)}%得满分{plain(scale.cap)}分；每低1个百分点扣"
            f"{plain(self.per_point)}分，不足1个百分点的按比例扣{self.floors.words()}{pace}；扣完为止。"
        )

    def line(self, months: int) -> Fraction:
        """The rate (percent) that is full after so many months."""
        return Fraction(self.full_at) * (months if self.pace else 12) / 12

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """Denominator and numerator."""
        return rate_inputs(scale)

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """See `Rule.score`."""
        base = facts.base()
        if base == 0:
            return empty(scale)
        parts = parts_of_rate(scale, facts)
        rate, full_at = Fraction(facts.top(), base), self.line(facts.months)
        if rate * 100 >= full_at:
            return verdict(scale, facts, Fraction(scale.cap), f"达到{plain(full_at)}%")
        if self.floors.voids(rate):
            limit = plain(self.floors.zero_below or 0)
            return verdict(scale, facts, Fraction(0), f"低于{limit}%")
        less, tail = self.floors.extra(rate)
        lost = (full_at - rate * 100) * Fraction(self.per_point) + less
        tokens = (
            Token(f"{plain(scale.cap)} − ({plain(full_at)} − "),
            *division(facts.top(), base),
            Token(f" × 100) × {plain(self.per_point)}"),
            *tail,
            Token(" = "),
        )
        reason = rate_reason(scale, parts, percent(rate))
        return Outcome(Fraction(scale.cap) - lost, tokens, parts, reason, rate)


@dataclass(frozen=True, slots=True)
class Linear(Rule):
    """Nothing up to one rate, full from another, in between a straight line."""

    kind: ClassVar[str] = "linear"
    title: ClassVar[str] = "两率之间线性计分"
    by_rate: ClassVar[bool] = True
    zero_at: Decimal
    full_at: Decimal

    @classmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """`zero_at` below `full_at`, both in percent."""
        rule = cls(rate_limit(reader, "zero_at"), rate_limit(reader, "full_at"))
        if rule.zero_at >= rule.full_at:
            reader.fault("零分线“zero_at”应低于满分线“full_at”。")
        return rule

    def dump(self) -> dict[str, object]:
        """See `Rule.dump`."""
        return {
            "kind": self.kind,
            "zero_at": plain(self.zero_at),
            "full_at": plain(self.full_at),
        }

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        low, high = plain(self.zero_at), plain(self.full_at)
        return (
            f"达到{high}%得满分{plain(scale.cap)}分；{low}%至{high}%之间按比例计分；"
            f"{low}%及以下不得分。"
        )

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """Denominator and numerator."""
        return rate_inputs(scale)

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """See `Rule.score`."""
        base = facts.base()
        if base == 0:
            return empty(scale)
        parts = parts_of_rate(scale, facts)
        rate = Fraction(facts.top(), base)
        low, high = Fraction(self.zero_at), Fraction(self.full_at)
        if rate * 100 >= high:
            return verdict(scale, facts, Fraction(scale.cap), f"达到{plain(self.full_at)}%")
        if rate * 100 <= low:
            return verdict(scale, facts, Fraction(0), f"未超过{plain(self.zero_at)}%")
        points = (rate * 100 - low) / (high - low) * Fraction(scale.cap)
        bottom, top = plain(self.zero_at), plain(self.full_at)
        tokens = (
            Token("("),
            *division(facts.top(), base),
            Token(f" × 100 − {bottom}) ÷ ({top} − {bottom}) × {plain(scale.cap)} = "),
        )
        return Outcome(points, tokens, parts, rate_reason(scale, parts, percent(rate)), rate)


@dataclass(frozen=True, slots=True)
class Band:
    """Points given from a rate (percent, included) upward."""

    start: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Banded(Rule):
    """Points by the band the rate falls in; below the lowest band none."""

    kind: ClassVar[str] = "banded"
    title: ClassVar[str] = "分档计分"
    by_rate: ClassVar[bool] = True
    bands: tuple[Band, ...]

    @classmethod
    def read(cls, reader: Reader, scale: Scale) -> Self:
        """`band` tables (from, points), highest first, points falling and within the cap."""
        bands = []
        for entry in reader.tables("band", f"{reader.place}的分档"):
            bands.append(Band(rate_limit(entry, "from"), entry.number("points", places=2)))
            entry.done()
        if not bands:
            reader.fault("至少要有一档“band”。")
        for upper, lower in pairwise(bands):
            if lower.start >= upper.start or lower.points >= upper.points:
                reader.fault("各档应从高到低排列，分值随之递减。")
        if bands and bands[0].points != scale.cap:
            reader.fault("最高一档的分值应等于指标分值。")
        return cls(tuple(bands))

    def dump(self) -> dict[str, object]:
        """See `Rule.dump`."""
        bands = [{"from": plain(b.start), "points": plain(b.points)} for b in self.bands]
        return {"kind": self.kind, "band": bands}

    def words(self, scale: Scale) -> str:
        """See `Rule.words`."""
        said = "；".join(f"{plain(b.start)}%以上{plain(b.points)}分" for b in self.bands)
        return f"{said}；{plain(self.bands[-1].start)}%以下不得分（以上含本数）。"

    def inputs(self, scale: Scale) -> tuple[Input, ...]:
        """Denominator and numerator."""
        return rate_inputs(scale)

    def score(self, scale: Scale, facts: Facts) -> Outcome:
        """See `Rule.score`."""
        base = facts.base()
        if base == 0:
            return empty(scale)
        parts_of_rate(scale, facts)
        rate = Fraction(facts.top(), base)
        for band in self.bands:
            if rate * 100 >= Fraction(band.start):
                points = Fraction(band.points)
                return verdict(scale, facts, points, f"属“{plain(band.start)}%以上”一档")
        return verdict(scale, facts, Fraction(0), f"低于{plain(self.bands[-1].start)}%")
