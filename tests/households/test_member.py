"""Members: registered, corrected, gone, dead, back; the head and who follows (domain G, H, L)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import Http404

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.models import Household, HouseholdChange, Member, Relation
from households.transitions.household import change_household, register_household
from households.transitions.member import (
    add_member,
    change_head,
    change_member,
    leave_member,
    record_death,
    return_member,
)
from tests.cast import World
from tests.households.families import days, family, home
from tests.households.people import CHILD, FATHER, MOTHER, SON, four, house, named, person


def values_of(member: Member) -> dict[str, Any]:
    """What the form would send back: numbers left empty, because pages do not show them."""
    names = ("name", "relation", "sex", "birth_date", "document", "document_reason")
    return {name: getattr(member, name) for name in (*names, "consent", "consent_note")}


def test_a_household_is_registered_with_its_members(world: World) -> None:
    row = house(world)
    assert (row.people, row.version) == (4, 1)
    father = named(row, "姜志强")
    assert (father.sex, father.birth_date) == ("male", date(1980, 1, 1))
    assert father.id_number == FATHER
    assert father.masked_document() == "990101********" + FATHER[-4:]
    assert father.masked_phone() == "138****8000"
    assert named(row, "姜小燕").is_child
    told = Trail.objects.get(act="household.register").after
    assert told == {"number": row.number, "people": 4, "members": 4}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id_number": "990101198001010015"}, "members.1.id_number"),
        ({"id_number": ""}, "members.1.document"),
        ({"sex": "female"}, "members.1.sex"),
        ({"birth_date": date(1981, 1, 1)}, "members.1.birth_date"),
        ({"phone": "1380013800"}, "members.1.phone"),
        ({"relation": "boss"}, "members.1.relation"),
        ({"name": " "}, "members.1.name"),
        ({"id_number": "", "document": "later"}, "members.1.document_reason"),
        ({"id_number": "", "document": "passport"}, "members.1.document_number"),
        ({"relation": "spouse"}, "members"),
        ({"name": "别人"}, "members"),
        ({"id_number": MOTHER, "name": "姜志强", "sex": ""}, "members"),
    ],
)
def test_what_does_not_hold_is_told_by_member_and_field(
    world: World, changed: dict[str, Any], field: str
) -> None:
    rows = four()
    rows[0] |= changed
    with pytest.raises(Invalid) as refused:
        house(world, members=rows)
    assert field in refused.value.errors
    assert not Household.objects.exists()
    assert not Member.objects.exists()


def test_a_child_needs_a_ground(world: World) -> None:
    rows = four()
    rows[3]["consent"] = ""
    with pytest.raises(Invalid, match="未满十四周岁"):
        house(world, members=rows)
    rows[3] |= {"consent": "guardian", "consent_note": ""}
    with pytest.raises(Invalid, match="监护人是谁"):
        house(world, members=rows)
    rows[3] |= {"consent": "duty"}
    assert named(house(world, members=rows), "姜小燕").consent == "duty"


def test_only_children_keep_a_ground(world: World) -> None:
    rows = four()
    rows[0] |= {"consent": "guardian", "consent_note": "不必"}
    assert named(house(world, members=rows), "姜志强").consent == ""


def test_another_village_may_know_the_same_person(world: World) -> None:
    """Nothing tells one village about another (T3, K7); nobody stands twice in one household."""
    house(world)
    again = register_household(
        village=world.village_two,
        number="1",
        head_name="姜志强",
        people=1,
        by=world.village_next,
        members=[person("姜志强", "head", FATHER)],
    )
    own = register_household(
        village=world.village_one,
        number="99",
        head_name="姜志强",
        people=1,
        by=world.village,
        members=[person("姜志强", "head", FATHER)],
    )
    keys = set(Member.objects.filter(name="姜志强").values_list("person_key", flat=True))
    assert len(keys) == 3
    for row, by in ((again, world.village_next), (own, world.village)):
        with pytest.raises(Invalid, match="已有这个身份证号"):
            add_member(row, values=person("姜志强", "other", FATHER), by=by)


def test_add(world: World) -> None:
    row = home(world, people=1)
    head = add_member(row, values=person("单雄信", "head", FATHER), by=world.village)
    row.refresh_from_db()
    assert (head.relation, row.head_name, row.head_initials, row.people) == (
        "head",
        "单雄信",
        "sxx",
        1,
    )
    add_member(row, values=person("姜小燕", "daughter", CHILD, consent="duty"), by=world.village)
    row.refresh_from_db()
    assert row.people == 2
    with pytest.raises(Invalid, match="已有户主"):
        add_member(row, values=person("秦琼", "head", SON), by=world.village)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("village_next", Http404), ("town", Forbidden), ("county", Forbidden), ("nobody", Http404)],
)
def test_others_may_not(world: World, who: str, refusal: type[Exception]) -> None:
    row = house(world)
    by, mother = world.users[who], named(row, "单桂兰")
    before = Trail.objects.count()
    for act in (
        lambda: add_member(row, values=person("x", "other", ""), by=by),
        lambda: change_member(mother, values=values_of(mother), by=by),
        lambda: leave_member(mother, left_on=days(0), reason="出嫁", by=by),
        lambda: record_death(mother, died_on=days(0), by=by),
        lambda: return_member(mother, reason="登记错了", by=by),
        lambda: change_head(row, new_head=mother, by=by),
    ):
        with pytest.raises(refusal):
            act()
    assert Trail.objects.count() == before


def test_change_keeps_numbers_that_were_left_empty(world: World) -> None:
    row = house(world)
    father = named(row, "姜志强")
    changed = change_member(
        father, values=values_of(father) | {"name": "姜自强"}, by=world.village, version=1
    )
    assert (changed.id_number, changed.phone, changed.version) == (FATHER, "13800138000", 2)
    row.refresh_from_db()
    assert (row.head_name, row.head_pinyin) == ("姜自强", "jiangziqiang")
    kept = HouseholdChange.objects.get(member=father)
    assert json.loads(kept.before) == {"name": "姜志强"}
    assert "姜" not in str(Trail.objects.filter(act="member.change").latest("pk").after)
    with pytest.raises(Stale) as stale:
        change_member(father, values=values_of(father), by=world.village, version=1)
    assert {d.mine for d in stale.value.fields} == {"姜志强"}
    gone = change_member(changed, values=values_of(changed) | {"phone": "无"}, by=world.village)
    assert gone.phone == ""


def test_a_conflict_shows_no_number(world: World) -> None:
    father = named(house(world), "姜志强")
    change_member(father, values=values_of(father) | {"phone": "13900139000"}, by=world.village)
    typed = values_of(father) | {"id_number": SON, "sex": "", "birth_date": None}
    with pytest.raises(Stale) as stale:
        change_member(father, values=typed, by=world.village, version=1)
    shown = str(stale.value.fields)
    assert FATHER not in shown
    assert "13900139000" not in shown


def test_the_head_is_changed_by_its_own_verb(world: World) -> None:
    row = house(world)
    mother = named(row, "单桂兰")
    with pytest.raises(Invalid, match="更换户主"):
        change_member(mother, values=values_of(mother) | {"relation": "head"}, by=world.village)
    changed = change_head(row, new_head=mother, by=world.village)
    assert changed.head_name == "单桂兰"
    relations = dict(Member.objects.filter(household=row).values_list("name", "relation"))
    assert relations == {
        "单桂兰": "head",
        "姜志强": "spouse",
        "姜小军": "son",
        "姜小燕": "daughter",
    }
    change_head(changed, new_head=named(row, "姜小军"), by=world.village)
    relations = dict(Member.objects.filter(household=row).values_list("name", "relation"))
    assert relations == {
        "姜小军": "head",
        "单桂兰": "parent",
        "姜志强": "parent",
        "姜小燕": "sibling",
    }


def test_the_heads_name_follows_the_member(world: World) -> None:
    row = house(world)
    with pytest.raises(Invalid, match="在成员里改姓名"):
        change_household(
            row, number=row.number, head_name="别人", people=4, by=world.village, version=1
        )
    with pytest.raises(Invalid, match="不能少于"):
        change_household(
            row, number=row.number, head_name=row.head_name, people=3, by=world.village
        )


def test_somebody_leaves(world: World) -> None:
    row = house(world)
    son = named(row, "姜小军")
    leave_member(son, left_on=days(-1), reason="外出成家", by=world.village, version=1)
    row.refresh_from_db()
    assert row.people == 3
    verbs: list[Callable[[], object]] = [
        lambda: leave_member(son, left_on=days(0), reason="再走", by=world.village),
        lambda: record_death(son, died_on=days(0), by=world.village),
        lambda: change_member(son, values=values_of(son), by=world.village),
    ]
    for verb in verbs:
        with pytest.raises(NotTheMoment, match="已登记离开或去世"):
            verb()
    with pytest.raises(Invalid, match="要在登记日期和今天之间"):
        leave_member(named(row, "单桂兰"), left_on=days(1), reason="出门", by=world.village)


def test_the_head_hands_on_before_leaving(world: World) -> None:
    row = house(world)
    father, mother = named(row, "姜志强"), named(row, "单桂兰")
    with pytest.raises(Invalid, match="谁接任户主"):
        leave_member(father, left_on=days(0), reason="外出", by=world.village)
    leave_member(father, left_on=days(0), reason="外出", by=world.village, new_head=mother)
    row.refresh_from_db()
    assert (row.head_name, row.people) == ("单桂兰", 3)
    assert named(row, "单桂兰").relation == Relation.HEAD


def test_the_head_dies(world: World) -> None:
    row = house(world)
    father, mother = named(row, "姜志强"), named(row, "单桂兰")
    with pytest.raises(Invalid, match="谁接任户主"):
        record_death(father, died_on=days(-2), by=world.village)
    record_death(father, died_on=days(-2), by=world.village, new_head=mother)
    row.refresh_from_db()
    assert (row.head_name, row.left_on) == ("单桂兰", None)
    assert named(row, "姜小军").relation == Relation.SON
    with pytest.raises(Invalid, match="死亡日期"):
        record_death(mother, died_on=days(1), by=world.village, new_head=named(row, "姜小军"))


def test_with_the_last_one_the_household_ends(world: World) -> None:
    row = house(world, members=[person("姜志强", "head", FATHER)], people=1)
    alone = named(row, "姜志强")
    with pytest.raises(NotTheMoment, match="整户迁出"):
        leave_member(alone, left_on=days(0), reason="外出", by=world.village)
    listed = family(world, row)
    with pytest.raises(NotTheMoment, match="销号"):
        record_death(alone, died_on=days(-1), by=world.village)
    alone.refresh_from_db()
    assert alone.died_on is None
    listed.status, listed.closed_on, listed.close_ground = "closed", days(0), "ended"
    listed.save()
    record_death(alone, died_on=days(-1), by=world.village)
    row.refresh_from_db()
    assert row.left_on == days(-1)


def test_somebody_comes_back(world: World) -> None:
    row = house(world)
    father = named(row, "姜志强")
    with pytest.raises(NotTheMoment, match="不用恢复"):
        return_member(father, reason="登记错了", by=world.village)
    record_death(father, died_on=days(-2), by=world.village, new_head=named(row, "单桂兰"))
    back = return_member(father, reason="登记错了人", by=world.village)
    assert (back.relation, back.died_on, back.is_present) == (Relation.UNKNOWN, None, True)
    row.refresh_from_db()
    assert (row.people, row.head_name) == (4, "单桂兰")
