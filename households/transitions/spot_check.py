"""Verbs of a spot check (静默走访, features wish 3): raised by the radar, done by the township."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid
from accounts.roles import Role
from campaigns.models import Campaign
from campaigns.workdays import add_workdays
from households.models import (
    ExpectedReport,
    Household,
    Notice,
    ReportingRule,
    SpotCheck,
    Timing,
)
from households.silence import Silence, Village, silences
from households.transitions.notice import tell_each

VISIT_DAYS = 10  # working days
AGAIN_AFTER = timedelta(days=180)


@transaction.atomic
def raise_checks(*, campaign: Campaign, by: User, now: datetime | None = None) -> list[SpotCheck]:
    """Raise a spot check for every village whose silence is unusual and that has had none for half
    a year. It asks the township to go and help; no score reads it, no other village sees it."""
    campaign = Campaign.objects.locked(by, pk=campaign.pk)
    acts.require(by, Act.SPOT_CHECK_RAISE, campaign.county_id)
    now = now or timezone.now()
    rule = ReportingRule.objects.of(campaign.county_id, timezone.localdate(now))
    villages, since = _villages(campaign, by, now)
    found = silences(villages, least_run=rule.radar_run, most_odds=rule.radar_odds)
    lately = set(
        SpotCheck.objects.visible_to(by)
        .filter(campaign=campaign, raised_at__gt=now - AGAIN_AFTER)
        .values_list("village_id", flat=True)
    )
    due = add_workdays(timezone.localdate(now), VISIT_DAYS)
    rows = SpotCheck.objects.bulk_create(
        _check(campaign, silence, since[silence.village][-silence.zeros], now, due, by)
        for silence in found
        if silence.village not in lately
    )
    trail.record_each(
        Act.SPOT_CHECK_RAISE,
        by=by,
        rows=[(row, row.village_id, {"zeros": row.zeros, "odds": row.odds}) for row in rows],
    )
    tell_each(_notice(row, now) for row in rows)
    return rows


@transaction.atomic
def finish(*, uid: UUID, result: str, by: User) -> SpotCheck:
    """The township went there: what it found and how it helped, in words."""
    row = SpotCheck.objects.locked(by, uid=uid)
    acts.require(by, Act.SPOT_CHECK_DONE, row.village_id)
    require_moment(row, "done", _("登记走访情况"))
    result = result.strip()
    if not 4 <= len(result) <= 1000:
        raise Invalid({"result": _("请写走访情况和提供的帮助，至少一句话。")})
    row.status, row.result = SpotCheck.Status.DONE, result
    row.done_at, row.done_by = timezone.now(), by
    row.save(update_fields=["status", "result", "done_at", "done_by"])
    trail.record(Act.SPOT_CHECK_DONE, by=by, on=row, place=row.village_id)
    return row


def _villages(
    campaign: Campaign, by: User, now: datetime
) -> tuple[list[Village], dict[int, list[date]]]:
    """Every village's closed reports of the usual cadence, oldest first, and their days; two
    queries."""
    homes = dict(
        Household.objects.visible_to(by)
        .filter(
            village_id__gte=campaign.county.code,
            village_id__lt=campaign.county.end,
            left_on__isnull=True,
        )
        .values_list("village_id")
        .annotate(Count("pk"))
    )
    owed = (
        ExpectedReport.objects.for_case_roles(by)  # type: ignore[misc]  # names of with_state
        .filter(
            period__campaign=campaign,
            period__sensitive__isnull=True,
            period__village_due__lt=now,
            village__valid_to__isnull=True,
        )
        .with_state(now)
        .exclude(timing=Timing.EXEMPT)
        .order_by("period__starts")
        .values_list("village_id", "period__starts", "live__kind", "live__untrue_at")
    )
    kinds: dict[int, list[str]] = defaultdict(list)
    days: dict[int, list[date]] = defaultdict(list)
    for village, starts, kind, untrue in owed:
        kinds[village].append("untrue" if untrue else kind or "missing")
        days[village].append(starts)
    return [Village(code, homes.get(code, 0), kinds[code]) for code in kinds], days


def _check(
    campaign: Campaign, silence: Silence, since: date, now: datetime, due: date, by: User
) -> SpotCheck:
    return SpotCheck(
        campaign=campaign,
        village_id=silence.village,
        raised_at=now,
        raised_by=by,
        due_on=due,
        since=since,
        zeros=silence.zeros,
        households=silence.households,
        peers=silence.peers,
        peer_filed=silence.filed,
        peer_found=silence.found,
        odds=silence.odds,
    )


def _notice(row: SpotCheck, now: datetime) -> Notice:
    return Notice(
        unit_id=row.village_id // 1000 * 1000,
        role=Role.TOWNSHIP_FEDERATION,
        key=f"spot:{row.uid}",
        title=_("有一个村长期报零，请上门走访帮助，不作扣分"),
        url=reverse("households:spot_check_detail", args=[row.uid]),
        told_at=now,
    )
