"""Verbs of a sensitive period (敏感时期, domain C4): opened by the county, ended early with a
reason. It replaces the usual reports of its days, it never adds to them (K14)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign
from campaigns.transitions.open_year import require_held_open
from households.models import Cadence, ReportingRule, SensitivePeriod
from households.models.cadence import DAY
from households.transitions.period import BY_SENSITIVE, open_period, recut

LONGEST_DAYS = 62


@transaction.atomic
def open_sensitive(
    *,
    campaign: Campaign,
    name: str,
    starts: date,
    ends: date,
    cadence: str,
    reason: str,
    by: User,
) -> SensitivePeriod:
    """From `starts` to `ends` (both included) reports are owed more often. Not for days gone by:
    nobody owes today what she could not know yesterday.

    Raises Forbidden outside one's role, Invalid for days in disorder, before today, beyond the
    year, or covered by another sensitive period."""
    campaign = Campaign.objects.locked(by, pk=campaign.pk)
    acts.require(by, Act.SENSITIVE_OPEN, campaign.county_id)
    require_held_open(campaign)
    _check(campaign, name, starts, ends, cadence, reason)
    try:
        with transaction.atomic():
            row = SensitivePeriod.objects.create(
                campaign=campaign,
                county_id=campaign.county_id,
                name=name.strip(),
                cadence=cadence,
                starts=starts,
                ends=ends,
                planned_end=ends,
                reason=reason.strip(),
                opened_by=by,
                opened_at=timezone.now(),
            )
    except IntegrityError:
        raise Invalid({"starts": _("这段时间里已有别的敏感时期，请错开。")}) from None
    recut(campaign.county_id, campaign, starts, by=by, reason=f"{BY_SENSITIVE}：{row.name}")
    trail.record(
        Act.SENSITIVE_OPEN,
        by=by,
        on=row,
        place=campaign.county_id,
        after={"starts": str(starts), "ends": str(ends), "cadence": cadence},
    )
    if starts == timezone.localdate():
        open_period(campaign=campaign, day=starts, by=by)
    return row


@transaction.atomic
def end_sensitive(*, uid: UUID, last: date, reason: str, by: User) -> SensitivePeriod:
    """End early: `last` is the last day on which it holds, today at the earliest. The days after
    it go back to the usual reports."""
    row = SensitivePeriod.objects.locked(by, uid=uid)
    acts.require(by, Act.SENSITIVE_END, row.county_id)
    today = timezone.localdate()
    if row.ended_at:
        raise NotTheMoment(_("这个敏感时期已经提前结束。"))
    if row.ends < today:
        raise NotTheMoment(_("这个敏感时期已经到期。"))
    if not max(today, row.starts) <= last < row.ends:
        raise Invalid({"last": _("最后一天要在今天和原定结束之间。")})
    if len(reason.strip()) < 4:
        raise Invalid({"reason": _("请写明提前结束的原因，至少一句话。")})
    was, row.ends = row.ends, last
    row.ended_at, row.ended_by, row.end_reason = timezone.now(), by, reason.strip()
    row.save(update_fields=["ends", "ended_at", "ended_by", "end_reason"])
    recut(row.county_id, row.campaign, last + DAY, by=by, reason=f"{BY_SENSITIVE}结束：{row.name}")
    trail.record(
        Act.SENSITIVE_END,
        by=by,
        on=row,
        place=row.county_id,
        before={"ends": str(was)},
        after={"ends": str(last)},
        reason=row.end_reason,
    )
    return row


def _check(
    campaign: Campaign, name: str, starts: date, ends: date, cadence: str, reason: str
) -> None:
    errors: dict[str, str] = {}
    if not 2 <= len(name.strip()) <= 40:
        errors["name"] = _("请写名称，例如“国庆假期”。")
    if starts < timezone.localdate():
        errors["starts"] = _("不能从过去的日子开始。")
    if ends < starts or ends - starts > timedelta(days=LONGEST_DAYS):
        errors["ends"] = _("结束要在开始之后，最长 %(n)d 天。") % {"n": LONGEST_DAYS}
    if starts.year != campaign.year or ends > campaign.data_closes_on:
        errors["ends"] = _("要在本年度数据截止之前。")
    usual = Cadence(ReportingRule.objects.of(campaign.county_id, starts).cadence)
    if cadence not in Cadence.values or not Cadence(cadence).quicker_than(usual):
        errors["cadence"] = _("敏感时期要比平时的%(usual)s报得勤。") % {"usual": usual.label}
    if len(reason.strip()) < 4:
        errors["reason"] = _("请写明依据，至少一句话。")
    if errors:
        raise Invalid(errors)
