"""Verbs of a dispute's mediators: who leads, who sits beside (人民调解法 art. 19)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from disputes.models import Dispute, DisputeMediator
from disputes.queries.bound import bound_to
from disputes.queries.dispute import mediators_for
from disputes.transitions import handling

Role = DisputeMediator.Role
BESIDE_MOST, REASON_MOST = 4, 200


@transaction.atomic
def change_mediator(
    *, dispute: Dispute, mediator: User, reason: str, by: User, version: int | None = None
) -> Dispute:
    """Give a case in mediation to another mediator of the village or township; sessions held and
    every day counted so far stay. Nobody leaves a post with open cases (accounts.leaving)."""
    dispute = handling.begin(
        dispute, Act.DISPUTE_MEDIATOR, "mediator", _("换调解员"), by=by, version=version
    )
    reason = handling.require_reason("reason", reason)
    if mediator.pk == dispute.mediator_id:
        raise Invalid({"mediator": _("现在就是这位调解员。")})
    require_no_recusal(dispute)
    require_free(dispute, mediator)
    before = dispute.mediator_id
    lead(dispute, mediator, by=by, on=timezone.localdate(), reason=reason)
    handling.change(dispute, mediator=mediator)
    trail.record(
        Act.DISPUTE_MEDIATOR,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before={"mediator": before},
        after={"mediator": mediator.pk},
        reason=reason,
    )
    return dispute


@transaction.atomic
def join(
    *, dispute: Dispute, mediator: User, by: User, version: int | None = None
) -> DisputeMediator:
    """Another mediator sits beside the lead; the same rules of standing aside hold for her."""
    dispute = handling.begin(
        dispute, Act.DISPUTE_MEDIATOR, "mediator", _("增加调解员"), by=by, version=version
    )
    require_free(dispute, mediator)
    rows = DisputeMediator.objects.serving().filter(dispute=dispute)
    if rows.filter(person=mediator).exists():
        raise Invalid({"mediator": _("她已经在办这件纠纷。")})
    if rows.filter(role=Role.BESIDE).count() >= BESIDE_MOST:
        raise NotTheMoment(_("共同调解员最多 %(n)d 名。") % {"n": BESIDE_MOST})
    made = DisputeMediator.objects.create(
        person=mediator,
        role=Role.BESIDE,
        since=timezone.localdate(),
        **handling.below(dispute, by),
    )
    handling.change(dispute)
    handling.tell(Act.DISPUTE_MEDIATOR, dispute, by=by, after={"beside": mediator.pk})
    return made


@transaction.atomic
def release(
    *, dispute: Dispute, mediator: User, reason: str, by: User, version: int | None = None
) -> DisputeMediator:
    """A mediator beside the lead sits no longer; her term stays in the file."""
    dispute = handling.begin(
        dispute, Act.DISPUTE_MEDIATOR, "mediator", _("减少调解员"), by=by, version=version
    )
    reason = handling.require_reason("reason", reason)
    row = (
        DisputeMediator.objects.serving()
        .filter(dispute=dispute, person=mediator, role=Role.BESIDE)
        .first()
    )
    if row is None:
        raise Invalid({"mediator": _("请从现在的共同调解员中选。")})
    _finish(row, timezone.localdate(), reason)
    handling.change(dispute)
    handling.tell(Act.DISPUTE_MEDIATOR, dispute, by=by, after={"released": mediator.pk})
    return row


def lead(dispute: Dispute, person: User | None, *, by: User, on: date, reason: str = "") -> None:
    """The one who leads from a day on, None while nobody does; called inside a verb that sets
    Dispute.mediator."""
    rows = DisputeMediator.objects.serving().filter(dispute=dispute)
    for row in rows:
        if row.role == Role.LEAD or (person is not None and row.person_id == person.pk):
            _finish(row, on, reason)
    if person is not None:
        DisputeMediator.objects.create(
            person=person, role=Role.LEAD, since=on, **handling.below(dispute, by)
        )


def require_free(dispute: Dispute, person: User) -> None:
    """422 for somebody who is no mediator here, or has to stand aside (回避)."""
    if not mediators_for(dispute.village_id).filter(pk=person.pk).exists():
        raise Invalid({"mediator": _("请从本村、本乡镇的调解员中选。")})
    if bound_to(dispute.matter, [person.pk]):
        raise Invalid({"mediator": _("这位调解员与当事人有回避关系，请另选一位。")})


def require_no_recusal(dispute: Dispute) -> None:
    """409 while the township has to decide whether the mediator stands aside."""
    if dispute.recusals.pending().exists():
        raise NotTheMoment(_("调解员是否回避，乡镇还没有决定；决定以前不能办这一步。"))


def _finish(row: DisputeMediator, on: date, reason: str) -> None:
    row.until, row.end_reason = max(on, row.since), reason
    row.save(update_fields=["until", "end_reason"])
