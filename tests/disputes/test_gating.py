"""The gate of domain E through the verbs and the pages; risk, sittings agreed, the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes import timing
from disputes.gating import Stopped
from disputes.models import Dispute, Escalation, GateAnswer, SessionPlan
from disputes.transitions import clock, escalation, session_plan
from disputes.transitions.agent import appoint
from disputes.transitions.agreement import settle_orally
from disputes.transitions.dispute import accept, end
from disputes.transitions.session import Helper, tell_rights
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import REASON, ago
from tests.disputes.test_pages import CALM
from tests.disputes.test_parties import GUARDIAN, change, son

SignIn = Callable[[str], Client]


def willing(world: World, **more: Any) -> Dispute:
    return cases.consent(cases.taken(world, **more), world.village)


def harmed(dispute: Dispute) -> list[int]:
    first = dispute.parties.first()
    assert first is not None
    return [first.pk]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"violence_now": True}, "正在发生人身侵害"),
        ({"injury_appraisal": True}, "伤情需要鉴定"),
        ({"crime_suspected": True}, "涉嫌违法犯罪"),
        ({"subjects": ("violence",)}, "不能用调解来解决"),
        ({"subjects": ("status",)}, "身份关系不能调解"),
    ],
)
def test_not_accepted_and_what_was_told_is_kept(
    world: World, sign_in: SignIn, told: dict[str, Any], sentence: str
) -> None:
    """Gate 2, 5, 6: the page says why and what to do; the asking itself stays."""
    dispute, client = willing(world), sign_in("village")
    answers = CALM | {k: "yes" for k, v in told.items() if v is True}
    answers |= {"subjects": list(told.get("subjects", ["support"])), "asked_on": str(ago(0))}
    if told.get("violence_now"):
        answers["harmed"] = [str(k) for k in harmed(dispute)]
    answers["version"] = str(cases.again(dispute).version)
    done = client.post(f"/disputes/{dispute.uid}/check", answers)
    assert done.status_code == 302, done.text[-2000:]
    page = client.get(f"/disputes/{dispute.uid}").text
    assert sentence in page
    assert f"/disputes/{dispute.uid}/risks/new" in page
    assert "家暴" not in page
    refused = client.get(f"/disputes/{dispute.uid}/accept")
    assert refused.status_code == 409
    assert sentence in refused.text
    with pytest.raises(Stopped, match=sentence):
        accept(dispute=dispute, by=world.village)
    assert cases.again(dispute).number == ""


def test_harm_to_a_child_is_reported_first_and_never_mediated(world: World) -> None:
    """Gate 3."""
    dispute = willing(world)
    child = change(son(dispute), world.village, capacity="limited", birth_year=ago(0).year - 12)
    appoint(party=child, agent=GUARDIAN, by=world.village)
    told: dict[str, Any] = {
        "violence_known": True,
        "harmed": [child.pk],
        "safe_contact": "只打母亲电话",
    }
    cases.checked(dispute, world.village, subjects=("support",), **told)
    with pytest.raises(Stopped, match="必须立即报告公安机关"):
        accept(dispute=dispute, by=world.village)
    with pytest.raises(Invalid, match="凭什么知道"):
        cases.checked(dispute, world.village, reported_on=ago(0), **told)
    proof: dict[str, Any] = {"reported_on": ago(0), "report_proof": "接警单 12 号"}
    cases.checked(dispute, world.village, subjects=("damage",), **told, **proof)
    with pytest.raises(Stopped, match="不得调解"):
        accept(dispute=dispute, by=world.village)
    cases.checked(dispute, world.village, subjects=("support",), **told, **proof)
    assert accept(dispute=dispute, by=world.village).number


def test_an_order_keeps_them_apart(world: World) -> None:
    """Gate 4: no joint sitting, no joint appointment; apart with safe contact it goes on."""
    dispute = cases.accepted(world)
    told: dict[str, Any] = {
        "violence_known": True,
        "harmed": harmed(dispute),
        "order_until": ago(-30),
    }
    cases.checked(dispute, world.village, on=ago(8), **told)
    at = timezone.now() + timedelta(days=2)
    with pytest.raises(Stopped, match="同场"):
        session_plan.plan(dispute=dispute, at=at, room="村调解室", by=world.village)
    with pytest.raises(Stopped, match="安全联系"):
        cases.sit(dispute, world.village, way="separate")
    cases.checked(dispute, world.village, on=ago(8), **told, safe_contact="下午打本人手机")
    with pytest.raises(Stopped, match="同场"):
        cases.sit(dispute, world.village)
    assert cases.sit(dispute, world.village, way="separate").way == "separate"


@pytest.mark.parametrize(
    "terms", ["甲方出具谅解书，乙方支付医药费。", "甲方撤回报警。", "双方确认婚姻关系无效。"]
)
def test_terms_that_are_none(world: World, terms: str) -> None:
    """Gate 5, 6 by the agreement's words."""
    dispute = cases.mediated(world, "agreed")
    with pytest.raises(Stopped):
        settle_orally(
            dispute=dispute,
            content=cases.content(dispute, terms=terms),
            registered=True,
            agreed_on=ago(6),
            by=world.village,
        )
    assert cases.again(dispute).status == "mediating"


def test_a_warning_is_answered_once(world: World, sign_in: SignIn) -> None:
    dispute = willing(world, brief="丈夫威胁妻子，要分家。")
    with pytest.raises(Invalid) as refusal:
        accept(dispute=dispute, by=world.village)
    assert set(refusal.value.errors) == {"answer_words"}
    client = sign_in("village")
    assert "answer_words" in client.get(f"/disputes/{dispute.uid}/accept").text
    form = {
        "version": cases.again(dispute).version,
        "accepted_on": str(ago(8)),
        "rights_told_on": str(ago(8)),
        "mediator": world.village.pk,
    }
    kept = client.post(f"/disputes/{dispute.uid}/accept", form)
    assert kept.status_code == 422
    form["answer_words"] = "单独问过女方，没有危险。"
    assert client.post(f"/disputes/{dispute.uid}/accept", form).status_code == 302
    assert GateAnswer.objects.get().rule == "words"
    assert cases.sit(dispute, world.village).ordinal == 1


def test_refused_after_two_sittings_ends_with_remedies(world: World) -> None:
    """Gate 1, domain K8."""
    dispute = cases.mediated(world)
    cases.sit(dispute, world.village, on=ago(6))
    cases.refused(dispute, world.village)
    with pytest.raises(NotTheMoment, match="拒绝"):
        cases.sit(dispute, world.village, on=ago(0))
    more: dict[str, Any] = {"ending": "refused", "reason": REASON, "by": world.village}
    with pytest.raises(Invalid, match="救济"):
        end(dispute=dispute, remedies_told_on=None, **more)
    assert end(dispute=dispute, remedies_told_on=ago(0), **more).status == "ended"


def risk(dispute: Dispute, by: Any, **more: Any) -> Escalation:
    values: dict[str, Any] = {"kind": "harm", "words": "扬言要动手，家里有刀。", "on": ago(1)}
    return escalation.record_risk(dispute=dispute, by=by, **(values | more))


def test_risk_stops_everything_until_a_measure_and_the_police(world: World) -> None:
    dispute = cases.mediated(world, "agreed")
    row = risk(dispute, world.village)
    more: dict[str, Any] = {"dispute": dispute, "by": world.village}
    tries: list[Callable[[], object]] = [
        lambda: cases.sit(dispute, world.village, on=ago(0)),
        lambda: settle_orally(content=cases.content(dispute), registered=True, **more),
        lambda: end(ending="failed", reason=REASON, remedies_told_on=ago(0), **more),
    ]
    for attempt in tries:
        with pytest.raises(NotTheMoment, match="预防措施"):
            attempt()
    escalation.take_measure(risk=row, who="网格员", what="收走刀具，夜里值守", by=world.village)
    for attempt in tries:
        with pytest.raises(NotTheMoment, match="报告公安机关"):
            attempt()
    with pytest.raises(NotTheMoment, match="报告公安机关"):
        escalation.end_risk(risk=row, outcome="averted", words=REASON, by=world.village)
    escalation.tell_police(risk=row, words="派出所值班民警，已派人", by=world.village)
    with pytest.raises(NotTheMoment):
        escalation.tell_police(risk=row, words="派出所值班民警，已派人", by=world.village)
    assert tries[0]()
    escalation.end_risk(risk=row, outcome="averted", words=REASON, by=world.village)
    with pytest.raises(NotTheMoment, match="已经解除"):
        escalation.take_measure(risk=row, who="网格员", what="再去看一次", by=world.village)


def test_risk_reach_role_status(world: World) -> None:
    for status, dispute in cases.every_state(world).items():
        if status not in ("taken_in", "accepted", "mediating"):
            with pytest.raises(NotTheMoment):
                risk(dispute, world.village)
    dispute = cases.accepted(world)
    with pytest.raises(Http404):
        risk(dispute, world.village_next)
    with pytest.raises(Forbidden):
        risk(dispute, world.county)
    with pytest.raises(Stale):
        risk(dispute, world.village, version=1)
    with pytest.raises(Invalid):
        risk(dispute, world.village, kind="weather")


def test_rights_before_the_first_sitting(world: World) -> None:
    dispute = accept(dispute=willing(world), by=world.village, on=ago(8))
    with pytest.raises(NotTheMoment, match="权利义务"):
        cases.sit(dispute, world.village)
    tell_rights(dispute=dispute, by=world.village, on=ago(7))
    with pytest.raises(NotTheMoment):
        tell_rights(dispute=dispute, by=world.village)
    assert cases.sit(dispute, world.village).ordinal == 1


def test_who_helps_comes_with_consent(world: World) -> None:
    dispute, people = cases.accepted(world), [Helper("余大爷", "kin"), Helper("", "")]
    with pytest.raises(Invalid, match="第二十条"):
        cases.sit(dispute, world.village, helpers=people)
    made = cases.sit(dispute, world.village, helpers=people, helpers_agreed=True, is_open=True)
    assert [h.name for h in made.helpers.all()] == ["余大爷"]


def test_a_sitting_agreed_put_off_and_nobody_came(world: World, sign_in: SignIn) -> None:
    dispute = cases.accepted(world)
    soon = timezone.now() + timedelta(hours=2)
    row = session_plan.plan(dispute=dispute, at=soon, room="村调解室", by=world.village)
    with pytest.raises(NotTheMoment, match="已经约定"):
        session_plan.plan(dispute=dispute, at=soon, room="村调解室", by=world.village)
    with pytest.raises(NotTheMoment, match="还没到"):
        session_plan.no_show(plan=row, absent=harmed(dispute), by=world.village)
    later = session_plan.adjourn(
        plan=row, at=soon + timedelta(hours=1), room="镇矛调中心", reason=REASON, by=world.village
    )
    row.refresh_from_db()
    assert (row.status, row.next) == ("adjourned", later)
    with pytest.raises(NotTheMoment):
        session_plan.adjourn(plan=row, at=soon, room="村", reason=REASON, by=world.village)
    with time_machine.travel(later.at + timedelta(minutes=30), tick=False):
        with pytest.raises(Invalid):
            session_plan.no_show(plan=later, absent=[], by=world.village)
        gone = session_plan.no_show(plan=later, absent=harmed(dispute), by=world.village)
        assert gone.waits(timezone.localdate())
    with time_machine.travel(later.at + timedelta(days=4), tick=False):
        page = sign_in("village").get(f"/disputes/{dispute.uid}").text
        assert "还没有说明的可以改期，也可以终止" in page
        assert f'/disputes/{dispute.uid}/end">终止调解' in page
        cases.sit(dispute, world.village, on=timezone.localdate())
    gone.refresh_from_db()
    assert gone.session is not None
    assert (gone.status, gone.session.ordinal) == ("held", 1)
    assert not SessionPlan.objects.open().exists()


def test_the_stored_day_is_what_the_events_say(world: World, sign_in: SignIn) -> None:
    dispute = cases.accepted(world)  # eight days ago
    everyone = [p.pk for p in dispute.parties.all()]
    more: dict[str, Any] = {"dispute": dispute, "by": world.village, "reason": REASON}
    clock.suspend(on=ago(6), look_on=ago(-5), **more)
    with pytest.raises(NotTheMoment, match="已经中止"):
        clock.suspend(on=ago(5), look_on=ago(-5), **more)
    assert cases.again(dispute).look_on == ago(-5)
    clock.resume(on=ago(2), **more)
    with pytest.raises(NotTheMoment, match="没有处在中止"):
        clock.resume(on=ago(1), **more)
    with pytest.raises(Invalid, match="每一位"):
        clock.extend(days=10, consents=everyone[:1], **more)
    clock.extend(days=10, consents=everyone, **more)
    row = cases.again(dispute)
    now = timing.legal(row)
    assert now is not None
    assert row.due_on == now.due_on == ago(8 - 30 - 4 - 10)
    assert (row.suspended_on, row.look_on) == (None, None)
    page = sign_in("village").get(f"/disputes/{dispute.uid}").text
    for words in ("中止 ", "（4 日）", "延长 10 日（双方同意）", "服务承诺 15 日"):
        assert words in page
    with pytest.raises(Http404):
        clock.extend(**(more | {"by": world.village_next}), days=1, consents=everyone)
    with pytest.raises(Forbidden):
        clock.extend(**(more | {"by": world.county}), days=1, consents=everyone)


def test_the_clock_moves_only_in_mediation(world: World) -> None:
    for status, dispute in cases.every_state(world).items():
        if status not in ("accepted", "mediating"):
            with pytest.raises(NotTheMoment):
                clock.suspend(dispute=dispute, reason=REASON, look_on=ago(-5), by=world.village)
