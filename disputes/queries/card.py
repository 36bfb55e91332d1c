"""Reads of supervision cards: the list, and how many stand open by unit."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from campaigns.models import Division
from disputes.models import SupervisionCard
from disputes.models.supervision_card import SupervisionCardQuerySet


@dataclass(frozen=True)
class UnitCount:
    """Cards of one office: open yellow, open red (also by being late), late, lifted."""

    unit: Division
    yellow: int
    red: int
    late: int
    lifted: int


def listed(user: User) -> SupervisionCardQuerySet:
    """Cards inside the reach: those owed an answer first, the soonest due on top."""
    return (
        SupervisionCard.objects.visible_to(user)
        .select_related("matter__owner", "unit", "issuer", "issued_by")
        .annotate(
            owed=Q(status=SupervisionCard.Status.ISSUED),
            lies=Q(status=SupervisionCard.Status.LIFTED),
        )
        .order_by("lies", "-owed", "answer_by", "-pk")
    )


def by_unit(user: User) -> list[UnitCount]:
    """One line for each office that has had a card, by its place in the county; one query for the
    counts and one for the names."""
    today, Status = timezone.localdate(), SupervisionCard.Status
    late = Q(status=Status.ISSUED, answer_by__lt=today)
    open_ = ~Q(status=Status.LIFTED)
    red = open_ & (Q(colour=SupervisionCard.Colour.RED) | late)
    rows = (
        SupervisionCard.objects.visible_to(user)
        .order_by()
        .values("unit")
        .annotate(
            red=Count("pk", filter=red),
            yellow=Count("pk", filter=open_ & ~red),
            late=Count("pk", filter=late),
            lifted=Count("pk", filter=Q(status=Status.LIFTED)),
        )
        .order_by("unit")
    )
    found = list(rows)
    names = Division.objects.in_bulk([row["unit"] for row in found])
    return [
        UnitCount(names[r["unit"]], r["yellow"], r["red"], r["late"], r["lifted"]) for r in found
    ]
