"""Reads about screening: rounds, coverage by place with exact denominators, a village's homes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from accounts.models import User
from campaigns.models import Division, Level
from households.models import (
    Household,
    Proposal,
    ScreenedHome,
    ScreeningRound,
    VillageScreening,
)
from households.models.expected import BY_CALENDAR
from households.models.screening import VillageScreeningQuerySet


@dataclass(frozen=True, slots=True)
class Cover:
    """Sums of a place in a round: on_time + late + missing + pending = villages, and screened
    never above homes. Denominators are those frozen at opening."""

    villages: int = 0
    homes: int = 0
    screened: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    pending: int = 0

    def __add__(self, other: Cover) -> Cover:
        return Cover(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def rate(self) -> Fraction | None:
        """Screened ÷ homes; None where there are none."""
        return Fraction(self.screened, self.homes) if self.homes else None

    @property
    def filed(self) -> int:
        """Villages that have filed, on time or late."""
        return self.on_time + self.late


@dataclass(frozen=True, slots=True)
class Line:
    """A township or a village in a round; row: the village's own record."""

    division: Division
    cover: Cover
    row: VillageScreening | None = None


def rounds_of(user: User) -> QuerySet[ScreeningRound]:
    """Rounds of the user's county with the figures of her reach, newest first. The figures of a
    round come in one grouped query."""
    inside = VillageScreening.objects.visible_to(user)
    return (
        ScreeningRound.objects.visible_to(user)
        .filter(Exists(inside.filter(round=OuterRef("pk"))))
        .select_related("campaign")
        .order_by("-starts", "-pk")
    )


def cover_of_rounds(user: User, rounds: list[ScreeningRound], now: datetime) -> dict[int, Cover]:
    """Cover by round inside the reach; one query."""
    rows = VillageScreening.objects.visible_to(user).filter(round__in=rounds)
    return dict(_grouped(rows, now, key=F("round_id")))


def coverage(user: User, found: ScreeningRound, root: Division, now: datetime) -> list[Line]:
    """Townships of a county, or villages of a township (or one village), in code order."""
    rows = VillageScreening.objects.visible_to(user).filter(round=found).under(root)
    if root.level >= Level.TOWNSHIP:
        listed = rows.with_timing(now).select_related("village", "filed_by").order_by("village")
        return [Line(row.village, _one(row), row) for row in listed]
    counted = dict(_grouped(rows, now, key=F("village_id") / 1000 * 1000))
    places = Division.objects.filter(code__in=counted).order_by("code")
    return [Line(place, counted[place.code]) for place in places]


def total(lines: list[Line]) -> Cover:
    """All lines together; sums of counts, never of rates."""
    return sum((line.cover for line in lines), Cover())


def _grouped(rows: VillageScreeningQuerySet, now: datetime, *, key: Any) -> list[tuple[int, Cover]]:
    parts = {t.value: Count("pk", filter=Q(timing=t.value)) for t in BY_CALENDAR}
    found = (
        rows.with_timing(now)
        .annotate(unit=key)
        .order_by()
        .values("unit")
        .annotate(villages=Count("pk"), all_homes=Sum("expected"), seen=Sum("screened"), **parts)
    )
    return [
        (
            row["unit"],
            Cover(
                villages=row["villages"],
                homes=row["all_homes"],
                screened=row["seen"],
                **{t.value: row[t.value] for t in BY_CALENDAR},
            ),
        )
        for row in found
    ]


def _one(row: Any) -> Cover:
    shares = {t.value: int(row.timing == t) for t in BY_CALENDAR}
    return Cover(villages=1, homes=row.expected, screened=row.screened, **shares)


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid (网格) of a village in a round."""

    name: str
    homes: int
    marked: int


def grids_of(user: User, row: VillageScreening) -> list[Grid]:
    """The village's grids with how many of their homes are marked; one query."""
    marks = ScreenedHome.objects.filter(screening=row, household=OuterRef("pk"))
    found = (
        _homes(user, row)
        .annotate(done=Exists(marks))
        .order_by()
        .values("grid")
        .annotate(n=Count("pk"), marked=Count("pk", filter=Q(done=True)))
        .order_by("grid")
    )
    return [Grid(one["grid"], one["n"], one["marked"]) for one in found]


def homes_of(user: User, row: VillageScreening, grid: str) -> QuerySet[Household]:
    """Homes of a grid with `done`; those still to be seen first, by house number."""
    marks = ScreenedHome.objects.filter(screening=row, household=OuterRef("pk"))
    return (
        _homes(user, row).filter(grid=grid).annotate(done=Exists(marks)).order_by("done", "number")
    )


def _homes(user: User, row: VillageScreening) -> QuerySet[Household]:
    return Household.objects.visible_to(user).present().filter(village_id=row.village_id)


def leads_of(user: User, row: VillageScreening) -> QuerySet[Proposal]:
    """Leads and proposals that came out of this round."""
    rows = Proposal.objects.visible_to(user).filter(found_in=row)
    return rows.select_related("household", "village", "family")


def current_row(user: User, village: int, day: date) -> VillageScreening | None:
    """The round a village is in on a day: the one that ends first of those not filed."""
    rows = VillageScreening.objects.owed(user).filter(
        village_id=village, round__starts__lte=day, round__ends__gte=day
    )
    return rows.select_related("round").order_by("round__due", "pk").first()
