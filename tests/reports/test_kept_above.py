"""What is kept for a unit's home page is counted anew when something was done above the unit, at
its county or township, to what a metric reads; which line of the trail said so stays closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from unittest import mock

import pytest
import time_machine
from django.utils import timezone

from accounts import scope, trail
from accounts.acts import Act
from accounts.models import Trail, User
from campaigns.transitions.activity import set_window
from campaigns.transitions.year_duty import add_duty
from reports.models import ScoringRun
from reports.whatif import keeping
from reports.whatif.top import top_of
from tests.cast import World
from tests.reports.test_run import T1, T2, V1, computed
from tests.reports.test_whatif import home_of, settle

COUNTY, OTHER = 990101000000, 990102000000


@pytest.fixture
def run(world: World) -> ScoringRun:
    return computed(world)


@pytest.mark.parametrize(
    ("noun", "place", "file", "anew"),
    [
        ("households.reportingperiod", COUNTY, None, True),
        ("campaigns.duty", COUNTY, None, True),
        ("campaigns.training", T1, None, True),
        ("campaigns.training", T2, None, False),  # the township next door
        ("campaigns.duty", OTHER, None, False),
        ("accounts.export", COUNTY, None, False),  # nothing a metric reads
        ("households.listedfamily", COUNTY, 1, False),  # of a family's file nothing is told
    ],
)
def test_what_is_done_above_for_a_unit_counts_anew(
    world: World, run: ScoringRun, noun: str, place: int, file: int | None, anew: bool
) -> None:
    """In her own scope, to which the line itself stays closed."""
    user = User.objects.get(pk=world.village.pk)
    with scope.opened(user):
        top_of(user, timezone.localdate())
    settle()
    Trail.objects.bulk_create([
        Trail(at=timezone.now() + timedelta(minutes=5), by=world.county, act="x", noun=noun,
              key="1", place=place, file=file)
    ])  # fmt: skip
    with scope.opened(user), mock.patch.object(keeping, "offers_of", return_value=[]) as again:
        top_of(user, timezone.localdate())
        assert again.called == anew
        assert not Trail.objects.filter(noun=noun, key="1").exists()


def test_a_duty_and_a_window_of_the_county_reach_the_units_list(
    world: World, run: ScoringRun
) -> None:
    """By the verbs themselves, each at the county's own code."""
    acts: tuple[Callable[[], object], ...] = (
        lambda: add_duty(
            world.campaign, level=4, due_on=date(2026, 12, 20), title="补报", kind="final",
            reason="市里统一布置。", by=world.county,
        ),
        lambda: set_window(world.county_division, before=5, after=9, by=world.county),
    )  # fmt: skip
    home_of(world, "town")
    for minutes, act in enumerate(acts, 1):
        settle()
        with time_machine.travel(timezone.now() + timedelta(minutes=5 * minutes)):
            act()
            with mock.patch.object(keeping, "offers_of", return_value=[]) as again:
                home_of(world, "town")
            assert again.called


def test_the_database_tells_nobody_of_other_counties(world: World) -> None:
    """Asked directly, with any place: yes only of what contains a part of one's own reach."""
    trail.record(Act.YEAR_DUTY_SET, by=world.county, on=world.campaign, place=COUNTY)
    for who, told in (
        ("village", True), ("town", True), ("county", True), ("governance", True),
        ("county_other", False), ("nobody", False),
    ):  # fmt: skip
        with scope.opened(world.users[who]):
            early = timezone.now() - timedelta(hours=1)
            assert keeping.told_above(early, [(V1, V1 + 1)]) == told, who
