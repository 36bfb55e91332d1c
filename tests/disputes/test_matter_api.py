"""API of matters: the door, sorting, steps of a rights matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from disputes.models import Matter, MatterHandOver, RightsMatter
from tests.cast import World
from tests.disputes.letters import ago, letter

SignIn = Callable[[str], Client]


def post(client: Client, path: str, **data: Any) -> Any:
    return client.post(f"/api/v1/{path}", data, content_type="application/json")


def test_the_door_asks_its_question(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    known = {"place": world.village_one.code, "channel": "visit", "brief": "丈夫殴打妻子"}
    asked = post(client, "matters", **known)
    assert asked.status_code == 422
    assert [e["pointer"] for e in asked.json()["errors"]] == ["/protect"]
    made = post(client, "matters", **known, protect=True)
    assert made.status_code == 201
    assert made.json()["route"] == "protection"
    assert sign_in("village_mate").get("/api/v1/matters").json()["count"] == 0


def test_sorted_and_answered(world: World, sign_in: SignIn) -> None:
    client = sign_in("town")
    matter = letter(world)
    opened = client.get(f"/api/v1/matters/{matter.uid}").json()
    assert opened["caller_phone"] == "138****8000"
    assert post(client, f"matters/{matter.uid}/rights", category="labour").status_code == 200
    row = RightsMatter.objects.get()
    own = f"rights-matters/{row.uid}"
    assert post(client, f"{own}/answer", words="经查属实，已补发。").status_code == 409
    assert post(client, f"{own}/accept", on=str(ago(2))).status_code == 200
    done = post(client, f"{own}/answer", words="经查属实，已补发。", answered_on=str(ago(1)))
    assert (done.status_code, done.json()["status"]) == (200, "done")
    assert post(client, f"{own}/plan-visits", days=90).status_code == 200
    visit = {"way": "home", "state": "工资已到手，生活平稳"}
    assert post(client, f"{own}/visit", **visit).status_code == 200
    assert post(sign_in("town_next"), f"{own}/visit", **visit).status_code == 404
    assert post(sign_in("village"), f"{own}/visit", **visit).status_code == 403


def test_the_other_ways(world: World, sign_in: SignIn) -> None:
    town, village = sign_in("town"), sign_in("village")
    one, two, three = letter(world), letter(world), letter(world, "village")
    assert post(town, f"matters/{one.uid}/advice", words="已告知办法。").status_code == 200
    known = {"village": world.village_one.code, "kind": "labour"}
    assert post(town, f"matters/{two.uid}/mediation", **known).json()["route"] == "mediation"
    passed = post(village, f"matters/{three.uid}/pass-up", reason="要求书面答复，村里办不了")
    assert passed.json()["unit"] == world.village_one.code  # until the township accepts
    offered = MatterHandOver.objects.waiting().get(matter__uid=three.uid)
    assert post(town, f"matter-hand-overs/{offered.uid}/accept").status_code == 200
    assert town.get(f"/api/v1/matters/{three.uid}").json()["owner"] == world.town.name
    told = {"whom": "县人社局", "told_on": str(ago(0))}
    assert post(town, f"matters/{three.uid}/not-ours", **told).json()["status"] == "done"
    four = letter(world, "village")
    assert post(village, f"matters/{four.uid}/protection").status_code == 204
    assert Matter.objects.get(pk=four.pk).sealed
