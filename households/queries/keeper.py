"""Reads about keepers: who may be one, and how many red families somebody keeps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models

from accounts import scope
from accounts.models import Posting, User
from accounts.roles import Role
from households.models import Household, Keeper, ListedFamily, Tier
from households.queries.kinship import barred

KEEPER_ROLES = (Role.TOWNSHIP_FEDERATION, Role.VILLAGE_MEDIATOR)


def eligible(village: int, day: date | None = None) -> models.QuerySet[User]:
    """People who may keep families of a village: posted there or in its township on `day`
    (default today), enabled."""
    postings = Posting.objects.in_force(day).at(village).filter(role__in=KEEPER_ROLES)
    return User.objects.filter(
        is_active=True, is_system=False, pk__in=postings.values("user_id")
    ).order_by("name", "pk")


def owners(village: int) -> models.QuerySet[User]:
    """People of the township over a village: one of them holds a family whose keeper is gone."""
    postings = Posting.objects.in_force().at(village).filter(role=Role.TOWNSHIP_FEDERATION)
    return User.objects.filter(
        is_active=True, is_system=False, pk__in=postings.values("user_id")
    ).order_by("name", "pk")


def eligible_for_all(villages: Iterable[int]) -> models.QuerySet[User]:
    """People who may keep families of every one of these villages."""
    rows = User.objects.filter(is_active=True, is_system=False)
    for village in villages:
        rows = rows.filter(pk__in=eligible(village).values("pk"))
    return rows.order_by("name", "pk")


def owners_of_all(villages: Iterable[int]) -> models.QuerySet[User]:
    """People of the township over every one of these villages."""
    rows = User.objects.filter(is_active=True, is_system=False)
    for village in villages:
        rows = rows.filter(pk__in=owners(village).values("pk"))
    return rows.order_by("name", "pk")


def postings_over(village: int, people: Iterable[int]) -> dict[int, Posting]:
    """The keeper posting of today over a village of each of these people; who has left his post
    is missing."""
    rows = (
        Posting.objects.in_force()
        .at(village)
        .filter(role__in=KEEPER_ROLES, user_id__in=list(people), user__is_active=True)
        .select_related("division")
    )
    return {p.user_id: p for p in rows}


def stand_aside(people: Iterable[int], household: Household) -> set[int]:
    """Which of these people have to stand aside from a household (回避, domain C3): declared kin,
    neighbours and opponents, and her own home.

    Asked as the system: a tie may lie outside the asker's reach, or be nobody's business but the
    declarer's. Only the bare yes or no leaves this function."""
    return set(barred(household.pk, people))


def red_kept(people: Iterable[int]) -> dict[int, int]:
    """How many red families each of these people keeps now, by key, wherever they
    are; sealed ones are not counted, since a refusal or a mark would tell that there are some.

    A township keeper's other families lie outside a village's reach, so the count alone is
    taken as the system; no row of it leaves this function."""
    with scope.as_system():
        rows = (
            Keeper.objects.filter(
                person__in=list(people),
                until__isnull=True,
                family__status=ListedFamily.Status.LISTED,
                family__tier=Tier.RED,
                family__sealed=False,
            )
            .values_list("person_id")
            .annotate(kept=models.Count("pk"))
        )
        return dict(rows)
