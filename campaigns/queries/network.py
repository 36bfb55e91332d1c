"""Reads of the service network: points with today's duty, a month's roster, volunteers' load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth
from django.utils import timezone

from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.reach import inside, within
from accounts.roles import CASE_ROLES
from accounts.walls import CITY_WIDTH, COUNTY_WIDTH
from campaigns.models import (
    Division,
    DutyShift,
    ServicePoint,
    Volunteer,
    VolunteerLimit,
    VolunteerTeam,
    VolunteerWork,
    WorkRecord,
)
from campaigns.models.point import ServicePointQuerySet
from campaigns.models.volunteer import VolunteerQuerySet
from campaigns.models.volunteer_work import HOURS_A_MONTH, VolunteerWorkQuerySet
from campaigns.models.work_record import WorkRecordQuerySet
from campaigns.opening_hours import Span, clock, left_open


def own_unit(user: User) -> Division:
    """The unit somebody works for; pages ask for a posting first."""
    posting = user.main_posting
    assert posting is not None
    return posting.division


def points(user: User) -> ServicePointQuerySet:
    """Points of the reach and of the units above it, open ones first."""
    rows = ServicePoint.objects.visible_to(user).select_related("place")
    return rows.order_by("-status", "place_id", "kind", "name", "pk")


@dataclass
class Today:
    """A day at a point: its hours, who is on duty, and what is left open without anybody."""

    day: date
    hours: list[Span]
    shifts: list[DutyShift] = field(default_factory=list)

    @property
    def vacant(self) -> list[Span]:
        """Open without anybody."""
        return left_open(self.hours, (s.span for s in self.shifts))

    @property
    def hour_words(self) -> str:
        """08:30-12:00、14:00-17:30."""
        return _words(self.hours)

    @property
    def vacant_words(self) -> str:
        """The hours without anybody."""
        return _words(self.vacant)


def _words(spans: Iterable[Span]) -> str:
    return "、".join(f"{clock(a)}-{clock(b)}" for a, b in spans)


def days_at(
    user: User, shown: Sequence[ServicePoint], first: date, last: date
) -> dict[int, list[Today]]:
    """Point → its days from first to last; one query whatever the number of points."""
    shifts: dict[tuple[int, date], list[DutyShift]] = defaultdict(list)
    rows = DutyShift.objects.visible_to(user).standing().select_related("person")
    for shift in rows.filter(point__in=shown, day__range=(first, last)):
        shifts[shift.point_id, shift.day].append(shift)
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {p.pk: [Today(d, p.hours_on(d), shifts[p.pk, d]) for d in span] for p in shown}


def staff_of(unit: Division) -> QuerySet[User]:
    """Users posted to the unit itself today, who may be put on its roster."""
    today = timezone.localdate()
    posted = Q(postings__division=unit, postings__days__contains=today)
    posted &= Q(postings__role__in=CASE_ROLES, is_active=True)
    return User.objects.filter(posted).distinct().order_by("name", "pk")


def kinds_open(user: User) -> list[dict[str, Any]]:
    """How many open points of each kind the reader's own area has."""
    labels = dict(ServicePoint.Kind.choices)
    own = ServicePoint.objects.visible_to(user).open().filter(within(user.area_spans, "place_id"))
    counts = own.order_by().values("kind").annotate(n=Count("pk"))
    found = {c["kind"]: c["n"] for c in counts}
    return [{"kind": k, "label": labels[k], "n": found[k]} for k in labels if k in found]


def records(user: User) -> WorkRecordQuerySet:
    """Work of points as this reader may see it; what was taken back is left out."""
    rows = WorkRecord.objects.shown_to(user).counted()
    return rows.select_related("point", "place", "recorded_by").order_by("-day", "-pk")


def kind_totals(rows: QuerySet[WorkRecord]) -> list[dict[str, Any]]:
    """Times and people by kind."""
    labels = dict(WorkRecord.Kind.choices)
    counts = rows.order_by().values("kind").annotate(times=Count("pk"), people=Sum("people"))
    return [c | {"label": labels[c["kind"]]} for c in counts.order_by("kind")]


def services(user: User) -> VolunteerWorkQuerySet:
    """Volunteers' work inside the reach; what was taken back is left out."""
    rows = VolunteerWork.objects.visible_to(user).counted()
    return rows.select_related("volunteer", "place", "team", "point").order_by("-day", "-pk")


def volunteers(user: User, month: date) -> VolunteerQuerySet:
    """Volunteers with their hours of the month and the year, trials and court cases of the year;
    the figures are those the reader may see (own area)."""
    year = Q(works__day__year=month.year, works__taken_back_at__isnull=True)
    in_month = year & Q(works__day__month=month.month)
    rows = Volunteer.objects.visible_to(user).select_related("place", "team")
    return rows.annotate(
        month_hours=Sum("works__hours", filter=in_month),
        year_hours=Sum("works__hours", filter=year),
        trials=Sum("works__cases", filter=year & Q(works__kind=VolunteerWork.Kind.TRIAL)),
        court=Sum("works__cases", filter=year & Q(works__kind=VolunteerWork.Kind.COURT)),
    )


def teams(user: User, year: int) -> ScopedQuerySet[Any]:
    """Teams with their hours and cases of the year; those that go on first."""
    counted = Q(works__day__year=year, works__taken_back_at__isnull=True)
    rows = VolunteerTeam.objects.visible_to(user).select_related("place", "leader")
    return rows.annotate(
        year_hours=Sum("works__hours", filter=counted), cases=Sum("works__cases", filter=counted)
    ).order_by("until", "place_id", "name", "pk")


def teams_of(user: User, unit: Division) -> QuerySet[VolunteerTeam]:
    """The unit's own teams that go on."""
    return VolunteerTeam.objects.visible_to(user).filter(place=unit, until__isnull=True)


def members(user: User, team: VolunteerTeam) -> VolunteerQuerySet:
    """Members of a team who have not left."""
    rows = Volunteer.objects.visible_to(user).on(timezone.localdate())
    return rows.filter(team=team).order_by("name", "pk")


def members_of(user: User, shown: Sequence[VolunteerTeam]) -> dict[int, int]:
    """Team → how many members it has."""
    rows = Volunteer.objects.visible_to(user).on(timezone.localdate()).filter(team__in=shown)
    return dict(rows.order_by().values_list("team_id").annotate(n=Count("pk")))


@dataclass(frozen=True)
class Month:
    """Hours and cases of one month, and whether the hours are more than the limit."""

    first: date
    hours: Decimal
    cases: int
    over: bool


def by_month(rows: QuerySet[VolunteerWork], year: int, limit: int | None) -> list[Month]:
    """The months of a year that have any work, as far as `rows` goes; limit None: no sign."""
    counts = (
        rows.filter(day__year=year)
        .order_by()
        .annotate(month=ExtractMonth("day"))
        .values("month")
        .annotate(hours=Sum("hours"), cases=Sum("cases"))
        .order_by("month")
    )
    return [
        Month(
            date(year, c["month"], 1),
            c["hours"],
            c["cases"],
            limit is not None and c["hours"] > limit,
        )
        for c in counts
    ]


def limit_at(user: User, code: int) -> int:
    """The monthly limit of the county a place lies in."""
    counties = {code // COUNTY_WIDTH * COUNTY_WIDTH, code // CITY_WIDTH * CITY_WIDTH}
    row = VolunteerLimit.objects.visible_to(user).filter(county_id__in=counties).first()
    return row.hours if row else HOURS_A_MONTH


def knows_work(user: User, place: int) -> bool:
    """Whether the hours of a unit's volunteers are the reader's to see."""
    return user.is_system or inside(user.area_spans, place)
