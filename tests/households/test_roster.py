"""The roster: what rows say about households and members, written as the verbs would (E4, T3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts import scope
from accounts.models import Trail
from accounts.refusals import Forbidden, NotTheMoment
from campaigns.models import Sheet, SheetFile, SheetRow
from campaigns.sheets.work import work
from campaigns.transitions.sheet import confirm_sheet, drop_sheet, expire_old, return_sheet
from households.members import FIELDS
from households.models import Household, HouseholdChange, Member
from households.transitions.household import change_household, register_household
from households.transitions.member import add_member, change_member
from tests.campaigns.sheets import book, problems, returned, sent, verdicts, written
from tests.cast import World
from tests.households import people
from tests.households.rosters import HEAD, family, row, typed


def test_a_new_family_is_previewed_and_written(world: World) -> None:
    sheet = sent(world.village, world.village_one, book([HEAD, *family()]))
    assert (sheet.stage, sheet.added, sheet.wrong) == ("waiting", 4, 0)
    assert not Household.objects.exists()
    written(sheet, world.village)
    house = Household.objects.get()
    assert (house.number, house.head_name, house.people, house.address) == (
        "0012",
        "姜志强",
        4,
        "张寨东路十二号",
    )
    assert [m.name for m in Member.objects.in_order()] == ["姜志强", "单桂兰", "姜小军", "姜小燕"]
    assert sheet.stage == "written"
    assert not SheetFile.objects.exists()


def test_the_same_roster_again_changes_nothing(world: World) -> None:
    written(sent(world.village, world.village_one, book([HEAD, *family()])), world.village)
    again = sent(world.village, world.village_one, typed([HEAD, *family()]))
    assert (again.same, again.added, again.changed, again.wrong) == (4, 0, 0, 0)
    with scope.opened(world.village), pytest.raises(NotTheMoment, match="没有要写入的行"):
        confirm_sheet(again, by=world.village)


def compared(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Columns of a row that may be compared between two ways of writing."""
    return {name: getattr(row, name) for name in names}


HOME = ("number", "head_name", "people", "grid", "address", "is_resident", "left_on", "version",
        "head_pinyin", "head_initials", "grams", "keys", "registered_on")  # fmt: skip
PERSON = (*FIELDS, "pinyin", "initials", "keys", "version", "joined_on")


def state(village: Any) -> list[Any]:
    """Households, members, former values and trail of a village, without keys."""
    out: list[Any] = []
    for house in Household.objects.filter(village=village).order_by("number"):
        out.append(compared(house, HOME))
        out += [
            compared(m, PERSON) for m in Member.objects.filter(household=house).order_by("name")
        ]
        changes = HouseholdChange.objects.filter(household=house)
        out += sorted((c.fields, c.before) for c in changes)
    told = Trail.objects.filter(place=village.code).exclude(act__startswith="sheet.")
    out += sorted((t.act, t.noun, sorted(t.after.items()), t.by_id) for t in told)
    return out


def test_bulk_writing_equals_the_verbs(world: World) -> None:
    """One village by the verbs, the other by a sheet: the same rows, versions and trail."""
    one, two = world.village_one, world.village_two
    for village, by in ((one, world.village), (two, world.village_next)):
        register_household(
            village=village, number="0007", head_name="单大山", people=2, by=by,
            members=[people.person("单大山", "head", people.id_number(date(1970, 1, 1), 5))],
        )  # fmt: skip
        register_household(village=village, number="0008", head_name="未登成员", people=3, by=by)
    by = world.village
    members = [
        {"name": "姜志强", "relation": "head", "id_number": people.FATHER, "phone": people.PHONE},
        {"name": "单桂兰", "relation": "spouse", "id_number": people.MOTHER},
        {"name": "姜小军", "relation": "son", "id_number": people.SON},
        {"name": "姜小燕", "relation": "daughter", "id_number": people.CHILD,
         "consent": "guardian", "consent_note": "父亲 11月1日"},
    ]  # fmt: skip
    register_household(
        village=one, number="0012", head_name="姜志强", people=4, by=by,
        address="张寨东路十二号", members=members,
    )  # fmt: skip
    seven = Household.objects.get(village=one, number="0007")
    change_household(seven, number="0007", head_name="单大山", people=2, by=by, address="西头一号")
    change_member(
        Member.objects.get(household=seven),
        by=by,
        values={n: getattr(Member.objects.get(household=seven), n) for n in FIELDS}
        | {"phone": "13900139000"},
    )
    spouse = people.id_number(date(1972, 2, 2), 8)
    add_member(seven, by=by, values={"name": "王秀", "relation": "spouse", "id_number": spouse})
    eight = Household.objects.get(village=one, number="0008")
    head = people.id_number(date(1966, 6, 6), 9)
    add_member(eight, by=by, values={"name": "赵一", "relation": "head", "id_number": head})
    rows = [
        HEAD,
        *family(village="甲二村"),
        row("0007", "户主", "单大山", village="甲二村", phone="13900139000", address="西头一号"),
        row("0007", "妻", "王秀", spouse, village="甲二村"),
        row("0008", "户主", "赵一", head, village="甲二村"),
    ]
    sheet = written(sent(world.village_next, two, book(rows)), world.village_next)
    assert sheet.stage == "written", sheet.error
    mine, theirs = state(one), state(two)
    swap = {world.village_next.pk: world.village.pk}
    assert mine == [
        (*t[:3], swap.get(t[3], t[3])) if isinstance(t, tuple) and len(t) == 4 else t
        for t in theirs
    ]


def test_wrong_rows_have_addresses_and_hold_everything_back(world: World) -> None:
    rows = [
        HEAD,
        *family(),
        row("0013", "户主", "赵大", "990101198001010015"),
        row("0014", "户主", "钱二", "990102202202290033"),
        row("0015", "房客", "孙三", people.id_number(date(1990, 1, 1), 1)),
    ]
    sheet = sent(world.village, world.village_one, book(rows))
    assert (sheet.added, sheet.wrong) == (4, 3)
    found = dict(problems(sheet))
    assert "校验位" in found["F6"]
    assert "不存在" in found["F7"]
    assert found["D8"].startswith("“房客”不在可选范围内")
    with scope.opened(world.village), pytest.raises(NotTheMoment, match="还有 3 行有错"):
        confirm_sheet(sheet, by=world.village)
    assert written(sheet, world.village, only_right=True).stage == "written"
    assert Household.objects.count() == 1


def test_a_household_stands_or_falls_with_its_head(world: World) -> None:
    rows = family()
    rows[0][5] = "990101198001010015"
    sheet = sent(world.village, world.village_one, book([HEAD, *rows]))
    assert verdicts(sheet) == ["wrong"] * 4
    assert sum("户主的一行（第 2 行）有错" in said for _at, said in problems(sheet)) == 3


def test_a_member_in_error_is_left_out_alone(world: World) -> None:
    rows = family()
    rows[2][5] = "123"
    sheet = sent(world.village, world.village_one, book([HEAD, *rows]))
    assert verdicts(sheet) == ["added", "added", "wrong", "added"]
    written(sheet, world.village, only_right=True)
    assert Household.objects.get().people == 3


def test_foreign_villages_and_unknown_ones_answer_alike(world: World) -> None:
    """T3: not even the existence of a village next door, or of a person there, is told."""
    people.house(world, world.village_two, number="0012")
    rows = [HEAD, *family(village="甲二村"), *family(village="没有村")]
    sheet = sent(world.village, world.village_one, book(rows))
    assert verdicts(sheet) == ["wrong"] * 8
    said = {s.replace("甲二村", "X").replace("没有村", "X") for _at, s in problems(sheet)}
    assert said == {"“X”不是您能登记的村，请从下拉框里选。"}
    own = sent(world.village, world.village_one, book([HEAD, *family()]))
    assert (own.added, own.wrong) == (4, 0)


def test_a_township_sends_for_its_villages(world: World) -> None:
    rows = [HEAD, *family(village="甲一村"), *family(village="甲二"), *family(village="乙镇村")]
    sheet = sent(world.town, world.township, book(rows))
    assert (sheet.added, sheet.wrong) == (8, 4)
    written(sheet, world.town, only_right=True)
    assert set(Household.objects.values_list("village_id", flat=True)) == {
        world.village_one.code,
        world.village_two.code,
    }


def test_cells_left_empty_change_nothing(world: World) -> None:
    house = people.house(world, number="0012")
    sheet = sent(
        world.village,
        world.village_one,
        book(
            [
                HEAD,
                row("0012", "妻子", "单桂兰", phone="139 0013 9000"),
                row("0012", "户主", "姜志强"),
            ]
        ),
    )
    assert verdicts(sheet) == ["changed", "same"]
    written(sheet, world.village)
    assert people.named(house, "单桂兰").phone == "13900139000"
    assert people.named(house, "单桂兰").id_number == people.MOTHER
    assert Household.objects.get().address == people.ADDRESS


def test_a_masked_number_that_comes_back_is_no_change(world: World) -> None:
    people.house(world, number="0012")
    masked = people.named(Household.objects.get(), "姜志强").masked_document()
    sheet = sent(
        world.village,
        world.village_one,
        book(
            [HEAD, row("0012", "户主", "姜志强", masked), row("0012", "妻", "单桂兰", "990101****")]
        ),
    )
    assert verdicts(sheet) == ["same", "wrong"]


def test_what_changed_between_preview_and_writing_is_shown_again(world: World) -> None:
    sheet = sent(world.village, world.village_one, book([HEAD, *family()]))
    register_household(
        village=world.village_one, number="0012", head_name="别人", people=1, by=world.village
    )
    with scope.opened(world.village):
        confirm_sheet(sheet, by=world.village)
    work(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.stage, sheet.state) == ("reading", "queued")
    work(sheet.pk)
    sheet.refresh_from_db()
    assert sheet.stage == "waiting"
    assert "有人改过" in sheet.notices[0]
    assert not Member.objects.exists()


def test_taken_back_everything_is_as_before(world: World) -> None:
    house = people.house(world, number="0007")
    before = state(world.village_one)
    rows = [
        HEAD,
        *family(),
        row("0007", "妻", "单桂兰", phone="13900139000"),
        row("0007", "母亲", "老太太", people.id_number(date(1950, 1, 1), 6), address="新街"),
    ]
    sheet = written(sent(world.village, world.village_one, book(rows)), world.village)
    assert sheet.stage == "written", sheet.error
    assert Household.objects.count() == 2
    assert people.named(house, "单桂兰").phone == "13900139000"
    returned(sheet, world.village)
    assert (sheet.stage, sheet.kept) == ("returned", 0)
    assert Household.objects.get() == house

    def values(found: list[Any]) -> list[Any]:
        return [
            {k: v for k, v in d.items() if k != "version"} for d in found if isinstance(d, dict)
        ]

    assert values(state(world.village_one)) == values(before)
    assert Trail.objects.filter(act="sheet.return").count() >= 4


def test_what_was_touched_since_stays(world: World) -> None:
    sheet = written(
        sent(world.village, world.village_one, book([HEAD, *family(), *family("0013")])),
        world.village,
    )
    touched = Household.objects.get(number="0012")
    change_household(
        touched, number="0012", head_name="姜志强", people=5, by=world.village, grid="3"
    )
    returned(sheet, world.village)
    assert sheet.kept == 4
    assert Household.objects.get() == touched
    notes = set(SheetRow.objects.exclude(note="").values_list("note", flat=True))
    assert notes == {"导入后又有变动，没有撤销。"}


def test_a_day_later_it_is_too_late_and_the_county_may_help(world: World) -> None:
    sheet = written(sent(world.village, world.village_one, book([HEAD, *family()])), world.village)
    for person in (world.village_mate, world.town):
        with scope.opened(person), pytest.raises(Forbidden):
            return_sheet(sheet, by=person)
    Sheet.objects.update(written_at=timezone.now() - timedelta(hours=25))
    with scope.opened(world.village), pytest.raises(NotTheMoment, match="超过一天"):
        return_sheet(sheet, by=world.village)
    Sheet.objects.update(written_at=timezone.now())
    assert returned(sheet, world.county).stage == "returned"
    assert not Household.objects.exists()


def test_only_the_sender_decides(world: World) -> None:
    sheet = sent(world.village, world.village_one, book([HEAD, *family()]))
    for person in (world.village_mate, world.town, world.county):
        with scope.opened(person), pytest.raises(Forbidden):
            confirm_sheet(sheet, by=person)
    with scope.opened(world.village):
        drop_sheet(sheet, by=world.village)
    sheet.refresh_from_db()
    assert sheet.stage == "dropped"
    assert not SheetRow.objects.exists()
    assert not SheetFile.objects.exists()
    with scope.opened(world.village), pytest.raises(NotTheMoment):
        confirm_sheet(sheet, by=world.village)


def test_what_nobody_confirms_expires(world: World) -> None:
    sheet = sent(world.village, world.village_one, book([HEAD, *family()]))
    assert expire_old(by=world.system) == 0
    Sheet.objects.update(finished_at=timezone.now() - timedelta(days=8))
    assert expire_old(by=world.system) == 1
    sheet.refresh_from_db()
    assert sheet.stage == "expired"
    assert not SheetRow.objects.exists()


def test_rows_and_file_lie_sealed(world: World) -> None:
    from django.db import connection

    sent(world.village, world.village_one, typed([HEAD, *family()]))
    with connection.cursor() as cursor:
        tables = ("campaigns_sheetrow", "campaigns_sheetfile")
        cursor.execute(" UNION ALL ".join(f"SELECT content FROM {t}" for t in tables))
        raw = b"".join(bytes(r[0]) for r in cursor.fetchall())
    assert len(raw) > 1000
    for word in ("姜志强", people.FATHER, people.PHONE):
        assert word.encode() not in raw
