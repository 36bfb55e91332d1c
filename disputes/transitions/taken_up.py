"""What becomes of a mediation when its matter changes hands."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import User
from disputes.models import Dispute, Matter, MatterHandOver, Recusal
from disputes.queries.dispute import mediators_for
from disputes.transitions import handling
from disputes.transitions.mediator import REASON_MOST, lead


def follow(row: MatterHandOver, matter: Matter, by: User) -> None:
    """A mediation passed up is the township's from now on, dated by the day the village offered it
    (domain A7 4.4); otherwise, where the giver mediated, whoever took the matter mediates, if she
    may in that village, or nobody until the first sitting. Called inside the verb."""
    dispute = Dispute.objects.select_for_update(of=("self",)).filter(matter=matter).first()
    if dispute is None or dispute.status not in Dispute.OPEN:
        return
    if row.passes_up:
        lead(dispute, None, by=by, on=row.offered_on, reason=row.asked[:REASON_MOST])
        Recusal.objects.pending().filter(dispute=dispute).update(status=Recusal.Status.DROPPED)
        handling.change(
            dispute,
            passed_up_on=row.offered_on,
            passed_up_at=row.offered_at,
            passed_up_reason=row.asked,
            mediator=None,
        )
    elif dispute.mediator_id and dispute.mediator_id != by.pk:
        able = mediators_for(dispute.village_id).filter(pk=by.pk).exists()
        words = row.asked[:REASON_MOST]
        lead(dispute, by if able else None, by=by, on=timezone.localdate(), reason=words)
        handling.change(dispute, mediator=by if able else None)
