"""Reads of sealed matters for their handlers' pages and API."""

from __future__ import annotations

from uuid import UUID

from accounts.models import User
from disputes.models import Matter
from disputes.models.matter import MatterQuerySet
from disputes.queries.seal import own_matters


def listed(user: User) -> MatterQuerySet:
    """Own sealed matters, open ones first, the newest first."""
    return (
        own_matters(user)
        .select_related("place", "owner", "dispute")
        .prefetch_related("parties")
        .order_by("closed_on", "-received_on", "-pk")
    )


def opened(user: User, uid: UUID) -> Matter:
    """One sealed matter with what its page shows, or 404."""
    return (
        Matter.objects.select_related(
            "place__parent", "owner", "received_by", "dispute__village", "dispute__mediator"
        )
        .prefetch_related("parties")
        .filter(sealed=True)
        .fetch(user, uid=uid)
    )
