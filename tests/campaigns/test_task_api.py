"""Tasks, inspections, problems, circulars and the ladder by API: the same verbs and refusals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaigns.models import Circular
from campaigns.transitions import circular as circulars
from campaigns.transitions import inspection as inspections
from campaigns.transitions.circular import Naming
from tests.campaigns.tasks import inspection, member_unit, today
from tests.cast import World
from tests.pictures import jpeg

SignIn = Callable[[str], Client]
API = "/api/v1/"
TOWN = 990101100000


def post(client: Client, path: str, **data: Any) -> Any:
    return client.post(f"{API}{path}", data, content_type="application/json")


def day(days: int = 0) -> str:
    return (today() + timedelta(days=days)).isoformat()


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", jpeg())


def test_a_task_from_draft_to_done(world: World, sign_in: SignIn) -> None:
    county, town, unit = sign_in("county"), sign_in("town"), member_unit(world)
    line = {"title": "家庭排查", "measures": "逐户排查", "due_on": day(9), "responsible": "吴镇长"}
    made = post(county, "tasks", lead={"place": TOWN}, assists=[{"unit": str(unit.uid)}], **line)
    assert made.status_code == 201, made.content
    assert made.json()["assists"] == [unit.name]
    uid = made.json()["uid"]
    assert town.get(f"{API}tasks/{uid}").status_code == 404  # a draft is the county's
    assert post(county, "tasks", lead={"place": 990102100000}, **line).status_code == 422
    assert post(town, "tasks", lead={"place": TOWN}, **line).status_code == 403
    assert post(town, "tasks/publish").status_code == 403
    assert post(county, "tasks/publish").json() == {"published": 1}
    told = {"percent": 60, "words": "已排查八轮", "reporter": "吴镇长"}
    done = town.post(f"{API}tasks/{uid}/reports", told | {"proof": photo()})
    assert (done.status_code, done.json()["percent"]) == (201, 60)
    assert post(sign_in("town_next"), f"tasks/{uid}/reports", **told).status_code == 404
    assert county.get(f"{API}tasks?state=running").json()["count"] == 1
    version = county.get(f"{API}tasks/{uid}").json()["version"]
    end = {"done": True, "words": "年底前完成", "version": version}
    assert post(town, f"tasks/{uid}/end", **end).status_code == 403
    assert post(county, f"tasks/{uid}/end", **end).json()["status"] == "done"
    assert post(county, f"tasks/{uid}/end", **end).status_code == 409


def test_a_checklist_by_whoever_was_drawn(world: World, sign_in: SignIn) -> None:
    row = inspection(world, kind="unannounced")
    target = inspections.assign_village(
        row, village=world.village_one, inspector=world.town_next, by=world.county
    )
    assert sign_in("county").get(f"{API}inspections").json()["count"] == 1
    assert sign_in("town_next").get(f"{API}inspections").status_code == 403
    path = f"targets/{target.uid}"
    assert sign_in("village").get(f"{API}{path}").status_code == 404
    answers = [{"code": i["code"], "answer": "yes"} for i in target.items]
    answers[0] = {"code": target.items[0]["code"], "answer": "no", "words": "无人接听"}
    told = {"answers": answers, "visited_on": day()}
    assert post(sign_in("county"), f"{path}/answer", **told).status_code == 403
    done = post(sign_in("town_next"), f"{path}/answer", **told)
    assert done.json()["checklist"][0]["said"] == "无人接听"
    assert sign_in("village").get(f"{API}{path}").status_code == 200
    assert post(sign_in("town_next"), f"{path}/answer", **told).status_code == 409


def test_a_problem_until_it_is_closed(world: World, sign_in: SignIn) -> None:
    county, village, town = sign_in("county"), sign_in("village"), sign_in("town")
    facts = {"words": "电话无人接听", "ground": "细则2.3", "found_on": day()}
    code = world.village_one.code
    made = post(county, "findings", place=code, **facts)
    assert made.status_code == 201, made.content
    uid = made.json()["uid"]
    assert post(town, "findings", place=code, **facts).status_code == 403
    assert village.get(f"{API}findings/{uid}").status_code == 404  # not decided on yet
    order = post(county, "findings/order", findings=[uid], asked="安排人值守", due_on=day(7))
    assert order.status_code == 201, order.content
    version = village.get(f"{API}findings/{uid}").json()["version"]
    done = {"words": "已排班", "done_on": day(), "version": version}
    sent = {"before": photo(), "after": photo()}
    answer = village.post(f"{API}findings/{uid}/rectify", done | sent)
    assert answer.json()["status"] == "rectified", answer.content
    seen = {"passed": True, "words": "现场拨打，已有人接听", "version": answer.json()["version"]}
    assert post(village, f"findings/{uid}/recheck", **seen).status_code == 403
    closed = post(town, f"findings/{uid}/recheck", **seen)
    assert (closed.json()["status"], closed.json()["rounds"][0]["passed"]) == ("closed", True)
    drop = {"reason": "核对不成立", "version": closed.json()["version"]}
    assert post(county, f"findings/{uid}/drop", **drop).status_code == 409


def test_a_circular_and_the_ladder(world: World, sign_in: SignIn) -> None:
    row = circulars.draft(
        world.campaign, title="关于督查情况的通报", since=today(), until=today(),
        opening="现将有关情况通报如下。", word="甲平家督", by=world.county,
        namings=[Naming("blame", world.village_one, "台账缺记录", "细则3.4")],
    )  # fmt: skip
    county, village = sign_in("county"), sign_in("village")
    path = f"circulars/{row.uid}"
    assert village.get(f"{API}{path}").status_code == 404
    assert post(county, f"{path}/approve", version=1).status_code == 403
    assert post(sign_in("governance"), f"{path}/approve", version=1).status_code == 200
    assert post(county, f"{path}/issue", version=1).status_code == 409
    issued = post(county, f"{path}/issue", version=2)
    assert issued.json()["document_number"].endswith("1号"), issued.content
    assert issued.json()["entries"][0]["holder"] == world.village_one.name
    assert post(village, f"{path}/acknowledge").status_code == 200
    assert post(sign_in("town"), f"{path}/acknowledge").status_code == 403
    step = {
        "place": world.village_one.code, "kind": "talk", "ground": "仍未整改", "from_on": day(),
        "decided_by": "县平安办", "conditions": "补齐", "talked_by": "负责人",
        "attendees": "村主任", "record": "限期补齐",
    }  # fmt: skip
    assert post(village, "ladder", **step).status_code == 403
    made = post(county, "ladder", **step)
    assert made.status_code == 201, made.content
    steps = village.get(f"{API}ladder").json()["results"]
    assert {one["kind"] for one in steps} == {
        "talk", "circular",
    }  # fmt: skip
    end = {"reason": "记录已经补齐", "version": made.json()["version"]}
    assert post(county, f"ladder/{made.json()['uid']}/end", **end).json()["ended_on"] == day()
    version = Circular.objects.get().version
    back = post(county, f"{path}/withdraw", reason="数字有误", version=version)
    assert back.json()["status"] == "withdrawn"
