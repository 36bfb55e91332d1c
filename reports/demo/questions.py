"""Questions to villages whose nil something stands against, at every stage."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from campaigns.workdays import add_workdays
from households.models import (
    Contradiction,
    Incident,
    ReportingPeriod,
    ZeroReport,
)
from reports.demo.county import SHOWN_VILLAGE, County, shown_villages
from reports.demo.happened import known, register


def questions(county: County, periods: list[ReportingPeriod], now: datetime) -> None:
    """Every untrue report has its question; in the shown township others stand asked, answered
    and cleared."""
    untrue = ZeroReport.objects.filter(period__in=periods, untrue_at__isnull=False, is_live=True)
    for report in untrue.select_related("period", "untrue_by"):
        assert report.untrue_at is not None
        _question(county, report, "confirmed", report.untrue_at - timedelta(hours=30))
    _said_why(county, periods)
    shown = [v.code for v in shown_villages(county)]
    nils = ZeroReport.objects.filter(
        village__in=shown, is_live=True, kind="nil", untrue_at=None, period__cadence="month"
    ).filter(difference="")
    mine = nils.filter(village__name__startswith=SHOWN_VILLAGE).order_by("-period__starts")
    others = nils.exclude(village__name__startswith=SHOWN_VILLAGE).order_by("-period__starts")
    wanted = [*mine.select_related("period")[:1], *others.select_related("period")[:3]]
    for report, stage in zip(wanted, ("asked", "asked", "replied", "cleared"), strict=False):
        _question(county, report, stage, now - timedelta(hours=9))


ANSWER_DAYS = 4  # after which the township has decided


def _said_why(county: County, periods: list[ReportingPeriod]) -> None:
    """Nils signed although the register shows a case: the sentence is the village's answer, and
    the township has decided those that are not of the last days."""
    against, rows = register(), []
    signed = ZeroReport.objects.filter(period__in=periods, is_live=True).exclude(difference="")
    for report in signed.select_related("period", "filed_by"):
        for incident in known(against[report.village_id], report.period, report.received_at):
            rows.append(_answered(county, report, incident))
    Contradiction.objects.bulk_create(rows, batch_size=2000)


def _answered(county: County, report: ZeroReport, incident: Incident) -> Contradiction:
    signed = report.received_at
    row = Contradiction(
        report=report,
        period=report.period,
        village_id=report.village_id,
        incident=incident,
        family_id=incident.family_id,
        status="replied",
        asked_at=signed,
        asked_by=report.filed_by,
        reply_by=add_workdays(timezone.localdate(signed), 3),
        reply=report.difference,
        replied_at=signed,
        replied_by=report.filed_by,
    )
    decided = signed + timedelta(days=ANSWER_DAYS)
    if decided.date() <= county.until:
        row.status, row.version, row.decided_at = "cleared", 2, decided
        row.decided_by = county.workers[county.township_of(report.village_id)][0]
        row.finding = "镇里到户核实，属一般口角，当天已调处，不属重大隐患。"
    return row


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
