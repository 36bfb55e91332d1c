"""Pages of members and what happens to households, as a village mediator on a phone uses them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Reading
from households.models import Household, HouseholdChange, HouseholdMove, Member
from households.transitions.household import change_household
from households.transitions.move import offer_move
from tests.cast import PASSWORD, World
from tests.households.families import days, family
from tests.households.people import ADDRESS, CHILD, FATHER, MOTHER, PHONE, SON, house, named

SignIn = Callable[[str], Client]
HIDDEN = (FATHER, MOTHER, SON, CHILD, PHONE, ADDRESS)
REASON = "上门前电话联系"


def typed(**more: Any) -> dict[str, Any]:
    """What a mediator types for a couple with a little girl."""
    return {
        "village": "990101100201",
        "number": "0042",
        "head_name": "姜志强",
        "people": "3",
        "is_resident": "1",
        "address": ADDRESS,
        "h-id_number": FATHER.lower(),
        "h-phone": "+86 138 0013 8000",
        "m-TOTAL_FORMS": "3",
        "m-INITIAL_FORMS": "0",
        "m-0-name": "单桂兰",
        "m-0-relation": "spouse",
        "m-0-id_number": MOTHER,
        "m-1-name": "姜小燕",
        "m-1-relation": "daughter",
        "m-1-id_number": CHILD,
        "m-1-consent": "guardian",
        "m-1-consent_note": "父亲 11月1日",
    } | more


def test_a_household_is_registered_on_one_page(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    done = client.post("/households/new", typed())
    assert done.status_code == 302
    row = Household.objects.get(number="0042")
    assert (row.people, row.address, row.members.count()) == (3, ADDRESS, 3)
    assert named(row, "姜志强").phone == PHONE
    page = client.get(done["Location"]).content.decode()
    assert "990101********" + FATHER[-4:] in page
    assert not [word for word in HIDDEN if word in page]


def test_without_script_one_more_block_keeps_what_was_typed(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    page = client.post("/households/new", typed(more="1")).content.decode()
    assert 'name="m-3-name"' in page
    assert 'value="单桂兰"' in page
    assert 'name="m-TOTAL_FORMS" value="4"' in page
    assert "error" not in re.findall(r'class="([^"]*)"', page)
    assert not Household.objects.exists()


def test_an_error_stands_at_its_member(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    answer = client.post("/households/new", typed(**{"m-0-id_number": "990101198506150021"}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "校验位不对" in page
    assert 'id="id_m-0-id_number_error"' in page
    assert 'value="990101198506150021"' in page
    assert not Household.objects.exists()


def test_a_bare_household_can_be_registered_first(world: World, sign_in: SignIn) -> None:
    bare = {k: v for k, v in typed().items() if not k.startswith(("h-", "m-"))}
    assert sign_in("village").post("/households/new", bare).status_code == 302
    assert not Member.objects.exists()


def test_members_are_added_changed_and_go(world: World, sign_in: SignIn) -> None:
    row = house(world)
    client = sign_in("village")
    new = f"/households/{row.uid}/members/new"
    assert client.get(new).status_code == 200
    baby = {"name": "姜小宝", "relation": "son", "document": "birth", "document_number": "G1"}
    refused = client.post(new, baby)
    assert refused.status_code == 422
    baby |= {"document_reason": "新生儿还没有上户", "birth_date": days(-20).isoformat()}
    assert client.post(new, baby | {"consent": "duty", "sex": "male"}).status_code == 302
    child = named(row, "姜小宝")
    edit = f"/members/{child.uid}/edit"
    page = client.get(edit).content.decode()
    assert "已登记" in page
    assert 'value="G1"' not in page
    changed = {"version": "1", "name": "姜大宝", "relation": "son", "document": "birth"}
    changed |= {"document_reason": "新生儿还没有上户", "birth_date": days(-20).isoformat()}
    assert client.post(edit, changed | {"consent": "duty", "sex": "male"}).status_code == 302
    child.refresh_from_db()
    assert (child.name, child.document_number, child.version) == ("姜大宝", "G1", 2)
    stale = client.post(edit, changed | {"consent": "duty"})
    assert stale.status_code == 409
    leave = f"/members/{child.uid}/leave"
    assert client.get(leave).status_code == 200
    gone = {"version": "2", "left_on": days(0).isoformat(), "reason": "送养"}
    assert client.post(leave, gone).status_code == 302
    assert client.post(leave, gone | {"version": "3"}).status_code == 409
    back = {"version": "3", "reason": "登记错了"}
    assert client.post(f"/members/{child.uid}/return", back).status_code == 302


def test_the_head_dies_on_a_page(world: World, sign_in: SignIn) -> None:
    row = house(world)
    client = sign_in("village")
    death = f"/members/{named(row, '姜志强').uid}/death"
    assert "由谁接任户主" in client.get(death).content.decode()
    form = {"version": "1", "died_on": days(-1).isoformat()}
    assert client.post(death, form).status_code == 422
    heir = str(named(row, "单桂兰").uid)
    assert client.post(death, form | {"new_head": heir}).status_code == 302
    row.refresh_from_db()
    assert row.head_name == "单桂兰"
    assert "以前的成员 1 人" in client.get(f"/households/{row.uid}").content.decode()


def test_head_contact_split_merge(world: World, sign_in: SignIn) -> None:
    row = house(world)
    client = sign_in("village")
    at = f"/households/{row.uid}"
    for page in ("head", "contact", "split", "merge", "move", "reveal", "changes"):
        assert client.get(f"{at}/{page}").status_code == 200, page
    heir = str(named(row, "单桂兰").uid)
    assert client.post(f"{at}/head", {"new_head": heir}).status_code == 302
    rule = {"version": "2", "safe_phone": "13900139000", "may_message": "0"}
    assert client.post(f"{at}/contact", rule).status_code == 302
    page = client.get(at).content.decode()
    assert "按约定联系" in page
    assert "13900139000" not in page
    son = str(named(row, "姜小军").uid)
    form = {"members": [son], "head": son, "number": "S1", "split_on": days(0).isoformat()}
    done = client.post(f"{at}/split", form)
    assert done.status_code == 302
    new = Household.objects.get(number="S1")
    back = {"into": row.number, "merged_on": days(0).isoformat(), "reason": "又同住"}
    back |= {f"relation_{son}": "son"}
    assert client.post(f"/households/{new.uid}/merge", back).status_code == 302
    assert named(row, "姜小军").relation == "son"
    assert "安全电话" in client.get(f"{at}/changes").content.decode()


def test_a_family_on_the_list_moves_and_is_looked_at_at_once(world: World, sign_in: SignIn) -> None:
    row = house(world)
    family(world, row)
    client = sign_in("village")
    form = {"village": "990101100202", "reason": "随子女居住"}
    assert client.post(f"/households/{row.uid}/move", form).status_code == 302
    assert "等对方村接收" in client.get(f"/households/{row.uid}").content.decode()
    move = HouseholdMove.objects.get()
    theirs = sign_in("village_next")
    home = theirs.get("/").content.decode()
    assert "接收" in home
    page = theirs.get(f"/moves/{move.uid}/accept").content.decode()
    assert not [word for word in (*HIDDEN, "姜志强") if word in page]
    done = theirs.post(f"/moves/{move.uid}/accept", {"number": "0101"}, follow=True)
    assert "请尽快列入在册" in done.content.decode()
    assert client.post(f"/moves/{move.uid}/withdraw").status_code == 409


def test_whole_numbers_are_shown_once(world: World, sign_in: SignIn) -> None:
    row = house(world)
    father = named(row, "姜志强")
    client = sign_in("town")
    at = f"/members/{father.uid}/reveal"
    assert FATHER not in client.get(at).content.decode()
    refused = client.post(at, {"reason": REASON})
    assert refused.status_code == 422
    assert FATHER not in refused.content.decode()
    wrong = client.post(at, {"reason": REASON, "password": "wrong"})
    assert wrong.status_code == 422
    shown = client.post(at, {"reason": REASON, "password": PASSWORD})
    assert FATHER in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    again = client.post(f"/households/{row.uid}/reveal", {"reason": REASON})
    assert ADDRESS in again.content.decode()
    purposes = Reading.objects.filter(purpose=REASON).values_list("page", flat=True)
    assert set(purposes) == {"households:member_reveal", "households:household_reveal"}
    assert settings.PASSWORD_FRESH_SECONDS == 600


def test_former_words_are_shown_once(world: World, sign_in: SignIn) -> None:
    """改动记录 names the fields; what stood there only on a POST with a reason, read-logged."""
    row = house(world)
    change_household(row, number=row.number, head_name=row.head_name, people=9, is_resident=False,
                     address="甲一村新址 8 号", by=world.village)  # fmt: skip
    client = sign_in("town")
    listed = client.get(f"/households/{row.uid}/changes").content.decode()
    assert "住址" in listed
    assert ADDRESS not in listed
    at = f"/changes/{HouseholdChange.objects.get().uid}/reveal"
    assert ADDRESS not in client.get(at).content.decode()
    assert client.post(at, {"reason": "看"}).status_code == 422
    shown = client.post(at, {"reason": REASON, "password": PASSWORD}).content.decode()
    assert ADDRESS in shown
    assert "是" in shown  # was resident
    assert Reading.objects.filter(purpose=REASON, page="households:change_reveal").count() == 1
    assert sign_in("village_next").get(at).status_code == 404
    assert sign_in("governance").get(at).status_code == 403


def test_the_county_decides_who_is_one_person(world: World, sign_in: SignIn) -> None:
    first = named(house(world), "姜志强")
    second = named(house(world, world.village_two), "姜志强")
    client = sign_in("county")
    page = client.get("/matches/").content.decode()
    assert "身份证号相同" in page
    assert "姜志强" not in page
    ends = f"first={first.uid}&second={second.uid}"
    both = client.get(f"/matches/decide?{ends}").content.decode()
    assert not [word for word in HIDDEN if word in both]
    form = {"first": str(first.uid), "second": str(second.uid), "verdict": "same", "reason": REASON}
    assert client.post("/matches/decide", form).status_code == 302
    # K7: the county sees the other registration; the village sees only its own.
    assert "同一人还登记在" in client.get(f"/households/{first.household.uid}").content.decode()
    mine = sign_in("village").get(f"/households/{first.household.uid}").content.decode()
    assert "同一人还登记在" not in mine
    assert sign_in("village").get("/matches/").status_code == 403
    assert sign_in("county_other").get(f"/matches/decide?{ends}").status_code == 404


@pytest.mark.parametrize("who", ["village_next", "town_next", "county_other", "governance"])
def test_next_door_every_page_is_missing(world: World, sign_in: SignIn, who: str) -> None:
    row = house(world)
    member = named(row, "单桂兰")
    move = offer_move(row, village=world.village_two, reason="搬家", by=world.village)
    if who == "village_next":
        move.delete()
    client = sign_in(who)
    pages = [f"/households/{row.uid}/{p}" for p in ("", "reveal", "contact", "split", "move")]
    pages += [f"/members/{member.uid}/{p}" for p in ("edit", "leave", "death", "reveal")]
    pages += [f"/moves/{move.uid}/accept"]
    for page in pages:
        assert client.get(page.rstrip("/")).status_code in {403, 404}, page


def test_detail_costs_the_same_for_two_and_twenty_members(world: World, sign_in: SignIn) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    row = house(world)
    client = sign_in("village")
    client.get(f"/households/{row.uid}")
    counts = []
    for more in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/households/{row.uid}")
        counts.append(len(queries))
        if not more:
            for i in range(15):
                Member.objects.create(
                    household=row,
                    village=world.village_one,
                    name=f"亲属{i}",
                    relation="other",
                    document="none",
                    document_reason="不详",
                    joined_on=days(0),
                )
    assert counts[0] == counts[1]


def test_api(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")

    def send(path: str, **data: Any) -> Any:
        return client.post(f"/api/v1/{path}", data, content_type="application/json")

    rows = [{"name": "姜志强", "relation": "head", "id_number": FATHER, "phone": PHONE}]
    made = send(
        "households",
        village=990101100201,
        number="9",
        head_name="姜志强",
        people=1,
        address=ADDRESS,
        members=rows,
    )
    assert made.status_code == 201, made.text
    uid = made.json()["uid"]
    added = send(f"households/{uid}/members", name="单桂兰", relation="spouse", id_number=MOTHER)
    assert added.status_code == 201
    listed = client.get(f"/api/v1/households/{uid}/members")
    assert not [word for word in HIDDEN if word in listed.text + made.text + added.text]
    assert listed.json()["count"] == 2
    mother = added.json()["uid"]
    wrong = send(f"members/{mother}/change", version=1, name="x", relation="spouse", id_number="1")
    assert wrong.status_code == 422
    assert "18 位" in wrong.text
    changed = send(f"members/{mother}/change", version=1, name="单桂英", relation="spouse")
    assert changed.json()["version"] == 2
    assert send(f"members/{mother}/reveal", reason=REASON).status_code == 422
    shown = send(f"members/{mother}/reveal", reason=REASON, password=PASSWORD)
    assert shown.json() == {"id_number": MOTHER}
    gone = send(f"members/{mother}/leave", version=2, left_on=days(0).isoformat(), reason="外出")
    assert gone.json()["left_on"] == days(0).isoformat()
    assert send(f"members/{mother}/return", version=3, reason="登记错了").status_code == 200
    offered = send("moves", household=uid, village=990101100202, reason="搬家")
    assert offered.status_code == 201
    move = offered.json()["uid"]
    assert client.get("/api/v1/moves").json()["count"] == 1
    client = sign_in("village_next")
    accepted = send(f"moves/{move}/accept", number="0101")
    assert accepted.json()["status"] == "accepted"
    assert client.get("/api/v1/matches").status_code == 403
    first = named(house(world), "姜志强")
    second = Member.objects.get(name="姜志强", village=990101100202)
    client = sign_in("county")
    match = send(
        "matches", first=str(first.uid), second=str(second.uid), verdict="same", reason=REASON
    )
    assert match.status_code == 201, match.text
    undone = send(f"matches/{match.json()['uid']}/undo", reason="弄错人了")
    assert undone.json()["undone_at"]
