"""Committees of the demo: every state is there, and what is loaded in bulk equals the verbs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from accounts import trail
from accounts.models import Trail
from disputes.models import CommitteeSeat, MediationCommittee, MediatorEntry
from disputes.queries.committee import committee_rows, roster
from disputes.transitions.committee import form_committee, install_committee
from disputes.transitions.mediator_entry import appoint
from disputes.transitions.seat import take_seat
from reports.demo.committees import RECORDED_AFTER, committees
from reports.demo.county import County
from tests.reports import demo
from tests.reports.demo import TODAY, columns, on

LINKS = {"committee_id": 0, "entry_id": 0, "name": ""}


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """The county with its committees alone, made once, never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        county = demo.made()
        committees(county)
        yield county
        transaction.set_rollback(True)


@pytest.fixture
def seeded(whole: County) -> Iterator[County]:
    with transaction.atomic():
        yield whole
        transaction.set_rollback(True)


def test_every_state_is_there(seeded: County) -> None:
    rows: Any = committee_rows(seeded.officers["xianfulian"])
    assert set(rows.values_list("status", flat=True)) == set(MediationCommittee.Status.values)
    assert set(rows.values_list("kind", flat=True)) == set(MediationCommittee.Kind.values)
    assert rows.expiring(TODAY).exists()
    faces = {row.face(TODAY, row.incomplete)[1] for row in rows}
    assert {"筹建", "履职", "待补选", "将届满", "已撤销"} <= faces
    entries = roster(seeded.officers["xianfulian"])
    assert set(entries.values_list("kind", flat=True)) == set(MediatorEntry.Kind.values)
    assert entries.filter(ended_on__isnull=False).exists()
    assert entries.filter(ended_on__isnull=True, appointed_until__lt=TODAY).exists()
    assert CommitteeSeat.objects.filter(until__isnull=False).exists()
    late = MediationCommittee.objects.filter(established_on__gt=TODAY)
    assert not late.exists()
    assert not MediatorEntry.objects.filter(appointed_on__gt=TODAY).exists()


def test_bulk_equals_the_verbs(seeded: County) -> None:
    bulk = MediationCommittee.objects.filter(kind="village", status="in_office").exclude(
        seats__until__isnull=False
    )
    with_appointed = bulk.filter(mediators__kind="appointed")
    rows = [*with_appointed[:1], *bulk.exclude(pk__in=with_appointed)[:1]]
    assert len(rows) == 2
    for row in rows:
        _again(seeded, row)


def _again(county: County, row: MediationCommittee) -> None:
    """The same committee once more, by the verbs, on the day it was entered."""
    assert row.term_since is not None
    by = row.recorded_by
    boss = county.workers[county.township_of(row.place_id)][0]
    seats = list(row.seats.select_related("entry__user").order_by("pk"))
    before = Trail.objects.count()
    with on(row.term_since + RECORDED_AFTER, 10):
        made = form_committee(
            row.place,
            name=f"{row.name}二",
            kind=row.kind,
            established_on=row.established_on,
            seal_kept_by=row.seal_kept_by,
            by=by,
        )
        taken = []
        for seat in seats:
            entry = seat.entry
            person: dict[str, Any] = {"user": entry.user} if entry.user else {"name": entry.name}
            taken.append(
                take_seat(
                    made,
                    role=seat.role,
                    since=seat.since,
                    adult=True,
                    sex=entry.sex,
                    by=by,
                    **person,
                )
            )
        made = install_committee(made, term_since=row.term_since, by=boss)
        appointed = [
            (
                entry,
                appoint(
                    row.place,
                    kind="appointed",
                    committee=made,
                    name=entry.name,
                    sex=entry.sex,
                    phone=entry.contact.phone,
                    specialities=entry.specialities,
                    weekdays=entry.weekdays,
                    from_time=entry.from_time,
                    to_time=entry.to_time,
                    appointed_on=entry.appointed_on,
                    appointed_until=entry.appointed_until,
                    adult=True,
                    by=by,
                ),
            )
            for entry in row.mediators.filter(kind="appointed")
        ]
    assert columns(made) | LINKS == columns(row) | LINKS
    for seat, again in zip(seats, taken, strict=True):
        assert columns(again) | LINKS == columns(seat) | LINKS
        assert columns(again.entry) | LINKS == columns(seat.entry) | LINKS
    for entry, twin in appointed:
        assert columns(twin) | LINKS == columns(entry) | LINKS
    acts = list(Trail.objects.order_by("pk")[before:].values_list("act", "by", "place", "at"))
    seen = [trail.of(r) for r in (row, *seats, *(e for e, _ in appointed))]
    theirs = [t for one in seen for t in one.values_list("act", "by", "place", "at")]
    assert sorted(acts) == sorted(theirs)
