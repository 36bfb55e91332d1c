"""Reads about hand-overs, who keeps how many families, and families that lack a keeper."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from accounts.models import Posting, User
from households.keeper_rules import KEEPERS
from households.models import HandOver, Keeper, ListedFamily, Tier, VisitDuty
from households.models.family import ListedFamilyQuerySet
from households.models.handover import HandOverQuerySet
from households.queries.keeper import KEEPER_ROLES
from households.queries.overdue import red_first


def hand_over_rows(user: User) -> HandOverQuerySet:
    """Hand-overs inside the reach with all that a line shows; those that wait first, red before
    the rest, then by the day they are to be answered."""
    return (
        HandOver.objects.visible_to(user)
        .select_related(
            "family__household",
            "village",
            "leaving",
            "taking",
            "holder",
            "proposed_by",
        )
        .order_by(
            Case(When(status=HandOver.Status.WAITING, then=0), default=1),
            "-answered_at",
            red_first("family__"),
            "due_on",
            "pk",
        )
    )


def at_post() -> QuerySet[Posting]:
    """The posting of today that lets a keeper keep a family (OuterRef: a Keeper)."""
    return Posting.objects.in_force().filter(
        user=OuterRef("person"),
        user__is_active=True,
        role__in=KEEPER_ROLES,
        span__contains=OuterRef("village_id"),
    )


def with_lacking(rows: ListedFamilyQuerySet) -> ListedFamilyQuerySet:
    """Families that have fewer than two keepers who are at their posts today, and nobody asked
    to step in."""
    working = (
        Keeper.objects.filter(Exists(at_post()), family=OuterRef("pk"), until__isnull=True)
        .order_by()
        .values("family")
        .annotate(n=Count("pk"))
        .values("n")
    )
    waiting = HandOver.objects.waiting().filter(family=OuterRef("pk"))
    return (
        rows.listed()
        .annotate(at_work=Coalesce(Subquery(working), 0))
        .filter(~Exists(waiting), at_work__lt=KEEPERS)
    )


def keeper_rows(user: User, today: date) -> list[dict[str, object]]:
    """Who keeps families inside the reach: how many, how many red, how many with an overdue
    visit; the most pressing first."""
    late = VisitDuty.objects.overdue(today).filter(family=OuterRef("family"))
    red = Q(family__tier=Tier.RED)
    rows = (
        Keeper.objects.visible_to(user)
        .filter(until__isnull=True, family__status=ListedFamily.Status.LISTED)
        .annotate(is_late=Exists(late), is_here=Exists(at_post()))
        .values("person_id", "person__name")
        .annotate(
            families=Count("pk"),
            red=Count("pk", filter=red),
            late=Count("pk", filter=Q(is_late=True)),
            red_late=Count("pk", filter=red & Q(is_late=True)),
            gone=Count("pk", filter=Q(is_here=False)),
        )
        .order_by("-gone", "-red_late", "-late", "-red", "-families", "person__name")
    )
    return list(rows)


def kept_by(user: User, person: User) -> ListedFamilyQuerySet:
    """Listed families inside the reach of `user` that `person` keeps now, with whether a
    hand-over of them by this person is waiting."""
    terms = Keeper.objects.filter(family=OuterRef("pk"), person=person, until__isnull=True)
    waiting = HandOver.objects.waiting().filter(family=OuterRef("pk"), leaving=person)
    return (
        ListedFamily.objects.visible_to(user)
        .listed()
        .filter(Exists(terms))
        .annotate(waits=Exists(waiting))
        .select_related("household", "village")
        .order_by(red_first(), "village", "household__number")
    )
