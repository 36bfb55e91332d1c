"""A result computed again from its snapshot: the same, or the difference is named."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test import Client

from accounts.models import Trail
from accounts.refusals import Forbidden, NotTheMoment
from reports.models import ScoringRun
from reports.recomputing import recompute
from reports.transitions.publication import publish, sign
from tests.cast import World
from tests.reports.fair import decided, published
from tests.reports.test_run import T1, T2, TOTALS, V1, ask

SignIn = Callable[[str], Client]


@pytest.fixture
def draft(world: World, filled_run: ScoringRun) -> ScoringRun:
    """A whole result with a veto in it, whose rows may still be written by hand."""
    decided(world, T2)
    return filled_run


def tamper(statement: str) -> None:
    """Change a row behind the verbs' back."""
    connection.cursor().execute(statement)


def test_the_same_figures_come_out(world: World, draft: ScoringRun) -> None:
    run = published(world, draft)
    found = recompute(run=run, by=world.auditor)
    assert (found.same, found.count, found.digest, found.again) == (
        True, 0, run.digest, run.digest,
    )  # fmt: skip
    assert found.result == found.result_again
    assert (found.sheets, found.seconds < 2) == (5, True)
    assert Trail.objects.get(act="score.recompute").after == {"same": True, "differences": 0}


TAMPERED: tuple[tuple[str, tuple[int, str, str]], ...] = (
    (f"UPDATE reports_scoreline SET points = points - 0.01 WHERE unit_id = {V1} AND code = '3.1'",
     (V1, "3.1", "得分")),
    (f"UPDATE reports_scoreline SET numerator = numerator + 1 WHERE unit_id = {T1}"
     " AND code = '3.1'", (T1, "3.1", "分子")),
    (f"UPDATE reports_scoresheet SET rank = 2 WHERE unit_id = {T1}", (T1, "", "名次")),
    (f"UPDATE reports_scoresheet SET total = 99 WHERE unit_id = {T2}", (T2, "", "总分")),
    (f"DELETE FROM reports_scoreline WHERE unit_id = {V1} AND code = '3.2'", (V1, "3.2", "指标")),
)  # fmt: skip


class Undone(Exception):
    """Ends a savepoint without keeping it."""


def test_what_was_tampered_with_is_named(world: World, draft: ScoringRun) -> None:
    for statement, told in TAMPERED:
        try:
            with transaction.atomic():
                tamper(statement)
                found = recompute(run=draft, by=world.auditor)
                raise Undone
        except Undone:
            pass
        assert not found.same
        assert told in {(d.unit, d.code, d.what) for d in found.differences}
        assert found.result != found.result_again
    assert recompute(run=draft, by=world.auditor).same


def test_tampered_inputs_break_the_digest(world: World, draft: ScoringRun) -> None:
    tamper(
        "UPDATE reports_scoringrun SET frozen = jsonb_set(frozen,"
        f" '{{places,screening,{V1},1}}', '0') WHERE id = {draft.pk}"
    )
    found = recompute(run=draft, by=world.auditor)
    assert found.digest != found.again
    assert (V1, "3.1") in {(d.unit, d.code) for d in found.differences}


def test_who_may(world: World, draft: ScoringRun, sign_in: SignIn) -> None:
    for who in ("town", "village"):
        with pytest.raises(Forbidden):
            recompute(run=draft, by=world.users[who])
        assert sign_in(who).get(f"/scores/{draft.uid}/recompute").status_code == 403
    for who in ("county", "governance", "auditor"):
        page = sign_in(who).post(f"/scores/{draft.uid}/recompute")
        assert page.status_code == 200
        assert "逐项相同" in page.text
    tamper(f"UPDATE reports_scoresheet SET total = 1 WHERE unit_id = {T1}")
    told = sign_in("auditor").post(f"/scores/{draft.uid}/recompute").text
    assert "和留存的不同" in told
    assert "甲一镇" in told


def test_a_run_under_way_waits(world: World) -> None:
    with pytest.raises(NotTheMoment):
        recompute(run=ask(world), by=world.county)


def test_by_command(world: World, draft: ScoringRun) -> None:
    with pytest.raises(CommandError, match="没有已公布"):
        call_command("recompute_year", "2026")
    tamper(f"UPDATE reports_scoresheet SET total = 1 WHERE unit_id = {T1}")
    signed = sign(run=draft, by=world.governance)
    out = StringIO()
    publish(run=signed, by=world.governance_lead)
    with pytest.raises(CommandError, match="不一致"):
        call_command("recompute_year", "2026", stdout=out)
    assert f"{T1}  总分：1.00 → {TOTALS[T1]}" in out.getvalue()
