"""Pages of matters: list, door, detail, slip, whole numbers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Reading
from campaigns.workdays import add_workdays, workdays_between
from disputes import work
from disputes.models import Matter
from disputes.queries.matter import late_before
from disputes.transitions.intake import register
from disputes.transitions.matter import Caller, Person
from tests.cast import World
from tests.disputes import cases

SignIn = Callable[[str], Client]


def made(world: World, who: str = "village", **more: Any) -> Matter:
    values: dict[str, Any] = {
        "place": world.village_one,
        "channel": "visit",
        "brief": "邻居占了半分宅基地，要求退还。",
        "caller": Caller("self", "余德民", "13800138000"),
        "people": [Person("respondent", "余大海", id_number="990101198001010014")],
        "by": world.users[who],
    } | more
    return register(**values)


def typed(**more: Any) -> dict[str, Any]:
    return {
        "client_uuid": str(uuid.uuid4()),
        "channel": "hotline",
        "brief": "邻居占了半分宅基地，要求退还。",
        "caller": "self",
        "caller_name": "余德民",
        "caller_phone": "13800138000",
        "name_1": "余大海",
        "received_on": str(timezone.localdate()),
    } | more


def test_taken_in_by_hand(world: World, sign_in: SignIn) -> None:
    client = sign_in("county")
    page = client.get("/matters/new?channel=hotline")
    assert "甲一镇 甲一村" in page.text
    assert page.context["form"]["channel"].value() == "hotline"
    data = typed(place="甲一镇 甲一村")
    done = client.post("/matters/new", data)
    assert done.status_code == 302, done.text[-2000:]
    assert client.post("/matters/new", data).headers["Location"] == done.headers["Location"]
    matter = Matter.objects.get()
    assert (matter.place, matter.unit, matter.channel) == (
        world.village_one,
        world.county_division,
        "hotline",
    )
    shown = client.get(done.headers["Location"])
    assert matter.receipt in shown.text
    assert "余德民、余大海的来件" in shown.text
    assert "13800138000" not in shown.text
    assert "138****8000" in shown.text


def test_place_by_part_of_its_name(world: World, sign_in: SignIn) -> None:
    client = sign_in("county")
    assert client.post("/matters/new", typed(place="甲二村")).status_code == 302
    assert Matter.objects.get().place == world.village_two
    several = client.post("/matters/new", typed(place="甲一镇"))
    assert several.status_code == 302  # the township itself
    unclear = client.post("/matters/new", typed(place="村"))
    assert unclear.status_code == 422
    assert "叫这个名字的有" in unclear.text
    assert "没有找到这个村" in client.post("/matters/new", typed(place="乙县村")).text
    assert client.post("/matters/new", typed(place="")).status_code == 302
    assert Matter.objects.latest("pk").place == world.county_division


def test_the_question_is_asked_on_the_form(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    hurt = typed(channel="visit", brief="丈夫殴打妻子，鼻子出血")
    asked = client.post("/matters/new", hurt)
    assert asked.status_code == 422
    assert "按权益保护办理？" in asked.text
    assert "鼻子出血" in asked.text
    assert "家暴" not in asked.text
    unreasoned = client.post("/matters/new", hurt | {"protect": "no"})
    assert unreasoned.status_code == 422
    done = client.post("/matters/new", hurt | {"protect": "yes"})
    assert done.status_code == 302
    assert client.get(done.headers["Location"]).status_code == 200
    mate = sign_in("village_mate")
    assert mate.get(done.headers["Location"]).status_code == 404
    assert "没有登记过来件" in mate.get("/matters/").text


def test_wrong_numbers_keep_what_was_typed(world: World, sign_in: SignIn) -> None:
    page = sign_in("village").post("/matters/new", typed(id_1="123", tel_1="12", caller_phone="1"))
    assert page.status_code == 422
    assert "邻居占了半分宅基地" in page.text
    assert 'id="id_id_1_error"' in page.text
    assert not Matter.objects.exists()


def test_a_list_masks_filters_and_logs(world: World, sign_in: SignIn) -> None:
    first = made(world)
    second = made(
        world, "county", channel="letter", caller=Caller("unit"), people=[], category="labour"
    )
    client = sign_in("county")
    page = client.get("/matters/")
    assert "余*民、余*海的来件" in page.text
    assert "余德民" not in page.text
    assert "宅基地" not in page.text
    assert set(Reading.objects.get(page="disputes:matter_list").keys) == {first.pk, second.pk}

    def found(query: str) -> set[int]:
        rows = client.get(f"/matters/?{query}").context["rows"]
        return {row.pk for row in rows}

    assert found("channel=letter") == {second.pk}
    assert found("way=letter") == {second.pk}
    assert found("way=visit") == {first.pk}
    assert found("category=labour") == {second.pk}
    assert found("owner=mine") == {second.pk}
    assert found("state=unsorted") == {first.pk, second.pk}
    assert found("state=done") == set()
    assert found("q=余大海") == {first.pk}
    assert found("q=13800138000") == {first.pk}
    assert found(f"q={first.receipt.lower()}") == {first.pk}
    assert found("q=没这个人") == set()
    assert found(f"place={world.village_two.code}") == set()
    assert found(f"until={timezone.localdate() - timedelta(days=1)}") == set()


def test_every_kind_of_matter_is_listed(world: World, sign_in: SignIn) -> None:
    settled = cases.settled(world)
    cases.every_state(world)
    page = sign_in("county").get("/matters/")
    assert page.status_code == 200
    owed = {row.pk: row.owed for row in page.context["rows"]}[settled.matter_id]
    assert owed.on == settled.agreed_on + timedelta(days=30)


def test_unsorted_is_late_after_a_working_day(world: World, sign_in: SignIn) -> None:
    today = timezone.localdate()
    for back in range(1, 9):
        day = today - timedelta(days=back)
        assert (day < late_before(today)) is (add_workdays(day, 1) < today), day
    matter = made(world, received_on=today - timedelta(days=8))
    made(world)
    rows = sign_in("village").get("/matters/?state=late").context["rows"]
    assert [row.pk for row in rows] == [matter.pk]
    items = [i for i in work.items(world.village, today) if i.title.startswith("待分办")]
    assert items[0].urgency(today) == "overdue"
    assert len(items) == 2
    assert not [i for i in work.items(world.county, today) if i.title.startswith("待分办")]
    assert items[0].due == workdays_between(matter.received_on, today)[0]


def test_slip_tells_nothing_of_the_matter(world: World, sign_in: SignIn) -> None:
    matter = made(world)
    page = sign_in("village").get(f"/matters/{matter.uid}/receipt")
    assert matter.receipt in page.text
    assert "甲一村" in page.text
    assert "http://testserver/receipt" in page.text
    assert "<svg" in page.text
    for word in ("余德民", "余大海", "宅基地", "13800138000", "来访"):
        assert word not in page.text


def test_whole_numbers_once_with_a_reason(world: World, sign_in: SignIn) -> None:
    matter = made(world)
    client = sign_in("village")
    where = f"/matters/{matter.uid}/reveal"
    assert "13800138000" not in client.get(where).text
    assert client.post(where, {"reason": "看"}).status_code == 422
    shown = client.post(where, {"reason": "回电话核实情况"})
    assert "13800138000" in shown.text
    assert "990101198001010014" in shown.text
    assert Reading.objects.filter(purpose="回电话核实情况").exists()
    assert sign_in("village_next").post(where, {"reason": "回电话核实"}).status_code == 404


@pytest.mark.parametrize("who", ["governance", "auditor", "system_admin", "nobody"])
def test_not_for_these_roles(world: World, sign_in: SignIn, who: str) -> None:
    matter, client = made(world), sign_in(who)
    for path in ("/matters/", "/matters/new", f"/matters/{matter.uid}"):
        assert client.get(path).status_code == 403, path


def test_queries_do_not_grow(world: World, sign_in: SignIn) -> None:
    client = sign_in("county")
    made(world)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    queries("/matters/")
    few = queries("/matters/")
    for _index in range(10):
        made(world)
    assert queries("/matters/") == few <= 16
