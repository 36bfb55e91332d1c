"""A city has the year of its counties computed in its own name: calling off, one county again, the
same results the same digest."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404

from accounts import jobs, scope
from accounts.models import Trail
from accounts.refusals import Forbidden, NotTheMoment
from campaigns.models import Campaign
from reports import tasks
from reports.models import BatchCounty, ScoreSheet, ScoringRun
from reports.transitions import batch as verbs
from reports.transitions import batch_close
from reports.transitions.run import ask_for_run, call_off_run, compute
from tests.cast import CITY, World
from tests.reports.above import (
    ONE,
    OTHER,
    T1,
    above,
    ask,
    both,
    call_off,
    retry,
    rolled,
    rolled_again,
    run_of,
)

__all__ = ["above", "both"]  # fixtures


def test_a_city_asks_in_its_own_name(world: World, both: Campaign) -> None:
    batch = ask(world)
    assert batch.asked_by == world.users["city_office"]
    assert run_of(batch, ONE).asked_by.is_system
    told = Trail.objects.filter(act="batch.run", by=world.users["city_office"])
    # Its own administrators read of it, and those of each county.
    assert set(told.values_list("place", flat=True)) == {CITY, ONE, OTHER}
    # What it asked for says so, in the county's own run and trail; the county is not told a name.
    office = "测试市平安办（成片考核）"
    assert {run_of(batch, county).asker for county in (ONE, OTHER)} == {office}
    asked = Trail.objects.get(act="score.run", noun="reports.scoringrun", place=ONE)
    assert asked.after["asked_for"] == office
    for who in ("county", "governance", "auditor", "system_admin"):
        with scope.opened(world.users[who]) as user, pytest.raises(Forbidden):
            verbs.ask_for_batch(place=batch.place, year=2026, by=user)
    with scope.opened(world.county) as user, pytest.raises(Http404):
        verbs.call_off_batch(batch=batch, by=user)


def test_what_the_county_reviews_is_left_alone(
    world: World, small_year: None, both: Campaign
) -> None:
    """The year's own draft is taken as it stands; a provisional one is computed anew."""
    year = ask_for_run(campaign=world.campaign, by=world.county, data_until=date(2026, 12, 31))
    assert compute(year.pk)
    passing = ask_for_run(
        campaign=both, by=world.users["county_other"], data_until=date(2026, 6, 30)
    )
    assert compute(passing.pk)
    batch = ask(world)
    assert run_of(batch, ONE) == year
    assert run_of(batch, OTHER) != passing
    joined = dict(batch.counties.values_list("county", "joined"))
    assert joined == {ONE: True, OTHER: False}


def test_calling_off_ends_what_it_asked_for_and_nothing_else(world: World, both: Campaign) -> None:
    own = ask_for_run(campaign=world.campaign, by=world.county)
    batch = ask(world)
    assert run_of(batch, ONE) == own
    ended = call_off(world, batch)
    own.refresh_from_db()
    asked = run_of(batch, OTHER)
    assert (own.state, asked.state, asked.stopped) == ("queued", "failed", True)
    assert (ended.called_off, ended.under_way, ended.error) == (True, False, "已取消，没有汇总。")
    with pytest.raises(NotTheMoment, match="已经结束"):
        call_off(world, batch)
    # Late rings find nothing to close.
    assert compute(own.pk)
    assert not batch_close.close(batch.pk)


def test_one_county_again_opens_the_batch_and_rolls_it_up_anew(
    world: World, small_year: None, both: Campaign
) -> None:
    batch = ask(world)
    bad, good = run_of(batch, ONE), run_of(batch, OTHER)
    ScoringRun.objects.filter(pk=bad.pk).update(tries=jobs.MAX_TRIES)
    assert not compute(bad.pk)
    assert compute(good.pk)
    assert batch_close.close(batch.pk)
    batch.refresh_from_db()
    first = batch.digest
    with pytest.raises(NotTheMoment, match="没有失败"):
        retry(world, batch, OTHER)
    with pytest.raises(Http404):
        retry(world, batch, T1)
    again = retry(world, batch, ONE)
    assert (again.state, again.frozen, again.digest) == ("queued", {}, "")
    tasks.compute_run(bad.pk)
    assert batch_close.close(batch.pk)
    batch.refresh_from_db()
    assert batch.digest
    assert batch.digest != first
    assert [county["refusal"] for county in batch.frozen["counties"]] == ["", ""]


def test_what_stood_in_the_way_still_does(world: World) -> None:
    batch = ask(world)
    with pytest.raises(NotTheMoment, match="乙县没有开展2026年度活动"):
        retry(world, batch, OTHER)
    # Called off, and asked for anew: the old one is history.
    call_off(world, batch)
    newer = ask(world)
    assert newer.asked_at > batch.asked_at
    with pytest.raises(NotTheMoment, match="最新的一次"):
        retry(world, batch, ONE)


def test_a_county_computed_meanwhile_is_taken_as_it_is(world: World, small_year: None) -> None:
    batch = ask(world)
    call_off_run(run=run_of(batch, ONE), by=world.county)
    own = ask_for_run(campaign=world.campaign, by=world.county, data_until=date(2026, 12, 31))
    assert compute(own.pk)
    retry(world, batch, ONE)
    part = BatchCounty.objects.get(batch=batch, county_id=ONE)
    assert (part.run, part.joined) == (own, True)


def test_the_digest_is_of_the_results_alone(world: World, both: Campaign) -> None:
    """Two batches over the same results: other keys, other moments, the same bytes."""
    first = rolled(world)
    again = rolled_again(world)
    assert first.pk != again.pk
    assert first.counties.first() != again.counties.first()
    assert first.frozen == again.frozen
    assert first.digest == again.digest
    ScoreSheet.objects.filter(unit_id=T1, run=run_of(again, ONE)).update(possible_high="99.99")
    assert rolled_again(world).digest == first.digest  # computed anew, so as before
