"""What stands around a demo year's reports: sensitive periods, returns at every stage, questions,
exemptions, escalations, helping visits."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from accounts.models import Trail, User
from campaigns.models import Division, Level
from campaigns.workdays import add_workdays
from households.models import (
    Contradiction,
    Escalation,
    Exemption,
    ExpectedChange,
    ExpectedReport,
    FilingException,
    Incident,
    ReportingPeriod,
    ReportingRule,
    SensitivePeriod,
    Standing,
    Timing,
    UnitReturn,
    ZeroReport,
)
from households.models.rule import STEPS
from households.transitions.escalation import climb
from households.transitions.spot_check import finish, raise_checks
from reports.demo.county import SHOWN_TOWNSHIP, SHOWN_VILLAGE, County, at, told

# name, cadence, first, last and planned last day (month, day), basis, why it ended early.
WINDOWS = (
    ("全国两会", "week", (3, 4), (3, 11), (3, 15), "省妇联通知", "会议提前闭幕"),
    ("国庆假期", "day", (10, 1), (10, 8), (10, 8), "市平安办通知", ""),
    ("元旦假期", "day", (12, 30), (12, 31), (12, 31), "市平安办通知", ""),
)


def sensitive_periods(county: County) -> list[SensitivePeriod]:
    """The year's sensitive periods, and the rule they stand under."""
    boss, year = county.officers["xianfulian"], county.campaign.year
    ReportingRule.objects.create(
        county=county.division,
        effective_from=date(year, 1, 1),
        reason="按县妇联年度方案",
        made_by=boss,
        made_at=at(date(year, 1, 1), 9),
        version=ReportingRule.objects.filter(county=county.division).count() + 1,
    )
    out = []
    for name, cadence, first, last, planned, basis, early in WINDOWS:
        starts, ends = date(year, *first), date(year, *last)
        opened = min(starts - timedelta(days=7), county.until)
        if early and county.until < ends:
            continue
        row = SensitivePeriod.objects.create(
            campaign=county.campaign,
            county=county.division,
            name=name,
            cadence=cadence,
            starts=starts,
            ends=ends,
            planned_end=date(year, *planned),
            reason=basis,
            opened_by=boss,
            opened_at=at(opened, 9),
            ended_by=boss if early else None,
            ended_at=at(ends, 10) if early else None,
            end_reason=early,
        )
        Trail.objects.bulk_create([_opened(row, boss)])
        out.append(row)
    return out


def _opened(row: SensitivePeriod, boss: User) -> Trail:
    return told(
        "sensitive.open",
        by=boss,
        on=row,
        place=row.county_id,
        day=row.opened_at.date(),
        after={"starts": str(row.starts), "ends": str(row.ends), "cadence": row.cadence},
    )


def around(county: County, periods: list[ReportingPeriod]) -> None:
    """Everything that hangs on the reports, once these are there."""
    now = datetime.combine(county.until, datetime.max.time(), timezone.get_default_timezone())
    closed = [p for p in periods if p.township_due < now]
    _exempt(county, periods)
    missing = _note_missing(county, closed)
    _climbed(county, missing, now)
    _returns(county, closed, now)
    _questions(county, periods, now)
    _scenes(county, closed, now)
    climb(by=county.system, now=now)
    checks = raise_checks(campaign=county.campaign, by=county.system, now=now)
    if checks:
        worker = county.workers[county.township_of(checks[-1].village_id)][0]
        finish(
            uid=checks[-1].uid, result="入户五家，确实平安；教了村里怎么登记，留了电话。", by=worker
        )


def _shown(county: County) -> list[Division]:
    """The villages of the township whose sign-ins are shown to visitors."""
    towns = {t.code for t in county.townships if t.name.startswith(SHOWN_TOWNSHIP)}
    found = [v for v in county.villages if county.township_of(v.code) in towns]
    return found or county.villages


def _exempt(county: County, periods: list[ReportingPeriod]) -> None:
    """One village whose people had moved away for two months, and one that is exempt still."""
    shown, boss = _shown(county), county.officers["xianfulian"]
    last = min(county.until + timedelta(days=20), county.campaign.data_closes_on)
    year = county.campaign.year
    for village, first, until in (
        (shown[-1], date(year, 5, 1), date(year, 6, 30)),
        (shown[-2], county.until.replace(day=1), last),
    ):
        if until < first:
            continue
        row = Exemption.objects.create(
            village=village,
            first=first,
            last=until,
            reason="整村搬迁，无人居住",
            granted_by=boss,
            granted_at=at(first, 9),
        )
        due = [p for p in periods if first <= timezone.localdate(p.village_due) <= until]
        owed = ExpectedReport.objects.filter(village=village, period__in=due)
        ZeroReport.objects.filter(village=village, period__in=due).update(amends=None)
        ZeroReport.objects.filter(village=village, period__in=due).delete()
        owed.update(standing=Standing.EXEMPT)
        ExpectedChange.objects.bulk_create(
            ExpectedChange(
                expected=one,
                village=village,
                kind="exempted",
                reason=row.reason,
                by=boss,
                at=row.granted_at,
            )
            for one in owed
        )


def _note_missing(county: County, closed: list[ReportingPeriod]) -> list[ExpectedReport]:
    """The township's named persons say who did not report and why."""
    filed = Q(period__reports__village=F("village"), period__reports__is_live=True)
    rows = list(
        ExpectedReport.objects.filter(period__in=closed, standing=Standing.OWED)
        .annotate(filed=Count("period__reports", filter=filed))
        .filter(filed=0)
        .select_related("period")
    )
    for row in rows:
        row.missing_by = county.workers[county.township_of(row.village_id)][0]
        row.missing_at = row.period.village_due + timedelta(hours=20)
        row.missing_reason = "村里换届交接，电话已问过，没有情况"
    ExpectedReport.objects.bulk_update(
        rows, ["missing_by", "missing_at", "missing_reason"], batch_size=2000
    )
    ExpectedChange.objects.bulk_create(
        ExpectedChange(
            expected=row,
            village_id=row.village_id,
            kind="missing",
            reason=row.missing_reason,
            by=row.missing_by,
            at=row.missing_at or row.period.village_due,
        )
        for row in rows
    )
    return rows


def _climbed(county: County, missing: list[ExpectedReport], now: datetime) -> None:
    """The steps a missing report had climbed until somebody said it would not come."""
    Escalation.objects.bulk_create(
        [
            Escalation(
                period=row.period,
                unit_id=row.village_id,
                step=step,
                at=row.period.village_due + timedelta(minutes=minutes),
                by=county.system,
            )
            for row in missing
            for step, minutes in STEPS[row.period.cadence].items()
            if step != "remind" and row.period.village_due + timedelta(minutes=minutes) < now
        ],
        batch_size=2000,
    )


def _figures(periods: list[ReportingPeriod], now: datetime) -> dict[tuple[int, int], Any]:
    """(period, township) → the figures a return would freeze; one query."""
    parts = {t.value: Count("id", filter=Q(timing=t.value)) for t in Timing}
    rows = (
        ExpectedReport.objects.filter(period__in=periods)
        .with_state(now)
        .annotate(unit=F("village_id") / 1000 * 1000)
        .order_by()
        .values("period_id", "unit")
        .annotate(
            expected=Count("id"),
            nil=Count("id", filter=Q(live__kind="nil")),
            found_places=Count("id", filter=Q(live__kind="found")),
            found=Sum("live__found"),
            untrue=Count("id", filter=Q(live__untrue_at__isnull=False)),
            visited=Sum("live__households_visited"),
            doors=Sum("live__doors"),
            **parts,
        )
    )
    out = {}
    for row in rows:
        key = (row.pop("period_id"), row.pop("unit"))
        out[key] = {name: value or 0 for name, value in row.items()}
        out[key]["owed"] = out[key]["expected"] - out[key]["exempt"]
    return out


def _places(periods: list[ReportingPeriod], now: datetime) -> dict[tuple[int, int], Any]:
    out: dict[tuple[int, int], Any] = defaultdict(
        lambda: {"missing": [], "exempt": [], "found": []}
    )
    rows = ExpectedReport.objects.filter(period__in=periods).with_state(now)
    told = Q(timing__in=["missing", "exempt"]) | Q(live__kind="found")
    rows = rows.filter(told)
    names = ("period_id", "village_id", "timing", "live__kind")  # of with_state
    listed = rows.order_by("village_id").values_list(*names)
    for period, village, timing, kind in listed:
        out[period, village // 1000 * 1000]["found" if kind == "found" else timing].append(village)
    return out


def _returns(county: County, closed: list[ReportingPeriod], now: datetime) -> None:
    """Accepted and locked but for the newest month, which stands at every stage."""
    figures, places = _figures(closed, now), _places(closed, now)
    months = [p for p in closed if p.cadence == "month"]
    newest = months[-1] if months else None
    rows, locked = [], []
    boss, judge = county.officers["xianfulian"], county.officers["pinganban"]
    for period in closed:
        towns = sorted(unit for p, unit in figures if p == period.pk)
        for number, town in enumerate(towns):
            stage = "accepted" if period is not newest else STAGES[number % len(STAGES)]
            sums = figures[period.pk, town] | {"places": places[period.pk, town]}
            signer = county.workers[town][0]
            rows.append(_return(period, town, Level.TOWNSHIP, stage, sums, signer, boss, number))
            if stage == "accepted":
                locked.append((period.pk, town))
        if period is not newest and towns:
            total = _summed([figures[period.pk, town] for town in towns])
            total["places"] = _joined([places[period.pk, town] for town in towns])
            code = county.division.code
            rows.append(
                _return(period, code, Level.COUNTY, "accepted", total, boss, judge, len(rows))
            )
    UnitReturn.objects.bulk_create(rows, batch_size=1000)
    for period in closed:
        if period is not newest:
            period.expected.update(locked_at=period.county_due)
    for period_id, town in locked:
        if newest and period_id == newest.pk:
            ExpectedReport.objects.filter(
                period=period_id, village_id__gte=town, village_id__lt=town + 1000
            ).update(locked_at=newest.county_due)


STAGES = ("filed", "accepted", "accepted", "returned", "filed", "missing", "accepted")


def _summed(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: sum(part[name] for part in parts) for name in parts[0] if name != "places"}


def _joined(parts: list[dict[str, list[int]]]) -> dict[str, list[int]]:
    return {
        name: sorted(code for part in parts for code in part[name])
        for name in ("missing", "exempt", "found")
    }


def _return(
    period: ReportingPeriod,
    unit: int,
    level: Level,
    stage: str,
    figures: dict[str, Any],
    signer: User,
    judge: User,
    number: int,
) -> UnitReturn:
    due = period.county_due if level == Level.COUNTY else period.township_due
    step = timedelta(minutes=3 + number % 9)
    filed = due + step * 20 if number % 23 == 7 else due - step
    row = UnitReturn(
        period=period, unit_id=unit, level=level, status=stage, filed_by=signer, filed_at=filed
    )
    if stage == "missing":
        row.words, row.filed_by = "乡镇机构合并，经办人未到岗，电话已问过", judge
        return row
    row.figures, row.signer, row.first_filed_at = figures, signer.name, filed
    if stage == "returned":
        row.returned_at, row.returned_by = filed + timedelta(hours=2), judge
        row.returned_reason = "有一个村的数量与摘要对不上，请核对"
        row.correct_by = filed + timedelta(days=3)
    if stage == "accepted":
        row.accepted_at, row.accepted_by = max(filed, due) + timedelta(minutes=5), judge
    return row


def _questions(county: County, periods: list[ReportingPeriod], now: datetime) -> None:
    """Every untrue report has its question; in the shown township others stand asked, answered
    and cleared."""
    untrue = ZeroReport.objects.filter(period__in=periods, untrue_at__isnull=False, is_live=True)
    for report in untrue.select_related("period", "untrue_by"):
        assert report.untrue_at is not None
        _question(county, report, "confirmed", report.untrue_at - timedelta(hours=30))
    shown = [v.code for v in _shown(county)]
    nils = ZeroReport.objects.filter(
        village__in=shown, is_live=True, kind="nil", untrue_at=None, period__cadence="month"
    )
    mine = nils.filter(village__name__startswith=SHOWN_VILLAGE).order_by("-period__starts")
    others = nils.exclude(village__name__startswith=SHOWN_VILLAGE).order_by("-period__starts")
    wanted = [*mine.select_related("period")[:1], *others.select_related("period")[:3]]
    for report, stage in zip(wanted, ("asked", "asked", "replied", "cleared"), strict=False):
        _question(county, report, stage, now - timedelta(hours=9))


def _question(county: County, report: ZeroReport, stage: str, asked: datetime) -> None:
    village = county.workers[report.village_id][0]
    town = county.workers[county.township_of(report.village_id)][0]
    day = max(report.period.starts, timezone.localdate(report.received_at) - timedelta(days=2))
    incident = Incident.objects.create(
        village_id=report.village_id,
        kind="police",
        happened_on=day,
        known_at=asked,
        source_noun="households.zeroreport",
        source_key=str(report.pk),
        recorded_by=town,
        recorded_at=asked,
    )
    row = Contradiction(
        report=report,
        period=report.period,
        village_id=report.village_id,
        incident=incident,
        status=stage,
        asked_at=asked,
        asked_by=town,
        reply_by=add_workdays(timezone.localdate(asked), 3),
    )
    if stage != "asked":
        row.reply, row.replied_by = "当天没有听说，已到户核实，写了走访记录。", village
        row.replied_at, row.version = asked + timedelta(hours=6), 2
    if stage in ("confirmed", "cleared"):
        row.decided_by, row.version = report.untrue_by or town, 3
        row.decided_at = report.untrue_at or asked + timedelta(hours=8)
        row.finding = report.untrue_reason or "核实为口角，没有危险，不属重大隐患。"
    row.save()


def _scenes(county: County, closed: list[ReportingPeriod], now: datetime) -> None:
    """In the shown township: a report sent back, one filed after it was noted missing, and an
    exception for one village."""
    months = [p for p in closed if p.cadence == "month"]
    if not months:
        return
    newest, shown = months[-1], _shown(county)
    boss = county.officers["xianfulian"]
    open_rows = ZeroReport.objects.filter(
        period=newest, village__in=shown[2:8], is_live=True, untrue_at=None, period__cadence="month"
    )
    report = open_rows.order_by("-village_id").first()
    if report:
        town = county.workers[county.township_of(report.village_id)][0]
        ZeroReport.objects.filter(pk=report.pk).update(
            returned_at=now - timedelta(hours=6),
            returned_by=town,
            returned_reason="走访户数和勾选的内容对不上，请核对后更正",
            correct_by=now + timedelta(days=2),
        )
    FilingException.objects.create(
        period=months[0],
        unit=shown[0],
        reason="年初网络中断，有镇里证明",
        until=now + timedelta(days=3),
        granted_by=boss,
        granted_at=now - timedelta(hours=4),
    )
