"""Appeals: the window, the clock, another decider, the reversing entry, ranks that follow; and
that an appeal never counts against whoever filed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.workdays import add_workdays
from reports.models import Appeal, LineChange, ScoreLine, ScoringRun, Veto
from reports.recomputing import recompute
from reports.transitions import appeal as verbs
from reports.transitions.publication import consult, publish, sign
from reports.transitions.review import Entry, enter_lines
from reports.transitions.run import compute
from reports.work import items
from tests.cast import World
from tests.reports.fair import decided, hearing, published
from tests.reports.test_publication import refused
from tests.reports.test_run import T1, T2, TOTALS, V1, V2, ask, fill_all

SignIn = Callable[[str], Client]
CODE = "4.2"  # T1's 调解成功率, computed: 1.25 of 5


@pytest.fixture
def run(world: World, filled_run: ScoringRun) -> ScoringRun:
    """A published result: T1 first, T2 second."""
    return published(world, filled_run)


def filed(world: World, run: ScoringRun, **other: Any) -> Appeal:
    values: dict[str, Any] = {
        "unit": world.divisions[T1],
        "code": CODE,
        "text": "两件已达成协议，没有计入。",
        "wanted": Decimal("5"),
        "by": world.town,
    }
    return verbs.file(run=run, **(values | other))


def reviewed(world: World, run: ScoringRun, **other: Any) -> Appeal:
    appeal = filed(world, run, **other)
    verbs.accept(appeal=appeal, by=world.governance)
    return verbs.review(appeal=appeal, opinion="查了卷宗，属实。", by=world.governance)


def test_receipt_and_clock(world: World, run: ScoringRun) -> None:
    appeal = filed(world, run)
    today = timezone.localdate()
    assert (appeal.receipt, appeal.points_then) == ("平申〔2026〕1号", Decimal("1.25"))
    assert appeal.reply_by == add_workdays(today, 15)
    assert appeal.window_until == add_workdays(today, 10)
    with pytest.raises(NotTheMoment, match="还在办理"):
        filed(world, run)
    assert filed(world, run, code="3.2").number == 2
    passed_on = filed(world, run, unit=world.divisions[V1], code="3.1")
    assert (passed_on.level, passed_on.unit_id) == (5, V1)


def test_who_may_file(world: World, run: ScoringRun) -> None:
    for who in ("village", "county", "governance"):
        with pytest.raises(Forbidden):
            filed(world, run, by=world.users[who], unit=world.divisions[V1], code="3.1")
    with pytest.raises((Forbidden, Http404)):
        filed(world, run, by=world.town_next)
    with pytest.raises(Http404):
        filed(world, run, code="9.9")
    with pytest.raises(Invalid) as wrong:
        filed(world, run, text=" ", wanted=Decimal("5.01"))
    assert set(wrong.value.errors) == {"text", "wanted"}
    assert not Appeal.objects.exists()


def test_the_window_closes(world: World, run: ScoringRun) -> None:
    last = add_workdays(timezone.localdate(), 10)
    noon = datetime(last.year, last.month, last.day, 12, tzinfo=timezone.get_current_timezone())
    later = time_machine.travel(noon + timedelta(days=1), tick=False)
    with later, pytest.raises(NotTheMoment, match="已经过了"):
        filed(world, run)
    with time_machine.travel(noon, tick=False):
        assert filed(world, run).pk
    with pytest.raises(IntegrityError, match="appeal_inside_its_window"), transaction.atomic():
        Appeal.objects.update(filed_on=last + timedelta(days=1))


def test_a_draft_is_appealed_only_while_opinions_are_asked_for(
    world: World, computed_run: ScoringRun
) -> None:
    draft = computed_run
    with pytest.raises(NotTheMoment, match="待评"):
        consult(run=draft, by=world.governance)
    fill_all(world, draft)
    with pytest.raises(NotTheMoment, match="不是申诉的时间"):
        filed(world, draft)
    consult(run=draft, workdays=5, by=world.governance)
    with pytest.raises(NotTheMoment, match="已在征求意见"):
        consult(run=draft, by=world.governance)
    appeal = reviewed(world, draft)
    assert not appeal.published
    with pytest.raises(NotTheMoment, match="正在征求意见"):
        sign(run=draft, by=world.governance_two)
    ScoringRun.objects.filter(pk=draft.pk).update(
        consult_from=date(2026, 1, 1), consult_until=date(2026, 1, 8)
    )
    with pytest.raises(NotTheMoment, match="还有 1 件申诉没有决定"):
        sign(run=draft, by=world.governance_two)
    verbs.decide(
        appeal=appeal, outcome="upheld", decision="属实", points=Decimal(5), by=world.governance_two
    )
    line = ScoreLine.objects.get(sheet__run=draft, unit_id=T1, code=CODE)
    assert (line.points, line.state, line.denominator) == (Decimal(5), "ruled", 5)
    assert not ScoringRun.objects.filter(revises__isnull=False).exists()
    # What was ruled outlives a new computation, and no reviewer writes over it.
    again = ask(world)
    assert compute(again.pk)
    line = ScoreLine.objects.get(sheet__run=again, unit_id=T1, code=CODE)
    assert (line.points, line.state) == (Decimal(5), "ruled")
    change = LineChange.objects.get(line=line)
    assert (change.kind, change.appeal) == ("ruling", appeal)


def test_a_ruled_line_is_entered_by_nobody(world: World, computed_run: ScoringRun) -> None:
    draft = computed_run
    fill_all(world, draft)
    consult(run=draft, workdays=1, by=world.governance)
    appeal = reviewed(world, draft, code="5.4", wanted=Decimal(2))
    verbs.decide(
        appeal=appeal, outcome="partly", decision="x", points=Decimal(2), by=world.governance_two
    )
    with pytest.raises(Invalid, match="已按申诉决定更正"):
        enter_lines(
            run=draft, level=4, entries=[Entry(T1, "5.4", points=Decimal(1))],  # type: ignore[arg-type]
            reason="改", by=world.governance,
        )  # fmt: skip


def test_not_by_who_entered_or_signed(world: World, run: ScoringRun) -> None:
    manual = reviewed(world, run, code="5.4", wanted=None)  # entered by governance, who signed too
    for appeal in (manual, reviewed(world, run)):
        with pytest.raises(Forbidden, match="由另一人决定"):
            verbs.decide(appeal=appeal, outcome="rejected", decision="x", by=world.governance)
    for who in ("county", "town", "auditor"):
        with pytest.raises((Forbidden, Http404)):
            verbs.decide(appeal=manual, outcome="rejected", decision="x", by=world.users[who])


def test_each_step_is_told_once_and_what_is_decided_stands(world: World, run: ScoringRun) -> None:
    appeal = reviewed(world, run)
    verbs.decide(appeal=appeal, outcome="rejected", decision="x", by=world.governance_two)
    verbs.tell(appeal=appeal, told_how="x", told_on=timezone.localdate(), by=world.governance)
    assert Trail.objects.filter(noun="reports.appeal").count() == 5
    with pytest.raises(NotTheMoment, match="已有申诉决定"):
        filed(world, run)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(decision="改")


def test_a_decision_says_what_it_must(world: World, run: ScoringRun) -> None:
    appeal = reviewed(world, run)
    for values, field in (
        ({"outcome": "x", "decision": "x"}, "outcome"),
        ({"outcome": "rejected", "decision": " "}, "decision"),
        ({"outcome": "upheld", "decision": "x"}, "points"),
        ({"outcome": "upheld", "decision": "x", "points": Decimal("5.01")}, "points"),
        ({"outcome": "upheld", "decision": "x", "points": Decimal("1.25")}, "points"),
    ):
        with pytest.raises(Invalid) as wrong:
            verbs.decide(appeal=appeal, by=world.governance_two, **values)
        assert set(wrong.value.errors) == {field}
    assert not ScoringRun.objects.filter(revises__isnull=False).exists()
    assert Appeal.objects.get(pk=appeal.pk).status == "reviewed"


def upheld(world: World, run: ScoringRun, points: str = "5") -> Appeal:
    return verbs.decide(
        appeal=reviewed(world, run), outcome="upheld", decision="两件属实，补计。",
        points=Decimal(points), by=world.governance_two,
    )  # fmt: skip


def test_a_revision_takes_the_place_of_the_published(world: World, run: ScoringRun) -> None:
    appeal = upheld(world, run)
    revision = ScoringRun.objects.get(revises=run)
    assert (revision.stage, revision.digest, revision.snapshot) == (
        "draft", run.digest, run.snapshot,
    )  # fmt: skip
    assert revision.frozen == ScoringRun.objects.get(pk=run.pk).frozen
    kept = ScoreLine.objects.get(sheet__run=run, unit_id=T1, code=CODE)
    assert (kept.points, kept.state) == (Decimal("1.25"), "computed")
    line = ScoreLine.objects.get(sheet__run=revision, unit_id=T1, code=CODE)
    assert (line.points, line.numerator, line.filled[-4:]) == (Decimal(5), kept.numerator, "5.00")
    assert "平申〔2026〕1号" in line.filled
    assert revision.sheets.get(unit_id=T1).total == Decimal(TOTALS[T1]) + Decimal("3.75")
    assert revision.sheets.count() == run.sheets.count()
    same = LineChange.objects.filter(line__sheet__run=run).count()
    assert LineChange.objects.filter(line__sheet__run=revision).count() == same + 1
    with pytest.raises(NotTheMoment, match="更正稿"):
        enter_lines(run=revision, level=4, entries=[], reason="x", by=world.governance)  # type: ignore[arg-type]
    signed = sign(run=revision, by=world.governance_two)
    with pytest.raises(Forbidden):
        publish(run=signed, by=world.governance_two)
    publish(run=signed, by=world.governance)
    old = ScoringRun.objects.get(pk=run.pk)
    assert (old.stage, old.get_stage_display()) == ("corrected", "已更正")
    assert ScoringRun.objects.get(pk=revision.pk).stage == "published"
    refused(old)
    refused(ScoringRun.objects.get(pk=revision.pk))
    for who in (old, revision):
        assert recompute(run=who, by=world.auditor).same
    with pytest.raises(NotTheMoment, match="已更正，请对更正后的"):
        filed(world, old, code="3.2")
    verbs.tell(appeal=appeal, told_how="送达", told_on=timezone.localdate(), by=world.governance)


def test_the_database_lets_no_result_be_corrected_out_of_turn(
    world: World, run: ScoringRun
) -> None:
    change = f"UPDATE reports_scoringrun SET stage = 'corrected' WHERE id = {run.pk}"
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        connection.cursor().execute(change)
    upheld(world, run)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        connection.cursor().execute(change)  # the revision is not signed
    sign(run=ScoringRun.objects.get(revises=run), by=world.governance_two)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        connection.cursor().execute(change.replace("SET", "SET digest = 'x',"))


def test_two_appeals_share_a_revision(world: World, run: ScoringRun) -> None:
    upheld(world, run)
    other = reviewed(world, run, code="3.2", wanted=Decimal(5))
    verbs.decide(
        appeal=other, outcome="partly", decision="x", points=Decimal("2.30"),
        by=world.governance_two,
    )  # fmt: skip
    [revision] = ScoringRun.objects.filter(revises=run)
    assert revision.sheets.get(unit_id=T1).total == Decimal(TOTALS[T1]) + Decimal("4.25")
    third = reviewed(world, run, code="3.3", wanted=Decimal(4))
    sign(run=revision, by=world.governance)
    with pytest.raises(NotTheMoment, match="先撤回签字"):
        verbs.decide(
            appeal=third, outcome="upheld", decision="x", points=Decimal(4),
            by=world.governance_two,
        )  # fmt: skip


def test_an_appeal_against_a_veto(world: World, run: ScoringRun) -> None:
    veto = decided(world, T1, decided_on=timezone.localdate())
    with pytest.raises(NotTheMoment, match="生效以后"):
        verbs.file_against_veto(veto=hearing(world, T2), text="x", by=world.town_next)
    appeal = verbs.file_against_veto(veto=veto, text="责任不在本镇。", by=world.town)
    verbs.accept(appeal=appeal, by=world.governance)
    verbs.review(appeal=appeal, opinion="x", by=world.governance)
    with pytest.raises(Forbidden):
        verbs.decide(appeal=appeal, outcome="upheld", decision="x", by=world.governance_two)
    verbs.decide(appeal=appeal, outcome="upheld", decision="撤销", by=world.governance_lead)
    veto = Veto.objects.get(pk=veto.pk)
    assert (veto.status, veto.lift_ground, veto.lifted_number) == (
        "lifted", "wrong", appeal.receipt,
    )  # fmt: skip
    revision = ScoringRun.objects.get(revises=run)
    assert revision.sheets.get(unit_id=T1).rank == 1


def test_no_metric_reads_an_appeal() -> None:
    """Filing costs nothing: neither a figure nor a hold asks for appeals."""
    root = Path(__file__).parents[2]
    for folder in ("reports/metrics", "reports/rules", "households", "disputes", "campaigns"):
        for path in (root / folder).rglob("*.py"):
            assert "reports_appeal" not in path.read_text(), path
            assert "reports.models import Appeal" not in path.read_text(), path


def test_rank_changes_end_to_end_over_the_pages(
    world: World, run: ScoringRun, sign_in: SignIn
) -> None:
    """T1's village V1 (second) overtakes V2 by its appeals, by page, each step by
    whose step it is."""
    assert run.sheets.get(unit_id=V1).rank == 2
    made = []
    town = sign_in("town")
    for code, wanted in (("3.1", "6"), ("4.1", "8"), ("1.1", "4"), ("3.4", "4")):
        page = town.get(f"/scores/{run.uid}/{V1}?open={code}").text
        assert f"unit={V1}" in page
        link = f"/scores/appeals/file?run={run.uid}&unit={V1}&line={code}"
        assert "申诉期" in town.get(link).text
        done = town.post(link, {"text": "材料齐全，请复核。", "wanted": wanted})
        assert done.status_code == 302, done.text
        made.append((done.headers["Location"], wanted))
    assert "平申〔2026〕4号" in town.get("/scores/appeals/").text
    office = sign_in("governance")
    assert len(items(world.governance, timezone.localdate())) == 4
    for url, _wanted in made:
        assert "加" in office.get(url).text
        assert office.post(f"{url}/step?do=accept").status_code == 302
        assert office.post(f"{url}/step?do=review", {"opinion": "属实"}).status_code == 302
        assert "由另一人决定" in office.get(url).text
        form = {"outcome": "upheld", "points": "1", "decision": "x"}
        assert office.post(f"{url}/step?do=decide", form).status_code == 403
    lead = sign_in("governance_lead")
    for url, wanted in made:
        wrong = lead.post(f"{url}/step?do=decide", {"outcome": "upheld", "decision": "留着"})
        assert wrong.status_code == 422
        assert "留着" in wrong.text
        form = {"outcome": "upheld", "points": wanted, "decision": "属实，更正。"}
        assert lead.post(f"{url}/step?do=decide", form).status_code == 302
    revision = ScoringRun.objects.get(revises=run)
    here = f"/scores/{revision.uid}"
    assert "更正稿" in sign_in("governance").get(here).text
    assert sign_in("governance").post(f"{here}/sign").status_code == 302
    assert sign_in("governance").post(f"{here}/publish").status_code == 403
    assert sign_in("governance_lead").post(f"{here}/publish").status_code == 302
    shown = sign_in("town").get(f"{here}/{T1}/villages").text
    assert shown.index("甲一村") < shown.index("甲二村")
    sheets = {s.unit_id: s for s in revision.sheets.all()}
    before = run.sheets.get(unit_id=V1)
    assert sheets[V1].rank == 1
    assert (sheets[V1].total or 0) > (before.total or 0)
    assert run.sheets.get(unit_id=V2).rank == 1  # what was published stays as it was
    old = sign_in("town").get(f"/scores/{run.uid}/{T1}").text
    assert "已更正" in old
    api = sign_in("town").get("/api/v1/score-sheets", {"run": str(revision.uid), "level": "5"})
    assert {s["unit"]: s["rank"] for s in api.json()["results"]}[V1] == 1
    town = sign_in("town")
    assert "更正后" in town.get(made[0][0]).text
    told = {"told_how": "送达", "told_on": str(timezone.localdate())}
    assert sign_in("governance").post(f"{made[0][0]}/step?do=tell", told).status_code == 302
    assert sign_in("village").get(made[0][0]).status_code == 200
    assert sign_in("town_next").get(made[0][0]).status_code == 404


def test_by_api(world: World, run: ScoringRun, sign_in: SignIn) -> None:
    json = "application/json"
    body = {"run": str(run.uid), "unit": T1, "code": CODE, "text": "补计", "wanted": "5"}
    town = sign_in("town")
    half = town.post("/api/v1/appeals", {"text": "x", "unit": T1}, content_type=json)
    assert half.status_code in (400, 422)
    made = town.post("/api/v1/appeals", body, content_type=json)
    assert made.status_code == 201, made.text
    assert made.json()["receipt"] == "平申〔2026〕1号"
    url = f"/api/v1/appeals/{made.json()['uid']}"
    assert town.post(f"{url}/step", {"do": "accept"}, content_type=json).status_code == 403
    office = sign_in("governance")
    done = office.post(f"{url}/step", {"do": "accept"}, content_type=json)
    assert done.json()["status"] == "accepted"
    assert office.get("/api/v1/appeals", {"state": "open"}).json()["count"] == 1
    assert sign_in("town_next").get(url).status_code == 404


def test_a_unit_withdraws_its_own_appeal(world: World, run: ScoringRun) -> None:
    """Until it is decided, with a reason; the line stays as it is, and it may file again."""
    appeal = filed(world, run)
    with pytest.raises(Invalid) as wrong:
        verbs.withdraw(appeal=appeal, withdrawn_reason=" ", by=world.town)
    assert set(wrong.value.errors) == {"withdrawn_reason"}
    for who in (world.governance, world.county, world.village):
        with pytest.raises((Forbidden, Http404)):
            verbs.withdraw(appeal=appeal, withdrawn_reason="不提了", by=who)
    with pytest.raises((Forbidden, Http404)):
        verbs.withdraw(appeal=appeal, withdrawn_reason="不提了", by=world.town_next)
    back = verbs.withdraw(appeal=appeal, withdrawn_reason="材料核对无误。", by=world.town)
    assert (back.status, back.withdrawn_by) == ("withdrawn", world.town)
    assert Trail.objects.filter(act="appeal.withdraw").count() == 1
    with pytest.raises(NotTheMoment, match="已撤回"):
        verbs.withdraw(appeal=appeal, withdrawn_reason="再撤", by=world.town)
    steps: list[tuple[Callable[..., Appeal], dict[str, Any]]] = [
        (verbs.accept, {"by": world.governance}),
        (verbs.refuse, {"by": world.governance, "refusal": "x"}),
        (verbs.review, {"by": world.governance, "opinion": "x"}),
        (verbs.add_proof, {"by": world.town, "proof": []}),
    ]
    for late, values in steps:
        with pytest.raises(NotTheMoment):
            late(appeal=appeal, **values)
    assert ScoreLine.objects.get(sheet__run=run, unit_id=T1, code=CODE).points == Decimal("1.25")
    assert not Appeal.objects.open().exists()
    again = reviewed(world, run)  # also one that was received and reviewed
    verbs.withdraw(appeal=again, withdrawn_reason="镇里已核实。", by=world.town)
    third = reviewed(world, run)
    verbs.decide(appeal=third, outcome="rejected", decision="不成立。", by=world.governance_two)
    with pytest.raises(NotTheMoment, match="已决定"):
        verbs.withdraw(appeal=third, withdrawn_reason="晚了", by=world.town)
    assert not ScoringRun.objects.filter(revises__isnull=False).exists()


def test_the_database_wants_who_when_and_why_of_a_withdrawal(world: World, run: ScoringRun) -> None:
    appeal = filed(world, run)
    rows = Appeal.objects.filter(pk=appeal.pk)
    for values in (
        {"status": "withdrawn"},
        {"status": "withdrawn", "withdrawn_by": world.town, "withdrawn_at": timezone.now()},
        {"withdrawn_reason": "不提了"},
    ):
        with pytest.raises(IntegrityError, match="appeal_withdrawn"), transaction.atomic():
            rows.update(**values)
    verbs.withdraw(appeal=appeal, withdrawn_reason="单位不再提了。", by=world.town)
    with pytest.raises(Exception, match=r"frozen|不能再改"), transaction.atomic():
        rows.update(withdrawn_reason="改一改")


def test_withdrawing_on_the_page_and_by_the_api(
    sign_in: SignIn, world: World, run: ScoringRun
) -> None:
    appeal = filed(world, run)
    here = f"/scores/appeals/{appeal.uid}"
    assert "撤回申诉" in sign_in("town").get(here).text
    assert "撤回申诉" not in sign_in("governance").get(here).text
    assert sign_in("governance").get(f"{here}/step?do=withdraw").status_code == 403
    client = sign_in("town")
    assert "得分不变" in client.get(f"{here}/step?do=withdraw").text
    said = client.post(f"{here}/step?do=withdraw", {"withdrawn_reason": ""})
    assert "withdrawn_reason" in said.text
    assert client.post(
        f"{here}/step?do=withdraw", {"withdrawn_reason": "核对无误。"}
    ).status_code == 302  # fmt: skip
    page = client.get(here).text
    assert "已撤回" in page
    assert "核对无误。" in page
    assert client.get(f"{here}/step?do=withdraw").status_code == 409
    other = filed(world, run, code="3.2")
    api = f"/api/v1/appeals/{other.uid}/step"
    body = {"do": "withdraw", "withdrawn_reason": "核对无误。"}
    assert sign_in("governance").post(api, body, content_type="application/json").status_code == 403
    told = sign_in("town").post(api, body, content_type="application/json")
    assert (told.status_code, told.json()["status"]) == (200, "withdrawn")
    assert sign_in("town").post(api, body, content_type="application/json").status_code == 409
