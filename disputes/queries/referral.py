"""Reads of referrals."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from accounts.models import User
from disputes.models import Referral
from disputes.models.referral import ReferralQuerySet


def listed(user: User) -> ReferralQuerySet:
    """Referrals inside the reach: the open ones first, the soonest wanted on top."""
    return (
        Referral.objects.visible_to(user)
        .select_related("matter__owner", "unit", "sent_by")
        .annotate(open=Q(status__in=Referral.OPEN))
        .order_by("-open", "answer_by", "-pk")
    )


def opened(user: User, uid: UUID) -> Referral:
    """One with everything its page shows, or 404."""
    rows = Referral.objects.select_related("matter__owner", "unit", "sent_by", "entered_by")
    return rows.fetch(user, uid=uid)
