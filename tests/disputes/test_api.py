"""The API of disputes: same verbs, same refusals."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.test import Client

from accounts.models import Reading
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import REASON, ago

SignIn = Callable[[str], Client]


def post(client: Client, path: str, **data: Any) -> Any:
    return client.post(f"/api/v1/disputes{path}", data, content_type="application/json")


def intake(world: World, **more: Any) -> dict[str, Any]:
    return {
        "village": world.village_one.code,
        "source": "hotline",
        "kind": "marriage",
        "applicants": ["余德民"],
        "respondents": ["余大海"],
        "brief": "赡养费分歧",
        "client_uuid": str(uuid.uuid4()),
        "taken_in_on": str(ago(9)),
    } | more


def test_a_whole_life(world: World, sign_in: SignIn) -> None:
    client, data = sign_in("village"), intake(world)
    made = post(client, "", **data)
    assert made.status_code == 201, made.text
    assert post(client, "", **data).json()["uid"] == made.json()["uid"]
    path = f"/{made.json()['uid']}"
    blocked = post(client, path + "/accept")
    assert blocked.status_code == 409
    assert "没有征询意愿" in blocked.json()["detail"]
    answers = [{"party": p["id"], "consent": "given"} for p in made.json()["parties"]]
    assert post(client, path + "/consent", answers=answers, on=str(ago(8))).status_code == 200
    assert "安全询问" in post(client, path + "/accept").json()["detail"]
    calm = dict.fromkeys(
        ("violence_now", "violence_known", "injury_appraisal", "crime_suspected"), False
    )
    asked = post(client, path + "/check", **calm, subjects=["support"], on=str(ago(8)))
    assert asked.status_code == 200, asked.text
    body = post(client, path + "/accept", on=str(ago(7)), mediator="village_mate").json()
    assert (body["status"], body["mediator"]) == ("accepted", "村执委一")
    sitting = {"place": "村部", "attendants": "双方", "notes": "谈过", "held_on": str(ago(6))}
    assert post(client, path + "/sessions", **sitting, result="agreed").status_code == 409
    assert post(client, path + "/rights", on=str(ago(7))).status_code == 200
    assert post(client, path + "/sessions", **sitting, result="agreed").status_code == 200
    father, son = (p["id"] for p in made.json()["parties"])
    item = {"by_party": son, "to_party": father, "what": "付赡养费", "way": "deed"}
    items = [item | {"due_on": str(ago(-9))}]
    oral = {"items": items, "performance": "每月", "agreed_on": str(ago(5))}
    assert post(client, path + "/settle-orally", **oral, registered=False).status_code == 200
    assert post(client, path + "/register-oral").json()["agreement"]["registered"] is True
    found = [{"promise": 1, "found": "not_due"}]
    visit = {"party": father, "satisfaction": "partly", "found": found}
    last = post(client, path + "/revisit", **visit).json()
    assert last["status"] == "revisited"
    assert last["follow_ups"][0]["performance"] == "on_track"


def test_refusals(world: World, sign_in: SignIn) -> None:
    client, dispute = sign_in("village"), cases.mediated(world, "agreed")
    path = f"/{dispute.uid}"
    assert post(client, path + "/end", ending="failed", reason=REASON).status_code == 422
    stale = post(client, path + "/pass-up", reason=REASON, version=1)
    assert stale.status_code == 409
    assert stale.headers["Content-Type"] == "application/problem+json"
    assert post(sign_in("county"), path + "/end", **_ending()).status_code == 403
    assert post(sign_in("village_next"), path + "/end", **_ending()).status_code == 404
    assert post(sign_in("governance"), path + "/end", **_ending()).status_code == 403
    assert post(client, path + "/accept", mediator="town_next").status_code == 422
    assert post(client, path + "/decline", reason=REASON).status_code == 409
    written = {"facts": "事", "issue": "争", "responsibility": "责", "items": []}
    assert post(client, path + "/settle-written", **written).status_code == 422
    assert post(client, path + "/end", **_ending()).json()["status"] == "ended"


def test_drafted_then_signed(world: World, sign_in: SignIn) -> None:
    client, dispute = sign_in("village"), cases.mediated(world, "agreed")
    path, keys = f"/{dispute.uid}", [p.pk for p in dispute.parties.all()]
    item = {"by_party": keys[1], "what": "付清", "way": "cash", "amount": 100}
    written: dict[str, Any] = {"facts": "事", "issue": "争", "responsibility": "责"}
    written |= {"agreed_on": str(ago(6))}
    written |= {"items": [item | {"due_on": str(ago(0))}]}
    drafted = post(client, path + "/settle-written", **written).json()
    assert (drafted["status"], drafted["agreement"]["effective_on"]) == ("mediating", None)
    signed = [{"party": key, "manner": "finger"} for key in keys]
    body = post(client, path + "/sign", signed=signed, mediator=True, seal=True, on=str(ago(5)))
    assert body.json()["agreement"]["effective_on"] == str(ago(5))
    assert body.json()["promises"][0]["amount"] == 100
    assert body.json()["status"] == "settled"


def test_intake_refusals(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    assert post(client, "", **intake(world, village=world.village_two.code)).status_code == 422
    assert post(client, "", **intake(world, respondents=[])).status_code == 422
    assert post(client, "", **intake(world, brief="\x00")).status_code == 422
    assert post(client, "", **intake(world, applicants="余")).status_code == 422


def test_list_masks_and_detail_logs(world: World, sign_in: SignIn) -> None:
    dispute, client = cases.mediated(world), sign_in("town")
    listed = client.get("/api/v1/disputes?status=open&q=余德")
    assert listed.json()["count"] == 1
    assert "余德民" not in listed.text
    assert listed.json()["results"][0]["limit_on"] == str(dispute.due_on)
    opened = client.get(f"/api/v1/disputes/{dispute.uid}")
    assert opened.json()["title"] == "余德民与余大海等纠纷"
    assert Reading.objects.filter(noun="disputes.dispute", keys=[dispute.pk]).count() == 2
    assert sign_in("village_next").get(f"/api/v1/disputes/{dispute.uid}").status_code == 404
    assert sign_in("auditor").get("/api/v1/disputes").status_code == 403
    assert Client().get("/api/v1/disputes").status_code in (401, 403)


def _ending() -> dict[str, str]:
    return {"ending": "failed", "reason": REASON, "remedies_told_on": str(ago(0))}
