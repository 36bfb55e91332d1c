"""Reads of mediation committees and of the roster of mediators."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Avg,
    BooleanField,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from accounts.models import Posting, User
from accounts.reach import within
from campaigns.models import Division
from campaigns.models.division import Level, ancestor_codes
from disputes import committee_rules as rules
from disputes.models import (
    CommitteeSeat,
    Dispute,
    MediationCommittee,
    MediatorContact,
    MediatorEntry,
)
from disputes.models.committee import LEVELS, MediationCommitteeQuerySet
from disputes.models.dispute import DisputeQuerySet
from disputes.models.mediator_entry import MediatorEntryQuerySet

Status = Dispute.Status


def committee_rows(user: User) -> MediationCommitteeQuerySet:
    """Committees inside the reach, place by place, those given up last; with members, women,
    chairs (of the seats held now) and incomplete: art. 8 does not hold (the same rule as
    committee_rules.lacks, for lists)."""
    held, woman = Q(seats__until__isnull=True), Q(seats__entry__sex=User.Sex.FEMALE)
    return (
        MediationCommittee.objects.visible_to(user)
        .select_related("place__parent")
        .annotate(
            members=Count("seats", filter=held),
            women=Count("seats", filter=held & woman),
            chairs=Count("seats", filter=held & Q(seats__role=CommitteeSeat.Role.CHAIR)),
            given_up=Q(status=MediationCommittee.Status.ENDED),
        )
        .annotate(
            incomplete=ExpressionWrapper(
                ~Q(members__range=(rules.FEWEST, rules.MOST)) | ~Q(chairs=1) | Q(women=0),
                BooleanField(),
            )
        )
        .order_by("given_up", "place", "kind", "name")
    )


def committee_opened(user: User, uid: Any) -> MediationCommittee:
    """One committee with its seats, or 404."""
    seats = CommitteeSeat.objects.select_related("entry__user").order_by("id")
    rows = MediationCommittee.objects.select_related("place__parent", "recorded_by")
    return rows.prefetch_related(Prefetch("seats", seats)).fetch(user, uid=uid)


def roster(user: User) -> MediatorEntryQuerySet:
    """Mediators inside the reach, those appointed now first."""
    return (
        MediatorEntry.objects.visible_to(user)
        .select_related("place", "committee", "user")
        .order_by("ended_on", "place", "kind", "pk")
    )


def with_load(rows: MediatorEntryQuerySet, user: User, today: date) -> MediatorEntryQuerySet:
    """Adds what each mediator has on her hands, as far as `user` may see it: open_cases;
    year_cases (accepted this year), settled_cases (of these); days (mean from acceptance to
    agreement or end, of what ended this year). One query for the whole list; a person without an
    account has no cases here and gets nulls."""
    seen = Dispute.objects.visible_to(user).filter(mediator=OuterRef("user")).order_by()
    this_year = seen.filter(accepted_on__year=today.year)
    done = Status.SETTLED, Status.REVISITED
    took = ExpressionWrapper(
        Coalesce("agreement__agreed_on", "ended_on") - F("accepted_on"), DurationField()
    )
    ended = seen.filter(accepted_on__isnull=False).filter(
        Q(agreement__agreed_on__year=today.year) | Q(ended_on__year=today.year)
    )
    mean = ended.values("mediator").annotate(mean=Avg(took)).values("mean")
    return rows.annotate(
        open_cases=_count(seen.filter(status__in=Dispute.OPEN)),
        year_cases=_count(this_year),
        settled_cases=_count(this_year.filter(status__in=done)),
        days=Subquery(mean, output_field=DurationField()),
    )


def _count(rows: DisputeQuerySet) -> Coalesce:
    """How many of these there are for each mediator."""
    counted = rows.values("mediator").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def contact_of(user: User, entry: MediatorEntry) -> MediatorContact | None:
    """The mediator's telephone, as far as `user` may have it: her own unit's and below."""
    return MediatorContact.objects.visible_to(user).filter(entry=entry).first()


def cases_of(entry: MediatorEntry, rows: DisputeQuerySet) -> DisputeQuerySet:
    """Of the disputes somebody may see, those this mediator has or had."""
    return rows.filter(mediator=entry.user_id) if entry.user_id else rows.none()


def candidates(place: Division) -> QuerySet[User]:
    """People with an account who may sit in a committee of a place or be appointed there: posted
    at the place itself, right above it or right below it today."""
    near = Q(division=place) | Q(division__parent=place)
    if place.level == Level.VILLAGE:
        near |= Q(division=place.parent_id)
    posted = Posting.objects.in_force().filter(near)
    return User.objects.filter(
        is_active=True, is_system=False, pk__in=posted.values("user")
    ).order_by("name", "pk")


def on_roster(village: int, today: date) -> list[int]:
    """Keys of users on a roster that holds for a village (code): its own, its township's, its
    county's."""
    codes = [village, *ancestor_codes(village)]
    rows = MediatorEntry.objects.on(today).filter(place__in=codes, user__isnull=False)
    return list(rows.order_by().values_list("user", flat=True).distinct())


def places_for(user: User, kinds: Any = LEVELS) -> QuerySet[Division]:
    """Divisions of today inside the reach that may have a committee, or keep a list."""
    levels = {level for kind in kinds for level in LEVELS[kind]}
    return (
        Division.objects.filter(within(user.case_spans, "code"))
        .filter(valid_to=None, level__in=levels)
        .select_related("parent")
        .order_by("code")
    )


def places_without(user: User) -> QuerySet[Division]:
    """Villages and townships inside the reach that have no committee, drafted or in office."""
    standing = MediationCommittee.objects.standing().filter(place=OuterRef("pk"))
    return places_for(user, ("village", "township")).filter(~Exists(standing))


def whole_days(mean: timedelta | None) -> int | None:
    """A mean as whole days, half rounded up."""
    return None if mean is None else int(mean / timedelta(days=1) + 0.5)
