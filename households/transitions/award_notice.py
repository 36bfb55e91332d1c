"""Verbs of a public notice: given by village, township or county; its photo; its printed copy."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.photos import Unusable, cleaned
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import mask_name
from campaigns.models import Division
from campaigns.workdays import add_workdays
from households.award_rules import check_notice
from households.award_standards import COUNTY_NOTICE, TOWN_NOTICE
from households.models import Award, AwardNotice, AwardPhoto
from households.models.rank import Rank
from households.prints import notice as paper
from households.queries.award_hold import held_among
from households.queries.award_rules import rules_of
from households.transitions.award import OnHold, locked_awards

Status = Award.Status
TOWNSHIP_WIDTH = 1000
MOST = 500  # households on one notice
PHOTOS_MOST = 4

# level of the notice → act, moment, status that follows, step of the rules
LEVELS: dict[str, tuple[Act, str, Award.Status, str]] = {
    Rank.VILLAGE: (Act.AWARD_NOTICE, "notice", Status.NOTICED, ""),
    Rank.TOWNSHIP: (Act.AWARD_TOWN_NOTICE, "town_notice", Status.TOWN_NOTICED, TOWN_NOTICE),
    Rank.COUNTY: (Act.AWARD_COUNTY_NOTICE, "county_notice", Status.COUNTY_NOTICED, COUNTY_NOTICE),
}


def new_code() -> str:
    """The address of a public page: nothing on it is secret, but nobody counts notices by it."""
    return secrets.token_urlsafe(16)


@transaction.atomic
def give_notice(
    awards: Iterable[UUID],
    *,
    notice_from: date,
    place: str,
    phone: str,
    by: User,
    rank: str = Rank.VILLAGE,
    unit: str = "",
) -> list[Award]:
    """Put awards of one village (township, county) and one year on one public notice of so many
    working days by the table of holidays, the first day counted (domain B, 公示; three in the
    village, five above, unless the rules say otherwise). All of them or none. The list is frozen
    with masked names.

    Raises Invalid without a day from today on, a place and a phone for objections, or for a
    household that has not agreed to it (个人信息保护法 art. 25); OnHold above the village."""
    act, moment, after, step = LEVELS[rank]
    rows = locked_awards(awards, by)
    for code in {row.village_id for row in rows}:
        acts.require(by, act, code)
    for row in rows:
        require_moment(row, moment, _("公示"))
    where = _one_place(rows, rank)
    _require_fit(rows, step)
    place, phone = place.strip(), phone.strip()
    check_notice(notice_from, place, phone)
    notice = hang(
        AwardNotice(rank=rank, lines=_lines(rows), awards=[row.pk for row in rows]),
        campaign=rows[0].campaign_id,
        where=where,
        starts=notice_from,
        days=max(rules_of(row).days(rank) for row in rows),
        board=place,
        phone=phone,
        unit=unit,
        by=by,
    )
    Award.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=after,
        notice=notice,
        notice_from=notice_from,
        notice_planned=notice.until,
        notice_until=notice.until,
        notice_place=place,
        notice_phone=phone,
        version=F("version") + 1,
    )
    told = {"from": str(notice_from), "until": str(notice.until), "place": place, "phone": phone}
    told |= {"notice": str(notice.pk)}
    trail.record_each(
        act, by=by, rows=[(row, row.village_id, {"status": after, **told}) for row in rows]
    )
    return locked_awards([row.uid for row in rows], by)


def _one_place(rows: Sequence[Award], rank: str) -> Division:
    """The village, township or county the notice hangs in: one, and one year."""
    places = {_place_code(row, rank) for row in rows}
    if len(places) > 1 or len({row.campaign_id for row in rows}) > 1:
        if rank == Rank.VILLAGE:
            raise Invalid({"awards": _("一份公示只列同一个村、同一年度的家庭，请分开公示。")})
        raise Invalid({"awards": _("一份公示只列本单位、同一年度的家庭，请分开公示。")})
    if len(rows) > MOST:
        raise Invalid({"awards": _("一份公示最多列%(most)d户，请分开公示。") % {"most": MOST}})
    return Division.objects.get(pk=places.pop())


def _place_code(row: Award, rank: str) -> int:
    if rank == Rank.TOWNSHIP:
        return row.village_id // TOWNSHIP_WIDTH * TOWNSHIP_WIDTH
    return row.campaign.county_id if rank == Rank.COUNTY else row.village_id


def _require_fit(rows: Sequence[Award], step: str) -> None:
    if any(row.consented_on is None for row in rows):
        raise Invalid({"awards": _("有的家庭还没有同意公示的记录，请先登记本户同意，再公示。")})
    if not step:
        return
    if any(rules_of(row).skips(row.rank, step) for row in rows):
        raise NotTheMoment(_("按创评办法，这一级别不需要这次公示，请直接办理下一步。"))
    if held_among(rows):
        raise OnHold


def hang(
    notice: AwardNotice,
    *,
    campaign: int,
    where: Division,
    starts: date,
    days: int,
    board: str,
    phone: str,
    unit: str,
    by: User,
) -> AwardNotice:
    """Fill and save a notice of so many working days; the caller has checked what is on it."""
    notice.code = new_code()
    notice.campaign_id, notice.place = campaign, where
    notice.starts, notice.days = starts, days
    notice.until = add_workdays(starts - timedelta(days=1), days)
    notice.board, notice.phone = board.strip(), phone.strip()
    notice.unit = unit.strip()[:60] or _unit_of(where, notice.rank)
    notice.given_by, notice.given_at = by, timezone.now()
    notice.save()
    return notice


def _lines(rows: Sequence[Award]) -> list[dict[str, Any]]:
    """What stands on the notice of each household: its head's name masked (domain H), where, for
    what (domain J2: 序号, 户主, 村, 类别)."""
    full = (
        Award.objects.filter(pk__in=[row.pk for row in rows])
        .select_related("household", "village")
        .order_by("village_id", "household__grid", "household__number", "pk")
    )
    return [
        {
            "award": str(row.uid),
            "head": mask_name(row.household.head_name),
            "village": row.village.name,
            "grid": row.household.grid,
            "kind": str(row.get_kind_display()),
            "rank": str(row.get_rank_display()),
            "vote": [
                *(row.vote_due, row.vote_present, row.vote_for),
                *(row.vote_against, row.vote_abstain),
            ],
        }
        for row in full
    ]


def _unit_of(where: Division, rank: str) -> str:
    return f"{where.name}{_('评议小组') if rank == Rank.VILLAGE else _('妇联')}"


@transaction.atomic
def keep_photo(
    *, data: bytes, by: User, notice: AwardNotice | None = None, award: Award | None = None
) -> AwardPhoto:
    """Keep a photo of the board a notice hangs on, or of the plate at a door (domain B): cleaned
    of place and camera (C10), sealed."""
    held, row = None, None
    if notice is not None:
        row = AwardNotice.objects.locked(by, uid=notice.uid)
        place, kept = row.place_id, row.photos.count()
    else:
        assert award is not None
        held = Award.objects.locked(by, uid=award.uid)
        place, kept = held.village_id, held.photos.count()
        require_moment(held, "reward", _("存牌匾照片"))
    acts.require(by, Act.AWARD_PHOTO, place)
    if kept >= PHOTOS_MOST:
        raise Invalid({"photo": _("最多存%(most)d张照片。") % {"most": PHOTOS_MOST}})
    try:
        photo = cleaned(data)
    except Unusable as error:
        raise Invalid({"photo": str(error)}) from None
    made = AwardPhoto.objects.create(
        place_id=place,
        notice=row,
        award=held,
        image=photo.data,
        width=photo.width,
        height=photo.height,
        added_by=by,
        added_at=timezone.now(),
    )
    on = row or held
    assert on is not None
    trail.record(Act.AWARD_PHOTO, by=by, on=on, place=place, after={"photo": str(made.uid)})
    return made


@transaction.atomic
def print_notice(notice: AwardNotice, address: str, *, by: User) -> bytes:
    """The printed copy: drawn when first asked for and kept, so that every later print is the same
    to the byte, whatever faces or styles have become. Raises DocumentError in words."""
    row = AwardNotice.objects.select_related("place", "campaign").locked(by, uid=notice.uid)
    if not row.printed:
        row.printed = paper.pdf(row, address)
        row.save(update_fields=["printed"])
    return bytes(row.printed)
