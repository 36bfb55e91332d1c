"""API of rubrics: the pages' verbs and rights; a draft is checked without being changed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from django.test import Client

from reports.models import RubricDraft
from reports.rules import load_shipped
from reports.transitions import rubric_draft as verbs
from reports.transitions.rubric import shipped
from tests.cast import World

SignIn = Callable[[str], Client]
RUBRICS, DRAFTS, ADOPTIONS = (
    f"/api/v1/{noun}" for noun in ("rubrics", "rubric-drafts", "rubric-adoptions")
)


def post(client: Client, path: str, data: dict[str, Any]) -> Any:
    return client.post(path, data, content_type="application/json")


def test_drafting_checking_and_reading(sign_in: SignIn, world: World) -> None:
    client = sign_in("county")
    content = copy.deepcopy(load_shipped("RC1").as_dict())
    begin = {"campaign": world.campaign.pk, "level": 4, "content": content}
    made = post(client, DRAFTS, begin)
    assert made.status_code == 201, made.text
    path = f"{DRAFTS}/{made.json()['uid']}"
    assert post(client, f"{path}/check", {}).json()["holds"] is True
    content["category"][0]["cap"] = "14"  # type: ignore[index]
    told = post(client, f"{path}/check", {"content": content}).json()
    assert told["holds"] is False
    assert {fault["part"] for fault in told["faults"]} == {"c0", ""}
    assert post(client, f"{path}/check", {"content": {"x": 1}}).json()["faults"][0]["words"]
    assert post(client, f"{path}/check", {"content": []}).status_code == 422
    assert RubricDraft.objects.get().version == 1
    kept = post(client, f"{path}/content", {"content": content, "version": 1})
    assert kept.json()["version"] == 2
    assert post(client, f"{path}/content", {"content": content, "version": 1}).status_code == 409
    assert post(sign_in("governance"), f"{path}/content", {}).status_code == 403
    assert post(sign_in("governance"), DRAFTS, begin).status_code == 403
    assert post(client, DRAFTS, begin).status_code == 409
    assert sign_in("county_other").get(path).status_code == 404


def test_texts_and_what_is_in_force(sign_in: SignIn, world: World) -> None:
    draft = verbs.start(
        campaign=world.campaign, level=4, content=shipped("RC1").content, source="", by=world.county
    )
    verbs.publish(verbs.submit(draft, reason="改", by=world.county), by=world.governance)
    for who, own in (("village", [990101000000]), ("county_other", [])):
        found = sign_in(who).get(RUBRICS).json()["results"]
        assert [one["county"] for one in found if one["county"]] == own, who
    force = sign_in("town").get(ADOPTIONS).json()["results"]
    assert [(one["version"], one["reason"]) for one in force] == [("2026年第2版", "改")]
    text = sign_in("village").get(f"{RUBRICS}/{force[0]['rubric']}").json()
    assert text["content"]["version"] == "2026年第2版"
    assert sign_in("county_other").get(f"{RUBRICS}/{force[0]['rubric']}").status_code == 404
    assert sign_in("county_other").get(ADOPTIONS).json()["results"] == []
