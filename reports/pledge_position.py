"""Where each clause of a pledge stands today (features, wish 10: mid-year position): its target
beside the live metric of the unit that signed. A figure for the work, no verdict on people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from accounts import scope
from campaigns.models import Pledge, PledgeClause
from campaigns.models.pledge_template import plain
from reports.metrics.catalogue import METRICS
from reports.metrics.counting import Period, count_by_place, rolled_up
from reports.metrics.declarations import DECLARATIONS

SMALL = 5  # below this a numerator tells of single families (domain H ⑤)


@dataclass(frozen=True, slots=True)
class Position:
    """A clause with its figure to date. value None: nothing to count yet, or nothing counts it
    (then `why` says so). gap: by how much the target is missed."""

    clause: PledgeClause
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    gap: Decimal | None = None
    why: str = ""

    @property
    def met(self) -> bool | None:
        """达标; None where there is no figure."""
        return None if self.value is None else self.gap == 0

    @property
    def shown(self) -> str:
        """The figure in the clause's own unit."""
        return "" if self.value is None else f"{plain(self.value)}{self.clause.unit}"

    @property
    def gap_words(self) -> str:
        """差2.5个百分点."""
        if not self.gap:
            return ""
        unit = "个百分点" if self.clause.unit == "%" else self.clause.unit
        word = "差" if self.clause.at_least else "超"
        return f"{word}{plain(self.gap)}{unit}"

    @property
    def metric_name(self) -> str:
        """What counts it."""
        known = METRICS.get(self.clause.metric)
        return known.name if known else self.clause.metric


def positions(pledge: Pledge, until: date, *, small_shown: bool) -> list[Position]:
    """Every clause of a signed pledge, year to date; one query a metric. small_shown: whether
    the reader works with families, so that small counts tell her nothing new.

    The unit's own figures, not the reader's share of them: counted as the system."""
    campaign = pledge.campaign
    until = min(until, campaign.data_closes_on)
    clauses = list(pledge.template.clauses.all())
    low, high = pledge.holder.code, pledge.holder.end
    base = Period.of(campaign, until)
    period = Period(base.campaign, low, high, base.start, base.until, base.sign_by)
    wanted = {c.metric for c in clauses if c.metric in DECLARATIONS}
    with scope.as_system():
        counted = {
            key: rolled_up(count_by_place(key, period), high - low).get(low) for key in wanted
        }
    return [_position(c, counted.get(c.metric), small_shown) for c in clauses]


def _position(clause: PledgeClause, facts: object, small_shown: bool) -> Position:
    from reports.rules import Facts

    if not clause.metric:
        return Position(clause, why="没有对应的统计指标，由检查、调查确定")
    if clause.metric not in DECLARATIONS:
        return Position(clause, why="系统里没有这个统计指标，请改样本")
    if not isinstance(facts, Facts) or not facts.base():
        return Position(clause, why="到目前没有应计的")
    top, base = facts.top(), facts.base()
    value = _rate(top, base) if clause.unit == "%" else Decimal(top)
    missed = clause.target - value if clause.at_least else value - clause.target
    shown = small_shown or base >= SMALL
    return Position(
        clause,
        value if shown else None,
        top if shown else None,
        base if shown else None,
        max(missed, Decimal(0)) if shown else None,
        "" if shown else "数目太小，不显示",
    )


def _rate(top: int, base: int) -> Decimal:
    return (Decimal(top) * 100 / base).quantize(Decimal("0.01"), ROUND_HALF_UP)
