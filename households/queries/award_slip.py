"""Reads of 联审单. The answers themselves are read by award_hold alone."""

from __future__ import annotations

from accounts.models import User
from households.models import AwardSlip, AwardSlipLine
from households.models.award_slip import AwardSlipQuerySet


def slips(user: User) -> AwardSlipQuerySet:
    """Slips inside the reach, open ones first."""
    rows = AwardSlip.objects.visible_to(user).select_related("place", "campaign", "sent_by")
    return rows.order_by("-status", "-sent_at", "-pk")


def candidates(slip: AwardSlip) -> list[AwardSlipLine]:
    """Who is on a slip, in its order; without the answers."""
    rows = AwardSlipLine.objects.filter(slip=slip).defer("result")
    rows = rows.select_related("award__household", "award__village")
    return list(rows.order_by("village_id", "award__household__number", "pk"))
