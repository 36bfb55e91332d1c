"""Verbs of a seat (任职): begun, ended, handed to the next. A seat is never overwritten."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division, LeadingGroup, MemberUnit, Seat
from campaigns.transitions.once import saved_once
from campaigns.transitions.point import PHONE, REASON_LEAST
from campaigns.transitions.unit import require_unit

Body = LeadingGroup | MemberUnit
ONE_DAY = timedelta(days=1)


def place_of(body: Body) -> Division:
    """The unit a group or a member unit belongs to."""
    return body.place if isinstance(body, LeadingGroup) else body.county


@transaction.atomic
def begin_seat(
    body: Body,
    *,
    post: str,
    name: str,
    since: date,
    by: User,
    title: str = "",
    office_phone: str = "",
    represents: MemberUnit | None = None,
    client_uuid: uuid.UUID | None = None,
) -> Seat:
    """Somebody takes a post from a day on. Of 组长 and 分管负责人 there is one at a time: the one
    before leaves first. The same client_uuid again answers with the first seat."""
    body = _held_body(body, by)
    place = place_of(body)
    if client_uuid and (
        known := Seat.objects.visible_to(by).filter(client_uuid=client_uuid).first()
    ):
        return known
    values = {"name": name.strip(), "title": title.strip(), "office_phone": office_phone.strip()}
    errors = _checked(body, post, values, since, represents)
    if errors:
        raise Invalid(errors)
    key: dict[str, Any] = {"group": body} if isinstance(body, LeadingGroup) else {"unit": body}
    row = Seat(
        client_uuid=client_uuid, place=place, post=post, since=since, represents=represents,
        recorded_by=by, recorded_at=timezone.now(), **values, **key,
    )  # fmt: skip
    taken = _("这段时间%(post)s已经有人，请先登记离任。") % {"post": Seat.Post(post).label}
    row, new = saved_once(row, by=by, told={"since": taken})
    if new:
        after = {"post": post, "since": since.isoformat()}
        trail.record(Act.SEAT_WRITE, by=by, on=row, place=place.code, after=after)
    return row


@transaction.atomic
def end_seat(
    seat: Seat,
    *,
    until: date,
    reason: str,
    by: User,
    next_name: str = "",
    next_title: str = "",
    next_phone: str = "",
) -> tuple[Seat, Seat | None]:
    """Somebody leaves a post after its last day, with a reason; the next one, when named, begins
    the day after. Returns the seat that ended and the one that began."""
    seen = Seat.objects.select_related("place", "group__place", "unit__county", "represents").fetch(
        by, uid=seat.uid
    )
    require_unit(by, Act.SEAT_WRITE, seen.place)
    row = Seat.objects.locked(by, pk=seen.pk)
    if row.until is not None:
        raise NotTheMoment(_("这一任已经结束，记录只供查看。"))
    errors = {}
    if not row.since <= until <= timezone.localdate():
        errors["until"] = _("最后一天要在到任日期和今天之间。")
    if len(reason.strip()) < REASON_LEAST:
        errors["reason"] = _("请写明原因，例如：工作调动。")
    if errors:
        raise Invalid(errors)
    row.until, row.ended_at, row.end_reason = until, timezone.now(), reason.strip()
    row.save(update_fields=["until", "ended_at", "end_reason"])
    after = {"until": until.isoformat()}
    trail.record(Act.SEAT_WRITE, by=by, on=row, place=row.place_id, after=after)
    if not next_name.strip():
        return row, None
    body = seen.group or seen.unit
    assert body is not None
    try:
        follows = begin_seat(
            body, post=row.post, name=next_name, since=until + ONE_DAY, by=by, title=next_title,
            office_phone=next_phone, represents=seen.represents,
        )  # fmt: skip
    except Invalid as wrong:
        names = {"name": "next_name", "title": "next_title", "office_phone": "next_phone"}
        errors = {names.get(k, "until" if k == "since" else k): v for k, v in wrong.errors.items()}
        raise Invalid(errors) from None
    return row, follows


def _held_body(body: Body, by: User) -> Body:
    """The group or member unit, locked, while it goes on."""
    model: Any = type(body)
    joined = "place" if isinstance(body, LeadingGroup) else "county"
    seen: Body = model.objects.select_related(joined).fetch(by, uid=body.uid)
    require_unit(by, Act.SEAT_WRITE, place_of(seen))
    row: Body = model.objects.locked(by, pk=seen.pk)
    if row.ended_on is not None:
        raise NotTheMoment(_("%(name)s已经撤销或退出，不能再调整人员。") % {"name": row.name})
    return row


def _checked(
    body: Body, post: str, values: dict[str, str], since: date, represents: MemberUnit | None
) -> dict[str, str]:
    in_group = isinstance(body, LeadingGroup)
    begun = body.set_up_on if isinstance(body, LeadingGroup) else body.since
    errors = {}
    if post not in (Seat.GROUP_POSTS if in_group else Seat.UNIT_POSTS):
        errors["post"] = _("请选职责。")
    if not values["name"]:
        errors["name"] = _("请写姓名。")
    # The day after the one before left may be tomorrow.
    if not begun <= since <= timezone.localdate() + ONE_DAY:
        errors["since"] = _("到任日期要在%(day)s以后，不晚于今天。") % {"day": begun.isoformat()}
    if values["office_phone"] and not PHONE.match(values["office_phone"]):
        errors["office_phone"] = _("电话只写数字，例如 0516-89612338。")
    if represents is not None and (not in_group or represents.county_id != place_of(body).code):
        errors["represents"] = _("只有县领导小组的成员代表成员单位。")
    return errors
