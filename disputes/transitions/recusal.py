"""Verbs of recusal (回避): proposed, decided by the township."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, scope
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from disputes.models import Dispute, DisputeMediator, Matter, Recusal
from disputes.models.recusal import DECIDE_DAYS
from disputes.queries.bound import bound_to
from disputes.queries.mediators import free_mediators, led_by_bound, township_owner
from disputes.transitions import handling
from disputes.transitions.mediator import lead, require_free

Ground, Status = Recusal.Ground, Recusal.Status


@transaction.atomic
def propose(
    *,
    dispute: Dispute,
    ground: str,
    reason: str,
    by: User,
    party: int | None = None,
    version: int | None = None,
) -> Recusal:
    """Ask that the mediator stand aside: a party asks with a reason, or the mediator herself does.
    The township decides within two days and answers for the matter until then; whom the roster
    offers instead is proposed with it."""
    dispute = handling.begin(
        dispute, Act.DISPUTE_RECUSE, "recuse", _("提出回避"), by=by, version=version
    )
    reason = handling.require_reason("reason", reason)
    if ground not in (Ground.ASKED, Ground.OWN):
        raise Invalid({"ground": _("请选是谁提出的。")})
    asking = dispute.parties.sides().filter(pk=party).first() if party else None
    if ground == Ground.ASKED and asking is None:
        raise Invalid({"party": _("请选是哪名当事人提出的。")})
    if ground == Ground.OWN and by.pk != dispute.mediator_id:
        raise Forbidden(_("调解员自行回避由调解员本人提出。"))
    return _proposed(
        dispute, ground=ground, reason=reason, by=by, party=asking.pk if asking else None
    )


def watch(dispute: Dispute) -> Recusal | None:
    """What the register says by now: the present mediator is bound to a party, so she stands aside
    until the township has decided; a bound mediator beside her simply sits no longer. Run as the
    system, since from this moment on she no longer sees the matter; called at the end of every
    verb that names parties, and nightly (disputes.tasks)."""
    with scope.as_system() as system:
        row = Dispute.objects.select_for_update().get(pk=dispute.pk)
        if row.status not in Dispute.ALLOWED["recuse"]:
            return None
        terms = list(DisputeMediator.objects.serving().filter(dispute=row))
        people = {t.person_id for t in terms} | {row.mediator_id or 0}
        bound = bound_to(row.matter, people)
        for term in terms:
            if term.person_id in bound and term.role == DisputeMediator.Role.BESIDE:
                term.until = max(timezone.localdate(), term.since)
                term.end_reason = _("与当事人有回避关系")
                term.save(update_fields=["until", "end_reason"])
                handling.tell(
                    Act.DISPUTE_MEDIATOR, row, by=system, after={"released": term.person_id}
                )
        if row.mediator_id not in bound or row.recusals.pending().exists():
            return None
        return _proposed(row, ground=Ground.BOUND, reason="", by=system, party=None)


def watch_all() -> int:
    """Each night: ties declared since. Returns how many mediators had to stand aside."""
    with scope.as_system():
        found = list(led_by_bound())
    return sum(watch(row) is not None for row in found)


@transaction.atomic
def decide(
    *, recusal: Recusal, grant: bool, words: str, by: User, replacement: User | None = None
) -> Recusal:
    """The township decides with a reason that is told to whoever asked. Granted: the one who was
    proposed, or another who is free, mediates from today on. Nobody decides about herself."""
    row = Recusal.objects.locked(by, uid=recusal.uid)
    acts.require(by, Act.DISPUTE_RECUSAL, row.village_id)
    require_moment(row, "decide", _("决定回避"))
    if by.pk == row.person_id:
        raise Forbidden(_("自己是否回避，由别人决定。"))
    words = handling.require_reason("words", words)
    dispute = handling.locked(row.dispute, by)
    if not grant and bound_to(dispute.matter, [row.person_id]):
        raise NotTheMoment(_("登记表明这位调解员与当事人有回避关系，必须回避。"))
    taking = (replacement or row.proposed) if grant else dispute.mediator
    if grant:
        if taking is None:
            raise Invalid({"replacement": _("请选由谁接着调解。")})
        if taking.pk == row.person_id:
            raise Invalid({"replacement": _("请选另一位调解员。")})
        _require_taking(dispute, taking)
        lead(dispute, taking, by=by, on=timezone.localdate(), reason=words)
        row.replacement = taking
    row.status = Status.GRANTED if grant else Status.REFUSED
    row.decided_on, row.decided_by, row.decision = timezone.localdate(), by, words
    row.save(update_fields=["status", "decided_on", "decided_by", "decision", "replacement"])
    handling.change(dispute, mediator=taking)
    handling.tell(
        Act.DISPUTE_RECUSAL,
        dispute,
        by=by,
        before={"mediator": row.person_id},
        after={"granted": grant, "mediator": dispute.mediator_id, "on": str(row.decided_on)},
    )
    return row


def _require_taking(dispute: Dispute, person: User) -> None:
    try:
        require_free(dispute, person)
    except Invalid as refusal:
        raise Invalid({"replacement": refusal.errors["mediator"]}) from None


def _proposed(
    dispute: Dispute, *, ground: str, reason: str, by: User, party: int | None
) -> Recusal:
    """The row, and the matter in the township's hands."""
    if dispute.mediator is None:
        raise NotTheMoment(_("这件纠纷现在没有调解员。"))
    if dispute.recusals.pending().exists():
        raise NotTheMoment(_("已经提出回避，等乡镇决定。"))
    leaving, today = dispute.mediator, timezone.localdate()
    owner = township_owner(dispute, barred=[leaving.pk])
    free = [p for p in free_mediators(dispute) if p.pk != leaving.pk]
    made = Recusal.objects.create(
        person=leaving,
        ground=ground,
        asked_by_id=party,
        reason=reason,
        proposed_on=today,
        due_on=today + timedelta(days=DECIDE_DAYS),
        proposed=free[0] if free else None,
        **handling.below(dispute, by),
    )
    if owner is not None:
        Matter.objects.filter(pk=dispute.matter_id).update(owner=owner)
    handling.change(dispute)
    handling.tell(
        Act.DISPUTE_RECUSE,
        dispute,
        by=by,
        after={"mediator": leaving.pk, "ground": ground, "due_on": str(made.due_on)},
    )
    return made
