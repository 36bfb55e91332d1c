"""The sums of a survey, pure: sample size, its sharing out, pooling, margins of error.

Every rule is one that another program repeats from what is printed; the draw itself is
campaigns.draw_rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, inf, sqrt

Z = 1.96  # 95 %


def sample_size(households: int, margin: int) -> int:
    """Households to draw so that the county's rate is right to `margin` tenths of a point at 95 %
    in the worst case (a rate of one half), with the correction for a finite population:
    n₀ = 1.96² × 0.25 ÷ e², n = n₀ ÷ (1 + (n₀ − 1) ÷ N)."""
    if households <= 0:
        return 0
    error = margin / 1000
    first = Z * Z * 0.25 / (error * error)
    return min(households, ceil(round(first / (1 + (first - 1) / households), 9)))


def shared(total: int, sizes: Mapping[int, int]) -> dict[int, int]:
    """`total` shared out by size with largest remainders, equal ones by code; never more than a
    part has. Used twice: townships of the county, villages of a township."""
    whole = sum(sizes.values())
    if not whole:
        return dict.fromkeys(sizes, 0)
    total = min(total, whole)
    out = {code: total * size // whole for code, size in sizes.items()}
    rest = total - sum(out.values())
    order = sorted(sizes, key=lambda code: (-(total * sizes[code] % whole), code))
    for code in order:
        if rest and out[code] < sizes[code]:
            out[code] += 1
            rest -= 1
    return out


def to_pool(counts: Mapping[int, int], least: int, kept: int = 0) -> set[int]:
    """The villages of one township that are not shown alone: those below `least`; and as many of
    the next smallest as it takes until all that is shown together (with `kept`, what lies under
    the township already) is at least `least` and no village can be told as the difference."""
    hidden = {code for code, n in counts.items() if n < least}
    rest = sorted((code for code in counts if code not in hidden), key=lambda c: (counts[c], c))

    def tells() -> bool:
        together = kept + sum(counts[code] for code in hidden)
        return bool(hidden or kept) and (together < least or (not kept and len(hidden) == 1))

    while rest and tells():
        hidden.add(rest.pop(0))
    return hidden


@dataclass(frozen=True, slots=True)
class Rated:
    """One rate: of `base` valid answers `hits` in favour, in a population of `whole`. Without an
    answer it does not apply, and is never 0."""

    hits: int
    base: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.base:
            raise ValueError("hits outside the base")

    @property
    def percent(self) -> Decimal | None:
        """To one place, half up; None where nobody answered."""
        return tenth(self.hits / self.base * 100) if self.base else None

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """Wilson's interval at 95 %. The finite population takes the number of answers up to
        n* = n × (N − 1) ÷ (N − n); when everybody answered nothing is left open."""
        if not self.base:
            return None
        share = self.hits / self.base
        seen = corrected(self.base, self.whole)
        if seen == inf:
            return tenth(share * 100), tenth(share * 100)
        middle = (share + Z * Z / (2 * seen)) / (1 + Z * Z / seen)
        half = Z / (1 + Z * Z / seen) * sqrt(share * (1 - share) / seen + Z * Z / (4 * seen * seen))
        return tenth(max(0.0, middle - half) * 100), tenth(min(1.0, middle + half) * 100)

    @property
    def margin(self) -> Decimal | None:
        """How far the interval reaches from the rate to its farther end, in points."""
        ends, rate = self.interval, self.percent
        if ends is None or rate is None:
            return None
        return max(rate - ends[0], ends[1] - rate)


def corrected(base: int, whole: int) -> float:
    """The number of answers with the correction for a finite population."""
    if whole <= base:
        return inf
    return base * (whole - 1) / (whole - base)


def tenth(value: float) -> Decimal:
    """To one place, half up."""
    return Decimal(repr(round(value, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP)


def plan(sizes: Mapping[int, Mapping[int, int]], total: int) -> dict[int, int]:
    """Township → village → households, and the sample: village → households to draw."""
    whole = {code: sum(villages.values()) for code, villages in sizes.items()}
    out: dict[int, int] = {}
    for township, wanted in shared(total, whole).items():
        out |= shared(wanted, sizes[township])
    return out


def pooled(plan_: Mapping[int, int], of: Mapping[int, Sequence[int]], least: int) -> set[int]:
    """The villages whose answers lie under their township from the start; `of`: township → its
    villages. A village without a sample has nothing to show."""
    out: set[int] = set()
    for villages in of.values():
        out |= to_pool({code: plan_[code] for code in villages if plan_[code]}, least)
    return out
