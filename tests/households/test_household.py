"""Households: registered, changed, gone; found by name, pinyin, initials and number."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from accounts.models import Reading, Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.models import Household, HouseholdChange
from households.queries.household import household_rows, matching, next_number
from households.transitions.household import (
    change_household,
    leave_household,
    register_household,
)
from tests.cast import World
from tests.households.families import days, family, home

SignIn = Callable[[str], Client]
VALUES: dict[str, Any] = {"number": "0012", "head_name": "单雄信", "people": 3}


def test_village_registers_a_household(world: World) -> None:
    row = register_household(village=world.village_one, by=world.village, grid="东组", **VALUES)
    assert (row.head_pinyin, row.head_initials) == ("shanxiongxin", "sxx")
    assert Trail.objects.get(act="household.register").key == str(row.pk)


@pytest.mark.parametrize("who", ["county", "town", "village_next", "governance", "nobody"])
def test_others_may_not_register(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        register_household(village=world.village_one, by=world.users[who], **VALUES)
    assert not Household.objects.exists()


def test_only_in_a_village(world: World) -> None:
    with pytest.raises(Invalid, match="请选村"):
        register_household(village=world.township, by=world.system, **VALUES)


def test_number_is_the_villages_own(world: World) -> None:
    register_household(village=world.village_one, by=world.village, **VALUES)
    with pytest.raises(Invalid, match="0012"):
        register_household(village=world.village_one, by=world.village, **VALUES)
    register_household(village=world.village_two, by=world.village_next, **VALUES)
    assert Household.objects.count() == 2
    assert Trail.objects.filter(act="household.register").count() == 2


@pytest.mark.parametrize(
    ("field", "value"), [("number", " "), ("head_name", ""), ("people", 0), ("people", 61)]
)
def test_values_must_hold(world: World, field: str, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        register_household(village=world.village_one, by=world.village, **(VALUES | {field: value}))
    assert set(refused.value.errors) == {field}


def test_change_keeps_what_was(world: World) -> None:
    row = home(world)
    values = VALUES | {"version": row.version, "by": world.village}
    changed = change_household(row, **values)
    assert (changed.version, changed.head_pinyin) == (2, "shanxiongxin")
    told = Trail.objects.get(act="household.change")
    assert set(told.after["fields"]) == {"head_name", "number", "people"}
    assert "姜志强" not in str(told.before) + str(told.after)
    kept = HouseholdChange.objects.get(household=row)
    assert json.loads(kept.before)["head_name"] == "姜志强"
    with pytest.raises(Stale) as stale:
        change_household(row, **values | {"head_name": "秦琼"})
    assert stale.value.fields[0].mine == "秦琼"


def test_same_values_change_nothing(world: World) -> None:
    row = home(world)
    same: dict[str, Any] = {"number": row.number, "head_name": row.head_name, "people": row.people}
    assert change_household(row, by=world.village, **same).version == 1
    assert not Trail.objects.filter(act="household.change").exists()


def test_change_refused(world: World) -> None:
    row, taken = home(world), home(world)
    with pytest.raises(Http404):
        change_household(row, by=world.village_next, **VALUES)
    with pytest.raises(Forbidden):
        change_household(row, by=world.town, **VALUES)
    with pytest.raises(Invalid, match="另编"):
        change_household(row, by=world.village, **VALUES | {"number": taken.number})
    row.refresh_from_db()
    assert row.version == 1


def test_leave(world: World) -> None:
    row = home(world)
    done = leave_household(row, left_on=days(-1), reason="迁往县城", by=world.village, version=1)
    assert done.left_on == days(-1)
    with pytest.raises(NotTheMoment, match="已登记迁出"):
        leave_household(row, left_on=days(-1), reason="迁往县城", by=world.village)
    with pytest.raises(NotTheMoment):
        change_household(row, by=world.village, **VALUES)


def test_leave_refused(world: World) -> None:
    row = home(world)
    with pytest.raises(Invalid):
        leave_household(row, left_on=days(1), reason="迁往县城", by=world.village)
    with pytest.raises(Invalid):
        leave_household(row, left_on=days(0), reason=" ", by=world.village)
    with pytest.raises(Forbidden):
        leave_household(row, left_on=days(0), reason="迁往县城", by=world.county)
    family(world, row)
    with pytest.raises(NotTheMoment, match="销号"):
        leave_household(row, left_on=days(0), reason="迁往县城", by=world.village)
    row.refresh_from_db()
    assert row.left_on is None


@pytest.mark.parametrize(
    "typed",
    [
        "姜志强",
        "志强",
        "姜",
        "jiangzhi",
        "zhiqiang",
        "jzq",
        "JZQ",
        "j",
        "0７",
        "A-007",
        " 姜 志强 ",
    ],
)
def test_found_by(world: World, typed: str) -> None:
    row = home(world, number="A-007")
    home(world, number="B-9", head_name="李冬梅")
    assert list(household_rows(world.village).filter(matching(typed))) == [row]


def test_not_found_by_other_words(world: World) -> None:
    home(world)
    for typed in ("张", "zhang", "强志", "%", "·", "' OR 1=1"):
        assert not household_rows(world.village).filter(matching(typed)).exists()
    assert household_rows(world.village).filter(matching("  ")).exists()


def test_next_number(world: World) -> None:
    assert next_number(world.village_one) == "1"
    home(world, number="0099")
    home(world, number="甲-500")
    assert next_number(world.village_one) == "0100"


def test_pages(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    assert "户号" in client.get("/households/new").text
    sent = {"number": "7", "head_name": "姜志强", "people": "4", "is_resident": "1"}
    bad = client.post("/households/new", sent | {"people": "99", "village": "990101100201"})
    assert bad.status_code == 422
    assert "姜志强" in bad.text
    forged = client.post("/households/new", sent | {"village": "990101100202"})
    assert forged.status_code == 422
    done = client.post("/households/new", sent | {"village": "990101100201"})
    assert done.status_code == 302
    row = Household.objects.get()
    page = client.get(done["Location"])
    assert "姜志强" in page.text
    assert Reading.objects.filter(noun="households.household", keys__contains=[row.pk]).exists()
    listed = client.get("/households/?q=jzq")
    assert "姜*强" in listed.text
    assert "姜志强" not in listed.text.replace('value="姜志强"', "")
    assert client.get(f"/households/{row.uid}/edit").status_code == 200
    edited = client.post(f"/households/{row.uid}/edit", sent | {"people": "5", "version": "1"})
    assert edited.status_code == 302
    stale = client.post(f"/households/{row.uid}/edit", sent | {"people": "6", "version": "1"})
    assert stale.status_code == 409
    left = client.post(
        f"/households/{row.uid}/leave",
        {"left_on": days(0).isoformat(), "reason": "迁往县城", "version": "2"},
    )
    assert left.status_code == 302
    assert "姜*强" not in client.get("/households/").text
    assert "姜*强" in client.get("/households/?state=left").text


def test_pages_refused(world: World, sign_in: SignIn) -> None:
    row = home(world)
    far = sign_in("village_next")
    for path in ("", "/edit", "/leave", "/list"):
        assert far.get(f"/households/{row.uid}{path}").status_code == 404
    assert "姜*强" not in far.get("/households/").text
    assert sign_in("town").get("/households/new").status_code == 403
    for who in ("governance", "auditor", "system_admin"):
        assert sign_in(who).get("/households/").status_code == 403
        assert sign_in(who).get(f"/households/{row.uid}").status_code == 403


def test_list_costs_the_same_for_three_and_thirty(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in("town")
    client.get("/households/")
    counts = []
    for more in (3, 27):
        for _ in range(more):
            family(world, home(world))
        with django_assert_max_num_queries(15) as asked:
            assert client.get("/households/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_api(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    made = client.post(
        "/api/v1/households", VALUES | {"village": 990101100201}, content_type="application/json"
    )
    assert made.status_code == 201, made.text
    uid = made.json()["uid"]
    again = client.post(
        "/api/v1/households", VALUES | {"village": 990101100201}, content_type="application/json"
    )
    assert again.status_code == 422
    changed = client.post(
        f"/api/v1/households/{uid}/change",
        VALUES | {"people": 5, "version": 1},
        content_type="application/json",
    )
    assert changed.json()["people"] == 5
    assert client.get("/api/v1/households?q=sxx").json()["count"] == 1
    assert client.get(f"/api/v1/households/{uid}").status_code == 200
    assert sign_in("village_next").get(f"/api/v1/households/{uid}").status_code == 404
    assert sign_in("governance").get("/api/v1/households").status_code == 403
    leave = {"left_on": days(0).isoformat(), "reason": "迁往县城", "version": 2}
    left = client.post(f"/api/v1/households/{uid}/leave", leave, content_type="application/json")
    assert left.json()["left_on"] == days(0).isoformat()
