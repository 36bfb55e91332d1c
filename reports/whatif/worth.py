"""What closing a gap is worth: the line is evaluated again with one, and with all, gaps closed, and
the sheet is added up again, so that thresholds, caps and 折算 hold. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reports.rules import BonusClaim, Facts, Indicator, Result, Rubric, evaluate, tally
from reports.rules.numbers import ZERO

__all__ = ["CLOSERS", "Position", "Step", "Worth", "at_stake", "room", "worth"]


@dataclass(frozen=True, slots=True)
class Step:
    """A gap of one metric and what it becomes when it is closed (reports.whatif.remedies)."""

    metric: str
    part: str
    into: str


@dataclass(frozen=True, slots=True)
class Position:
    """One unit as it stands: every line's result, the facts of its computed lines by code, and the
    pooled ones of lines whose own base is too small (its own counts are among them)."""

    rubric: Rubric
    results: Mapping[str, Result]
    facts: Mapping[str, Facts]
    claims: Sequence[BonusClaim] = ()
    deductions: Mapping[str, int] | None = None
    pools: Mapping[str, Facts] = field(default_factory=dict)

    def total(self, changed: Mapping[str, Result] | None = None) -> Decimal:
        """The total; while lines are 待评, what the unit has for certain (they count nothing)."""
        results = {**self.results, **(changed or {})}
        sheet = tally(self.rubric, results, claims=self.claims, deductions=self.deductions)
        return sheet.low

    def lines(self, metric: str) -> list[Indicator]:
        """The computed lines that count a metric."""
        return [
            line
            for line in self.rubric.indicators
            if line.source == "computed" and line.metric == metric and line.code in self.facts
        ]


@dataclass(frozen=True, slots=True)
class Worth:
    """Points to gain by one, and by all of `count`."""

    one: Decimal
    all: Decimal
    count: int


def _moved(facts: Facts, step: Step, n: int) -> Facts:
    """By rate: more in the numerator, or as an event with a weight. By event or item: off the event
    that is lacking, and on to the one for late or done."""
    counts = dict(facts.counts)
    top = facts.numerator
    if step.part in counts:
        counts[step.part] -= n
    if step.into in counts:
        counts[step.into] += n
    elif step.into == "numerator" and top is not None:
        top += n
    return replace(facts, numerator=top, counts=counts)


def _more(facts: Facts, step: Step, n: int) -> Facts:
    """A quota has so many more."""
    return replace(_moved(facts, step, n), numerator=facts.top() + n)


CLOSERS: Mapping[str, Callable[[Facts, Step, int], Facts]] = {
    "ratio": _moved,
    "step": _moved,
    "banded": _moved,
    "linear": _moved,
    "deduct": _moved,
    "shortfall": _more,
    "checklist": _moved,
}
"""How each rule kind's figures change when gaps are closed; a kind that is not here (points set by
hand) has nothing to close."""


def room(position: Position, step: Step) -> int:
    """How many gaps the figures of the run have; 0 when nothing is lacking."""
    return max((_lacking(line, position, step) for line in position.lines(step.metric)), default=0)


def _lacking(line: Indicator, position: Position, step: Step) -> int:
    facts = position.facts[line.code]
    if step.part in facts.counts:
        return facts.counts[step.part]
    for part in position.results[line.code].parts:
        if part.key == step.part:
            return part.count
    return 0


def worth(position: Position, step: Step, count: int) -> Worth:
    """Points to gain by closing one, and by closing `count`, gaps of a step; nothing where no line
    of the rubric counts the metric. Raises FactsError for more gaps than there are."""
    if count < 1:
        return Worth(ZERO, ZERO, 0)
    now = position.total()
    one, all_ = (position.total(_closed(position, step, n)) - now for n in (1, count))
    return Worth(one, all_, count)


def _closed(position: Position, step: Step, n: int) -> dict[str, Result]:
    found = {}
    for line in position.lines(step.metric):
        closer = CLOSERS.get(line.rule.kind)
        if closer is not None:
            pool = position.pools.get(line.code)
            found[line.code] = evaluate(
                line,
                closer(position.facts[line.code], step, n),
                pooled=closer(pool, step, n) if pool else None,
            )
    return found


def _grown(facts: Facts, done: int, due: int) -> Facts:
    return replace(facts, numerator=facts.top() + done, denominator=facts.base() + due)


def at_stake(position: Position, metric: str, count: int) -> Decimal:
    """What is lost when `count` more fall due and none is done, against all done in time."""

    def then(done: int) -> Decimal:
        changed = {}
        for line in position.lines(metric):
            if line.rule.by_rate:
                pool = position.pools.get(line.code)
                changed[line.code] = evaluate(
                    line,
                    _grown(position.facts[line.code], done, count),
                    pooled=_grown(pool, done, count) if pool else None,
                )
        return position.total(changed)

    return then(count) - then(0) if count else ZERO
