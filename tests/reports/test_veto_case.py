"""A one-vote veto from the hint to its lifting: nobody is vetoed unheard, nobody decides what he
verified, and what is only suspected is nobody's below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.work import WorkItem
from reports.models import ScoringRun, Veto
from reports.transitions import veto as verbs
from reports.transitions.publication import publish, sign
from reports.transitions.run import compute
from reports.veto_case import PLACES, Next, next_of, steps_of
from reports.work import items
from tests.cast import World
from tests.reports.fair import decided, hearing, hint, published
from tests.reports.test_run import T1, T2, TOTALS, V1, ask

SignIn = Callable[[str], Client]


@pytest.fixture
def whole(world: World, filled_run: ScoringRun) -> ScoringRun:
    """A run with every line scored."""
    return filled_run


def lift(world: World, veto: Veto, **other: Any) -> Veto:
    values: dict[str, Any] = {
        "lift_ground": "wrong",
        "lifted_number": "甲平安办〔2027〕9号",
        "lifted_reason": "复查认定不成立",
        "lifted_on": timezone.localdate(),
        "by": world.governance,
    }
    return verbs.lift(veto=veto, **(values | other))


def test_the_whole_way(world: World, whole: ScoringRun) -> None:
    veto = hint(world, T1)
    assert (veto.status, veto.case_number) == ("suspected", "否审〔2026〕1号")
    today = timezone.localdate()
    verbs.verify(
        veto=veto, founded=True, finding="查实", told_on=date(2026, 10, 14), by=world.governance
    )
    veto.refresh_from_db()
    assert veto.statement_until == date(2026, 10, 21)  # five working days after a Wednesday
    late = verbs.state
    with pytest.raises(NotTheMoment, match="已经届满"):
        late(veto=veto, statement="迟了", by=world.town)
    stated = verbs.state(veto=veto, statement="8月20日电话报告过。", by=world.governance)
    assert (stated.heard_how, stated.stated_by) == ("paper", world.governance)
    with pytest.raises(Forbidden, match="由您核实，决定要由另一人"):
        verbs.decide(
            veto=veto, vetoed=True, reason="属实", decided_body="领导小组",
            document_number="1号", decided_on=today, by=world.governance,
        )  # fmt: skip
    verbs.decide(
        veto=veto, vetoed=True, reason="属实", decided_body="领导小组",
        document_number="甲平安办〔2026〕5号", decided_on=today, by=world.governance_two,
    )  # fmt: skip
    rows = {s.unit_id: s for s in whole.sheets.all()}
    assert (rows[T1].vetoed, rows[T1].rank, rows[T1].grade) == (True, None, "")
    assert str(rows[T1].total) == TOTALS[T1]
    assert (rows[T2].rank, rows[T2].print_order, rows[T1].print_order) == (1, 1, 2)
    lift(world, veto)
    rows = {s.unit_id: s for s in whole.sheets.all()}
    assert (rows[T1].vetoed, rows[T1].rank, rows[T2].rank) == (False, 1, 2)
    told = Trail.objects.filter(noun="reports.veto", key=str(veto.pk)).order_by("pk")
    assert [t.after["status"] for t in told] == [
        "suspected", "hearing", "hearing", "decided", "lifted",
    ]  # fmt: skip
    assert {t.place for t in told} == {990101000000}  # a hint is nobody's below
    with pytest.raises(NotTheMoment, match="已解除"):
        lift(world, veto)
    assert hint(world, T1).number == 2  # the trace stays beside a new case


def test_a_unit_has_one_case_at_a_time(world: World) -> None:
    hint(world, T1)
    with pytest.raises(NotTheMoment, match="已有一票否决的案件"):
        hint(world, T1)


def _take(world: World, veto: Veto, step: str) -> Veto:
    today, by = timezone.localdate(), world.governance_two
    if step == "verify":
        return verbs.verify(veto=veto, founded=False, finding="x", by=by)
    if step == "state":
        return verbs.state(veto=veto, statement="x", by=by)
    if step == "decide":
        return verbs.decide(
            veto=veto, vetoed=True, reason="x", decided_body="x", document_number="x",
            decided_on=today, by=by,
        )  # fmt: skip
    return lift(world, veto)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("status = 'decided', decided_on = statement_until, reason = 'x', decided_body = 'x',"
         " document_number = 'x', decided_by_id = {two}, decided_at = now()",
         "veto_heard_before_decided"),
        ("status = 'decided', decided_on = statement_until + 1, reason = 'x', decided_body = 'x',"
         " document_number = 'x', decided_by_id = verified_by_id, decided_at = now()",
         "veto_decided_by_another"),
        ("status = 'decided', decided_on = statement_until + 1, reason = 'x', decided_body = 'x',"
         " decided_by_id = {two}, decided_at = now()", "veto_documented"),
        ("statement_until = NULL", "veto_told_before_heard"),
        ("verified_by_id = NULL", "veto_verified_by_somebody"),
    ],
)  # fmt: skip
def test_the_database_holds_the_order(world: World, change: str, name: str) -> None:
    veto = hearing(world, T2)
    words = change.format(two=world.governance_two.pk)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        connection.cursor().execute(f"UPDATE reports_veto SET {words} WHERE id = {veto.pk}")


def test_fields_are_named(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        hint(world, T1, ground="z", source=" ", clue="")
    assert set(refused.value.errors) == {"ground", "source", "clue"}
    with pytest.raises(Invalid, match="不在本次考核"):
        hint(world, 990102100000)
    for who in (world.county, world.auditor):
        with pytest.raises(Forbidden):
            hint(world, T1, by=who)
    veto = hearing(world, T2)
    with pytest.raises(Invalid) as refused:
        verbs.decide(
            veto=veto, vetoed=True, reason=" ", decided_body="", document_number="",
            decided_on=veto.statement_until, by=world.governance_two,  # type: ignore[arg-type]
        )  # fmt: skip
    assert set(refused.value.errors) == {
        "reason", "decided_body", "document_number", "decided_on",
    }  # fmt: skip
    with pytest.raises(Http404):
        verbs.state(veto=veto, statement="x", by=world.village)  # next door
    with pytest.raises(Forbidden):
        verbs.state(veto=veto, statement="x", by=world.county)


def test_publication_waits_for_the_case(world: World, whole: ScoringRun) -> None:
    veto = hint(world, T2)
    signed = sign(run=whole, by=world.governance)
    with pytest.raises(NotTheMoment, match="还没有结论"):
        publish(run=signed, by=world.governance_lead)
    verbs.verify(
        veto=veto, founded=True, finding="x", told_on=timezone.localdate(), by=world.governance
    )
    with pytest.raises(NotTheMoment, match="陈述期"):
        publish(run=signed, by=world.governance_lead)


def test_a_signed_result_is_not_changed_behind_its_signature(
    world: World, whole: ScoringRun
) -> None:
    veto = hearing(world, T2)
    sign(run=whole, by=world.governance)
    with pytest.raises(NotTheMoment, match="先撤回签字"):
        _take(world, veto, "decide")
    veto.refresh_from_db()
    assert veto.status == "hearing"


def test_after_publication_a_revision_carries_it(world: World, whole: ScoringRun) -> None:
    done = published(world, whole)
    decided(world, T2)
    assert not done.sheets.get(unit_id=T2).vetoed
    revision = ScoringRun.objects.get(revises=done)
    assert revision.sheets.get(unit_id=T2).vetoed
    assert revision.digest == done.digest


def test_a_new_computation_keeps_it(world: World, whole: ScoringRun) -> None:
    decided(world, T2)
    again = ask(world)
    assert compute(again.pk)
    sheet = ScoringRun.objects.get(pk=again.pk).sheets.get(unit_id=T2)
    assert (sheet.vetoed, sheet.rank) == (True, None)


def to_state(world: World) -> list[WorkItem]:
    """What asks the township next door for its statement."""
    found = items(world.town_next, timezone.localdate())
    return [item for item in found if "陈述" in item.title]


def test_what_is_suspected_is_the_offices_alone(
    world: World, sign_in: SignIn, whole: ScoringRun
) -> None:
    veto = hint(world, T2)
    url = f"/scores/vetoes/{veto.uid}"
    for who, status in (
        ("governance", 200), ("county", 200), ("auditor", 200), ("town_next", 404),
        ("town", 404), ("county_other", 404), ("village", 404),
    ):  # fmt: skip
        assert sign_in(who).get(url).status_code == status, who
    assert "否审" not in sign_in("town_next").get("/scores/vetoes/").text
    assert sign_in("town_next").get(f"{url}/step?do=state").status_code == 404
    assert not to_state(world)
    verbs.verify(
        veto=veto, founded=True, finding="查实", told_on=timezone.localdate(), by=world.governance
    )
    client = sign_in("town_next")
    shown = client.get(url).text
    assert "提交陈述" in shown
    assert "线索来源" not in shown
    assert "县公安局通报" not in shown
    [item] = to_state(world)
    assert item.due == Veto.objects.get().statement_until
    done = client.post(f"{url}/step?do=state", {"statement": "已于当日电话报告。"})
    assert done.status_code == 302
    assert not to_state(world)
    assert "已于当日电话报告" in sign_in("governance").get(url).text


def test_steps_by_page(world: World, sign_in: SignIn, whole: ScoringRun) -> None:
    client = sign_in("governance")
    form = {"unit": str(T2), "ground": "b", "source": "", "clue": "留着"}
    wrong = client.post("/scores/vetoes/hint", form)
    assert wrong.status_code == 422
    assert "留着" in wrong.text
    made = client.post("/scores/vetoes/hint", form | {"source": "来信"})
    veto = Veto.objects.get()
    url = f"/scores/vetoes/{veto.uid}"
    assert made.headers["Location"] == url
    assert "列最后" in client.get(url).text
    told = str(timezone.localdate() - timedelta(days=40))
    assert client.get(f"{url}/step?do=verify").status_code == 200
    answer = {"founded": "yes", "finding": "查实", "told_on": told}
    assert client.post(f"{url}/step?do=verify", answer).status_code == 302
    decision = {
        "vetoed": "yes", "document_number": "甲平安办〔2026〕5号", "reason": "属实",
        "decided_body": "领导小组", "decided_on": str(timezone.localdate()),
    }  # fmt: skip
    assert client.post(f"{url}/step?do=decide", decision).status_code == 403
    other = sign_in("governance_two")
    assert (
        other.post(f"{url}/step?do=decide", decision | {"document_number": ""}).status_code == 422
    )
    assert other.post(f"{url}/step?do=decide", decision).status_code == 302
    page = sign_in("auditor").get(f"/scores/{whole.uid}/{T2}").text
    assert "不否决时总分" in page
    assert "第 2 名" in page
    assert "提出申诉" in sign_in("town_next").get(url).text
    assert other.get(f"{url}/step?do=x").status_code == 404
    assert sign_in("county").get(f"{url}/step?do=lift").status_code == 403


def test_by_api(world: World, sign_in: SignIn) -> None:
    client = sign_in("governance")
    json = "application/json"
    hint_ = {"campaign": world.campaign.pk, "unit": T2, "ground": "b", "source": "x", "clue": "y"}
    made = client.post("/api/v1/vetoes", hint_, content_type=json)
    assert made.status_code == 201, made.text
    url = f"/api/v1/vetoes/{made.json()['uid']}"
    missing = client.post(f"{url}/step", {"do": "verify"}, content_type=json)
    assert missing.status_code in (400, 422)
    told = str(timezone.localdate() - timedelta(days=40))
    body = {"do": "verify", "founded": True, "finding": "查实", "told_on": told}
    assert client.post(f"{url}/step", body, content_type=json).json()["status"] == "hearing"
    assert client.get("/api/v1/vetoes", {"status": "hearing"}).json()["count"] == 1
    assert sign_in("town").get(url).status_code == 404
    assert sign_in("town_next").get(url).status_code == 200


def test_the_case_is_told_by_its_steps(sign_in: SignIn, world: World, whole: ScoringRun) -> None:
    """Who did what when on which paper, and whose turn is next by when; nothing that is not there
    yet."""
    today = timezone.localdate()

    def told(veto: Veto, office: bool = True) -> tuple[list[str], Any]:
        steps = steps_of(veto, office=office)
        return [f"{one.key}:{one.state}" for one in steps], next_of(veto)

    veto = hint(world, T1)
    assert told(veto) == (
        ["suspect:done", "verify:now", "hear:", "decide:", "effect:", "lift:"],
        Next("核实", "平安办", veto.verify_by, next_of(veto).words),  # type: ignore[union-attr]
    )
    page = sign_in("governance").get(f"/scores/vetoes/{veto.uid}").text
    assert "下一步：核实" in page
    assert 'id="suspect"' in page
    assert not any(f'id="{key}"' in page for key in ("verify", "hear", "decide", "effect"))
    veto = verbs.verify(veto=veto, founded=True, finding="查实", told_on=today, by=world.governance)
    keys, what = told(veto)
    assert keys[:3] == ["suspect:done", "verify:done", "hear:now"]
    assert (what.label, what.due) == ("听取陈述", veto.statement_until)
    assert veto.statement_until is not None
    late = veto.statement_until + timedelta(days=1)
    assert next_of(veto, today=late).label == "决定"  # type: ignore[union-attr]
    assert next_of(veto, today=late).due == veto.decide_by  # type: ignore[union-attr]
    page = sign_in("town").get(f"/scores/vetoes/{veto.uid}").text
    assert "县公安局通报" not in page  # whence a hint came is the office's
    assert world.governance.name in page.split('id="verify"')[1]
    other = decided(world, T2)
    keys, what = told(other)
    assert keys[3:] == ["decide:done", "effect:done", "lift:now"]
    assert what.label in ("申诉", "解除")
    page = sign_in("governance").get(f"/scores/vetoes/{other.uid}").text
    part = page.split('id="decide"')[1].split("</section>")[0]
    assert "甲平安办〔2027〕5号" in part
    assert world.governance_two.name in part
    assert "不得参评" in page.split('id="effect"')[1]
    gone = lift(world, other)
    assert told(gone) == ([f"{key}:done" for key in PLACES], None)
    empty = hint(world, V1)
    empty = verbs.verify(veto=empty, founded=False, finding="没有这回事", by=world.governance)
    assert told(empty) == (["suspect:done", "verify:done"], None)
