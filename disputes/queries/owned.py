"""Matters nobody works on: the owner is gone, or nothing is left to be done though they are open
(features 8, 41: nothing is orphaned)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from accounts.models import Posting, User
from accounts.roles import CASE_ROLES
from disputes.models import Dispute, Matter, MatterHandOver, Route
from disputes.models.matter import MatterQuerySet
from disputes.queries.hand_over import offices

STILL = timedelta(days=7)  # an answer to give or a letter to send on takes no longer


def ownerless() -> MatterQuerySet:
    """Open matters whose owner's account is closed, or who has no post over their place today;
    nobody has been asked to take them yet. Asked as the system."""
    at_post = Posting.objects.in_force().filter(
        user=OuterRef("owner"),
        user__is_active=True,
        role__in=CASE_ROLES,
        span__contains=OuterRef("place"),
    )
    asked = MatterHandOver.objects.waiting().filter(matter=OuterRef("pk"))
    return (
        Matter.objects.open()
        .filter(~Exists(at_post), ~Exists(asked), owner__is_system=False)
        .order_by("pk")
    )


def stuck(user: User, today: date) -> MatterQuerySet:
    """Open matters she answers for, or her office does, with nothing open on them: the mediation
    has ended or was never begun, advice or sending on has been due for a week."""
    begun = Dispute.objects.filter(matter=OuterRef("pk")).exclude(status__in=Dispute.DONE)
    nothing = Q(route=Route.MEDIATION) & ~Exists(begun)
    still = Q(route__in=(Route.ADVICE, Route.NOT_OURS), sorted_on__lt=today - STILL)
    mine = Q(owner=user) | Q(unit__in=offices(user))
    rows = Matter.objects.visible_to(user).filter(nothing | still, mine)
    return rows.filter(status=Matter.Status.HANDLING).select_related("unit", "owner")
