"""Verbs of handing families over (移交包户, domain C3): proposed, accepted by the one who takes,
refused or recalled. Until it is accepted the old keeper answers, and every clock keeps running:
duties hang on the family, not on the person."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import Role
from households.keeper_rules import ANSWER_DAYS, HOLD_DAYS, KEEPERS
from households.models import HandOver, Keeper, ListedFamily, Tier
from households.transitions.keeper import require_fit, require_woman, start
from households.transitions.seal import let_in, let_out

Status = HandOver.Status
REASON_LEAST = 4


@transaction.atomic
def propose(
    family: ListedFamily,
    *,
    leaving: User | None,
    taking: User,
    reason: str,
    by: User,
    version: int | None = None,
    batch: uuid.UUID | None = None,
) -> HandOver:
    """Ask `taking` to keep the family in the place of `leaving`; None adds a keeper where one is
    missing. Both see it on their work lists; nothing changes hands yet."""
    row = _family(family, by, version)
    require_reason(reason)
    current = {k.person_id: k.person for k in _present(row)}
    if leaving is None and len(current) >= KEEPERS:
        raise Invalid({"leaving": _("这一户已有两名包户人，请选由谁移交。")})
    if leaving is not None and leaving.pk not in current:
        raise Invalid({"leaving": _("请选现在的包户人。")})
    _require_taker(row, current, leaving, taking)
    now = timezone.now()
    made = _insert(
        HandOver(
            batch=batch or uuid.uuid4(),
            family=row,
            village_id=row.village_id,
            leaving=leaving,
            taking=taking,
            reason=reason.strip(),
            proposed_by=by,
            proposed_at=now,
            due_on=timezone.localdate(now) + timedelta(days=ANSWER_DAYS),
        )
    )
    let_in(row, [taking], by)  # who is asked has to see what she is asked about
    tell(Act.FAMILY_HAND_OVER, made, by)
    return made


@transaction.atomic
def propose_many(
    families: Sequence[ListedFamily], *, leaving: User, taking: User, reason: str, by: User
) -> list[HandOver]:
    """Ask `taking` for several of a person's families at once: all of them or none. What is wrong
    is said with the house number it is wrong for."""
    if not families:
        raise Invalid({"families": _("请选至少一户。")})
    require_reason(reason)
    batch, made = uuid.uuid4(), []
    for family in sorted(families, key=lambda f: f.pk):
        try:
            made.append(
                propose(family, leaving=leaving, taking=taking, reason=reason, by=by, batch=batch)
            )
        except Invalid as refused:
            words = {"number": family.household.number, "why": refused.sentence}
            raise Invalid({"families": _("户号 %(number)s：%(why)s") % words}) from None
    return made


@transaction.atomic
def accept(hand_over: HandOver, *, by: User) -> Keeper:
    """The one who was asked takes the family, from today. The rules are asked once more: red
    families may have come to her since."""
    row, family = _answering(hand_over, by, "accept", _("接收"))
    current = {k.person_id: k.person for k in _present(family)}
    leaving = row.leaving if row.leaving_id in current else None
    _require_taker(family, current, leaving, by)
    today = timezone.localdate()
    if leaving is not None:
        _present(family).filter(person=leaving).update(until=today)
    [keeper] = start([by], family, today, row.proposed_by)
    family.version += 1
    family.save(update_fields=["version"])
    _answer(row, Status.ACCEPTED, by, "")
    if leaving is not None:
        let_out(family, leaving)
    tell(Act.FAMILY_TAKE_OVER, row, by)
    return keeper


@transaction.atomic
def accept_many(batch: uuid.UUID, *, by: User) -> list[Keeper]:
    """Take every waiting family of one proposal: all of them or none."""
    rows = HandOver.objects.visible_to(by).waiting().filter(batch=batch, taking=by)
    rows = rows.select_related("family").order_by("family_id")
    taken = [accept(row, by=by) for row in rows]
    if not taken:
        raise NotTheMoment(_("这一批没有等您接收的家庭了。"))
    return taken


@transaction.atomic
def refuse(hand_over: HandOver, *, reason: str, by: User) -> HandOver:
    """The one who was asked says no, with the reason; the old keeper (or the township that holds
    the family) still answers for it."""
    row = _answering(hand_over, by, "refuse", _("不接收"))[0]
    require_reason(reason)
    _answer(row, Status.REFUSED, by, reason)
    _hold_again(row, by)
    tell(Act.FAMILY_TAKE_OVER, row, by)
    _not_asked(row)
    return row


@transaction.atomic
def recall(hand_over: HandOver, *, reason: str, by: User) -> HandOver:
    """Who proposed it, who would leave, or the township takes it back before it is answered."""
    row = _locked(hand_over, by, Act.FAMILY_HAND_OVER)[0]
    require_moment(row, "recall", _("撤回"))
    if row.taking_id is None:
        raise NotTheMoment(_("镇里托管的户要先定接收人，不能撤回。"))
    if by.pk not in {row.proposed_by_id, row.leaving_id} and not in_township(by, row.village_id):
        raise Forbidden(_("由提出的人、移交人或乡镇妇联撤回。"))
    require_reason(reason)
    _answer(row, Status.RECALLED, by, reason)
    _hold_again(row, by)
    tell(Act.FAMILY_HAND_OVER, row, by)
    _not_asked(row)
    return row


@transaction.atomic
def name_successor(hand_over: HandOver, *, taking: User, by: User) -> HandOver:
    """A family the township holds gets somebody who is asked to keep it."""
    row, family = _locked(hand_over, by, Act.FAMILY_HAND_OVER)
    require_moment(row, "name", _("定接收人"))
    if row.taking_id is not None:
        raise NotTheMoment(_("已请人接收，正等答复。"))
    _require_taker(family, {k.person_id: k.person for k in _present(family)}, None, taking)
    row.taking, row.proposed_by, row.proposed_at = taking, by, timezone.now()
    row.due_on = timezone.localdate() + timedelta(days=ANSWER_DAYS)
    row.save(update_fields=["taking", "proposed_by", "proposed_at", "due_on"])
    let_in(family, [taking], by)
    tell(Act.FAMILY_HAND_OVER, row, by)
    return row


def drop_waiting(family: ListedFamily, by: User, reason: str) -> int:
    """Take back what still waits when the family leaves the list; the caller holds its lock."""
    waiting = list(HandOver.objects.waiting().filter(family=family))
    for row in waiting:  # two at most: one for each keeper
        _answer(row, Status.RECALLED, by, reason)
    return len(waiting)


def require_reason(reason: str) -> None:
    """Refuse a reason that is not at least a few words."""
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明原因，比如：原包户人调离本村。")})


def in_township(user: User, village: int) -> bool:
    """Whether `user` works for the township over the village."""
    return any(
        p.role == Role.TOWNSHIP_FEDERATION and p.covers(village) for p in user.postings_today
    )


def hold(family: ListedFamily, *, leaving: User, holder: User, reason: str, by: User) -> HandOver:
    """The township holds a family whose keeper is gone, until somebody is found and accepts; the
    caller holds the family's lock and has ended the keeper's term."""
    waiting = HandOver.objects.waiting().filter(family=family, leaving=leaving).first()
    if waiting is not None:
        waiting.holder = holder
        waiting.save(update_fields=["holder"])
        return waiting
    let_in(family, [holder], by)
    now = timezone.now()
    return HandOver.objects.create(
        family=family,
        village_id=family.village_id,
        leaving=leaving,
        holder=holder,
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=now,
        due_on=timezone.localdate(now) + timedelta(days=HOLD_DAYS),
    )


def _family(family: ListedFamily, by: User, version: int | None) -> ListedFamily:
    row = ListedFamily.objects.locked(by, uid=family.uid)
    acts.require(by, Act.FAMILY_HAND_OVER, row.village_id)
    require_moment(row, "keeper", _("移交包户"))
    require_version(row, version, {}, ())
    return row


def _locked(hand_over: HandOver, by: User, act: Act) -> tuple[HandOver, ListedFamily]:
    """The hand-over and its family, locked in the order every verb locks them."""
    seen = HandOver.objects.select_related("family").fetch(by, uid=hand_over.uid)
    acts.require(by, act, seen.village_id)
    family = ListedFamily.objects.locked(by, uid=seen.family.uid)
    return HandOver.objects.locked(by, uid=seen.uid), family


def _answering(
    hand_over: HandOver, by: User, moment: str, words: str
) -> tuple[HandOver, ListedFamily]:
    row, family = _locked(hand_over, by, Act.FAMILY_TAKE_OVER)
    if row.taking_id != by.pk:
        raise Forbidden(_("由接收人本人答复，别人不能代答。"))
    require_moment(row, moment, words)
    return row, family


def _present(family: ListedFamily) -> models.QuerySet[Keeper]:
    return Keeper.objects.filter(family=family, until__isnull=True).select_related("person")


def _require_taker(
    family: ListedFamily, current: dict[int, User], leaving: User | None, taking: User
) -> None:
    """The rules of domain C3 for who would keep the family then."""
    if taking.pk in current:
        raise Invalid({"taking": _("%(name)s已是这一户的包户人。") % {"name": taking.name}})
    require_fit([taking], family.household, Tier(family.tier), field="taking")
    staying = [person for key, person in current.items() if not leaving or key != leaving.pk]
    require_woman([*staying, taking], family.categories, field="taking")


def _insert(row: HandOver) -> HandOver:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise NotTheMoment(_("这一户已有一份移交正等答复，请先等答复或撤回。")) from None
    return row


def _answer(row: HandOver, status: str, by: User, answer: str) -> None:
    row.status, row.answered_by, row.answered_at = status, by, timezone.now()
    row.answer = answer.strip()
    row.save(update_fields=["status", "answered_by", "answered_at", "answer"])


def _hold_again(row: HandOver, by: User) -> None:
    """A family the township holds is held on when nobody took it."""
    if row.holder and row.leaving:
        hold(row.family, leaving=row.leaving, holder=row.holder, reason=row.reason, by=by)


def _not_asked(row: HandOver) -> None:
    """Whoever was let into a sealed file to answer, and does not take it, is out of it again."""
    if row.taking is not None:
        let_out(row.family, row.taking, since=timezone.localdate(row.proposed_at))


def tell(act: Act, row: HandOver, by: User) -> None:
    """One trail line on the family: ids and the state, no names."""
    trail.record(
        act,
        by=by,
        on=row.family,
        place=row.village_id,
        after={
            "hand_over": str(row.uid),
            "status": row.status,
            "leaving": row.leaving_id,
            "taking": row.taking_id,
        },
    )
