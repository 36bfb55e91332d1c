"""Possible duplicates, for the county alone (T3)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client

from accounts import scope
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from disputes.models import Matter, MatterTwin
from disputes.queries.twin import possible_twins
from disputes.transitions.matter import Caller, Person
from disputes.transitions.twin import decide_twin
from tests.cast import World
from tests.disputes.letters import ago, letter

SignIn = Callable[[str], Client]
ID = "990101198001010014"
SAME = "同一人为同一件事来信又来电"


def brought(world: World, who: str, name: str, **more: object) -> Matter:
    """A matter of one person."""
    person = {k: more.pop(k) for k in ("id_number", "phone") if k in more}
    people = [Person("applicant", name, **person)]  # type: ignore[arg-type]
    return letter(world, who, caller=Caller(), people=people, **more)


def grounds(world: World, one: Matter, who: str = "county") -> dict[int, list[str]]:
    return {t.matter.pk: t.grounds for t in possible_twins(world.users[who], one)}


def test_by_number_telephone_and_name(world: World) -> None:
    one = brought(world, "village", "余德民", id_number=ID, phone="13800138000")
    far = brought(world, "town_next", "老余", place=world.village_far, id_number=ID)
    call = brought(world, "village_next", "余某", place=world.village_two, phone="13800138000")
    near = brought(world, "village_mate", "余德民")
    next_door = brought(world, "village_next", "余德民", place=world.village_two)
    other = brought(world, "village", "王建国")
    assert grounds(world, one) == {
        far.pk: ["身份证号相同"],
        call.pk: ["电话相同"],
        near.pk: ["姓名相同，同村"],
    }
    assert next_door.pk not in grounds(world, one)
    assert other.pk not in grounds(world, one)
    assert one.pk in grounds(world, far)


def test_both_names_in_the_township(world: World) -> None:
    pair = [Person("applicant", "余德民"), Person("respondent", "余大海")]
    one = letter(world, "village", people=pair, caller=Caller())
    two = letter(world, "village_next", people=pair, caller=Caller(), place=world.village_two)
    three = letter(world, "town_next", people=pair, caller=Caller(), place=world.village_far)
    assert grounds(world, one) == {two.pk: ["双方姓名相同，同乡镇"]}
    assert three.pk not in grounds(world, one)


def test_vague_names_and_far_days_do_not_count(world: World) -> None:
    one = brought(world, "village", "王某")
    brought(world, "village", "王某")
    assert grounds(world, one) == {}
    old = brought(world, "village", "余德民", received_on=ago(400))
    new = brought(world, "village", "余德民")
    assert grounds(world, old) == grounds(world, new) == {}


def test_only_the_county_is_told(world: World, sign_in: SignIn) -> None:
    one = brought(world, "village", "余德民", id_number=ID)
    brought(world, "village_next", "余德民", place=world.village_two, id_number=ID)
    for name in ("village", "village_mate", "town"):
        assert possible_twins(world.users[name], one) == []
        assert "可能重复" not in sign_in(name).get(f"/matters/{one.uid}").text
    assert "可能重复" in sign_in("county").get(f"/matters/{one.uid}").text


def test_sealed_ones_are_in_no_comparison(world: World) -> None:
    one = brought(world, "county", "余德民", id_number=ID)
    hidden = letter(
        world,
        "county",
        brief="丈夫殴打妻子",
        protect=True,
        caller=Caller(),
        people=[Person("applicant", "余德民", id_number=ID)],
    )
    assert Matter.objects.visible_to(world.county).filter(pk=hidden.pk).exists()
    assert grounds(world, one) == {}
    assert grounds(world, hidden) == {}
    with pytest.raises(NotTheMoment):
        decide_twin(matter=one, other=hidden, verdict="same", reason=SAME, by=world.county)


def test_the_countys_word(world: World) -> None:
    one = brought(world, "village", "余德民", id_number=ID)
    two = brought(world, "town_next", "余德民", place=world.village_far, id_number=ID)
    with pytest.raises(Invalid):
        decide_twin(matter=two, other=one, verdict="same", reason="是", by=world.county)
    with pytest.raises(Invalid):
        decide_twin(matter=two, other=one, verdict="x", reason=SAME, by=world.county)
    twin = decide_twin(matter=two, other=one, verdict="same", reason=SAME, by=world.county)
    assert (twin.matter, twin.other, twin.verdict) == (one, two, "same")
    assert Matter.objects.count() == 2  # nothing is merged away
    shown = possible_twins(world.county, two)[0]
    assert (shown.matter.pk, shown.verdict, shown.reason) == (one.pk, "same", SAME)
    decide_twin(matter=one, other=two, verdict="different", reason="说的是两块地", by=world.county)
    assert MatterTwin.objects.get().verdict == "different"
    for name in ("village", "town_next", "county_other"):
        with pytest.raises((Http404, Forbidden)):
            decide_twin(matter=one, other=two, verdict="same", reason=SAME, by=world.users[name])


def test_both_walls_hide_the_pair_below_the_county(world: World) -> None:
    one = brought(world, "village", "余德民", id_number=ID)
    two = brought(world, "village", "余德民", id_number=ID)
    decide_twin(matter=one, other=two, verdict="same", reason=SAME, by=world.county)
    table = MatterTwin._meta.db_table
    for name, rows in (("village", 0), ("town", 0), ("county", 1), ("county_other", 0)):
        user = world.users[name]
        assert MatterTwin.objects.visible_to(user).count() == rows, name
        with scope.opened(user), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (rows,), name


def test_decided_on_the_page(world: World, sign_in: SignIn) -> None:
    one = brought(world, "village", "余德民", id_number=ID)
    two = brought(world, "village_next", "余德民", place=world.village_two, id_number=ID)
    where = f"/matters/{one.uid}/twins/{two.uid}"
    assert sign_in("village").get(where).status_code == 403
    client = sign_in("county")
    page = client.get(where)
    assert page.text.count("单位三个月没有给产假工资") == 2
    done = client.post(where, {"verdict": "same", "reason": SAME})
    assert done.status_code == 302
    assert "同一件" in client.get(f"/matters/{two.uid}").text
    assert sign_in("county_other").get(where).status_code == 404
