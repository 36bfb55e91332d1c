"""Reads of matters for pages, API and work lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.reach import within
from accounts.roles import CASE_ROLES, Role
from campaigns.models import Division, Level
from campaigns.workdays import add_workdays, nearest_workday, workdays_between
from disputes.models import Dispute, Matter, RightsMatter, Route
from disputes.models.matter import MatterQuerySet
from disputes.queries.contact import guard_matter

# What is owed on a rights matter in each status that owes something.
RIGHTS_OWED: dict[str, Any] = {
    RightsMatter.Status.OPEN: gettext_lazy("受理告知或转送"),
    RightsMatter.Status.ACCEPTED: gettext_lazy("答复"),
    RightsMatter.Status.REVIEW: gettext_lazy("复查"),
    RightsMatter.Status.SECOND: gettext_lazy("复核"),
}
SORT_WORKDAYS = 1  # [C]: a matter is sorted within one working day of receipt


@dataclass(frozen=True)
class Owed:
    """What is owed next on a matter, and by when; on is None where no day is set."""

    words: str
    on: date | None


def listed(user: User) -> MatterQuerySet:
    """Matters inside the reach with what a list shows: the unsorted first, the oldest of them on
    top, then what is being handled, then what is done, the newest first."""
    rows = Matter.objects.visible_to(user).select_related("place", "unit", "owner")
    waits = Case(
        When(route="", then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    done = Case(
        When(status=Matter.Status.DONE, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    old = Case(When(route="", then="received_on"), default=None)
    return (
        rows.prefetch_related("parties")
        .annotate(waits=waits, is_done=done, waiting_since=old)
        .order_by("-waits", "waiting_since", "is_done", "-received_on", "-pk")
    )


def opened(user: User, uid: UUID) -> Matter:
    """One matter with everything its page shows, or 404."""
    matter = (
        Matter.objects.select_related(
            "place__parent", "unit", "owner", "received_by", "dispute", "rights"
        )
        .prefetch_related("parties")
        .fetch(user, uid=uid)
    )
    guard_matter(matter)
    return matter


def owed_of(matters: Sequence[Matter]) -> dict[int, Owed]:
    """Matter key → what is owed next; one query for working days and one for each branch,
    however many matters there are."""
    out = {m.pk: Owed(_("分办"), on) for m, on in _sort_by([m for m in matters if m.route == ""])}
    mediated = [m.pk for m in matters if m.route == Route.MEDIATION]
    if mediated:
        rows = Dispute.objects.with_limit().filter(matter__in=mediated)
        for row in rows:
            on = row.limit_on  # type: ignore[attr-defined]  # annotated by with_limit
            if on is not None:
                out[row.matter_id] = Owed(_("调解"), on)
    letters = [m.pk for m in matters if m.route == Route.RIGHTS]
    if letters:
        for rights in RightsMatter.objects.with_limit().filter(matter__in=letters):
            on = rights.limit_on  # type: ignore[attr-defined]  # annotated by with_limit
            if on is not None:
                out[rights.matter_id] = Owed(str(RIGHTS_OWED[rights.status]), on)
    return out


def _sort_by(waiting: Sequence[Matter]) -> Iterable[tuple[Matter, date]]:
    """Each matter with the day it is to be sorted by; one query for all of them."""
    if not waiting:
        return []
    first = min(m.received_on for m in waiting)
    last = max(m.received_on for m in waiting)
    days = workdays_between(first, last + timedelta(days=40))
    out = []
    for matter in waiting:
        after = [day for day in days if day > matter.received_on]
        by = after[SORT_WORKDAYS - 1] if after else add_workdays(matter.received_on, SORT_WORKDAYS)
        out.append((matter, by))
    return out


def sort_by(matter: Matter) -> date:
    """The day one matter is to be sorted by."""
    return add_workdays(matter.received_on, SORT_WORKDAYS)


def late_q(today: date) -> Q:
    """A condition: a step on its mediation or its rights matter was owed before `today`."""
    mediated = Dispute.objects.with_limit().overdue(today).filter(matter=OuterRef("pk"))
    letters = RightsMatter.objects.with_limit().late(today).filter(matter=OuterRef("pk"))
    return Q(Exists(mediated)) | Q(Exists(letters))


def late_before(today: date) -> date:
    """Unsorted matters received before this day are late today: a whole working day has gone by
    since."""
    return nearest_workday(today - timedelta(days=1), later=False)


def places_of(user: User) -> list[Division]:
    """Where `user` may take a matter in: her own unit first, then what lies in it."""
    rows = (
        Division.objects.filter(within(user.case_spans, "code"))
        .filter(valid_to=None, level__gte=Level.COUNTY)
        .select_related("parent")
        .order_by("code")
    )
    return list(rows)


def own_unit(user: User) -> Division | None:
    """The division whose office she works in."""
    mine = [p for p in user.postings_today if p.role in CASE_ROLES]
    return mine[0].division if mine else None


def is_county(user: User, place: int) -> bool:
    """Whether she sits in the county federation over a place: what only the county side may know
    (T3) hangs on this."""
    return any(p.role == Role.COUNTY_FEDERATION and p.covers(place) for p in user.postings_today)


def unsorted_of(user: User) -> MatterQuerySet:
    """Unsorted matters of the offices she works in."""
    units = {p.division_id for p in user.postings_today if p.role in CASE_ROLES}
    rows = Matter.objects.visible_to(user).unsorted().filter(unit__in=units)
    return rows.select_related("unit", "owner").order_by("received_on", "pk")
