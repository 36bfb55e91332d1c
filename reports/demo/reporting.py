"""Periods and zero reports of a demo year, in every state the grid can show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from django.db.models import Count
from django.utils import timezone

from accounts.models import Trail
from campaigns.models import Division
from households.models import Cadence, Household, Incident, ReportingPeriod, Visit, ZeroReport
from households.models.rule import CHECKS_OFFERED
from households.queries.incident import cases
from households.transitions.period import open_period
from reports.demo import words
from reports.demo.around import around
from reports.demo.county import SHOWN_VILLAGE, County, told
from reports.demo.happened import known, register
from reports.demo.homes import new_uid
from reports.demo.sensitive import sensitive_periods

CHECKS = list(CHECKS_OFFERED)


def periods(county: County) -> list[ReportingPeriod]:
    """The months up to the last day and the sensitive periods in them, opened by the verb."""
    windows = sensitive_periods(county)
    tomorrow = county.until + timedelta(days=1)
    last = tomorrow.month if tomorrow.year == county.campaign.year else 12
    out = [
        open_period(campaign=county.campaign, month=month, by=county.system)
        for month in range(1, last + 1)
    ]
    for window in windows:
        days = (window.starts + timedelta(n) for n in range((window.ends - window.starts).days + 1))
        opened = {
            period.pk: period
            for day in days
            if day <= county.until
            and (period := open_period(campaign=county.campaign, day=day, by=county.system))
        }
        out += opened.values()
    return out


def reports(county: County, months: list[ReportingPeriod], visits: Iterable[Visit]) -> None:
    """Per village and month: nil or found, on time mostly, some late or missing, some amended,
    a few proved untrue. In a month that is still open only some have filed. `visits` are those
    of the year: a report says how many families the register shows as visited by then."""
    seen: dict[int, list[Visit]] = defaultdict(list)
    for visit in visits:
        seen[visit.village_id].append(visit)
    bands, against = _bands(), register()
    first: list[ZeroReport] = []
    amended: list[tuple[ZeroReport, ZeroReport]] = []
    for village in county.villages:
        dice = county.dice("report", village.code)
        skill = county.skill(village.code)
        for period in months:
            row = _village_month(county, village, period, dice, skill, bands[village.code])
            if row is None:
                continue
            first.append(row)
            told_of = known(against[village.code], period, row.received_at)
            if told_of:
                _answers(row, told_of, county.dice(f"answers:{period.label}", village.code))
            else:
                _later(county, row, dice, amended)
    for report in [*first, *(new for _, new in amended)]:
        report.households_visited = _visited(report, seen[report.village_id])
    ZeroReport.objects.bulk_create(first, batch_size=2000)
    for old, new in amended:
        new.amends = old
    ZeroReport.objects.bulk_create([new for _, new in amended])
    live = [r for r in first if r.is_live] + [new for _, new in amended]
    Trail.objects.bulk_create((_trail(r) for r in live), batch_size=5000)
    around(county, months)


# How many of a hundred monthly reports find something, by size of the village: the larger, the
# more there is to find, so that a large village's long silence is worth a visit.
LIVELY = (3, 5, 9, 30)


def _bands() -> dict[int, int]:
    """Quarter of each village by its number of homes."""
    homes = dict(Household.objects.values_list("village_id").annotate(Count("pk")))
    ordered = sorted(homes, key=lambda code: (homes[code], code))
    quarters = {code: i * len(LIVELY) // len(ordered) for i, code in enumerate(ordered)}
    return defaultdict(int, quarters)


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
    lively: int,
) -> ZeroReport | None:
    lot, received = dice.random(), _received(period, dice, skill)
    now = datetime.combine(county.until, datetime.max.time(), period.village_due.tzinfo)
    is_open = period.village_due > now
    # The village visitors sign in to still has its report to file.
    if (is_open and (lot > 0.55 or village.name.startswith(SHOWN_VILLAGE))) or lot > 1 - (
        1 - skill
    ) * 0.12:
        return None
    if is_open:
        received = min(received, now - timedelta(hours=dice.randint(1, 40)))
    return _report(county, village, period, dice, received, lively)


def _later(
    county: County,
    report: ZeroReport,
    dice: Random,
    amended: list[tuple[ZeroReport, ZeroReport]],
) -> None:
    """What becomes of a report afterwards: a few are corrected, a few proved untrue."""
    lot, due = dice.random(), report.period.village_due
    is_over = due.date() <= county.until
    if lot < 0.012:
        report.is_live = False
        amended.append((report, _amendment(report, dice)))
    elif lot < 0.018 and report.kind == "nil" and is_over and report.received_at <= due:
        report.untrue_at = due + timedelta(days=dice.randint(1, 4))
        report.untrue_by = county.workers[county.township_of(report.village_id)][0]
        report.untrue_reason = "当月有一起家庭纠纷已报派出所，村里未列入零报告。"


SILENT = 0.04  # of those who know of a case and sign nil nevertheless, with a sentence


def _answers(report: ZeroReport, told_of: list[Incident], dice: Random) -> None:
    """The register shows cases of the period: the report takes them over, as the form pre-fills
    them; a few sign nil and say why, as the verb demands."""
    if dice.random() < SILENT:
        report.kind, report.found, report.summary, report.measures = "nil", 0, "", ""
        report.difference = "到户核实是口角，当天已劝和，村里认为不属重大隐患。"
        return
    report.kind, report.found = "found", max(report.found, cases(told_of))
    report.summary = report.summary or dice.choice(words.SUMMARIES)
    report.measures = report.measures or dice.choice(words.REPORT_MEASURES)


def _received(period: ReportingPeriod, dice: Random, skill: float) -> datetime:
    late, early = (dice.randint(10, 3000), dice.randint(5, 4300))
    if period.cadence != Cadence.MONTH:
        late, early = late // 10, early // 10
    if dice.random() < (1 - skill) * 0.35:
        return period.village_due + timedelta(minutes=late)
    return period.village_due - timedelta(minutes=early)


def _report(
    county: County,
    village: Division,
    period: ReportingPeriod,
    dice: Random,
    received: datetime,
    lively: int,
) -> ZeroReport:
    share = lively if period.cadence == Cadence.MONTH else 2
    found = dice.choices((0, 1, 2), (100 - share, share, 1))[0]
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
