"""API and pages of hand-overs, hazards and pairings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils import timezone

from households.models import HandOver, Hazard, Pairing
from households.transitions.handover import propose
from households.transitions.hazard import open_hazard
from tests.cast import World
from tests.households.families import days, family, home
from tests.households.test_hazard import FORM

SignIn = Callable[[str], Client]
JSON = "application/json"


def test_hand_over_by_api(world: World, sign_in: SignIn) -> None:
    row = family(world)
    one = propose(
        row, leaving=world.village, taking=world.village_mate, reason="调离本村", by=world.village
    )
    url = f"/api/v1/hand-overs/{one.uid}"
    assert sign_in("village").post(f"{url}/accept").status_code == 403
    assert sign_in("village_next").get(url).status_code == 404
    mate = sign_in("village_mate")
    assert mate.get("/api/v1/hand-overs?show=mine").json()["count"] == 1
    assert mate.post(f"{url}/refuse", {}, content_type=JSON).status_code == 422
    assert mate.post(f"{url}/accept").json()["status"] == "accepted"
    assert mate.post(f"{url}/accept").status_code == 409
    assert HandOver.objects.get().answered_by == world.village_mate


def test_hazard_by_api(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    body: dict[str, Any] = {"village": world.village_one.code, "reporter": "隔壁李婶"}
    assert client.post("/api/v1/hazards", {}, content_type=JSON).status_code == 404
    far = {"village": world.village_two.code}
    assert client.post("/api/v1/hazards", far, content_type=JSON).status_code == 404
    made = client.post("/api/v1/hazards", body, content_type=JSON)
    assert made.status_code == 201, made.text
    assert "李婶" not in made.text
    url = f"/api/v1/hazards/{made.json()['uid']}"
    call = {"called_at": timezone.now().isoformat(), "person": "赵主席", "unit": "镇妇联"}
    assert client.post(f"{url}/call", call, content_type=JSON).status_code == 200
    child = FORM | {"version": 1, "protected": True}
    refused = client.post(f"{url}/report", child, content_type=JSON)
    assert refused.status_code == 422
    assert "报警" in refused.text
    assert client.post(f"{url}/report", FORM | {"version": 1}, content_type=JSON).status_code == 200
    done = client.post(f"{url}/follow", {"text": "双方已分开，平静。"}, content_type=JSON)
    assert done.json()["next_due"] is None
    assert sign_in("town").post(f"{url}/receive").json()["handler"] == "镇妇联一"
    asked = client.post(f"{url}/ask", {"reason": "连续平静"}, content_type=JSON)
    assert asked.json()["status"] == "asked"
    end = {"reason": "核实平静", "ending": "lifted"}
    assert sign_in("town").post(f"{url}/lift", end, content_type=JSON).json()["ending"] == "lifted"


def test_pairing_by_api(world: World, sign_in: SignIn) -> None:
    client, row = sign_in("village"), home(world)
    body = {
        "household": str(row.uid),
        "helper_kind": "unit",
        "helper_name": "镇卫生院",
        "contact": "13900001111",
        "need": "缺药费",
        "measures": "联系报销",
        "since": days(-3).isoformat(),
    }
    made = client.post("/api/v1/pairings", body, content_type=JSON)
    assert made.status_code == 201, made.text
    assert made.json()["contact"] == "139****1111"
    url = f"/api/v1/pairings/{made.json()['uid']}"
    given = {
        "happened_on": days(0).isoformat(),
        "kind": "goods",
        "what": "大米",
        "signed_by": "户主",
    }
    assert client.post(f"{url}/help", given, content_type=JSON).status_code == 201
    end = {"version": 1, "ended_on": days(0).isoformat(), "effect": "药费已报销"}
    assert client.post(f"{url}/end", end, content_type=JSON).json()["times"] == 1


def test_a_telephone_is_shown_for_a_reason_only(world: World, sign_in: SignIn) -> None:
    client, row = sign_in("village"), home(world)
    body = {
        "helper_kind": "mother",
        "helper_name": "王芳",
        "contact": "13900001111",
        "need": "缺药费",
        "measures": "联系报销",
        "since": days(-3).isoformat(),
    }
    page = client.post(f"/households/{row.uid}/pair", body, follow=True)
    assert "139****1111" in page.text
    assert "13900001111" not in page.text
    one = Pairing.objects.get()
    asked = f"/pairings/{one.uid}/contact"
    assert "13900001111" not in client.get(asked).text
    assert client.post(asked, {"reason": ""}).status_code == 422
    assert "13900001111" in client.post(asked, {"reason": "核对联系方式"}).text


def test_hazard_pages(world: World, sign_in: SignIn) -> None:
    row = family(world)
    client = sign_in("village")
    client.post(
        f"/families/{row.uid}/visits/new",
        {
            "visited_on": days(0).isoformat(),
            "way": "home",
            "met": "夫妻",
            "state": "扬言动手",
            "change": "worse",
        },
    )
    visit = row.visits.get()
    assert f"/hazards/new?visit={visit.uid}" in client.get(f"/families/{row.uid}/visits").text
    sent = {
        "village": world.village_one.code,
        "known_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "dangers": ["injury"],
        "reporter": "隔壁李婶",
    }
    made = client.post(f"/hazards/new?visit={visit.uid}", sent, follow=True)
    hazard = Hazard.objects.get()
    assert (hazard.visit, hazard.family, hazard.source) == (visit, row, "visit")
    assert "+ 2 小时 =" in made.text
    assert "李婶" in made.text
    seen = sign_in("village_mate").get(f"/hazards/{hazard.uid}").text
    assert "李婶" not in seen
    assert "已依法保密" in seen
    assert sign_in("village_next").get(f"/hazards/{hazard.uid}").status_code == 404
    refused = client.post(f"/hazards/{hazard.uid}/report", {"version": 1, "course": "留下的话"})
    assert refused.status_code == 422
    assert "留下的话" in refused.text
    for who in ("village", "town", "county"):
        assert f"/hazards/{hazard.uid}" in sign_in(who).get("/?all=1").text


def test_a_hazard_of_a_sealed_family_obeys_the_seal(world: World, sign_in: SignIn) -> None:
    row = family(world, categories=["01"], sealed=True)
    hazard = open_hazard(family=row, by=world.village)
    assert sign_in("village").get(f"/hazards/{hazard.uid}").status_code == 200
    outsider = sign_in("village_mate")
    assert outsider.get(f"/hazards/{hazard.uid}").status_code == 404
    assert "共 <span>0</span> 件" in outsider.get("/hazards/").text
    assert f"/hazards/{hazard.uid}" not in outsider.get("/?all=1").text
