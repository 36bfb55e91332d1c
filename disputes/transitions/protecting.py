"""Closing a matter to everybody but those who handle it, at the door."""

from __future__ import annotations

from django.utils import timezone

from accounts import trail
from accounts.acts import Act
from accounts.models import Posting, User
from accounts.roles import Role
from disputes.models import Matter, MatterHandler, Route
from disputes.transitions.matter import change

SUPERVISORS = (Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION)


def protect(matter: Matter, *, by: User) -> None:
    """Seal the matter and sort it to protection: whoever took it in handles it, the federation
    over its place supervises. Called inside the verb that takes it in or sorts it."""
    today = timezone.localdate()
    supervisor = _supervisor(matter.place_id, by)
    roles = {by: MatterHandler.Role.HANDLER, supervisor: MatterHandler.Role.SUPERVISOR}
    for person, role in roles.items():
        MatterHandler.objects.create(
            matter=matter,
            place_id=matter.place_id,
            person=person,
            role=role,
            since=today,
            named_by=by,
        )
    change(
        matter,
        sealed=True,
        route=Route.PROTECTION,
        status=Matter.Status.HANDLING,
        sorted_on=max(today, matter.received_on),
    )
    trail.record(
        Act.MATTER_SORT, by=by, on=matter, place=matter.place_id, after={"route": matter.route}
    )


def _supervisor(place: int, by: User) -> User:
    posted = (
        Posting.objects.in_force()
        .at(place)
        .filter(role__in=SUPERVISORS, user__is_active=True, user__is_system=False)
        .exclude(user=by)
        .select_related("user")
        .order_by("-division_id", "user_id")
        .first()
    )
    return posted.user if posted else by
