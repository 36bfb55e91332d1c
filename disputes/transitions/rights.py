"""Verbs of a rights matter (信访工作条例 2022, art. 22–36): acceptance and notice, transfer,
extension, answer, satisfaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid
from disputes.clocks.days import ClockFault
from disputes.clocks.rights import decide_by
from disputes.models import Matter, RightsMatter
from disputes.transitions import handling
from disputes.transitions.matter import change as change_matter

Status = RightsMatter.Status


@transaction.atomic
def accept(
    *, rights: RightsMatter, by: User, on: date | None = None, version: int | None = None
) -> RightsMatter:
    """Accepted, and the person told so, on `on`: the 60 days run from here (art. 23, 34)."""
    row, matter = begun(rights, Act.RIGHTS_ACCEPT, "accept", _("受理"), by, version)
    on = on or timezone.localdate()
    handling.require_day("accepted_on", on, [(matter.received_on, _("收到日期"))])
    change(row, status=Status.ACCEPTED, accepted_on=on)
    tell(Act.RIGHTS_ACCEPT, row, by, on)
    return row


@transaction.atomic
def transfer(
    *,
    rights: RightsMatter,
    whom: str,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> RightsMatter:
    """Passed to the unit that decides it, and the person told whom to ask (art. 22, 23)."""
    row, matter = begun(rights, Act.RIGHTS_TRANSFER, "transfer", _("转送"), by, version)
    whom = handling.require_text("whom", whom, _("请写转送给哪个单位。"))
    on = on or timezone.localdate()
    handling.require_day("transferred_on", on, [(matter.received_on, _("收到日期"))])
    change(row, status=Status.TRANSFERRED, transferred_to=whom, transferred_on=on)
    close(matter, _("已转送%(whom)s，并告知来人。") % {"whom": whom})
    tell(Act.RIGHTS_TRANSFER, row, by, on)
    return row


@transaction.atomic
def extend(
    *,
    rights: RightsMatter,
    days: int,
    reason: str,
    approver: str,
    told_on: date | None,
    by: User,
    version: int | None = None,
) -> RightsMatter:
    """A hard matter gets up to 30 days more, once: approved by the head of the unit, and the
    person told why (art. 34). It can only be asked for while the 60 days run."""
    row, _matter = begun(rights, Act.RIGHTS_EXTEND, "extend", _("延长"), by, version)
    reason = handling.require_reason("reason", reason)
    approver = handling.require_text("approver", approver, _("请写批准延长的本单位负责人。"))
    if row.more_days:
        raise Invalid(_("这件已经延长过 %(n)d 日，不能再延长。") % {"n": row.more_days})
    if told_on is None:
        raise Invalid({"told_on": _("请填写告知来人延长理由的日期。")})
    assert row.accepted_on is not None  # only an accepted one can be extended
    handling.require_day("told_on", told_on, [(row.accepted_on, _("受理日期"))])
    first = decide_by(row.accepted_on)
    if told_on > first.on:
        raise Invalid(
            {"told_on": _("60 日已过（%(sum)s），不能再延长。") % {"sum": first.arithmetic}}
        )
    try:
        decide_by(row.accepted_on, days, told=True)
    except ClockFault as fault:
        raise Invalid({"days": fault.sentence}) from None
    if days < 1:
        raise Invalid({"days": _("请填写延长几天。")})
    change(
        row, more_days=days, more_at=timezone.now(), more_reason=reason, more_approver=approver,
        more_told_on=told_on,
    )  # fmt: skip
    tell(Act.RIGHTS_EXTEND, row, by, told_on, {"days": days})
    return row


@transaction.atomic
def answer(
    *,
    rights: RightsMatter,
    words: str,
    by: User,
    answered_on: date | None = None,
    told_on: date | None = None,
    satisfied: str = "",
    version: int | None = None,
) -> RightsMatter:
    """The written answer, and the day it reached the person, from which her 30 days for a review
    run (art. 32, 35)."""
    row, matter = begun(rights, Act.RIGHTS_ANSWER, "answer", _("答复"), by, version)
    words = handling.require_reason("words", words)
    today = timezone.localdate()
    answered_on = answered_on or today
    told_on = told_on or answered_on
    handling.require_day("answered_on", answered_on, [(row.accepted_on, _("受理日期"))])
    handling.require_day("told_on", told_on, [(answered_on, _("作出答复日期"))])
    require_satisfied(satisfied)
    change(
        row,
        status=Status.ANSWERED,
        answer=words,
        answered_on=answered_on,
        answered_at=timezone.now(),
        answered_by=by,
        told_on=told_on,
        satisfied=satisfied,
    )
    close(matter, words)
    tell(Act.RIGHTS_ANSWER, row, by, answered_on, {"told_on": str(told_on)})
    return row


@transaction.atomic
def satisfaction(
    *, rights: RightsMatter, satisfied: str, by: User, version: int | None = None
) -> RightsMatter:
    """How the person takes the answer, as she says herself; may be asked again."""
    row, _matter = begun(
        rights, Act.RIGHTS_SATISFACTION, "satisfaction", _("记录满意程度"), by, version
    )
    if not satisfied:
        raise Invalid({"satisfied": _("请选满意程度。")})
    require_satisfied(satisfied)
    before = row.satisfied
    change(row, satisfied=satisfied)
    trail.record(
        Act.RIGHTS_SATISFACTION,
        by=by,
        on=row,
        place=row.place_id,
        before={"satisfied": before},
        after={"satisfied": satisfied},
    )
    return row


@transaction.atomic
def lead(
    *,
    rights: RightsMatter,
    name: str,
    post: str,
    until: date,
    by: User,
    version: int | None = None,
) -> RightsMatter:
    """A named leader answers for a hard case until a day (领导包案); another one may follow."""
    row, _matter = begun(rights, Act.RIGHTS_LEAD, "lead", _("安排包案领导"), by, version)
    name = handling.require_text("name", name, _("请写包案领导姓名。"))
    today = timezone.localdate()
    if until < today:
        raise Invalid({"until": _("包案截止日期不能早于今天。")})
    change(row, leader_name=name, leader_post=post.strip(), leader_since=today, leader_until=until)
    tell(Act.RIGHTS_LEAD, row, by, today, {"until": str(until)})
    return row


def begun(
    rights: RightsMatter, act: Act, moment: str, words: str, by: User, version: int | None
) -> tuple[RightsMatter, Matter]:
    """The rights matter and its matter, locked, for whoever handles it; 403, 409 otherwise."""
    matter = Matter.objects.locked(by, pk=rights.matter_id)
    row = RightsMatter.objects.locked(by, pk=rights.pk)
    acts.require(by, act, row.place_id)
    if not may_handle(by, act, matter):
        raise Forbidden(_("这件由办理单位办理，您可以提醒她们。"))
    require_moment(row, moment, words)
    require_version(row, version, {}, [])
    return row, matter


def may_handle(user: User, act: Act, matter: Matter) -> bool:
    """Her act, under a posting that covers the unit the matter lies with."""
    if user.is_system:
        return True
    return any(
        p.role in acts.ALLOWED[act] and p.covers(matter.unit_id) for p in user.postings_today
    )


def change(rights: RightsMatter, **values: object) -> None:
    """Set and save the named fields as the next version."""
    for name, value in values.items():
        setattr(rights, name, value)
    rights.version += 1
    rights.save(update_fields=[*values, "version"])


def close(matter: Matter, outcome: str) -> None:
    """The matter is done."""
    change_matter(
        matter, status=Matter.Status.DONE, closed_on=timezone.localdate(), outcome=outcome
    )


def reopen(matter: Matter, **values: object) -> None:
    """The matter is handled again."""
    change_matter(matter, status=Matter.Status.HANDLING, closed_on=None, **values)


def require_satisfied(satisfied: str) -> None:
    """422 for an answer nobody can give."""
    if satisfied not in RightsMatter.Satisfaction.values:
        raise Invalid({"satisfied": _("请选满意程度。")})


def tell(
    act: Act, rights: RightsMatter, by: User, on: date, more: Mapping[str, object] | None = None
) -> None:
    """The trail names facts only (reliability B6)."""
    trail.record(
        act,
        by=by,
        on=rights,
        place=rights.place_id,
        after={"status": rights.status, "on": str(on), **(more or {})},
    )
