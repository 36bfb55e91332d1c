"""What disputes put on people's work lists."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from disputes.transitions.dispute import accept
from disputes.work import items
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago


def titles(user: User) -> list[str]:
    return [i.title for i in items(user, timezone.localdate())]


def test_a_village_owes_three_kinds(world: World) -> None:
    cases.every_state(world)
    mine = items(world.village, timezone.localdate())
    assert [(i.title.split("：")[0], i.due) for i in mine] == [
        ("待受理", ago(7)),
        ("调解到期", ago(8) + timedelta(days=30)),
        ("调解到期", ago(8) + timedelta(days=30)),
        ("30日内回访", ago(6) + timedelta(days=30)),
    ]
    assert len(mine) == 4
    assert "余*民" in mine[0].title
    assert "余德民" not in str(mine)
    assert titles(world.village_next) == titles(world.county) == titles(world.nobody) == []


def test_a_township_owes_what_came_up_or_it_accepted(world: World) -> None:
    cases.accepted(world)
    assert titles(world.town) == []
    cases.passed_up(world, cases.taken(world))
    dispute = cases.consent(cases.taken(world), world.village)
    accept(dispute=dispute, by=world.town)
    cases.taken(world, world.town)
    assert sorted(t.split("：")[0] for t in titles(world.town)) == ["待受理", "待受理", "调解到期"]
    assert titles(world.town_next) == []


def test_few_queries(world: World) -> None:
    for _index in range(5):
        cases.accepted(world)
    for user in (world.village, world.town):
        assert user.postings_today
        with CaptureQueriesContext(connection) as caught:
            items(user, timezone.localdate())
        assert len(caught) <= 22
