"""Verbs of a mediation session: rights told, held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from disputes import gating
from disputes.gate_facts import GateAct
from disputes.models import Dispute, MediationSession, SessionHelper, SessionPlan, Way
from disputes.transitions import handling
from disputes.transitions.escalation import require_measures
from disputes.transitions.mediator import lead, require_no_recusal

HELPERS_MOST, NAME_MOST = 6, 40


@dataclass(frozen=True)
class Helper:
    """Somebody invited to a sitting (人民调解法 art. 20)."""

    name: str
    kind: str


@transaction.atomic
def tell_rights(
    *, dispute: Dispute, by: User, on: date | None = None, version: int | None = None
) -> Dispute:
    """The parties were told their rights and duties (人民调解法 art. 23, 24; domain D2 no. 4),
    once, before the first sitting."""
    dispute = handling.begin(
        dispute, Act.DISPUTE_RIGHTS, "rights", _("告知权利义务"), by=by, version=version
    )
    if dispute.rights_told_on is not None:
        raise NotTheMoment(_("已经登记过告知权利义务的日期。"))
    on = on or timezone.localdate()
    first = dispute.sessions.first()
    handling.require_day("on", on, [(dispute.accepted_on, _("受理日期"))])
    if first is not None and on > first.held_on:
        raise Invalid({"on": _("权利义务应当在第一次调解以前告知。")})
    handling.change(dispute, rights_told_on=on)
    handling.tell(Act.DISPUTE_RIGHTS, dispute, by=by, after={"on": str(on)})
    return dispute


@transaction.atomic
def hold(
    *,
    dispute: Dispute,
    place: str,
    attendants: str,
    notes: str,
    result: str,
    by: User,
    held_on: date | None = None,
    version: int | None = None,
    client_uuid: UUID | None = None,
    way: str = Way.JOINT,
    is_open: bool = False,
    helpers: Sequence[Helper] = (),
    helpers_agreed: bool = False,
    answers: Mapping[str, str] | None = None,
) -> MediationSession:
    """Record the next sitting (调解记录, domain D2 no. 8), once the parties have been told their
    rights and where the gate lets them meet, in one room or each apart. Numbered under the
    dispute's lock; who first sits on a dispute without a mediator becomes its mediator; a sitting
    agreed before is thereby held. Whoever is invited to help comes only with the parties' consent
    (art. 20). The same client_uuid again answers with the sitting recorded first."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_MEDIATE, dispute)
    if client_uuid and (made := dispute.sessions.filter(client_uuid=client_uuid).first()):
        return made
    require_moment(dispute, "mediate", _("登记调解"))
    require_version(dispute, version, {}, [])
    handling.require_willing(dispute)
    require_no_recusal(dispute)
    require_measures(dispute)
    held_on = held_on or timezone.localdate()
    handling.require_day("held_on", held_on, handling.steps_before(dispute))
    _require_rights(dispute, held_on)
    if result not in MediationSession.Result.values:
        raise Invalid({"result": _("请选这次调解的结果。")})
    if way not in Way.values:
        raise Invalid({"way": _("请选调解方式。")})
    gating.pass_through(
        dispute,
        GateAct.JOINT if way == Way.JOINT else GateAct.SEPARATE,
        by=by,
        answers=answers,
    )
    session = MediationSession(
        ordinal=dispute.sessions.count() + 1,
        held_on=held_on,
        place=handling.require_text("place", place, _("请写明调解地点。")),
        way=way,
        is_open=is_open,
        attendants=handling.require_text("attendants", attendants, _("请写明到场的人。")),
        notes=handling.require_text("notes", notes, _("请写明调解记录。")),
        result=result,
        recorded_at=timezone.now(),
        **handling.below(dispute, by),
    )
    if client_uuid:
        session.client_uuid = client_uuid
    session.save()
    _invite(session, helpers, helpers_agreed, by)
    SessionPlan.objects.open().filter(dispute=dispute).update(
        status=SessionPlan.Status.HELD, session=session
    )
    was = dispute.status
    if dispute.mediator_id is None:
        lead(dispute, by, by=by, on=held_on)
    handling.change(dispute, status=Dispute.Status.MEDIATING, mediator=dispute.mediator or by)
    trail.record(
        Act.DISPUTE_MEDIATE,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before={"status": was},
        after={
            "status": dispute.status,
            "ordinal": session.ordinal,
            "result": result,
            "on": str(held_on),
        },
    )
    return session


def _require_rights(dispute: Dispute, held_on: date) -> None:
    """409 before the parties have been told their rights (domain D2 no. 4)."""
    told = dispute.rights_told_on
    if told is None:
        raise NotTheMoment(
            _(
                "第一次调解以前，请先告知当事人权利义务并登记日期（人民调解法第二十三条、第二十四条）。"
            )
        )
    handling.require_day("held_on", held_on, [(told, _("告知权利义务日期"))])


def _invite(session: MediationSession, helpers: Sequence[Helper], agreed: bool, by: User) -> None:
    people = [h for h in helpers if h.name.strip()]
    if not people:
        return
    if not agreed:
        raise Invalid(
            {"helpers_agreed": _("邀请他人参与调解要经当事人同意（人民调解法第二十条）。")}
        )
    wrong = any(h.kind not in SessionHelper.Kind.values for h in people)
    if wrong or len(people) > HELPERS_MOST or any(len(h.name) > NAME_MOST for h in people):
        raise Invalid(
            {"helpers": _("邀请的人最多 %(n)d 名，请逐一写明姓名和身份。") % {"n": HELPERS_MOST}}
        )
    for helper in people:
        SessionHelper.objects.create(
            session=session,
            matter_id=session.matter_id,
            village_id=session.village_id,
            recorded_by=by,
            name=helper.name.strip(),
            kind=helper.kind,
            consented=True,
        )
