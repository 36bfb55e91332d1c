"""Reads of reception days: a unit's year, one day with what was received on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from accounts.models import User
from accounts.roles import Role
from campaigns.models import Division
from disputes.models import Matter, ReceptionDay, Source
from disputes.models.matter import MatterQuerySet
from disputes.queries.matter import listed

OFFICES = (Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION)


def office_of(user: User) -> Division | None:
    """The office whose reception days she plans."""
    return next((p.division for p in user.postings_today if p.role in OFFICES), None)


def days_of(user: User, unit: Division, year: int) -> QuerySet[ReceptionDay]:
    """A unit's days of a year."""
    rows = ReceptionDay.objects.visible_to(user).filter(unit=unit, held_on__year=year)
    return rows.prefetch_related("seats").order_by("held_on")


def opened_day(user: User, uid: UUID) -> ReceptionDay:
    """One day with who sits there, or 404."""
    rows = ReceptionDay.objects.select_related("unit").prefetch_related("seats")
    return rows.fetch(user, uid=uid)


def received_on(user: User, day: ReceptionDay) -> MatterQuerySet:
    """What the unit received on its reception day, in the order it came."""
    rows = listed(user).filter(
        channel=Source.RECEPTION, unit_id=day.unit_id, received_on=day.held_on
    )
    return rows.order_by("pk")


def counts_of(user: User, unit: Division, days: Iterable[date]) -> dict[date, int]:
    """How many matters came on each of the days; one query."""
    rows = Matter.objects.visible_to(user).filter(
        channel=Source.RECEPTION, unit=unit, received_on__in=list(days)
    )
    counted = rows.order_by().values("received_on").annotate(n=Count("pk"))
    return {row["received_on"]: row["n"] for row in counted}
