"""Publicity by API: the same verbs, the same refusals."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from campaigns.models import Activity
from tests.cast import World
from tests.pictures import jpeg

SignIn = Callable[[str], Client]
API = "/api/v1/"


def post(client: Client, path: str, **data: Any) -> Any:
    return client.post(f"{API}{path}", data, content_type="application/json")


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", jpeg())


def today() -> str:
    return timezone.localdate().isoformat()


def test_an_activity_with_its_photo(world: World, sign_in: SignIn) -> None:
    village = sign_in("village")
    facts = {
        "day": today(), "theme": "禁毒宣传", "kind": "street", "venue": "集市", "people": "60",
        "client_uuid": str(uuid.uuid4()),
    }  # fmt: skip
    broken = SimpleUploadedFile("a.jpg", b"MZ")
    assert village.post(f"{API}activities", facts | {"photo": broken}).status_code == 422
    assert not Activity.objects.exists()
    made = village.post(f"{API}activities", facts | {"photo": photo()})
    assert (made.status_code, made.json()["photos"]) == (201, 1)
    again = village.post(f"{API}activities", facts | {"photo": photo()})
    assert (again.json()["uid"], again.json()["photos"]) == (made.json()["uid"], 1)
    path = f"activities/{made.json()['uid']}"
    more = village.post(f"{API}{path}/photo", {"file": photo()})
    assert (more.status_code, more.json()["photos"]) == (200, 2)
    assert sign_in("county").get(f"{API}activities?kind=street").json()["count"] == 1
    assert sign_in("village_next").get(f"{API}{path}").status_code == 404
    assert post(sign_in("town"), f"{path}/back", reason="日期写错").status_code == 403
    assert post(village, f"{path}/back", reason="日期写错").status_code == 204
    assert post(village, f"{path}/back", reason="日期写错").status_code == 409
    assert sign_in("county").get(f"{API}activities").json()["count"] == 0


def test_a_training_and_who_came(world: World, sign_in: SignIn) -> None:
    town = sign_in("town")
    made = post(
        town, "trainings", day=today(), topic="排查分级", teacher="教师", venue="会议室",
        roles=["village_mediator"], names=["网格员甲"],
    )  # fmt: skip
    assert made.status_code == 201, made.content
    path = f"trainings/{made.json()['uid']}"
    people = {t["name"]: t["id"] for t in town.get(f"{API}{path}").json()["trainees"]}
    came = post(town, f"{path}/attendance", came=[people["网格员甲"]])
    assert (came.json()["came"], came.json()["should"]) == (1, len(people))
    mine = sign_in("village").get(f"{API}{path}").json()
    assert {t["place"] for t in mine["trainees"]} == {world.village_one.code}
    assert post(sign_in("village"), f"{path}/attendance", came=[]).status_code == 403
    assert post(town, f"{path}/back", reason="登记重复").status_code == 204
    assert sign_in("village").get(f"{API}{path}").status_code == 404


def test_a_bulletin_to_its_adoption(world: World, sign_in: SignIn) -> None:
    town, village = sign_in("town"), sign_in("village")
    words = {
        "title": "集中走访",
        "editor": "甲",
        "body": "各村认真开展平安家庭创建，逐户走访排查。",
    }
    made = post(town, "bulletins", **words)
    assert (made.status_code, made.json()["number"]) == (201, None)
    path = f"bulletins/{made.json()['uid']}"
    assert village.get(f"{API}{path}").status_code == 404
    changed = town.put(
        f"{API}{path}", words | {"title": "集中宣传", "version": 1}, content_type="application/json"
    )
    assert (changed.status_code, changed.json()["title"]) == (200, "集中宣传")
    assert post(town, f"{path}/issue", version=1).status_code == 409
    issued = post(town, f"{path}/issue", version=2)
    assert issued.json()["issue_words"] == "第1期（总第1期）"
    assert village.get(f"{API}{path}").status_code == 200
    typed = {"level": 2, "body": "市妇联", "day": today()}
    adopted = town.post(f"{API}{path}/adopt", typed | {"proof": photo()})
    assert adopted.status_code == 201, adopted.content
    assert town.get(f"{API}{path}").json()["adopted"] == 1
    back = f"adoptions/{adopted.json()['uid']}/back"
    assert post(village, back, reason="登记重复").status_code == 404
    assert post(town, back, reason="登记重复").status_code == 204
    version = issued.json()["version"]
    assert post(town, f"{path}/withdraw", reason="数字有误", version=version).status_code == 200


def test_papers_and_contests(world: World, sign_in: SignIn) -> None:
    village = sign_in("village")
    made = post(village, "achievements", kind="paper", title="调研", day=today(), authors="田禾")
    assert made.status_code == 201, made.content
    path = f"achievements/{made.json()['uid']}"
    typed = {"level": 4, "body": "镇政府", "day": today(), "proof": photo()}
    assert village.post(f"{API}{path}/adopt", typed).status_code == 201
    assert village.get(f"{API}{path}").json()["adopted"] == 1
    assert (
        post(village, "achievements", kind="contest", title="征文", day=today()).status_code == 422
    )
    assert post(village, f"{path}/back", reason="登记重复").status_code == 204
