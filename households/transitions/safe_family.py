"""The verb of 平安家庭: a village marks who takes part and who meets the standard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid
from campaigns.models import Campaign, Division
from campaigns.transitions.open_year import require_open
from households.models import Household, SafeFamily


@transaction.atomic
def mark(
    village: Division,
    campaign: Campaign,
    *,
    by: User,
    met: Iterable[UUID] = (),
    joined: Iterable[UUID] = (),
    every: bool = False,
    not_yet: Iterable[UUID] = (),
    on_day: date | None = None,
) -> tuple[int, int]:
    """Record households of one village that take part (joined) and that meet the standard (met);
    every: all who live here meet it but those in not_yet, who take part and are not there yet
    (domain B: 创建面100%, 达标). Once met stays met for the year. Set-based: three queries whatever
    the number. Returns how many newly took part and newly met it.

    Raises Invalid for a household that is not of the village, NotTheMoment in a closed year."""
    acts.require(by, Act.AWARD_BASIC, village.code)
    require_open(campaign)
    day = on_day or timezone.localdate()
    if not (day.year == campaign.year and day <= timezone.localdate()):
        raise Invalid({"on_day": _("日期要在%(year)d年内，不晚于今天。") % {"year": campaign.year}})
    Division.objects.select_for_update(no_key=True).get(pk=village.pk)
    homes = dict(
        Household.objects.visible_to(by).present().filter(village=village).values_list("uid", "pk")
    )
    waiting, there = set(not_yet), set(joined)
    meets = set(homes) - waiting if every else set(met)
    there |= meets | waiting
    if not there:
        raise Invalid({"homes": _("请至少选一户。")})
    if not there <= homes.keys():
        raise Invalid({"homes": _("有的家庭不在本村，或者已经迁出，请重新选。")})
    counts = _write(
        campaign, village, {homes[u] for u in there}, {homes[u] for u in meets}, day, by
    )
    trail.record(
        Act.AWARD_BASIC,
        by=by,
        on=campaign,
        place=village.code,
        after={"joined": counts[0], "met": counts[1], "on": day.isoformat()},
    )
    return counts


def _write(
    campaign: Campaign, village: Division, there: set[int], meets: set[int], day: date, by: User
) -> tuple[int, int]:
    rows = SafeFamily.objects.filter(campaign=campaign, household__in=there)
    known = set(rows.values_list("household_id", flat=True))
    made = SafeFamily.objects.bulk_create(
        [
            SafeFamily(
                campaign=campaign,
                household_id=key,
                village=village,
                joined_on=day,
                met_on=day if key in meets else None,
                met_at=timezone.now() if key in meets else None,
                recorded_by=by,
            )
            for key in sorted(there - known)
        ],
        batch_size=1000,
    )
    late = rows.filter(Q(household__in=meets & known), met_on__isnull=True, joined_on__lte=day)
    raised = late.update(met_on=day, met_at=timezone.now(), recorded_by=by)
    return len(made), raised + sum(row.met_on is not None for row in made)
