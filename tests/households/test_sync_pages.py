"""The door phones send through, and the pages of what was not entered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.management import call_command
from django.test import Client

from accounts import sealing
from accounts.models import Reading
from households.models import SyncItem, ZeroReport
from households.transitions.sync import LONGEST_SEALED, receive_item
from households.transitions.sync_kinds import KINDS
from households.views import shell
from tests.cast import World
from tests.households import families
from tests.households.reporting import FOUND, at, file_as, november
from tests.households.syncing import VISIT, as_json, nil_of, parcel

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
NOW = "2026-11-24 10:00:00"


@pytest.fixture(autouse=True)
def today() -> Any:
    with at(NOW):
        yield


def send(client: Client, *items: Any, **headers: Any) -> Any:
    return client.post(
        "/sync/", json.dumps({"items": items}), content_type="application/json", **headers
    )


def test_one_item(world: World, sign_in: SignIn) -> None:
    one = as_json(parcel(world.village, "report", nil_of(world, november(world))))
    client = sign_in("village")
    answers = [send(client, one) for _ in range(2)]
    assert [a.status_code for a in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    (result,) = answers[0].json()["results"]
    assert result["state"] == "accepted"
    assert client.get(result["url"]).status_code == 200
    assert answers[0]["Cache-Control"] == "no-store"
    assert ZeroReport.objects.count() == 1


def test_a_refused_item_is_kept_though_the_answer_is_no(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    missing = VISIT | {"village": world.village_one.code, "number": "404"}
    answer = send(client, as_json(parcel(world.village, "visit", missing)))
    assert answer.status_code == 422
    item = SyncItem.objects.get()
    assert answer.json()["results"][0]["url"] == f"/sync/items/{item.uid}"
    page = client.get(f"/sync/items/{item.uid}").content.decode()
    assert "夫妻二人" in page
    assert "没有找到这个户号" in page
    assert Reading.objects.filter(noun="households.syncitem").count() == 1


def test_several_items_each_have_an_answer(world: World, sign_in: SignIn) -> None:
    period = november(world)
    good = as_json(parcel(world.village, "report", nil_of(world, period)))
    foreign = as_json(parcel(world.village_mate, "report", nil_of(world, period)))
    answer = send(sign_in("village"), good, foreign)
    assert answer.status_code == 207
    states = [(r["state"], r["code"]) for r in answer.json()["results"]]
    assert states == [("accepted", 201), ("returned", 403)]
    assert SyncItem.objects.count() == 1


def test_signed_out_and_without_a_token(world: World, client: Client) -> None:
    one = as_json(parcel(world.village, "report", {}))
    assert send(client, one).status_code == 401
    assert client.get("/sync/frame").status_code == 401
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.village)
    assert send(strict, one).status_code == 403
    token = strict.get("/sync/frame").json()["csrf"]
    assert send(strict, one, HTTP_X_CSRFTOKEN=token).status_code == 422
    assert strict.get("/sync/").status_code == 405


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"items": []}',
        b'{"items": [1]}',
        b'{"items": {"a": 1}}',
        json.dumps({"items": [{}] * 51}).encode(),
        b'{"items": ' + b"[" * 20000,
    ],
)
def test_what_is_no_list_of_items(sign_in: SignIn, body: bytes) -> None:
    answer = sign_in("village").post("/sync/", body, content_type="application/json")
    assert answer.status_code == 422
    assert "不完整" in answer.json()["sentence"]


@pytest.mark.parametrize(
    "change",
    [
        {"sealed": "A" * (LONGEST_SEALED + 4)},
        {"client_uuid": "1"},
        {"kind": "Report;"},
        {"kind": "x" * 40},
        {"form": "x"},
        {"form": -1},
        {"base": 10**7},
        {"digest": "0"},
        {"owner": "o" * 33},
        {"key": "k" * 17},
        {"kind": "re\0port"},
    ],
)
def test_items_of_a_wrong_shape(world: World, sign_in: SignIn, change: dict[str, Any]) -> None:
    one = as_json(parcel(world.village, "report", {})) | change
    assert send(sign_in("village"), one).status_code == 422
    assert not SyncItem.objects.exists()


def test_the_frame_names_no_person_and_no_family(world: World, sign_in: SignIn) -> None:
    families.family(world, families.home(world, head_name="姜志强", number="H77"))
    period = november(world)
    body = sign_in("village").get("/sync/frame").json()
    assert body["villages"] == [{"code": world.village_one.code, "name": "甲一村"}]
    assert [(p["id"], p["label"], p["revision"]) for p in body["periods"]] == [
        (period.pk, "11月", None)
    ]
    assert body["owner"] == sealing.owner_tag(world.village, body["key"])
    text = json.dumps(body, ensure_ascii=False)
    for word in ("姜志强", "H77", world.village.name):
        assert word not in text


def test_choosing_field_by_field(world: World, sign_in: SignIn) -> None:
    period = november(world)
    file_as(world.village_mate, period, world.village_one, FOUND)
    mine = nil_of(
        world,
        period,
        kind="found",
        found="3",
        checks=["police"],
        summary="另有一户",
        measures="已报派出所",
    )
    item = receive_item(parcel(world.village, "report", mine), by=world.village)
    client, url = sign_in("village"), f"/sync/items/{item.uid}/again"
    page = client.get(url).content.decode()
    for words in ("村执委一已报过这一份", "第 1 版", "扬言砍人", "另有一户", "按所选保存为第 2 版"):
        assert words in page
    hidden = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    hidden.pop("csrfmiddlewaretoken")
    chosen = hidden | {"checks": ["police"], "choose-found": "mine", "choose-summary": "mine"}
    refused = client.post(url, chosen | {"reason": ""})
    assert refused.status_code == 422
    stale = client.post(url, chosen | {"base_version": "7", "reason": "又发现一户"})
    assert stale.status_code == 409
    done = client.post(url, chosen | {"reason": "又发现一户"})
    assert done.status_code == 302
    live = ZeroReport.objects.live().get()
    assert (live.found, live.summary, live.measures) == (3, "另有一户", "已劝离")
    assert live.checks == ["grid"]
    item.refresh_from_db()
    assert (item.state, item.settlement, item.sealed) == ("settled", "again", "")


def test_put_right_and_sent_again(world: World, sign_in: SignIn) -> None:
    home = families.home(world, number="12", head_name="余德民")
    families.family(world, home)
    wrong = VISIT | {"village": world.village_one.code, "number": "21"}
    item = receive_item(parcel(world.village, "visit", wrong), by=world.village)
    client, url = sign_in("village"), f"/sync/items/{item.uid}/again"
    page = client.get(url).content.decode()
    assert 'value="21"' in page
    again = VISIT | {"village": world.village_one.code, "number": "22"}
    assert client.post(url, again).status_code == 422
    done = client.post(url, again | {"number": "12"})
    assert done["Location"].startswith("/families/")
    assert client.get("/sync/items/").content.decode().count("改好后") == 0
    assert client.post(url, again | {"number": "12"}).status_code == 409


def test_only_who_may_see_the_family_reads_the_visit(world: World, sign_in: SignIn) -> None:
    """A wrong number or a family the reader may not see: the township learns neither."""
    wrong = VISIT | {"village": world.village_one.code, "number": "21", "state": "夜里又吵"}
    item = receive_item(parcel(world.village, "visit", wrong), by=world.village)
    town = sign_in("town")
    page = town.get(f"/sync/items/{item.uid}").content.decode()
    assert "夜里又吵" not in page
    assert "内容只有填写人能看" in page
    assert town.get(f"/sync/items/{item.uid}/again").status_code == 404
    listed = town.get("/sync/items/").content.decode()
    assert "走访记录" in listed
    assert sign_in("village_next").get(f"/sync/items/{item.uid}").status_code == 404
    done = town.post(
        f"/sync/items/{item.uid}/settle", {"settlement": "entered", "reason": "已在系统登记"}
    )
    assert done.status_code == 302


def test_the_list_asks_the_database_a_fixed_number_of_times(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        wrong = VISIT | {"village": world.village_one.code, "number": str(number)}
        receive_item(parcel(world.village, "visit", wrong), by=world.village)
    client = sign_in("town")
    with django_assert_max_num_queries(15):
        assert client.get("/sync/items/").status_code == 200


@pytest.mark.parametrize("name", ["", *KINDS, "cut"])
def test_empty_pages_are_the_same_for_everybody(
    world: World, sign_in: SignIn, client: Client, name: str
) -> None:
    own, public = sign_in("village").get(f"/offline/{name}"), client.get(f"/offline/{name}")
    assert own.content == public.content
    assert not public.cookies
    text = own.content.decode()
    for word in ("csrfmiddlewaretoken", world.village.name, "甲一村", "logout"):
        assert word not in text


def test_the_worker_lists_only_what_is_public(world: World, client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    body = answer.content.decode()
    listed = json.loads(re.search(r"const FILES = (\[.*?\]);", body)[1])  # type: ignore[index]
    for path in listed:
        assert path.startswith(("/offline/", "/static/"))
        if path.startswith("/offline/"):
            assert client.get(path).status_code == 200
    own = Client()
    own.force_login(world.village)
    assert own.get("/sw.js").content == answer.content
    assert len(body.splitlines()) <= 150


def test_the_worker_under_hashed_names(
    client: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in real use: every file it lists is there under the name it is asked by, the modules
    under the plain names they import each other by."""
    static = tmp_path / "static"
    monkeypatch.setattr("django.contrib.staticfiles.finders.get_finders", _own_files)
    settings.STATIC_ROOT = str(static)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    shell._drawn.cache_clear()
    listed = [path for path in shell.files() if path.startswith("/static/")]
    assert len(listed) == len(shell.STATIC) + len(shell.MODULES)
    assert all((static / path.removeprefix("/static/")).exists() for path in listed)
    assert sum(bool(re.search(r"\.[0-9a-f]{12}\.", path)) for path in listed) == len(shell.STATIC)
    imported = set(re.findall(r'from "\./([\w.]+)"', (static / "js" / "hand.js").read_text()))
    assert {f"js/{name}" for name in imported} == set(shell.MODULES)
    before = shell.version()
    monkeypatch.setattr(shell, "static_state", lambda: "other")
    assert shell.version() != before
    shell._drawn.cache_clear()


def _own_files() -> list[Any]:
    return [FileSystemFinder()]


def test_signing_out_keeps_what_is_unsent(sign_in: SignIn) -> None:
    gone = sign_in("village").post("/accounts/logout")
    kept = sign_in("village").post("/accounts/logout", {"unsent": "1"})
    assert gone["Clear-Site-Data"] == '"cache", "storage"'
    assert kept["Clear-Site-Data"] == '"cache"'


def test_unsent_things_stand_on_the_work_lists(world: World, sign_in: SignIn) -> None:
    wrong = VISIT | {"village": world.village_one.code, "number": "1"}
    receive_item(parcel(world.village, "visit", wrong), by=world.village)
    assert "走访记录没有入账" in sign_in("village").get("/").content.decode()
    assert "补传没有入账" in sign_in("town").get("/").content.decode()
    assert "没有入账" not in sign_in("village_mate").get("/").content.decode()
