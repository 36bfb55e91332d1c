"""Periods and zero reports of a demo year, in every state the grid can show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from accounts.models import Trail
from campaigns.models import Division
from households.models import Check, ReportingPeriod, Visit, ZeroReport
from households.transitions.period import open_period
from reports.demo import words
from reports.demo.county import SHOWN_VILLAGE, County, told
from reports.demo.homes import new_uid

CHECKS = [c.value for c in Check]


def periods(county: County) -> list[ReportingPeriod]:
    """The months up to the last day, opened by the verb itself."""
    tomorrow = county.until + timedelta(days=1)
    last = tomorrow.month if tomorrow.year == county.campaign.year else 12
    return [
        open_period(campaign=county.campaign, month=month, by=county.system)
        for month in range(1, last + 1)
    ]


def reports(county: County, months: list[ReportingPeriod], visits: Iterable[Visit]) -> None:
    """Per village and month: nil or found, on time mostly, some late or missing, some amended,
    a few proved untrue. In a month that is still open only some have filed. `visits` are those
    of the year: a report says how many families the register shows as visited by then."""
    seen: dict[int, list[Visit]] = defaultdict(list)
    for visit in visits:
        seen[visit.village_id].append(visit)
    first: list[ZeroReport] = []
    amended: list[tuple[ZeroReport, ZeroReport]] = []
    for village in county.villages:
        dice = county.dice("report", village.code)
        skill = county.skill(village.code)
        for period in months:
            _village_month(county, village, period, dice, skill, first, amended)
    for report in [*first, *(new for _, new in amended)]:
        report.households_visited = _visited(report, seen[report.village_id])
    ZeroReport.objects.bulk_create(first, batch_size=2000)
    for old, new in amended:
        new.amends = old
    ZeroReport.objects.bulk_create([new for _, new in amended])
    live = [r for r in first if r.is_live] + [new for _, new in amended]
    Trail.objects.bulk_create((_trail(r) for r in live), batch_size=5000)


def _visited(report: ZeroReport, visits: list[Visit]) -> int:
    day = timezone.localdate(report.received_at)
    last = min(day, report.period.ends)
    return len(
        {
            visit.family_id
            for visit in visits
            if report.period.starts <= visit.visited_on <= last
            and (visit.family.closed_on is None or visit.family.closed_on > day)
        }
    )


def _village_month(
    county: County,
    village: Division,
    period: ReportingPeriod,
    dice: Random,
    skill: float,
    first: list[ZeroReport],
    amended: list[tuple[ZeroReport, ZeroReport]],
) -> None:
    lot, received = dice.random(), _received(period, dice, skill)
    now = datetime.combine(county.until, datetime.max.time(), period.village_due.tzinfo)
    is_open = period.village_due > now
    # The village visitors sign in to still has its report to file.
    if (is_open and (lot > 0.55 or village.name.startswith(SHOWN_VILLAGE))) or lot > 1 - (
        1 - skill
    ) * 0.12:
        return
    if is_open:
        received = min(received, now - timedelta(hours=dice.randint(1, 40)))
    report = _report(county, village, period, dice, received)
    lot = dice.random()
    if lot < 0.012:
        report.is_live = False
        amended.append((report, _amendment(report, dice)))
    elif lot < 0.018 and report.kind == "nil" and not is_open and received <= period.village_due:
        report.untrue_at = period.village_due + timedelta(days=dice.randint(1, 4))
        report.untrue_by = county.workers[county.township_of(village.code)][0]
        report.untrue_reason = "当月有一起家庭纠纷已报派出所，村里未列入零报告。"
    first.append(report)


def _received(period: ReportingPeriod, dice: Random, skill: float) -> datetime:
    if dice.random() < (1 - skill) * 0.35:
        return period.village_due + timedelta(minutes=dice.randint(10, 3000))
    return period.village_due - timedelta(minutes=dice.randint(5, 4300))


def _report(
    county: County, village: Division, period: ReportingPeriod, dice: Random, received: datetime
) -> ZeroReport:
    found = dice.choices((0, 1, 2), (93, 6, 1))[0]
    signer = county.workers[village.code][0]
    return ZeroReport(
        uid=new_uid(dice),
        period=period,
        village=village,
        kind="found" if found else "nil",
        found=found,
        checks=sorted(dice.sample(CHECKS, dice.randint(2, 4)), key=CHECKS.index),
        summary=dice.choice(words.SUMMARIES) if found else "",
        measures=dice.choice(words.REPORT_MEASURES) if found else "",
        signer=signer.name,
        filed_by=signer,
        received_at=received,
        first_received_at=received,
    )


def _amendment(old: ZeroReport, dice: Random) -> ZeroReport:
    found = 0 if old.found else 1
    return ZeroReport(
        uid=new_uid(dice),
        period=old.period,
        village=old.village,
        kind="found" if found else "nil",
        found=found,
        checks=old.checks,
        summary=words.SUMMARIES[0] if found else "",
        measures=words.REPORT_MEASURES[0] if found else "",
        signer=old.signer,
        filed_by=old.filed_by,
        received_at=old.received_at + timedelta(hours=dice.randint(1, 5)),
        first_received_at=old.first_received_at,
        revision=2,
        amend_reason="复核时发现数量填错，按实际更正。",
    )


def _trail(report: ZeroReport) -> Trail:
    return told(
        "report.amend" if report.revision > 1 else "report.file",
        by=report.filed_by,
        on=report,
        place=report.village_id,
        day=report.received_at.date(),
        reason=report.amend_reason,
        after={"number": report.number, "kind": report.kind, "found": report.found},
    )
