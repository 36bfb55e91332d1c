"""A city over the cast's two counties, for tests of what it may have done and read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accounts import scope
from campaigns.models import Campaign, Division
from reports.models import BatchCounty, ScoringBatch, ScoringRun
from reports.transitions import batch as verbs
from reports.transitions import batch_close
from reports.transitions.run import compute
from tests import cast
from tests.cast import CITY, World
from tests.reports import facts

SignIn = Callable[[str], Client]
PROVINCE, ONE, OTHER, T1 = 990000000000, 990101000000, 990102000000, 990101100000
LIST, API = "/scores/batches/", "/api/v1/scoring-batches"


@pytest.fixture(autouse=True)
def above(world: World) -> None:
    """The city's two offices."""
    cast.people_above(world)


@pytest.fixture
def both(world: World) -> Campaign:
    """The year next door too."""
    return year_next_door(world)


def year_next_door(world: World) -> Campaign:
    """The year of 乙县."""
    return Campaign.objects.create(
        county_id=OTHER,
        year=2026,
        sign_by=date(2026, 3, 31),
        midyear_on=date(2026, 6, 20),
        data_closes_on=date(2026, 12, 31),
        opened_at=timezone.now(),
        opened_by=world.users["county_other"],
    )


def ask(world: World, who: str = "city_office") -> ScoringBatch:
    """Asked for in the reader's own scope, as a request is."""
    with scope.opened(world.users[who]) as user:
        return verbs.ask_for_batch(place=Division.objects.get(code=CITY), year=2026, by=user)


def call_off(world: World, batch: ScoringBatch) -> ScoringBatch:
    """By the city."""
    with scope.opened(world.users["city"]) as user:
        return verbs.call_off_batch(batch=batch, by=user)


def retry(world: World, batch: ScoringBatch, county: int) -> ScoringBatch:
    """One county again, by the city."""
    with scope.opened(world.users["city"]) as user:
        return verbs.retry_county(batch=batch, county=county, by=user)


def run_of(batch: ScoringBatch, county: int) -> ScoringRun:
    """The run of a county that has one."""
    run = BatchCounty.objects.get(batch=batch, county_id=county).run
    assert run is not None
    return run


def rolled(world: World) -> ScoringBatch:
    """Both counties computed and rolled up."""
    facts.build(world)
    batch = ask(world)
    for part in batch.counties.exclude(run=None):
        assert part.run_id
        assert compute(part.run_id)
    assert batch_close.close(batch.pk)
    batch.refresh_from_db()
    return batch


def rolled_again(world: World) -> ScoringBatch:
    """Another batch over the same facts."""
    batch = ask(world)
    for part in batch.counties.exclude(run=None):
        assert part.run_id
        compute(part.run_id)
    assert batch_close.close(batch.pk)
    batch.refresh_from_db()
    return batch
