"""Rates inside a deduction: what a rate falls short of a limit costs points (domain A1, A2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from ..facts import Facts, FactsError
from ..numbers import percent, plain
from ..reader import Reader
from ..result import Part, Token
from .base import Input, cost
from .rates import rate_limit

__all__ = ["Gap", "read_gaps"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Below a rate (percent) each percentage point costs so many points, down to the next one."""

    below: Decimal
    per_point: Decimal


@dataclass(frozen=True, slots=True)
class Gap:
    """One rate with its stretches, highest first: 96: 0.25, 90: 0.5 costs (96 − 90) × 0.25 and
    0.5 for each point under 90. An empty base costs nothing: there is no rate to fall short."""

    key: str
    label: str
    base_label: str
    stretches: tuple[Stretch, ...]

    @property
    def base_key(self) -> str:
        """The count the rate is taken of."""
        return f"{self.key}_base"

    def dump(self) -> dict[str, object]:
        """As `read_gaps` takes it."""
        steps = [{"below": plain(s.below), "per_point": plain(s.per_point)} for s in self.stretches]
        return {"key": self.key, "label": self.label, "base_label": self.base_label, "step": steps}

    def words(self) -> str:
        """ "安全感率低于96%的每个百分点扣0.25分，低于90%的每个百分点扣0.5分"."""
        said = [
            f"低于{plain(s.below)}%的每个百分点扣{plain(s.per_point)}分" for s in self.stretches
        ]
        return f"{self.label}率{'，'.join(said)}"

    def inputs(self) -> tuple[Input, ...]:
        """How many of how many."""
        return Input(self.base_key, self.base_label), Input(self.key, self.label)

    def rate(self, facts: Facts) -> Fraction | None:
        """The rate (0–1), None for an empty base; more than the base is refused."""
        top = facts.count(self.key, self.label)
        base = facts.count(self.base_key, self.base_label)
        if top > base:
            raise FactsError(f"“{self.label}”多于“{self.base_label}”，请核对。")
        return Fraction(top, base) if base else None

    def parts(self, facts: Facts) -> tuple[Part, Part]:
        """Both counts; what the gap cost stands with the first."""
        lost = sum((piece for piece, _ in self._pieces(facts)), Fraction(0))
        base = facts.count(self.base_key, self.base_label)
        return (
            Part(self.key, self.label, facts.count(self.key, self.label), cost(-lost)),
            Part(self.base_key, self.base_label, base),
        )

    def lost(self, facts: Facts) -> Fraction:
        """What falling short costs."""
        return sum((piece for piece, _tokens in self._pieces(facts)), Fraction(0))

    def tokens(self, facts: Facts) -> tuple[tuple[Token, ...], ...]:
        """A piece of the formula for each stretch that costs something."""
        return tuple(tokens for _piece, tokens in self._pieces(facts))

    def reason(self, facts: Facts) -> str:
        """ "安全感率93.5%", "" where nothing is lost."""
        rate = self.rate(facts)
        return f"{self.label}率{percent(rate)}" if rate is not None and self.lost(facts) else ""

    def _pieces(self, facts: Facts) -> list[tuple[Fraction, tuple[Token, ...]]]:
        rate = self.rate(facts)
        if rate is None:
            return []
        top = Token(str(facts.count(self.key, self.label)), self.key)
        base = Token(str(facts.count(self.base_key, self.base_label)), self.base_key)
        found: list[tuple[Fraction, tuple[Token, ...]]] = []
        lower = [*(s.below for s in self.stretches[1:]), Decimal(0)]
        for stretch, floor in zip(self.stretches, lower, strict=True):
            below, per = Fraction(stretch.below), Fraction(stretch.per_point)
            if rate * 100 >= below:
                break
            head, tail = Token(f"({plain(stretch.below)} − "), f" × {plain(stretch.per_point)}"
            if rate * 100 < Fraction(floor):
                tokens: tuple[Token, ...] = (head, Token(f"{plain(floor)}){tail}"))
                found.append(((below - Fraction(floor)) * per, tokens))
            else:
                tokens = (head, top, Token(" ÷ "), base, Token(f" × 100){tail}"))
                found.append(((below - rate * 100) * per, tokens))
        return found


def read_gaps(entries: Sequence[Reader]) -> tuple[Gap, ...]:
    """`gap` tables (key, label, base_label, and `step` tables: below, per_point)."""
    gaps = []
    for entry in entries:
        key, label, base = entry.name("key"), entry.text("label"), entry.text("base_label")
        stretches = []
        for step in entry.tables("step", f"{entry.place}的分段"):
            stretches.append(Stretch(rate_limit(step, "below"), step.positive("per_point")))
            step.done()
        if not stretches:
            entry.fault("至少要有一段“step”。")
        if any(upper.below <= lower.below for upper, lower in pairwise(stretches)):
            entry.fault("各段应从高到低排列。")
        entry.done()
        gaps.append(Gap(key, label, base, tuple(stretches)))
    return tuple(gaps)
