"""What scoring puts on work lists."""

from __future__ import annotations

from datetime import date

from campaigns.models import Level
from reports.models import ScoringRun
from reports.transitions.publication import publish, sign
from reports.work import items
from tests.cast import World
from tests.reports.test_run import fill, fill_all, waiting_lines

AFTER = date(2027, 1, 12)


def titles(world: World, who: str, today: date = AFTER) -> list[str]:
    return [item.title for item in items(world.users[who], today)]


def test_a_closed_year_is_to_be_computed(world: World) -> None:
    assert titles(world, "county") == ["2026年度考核还没有计算"]
    assert titles(world, "county", date(2026, 12, 31)) == []
    assert titles(world, "county_other") == []
    assert titles(world, "town") == titles(world, "village") == titles(world, "auditor") == []


def test_the_review_is_the_governance_offices(world: World, computed_run: ScoringRun) -> None:
    run = computed_run
    waiting = {level: waiting_lines(run, level) for level in (4, 5)}
    assert titles(world, "governance") == [f"2026年度考核还有 {waiting[5] + waiting[4]} 项待评"]
    assert titles(world, "county") == []
    fill(world, run, Level.VILLAGE)
    assert titles(world, "governance") == [f"2026年度考核还有 {waiting[4]} 项待评"]
    fill_all(world, run)
    assert titles(world, "governance") == ["2026年度考核已评完，待签字"]
    sign(run=run, by=world.governance)
    assert titles(world, "governance") == []  # another publishes than the one who signed
    assert titles(world, "governance_lead") == ["2026年度考核已签字，待公布"]
    assert items(world.governance_lead, AFTER)[0].due == date(2027, 1, 30)
    publish(run=run, by=world.governance_lead)
    assert titles(world, "governance_lead") == []
