"""Pages and API of committees and the roster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Reading
from disputes.models import MediationCommittee, MediatorEntry
from tests.cast import World
from tests.disputes import cases
from tests.disputes import committees as made
from tests.disputes.cases import ago

SignIn = Callable[[str], Client]
TODAY = timezone.localdate


def test_from_draft_to_office_by_pages(world: World, sign_in: SignIn) -> None:
    village, town = sign_in("village"), sign_in("town")
    sent = village.post(
        "/committees/new",
        {
            "place": world.village_one.code,
            "kind": "village",
            "name": "甲一村人民调解委员会",
            "established_on": ago(30),
        },
    )
    row = MediationCommittee.objects.get()
    assert sent.headers["Location"] == f"/committees/{row.uid}"
    assert "还不能履职" in village.get(f"/committees/{row.uid}").text
    people = (
        {"user": world.village.pk, "sex": "m", "role": "chair"},
        {"name": "林秀英", "sex": "f", "role": "vice"},
        {"name": "赵德海", "sex": "m", "role": "member", "phone": "13912345678"},
    )
    for person in people:
        values = {"version": made.again(row).version, "since": ago(20), "adult": "on"} | person
        answer = village.post(f"/committees/{row.uid}/seats/new", values)
        assert answer.status_code == 302, answer.text
    assert village.get(f"/committees/{row.uid}/install").status_code == 403
    values = {"version": made.again(row).version, "term_since": ago(10)}
    assert town.post(f"/committees/{row.uid}/install", values).status_code == 302
    page = village.get(f"/committees/{row.uid}")
    assert "还不能履职" not in page.text
    assert ">履职<" in page.text
    assert "13912345678" not in page.text
    stale = town.post(f"/committees/{row.uid}/edit", values | {"name": "新名", "version": 1})
    assert stale.status_code == 409
    assert "已改过" in stale.text


def test_nothing_typed_is_lost(world: World, sign_in: SignIn) -> None:
    row = made.drafted(world)
    answer = sign_in("village").post(
        f"/committees/{row.uid}/seats/new",
        {"version": row.version, "name": "林秀英", "sex": "f", "role": "vice", "phone": "123"},
    )
    assert answer.status_code == 422
    assert 'value="林秀英"' in answer.text
    assert "请填写“从哪天起”" in answer.text


def test_roles_change_and_end_by_pages(world: World, sign_in: SignIn) -> None:
    row = made.in_office(world)
    chair, other, third = row.seats_held
    client = sign_in("village")
    values: dict[str, Any] = {"version": row.version, "role": "chair"}
    assert client.post(f"/seats/{other.uid}/role", values).status_code == 302
    chair.refresh_from_db()
    assert chair.role == "member"
    values = {"version": made.again(row).version, "until": ago(1), "reason": "外出务工"}
    assert client.post(f"/seats/{third.uid}/leave", values).status_code == 302
    assert client.get(f"/seats/{third.uid}/leave").status_code == 409
    page = client.get(f"/committees/{row.uid}").text
    assert "须补选" in page
    assert "以前的委员" in page
    assert sign_in("village_next").get(f"/seats/{other.uid}/role").status_code == 404


def test_terms_and_the_end_by_pages(world: World, sign_in: SignIn) -> None:
    row = made.in_office(world, ago(3 * 366))
    town = sign_in("town")
    page = town.get(f"/committees/{row.uid}").text
    assert "请换届" in page
    renewed = {"version": row.version, "term_since": ago(2)}
    assert town.post(f"/committees/{row.uid}/renew", renewed).status_code == 302
    assert "请换届" not in town.get(f"/committees/{row.uid}").text
    values = {"version": made.again(row).version, "ended_on": ago(0), "reason": "村已合并"}
    assert town.post(f"/committees/{row.uid}/end", values).status_code == 302
    assert "村已合并" in town.get(f"/committees/{row.uid}").text
    assert row.name not in town.get("/committees/").text
    assert row.name in town.get("/committees/?state=ended").text


def test_lists_of_committees(world: World, sign_in: SignIn) -> None:
    made.in_office(world, ago(3 * 366))
    made.drafted(world, world.village_two, world.town)
    town = sign_in("town")

    def found(query: str) -> int:
        return int(town.get(f"/committees/?{query}").context["page"].paginator.count)

    queries = ("", "state=draft", "state=in_office", "state=incomplete", "state=expiring")
    assert [found(q) for q in queries] == [2, 1, 1, 0, 1]
    assert found(f"place={world.village_two.code}") == 1
    assert found("kind=township") == 0
    assert town.get("/committees/?state=x&place=1&page=9").status_code == 200
    assert "没有调委会" in town.get("/committees/?kind=township").text
    assert "还没有登记调委会" in sign_in("town_next").get("/committees/").text
    assert sign_in("governance").get("/committees/").status_code == 403


def test_appointed_and_ended_by_pages(world: World, sign_in: SignIn) -> None:
    row = made.in_office(world)
    client = sign_in("village")
    values = {
        "client_uuid": uuid4(),
        "name": "何美珍",
        "sex": "f",
        "phone": "13912345678",
        "specialities": ["marriage"],
        "weekdays": ["1", "3"],
        "from_time": "08:30",
        "to_time": "11:30",
        "appointed_on": ago(9),
        "adult": "on",
    }
    for _twice in range(2):
        sent = client.post(f"/committees/{row.uid}/appoint", values)
        assert sent.status_code == 302, sent.text
    entry = MediatorEntry.objects.get(kind="appointed")
    page = client.get(f"/mediators/{entry.uid}")
    assert "周一、三 08:30–11:30" in page.text
    assert "139****5678" in page.text
    assert "13912345678" not in page.text
    edit = client.get(f"/mediators/{entry.uid}/edit").text
    assert "13912345678" not in edit
    changed = {"version": 1, "specialities": ["land"]}
    assert client.post(f"/mediators/{entry.uid}/edit", changed).status_code == 302
    entry.refresh_from_db()
    assert (entry.specialities, entry.hours) == (["land"], "")
    shown = client.post(f"/mediators/{entry.uid}/contact", {"reason": "约她周三到场"})
    assert "13912345678" in shown.text
    assert Reading.objects.filter(purpose="约她周三到场").exists()
    ended = {"version": entry.version, "ended_on": ago(1), "reason": "不续聘"}
    assert client.post(f"/mediators/{entry.uid}/end", ended).status_code == 302
    assert client.get(f"/mediators/{entry.uid}/edit").status_code == 409
    assert "何美珍" not in client.get("/mediators/").text
    assert "何美珍" in client.get("/mediators/?state=ended").text


def test_listed_by_the_county(world: World, sign_in: SignIn) -> None:
    values = {
        "place": world.county_division.code,
        "kind": "invited",
        "court": "甲县人民法院",
        "name": "许正义",
        "sex": "m",
        "appointed_on": ago(9),
        "adult": "on",
    }
    county = sign_in("county")
    sent = county.post("/mediators/new", values)
    assert sent.status_code == 302, sent.text
    assert "甲县人民法院" in county.get(sent.headers["Location"]).text
    assert sign_in("village").get("/mediators/new").status_code == 409
    # The county's list is there for every village of the county, to choose from, not to change.
    assert "许正义" in sign_in("village").get("/mediators/").text
    assert "许正义" not in sign_in("county_other").get("/mediators/").text
    uid = MediatorEntry.objects.get().uid
    assert sign_in("village").get(f"/mediators/{uid}/edit").status_code == 403


def test_her_cases_are_those_the_reader_may_see(world: World, sign_in: SignIn) -> None:
    made.in_office(world)
    dispute = cases.mediated(world)
    entry = MediatorEntry.objects.get(user=world.village)
    page = sign_in("village").get(f"/mediators/{entry.uid}")
    assert f"/disputes/{dispute.uid}" in page.text
    assert "余德民" not in page.text
    matter = dispute.matter
    matter.sealed = True
    matter.save(update_fields=["sealed"])
    page = sign_in("village").get(f"/mediators/{entry.uid}")
    assert f"/disputes/{dispute.uid}" not in page.text
    assert "没有您看得到的案件" in page.text


def test_found_on_the_roster(world: World, sign_in: SignIn) -> None:
    row = made.in_office(world)
    made.appointed(row, world.village, weekdays=[2], from_time="08:00", to_time="09:00")
    made.appointed(row, world.village, name="已满期", appointed_until=ago(1))
    client = sign_in("village")

    def found(query: str) -> int:
        return int(client.get(f"/mediators/?{query}").context["page"].paginator.count)

    queries = ("", "q=何美", "kind=appointed", "speciality=marriage", "weekday=2", "state=lapsed")
    assert [found(q) for q in queries] == [4, 1, 1, 1, 1, 1]
    assert client.get("/mediators/?sort=open").status_code == 200
    assert client.get("/mediators/?sort=x&weekday=9&page=7").status_code == 200


def test_the_same_by_api(world: World, sign_in: SignIn) -> None:
    village, town = sign_in("village"), sign_in("town")

    def post(client: Client, path: str, code: int, **data: Any) -> dict[str, Any]:
        answer = client.post(f"/api/v1/{path}", data, content_type="application/json")
        assert answer.status_code == code, answer.text
        found: dict[str, Any] = answer.json()
        return found

    place = world.village_one.code
    draft = {"place": place, "name": "甲", "kind": "village", "established_on": str(ago(30))}
    row = post(village, "committees", 201, **draft)
    assert len(row["lacks"]) == 3
    post(village, "committees", 422, **(draft | {"place": world.village_two.code}))
    path = f"committees/{row['uid']}"
    assert post(town, f"{path}/install", 409, term_since=str(ago(5)))["status"] == 409
    seat = {"since": str(ago(20)), "adult": True}
    post(village, f"{path}/seats", 422, **seat, user="village_next", role="chair")
    post(village, f"{path}/seats", 201, **seat, user="village", sex="m", role="chair")
    post(village, f"{path}/seats", 201, **seat, name="林秀英", sex="f", role="member")
    row = post(village, f"{path}/seats", 201, **seat, name="赵德海", sex="m", role="member")
    post(village, f"{path}/install", 403, term_since=str(ago(5)))
    post(town, f"{path}/install", 200, term_since=str(ago(5)))
    assert post(village, f"{path}/change", 200, name="乙", seal_kept_by="文书")["name"] == "乙"
    held = row["seats"][2]["uid"]
    assert post(village, f"seats/{held}/role", 200, role="vice")["role"] == "vice"
    assert post(village, f"seats/{held}/leave", 200, until=str(ago(1)), reason="走了")["until"]
    mediator = {
        "kind": "appointed",
        "committee": row["uid"],
        "name": "何美珍",
        "sex": "f",
        "phone": "13912345678",
        "adult": True,
        "appointed_on": str(ago(3)),
    }
    one = post(village, "mediators", 201, **mediator)
    assert (one["phone"], one["has_account"]) == ("139****5678", False)
    post(village, "mediators", 422, **(mediator | {"committee": str(uuid4())}))
    changed = post(village, f"mediators/{one['uid']}/change", 200, specialities=["land"])
    assert changed["specialities"] == ["land"]
    post(village, f"mediators/{one['uid']}/end", 200, ended_on=str(ago(0)), reason="不续聘")
    assert town.get("/api/v1/committees").json()["results"][0]["incomplete"] is True
    assert len(town.get("/api/v1/mediators").json()["results"]) == 2
    assert town.get(f"/api/v1/mediators/{one['uid']}").json()["end_reason"] == "不续聘"
    post(town, f"{path}/end", 200, ended_on=str(ago(0)), reason="村已合并")
    assert sign_in("village_next").get(f"/api/v1/{path}").status_code == 404
    assert sign_in("governance").get("/api/v1/committees").status_code == 403


@pytest.mark.parametrize("path", ["/committees/", "/mediators/", "/disputes/"])
def test_one_finds_the_way(world: World, sign_in: SignIn, path: str) -> None:
    page = sign_in("village").get(path).text
    others = {"/committees/", "/mediators/", "/disputes/"} - {path}
    assert all(f'href="{other}"' in page for other in others)
