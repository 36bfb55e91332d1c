"""Reads of the organisation: groups and member units with who holds which post, and the gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from campaigns.models import LeadingGroup, MemberUnit, Seat
from campaigns.models.member_unit import MemberUnitQuerySet

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


def seats(user: User) -> QuerySet[Seat]:
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
