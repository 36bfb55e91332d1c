"""The county's public notice of honours, before anything is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid
from accounts.templatetags.words import mask_name
from campaigns.models import Campaign
from households.award_rules import check_notice
from households.models import AwardNotice, Honour
from households.models.rank import Rank
from households.queries.award_rules import rules_now
from households.queries.honour_hold import held_honours
from households.transitions.award import OnHold
from households.transitions.award_notice import MOST, hang


@transaction.atomic
def give_notice(
    honours: Iterable[UUID],
    *,
    notice_from: date,
    place: str,
    phone: str,
    by: User,
    unit: str = "",
) -> AwardNotice:
    """Put honours of one year on the county's notice, of as many working days by the table of
    holidays as the rules say for the county (domain B, 公示; five unless changed). All of them or
    none; persons' names are masked.

    Raises Invalid without a day from today on, a place and a phone; OnHold when one has to wait."""
    rows = _locked(honours, by)
    for row in rows:
        acts.require(by, Act.HONOUR_NOTICE, row.place_id)
        require_moment(row, "notice", _("公示"))
    if len({row.campaign_id for row in rows}) > 1:
        raise Invalid({"awards": _("一份公示只列同一年度的荣誉，请分开公示。")})
    check_notice(notice_from, place.strip(), phone.strip())
    if held_honours(rows):
        raise OnHold
    campaign = Campaign.objects.select_related("county").get(pk=rows[0].campaign_id)
    notice = hang(
        AwardNotice(
            rank=Rank.COUNTY,
            kind=AwardNotice.Kind.HONOURS,
            lines=_lines(rows),
            honours=[row.pk for row in rows],
        ),
        campaign=campaign.pk,
        where=campaign.county,
        starts=notice_from,
        days=rules_now(campaign.pk).days(Rank.COUNTY),
        board=place,
        phone=phone,
        unit=unit,
        by=by,
    )
    Honour.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=Honour.Status.NOTICED,
        notice=notice,
        notice_from=notice.starts,
        notice_planned=notice.until,
        notice_until=notice.until,
        version=F("version") + 1,
    )
    told = {"status": Honour.Status.NOTICED, "notice": str(notice.pk)}
    told |= {"from": str(notice.starts), "until": str(notice.until), "place": notice.board}
    trail.record_each(Act.HONOUR_NOTICE, by=by, rows=[(row, row.place_id, told) for row in rows])
    return notice


def _locked(honours: Iterable[UUID], by: User) -> list[Honour]:
    """Honours inside the reach, locked in one order; 404 when one of them is not there."""
    wanted = set(honours)
    if not wanted:
        raise Invalid({"awards": _("请至少选一项。")})
    if len(wanted) > MOST:
        raise Invalid({"awards": _("一份公示最多列%(most)d项，请分开公示。") % {"most": MOST}})
    rows = Honour.objects.visible_to(by).filter(uid__in=wanted)
    found = list(rows.select_for_update(of=("self",)).order_by("kind", "place_id", "pk"))
    if len(found) != len(wanted):
        raise Http404
    return found


def _lines(rows: Sequence[Honour]) -> list[dict[str, Any]]:
    """What stands on the notice of each: the honour, the place, the team in full or the person
    masked (domain H)."""
    full = Honour.objects.filter(pk__in=[row.pk for row in rows]).select_related("place")
    return [
        {
            "award": str(row.uid),
            "head": mask_name(row.recipient)
            if row.kind in Honour.OF_PERSONS
            else row.recipient or row.place.name,
            "village": row.place.name,
            "grid": "",
            "kind": str(row.get_kind_display()),
            "rank": str(row.get_rank_display()),
        }
        for row in full.order_by("kind", "place_id", "pk")
    ]
