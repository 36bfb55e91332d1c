"""Reads about 回避: who has to stand aside for a household, and the lists of declarations."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from accounts import scope
from accounts.models import Posting, User
from accounts.roles import CASE_ROLES, Role
from campaigns.models import Level
from households.models import EmergencyOpening, Household, Kinship, Member


def barred(household_id: int, people: Iterable[int] | None = None) -> frozenset[int]:
    """Keys of the workers who have to stand aside for a household today, of `people` or of
    all. Asked as the system, since a colleague's tie may be declared from elsewhere; only
    keys leave this function."""
    with scope.as_system():
        hashes = [
            bytes(found or b"")
            for found in Member.objects.present()
            .filter(household=household_id, id_hash__isnull=False)
            .values_list("id_hash", flat=True)
        ]
        rows = Kinship.objects.in_force().filter(
            models.Q(household=household_id) | models.Q(person_hash__in=hashes)
        )
        own = User.objects.filter(id_hash__in=hashes)
        if people is not None:
            wanted = list(people)
            rows, own = rows.filter(person__in=wanted), own.filter(pk__in=wanted)
        return frozenset(rows.values_list("person_id", flat=True)) | frozenset(
            own.values_list("pk", flat=True)
        )


def own_ties(user: User) -> models.QuerySet[Kinship]:
    """The user's own declarations, present ones first."""
    return (
        Kinship.objects.visible_to(user)
        .filter(person=user)
        .select_related("household", "village", "declared_by", "ended_by")
        .order_by(models.F("until").asc(nulls_first=True), "-since", "pk")
    )


def is_bound(user: User, household: Household) -> bool:
    """Whether `user` has to stand aside for a household today."""
    return user.pk in barred(household.pk, [user.pk])


def ties_under(user: User) -> models.QuerySet[Kinship]:
    """Declarations of others inside the reach, those that ask to end first."""
    return (
        Kinship.objects.visible_to(user)
        .exclude(person=user)
        .filter(until__isnull=True)
        .select_related("person", "household", "village")
        .order_by(models.F("end_asked_on").asc(nulls_last=True), "village", "pk")
    )


def openings_to_review(user: User) -> models.QuerySet[EmergencyOpening]:
    """Openings in an emergency that `user`'s federation has to review, oldest first."""
    places = [p.division_id for p in user.postings_today if p.role in REVIEWERS]
    return (
        EmergencyOpening.objects.visible_to(user)
        .unreviewed()
        .filter(review_place__in=places)
        .exclude(person=user)
        .select_related("household", "village", "person")
        .order_by("review_due", "pk")
    )


REVIEWERS = (Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION)


def place_above(user: User, village: int) -> int:
    """The division whose federation looks at what `user` does in a village: the township over a
    village worker, the county over everybody else."""
    level = min(
        (p.division.level for p in user.postings_today if _covers(p, village)), default=Level.COUNTY
    )
    width = 10**3 if level == Level.VILLAGE else 10**6
    return village // width * width


def _covers(posting: Posting, village: int) -> bool:
    return posting.role in CASE_ROLES and posting.covers(village)
