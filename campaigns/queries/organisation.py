"""Reads of the organisation: groups and member units with who holds which post, and the gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, F, Max, Q, QuerySet, When
from django.utils import timezone

from accounts.models import User
from accounts.reach import inside
from campaigns.models import Division, LeadingGroup, Meeting, MemberUnit, Seat
from campaigns.models.leading_group import LeadingGroupQuerySet
from campaigns.models.meeting import MeetingQuerySet
from campaigns.models.member_unit import MemberUnitQuerySet
from campaigns.models.seat import SeatQuerySet
from campaigns.models.volunteer import in_force

VACANT_AFTER = 3  # months without anybody are told (domain A6 1.4)
POSTS = list(Seat.Post.values)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(last, first + timedelta(days=day.day - 1))


def member_units(user: User) -> MemberUnitQuerySet:
    """Member units of the reader's county, those that belong to the group first."""
    rows = MemberUnit.objects.visible_to(user).select_related("county")
    return rows.order_by("county_id", "-is_live", "pk")


def seats(user: User) -> SeatQuerySet:
    """Seats of the reach and of the units above it, the present ones first."""
    rows = Seat.objects.visible_to(user).select_related("place", "group", "unit", "represents")
    return rows.order_by("until", "-since", "pk")


@dataclass
class Held:
    """The seats of one group or member unit. vacant_since: the first day without a 组长 or
    分管负责人, None while there is one."""

    now: list[Seat] = field(default_factory=list)
    past: list[Seat] = field(default_factory=list)
    vacant_since: date | None = None

    def of(self, post: str) -> Seat | None:
        """Who holds a post now."""
        return next((s for s in self.now if s.post == post), None)

    @property
    def lead(self) -> Seat | None:
        """组长 of a group, 分管负责人 of a unit."""
        return self.of(Seat.Post.HEAD) or self.of(Seat.Post.LEAD)

    @property
    def liaison(self) -> Seat | None:
        """联络员."""
        return self.of(Seat.Post.LIAISON)

    def is_gap(self, today: date) -> bool:
        """Whether the post has been empty for more than three months."""
        return self.vacant_since is not None and self.vacant_since < months_before(
            today, VACANT_AFTER
        )


def held_in(user: User, bodies: Iterable[LeadingGroup | MemberUnit]) -> dict[int, Held]:
    """Key of a group (or of a member unit) → its seats; one query for all of one sort."""
    rows = list(bodies)
    if not rows:
        return {}
    name = "group" if isinstance(rows[0], LeadingGroup) else "unit"
    found: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats(user).filter(**{f"{name}__in": rows}):
        found[getattr(seat, f"{name}_id")].append(seat)
    return {row.pk: _sorted(row, found[row.pk]) for row in rows}


def _sorted(body: LeadingGroup | MemberUnit, rows: list[Seat]) -> Held:
    today = timezone.localdate()
    now = [s for s in rows if s.since <= today and (s.until is None or s.until >= today)]
    now.sort(key=lambda s: (POSTS.index(s.post), s.since, s.pk))
    past = [s for s in rows if s not in now]
    held = Held(now, past)
    if held.lead is None and body.ended_on is None:
        begun = body.set_up_on if isinstance(body, LeadingGroup) else body.since
        left = [s.until for s in past if s.post in Seat.SINGLE_POSTS and s.until]
        held.vacant_since = max([begun, *(day + timedelta(days=1) for day in left)])
    return held


@dataclass(frozen=True)
class Gap:
    """A group without 组长, or a member unit without 分管负责人, since a day."""

    body: LeadingGroup | MemberUnit
    since: date


def gaps(user: User, at: Division, today: date) -> list[Gap]:
    """Posts of the groups inside `at`, and of its member units, empty for more than three months;
    two queries. A unit that has no group at all is not a gap but a group to set up."""
    out = []
    for model, post, begun in (
        (LeadingGroup, Seat.Post.HEAD, "set_up_on"),
        (MemberUnit, Seat.Post.LEAD, "since"),
    ):
        held = in_force(today, "seats__") & Q(seats__post=post)
        rows: Any = model.objects.visible_to(user).filter(ended_on__isnull=True)
        column = "place_id" if model is LeadingGroup else "county_id"
        rows = rows.filter(**{f"{column}__gte": at.code, f"{column}__lt": at.end})
        rows = rows.annotate(
            held=Count("seats", filter=held),
            left=Max("seats__until", filter=Q(seats__post=post)),
        ).filter(held=0)
        for row in rows.select_related(column.removesuffix("_id")):
            since = row.left + timedelta(days=1) if row.left else getattr(row, begun)
            if since < months_before(today, VACANT_AFTER):
                out.append(Gap(row, since))
    return sorted(out, key=lambda gap: gap.since)


def groups(user: User) -> LeadingGroupQuerySet:
    """Groups of the reach and of the units above it, standing ones first."""
    rows = LeadingGroup.objects.visible_to(user).select_related("place")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "place_id", "pk")


def roster(user: User, day: date) -> QuerySet[Seat]:
    """名单: the seats held on a day in standing groups and member units, place by place, the group
    before the member units."""
    standing = Q(group__isnull=False, group__ended_on__isnull=True)
    rows = seats(user).filter(standing | Q(unit__isnull=False, unit__ended_on__isnull=True)).on(day)
    order = Case(*(When(post=post, then=n) for n, post in enumerate(POSTS)))
    return rows.order_by("place_id", F("unit_id").asc(nulls_first=True), order, "since", "pk")


def meetings(user: User) -> MeetingQuerySet:
    """Meetings of the reach, newest first, with attendance."""
    rows = Meeting.objects.visible_to(user).select_related("place", "group", "recorded_by")
    return rows.prefetch_related("attendance__seat").order_by("-held_on", "-pk")


def held_in_year(
    user: User, shown: Iterable[LeadingGroup], year: int, by_day: date
) -> dict[int, tuple[int, int]]:
    """Group → (meetings held in the year, meetings it should have held by the day): 2 a year are
    one in each half, 4 one a quarter; what is not over yet is not missing."""
    rows = Meeting.objects.visible_to(user).counted().filter(held_on__year=year)
    shown = list(shown)
    counts = dict(
        rows.filter(group__in=shown).order_by().values_list("group_id").annotate(n=Count("pk"))
    )
    return {g.pk: (counts.get(g.pk, 0), owed_by_now(g, year, by_day)) for g in shown}


def owed_by_now(group: LeadingGroup, year: int, by_day: date) -> int:
    """How many meetings are owed by a day: those whose part of the year is over. A group set up in
    the course of the year owes from then on."""
    if by_day.year > year:
        passed = 12
    elif by_day.year < year:
        passed = 0
    else:
        passed = by_day.month - 1
    first = group.set_up_on.month - 1 if group.set_up_on.year == year else 0
    if group.set_up_on.year > year:
        return 0
    total = group.meetings_a_year
    return max(0, total * passed // 12 - total * first // 12)


def knows(user: User, place: int) -> bool:
    """Whether the meetings and money of a unit are the reader's to see: of his own area."""
    return inside(user.area_spans, place)
