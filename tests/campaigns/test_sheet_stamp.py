"""The code of a downloaded workbook: one's own unaltered form passes, any other is refused in
words, and what was filled in takes the usual way (features, wish 21)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from accounts import scope
from accounts.models import User
from campaigns.models import Division, Sheet
from campaigns.sheets.faults import SheetRefused
from campaigns.sheets.kinds import Desk, kind_of
from campaigns.sheets.reading import STAMP
from campaigns.sheets.stamp import checked, stamp_for
from campaigns.sheets.template import template_of
from tests.campaigns.sheets import problems, sent, verdicts
from tests.cast import World
from tests.households.people import FATHER

PERSON = {"户号": "0711", "与户主关系": "户主", "姓名": "周小禾", "身份证号码": FATHER}


def filled(
    by: User, place: Division, change: Callable[[Any], None] | None = None, **more: str
) -> bytes:
    """The template of a place with one person written in, saved as an office program would."""
    with scope.opened(by):
        made = template_of(kind_of("roster"), Desk(by, place))
    book = openpyxl.load_workbook(io.BytesIO(made))
    sheet = book["户籍名册"]
    at = {str(c.value).rstrip("*"): n for n, c in enumerate(sheet[3], 1)}
    for title, value in (PERSON | more).items():
        sheet.cell(5, at[title], value)
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(sheet: Sheet) -> str:
    """Why it was not read; nothing of it is kept."""
    assert sheet.stage == Sheet.Stage.REFUSED
    assert not sheet.rows.exists()
    assert not sheet.files.exists()
    return sheet.error or sheet.message


def test_the_code_is_hidden_and_ones_own_form_passes(world: World) -> None:
    data = filled(world.village, world.village_one)
    name = openpyxl.load_workbook(io.BytesIO(data)).defined_names[STAMP]
    assert name.hidden
    assert str(world.village_one.code) in str(name.value)
    sheet = sent(world.village, world.village_one, data)
    assert sheet.notices[0].startswith("核验码相符：甲一村")
    # The values are judged as ever, here found good and not yet written.
    assert verdicts(sheet) == ["added"], problems(sheet)
    assert sheet.stage == Sheet.Stage.WAITING


def test_a_foreign_workbook_is_refused_without_naming_whose_it_is(world: World) -> None:
    data = filled(world.town, world.village_two)
    told = refusal(sent(world.village, world.village_one, data))
    assert told.startswith("这份表是给别的单位下载的")
    assert "甲二村" not in told


def test_the_township_hands_in_a_villages_workbook_for_that_village_alone(world: World) -> None:
    def other(book: Any) -> None:
        book["户籍名册"]["C5"] = "甲二村"

    sheet = sent(world.town, world.township, filled(world.village, world.village_one))
    assert sheet.place_id == world.village_one.code
    assert set(sheet.rows.values_list("place_id", flat=True)) == {world.village_one.code}
    strayed = sent(world.town, world.township, filled(world.village, world.village_one, other))
    assert verdicts(strayed) == ["wrong"]
    assert problems(strayed)[0][0] == "C5"


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [("D3", "小组长", "少了“网格”，多了“小组长”"), ("Z3", "备注二", "多了“备注二”")],
)
def test_changed_heads_are_told(world: World, cell: str, value: str, said: str) -> None:
    def change(book: Any) -> None:
        book["户籍名册"][cell] = value

    told = refusal(
        sent(world.village, world.village_one, filled(world.village, world.village_one, change))
    )
    assert "表头被改过" in told
    assert said in told


def test_a_tampered_code_is_refused(world: World) -> None:
    def change(book: Any) -> None:
        name = book.defined_names[STAMP]
        name.attr_text = name.attr_text.replace(
            str(world.village_two.code), str(world.village_one.code)
        )

    data = filled(world.town, world.village_two, change)
    assert "核验码不对" in refusal(sent(world.village, world.village_one, data))


def test_another_kind_version_or_an_old_month_is_refused(world: World) -> None:
    roster, place, now = kind_of("roster"), world.village_one, timezone.now()
    with pytest.raises(SheetRefused, match="不是走访记录的模板"):
        checked(stamp_for(roster, place), kind_of("visits"), place)

    class Newer(type(roster)):  # type: ignore[misc]
        version = "V9"

    with pytest.raises(SheetRefused, match=r"旧模板.*V9"):
        checked(stamp_for(roster, place), Newer(), place)
    # Used to the last minute of the month after its own, and no longer.
    code = stamp_for(roster, place, now)
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    end = ((month + timedelta(days=31)).replace(day=1) + timedelta(days=31)).replace(day=1)
    assert checked(code, roster, place, end - timedelta(minutes=1)).period == f"{now:%Y-%m}"
    with pytest.raises(SheetRefused, match="次月底"):
        checked(code, roster, place, end)
