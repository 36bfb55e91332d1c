"""Verbs of the county's rules of awarding: a new version, places of a village."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid
from campaigns.models import Campaign, Division, Level
from campaigns.transitions.open_year import require_held_open
from households import award_standards
from households.award_standards import Rules
from households.models import AwardQuota, AwardRules
from households.models.rank import OWN

PLACES_MOST = 999


@transaction.atomic
def set_rules(campaign: Campaign, *, rules: Rules, by: User, note: str = "") -> AwardRules:
    """Publish a new version of the year's 创评办法 (domain B: a checklist per campaign, editable,
    with a version). What is on its way keeps the version it was nominated under.

    Raises Invalid for standards that may not be asked, NotTheMoment once the year is closed."""
    acts.require(by, Act.AWARD_RULES, campaign.county_id)
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    require_held_open(row)
    award_standards.check_rules(rules)
    last = AwardRules.objects.filter(campaign=row).aggregate(last=Max("number"))["last"] or 0
    made = AwardRules.objects.create(
        campaign=row,
        county_id=row.county_id,
        number=last + 1,
        body=award_standards.dump(rules),
        note=note.strip(),
        made_by=by,
        made_at=timezone.now(),
    )
    trail.record(
        Act.AWARD_RULES,
        by=by,
        on=made,
        place=row.county_id,
        after={"number": made.number, "standards": len(rules.standards)},
    )
    return made


@transaction.atomic
def set_quota(
    campaign: Campaign, *, village: Division, rank: str, places: int | None, by: User
) -> AwardQuota | None:
    """Give a village other places of a level than its share; None: the share again."""
    acts.require(by, Act.AWARD_QUOTA, village.code)
    if village.level != Level.VILLAGE or not campaign.county.contains(village.code):
        raise Invalid({"village": _("请选本县的村（社区）。")})
    if rank not in OWN:
        raise Invalid({"rank": _("请选村级、乡级或县级。")})
    if places is not None and not 0 <= places <= PLACES_MOST:
        raise Invalid({"places": _("名额要在0到%(most)d之间。") % {"most": PLACES_MOST}})
    # One at a time with nominations of the village, which count its places under the same lock.
    Division.objects.select_for_update(no_key=True).get(pk=village.pk)
    rows = AwardQuota.objects.visible_to(by).filter(campaign=campaign, village=village, rank=rank)
    before = rows.values_list("places", flat=True).first()
    if places is None:
        rows.delete()
        row = None
    else:
        row, _made = AwardQuota.objects.update_or_create(
            campaign=campaign,
            village=village,
            rank=rank,
            defaults={"places": places, "set_by": by, "set_at": timezone.now()},
        )
    trail.record(
        Act.AWARD_QUOTA,
        by=by,
        on=campaign,
        place=village.code,
        before={"places": before, "rank": rank},
        after={"places": places, "rank": rank},
    )
    return row
