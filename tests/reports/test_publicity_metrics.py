"""Each fact of publicity feeds its metric once (domain A6 1.5, 2.3, 2.4)."""

from __future__ import annotations

import threading
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts import scope
from accounts.refusals import Invalid
from campaigns.models import Activity, Bulletin, KeptFile, Occasion, Trainee, Training
from campaigns.transitions import achievement as papers
from campaigns.transitions import activity as activities
from campaigns.transitions import bulletin as bulletins
from campaigns.transitions import training as trainings
from households.transitions.service import hold_activity
from reports.metrics.counting import Period, count_by_place, rows_behind
from reports.rules import Facts
from tests import cast
from tests.cast import World
from tests.pictures import jpeg


def counted(world: World, metric: str) -> dict[int, Facts]:
    """The year's counts by place."""
    period = Period.of(world.campaign, date(world.campaign.year, 12, 31))
    return count_by_place(metric, period)


def told(facts: Facts) -> dict[str, int]:
    """The event counts without what is 0."""
    return {key: count for key, count in facts.counts.items() if count}


def fixed(world: World, occasion: Occasion, theme: str) -> Activity:
    """An activity of a fixed date of the campaign's year, past or not."""
    return Activity.objects.create(
        unit=world.village_one, kind="street", theme=theme, venue="广场", people=5,
        day=occasion.on(world.campaign.year), occasion=occasion, recorded_by=world.village,
        recorded_at=timezone.now(),
    )  # fmt: skip


def test_a_fixed_date_counts_once_and_needs_a_photo(world: World) -> None:
    first, second = (fixed(world, Occasion.WOMEN, theme) for theme in ("维权周", "维权周之二"))
    fixed(world, Occasion.FAMILY, "家庭日")
    files = [activities.add_photo(row, data=jpeg(), by=world.village) for row in (first, second)]
    facts = counted(world, "publicity_dates")
    mine = facts[world.village_one.code]
    assert (mine.top(), mine.base()) == (1, 4)
    assert told(mine) == {
        "unproved": 1, "missing": 2, "women_day": 1, "family_day_lack": 1, "drug_day_lack": 1,
        "peace_day_lack": 1,
    }  # fmt: skip
    # A village and a township that did nothing owe all four; the county owes none.
    for code in (990101100202, 990101101000):
        assert {k: facts[code].counts[k] for k in ("unproved", "missing")} == {
            "unproved": 0, "missing": 4,
        }  # fmt: skip
    assert world.county_division.code not in facts
    for row, file in zip((first, second), files, strict=True):
        activities.drop_photo(row, file=file.uid, by=world.village)
    mine = counted(world, "publicity_dates")[world.village_one.code]
    assert (mine.top(), mine.counts["unproved"]) == (0, 2)
    behind = rows_behind(
        "publicity_dates", Period.of(world.campaign, date(world.campaign.year, 12, 31)),
        spans=[(world.village_one.code, world.village_one.end)], part="unproved",
        user=world.village,
    )  # fmt: skip
    assert (behind.total, behind.weight) == (2, 2)


def test_a_fixed_date_is_owed_once_its_window_is_over(world: World) -> None:
    window = activities.set_window(world.county_division, before=3, after=10, by=world.county)
    window.set_at -= timedelta(days=400)  # what is decided after the last day moves nothing
    window.save()
    year = world.campaign.year
    for until, owed in ((date(year, 3, 17), None), (date(year, 3, 18), 1)):
        facts = count_by_place("publicity_dates", Period.of(world.campaign, until))
        found = facts.get(world.village_one.code)
        assert (found.base() if found else None) == owed


def test_a_service_that_was_publicity_too_is_entered_once(world: World) -> None:
    facts: dict[str, Any] = {
        "kind": "law", "title": "反诈讲座", "happened_on": timezone.localdate(), "venue": "村部",
        "people": 20, "publicity": "lecture", "materials": 30, "client_uuid": uuid.uuid4(),
    }  # fmt: skip
    row = hold_activity(world.village_one, by=world.village, **facts)
    assert hold_activity(world.village_one, by=world.village, **facts).pk == row.pk
    told = Activity.objects.get()
    assert row.publicity_id == told.pk
    assert (told.theme, told.people, told.materials) == ("反诈讲座", 20, 30)
    with pytest.raises(Invalid):
        hold_activity(world.village_one, by=world.village, **facts | {"client_uuid": None})
    assert Activity.objects.count() == 1


def held(world: World, **facts: Any) -> Training:
    """A training of the township for its villages' mediators."""
    given: dict[str, Any] = {
        "day": timezone.localdate(), "topic": "排查实务", "teacher": "王老师", "venue": "会议室",
        "roles": ["village_mediator"],
    }  # fmt: skip
    return trainings.hold_training(world.township, by=world.town, **given | facts)


def test_a_person_counts_once_a_year(world: World) -> None:
    first, second = held(world, names=["网格员甲"]), held(world, names=["网格员甲", "网格员乙"])
    world.campaign.year = timezone.localdate().year
    before = counted(world, "training")
    should = sum(f.base() for f in before.values())
    people = {t.person_id or t.name for t in Trainee.objects.filter(training__in=[first, second])}
    assert should == len(people)
    assert sum(f.top() for f in before.values()) == 0
    for row in (first, second):
        came = Trainee.objects.filter(training=row, name="网格员甲").values_list("pk", flat=True)
        trainings.mark_attendance(row, came=list(came), by=world.town)
    after = counted(world, "training")
    assert (sum(f.top() for f in after.values()), sum(f.base() for f in after.values())) == (
        1, should,
    )  # fmt: skip
    for row in (first, second):
        trainings.take_back_training(row, reason="登记重复", by=world.town)
    assert counted(world, "training") == {}


def draft(world: World) -> Bulletin:
    """A draft of the township."""
    return bulletins.draft_bulletin(
        world.township, by=world.town, title="五段镇开展集中走访", editor="镇妇联",
        body="各村认真开展平安家庭创建，逐户走访，化解纠纷。",
    )  # fmt: skip


def test_adopted_by_several_it_counts_once(world: World) -> None:
    today, code = timezone.localdate(), world.township.code
    world.campaign.year = today.year
    row, plain = (bulletins.issue_bulletin(draft(world), by=world.town, version=1) for _ in "ab")
    for level, body in ((3, "县妇联信息"), (2, "市妇女信息")):
        papers.adopt(row, level=level, body=body, day=today, proof=jpeg(), by=world.town)
    facts = counted(world, "bulletins_adopted")[code]
    assert (facts.top(), facts.base()) == (1, 2)
    for one in row.adoptions.all():
        papers.take_back_adoption(one, reason="登记错了", by=world.town)
    assert counted(world, "bulletins_adopted")[code].top() == 0
    bulletins.withdraw_bulletin(plain, reason="数字有误", by=world.town, version=plain.version)
    assert counted(world, "bulletins_adopted")[code].base() == 1

    paper = papers.record_achievement(
        world.township, kind="paper", title="留守家庭调研", day=today, authors="甲", by=world.town
    )
    papers.record_achievement(
        world.township, kind="contest", title="家风故事会", day=today, entries=12, by=world.town
    )
    for body in ("市妇联", "市政法委"):
        papers.adopt(paper, level=2, body=body, day=today, proof=jpeg(), by=world.town)
    facts = counted(world, "papers_adopted")[code]
    assert (facts.top(), facts.base()) == (1, 1)
    assert KeptFile.objects.kept().count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_issued_at_once_get_two_numbers() -> None:
    with scope.as_system():
        world = cast.build()
        rows = [draft(world), draft(world)]
    numbers: list[Any] = []

    def issue(row: Bulletin) -> None:
        try:
            with scope.opened(world.town):
                numbers.append(bulletins.issue_bulletin(row, by=world.town, version=1).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=(row,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(numbers) == [1, 2]
