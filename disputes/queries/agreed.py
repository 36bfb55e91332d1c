"""What hangs on an agreement, as the dispute's page shows it, and what is joined for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from accounts.acts import Act, may
from accounts.models import User
from disputes.clocks.court import confirm_by
from disputes.models import Agreement, Confirmation, CourtReferral, Dispute, Promise, PromiseProof
from disputes.queries.promise import shown
from disputes.transitions.handling import may_handle

# Given to prefetch_related of an opened dispute.
AGREED: tuple[str | Prefetch[Any], ...] = (
    Prefetch("promises", Promise.objects.order_by("ordinal")),
    Prefetch("promises__proof", PromiseProof.objects.defer("image")),
    "promises__follow_ups__recorded_by",
    "agreement__signatures",
    "confirmations",
    "court_referral",
    "averted__told_by",
    "averted__checked_by",
    "follow_ups__party",
    "follow_ups__recorded_by",
)


def agreed_context(dispute: Dispute, user: User) -> dict[str, Any]:
    """Parts of the page about the agreement and what follows it."""
    today = timezone.localdate()
    agreement: Agreement | None = getattr(dispute, "agreement", None)
    referral: CourtReferral | None = getattr(dispute, "court_referral", None)
    confirmations = list(dispute.confirmations.all())
    return {
        "promises": shown(dispute, today),
        "watches": may_handle(user, Act.DISPUTE_PERFORM, dispute),
        "confirmations": confirmations,
        "may_want": _may_want(agreement, confirmations, today),
        "window": confirm_by(agreement.effective_on)
        if agreement and agreement.effective_on
        else None,
        "referral": referral,
        "court_clock": referral.clock(today) if referral else None,
        "follow_ups": list(dispute.follow_ups.all()),
        "averted": list(dispute.averted.all()),
        "checks": may(user, Act.DISPUTE_CHECK_FIGURES, dispute.village_id),
    }


def _may_want(agreement: Agreement | None, found: list[Confirmation], today: date) -> bool:
    """In force, within the window, and neither asked for nor confirmed."""
    if agreement is None or agreement.effective_on is None:
        return False
    asked = any(c.status in (*Confirmation.OPEN, Confirmation.Status.CONFIRMED) for c in found)
    return not asked and today <= confirm_by(agreement.effective_on).on
