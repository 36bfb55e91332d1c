"""A city's scoring: a job a county, one bad county stops no other, the roll-up by hand."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import jobs
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Campaign, Division
from reports import tasks
from reports.models import BatchCounty, ScoringBatch, ScoringRun
from reports.rollup import County, Town, mean_of, rolled
from reports.transitions import batch as verbs
from reports.transitions import batch_close
from reports.transitions.run import compute
from tests.cast import CITY, World
from tests.reports.above import ONE, OTHER, both

__all__ = ["both"]  # a fixture


@pytest.fixture
def city(world: World) -> Division:
    """The city of both counties."""
    return Division.objects.get(code=CITY)


def ask(city: Division, world: World) -> ScoringBatch:
    return verbs.ask_for_batch(place=city, year=2026, by=world.system)


def test_a_county_without_a_year_is_told_and_the_other_is_scored(
    world: World, small_year: None, city: Division
) -> None:
    batch = ask(city, world)
    runs = {one.county_id: one for one in batch.counties.all()}
    assert runs[OTHER].run is None
    assert runs[OTHER].refusal == "没有开展2026年度活动。"
    run = runs[ONE].run
    assert run is not None
    assert (batch_close.progress_of(batch), batch_close.close(batch.pk)) == ((1, 2), False)
    tasks.compute_run(run.pk)  # rings the closing, here called by hand
    assert batch_close.close(batch.pk)
    assert not batch_close.close(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.total, len(batch.digest)) == ("done", 2, 2, 64)
    one, other = batch.frozen["counties"]
    assert (one["code"], one["townships"], one["mean"]) == (ONE, 2, None)
    assert Decimal(one["low"]) < Decimal(one["high"])
    assert other["refusal"]
    assert {town["unit"] for town in batch.frozen["groups"]["乡镇组"]} == {
        990101100000, 990101101000,
    }  # fmt: skip


def test_one_bad_county_stops_no_other(
    world: World, city: Division, both: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = ask(city, world)
    runs = {one.county_id: one.run for one in batch.counties.all()}
    bad, good = runs[ONE], runs[OTHER]
    assert bad
    assert good
    ScoringRun.objects.filter(pk=bad.pk).update(tries=jobs.MAX_TRIES)
    assert batch_close.waiting_for(bad.pk) == [batch.pk]
    assert not compute(bad.pk)  # five tries are over: it fails for good
    assert compute(good.pk)
    assert batch_close.close(batch.pk)
    batch.refresh_from_db()
    said = {one["code"]: one["refusal"] for one in batch.frozen["counties"]}
    assert said[ONE].startswith("试了几次都没有完成")
    assert said[OTHER] == ""


def test_a_lost_ring_is_made_good_by_the_sweeper(world: World, city: Division) -> None:
    batch = ask(city, world)
    ScoringBatch.objects.update(asked_at=timezone.now() - timedelta(minutes=1))
    assert jobs.waiting(ScoringBatch) == [batch.pk]
    assert jobs.tasks_by_model()[ScoringBatch] is tasks.close_batch


def test_who_and_when(world: World, city: Division, both: Campaign) -> None:
    with pytest.raises(Forbidden):
        verbs.ask_for_batch(place=city, year=2026, by=world.county)
    with pytest.raises(Invalid, match="用于市、省"):
        verbs.ask_for_batch(place=both.county, year=2026, by=world.system)
    assert not BatchCounty.objects.exists()
    batch = ask(city, world)
    with pytest.raises(NotTheMoment, match="正在进行"):
        ask(city, world)
    # A run under way is joined, not asked for twice.
    ScoringBatch.objects.filter(pk=batch.pk).update(state="failed")
    again = ask(city, world)
    assert set(again.counties.values_list("run", flat=True)) == set(
        batch.counties.values_list("run", flat=True)
    )
    county = ScoringBatch.objects.visible_to(world.county)
    assert not county.exists()
    assert BatchCounty.objects.visible_to(world.county).count() == 2
    assert not BatchCounty.objects.visible_to(world.county).exclude(county_id=ONE).exists()


def test_the_command_says_how_far_it_is(world: World, city: Division) -> None:
    out = StringIO()
    call_command("score_year", under=CITY, year=2026, stdout=out)
    assert "2 个县（市、区），已结束 1" in out.getvalue()
    assert "乙县：没有开展2026年度活动。" in out.getvalue()
    for code, year in ((CITY, None), (123, 2026)):
        with pytest.raises(CommandError):
            call_command("score_year", under=code, year=year, stdout=StringIO())


def town(code: int, total: str | None, homes: int, **more: Any) -> Town:
    points = Decimal(total or "50.00")
    known = None if total is None else points
    group, vetoed = more.get("group", "乡镇组"), more.get("vetoed", False)
    return Town(code, f"镇{code}", group, homes, points, points, known, vetoed)


def county(code: int, *towns: Town, rubric: str = "a") -> County:
    return County(code, f"县{code}", rubric, towns)


def test_the_mean_is_weighted_by_households() -> None:
    # (90 × 100 + 60 × 300) ÷ 400 = 67.5; without homes the plain mean, 75.
    assert mean_of([town(1, "90.00", 100), town(2, "60.00", 300)]) == Decimal("67.50")
    assert mean_of([town(1, "90.00", 0), town(2, "60.00", 0)]) == Decimal("75.00")
    assert mean_of([town(1, "90.00", 1), town(2, None, 1)]) is None


def test_ranks_across_counties() -> None:
    frozen = rolled(
        [
            county(10, town(11, "90.00", 1), town(12, "95.00", 1, vetoed=True)),
            county(20, town(21, "90.00", 1), town(22, "80.00", 1)),
            county(30, town(31, "85.00", 1, group="街道农场组")),
        ]
    )
    ranks = [(one["unit"], one["rank"]) for one in frozen["groups"]["乡镇组"]]
    assert ranks == [(11, 1), (21, 1), (22, 3), (12, None)]  # the vetoed one after all others
    assert frozen["groups"]["街道农场组"][0]["rank"] == 1
    # The vetoed township stays in its county's mean: (90 + 95) ÷ 2.
    means = [(one["mean"], one["rank"]) for one in frozen["counties"]]
    assert means == [("92.50", 1), ("85.00", 2), ("85.00", 2)]


def test_other_rubrics_are_not_compared() -> None:
    frozen = rolled(
        [county(10, town(11, "90.00", 1)), county(20, town(21, "80.00", 1), rubric="b")]
    )
    assert not frozen["comparable"]
    assert [one["rank"] for one in frozen["counties"]] == [None, None]
    assert all(one["rank"] is None for one in frozen["groups"]["乡镇组"])
