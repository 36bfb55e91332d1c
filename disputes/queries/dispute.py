"""Reads of disputes for pages, API and choices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from accounts.models import Posting, User
from accounts.reach import within
from accounts.roles import Role
from campaigns.models import Division
from campaigns.models.division import Level
from disputes.models import Dispute, EvidenceFile
from disputes.models.dispute import DisputeQuerySet
from disputes.queries.agreed import AGREED
from disputes.queries.committee import on_roster
from disputes.queries.contact import guard_dispute

# What a form about one dispute may ask of it: whom it names, whom nobody may ring, what stops it.
AROUND: tuple[Any, ...] = (
    "parties__agents",
    "parties__household",
    "checks",
    "escalations__measures",
)
# What the page of one dispute shows around it; the bytes of evidence stay where they are.
WHOLE: tuple[Any, ...] = (
    *AROUND,
    "sessions__recorded_by",
    "sessions__helpers",
    "mediators__person",
    "plans",
    "recusals__person",
    "recusals__proposed",
    "recusals__asked_by",
    "clock_events",
    "investigations__recorded_by",
    *AGREED,
    Prefetch("evidence", EvidenceFile.objects.defer("data").select_related("recorded_by")),
)
MEDIATING_ROLES = (Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION)


def listed(user: User) -> DisputeQuerySet:
    """Disputes inside the reach with what a list shows, the most pressing first."""
    return (
        Dispute.objects.visible_to(user)
        .with_limit()
        .select_related("village", "mediator", "matter")
        .prefetch_related("parties")
        .pressing_first()
    )


def for_form(user: User, uid: UUID) -> Dispute:
    """One dispute with what a form about it asks, or 404; the rest is read when it is asked for."""
    return opened(user, uid, AROUND)


def opened(user: User, uid: UUID, around: tuple[Any, ...] = WHOLE) -> Dispute:
    """One dispute with everything its page shows, or 404."""
    dispute = (
        Dispute.objects.with_limit()
        .select_related(
            "matter__owner",
            "village__parent",
            "mediator",
            "taken_in_by",
            "agreement__recorded_by",
            "dossier",
        )
        .prefetch_related(*around)
        .fetch(user, uid=uid)
    )
    guard_dispute(dispute)
    return dispute


def mediators_for(village: int) -> models.QuerySet[User]:
    """Who may mediate in a village (code): people posted there or in its township today, those on
    the roster of mediators first (人民调解法 art. 13–14)."""
    posted = Posting.objects.in_force().at(village).filter(role__in=MEDIATING_ROLES)
    on_list = on_roster(village, timezone.localdate())
    return (
        User.objects.filter(is_active=True, pk__in=posted.values("user"))
        .annotate(off_roster=models.Case(models.When(pk__in=on_list, then=0), default=1))
        .order_by("off_roster", "name", "pk")
    )


def villages_of(user: User) -> models.QuerySet[Division]:
    """Villages of today inside the reach, township by township."""
    return (
        Division.objects.filter(within(user.case_spans, "code"))
        .filter(Q(valid_to=None), level=Level.VILLAGE)
        .select_related("parent")
        .order_by("code")
    )
