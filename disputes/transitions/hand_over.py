"""Verbs of handing a matter over (移交, features 7–9): offered, accepted, refused or recalled; what
was done is told afterwards. Until it is accepted the giver answers for it and every clock runs on:
no matter is ever without an owner, and none changes hands in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Division
from disputes.hand_over_rules import answer_due
from disputes.models import Dispute, Matter, MatterHandOver
from disputes.queries.hand_over import offices, open_for, people_of, units_for
from disputes.queries.seal import handles
from disputes.transitions import handling, matter_place, taken_up
from disputes.transitions.matter import change

Status, Basis = MatterHandOver.Status, MatterHandOver.Basis


@dataclass(frozen=True)
class Ground:
    """Why a matter may be told to another office: the consent of the person concerned with its
    day, or the ground that overrides it, in words."""

    basis: str = ""
    consent_on: date | None = None
    words: str = ""


@transaction.atomic
def offer(
    matter: Matter,
    *,
    unit: Division,
    asked: str,
    by: User,
    taking: User | None = None,
    ground: Ground | None = None,
    urgent: bool = False,
    version: int | None = None,
) -> MatterHandOver:
    """Offer the matter to an office, or to one person of it; its owner, a colleague of her office
    or the office above does it. Another office is told only with consent, for safety, or where the
    law says so. The owner stays owner until it is accepted."""
    row = Matter.objects.locked(by, uid=matter.uid)
    acts.require(by, Act.MATTER_HAND_OVER, row.place_id)
    require_moment(row, "hand_over", _("移交"))
    if not _answers_for(by, row):
        raise Forbidden(_("由承办人、同单位的人或上级移交。"))
    require_version(row, version, {}, ())
    asked = handling.require_text("asked", asked, _("请写明请对方办理什么。"))
    if unit.pk not in {u.pk for u in units_for(by, row)}:
        raise Invalid({"unit": _("请选能办这件事的单位：本村、本乡镇、县，或下级单位。")})
    passes_up = _passes_up(row, unit, by)
    return _offered(row, unit, taking, asked, ground or Ground(), by, urgent, passes_up)


def pass_up(dispute: Dispute, *, on: date, reason: str, by: User) -> MatterHandOver:
    """The village offers its mediation to the township; called inside the verb that checked it."""
    row = Matter.objects.locked(by, pk=dispute.matter_id)
    township = dispute.village.parent
    assert township is not None  # a village lies in a township
    ground = Ground(Basis.DUTY, words=_("村里调解不了的，依法由乡镇调解（人民调解法第八条）"))
    return _offered(row, township, None, reason, ground, by, urgent=False, passes_up=True, on=on)


def pass_up_unsorted(matter: Matter, *, reason: str, by: User) -> MatterHandOver:
    """The village offers a matter nobody has sorted to the township, whose office sorts it; called
    inside the verb that checked it. The person herself came to the federation: no other body is
    told (信访工作条例 art. 22)."""
    township = Division.objects.get(pk=matter.unit_id // 1000 * 1000)
    ground = Ground(Basis.DUTY, words=_("村里办不了的，依规定由乡镇妇联分办"))
    return _offered(matter, township, None, reason, ground, by, urgent=False, passes_up=True)


@transaction.atomic
def accept(hand_over: MatterHandOver, *, by: User) -> MatterHandOver:
    """Take the matter: from now on `by` answers for it, in the office that was asked. A matter of a
    wider place comes to lie in the place of that office. Two at once: one wins."""
    row, matter = _answering(hand_over, by, "accept", _("接收"))
    if not open_for(by, matter):
        raise Forbidden(_("按回避或知悉范围的规定，这件不能由您接收，请同事接收或退回。"))
    with scope.as_system():  # a matter of a wider place is not yet inside the taker's reach
        if not row.unit.code <= matter.place_id < row.unit.end:
            matter_place.move(matter, row.unit)
            row.place_id = row.unit_id
        change(matter, owner=by, unit=row.unit)
        if row.held:
            row.seen_at = timezone.now()
        _answer(row, Status.ACCEPTED, by, "", "place", "seen_at")
        taken_up.follow(row, matter, by)
    _tell(Act.MATTER_TAKE, row, by)
    return row


@transaction.atomic
def refuse(hand_over: MatterHandOver, *, reason: str, by: User) -> MatterHandOver:
    """Say no, with the reason; the giver still answers for it. What lies with the office above for
    want of an owner cannot be refused, only taken or offered on."""
    row, _matter = _answering(hand_over, by, "refuse", _("不接收"))
    if row.held:
        raise NotTheMoment(_("这件没有人负责了，不能退回；请接收，或者另外移交。"))
    _answer(row, Status.REFUSED, by, handling.require_reason("reason", reason))
    _tell(Act.MATTER_TAKE, row, by)
    return row


@transaction.atomic
def recall(hand_over: MatterHandOver, *, reason: str, by: User) -> MatterHandOver:
    """Take the offer back before it is answered: its giver, whoever offered it, or her office."""
    row, _matter = _locked(hand_over, by)
    require_recaller(row, by)
    require_moment(row, "recall", _("撤回"))
    _answer(row, Status.RECALLED, by, handling.require_reason("reason", reason))
    _tell(Act.MATTER_HAND_OVER, row, by)
    return row


@transaction.atomic
def finish(hand_over: MatterHandOver, *, words: str, by: User) -> MatterHandOver:
    """Tell the giver what was done; the matter itself goes on or ends by its own verbs."""
    row, matter = _locked(hand_over, by)
    acts.require(by, Act.MATTER_TAKE, row.unit_id)
    require_moment(row, "done", _("回告"))
    require_finisher(row, matter.owner_id, by)
    row.done_words = handling.require_reason("words", words)
    row.status, row.done_by, row.done_at, row.seen_at = Status.DONE, by, timezone.now(), None
    row.save(update_fields=["status", "done_by", "done_at", "done_words", "seen_at"])
    _tell(Act.MATTER_TAKE, row, by)
    return row


@transaction.atomic
def put_away(hand_over: MatterHandOver, *, by: User) -> MatterHandOver:
    """The giver has seen the answer; it leaves her work list."""
    row = MatterHandOver.objects.locked(by, uid=hand_over.uid)
    acts.require(by, Act.MATTER_HAND_OVER, row.giver_unit_id)
    require_moment(row, "seen", _("收起"))
    if by.pk not in {row.giver_id, row.offered_by_id}:
        raise Forbidden(_("由移交人自己收起。"))
    if row.seen_at is None:
        row.seen_at = timezone.now()
        row.save(update_fields=["seen_at"])
        _tell(Act.MATTER_HAND_OVER, row, by)
    return row


def _offered(
    matter: Matter,
    unit: Division,
    taking: User | None,
    asked: str,
    ground: Ground,
    by: User,
    urgent: bool,
    passes_up: bool,
    on: date | None = None,
) -> MatterHandOver:
    now = timezone.now()
    _require_taker(matter, unit, taking)
    basis = _founded(ground, same=unit.pk == matter.unit_id)
    waiting = MatterHandOver.objects.waiting().filter(matter=matter).first()
    if waiting is not None:
        if not waiting.held:
            raise NotTheMoment(_("这件正在等别人接收，请先等答复或撤回。"))
        _answer(waiting, Status.RECALLED, by, _("另行移交"))
    row = MatterHandOver(
        matter=matter,
        place_id=matter.place_id,
        giver_id=matter.owner_id,
        giver_unit_id=matter.unit_id,
        unit=unit,
        taking=taking,
        channel=matter.channel,
        received_on=matter.received_on,
        asked=asked,
        basis=basis.basis,
        consent_on=basis.consent_on,
        ground=basis.words,
        urgent=urgent,
        passes_up=passes_up,
        offered_by=by,
        offered_at=now,
        offered_on=on or timezone.localdate(now),
        due_at=answer_due(now, urgent=urgent),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise NotTheMoment(_("这件正在等别人接收，请先等答复或撤回。")) from None
    _tell(Act.MATTER_HAND_OVER, row, by)
    return row


def _require_taker(matter: Matter, unit: Division, taking: User | None) -> None:
    if matter.sealed and taking is None:
        raise Invalid({"taking": _("受保护的来件只能移交给知悉范围里的人，请选接收人。")})
    able = people_of(unit, matter)
    if taking is not None and taking not in able:
        raise Invalid({"taking": _("请选这个单位里能接收的人。")})
    if not able:
        raise Invalid({"unit": _("这个单位现在没有能接收的人。")})


def _founded(ground: Ground, *, same: bool) -> Ground:
    """What is recorded: inside one office nothing is told to anybody new."""
    if same:
        return Ground(Basis.SAME)
    if ground.basis == Basis.CONSENT:
        if ground.consent_on is None:
            raise Invalid({"consent_on": _("请填写本人同意的日期。")})
        handling.require_day("consent_on", ground.consent_on)
        return Ground(Basis.CONSENT, ground.consent_on)
    if ground.basis not in (Basis.SAFETY, Basis.DUTY):
        raise Invalid({"basis": _("请选本人是否同意；没有征得同意的，请选依据。")})
    return Ground(ground.basis, words=handling.require_reason("ground", ground.words))


def _passes_up(matter: Matter, unit: Division, by: User) -> bool:
    """Whether this hands a village's mediation up to the township."""
    dispute = matter.mediation
    if dispute is None or dispute.is_passed_up or dispute.status not in Dispute.OPEN:
        return False
    return unit.pk < dispute.village_id and matter.unit_id == dispute.village_id


def _answers_for(user: User, matter: Matter) -> bool:
    if matter.sealed and not user.is_system:
        return handles(user, matter)
    return user.is_system or matter.owner_id == user.pk or _covers(user, matter.unit_id)


def _covers(user: User, unit: int) -> bool:
    return acts.may(user, Act.MATTER_HAND_OVER, unit)


def _locked(hand_over: MatterHandOver, by: User) -> tuple[MatterHandOver, Matter]:
    """The hand-over and its matter, the matter locked first as in every verb of it."""
    seen = MatterHandOver.objects.fetch(by, uid=hand_over.uid)
    with scope.as_system() as system:
        matter = Matter.objects.select_related("dispute").locked(system, pk=seen.matter_id)
        row = MatterHandOver.objects.select_related("unit").locked(system, pk=seen.pk)
    return row, matter


def require_answerer(row: MatterHandOver, by: User) -> None:
    """403 unless it is for `by` to accept or refuse: asked by name, or of her office."""
    acts.require(by, Act.MATTER_TAKE, row.unit_id)
    if row.taking_id not in (None, by.pk):
        raise Forbidden(_("由接收人本人答复，别人不能代答。"))
    if row.unit_id not in offices(by) or by.pk == row.giver_id:
        raise Forbidden(_("由接收单位的人答复。"))


def require_recaller(row: MatterHandOver, by: User) -> None:
    """403 unless she gave it, offered it, or sits in the office that gave it."""
    acts.require(by, Act.MATTER_HAND_OVER, row.place_id)
    mine = by.pk in {row.giver_id, row.offered_by_id} or _covers(by, row.giver_unit_id)
    if row.held or not mine:
        raise Forbidden(_("由移交人或移交单位撤回。"))


def require_finisher(row: MatterHandOver, owner: int, by: User) -> None:
    """403 unless she took it or answers for the matter now."""
    acts.require(by, Act.MATTER_TAKE, row.unit_id)
    if by.pk not in {row.answered_by_id, owner} and not by.is_system:
        raise Forbidden(_("由接收人回告办理情况。"))


def _answering(
    hand_over: MatterHandOver, by: User, moment: str, words: str
) -> tuple[MatterHandOver, Matter]:
    row, matter = _locked(hand_over, by)
    require_answerer(row, by)
    require_moment(row, moment, words)
    if matter.status not in Matter.ALLOWED["hand_over"]:
        raise NotTheMoment(_("这件已经办结，不用接收了。"))
    return row, matter


def _answer(row: MatterHandOver, status: str, by: User, words: str, *more: str) -> None:
    row.status, row.answered_by, row.answered_at = status, by, timezone.now()
    row.answer = words
    fields = {"status", "answered_by", "answered_at", "answer", *more}
    row.save(update_fields=sorted(fields))


def _tell(act: Act, row: MatterHandOver, by: User) -> None:
    """One trail line on the matter: ids and the state, no names and no words."""
    with scope.as_system():
        trail.record(
            act,
            by=by,
            on=row.matter,
            place=row.place_id,
            after={
                "hand_over": str(row.uid),
                "status": row.status,
                "giver": row.giver_id,
                "unit": row.unit_id,
                "taking": row.answered_by_id if row.status == Status.ACCEPTED else row.taking_id,
            },
        )
