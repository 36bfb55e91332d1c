"""走访记录 by a sheet: the general part serves another noun with the verb's own rules."""

from __future__ import annotations

from typing import Any

from households.models import Household, Visit, VisitDuty
from tests.campaigns.sheets import book, problems, returned, sent, verdicts, written
from tests.cast import World
from tests.households import families
from tests.households.families import days

HEAD = ["村", "户号", "户主", "日期", "方式", "见到谁", "现状", "变化"]


def visit(number: str, on: str, **more: Any) -> list[Any]:
    """One row."""
    return [
        more.get("village", "甲一村"), number, more.get("name", ""), on, more.get("way", "上门"),
        "户主本人", more.get("state", "情绪平稳。"), more.get("change", "平稳"),
    ]  # fmt: skip


def test_visits_are_tried_written_and_taken_back(world: World) -> None:
    family = families.family(world)
    house = Household.objects.get(pk=family.household_id)
    day = days(0).isoformat()
    open_before = VisitDuty.objects.open().filter(family=family).count()
    rows = [
        HEAD,
        visit(house.number, day),
        visit(house.number, "2019-01-01"),
        visit("没有", day),
        visit(house.number, day, village="甲二村"),
        visit(house.number, day, name="别人"),
    ]
    sheet = sent(world.village, world.village_one, book(rows), kind="visits")
    assert verdicts(sheet) == ["added", "wrong", "wrong", "wrong", "wrong"], problems(sheet)
    told = dict(problems(sheet))
    assert told["D3"] == "走访日期要在列入日期和今天之间。"
    assert told["B4"] == "没有找到这个户号的在册家庭。"
    assert not Visit.objects.filter(family=family).exists()
    written(sheet, world.village, only_right=True)
    row = Visit.objects.get(family=family)
    assert (row.visitor, row.state) == (world.village, "情绪平稳。")
    again = sent(
        world.village, world.village_one, book([HEAD, visit(house.number, day)]), kind="visits"
    )
    assert verdicts(again) == ["same"]
    returned(sheet, world.village)
    assert not Visit.objects.filter(family=family).exists()
    assert VisitDuty.objects.open().filter(family=family).count() == open_before
