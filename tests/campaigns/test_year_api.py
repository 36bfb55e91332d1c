"""The year by API: the same verbs, the same refusals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone

from campaigns.models import Duty
from campaigns.transitions.plan import write_plan
from tests.campaigns.year import duty_in
from tests.cast import World

SignIn = Callable[[str], Client]


def post(client: Client, path: str, **data: Any) -> Any:
    return client.post(f"/api/v1/{path}", data, content_type="application/json")


def get(client: Client, path: str) -> Any:
    return client.get(f"/api/v1/{path}").json()


def test_a_group_its_seats_and_a_meeting(world: World, sign_in: SignIn) -> None:
    client, today = sign_in("town"), f"{timezone.localdate()}"
    facts = {"name": "甲一镇领导小组", "meetings_a_year": 4, "set_up_on": "2025-03-01"}
    made = post(client, "leading-groups", **facts)
    assert made.status_code == 201, made.content
    assert post(client, "leading-groups", **facts).status_code == 422
    group = f"leading-groups/{made.json()['uid']}"
    seat = post(client, f"{group}/seat", post="head", name="韩立", since="2025-03-01")
    assert seat.status_code == 201, seat.content
    meeting = {
        "kind": "full", "held_on": today, "held_at": "镇会议室", "topic": "部署排查",
        "minutes": "会议议定月底前排查完毕。",
    }  # fmt: skip
    came = [{"seat": seat.json()["uid"], "how": "absent"}]
    assert post(client, f"{group}/meeting", came=came, **meeting).status_code == 422
    came[0] |= {"note": "出差"}
    done = post(client, f"{group}/meeting", came=came, **meeting)
    assert done.status_code == 201, done.content
    assert done.json()["attendance"][0]["note"] == "出差"
    stranger = [{"seat": made.json()["uid"], "how": "present"}]
    assert post(client, f"{group}/meeting", came=stranger, **meeting).status_code == 422
    assert post(sign_in("village"), f"{group}/meeting", came=came, **meeting).status_code == 403
    assert post(sign_in("town_next"), f"{group}/meeting", came=came, **meeting).status_code == 404
    shown = get(sign_in("county"), group)
    assert [s["name"] for s in shown["seats"]] == ["韩立"]
    assert get(sign_in("county"), "meetings")["count"] == 1
    assert get(sign_in("village"), "meetings")["count"] == 0


def test_duties_are_done_and_moved(world: World, sign_in: SignIn) -> None:
    duty = duty_in(world, 5)
    page = f"year-duties/{duty.uid}"
    assert post(sign_in("county"), f"{page}/done", note="已报").status_code in (403, 404)
    assert post(sign_in("town"), f"{page}/done", note="已报").status_code == 201
    assert post(sign_in("town"), f"{page}/done", note="已报").status_code == 409
    moved = {"due_on": "2026-12-20", "reason": "统一推迟", "version": 1}
    assert post(sign_in("town"), f"{page}/move", **moved).status_code == 403
    assert post(sign_in("county_other"), f"{page}/move", **moved).status_code == 404
    answer = post(sign_in("county"), f"{page}/move", **moved)
    assert answer.json()["due_on"] == "2026-12-20", answer.content
    assert answer.json()["on_time"] == 1
    assert post(sign_in("county"), f"{page}/move", **moved).status_code == 409
    rows = get(sign_in("village"), "year-duties?level=4")
    assert rows["count"] == Duty.objects.filter(level=4).count()


def test_money_points_units_and_the_plan(world: World, sign_in: SignIn) -> None:
    client, today = sign_in("county"), f"{timezone.localdate()}"
    fund = post(client, "funds", planned=10000, budget_paper="甲财[2026]5号", decided_on=today)
    assert fund.json()["budget_paper"] == "甲财〔2026〕5号", fund.content
    spend = f"funds/{fund.json()['uid']}/spend"
    said = {"purpose": "印宣传单", "spent_on": today}
    assert post(client, spend, amount=10001, **said).status_code == 422
    assert post(client, spend, amount=9000, **said).json()["spent"] == 9000
    assert post(sign_in("county_other"), spend, amount=1, **said).status_code == 404
    point = {"name": "甲县示范点", "what_for": "家庭议事会", "since": today}
    assert post(client, "show-points", **point).status_code == 201
    assert get(sign_in("village"), "show-points")["count"] == 1
    unit = {"name": "甲县公安局", "short_name": "公安局", "kind": "police", "since": today}
    assert post(sign_in("town"), "member-units", **unit).status_code == 403
    assert post(client, "member-units", **unit).status_code == 201
    plan = write_plan(world.campaign, aims="创建率达到85%。", phases=[], by=world.county)
    assert get(client, f"year-plans/{plan.uid}")["number"] == ""
    hidden = sign_in("village").get(f"/api/v1/year-plans/{plan.uid}")
    assert hidden.status_code == 404, "a draft"
    assert date.fromisoformat(get(client, "funds")["results"][0]["decided_on"])
