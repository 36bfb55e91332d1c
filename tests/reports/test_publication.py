"""From review to publication: manual lines, signature, and what is frozen after it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Level
from reports.models import LineChange, ScoreLine, ScoreSheet, ScoringRun
from reports.rules import Facts
from reports.transitions.publication import publish, sign, withdraw_signature
from reports.transitions.review import Entry, enter_lines
from tests.cast import World
from tests.reports.fair import decided, published
from tests.reports.test_run import T2, TOTALS, V1, V2, V3, fill, fill_all


@pytest.fixture
def run(computed_run: ScoringRun) -> ScoringRun:
    """A computed run whose manual lines wait."""
    return computed_run


@pytest.fixture
def whole(world: World, run: ScoringRun) -> ScoringRun:
    """A run with every line scored."""
    fill_all(world, run)
    return run


def enter(world: World, run: ScoringRun, *entries: Entry, by: str = "governance") -> int:
    return enter_lines(
        run=run,
        level=Level.VILLAGE,
        entries=entries,
        reason="查看台账",
        by=world.users[by],
    )


def test_counts_and_points_follow_the_rule(world: World, run: ScoringRun) -> None:
    grids = Facts(numerator=9, denominator=10)
    visited = Facts(numerator=54, denominator=90)
    changed = enter(
        world,
        run,
        Entry(V1, "1.2", facts=grids),
        Entry(V1, "2.1", facts=visited),
        Entry(V2, "2.1", points=Decimal("5.5")),
    )
    assert changed == 3
    lines = {(x.unit_id, x.code): x for x in ScoreLine.objects.filter(sheet__run=run)}
    assert str(lines[V1, "1.2"].points) == "3.60"
    told = lines[V1, "2.1"]
    assert (str(told.points), told.reason) == ("3.60", "总户数90户，已入户宣传54户")
    assert (str(lines[V2, "2.1"].points), lines[V2, "2.1"].reason) == ("5.50", "查看台账")
    assert lines[V1, "1.2"].filled == "9 ÷ 10 × 4 = 3.60"
    assert enter(world, run, Entry(V1, "1.2", facts=grids)) == 0  # the same again
    assert enter(world, run, Entry(V1, "1.2", points=Decimal(4))) == 1
    history = LineChange.objects.filter(line=lines[V1, "1.2"])
    assert [(c.before, c.after, c.by) for c in history] == [
        (Decimal("3.60"), Decimal("4.00"), world.governance),
        (None, Decimal("3.60"), world.governance),
    ]
    assert Trail.objects.filter(act="score.enter", key=str(run.pk)).count() == 2


def test_a_wrong_cell_is_named_and_nothing_is_saved(world: World, run: ScoringRun) -> None:
    with pytest.raises(Invalid) as refused:
        enter(
            world,
            run,
            Entry(V1, "1.2", facts=Facts(numerator=12, denominator=10)),
            Entry(V2, "2.1", points=Decimal(9)),
            Entry(V3, "2.1", points=Decimal(6)),
            Entry(V3, "3.3", points=Decimal(6)),
        )
    errors = refused.value.errors
    assert sorted(errors) == [f"{V1}-1.2", f"{V2}-2.1", f"{V3}-3.3"]
    assert "“有执委联系”多于“网格总数”" in errors[f"{V1}-1.2"]
    assert errors[f"{V2}-2.1"].startswith("甲二村：2.1入户宣传覆盖率：得分应在0至6分之间")
    assert "系统计算" in errors[f"{V3}-3.3"]
    assert not LineChange.objects.exists()
    assert ScoreLine.objects.get(sheet__run=run, unit_id=V3, code="2.1").state == "pending"
    with pytest.raises(Invalid, match="没有9"):
        enter(world, run, Entry(V1, "9.9", points=Decimal(1)))


@pytest.mark.parametrize("who", ["county", "town", "village", "auditor"])
def test_only_the_governance_office_enters(world: World, run: ScoringRun, who: str) -> None:
    from django.http import Http404

    with pytest.raises((Forbidden, Http404)):
        enter(world, run, Entry(V1, "2.1", points=Decimal(6)), by=who)
    assert not LineChange.objects.exists()


def test_possible_range_while_lines_wait(world: World, run: ScoringRun) -> None:
    sheet = ScoreSheet.objects.get(run=run, unit_id=V1)
    caps = [line.cap for line in sheet.lines.filter(state="pending")]
    low, high = Decimal(TOTALS[V1]) - sum(caps), Decimal(TOTALS[V1])
    assert (sheet.total, sheet.possible_low, sheet.possible_high) == (None, low, high)
    assert sheet.summary == f"{len(caps)}项待评，总分可能在{low}至{high}分之间"


def test_signing_waits_for_every_line(world: World, run: ScoringRun) -> None:
    fill(world, run, Level.VILLAGE)
    fill(world, run, Level.TOWNSHIP, leave=2)
    with pytest.raises(NotTheMoment, match="还有 2 项待评"):
        sign(run=run, by=world.governance)
    fill(world, run, Level.TOWNSHIP)
    assert sign(run=run, by=world.governance).stage == "signed"
    with pytest.raises(NotTheMoment, match="不能再改"):
        enter(world, run, Entry(V1, "2.1", points=Decimal(1)))
    with pytest.raises(NotTheMoment, match="已签"):
        sign(run=run, by=world.governance_two)


def test_published_by_another_than_signed(world: World, whole: ScoringRun) -> None:
    signed = sign(run=whole, by=world.governance)
    with pytest.raises(Forbidden, match="由您签字，公布要由另一人"):
        publish(run=signed, by=world.governance)
    with pytest.raises(IntegrityError, match="run_published_by_another"), transaction.atomic():
        ScoringRun.objects.filter(pk=signed.pk).update(
            stage="published", published_by=world.governance, published_at=timezone.now()
        )
    done = publish(run=signed, by=world.governance_lead)
    assert (done.signed_by, done.published_by) == (world.governance, world.governance_lead)


def test_signature_can_be_taken_back_until_publication(world: World, whole: ScoringRun) -> None:
    with pytest.raises(NotTheMoment, match="签字后才能公布"):
        publish(run=whole, by=world.governance)
    sign(run=whole, by=world.governance)
    with pytest.raises(Invalid):
        withdraw_signature(run=whole, reason="", by=world.governance)
    assert withdraw_signature(run=whole, reason="还有申诉", by=world.governance).stage == "draft"
    sign(run=whole, by=world.governance)
    with pytest.raises(Forbidden):
        publish(run=whole, by=world.county)
    done = publish(run=whole, by=world.governance_lead)
    assert (done.stage, done.published_by) == ("published", world.governance_lead)
    with pytest.raises(NotTheMoment):
        withdraw_signature(run=whole, reason="晚了", by=world.governance)


FROZEN: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("sheet", lambda pk: f"UPDATE reports_scoresheet SET total = 100 WHERE run_id = {pk}"),
    ("sheet gone", lambda pk: f"DELETE FROM reports_scoresheet WHERE run_id = {pk}"),
    ("line", lambda pk: "UPDATE reports_scoreline SET points = 0"),
    ("line gone", lambda pk: "DELETE FROM reports_scoreline"),
    ("run", lambda pk: f"UPDATE reports_scoringrun SET digest = 'x' WHERE id = {pk}"),
    ("run back", lambda pk: f"UPDATE reports_scoringrun SET stage = 'draft' WHERE id = {pk}"),
    ("run gone", lambda pk: f"DELETE FROM reports_scoringrun WHERE id = {pk}"),
    ("history", lambda pk: "UPDATE reports_linechange SET reason = '改'"),
    ("history gone", lambda pk: "DELETE FROM reports_linechange"),
    ("new line", lambda pk: (
        "INSERT INTO reports_scoreline (sheet_id, unit_id, code, cap, state, figures, points,"
        " formula, filled, reason) SELECT sheet_id, unit_id, '0.0', 1, 'manual', '{}', 1, '',"
        " '', '' FROM reports_scoreline LIMIT 1"
    )),
)  # fmt: skip


def refused(run: ScoringRun) -> None:
    """Every statement is refused by the database and nothing changed."""
    before = list(ScoreLine.objects.order_by("pk").values())
    for _name, statement in FROZEN:
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            connection.cursor().execute(statement(run.pk))
    assert list(ScoreLine.objects.order_by("pk").values()) == before


def test_a_line_stands_under_its_own_sheets_unit_alone(world: World, whole: ScoringRun) -> None:
    line = whole.sheets.get(unit_id=V1).lines.first()
    assert line is not None
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    rows = ScoreLine.objects.filter(pk=line.pk)
    for changed in ({"unit_id": V2}, {"unit_id": 1}, {"sheet_id": 0}):
        with pytest.raises(IntegrityError, match="line_of_its_sheets_unit"), transaction.atomic():
            rows.update(**changed)


def test_published_rows_refuse_every_change(world: World, whole: ScoringRun) -> None:
    veto = decided(world, T2)
    published(world, whole)
    refused(whole)
    for change in ("DELETE FROM reports_veto", "UPDATE reports_veto SET reason = '改'"):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            connection.cursor().execute(f"{change} WHERE id = {veto.pk}")
    from reports.transitions.run import ask_for_run

    with pytest.raises(NotTheMoment, match="已公布"):
        ask_for_run(campaign=world.campaign, by=world.county)
