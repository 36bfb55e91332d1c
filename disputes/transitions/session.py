"""Verbs of a mediation session."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid
from disputes.models import Dispute, MediationSession
from disputes.transitions import handling


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
) -> MediationSession:
    """Record the next sitting (调解记录, domain D2 no. 8). Numbered under the dispute's lock;
    who first sits on a dispute without a mediator becomes its mediator. The same client_uuid
    again answers with the sitting recorded first."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_MEDIATE, dispute)
    if client_uuid and (made := dispute.sessions.filter(client_uuid=client_uuid).first()):
        return made
    require_moment(dispute, "mediate", _("登记调解"))
    require_version(dispute, version, {}, [])
    handling.require_willing(dispute)
    held_on = held_on or timezone.localdate()
    handling.require_day("held_on", held_on, handling.steps_before(dispute))
    if result not in MediationSession.Result.values:
        raise Invalid({"result": _("请选这次调解的结果。")})
    session = MediationSession(
        dispute=dispute,
        matter_id=dispute.matter_id,
        village_id=dispute.village_id,
        ordinal=dispute.sessions.count() + 1,
        held_on=held_on,
        place=handling.require_text("place", place, _("请写明调解地点。")),
        attendants=handling.require_text("attendants", attendants, _("请写明到场的人。")),
        notes=handling.require_text("notes", notes, _("请写明调解记录。")),
        result=result,
        recorded_by=by,
    )
    if client_uuid:
        session.client_uuid = client_uuid
    session.save()
    was = dispute.status
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
