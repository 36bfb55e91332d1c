"""Verb of a dispute's mediator: another one takes the case."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid
from disputes.models import Dispute
from disputes.queries.dispute import mediators_for
from disputes.transitions import handling


@transaction.atomic
def change_mediator(
    *, dispute: Dispute, mediator: User, reason: str, by: User, version: int | None = None
) -> Dispute:
    """Give a case in mediation to another mediator of the village or township; sessions held and
    every day counted so far stay. Nobody leaves a post with open cases (accounts.leaving)."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_MEDIATOR, dispute)
    require_moment(dispute, "mediator", _("换调解员"))
    require_version(dispute, version, {}, [])
    reason = handling.require_reason("reason", reason)
    if mediator.pk == dispute.mediator_id:
        raise Invalid({"mediator": _("现在就是这位调解员。")})
    if not mediators_for(dispute.village_id).filter(pk=mediator.pk).exists():
        raise Invalid({"mediator": _("请从本村、本乡镇的调解员中选。")})
    before = dispute.mediator_id
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
