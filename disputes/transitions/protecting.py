"""Sorting a matter to protection (权益保护): closed to everybody but those who handle it."""

from __future__ import annotations

from django.utils import timezone

from accounts import scope, trail
from accounts.acts import Act
from accounts.models import User
from disputes.models import Matter, Route
from disputes.transitions.matter import change
from disputes.transitions.seal import close_to_others


def protect(matter: Matter, *, by: User) -> None:
    """Seal the matter, unless it is sealed already, and sort it to protection: whoever took it in
    handles it, the federation over its place supervises. Called inside the verb that takes it in
    or sorts it."""
    if not matter.sealed:
        close_to_others(matter, [by], by)
    with scope.as_system():  # whoever has to stand aside no longer sees it
        change(
            matter,
            route=Route.PROTECTION,
            status=Matter.Status.HANDLING,
            sorted_on=max(timezone.localdate(), matter.received_on),
        )
    trail.record(
        Act.MATTER_SORT, by=by, on=matter, place=matter.place_id, after={"route": matter.route}
    )
