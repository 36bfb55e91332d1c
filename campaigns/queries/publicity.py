"""Reads of publicity: activities with their photos, trainings with coverage, bulletins, papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum

from accounts.models import User
from campaigns.models import (
    Achievement,
    Activity,
    Adoption,
    Bulletin,
    Division,
    KeptFile,
    Occasion,
    Trainee,
    Training,
)
from campaigns.models.activity import ActivityQuerySet
from campaigns.transitions.activity import window_at

KEPT = Q(files__isnull=False, files__taken_back_at__isnull=True)


def activities(user: User) -> QuerySet[Any]:
    """Activities of the reach that count, newest first, with how many photos each has."""
    rows = Activity.objects.visible_to(user).counted().select_related("unit", "recorded_by")
    return rows.annotate(shots=Count("files", filter=KEPT)).order_by("-day", "-pk")


def all_activities(user: User) -> ActivityQuerySet:
    """Also those taken back: their own page stays."""
    rows = Activity.objects.visible_to(user).select_related("unit", "recorded_by", "taken_back_by")
    return rows.order_by("-day", "-pk")


def photos(user: User, row: Any, name: str) -> QuerySet[KeptFile]:
    """The files kept with a row, without their bytes."""
    return KeptFile.objects.visible_to(user).kept().filter(**{name: row}).listed()


@dataclass(frozen=True)
class Dated:
    """One fixed date of a year for one unit: when it counts, and what was held."""

    occasion: Occasion
    first: date
    last: date
    held: int
    with_photo: int


def fixed_dates(user: User, unit: Division, year: int) -> list[Dated]:
    """The four fixed dates with what the unit itself did (domain A6 2.3, A7 2.2)."""
    before, after = window_at(unit.code)
    rows = activities(user).filter(unit=unit, day__year=year).exclude(occasion="")
    held: dict[str, list[int]] = {}
    for occasion, shots in rows.values_list("occasion", "shots"):
        held.setdefault(occasion, []).append(shots)
    return [
        Dated(
            occasion,
            occasion.on(year) - timedelta(days=before),
            occasion.on(year) + timedelta(days=after),
            len(held.get(occasion.value, [])),
            sum(1 for shots in held.get(occasion.value, []) if shots),
        )
        for occasion in Occasion
    ]


def sums(rows: QuerySet[Any]) -> dict[str, int]:
    """People and materials of what a list shows."""
    bare = Activity.objects.filter(pk__in=rows.order_by().values("pk"))
    found = bare.aggregate(people=Sum("people"), materials=Sum("materials"))
    return {name: int(value or 0) for name, value in found.items()}


def trainings(user: User) -> QuerySet[Training]:
    """Trainings the reader may know of that count, with who should come and who came, as far as
    she sees them."""
    rows = Training.objects.visible_to(user).counted().select_related("unit", "recorded_by")
    return rows.annotate(
        should=Count("trainees", distinct=True),
        came=Count("trainees", filter=Q(trainees__came=True), distinct=True),
    ).order_by("-day", "-pk")


def trainees(user: User, training: Training) -> QuerySet[Trainee]:
    """Who should come to a training, inside the reach."""
    rows = Trainee.objects.visible_to(user).filter(training=training)
    return rows.select_related("place").order_by("place", "name", "pk")


def coverage(user: User, year: int) -> tuple[int, int]:
    """(trained, should) of the year inside the reach; each person counts once, however many
    trainings she was asked to (domain A6 1.5)."""
    rows = Trainee.objects.visible_to(user).filter(
        training__day__year=year, training__taken_back_at__isnull=True
    )
    people: dict[Any, bool] = {}
    for person, place, name, came in rows.values_list("person", "place", "name", "came"):
        key = person or (place, name)
        people[key] = people.get(key, False) or came
    return sum(people.values()), len(people)


def bulletins(user: User) -> QuerySet[Any]:
    """Bulletins of the reach; drafts first, then newest, with how many bodies adopted each. A
    draft is its own unit's."""
    rows = Bulletin.objects.visible_to(user).select_related("unit", "issued_by")
    units = [p.division_id for p in user.postings_today]
    if not user.is_system:
        rows = rows.exclude(Q(status=Bulletin.Status.DRAFT) & ~Q(unit__in=units))
    live = Q(adoptions__isnull=False, adoptions__taken_back_at__isnull=True)
    return rows.annotate(adopted=Count("adoptions", filter=live)).order_by(
        F("issued_on").desc(nulls_first=True), "-pk"
    )


def achievements(user: User) -> QuerySet[Any]:
    """Papers and contests of the reach that count, newest first."""
    rows = Achievement.objects.visible_to(user).counted().select_related("unit", "recorded_by")
    live = Q(adoptions__isnull=False, adoptions__taken_back_at__isnull=True)
    return rows.annotate(adopted=Count("adoptions", filter=live)).order_by("-day", "-pk")


def adoptions_of(user: User, row: Bulletin | Achievement) -> QuerySet[Any]:
    """Who adopted it, with the proof of each."""
    proofs = Prefetch("files", KeptFile.objects.visible_to(user).kept().listed())
    name = "bulletin" if isinstance(row, Bulletin) else "paper"
    rows = Adoption.objects.visible_to(user).counted().filter(**{name: row})
    return rows.prefetch_related(proofs)
