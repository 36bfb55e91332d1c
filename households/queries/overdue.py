"""What others left undone: overdue visits by family, by person and by unit; what I urged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    When,
)

from accounts.models import User
from campaigns.models import Division
from households.models import Keeper, ListedFamily, Tier, Urge, VisitDuty
from households.models.family import ListedFamilyQuerySet

PER_TOWNSHIP = 1000


@dataclass(frozen=True)
class Tally:
    """One person or unit: overdue families, red ones among them, the oldest day, and the query
    string of the rows behind it."""

    key: int
    name: str
    red: int
    late: int
    oldest: date
    query: str


def overdue_families(user: User, today: date) -> ListedFamilyQuerySet:
    """Listed families with a missed visit, red first, then the longest overdue; with since (the
    oldest day owed), missed (how many), the present keepers and the urges of the oldest."""
    missed = Q(visit_duties__visit__isnull=True, visit_duties__dropped=False)
    missed &= Q(visit_duties__due_on__lt=today)
    keeping = Keeper.objects.filter(until__isnull=True).select_related("person")
    return (
        ListedFamily.objects.visible_to(user)
        .listed()
        .filter(Exists(VisitDuty.objects.overdue(today).filter(family=OuterRef("pk"))))
        .select_related("household", "village")
        .annotate(
            since=Min("visit_duties__due_on", filter=missed),
            missed=Count("visit_duties", filter=missed),
        )
        .prefetch_related(Prefetch("keepers", queryset=keeping, to_attr="keeping"))
        .order_by(red_first(), "since", "pk")
    )


def red_first(prefix: str = "") -> Case:
    """0 for red, 1 for the rest."""
    return Case(When(**{f"{prefix}tier": Tier.RED}, then=0), default=1)


def oldest_duties(families: list[ListedFamily], today: date) -> dict[int, VisitDuty]:
    """The oldest missed duty of each family, with how often and when it was last urged."""
    rows = (
        VisitDuty.objects.overdue(today)
        .filter(family__in=families)
        .order_by("family_id", "due_on")
        .distinct("family_id")
        .prefetch_related(Prefetch("urges", queryset=Urge.objects.select_related("by", "person")))
    )
    return {d.family_id: d for d in rows}


def by_person(user: User, today: date) -> list[Tally]:
    """Who left how much undone; people with overdue red families first."""
    late = VisitDuty.objects.overdue(today).filter(family=OuterRef("family"))
    rows = (
        Keeper.objects.visible_to(user)
        .filter(Exists(late), until__isnull=True, family__status=ListedFamily.Status.LISTED)
        .values("person_id", "person__name")
        .annotate(
            late=Count("family", distinct=True),
            red=Count("family", filter=Q(family__tier=Tier.RED), distinct=True),
            oldest=Min("family__visit_duties__due_on", filter=_missed(today)),
        )
        .order_by("-red", "-late", "oldest", "person__name")
    )
    return [
        Tally(r["person_id"], r["person__name"], r["red"], r["late"], r["oldest"],
              f"person={r['person_id']}")
        for r in rows
    ]  # fmt: skip


def by_unit(user: User, today: date) -> list[Tally]:
    """Which villages (for the county: townships) have how much overdue, red first."""
    posting = user.main_posting
    county = posting is not None and posting.division.is_county
    code = F("village_id")
    place = ExpressionWrapper(
        code / PER_TOWNSHIP * PER_TOWNSHIP if county else code, output_field=BigIntegerField()
    )
    late = VisitDuty.objects.overdue(today).filter(family=OuterRef("pk"))
    rows = (
        ListedFamily.objects.visible_to(user)
        .listed()
        .filter(Exists(late))
        .values(place=place)
        .annotate(
            late=Count("pk", distinct=True),
            red=Count("pk", filter=Q(tier=Tier.RED), distinct=True),
            oldest=Min("visit_duties__due_on", filter=_missed(today, "")),
        )
        .order_by("-red", "-late", "place")
    )
    found = list(rows)
    names = Division.objects.in_bulk([r["place"] for r in found])
    return [
        Tally(r["place"], names[r["place"]].name, r["red"], r["late"], r["oldest"],
              f"place={r['place']}")
        for r in found
    ]  # fmt: skip


def my_urges(user: User) -> QuerySet[Urge]:
    """What `user` urged, newest first, with the thing itself so that the page can say whether it
    was done since."""
    return (
        Urge.objects.visible_to(user)
        .filter(by=user)
        .select_related(
            "person",
            "village",
            "duty__family__household",
            "duty__visit",
            "hand_over__family__household",
            "hazard__household",
        )
        .order_by("-at", "-pk")
    )


def _missed(today: date, prefix: str = "family__") -> Q:
    return Q(
        **{
            f"{prefix}visit_duties__visit__isnull": True,
            f"{prefix}visit_duties__dropped": False,
            f"{prefix}visit_duties__due_on__lt": today,
        }
    )
