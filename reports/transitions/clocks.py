"""The verb of the year's clocks: set them from a coming day on, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign
from campaigns.transitions.wording import require_reason
from reports.models import ScoreClocks


@transaction.atomic
def set_clocks(
    *, campaign: Campaign, starts: date, days: Mapping[str, int], reason: str, by: User
) -> ScoreClocks:
    """New numbers for windows that open from `starts` on; the day lies ahead, so that no window
    already open and none opened today changes. days: by the names of ScoreClocks.BOUNDS."""
    acts.require(by, Act.SCORE_CLOCKS, campaign.county_id)
    errors: dict[str, str] = {}
    today = timezone.localdate()
    if starts <= today:
        errors["starts"] = _("从明天或以后的一天起；已经开始的期限不改。")
    elif starts > today + timedelta(days=400):
        errors["starts"] = _("不晚于一年以后。")
    for name, (least, most) in ScoreClocks.BOUNDS.items():
        if not least <= days[name] <= most:
            errors[name] = _("%(least)d 至 %(most)d 天。") % {"least": least, "most": most}
    if errors:
        raise Invalid(errors)
    row = ScoreClocks(
        campaign=campaign, county_id=campaign.county_id, starts=starts, by=by,
        reason=require_reason("reason", reason),
        **{name: days[name] for name in ScoreClocks.BOUNDS},
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotTheMoment(_("这一天起的期限已经定过，请另选一天。")) from None
    told = {"starts": starts.isoformat()} | {name: days[name] for name in ScoreClocks.BOUNDS}
    trail.record(Act.SCORE_CLOCKS, by=by, on=row, place=campaign.county_id, after=told)
    return row
