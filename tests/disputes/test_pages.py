"""Pages of disputes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Reading
from accounts.templatetags.words import mask_name
from disputes.models import Dispute
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import REASON, ago

SignIn = Callable[[str], Client]
PARTS = (
    "",
    "/consent",
    "/accept",
    "/decline",
    "/pass-up",
    "/sessions/new",
    "/settle",
    "/sign",
    "/register-oral",
    "/end",
    "/revisit",
)


CALM = {
    "violence_now": "no",
    "violence_known": "no",
    "injury_appraisal": "no",
    "crime_suspected": "no",
    "subjects": ["support"],
}


def intake(world: World, **more: Any) -> dict[str, Any]:
    return {
        "client_uuid": str(uuid.uuid4()),
        "village": world.village_one.code,
        "source": "visit",
        "kind": "marriage",
        "applicants": "余德民",
        "respondents": "余大海、余小江",
        "brief": "赡养费分歧",
        "request": "",
        "taken_in_on": str(ago(1)),
    } | more


def test_intake(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    page = client.get("/disputes/new")
    assert page.status_code == 200
    assert f'value="{ago(0)}"' in page.text
    data = intake(world)
    done = client.post("/disputes/new", data)
    assert done.status_code == 302
    assert client.post("/disputes/new", data).headers["Location"] == done.headers["Location"]
    dispute = Dispute.objects.get()
    assert [p.name for p in dispute.parties.all()] == ["余德民", "余大海", "余小江"]
    opened = client.get(done.headers["Location"])
    assert "余德民与余大海等纠纷" in opened.text
    assert "还有 3 名当事人没有征询意愿" in opened.text


def test_intake_keeps_what_was_typed(world: World, sign_in: SignIn) -> None:
    data = intake(world, respondents="", taken_in_on=str(ago(-2)), brief="老人看病的钱谁出")
    page = sign_in("village").post("/disputes/new", data)
    assert page.status_code == 422
    assert "老人看病的钱谁出" in page.text
    assert "余德民" in page.text


def test_future_day_keeps_what_was_typed(world: World, sign_in: SignIn) -> None:
    page = sign_in("village").post("/disputes/new", intake(world, taken_in_on=str(ago(-2))))
    assert page.status_code == 422
    assert "日期不能晚于今天" in page.text
    assert "余大海、余小江" in page.text


def test_intake_not_for_a_foreign_village(world: World, sign_in: SignIn) -> None:
    data = intake(world, village=world.village_far.code)
    assert sign_in("village").post("/disputes/new", data).status_code == 422
    assert sign_in("town").post("/disputes/new", data).status_code == 422
    assert sign_in("county").post("/disputes/new", data).status_code == 302


@pytest.mark.parametrize("who", ["governance", "auditor", "system_admin", "audit_admin", "nobody"])
def test_not_for_these_roles(world: World, sign_in: SignIn, who: str) -> None:
    dispute, client = cases.taken(world), sign_in(who)
    for path in ("/disputes/", "/disputes/new", *(f"/disputes/{dispute.uid}{p}" for p in PARTS)):
        page = client.get(path)
        assert page.status_code == 403, path
        assert "余" not in page.text


@pytest.mark.parametrize("who", ["village_next", "town_next"])
def test_foreign_is_absent(world: World, sign_in: SignIn, who: str) -> None:
    dispute, client = cases.mediated(world), sign_in(who)
    for part in PARTS:
        if who == "town_next" and part == "/pass-up":
            continue
        page = client.get(f"/disputes/{dispute.uid}{part}")
        assert page.status_code == 404, part
        assert "余" not in page.text
    assert "余" not in client.get("/disputes/").text


def test_every_state_opens(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    for status, dispute in cases.every_state(world).items():
        page = client.get(f"/disputes/{dispute.uid}")
        assert page.status_code == 200, status
        assert "经过" in page.text
    above = sign_in("county").get(f"/disputes/{dispute.uid}")
    assert above.status_code == 200
    assert Reading.objects.filter(page="disputes:dispute_detail").count() == 8


def test_a_whole_life_by_hand(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    dispute = cases.taken(world)
    base = f"/disputes/{dispute.uid}"

    def send(part: str, **data: Any) -> None:
        assert client.get(base + part).status_code == 200, part
        data["version"] = cases.again(dispute).version
        done = client.post(base + part, data)
        assert done.status_code == 302, done.text[-3000:]

    answers = {f"party_{p.pk}": "given" for p in dispute.parties.all()}
    send("/consent", **answers, consent_on=ago(9))
    assert client.get(base + "/accept").status_code == 409  # nobody asked about danger yet
    send("/check", **CALM, asked_on=ago(9))
    send("/accept", accepted_on=ago(8), mediator=world.village.pk)
    assert client.get(base + "/sessions/new").status_code == 409  # rights not told yet
    send("/rights", on=ago(8))
    sitting = {"place": "村调解室", "attendants": "双方", "notes": "谈过", "held_on": ago(7)}
    sitting |= {"way": "joint", "is_open": "no"}
    send("/sessions/new", **sitting, result="again", client_uuid=uuid.uuid4())
    send("/sessions/new", **sitting, result="agreed", client_uuid=uuid.uuid4())
    father, son, _other = dispute.parties.all()
    paper = {
        "form": "written",
        "facts": "两年没有给钱",
        "issue": "赡养费",
        "responsibility": "都有义务",
        "item_0_by": son.pk,
        "item_0_to": father.pk,
        "item_0_what": "付赡养费",
        "item_0_way": "cash",
        "item_0_amount": "400",
        "item_0_due": ago(0),
        "agreed_on": ago(6),
    }
    assert client.post(base + "/settle", paper | {"item_0_due": ""}).status_code == 422
    send("/settle", **paper)
    assert "草稿，未生效" in client.get(base).text
    assert "付赡养费" in client.get(base + "/settle").text
    names = {f"party_{p.pk}": "name" for p in dispute.parties.all()}
    send("/sign", **names, mediator="on", on=ago(5))
    assert cases.again(dispute).status == "mediating"
    send("/sign", seal="on", on=ago(4))
    visit = {"party": father.pk, "visited_on": ago(1), "way": "phone", "satisfaction": "satisfied"}
    send("/revisit", **visit, promise_1="performed")
    page = client.get(base)
    assert cases.again(dispute).status == "revisited"
    for words in ("调解 2 次", "400元", "已履行，满意", "甲甲调字第1号"):
        assert words in page.text


def test_refusal_closes_the_way(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    dispute = cases.refused(cases.mediated(world), world.village)
    page = client.get(f"/disputes/{dispute.uid}")
    assert "一方明确拒绝调解，不能调解（人民调解法第十七条）" in page.text
    assert "btn-not" in page.text
    assert f"/disputes/{dispute.uid}/end" in page.text
    assert f"/disputes/{dispute.uid}/sessions/new" not in page.text
    assert client.get(f"/disputes/{dispute.uid}/sessions/new").status_code == 409
    ended = client.post(
        f"/disputes/{dispute.uid}/end",
        {
            "version": dispute.version,
            "ending": "refused",
            "reason": REASON,
            "ended_on": ago(0),
            "remedies_told_on": ago(0),
        },
    )
    assert ended.status_code == 302


def test_end_keeps_what_was_typed(world: World, sign_in: SignIn) -> None:
    dispute = cases.mediated(world)
    page = sign_in("village").post(
        f"/disputes/{dispute.uid}/end",
        {"version": dispute.version, "ending": "failed", "reason": REASON, "ended_on": ago(0)},
    )
    assert page.status_code == 422
    assert REASON in page.text


def test_stale_form_is_told(world: World, sign_in: SignIn) -> None:
    dispute = cases.taken(world)
    stale = dispute.version
    cases.consent(dispute, world.village_mate)
    page = sign_in("village").post(
        f"/disputes/{dispute.uid}/decline", {"version": stale, "reason": REASON}
    )
    assert page.status_code == 409
    assert "村执委一已改过" in page.text
    assert REASON in page.text
    assert cases.again(dispute).status == "taken_in"


def test_wrong_moment_is_told(world: World, sign_in: SignIn) -> None:
    page = sign_in("village").get(f"/disputes/{cases.settled(world).dispute.uid}/end")
    assert page.status_code == 409
    assert "已达成协议" in page.text


def test_violence_is_warned_of(world: World, sign_in: SignIn) -> None:
    dispute = cases.taken(world, brief="丈夫威胁妻子")
    page = sign_in("village").get(f"/disputes/{dispute.uid}")
    assert "情况里写到“威胁”" in page.text
    assert "有危险的先报警" in page.text
    assert "家暴" not in page.text


def test_passed_up_has_no_buttons_for_the_village(world: World, sign_in: SignIn) -> None:
    dispute = cases.passed_up(world, cases.accepted(world))
    link = f"/disputes/{dispute.uid}/sessions/new"
    assert link not in sign_in("village").get(f"/disputes/{dispute.uid}").text
    assert link in sign_in("town").get(f"/disputes/{dispute.uid}").text
    assert sign_in("village").get(link).status_code == 403


def test_list_masks_filters_and_logs(world: World, sign_in: SignIn) -> None:
    states = cases.every_state(world)
    other = cases.taken(world, kind="land", applicants=["欧阳建国"], respondents=["丁一"])
    client = sign_in("village")
    page = client.get("/disputes/")
    assert mask_name("余德民") in page.text
    assert "余德民" not in page.text
    keys = Reading.objects.get(page="disputes:dispute_list").keys
    assert set(keys) == {d.pk for d in [*states.values(), other]}

    def found(query: str) -> int:
        return int(client.get(f"/disputes/?{query}").context["page"].paginator.count)

    assert found("kind=land") == 1
    assert found("q=欧阳") == 1
    assert found("q=（" + str(ago(8).year) + "）甲甲调字第1号") == 1
    assert found("status=open") == 4
    assert found("status=overdue") == 2
    assert found("status=settled") == 1
    assert found(f"year={ago(10).year}") == 8
    assert found(f"year={ago(10).year - 3}") == 0
    assert "范围内共有" in client.get("/disputes/?kind=traffic").text
    assert client.get("/disputes/?status=nonsense&year=x&page=99").status_code == 200


def test_list_shows_the_reach_only(world: World, sign_in: SignIn) -> None:
    cases.taken(world)
    cases.taken(world, world.village_next, world.village_two, applicants=["司马光"])
    assert "司马*" in sign_in("town").get("/disputes/").text
    assert "司马*" not in sign_in("village").get("/disputes/").text
    assert "没有登记过纠纷" in sign_in("town_next").get("/disputes/").text


def test_queries_do_not_grow(world: World, sign_in: SignIn) -> None:
    client = sign_in("town")

    def queries(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    for _index in range(3):
        dispute = cases.mediated(world)
    queries("/disputes/")  # the first request of a session also writes its start
    few, one = queries("/disputes/"), queries(f"/disputes/{dispute.uid}")
    for _index in range(27):
        cases.mediated(world)
        cases.sit(dispute, world.village)
    assert queries("/disputes/") == few <= 15
    assert queries(f"/disputes/{dispute.uid}") == one
