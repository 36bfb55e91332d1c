"""Reads about requests: the list, what is owed to whom."""

from __future__ import annotations

from django.db.models import Case, F, Q, When

from accounts.models import User
from accounts.roles import Role
from households.models import RightsRequest
from households.models.request import RightsRequestQuerySet


def request_rows(user: User) -> RightsRequestQuerySet:
    """Requests inside the reach with household and village, the owed ones first, by day."""
    return (
        RightsRequest.objects.visible_to(user)
        .select_related("household", "village", "recorded_by", "answered_by", "decided_by")
        .annotate(
            owed=Case(
                When(status=RightsRequest.Status.OPEN, then=F("due_on")),
                When(status=RightsRequest.Status.APPEALED, then=F("appeal_due_on")),
            )
        )
        .order_by(F("owed").asc(nulls_last=True), "-received_on", "-pk")
    )


def owed_by(user: User) -> RightsRequestQuerySet:
    """Requests whose present step is `user`'s: the township answers, the county decides."""
    roles = user.roles_today()
    wanted = Q(pk__in=[])
    if Role.TOWNSHIP_FEDERATION in roles:
        wanted |= Q(status=RightsRequest.Status.OPEN)
    if Role.COUNTY_FEDERATION in roles:
        wanted |= Q(status=RightsRequest.Status.APPEALED)
    return request_rows(user).filter(wanted)
