"""Judicial confirmation: the window, the court's answers, what happens then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import Agreement, Confirmation
from disputes.transitions import confirmation as verbs
from disputes.work import items
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago

SignIn = Callable[[str], Client]


def wanted(world: World) -> Confirmation:
    """In force six days ago, wanted five days ago."""
    return verbs.want(dispute=cases.settled(world).dispute, on=ago(5), by=world.village)


def filed(world: World) -> Confirmation:
    return verbs.file(
        confirmation=wanted(world), court="甲县法院", joint=True, on=ago(4), by=world.village
    )


def accepted(world: World) -> Confirmation:
    return verbs.answer(confirmation=filed(world), taken=True, on=ago(3), by=world.village)


def decided(world: World, confirmed: bool, **more: Any) -> Confirmation:
    values: dict[str, Any] = {"number": "民特1号", "on": ago(1), "by": world.village}
    return verbs.decide(confirmation=accepted(world), confirmed=confirmed, **(values | more))


def states(world: World) -> dict[str, Confirmation]:
    out = {"wanted": wanted(world), "filed": filed(world), "accepted": accepted(world)}
    out["confirmed"] = decided(world, True)
    out["rejected"] = decided(world, False, ground="unclear")
    out["not_taken"] = verbs.answer(
        confirmation=filed(world), taken=False, ground="marriage", by=world.village
    )
    out["withdrawn"] = verbs.withdraw(
        confirmation=wanted(world), words="已经付清了。", by=world.village
    )
    return out


VERBS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "file": (verbs.file, {"court": "甲县法院", "joint": True}),
    "answer": (verbs.answer, {"taken": True}),
    "decide": (verbs.decide, {"confirmed": True, "number": "民特1号"}),
    "after": (verbs.go_on, {"after": "sue"}),
    "withdraw": (verbs.withdraw, {"words": "双方不想再办了。"}),
}


def test_each_from_every_state(world: World) -> None:
    for state, row in states(world).items():
        for name, (verb, more) in VERBS.items():
            allowed = state in Confirmation.ALLOWED[name]
            if allowed and not (name == "after" and state == "confirmed"):
                continue
            with pytest.raises(NotTheMoment):
                verb(confirmation=row, by=world.village, **more)
        assert Confirmation.objects.get(pk=row.pk).status == state


def test_thirty_calendar_days_over_the_holidays(world: World) -> None:
    """K5: effect on 10 September, National Day between: the last day is 10 October, a Saturday."""
    row = Confirmation(status="wanted", effective_on=date(2026, 9, 10))
    assert row.due is not None
    assert (row.due.on, row.due.source) == (date(2026, 10, 10), "人民调解法第三十三条")
    assert not row.lapsed(date(2026, 10, 10))
    assert row.lapsed(date(2026, 10, 11))


@pytest.mark.parametrize(("day", "refused"), [(30, False), (31, True)])
def test_the_window_in_the_verb(world: World, day: int, refused: bool) -> None:
    agreement = cases.settled(world)
    effect = ago(day)
    Agreement.objects.filter(pk=agreement.pk).update(agreed_on=effect, effective_on=effect)
    if not refused:
        row = verbs.want(dispute=agreement.dispute, by=world.village)
        row = verbs.file(confirmation=row, court="甲县法院", joint=True, by=world.village)
        assert row.filed_on == timezone.localdate()
        return
    with pytest.raises(Invalid) as refusal:
        verbs.want(dispute=agreement.dispute, by=world.village)
    assert "限 30 日" in refusal.value.errors["on"]


def test_the_database_keeps_the_window(world: World) -> None:
    row = filed(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.filter(pk=row.pk).update(
            filed_on=row.effective_on + timedelta(days=31)
        )


def test_both_parties_apply(world: World) -> None:
    row = wanted(world)
    for more, field in (
        ({"joint": False}, "joint"),
        ({"court": " "}, "court"),
        ({"on": ago(6)}, "on"),
        ({"on": ago(-1)}, "on"),
    ):
        values: dict[str, Any] = {"court": "甲县法院", "joint": True, "by": world.village}
        with pytest.raises(Invalid) as refusal:
            verbs.file(confirmation=row, **(values | more))
        assert field in refusal.value.errors


@pytest.mark.parametrize("ground", ["", "unclear", "other"])
def test_not_taken_only_for_its_grounds(world: World, ground: str) -> None:
    with pytest.raises(Invalid):
        verbs.answer(confirmation=filed(world), taken=False, ground=ground, by=world.village)


@pytest.mark.parametrize(
    "more", [{"ground": ""}, {"ground": "marriage"}, {"number": " "}, {"more_days": 11}]
)
def test_rejected_says_why(world: World, more: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        decided(world, False, **({"ground": "unclear"} | more))


def test_what_happens_then(world: World) -> None:
    assert decided(world, True).after == "enforce"
    row = decided(world, False, ground="unclear", more_days=10)
    assert (row.after, row.more_days) == ("", 10)
    with pytest.raises(Invalid):
        verbs.go_on(confirmation=row, after="enforce", by=world.village)
    assert verbs.go_on(confirmation=row, after="change", by=world.village).after == "change"
    told = Trail.objects.filter(act="dispute.confirm").latest("pk")
    assert told.after == {
        "confirmation": "rejected",
        "on": str(ago(0)),
        "after": "change",
    }


def test_once_at_a_time_and_not_before_effect(world: World) -> None:
    row = wanted(world)
    with pytest.raises(NotTheMoment, match="正在办理"):
        verbs.want(dispute=row.dispute, by=world.village)
    verbs.withdraw(confirmation=row, words="先不申请了。", by=world.village)
    assert verbs.want(dispute=row.dispute, by=world.village).pk != row.pk
    with pytest.raises(NotTheMoment, match="没有生效"):
        verbs.want(dispute=cases.drafted(world).dispute, by=world.village)
    with pytest.raises(NotTheMoment, match="已经确认"):
        verbs.want(dispute=decided(world, True).dispute, by=world.village)


def test_reach_role_and_version(world: World) -> None:
    found = states(world)
    for name, state in (("file", "wanted"), ("answer", "filed"), ("decide", "accepted")):
        verb, more = VERBS[name]
        for by, refusal in ((world.village_next, Http404), (world.county, Forbidden)):
            with pytest.raises(refusal):
                verb(confirmation=found[state], by=by, **more)
        with pytest.raises(Stale):
            verb(confirmation=found[state], by=world.village, version=9, **more)
    dispute = cases.settled(world).dispute
    with pytest.raises(Http404):
        verbs.want(dispute=dispute, by=world.village_next)
    with pytest.raises(Forbidden):
        verbs.want(dispute=dispute, by=world.county)


def test_on_the_work_list(world: World) -> None:
    states(world)
    mine = [
        (i.title.split("：")[0], i.due)
        for i in items(world.village, timezone.localdate())
        if "确认" in i.title
    ]
    assert sorted(mine, key=lambda one: str(one)) == [
        ("申请司法确认的期限", ago(6) + timedelta(days=30)),
        ("问法院是否受理确认", ago(4) + timedelta(days=3)),
        ("问法院确认结果", ago(3) + timedelta(days=15)),
    ]


def test_by_hand(world: World, sign_in: SignIn) -> None:
    client, dispute = sign_in("village"), cases.settled(world).dispute
    page = client.get(f"/disputes/{dispute.uid}")
    assert "限 30 日" in page.text
    path = f"/disputes/{dispute.uid}/confirmation"
    assert client.get(path).status_code == 200
    assert client.post(path, {"version": dispute.version, "on": ago(5)}).status_code == 302

    def send(part: str, **data: Any) -> None:
        row = Confirmation.objects.get(dispute=dispute)
        here = f"/confirmations/{row.uid}/{part}"
        assert client.get(here).status_code == 200
        done = client.post(here, data | {"version": row.version, "on": ago(2)})
        assert done.status_code == 302, done.text[-2000:]

    send("file", court="甲县法院", joint="on")
    send("answer", taken="yes")
    send("decide", confirmed="no", number="民特1号", ground="unclear", more_days="")
    send("go-on", after="sue")
    page = client.get(f"/disputes/{dispute.uid}")
    for words in ("不予确认", "内容不明确", "向人民法院起诉", "民特1号"):
        assert words in page.text


def test_api(world: World, sign_in: SignIn) -> None:
    client, dispute = sign_in("village"), cases.settled(world).dispute
    made = client.post(
        f"/api/v1/disputes/{dispute.uid}/confirmation", {}, content_type="application/json"
    ).json()["confirmations"][0]
    assert made["due_on"] == str(ago(6) + timedelta(days=30))
    path = f"/api/v1/confirmations/{made['uid']}"

    def post(part: str, **data: Any) -> Any:
        return client.post(path + part, data, content_type="application/json")

    assert post("/file", court="甲县法院", joint=False).status_code == 422
    assert post("/file", court="甲县法院", joint=True).json()["status"] == "filed"
    assert post("/answer", taken=False).status_code == 422
    assert post("/answer", taken=False, ground="identity").json()["status"] == "not_taken"
    assert post("/go-on", after="change").json()["after"] == "change"
    assert post("/withdraw", words="双方都不想再办。").status_code == 409
