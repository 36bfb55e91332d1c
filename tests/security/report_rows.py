"""What hangs on zero reports, in every village of the cast, with canaries."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from households.models import (
    Contradiction,
    Escalation,
    Exemption,
    ExpectedChange,
    ExpectedReport,
    FilingException,
    Incident,
    Notice,
    NoticeRead,
    ReportingRule,
    SensitivePeriod,
    SpotCheck,
    UnitReturn,
    ZeroReport,
)

if TYPE_CHECKING:
    from tests.cast import World
    from tests.security.rows import Rows


def report_rows(rows: Rows, report: ZeroReport, worker: User) -> None:
    """An incident, and a question about a nil that was answered (so that the county sees it)."""
    code, now = report.village_id, timezone.now()
    incident = rows.make(
        Incident,
        code,
        village=report.village,
        kind="hazard",
        happened_on=timezone.localdate(),
        known_at=now,
        recorded_by=worker,
        recorded_at=now,
    )
    rows.by_noun["contradictions"][code] = rows.make(
        Contradiction,
        code,
        report=report,
        period=report.period,
        village=report.village,
        incident=incident,
        status="replied",
        asked_at=now,
        asked_by=worker,
        reply_by=timezone.localdate(),
        replied_at=now,
        replied_by=worker,
    )
    _surroundings(rows, report, worker)


def _surroundings(rows: Rows, report: ZeroReport, worker: User) -> None:
    code, now, today = report.village_id, timezone.now(), timezone.localdate()
    village, period = report.village, report.period
    owed = ExpectedReport.objects.get(period=period, village=village)
    rows.make(ExpectedChange, code, expected=owed, village=village, kind="added", by=worker, at=now)
    rows.by_noun["exemptions"][code] = rows.make(
        Exemption,
        code,
        village=village,
        first=today,
        last=today + timedelta(days=9),
        granted_by=worker,
        granted_at=now,
        end_reason="",
    )
    rows.make(
        FilingException,
        code,
        period=period,
        unit=village,
        until=now + timedelta(days=3),
        granted_by=worker,
        granted_at=now,
    )
    rows.by_noun["reminders"][code] = notice = rows.make(
        Notice, code, unit=village, role=Role.VILLAGE_MEDIATOR, url="", told_at=now
    )
    rows.make(NoticeRead, code, notice=notice, unit=village, user=worker, read_at=now)
    rows.make(Escalation, code, period=period, unit=village, step="county", at=now, by=worker)
    rows.by_noun["spot-checks"][code] = rows.make(
        SpotCheck,
        code,
        village=village,
        campaign=period.campaign,
        raised_at=now,
        raised_by=worker,
        due_on=today,
        since=today,
        zeros=9,
        households=100,
        peers=20,
        peer_filed=180,
        peer_found=40,
        odds=9,
        result="",
    )


def county_rows(world: World, rows: Rows, code: int) -> None:
    """A sensitive period to come, a rule, and a return of the county and of each township."""
    period = rows.by_noun["periods"][code]
    today, now = timezone.localdate(), timezone.now()
    county = period.county
    # Rules and sensitive periods are public inside the system: nothing secret in their words.
    ReportingRule.objects.create(
        county=county, effective_from=today, made_by=world.system, made_at=now
    )
    rows.by_noun["sensitive"][code] = SensitivePeriod.objects.create(
        name="国庆假期",
        reason="省妇联通知",
        campaign=period.campaign,
        county=county,
        cadence="day",
        starts=today + timedelta(days=200),
        ends=today + timedelta(days=203),
        planned_end=today + timedelta(days=203),
        opened_by=world.system,
        opened_at=now,
        end_reason="",
    )
    units = [u for u in world.divisions.values() if county.contains(u.code) and u.level in (3, 4)]
    for unit in units:
        rows.by_noun["returns"][unit.code] = rows.make(
            UnitReturn,
            unit.code,
            period=period,
            unit=unit,
            level=unit.level,
            figures={"found": 0, "places": {}},
            filed_by=world.system,
            filed_at=now,
            first_filed_at=now,
            change_reason="",
            returned_reason="",
        )
