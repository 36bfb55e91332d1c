"""What can still be mended, metric by metric: one declaration each. What cannot (a report that came
late, a visit whose day has passed) has none, and what must not be hurried for points has none
either: nobody is pressed into an agreement (mediation is voluntary), no household is made a
平安家庭 to reach a rate.

What a step is worth is not declared: reports.whatif.worth evaluates the line again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reports.metrics.declarations import DECLARATIONS

__all__ = ["REMEDIES", "Remedy"]


@dataclass(frozen=True, slots=True)
class Remedy:
    """metric and part: what is lacking ("gap" or an event); into: what it becomes ("numerator" or
    an event: what is done late counts as late); words: the step with its number; only: a condition
    on the metric's rows (SQL) that holds while the step is still possible."""

    metric: str
    part: str
    into: str
    words: str
    only: str = "TRUE"

    @property
    def key(self) -> str:
        """Its name, e.g. "keepers.gap"."""
        return f"{self.metric}.{self.part}"

    @property
    def count_sql(self) -> str:
        """How much can still be mended, by the metric's own rows."""
        declared = DECLARATIONS[self.metric]
        weight = " - ".join(declared.terms(self.part))
        return (
            f"SELECT '{self.key}' AS key, coalesce(sum({weight}), 0) AS count "
            f"FROM ({declared.rows}) listed WHERE {weight} > 0 AND ({self.only})"
        )


STILL_LISTED = (
    "row_id IN (SELECT id FROM households_listedfamily WHERE closed_on IS NULL "
    "AND village_id >= %(low)s AND village_id < %(high)s)"
)
OPEN_DISPUTE = (
    "row_id IN (SELECT id FROM disputes_dispute WHERE status IN ('accepted', 'mediating') "
    "AND village_id >= %(low)s AND village_id < %(high)s)"
)
# A visit makes up for what was missed first (households.transitions.visit): where something was,
# today's is gained by no single visit, and the family stands among the risks.
DUE_AHEAD = (
    "row_id IN (SELECT d.id FROM households_visitduty d WHERE d.due_on >= %(today)s "
    "AND d.visit_id IS NULL AND d.village_id >= %(low)s AND d.village_id < %(high)s "
    "AND NOT EXISTS (SELECT FROM households_visitduty m WHERE m.family_id = d.family_id "
    "AND m.visit_id IS NULL AND NOT m.dropped AND m.due_on < %(today)s "
    "AND m.village_id >= %(low)s AND m.village_id < %(high)s))"
)
FRESH_AGREEMENT = (
    "row_id IN (SELECT id FROM disputes_agreement WHERE agreed_on + 30 >= %(today)s "
    "AND village_id >= %(low)s AND village_id < %(high)s)"
)

PAPERS = {"plan": "工作方案", "midyear": "年中小结", "final": "年终总结", "ledger": "工作台账"}
DATES = {"women_day": "3·8", "family_day": "5·15", "drug_day": "6·26", "peace_day": "11·25"}

_ALL = (
    Remedy("visits", "gap", "numerator", "今天到期的走访还有{n}户次，今天去", DUE_AHEAD),
    Remedy("keepers", "gap", "numerator", "补齐两名包户人{n}户"),
    Remedy("pairings", "gap", "numerator", "给特别困难的家庭结对{n}户"),
    Remedy("family_files", "gap", "numerator", "补齐一户一档{n}户", STILL_LISTED),
    Remedy(
        "mediated", "gap", "numerator", "已受理还没调解的纠纷{n}件，安排第一次调解", OPEN_DISPUTE
    ),
    Remedy("follow_ups", "gap", "numerator", "今天满30日的协议{n}件，今天回访", FRESH_AGREEMENT),
    Remedy("oral_registered", "gap", "numerator", "登记口头协议{n}件"),
    Remedy("screening", "gap", "numerator", "全面排查还没走到的{n}户，补走并交来"),
    Remedy("screening_rounds", "missing", "late", "补交半月排查{n}次"),
    Remedy("reporting", "missing", "late", "补报（零）报告{n}份"),
    Remedy("pledges", "gap", "late", "补签责任状{n}份"),
    Remedy("household_pledges", "gap", "numerator", "补签家庭承诺书{n}户", "row_id IS NOT NULL"),
    Remedy("award_quality", "unchecked", "numerator", "示范户年度复核{n}户", "unhandled = 0"),
    Remedy("group_meetings", "unfiled", "numerator", "补传领导小组会议纪要{n}次"),
    Remedy("group_meetings", "missing", "numerator", "补开领导小组会议并附纪要{n}次"),
    Remedy("lead_and_fund", "person_lack", "person", "明确领导小组组长{n}人"),
    Remedy("lead_and_fund", "budget_lack", "budget", "落实并登记工作经费{n}项"),
    *(
        Remedy("year_papers", f"{key}_lack", f"{key}_late", f"补报{name}{{n}}件")
        for key, name in PAPERS.items()
    ),
    # The days of a fixed date are over; a picture of what was held can still be added.
    *(
        Remedy("publicity_dates", f"{key}_lack", key, f"补传{name}宣传照片{{n}}次", "unproved = 1")
        for key, name in DATES.items()
    ),
    Remedy("training", "gap", "numerator", "安排补训{n}人"),
)

REMEDIES: Mapping[str, Remedy] = MappingProxyType({one.key: one for one in _ALL})
"""Every step that can be offered, by key."""
