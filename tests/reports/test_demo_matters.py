"""Matters of the demo year: every state there, and equal to what the verbs make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models, transaction

from accounts import trail
from accounts.models import User
from disputes.models import (
    Matter,
    MatterTwin,
    Party,
    ReceptionDay,
    RightsMatter,
    RightsReview,
    RightsVisit,
    Route,
    Sorting,
)
from disputes.queries.twin import possible_twins
from disputes.transitions import rights, rights_review, sorting
from disputes.transitions.intake import register
from disputes.transitions.matter import Caller
from reports.demo import matters
from reports.demo.county import County
from tests.reports import demo
from tests.reports.demo import TODAY, on

OWN = {"id", "uid", "client_uuid", "receipt", "receipt_hash", "matter_id", "rights_id"}


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """The county with nothing but its matters, made once, never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        county = demo.made()
        matters.PER_TOWNSHIP, kept = 60, matters.PER_TOWNSHIP
        matters.matters(county)  # as many as a county of many townships has
        matters.PER_TOWNSHIP = kept
        yield county
        transaction.set_rollback(True)


@pytest.fixture
def filled(whole: County) -> Iterator[County]:
    """The same for each test: what it does is taken back."""
    with transaction.atomic():
        yield whole
        transaction.set_rollback(True)


def plain(row: models.Model) -> dict[str, Any]:
    """What two equal rows share."""
    fields = row._meta.concrete_fields
    return {f.attname: getattr(row, f.attname) for f in fields if f.attname not in OWN}


def test_every_state_is_there(filled: County) -> None:
    routes = set(Matter.objects.values_list("route", flat=True))
    assert routes >= {Route.UNSORTED, Route.RIGHTS, Route.ADVICE, Route.NOT_OURS}
    states = set(RightsMatter.objects.values_list("status", flat=True))
    assert states == set(RightsMatter.Status.values) - {"moved"}
    assert RightsMatter.objects.filter(more_days__gt=0).exists()
    assert RightsMatter.objects.filter(leader_until__isnull=False).exists()
    assert RightsVisit.objects.exists()
    assert ReceptionDay.objects.filter(held_on__lte=TODAY).exists()
    assert ReceptionDay.objects.filter(held_on__gt=TODAY).exists()
    twin = MatterTwin.objects.get()
    assert possible_twins(filled.officers["xianfulian"], twin.matter)
    assert not Matter.objects.filter(received_on__gt=TODAY).exists()


def _sample() -> Iterator[Matter]:
    rows = Matter.objects.filter(version__gt=1, dispute=None).order_by("pk")
    yield from rows.filter(route="advice")[:2]
    yield from rows.filter(route="not_ours")[:3]
    for status in RightsMatter.Status.values:
        yield from rows.filter(rights__status=status)[:2]
    yield from rows.filter(rights__more_days__gt=0)[:1]
    yield from rows.filter(rights__visits__isnull=False).distinct()[:1]


def test_matters_equal_the_verbs(filled: County) -> None:
    for row in list(_sample()):
        made = _replayed(row)
        made.refresh_from_db()
        assert plain(made) == plain(row), row.route
        assert _told(made) == _told(row)
        pairs: tuple[type[models.Model], ...] = (
            Party, Sorting, RightsMatter, RightsReview, RightsVisit,
        )  # fmt: skip
        for model in pairs:
            rows = model._default_manager
            one, two = (
                [plain(r) for r in rows.filter(matter=m).order_by("pk")] for m in (made, row)
            )
            assert one == two, (row.route, model)


def _told(row: Matter) -> list[tuple[str, Any, Any]]:
    records: list[models.Model] = [row, *RightsMatter.objects.filter(matter=row)]
    return sorted(
        (t.act, str(t.before), str({k: v for k, v in t.after.items() if k != "visit"}))
        for record in records
        for t in trail.of(record)
    )


def _replayed(row: Matter) -> Matter:
    by = row.received_by
    caller = Caller(row.caller, row.caller_name, anonymous=row.anonymous)
    with on(row.received_on):
        made = register(
            place=row.place, channel=row.channel, brief=row.brief, request=row.request,
            category=row.category, caller=caller, by=by,
        )  # fmt: skip
    kept = Sorting.objects.get(matter=row)
    with on(kept.on):
        if row.route == "advice":
            sorting.answer_advice(matter=made, words=row.outcome, by=by)
        elif row.route == "not_ours":
            sorting.not_ours(matter=made, whom=kept.told_whom, by=by)
        else:
            old = RightsMatter.objects.get(matter=row)
            new = sorting.to_rights(
                matter=made, category=row.category, visitors=old.visitors,
                representatives=old.representatives, by=by,
            )  # fmt: skip
    if row.route == "rights":
        _steps(old, new, by)
    return made


def _steps(old: RightsMatter, new: RightsMatter, by: User) -> None:
    if old.transferred_on:
        with on(old.transferred_on):
            rights.transfer(rights=new, whom=old.transferred_to, by=by)
    if old.accepted_on:
        with on(old.accepted_on):
            rights.accept(rights=new, by=by)
    if old.more_told_on:
        with on(old.more_told_on):
            rights.extend(
                rights=new, days=old.more_days, reason=old.more_reason,
                approver=old.more_approver, told_on=old.more_told_on, by=by,
            )  # fmt: skip
    if old.leader_since and old.leader_until:
        with on(old.leader_since):
            rights.lead(
                rights=new, name=old.leader_name, post=old.leader_post, until=old.leader_until,
                by=by,
            )  # fmt: skip
    if old.answered_on:
        # A review takes the satisfaction back; it was one of these two.
        was = old.satisfied or ("no" if old.reviews.exists() else "")
        with on(old.answered_on):
            rights.answer(rights=new, words=old.answer, satisfied=was, by=by)
    _later(old, new)


def _later(old: RightsMatter, new: RightsMatter) -> None:
    for review in old.reviews.all():
        with on(review.asked_on):
            rights_review.ask_review(rights=new, request=review.request, by=review.recorded_by)
        if review.answered_on and review.answered_by:
            with on(review.answered_on):
                rights_review.answer_review(
                    rights=new, result=review.result, words=review.answer, by=review.answered_by
                )
    if old.revisit_days and old.revisit_from:
        handler = new.matter.owner if not old.reviews.exists() else User.objects.get(
            username="xianfulian"
        )  # fmt: skip
        with on(old.revisit_from):
            rights_review.plan_visits(rights=new, days=old.revisit_days, by=handler)
        for visit in old.visits.order_by("visited_on"):
            with on(visit.visited_on):
                rights_review.visit(
                    rights=new, way=visit.way, state=visit.state, satisfied=visit.satisfied,
                    by=visit.by,
                )  # fmt: skip
