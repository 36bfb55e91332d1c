"""Verbs that change who owes a report after the list was frozen (features 16, 18, 20)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division, Level
from households.models import (
    Exemption,
    ExpectedChange,
    ExpectedReport,
    FilingException,
    ReportingPeriod,
    Standing,
    ZeroReport,
)

Kind = ExpectedChange.Kind
LONGEST_EXEMPTION = timedelta(days=183)
LONGEST_EXCEPTION = timedelta(days=15)


@transaction.atomic
def add_village(
    *, period: ReportingPeriod, village: Division, reason: str, by: User
) -> ExpectedReport:
    """A village that came into being, or was forgotten, owes this period's report too; one that
    was struck off comes back. Raises NotTheMoment when it is on the list already."""
    acts.require(by, Act.EXPECTED_CHANGE, period.county_id)
    acts.require(by, Act.EXPECTED_CHANGE, village.code)
    if village.level != Level.VILLAGE:
        raise Invalid({"village": _("请选到村（社区）。")})
    reason = _reason(reason)
    row, made = ExpectedReport.objects.get_or_create(period=period, village=village)
    if not made:
        row = ExpectedReport.objects.locked(by, pk=row.pk)
        if row.standing != Standing.STRUCK:
            raise NotTheMoment(_("%(name)s已在应报名单里。") % {"name": village.name})
        row.standing, row.struck_at = Standing.OWED, None
        row.save(update_fields=["standing", "struck_at"])
    _changed(row, Kind.ADDED if made else Kind.RESTORED, reason, by)
    return row


@transaction.atomic
def strike_village(
    *, period: ReportingPeriod, village: int, reason: str, by: User
) -> ExpectedReport:
    """Take a village off the list by mistake on it (merged before the period began, no village at
    all). Raises NotTheMoment once it has filed: what is there stays and counts."""
    row = _locked(period, village, by)
    acts.require(by, Act.EXPECTED_CHANGE, village)
    reason = _reason(reason)
    if row.standing == Standing.STRUCK:
        raise NotTheMoment(_("已经撤出应报名单。"))
    if _filed(row, by):
        raise NotTheMoment(_("这个村本期已上报，不能再撤出应报名单。"))
    if row.standing == Standing.OWED:
        row.struck_at = timezone.now()
    row.standing = Standing.STRUCK
    row.save(update_fields=["standing", "struck_at"])
    _changed(row, Kind.STRUCK, reason, by)
    return row


@transaction.atomic
def note_missing(*, period: ReportingPeriod, village: int, reason: str, by: User) -> ExpectedReport:
    """The township says by name that a village has not reported, and why (domain C4): only then
    can its own return be made without it. A report that comes later is supplementary (补报)."""
    row = _locked(period, village, by)
    acts.require(by, Act.EXPECTED_MISSING, village)
    reason = _reason(reason)
    if row.standing != Standing.OWED or row.missing_at:
        raise NotTheMoment(_("这个村本期不用报，或已经标记未报。"))
    if _filed(row, by):
        raise NotTheMoment(_("这个村本期已上报。"))
    if timezone.now() <= period.village_due:
        raise NotTheMoment(_("还没有到村级截止时间，不能标记未报；可以先催报。"))
    row.missing_at, row.missing_by, row.missing_reason = timezone.now(), by, reason
    row.save(update_fields=["missing_at", "missing_by", "missing_reason"])
    _changed(row, Kind.MISSING, reason, by, Act.EXPECTED_MISSING)
    return row


@transaction.atomic
def grant_exemption(
    *, village: Division, first: date, last: date, reason: str, by: User
) -> Exemption:
    """What falls due in the village on the days from first to last need not be reported; it ends
    by itself. Open reports that are not yet due and not filed are exempt at once; what is past
    due stays as it was, so that no rate is mended afterwards."""
    acts.require(by, Act.EXEMPTION_GRANT, village.code)
    reason = _reason(reason)
    if village.level != Level.VILLAGE:
        raise Invalid({"village": _("请选到村（社区）。")})
    if first < timezone.localdate():
        raise Invalid({"first": _("免报从今天或以后开始，过去的不再改。")})
    if not first <= last <= first + LONGEST_EXEMPTION:
        raise Invalid({"last": _("免报最长半年，到期可以再办。")})
    row = Exemption.objects.create(
        village=village,
        first=first,
        last=last,
        reason=reason,
        granted_by=by,
        granted_at=timezone.now(),
    )
    for owed in _not_due(village.code, by, Standing.OWED):
        if row.holds_on(timezone.localdate(owed.period.village_due)) and not _filed(owed, by):
            owed.standing = Standing.EXEMPT
            owed.save(update_fields=["standing"])
            _changed(owed, Kind.EXEMPTED, reason, by)
    trail.record(
        Act.EXEMPTION_GRANT,
        by=by,
        on=row,
        place=village.code,
        after={"first": str(first), "last": str(last)},
    )
    return row


@transaction.atomic
def end_exemption(*, uid: UUID, reason: str, by: User) -> Exemption:
    """Take an exemption back early; what is not yet due is owed again."""
    row = Exemption.objects.locked(by, uid=uid)
    acts.require(by, Act.EXEMPTION_END, row.village_id)
    reason = _reason(reason)
    if row.ended_at or row.last < timezone.localdate():
        raise NotTheMoment(_("这次免报已经到期或结束。"))
    row.ended_at, row.ended_by, row.end_reason = timezone.now(), by, reason
    row.save(update_fields=["ended_at", "ended_by", "end_reason"])
    for owed in _not_due(row.village_id, by, Standing.EXEMPT):
        owed.standing = Standing.OWED
        owed.save(update_fields=["standing"])
        _changed(owed, Kind.RESTORED, reason, by)
    trail.record(Act.EXEMPTION_END, by=by, on=row, place=row.village_id, reason=reason)
    return row


@transaction.atomic
def grant_exception(
    *, period: ReportingPeriod, unit: Division, until: datetime, reason: str, by: User
) -> FilingException:
    """Let one unit file or correct for one period although it is locked or closed; over at
    `until`, at most fifteen days ahead. Only for units of one's own county (features 20)."""
    acts.require(by, Act.EXCEPTION_GRANT, unit.code)
    acts.require(by, Act.EXCEPTION_GRANT, period.county_id)
    reason = _reason(reason)
    now = timezone.now()
    if unit.level not in (Level.VILLAGE, Level.TOWNSHIP):
        raise Invalid({"unit": _("请选村（社区）或镇（街道）。")})
    if not now < until <= now + LONGEST_EXCEPTION:
        raise Invalid({"until": _("有效期从现在起最长 15 天。")})
    row = FilingException.objects.create(
        period=period, unit=unit, reason=reason, until=until, granted_by=by, granted_at=now
    )
    trail.record(
        Act.EXCEPTION_GRANT,
        by=by,
        on=row,
        place=unit.code,
        after={"period": period.number, "until": until.isoformat()},
        reason=reason,
    )
    return row


def excepted(period: ReportingPeriod, unit: int, by: User) -> bool:
    """Whether an exception is in force for the unit and period now."""
    rows = FilingException.objects.visible_to(by)
    return rows.filter(period=period, unit_id=unit, until__gt=timezone.now()).exists()


def _locked(period: ReportingPeriod, village: int, by: User) -> ExpectedReport:
    return ExpectedReport.objects.locked(by, period=period, village_id=village)


def _filed(row: ExpectedReport, by: User) -> bool:
    reports = ZeroReport.objects.visible_to(by).live()
    return reports.filter(period_id=row.period_id, village_id=row.village_id).exists()


def _not_due(village: int, by: User, standing: str) -> list[ExpectedReport]:
    rows = ExpectedReport.objects.visible_to(by).select_related("period")
    due_later = rows.filter(village_id=village, period__village_due__gt=timezone.now())
    return list(due_later.filter(standing=standing).select_for_update(of=("self",)))


def _changed(
    row: ExpectedReport, kind: str, reason: str, by: User, act: Act = Act.EXPECTED_CHANGE
) -> None:
    ExpectedChange.objects.create(
        expected=row,
        village_id=row.village_id,
        kind=kind,
        reason=reason,
        by=by,
        at=timezone.now(),
    )
    trail.record(act, by=by, on=row, place=row.village_id, after={"kind": kind})


def _reason(text: str) -> str:
    text = text.strip()
    if not 4 <= len(text) <= 500:
        raise Invalid({"reason": _("请写明原因，至少一句话，500字以内。")})
    return text
