"""A member unit, a published task and a random inspection, for tests of tasks and inspections."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from campaigns.draw_rule import Measure
from campaigns.models import Draw, Finding, Inspection, MemberUnit, Task
from campaigns.transitions import draw as draws
from campaigns.transitions import finding as findings
from campaigns.transitions.inspection import make_inspection
from campaigns.transitions.task import Plan, publish_tasks, write_task
from tests.cast import World


def today() -> date:
    """Inside the campaign of the cast."""
    return timezone.localdate()


def member_unit(world: World, name: str = "甲县公安局") -> MemberUnit:
    """Without an account."""
    return MemberUnit.objects.create(
        county=world.county_division,
        name=name,
        short_name=name[-3:],
        kind="police",
        since=date(2026, 1, 1),
        recorded_by=world.system,
    )


def plan(world: World, **other: Any) -> Plan:
    """A line of the table, led by the township."""
    values: dict[str, Any] = {
        "title": "家庭矛盾排查",
        "measures": "每半月排查一次",
        "lead": world.township,
        "due_on": today() + timedelta(days=30),
        "responsible": "王主任",
    }
    return Plan(**values | other)


def task(world: World, **other: Any) -> Task:
    """Published."""
    made = write_task(world.campaign, plan=plan(world, **other), by=world.county)
    publish_tasks(world.campaign, by=world.county)
    return Task.objects.get(pk=made.pk)


def inspection(world: World, kind: str = "random") -> Inspection:
    """Two questions for a village, one for a household."""
    return make_inspection(
        world.campaign,
        kind=kind,
        title="三季度抽查",
        starts=today(),
        ends=today() + timedelta(days=10),
        village_items="台账齐全|细则3.4\n电话能打通",
        home_items="知道12338",
        by=world.county,
    )


def sealed(world: World, row: Inspection, **measure: Any) -> Draw:
    """A village of each township, one inspector each."""
    numbers = {"villages": 1, "people": 1, "most": 5, "homes": 1} | measure
    return draws.seal(row, measure=Measure(**numbers), by_township=True, by=world.county)


def finding(world: World, **other: Any) -> Finding:
    """A problem of 甲一村."""
    values: dict[str, Any] = {
        "place": world.village_one,
        "words": "台账缺三月的记录",
        "ground": "细则3.4",
        "found_on": today(),
    }
    return findings.record_finding(world.campaign, by=world.county, **values | other)


def ordered(world: World, row: Finding, days: int = 5) -> Finding:
    """With a day to put it right by."""
    findings.order(
        world.campaign,
        findings=[row],
        asked="补齐台账",
        due_on=today() + timedelta(days=days),
        by=world.county,
    )
    return Finding.objects.get(pk=row.pk)
