"""What stands around a demo year's reports, in the order it hangs together."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from households.models import (
    FilingException,
    ReportingPeriod,
    ZeroReport,
)
from households.transitions.escalation import climb
from households.transitions.spot_check import finish, raise_checks
from reports.demo.county import County, shown_villages
from reports.demo.owed import climbed, exempt, note_missing
from reports.demo.questions import questions
from reports.demo.returns import returns


def around(county: County, periods: list[ReportingPeriod]) -> None:
    """Everything that hangs on the reports, once these are there."""
    now = datetime.combine(county.until, datetime.max.time(), timezone.get_default_timezone())
    closed = [p for p in periods if p.township_due < now]
    exempt(county, periods)
    missing = note_missing(county, closed)
    climbed(county, missing, now)
    returns(county, closed, now)
    questions(county, periods, now)
    _scenes(county, closed, now)
    climb(by=county.system, now=now)
    checks = raise_checks(campaign=county.campaign, by=county.system, now=now)
    if checks:
        worker = county.workers[county.township_of(checks[-1].village_id)][0]
        finish(
            uid=checks[-1].uid, result="入户五家，确实平安；教了村里怎么登记，留了电话。", by=worker
        )


def _scenes(county: County, closed: list[ReportingPeriod], now: datetime) -> None:
    """In the shown township: a report sent back, one filed after it was noted missing, and an
    exception for one village."""
    months = [p for p in closed if p.cadence == "month"]
    if not months:
        return
    newest, shown = months[-1], shown_villages(county)
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
