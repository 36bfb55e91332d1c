"""A family's request: receipt, 15 working days, answer, appeal (domain H ⑥)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import Http404
from django.utils import timezone

from accounts import scope
from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.workdays import add_workdays
from households.models import FileHandler, ListedFamily, RightsRequest
from households.transitions.request import answer_request, appeal, decide_appeal, take_request
from tests.cast import World
from tests.households.families import days, family

WORDS = "我家从来没有这样的事，要求移出"


def taken(world: World, row: ListedFamily, kind: str = "delist") -> RightsRequest:
    """A request the village took down."""
    with scope.opened(world.village):
        return take_request(
            row.household, kind=kind, applicant="姜志强", words=WORDS, by=world.village
        )


def test_receipt_and_clock(world: World, sign_in: Any) -> None:
    row = taken(world, family(world))
    assert row.due_on == add_workdays(timezone.localdate(), 15)
    assert row.family is not None
    page = sign_in("village").get(f"/requests/{row.uid}/receipt").text
    assert row.number in page
    assert WORDS not in page
    assert "移出" not in page.split("<main")[1].replace("更正、移出申请", "")
    assert WORDS not in str(Trail.objects.get(act="request.take").after)


def test_granted_leaves_every_total_with_its_trace(world: World) -> None:
    family_row = family(world)
    row = taken(world, family_row)
    with scope.opened(world.village), pytest.raises(Forbidden):
        answer_request(row, granted=True, answer="属于同名误列", by=world.village)
    with pytest.raises(Stale):
        answer_request(row, granted=True, answer="属于同名误列", by=world.town, version=9)
    with pytest.raises(Invalid):
        answer_request(row, granted=True, answer=" ", by=world.town)
    done = answer_request(row, granted=True, answer="属于同名误列", by=world.town)
    assert done.status == "granted"
    family_row.refresh_from_db()
    assert (family_row.status, family_row.close_ground) == ("closed", "mistake")
    assert not ListedFamily.objects.counted().filter(pk=family_row.pk).exists()
    with pytest.raises(NotTheMoment):
        answer_request(row, granted=False, answer="已经答复过", by=world.town)


def test_a_correction_changes_nothing_by_itself(world: World) -> None:
    family_row = family(world)
    answer_request(
        taken(world, family_row, "correct"), granted=True, answer="已按申请更正", by=world.town
    )
    family_row.refresh_from_db()
    assert family_row.status == "listed"


def test_refused_appealed_decided_above(world: World) -> None:
    family_row = family(world)
    row = taken(world, family_row)
    with pytest.raises(NotTheMoment):
        appeal(row, words="对答复不服", by=world.village)
    answer_request(row, granted=False, answer="经核实情况属实", by=world.town)
    row = appeal(row, words="对答复不服，请县里核实", by=world.village)
    assert row.appeal_due_on == add_workdays(timezone.localdate(), 15)
    with pytest.raises(Forbidden):
        decide_appeal(row, upheld=True, decision="核实后申诉成立", by=world.town)
    done = decide_appeal(row, upheld=True, decision="核实后申诉成立", by=world.county)
    assert done.status == "overturned"
    family_row.refresh_from_db()
    assert family_row.close_ground == "mistake"


def test_too_late_to_appeal(world: World) -> None:
    row = taken(world, family(world))
    answer_request(row, granted=False, answer="经核实情况属实", by=world.town)
    with (
        time_machine.travel(timezone.now() + timedelta(days=31), tick=False),
        pytest.raises(NotTheMoment, match="30 天"),
    ):
        appeal(row, words="对答复不服", by=world.system)


def test_of_a_sealed_file_only_handlers_know(world: World) -> None:
    row = family(world, categories=["01"])
    ours = taken(world, row)
    assert ours.family_id == row.pk
    with scope.opened(world.village_mate):
        assert not RightsRequest.objects.filter(pk=ours.pk).exists()
        theirs = take_request(
            row.household, kind="delist", applicant="姜志强", words=WORDS, by=world.village_mate
        )
        assert theirs.family is None
    with scope.opened(world.town):
        answer_request(ours, granted=False, answer="经核实情况属实", by=world.town)
        appeal(ours, words="对答复不服", by=world.town)
    assert FileHandler.objects.in_force().filter(family=row, person=world.county).exists()
    with scope.opened(world.county):
        decide_appeal(ours, upheld=False, decision="维持原来的答复", by=world.county)


def test_work_list_and_pages(world: World, sign_in: Any) -> None:
    family_row = family(world)
    row = taken(world, family_row)
    RightsRequest.objects.filter(pk=row.pk).update(due_on=days(-1))
    town = sign_in("town")
    assert f"答复移出申请 {row.number}" in town.get("/").text
    assert row.number in town.get("/requests/").text
    answer = town.post(
        f"/requests/{row.uid}/answer", {"granted": "0", "answer": "经核实情况属实", "version": 1}
    )
    assert answer.status_code == 302
    assert "经核实情况属实" in town.get(f"/requests/{row.uid}").text
    with pytest.raises(Http404), scope.opened(world.village_next):
        appeal(row, words="对答复不服", by=world.village_next)


def test_words_of_religion_and_politics_are_asked_about(world: World, sign_in: Any) -> None:
    """Domain H ①: a warning, a tick, nothing stored."""
    row = family(world)
    client = sign_in("village")
    form = {
        "kind": "correct", "applicant": "姜志强", "words": "信佛的事不要登记",
        "received_on": days(0).isoformat(),
    }  # fmt: skip
    path = f"/households/{row.household.uid}/request"
    answer = client.post(path, form)
    assert answer.status_code == 422
    assert "信佛" in answer.text
    assert 'name="sure"' in answer.text
    assert client.post(path, form | {"sure": "1"}).status_code == 302


def test_by_api_from_request_to_decision(world: World, sign_in: Any) -> None:
    """The same verbs and gates as the pages."""
    row, json = family(world), "application/json"
    body = {"household": str(row.household.uid), "kind": "delist", "applicant": "姜志强",
            "words": "没有这样的事，请移出"}  # fmt: skip
    made = sign_in("village").post("/api/v1/requests", body, content_type=json)
    assert made.status_code == 201, made.text
    at = f"/api/v1/requests/{made.json()['uid']}"
    answer = {"granted": False, "answer": "走访记录与邻居所说一致", "version": 1}
    assert sign_in("village").post(f"{at}/answer", answer, content_type=json).status_code == 403
    refused = sign_in("town").post(f"{at}/answer", answer, content_type=json).json()
    assert refused["status"] == "refused"
    words = {"words": "邻居说的是别家的事", "version": 2}
    assert sign_in("village").post(f"{at}/appeal", words, content_type=json).status_code == 200
    decide = {"upheld": True, "decision": "核实无此事，移出名单", "version": 3}
    done = sign_in("county").post(f"{at}/decide", decide, content_type=json).json()
    assert done["status"] == "overturned"
    assert sign_in("village_next").get(at).status_code == 404
