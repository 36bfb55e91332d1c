"""What a run freezes: the keys of its rows, two digests, and the same bytes whatever the order."""

from __future__ import annotations

import random

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from accounts.refusals import NotTheMoment
from households.models import VisitDuty
from reports import frozen_rows, gathering, result_digest, snapshot
from reports.models import RunRows, ScoreLine, ScoringRun
from reports.records import listing, spans_of
from reports.rules import Sheet
from reports.scoring import facts_of_units, placements, scored
from reports.sheet_rows import line_values, rules_of, sheet_values
from reports.transitions.publication import publish, sign
from reports.transitions.run import compute
from tests.cast import World
from tests.reports.test_run import T1, V1, ask, fill_all, parts_of

LEVELS = gathering.LEVELS


@pytest.fixture
def run(computed_run: ScoringRun) -> ScoringRun:
    """A finished run over the small year."""
    return computed_run


def recomputed(run: ScoringRun, dice: random.Random) -> str:
    """The result digest worked out from the snapshot alone, units and metrics in any order."""
    sheets: list[str] = []
    lines: list[str] = []
    months = run.frozen["months_over"]
    for level in LEVELS:
        rules, units = rules_of(run, level), snapshot.units_of(run)[level]
        counts = list(snapshot.counts_of(run)[level].items())
        dice.shuffle(units)
        dice.shuffle(counts)
        found = scored(rules, units, dict(counts), months).sheets
        placed = placements(rules, units, found)
        facts = facts_of_units(rules, units, dict(counts), months)
        for unit in units:
            sheet: Sheet = found[unit.code]
            values = sheet_values(sheet, placed[unit.code])
            sheets.append(result_digest.sheet_text(unit.code, level.value, unit.group, values))
            for result in sheet.results:
                line = rules.indicator(result.code)
                counted = facts[unit.code][line.counts_key] if line.source == "computed" else None
                values = line_values(result, counted.as_dict() if counted else None)
                lines.append(result_digest.line_text(unit.code, result.code, result.cap, values))
    dice.shuffle(sheets)
    dice.shuffle(lines)
    return result_digest.computed(sheets, lines)


def test_the_snapshot_alone_gives_the_same_result_in_any_order(run: ScoringRun) -> None:
    assert snapshot.input_digest(run) == run.digest
    assert run.result_digest == result_digest.stored(run.pk)
    for seed in range(3):
        assert recomputed(run, random.Random(seed)) == run.result_digest, seed


def test_one_changed_figure_changes_either_digest(run: ScoringRun) -> None:
    ScoreLine.objects.filter(sheet__run=run, unit_id=V1, code="1.1").update(points="0.00")
    assert result_digest.stored(run.pk) != run.result_digest
    run.frozen["places"]["visits"][str(V1)][0] += 1
    assert snapshot.input_digest(run) != run.digest
    assert any("走访" in fault for fault in snapshot.row_faults(run))


def test_frozen_rows_are_the_live_ones_and_add_up(world: World, run: ScoringRun) -> None:
    assert snapshot.row_faults(run) == []
    checked = 0
    for sheet in run.sheets.select_related("unit").prefetch_related("lines"):
        for line, part, count in parts_of(run, sheet):
            metric, spans = line.metric, spans_of(sheet.unit, own=line.own)
            kept = frozen_rows.kept(run, metric, part, spans=spans, user=world.system, limit=10**6)
            assert kept.weight == count == sum(row.weight for row in kept.rows), (metric, part)
            assert (kept.total, kept.changed) == (len(kept.rows), frozenset()), (metric, part)
            checked += 1
    assert checked > 60


def test_the_list_stays_what_was_counted_and_says_what_changed(
    world: World, run: ScoringRun
) -> None:
    unit = run.sheets.get(unit_id=V1).unit
    before = listing(run, unit, "visits", "gap", user=world.village, limit=50)
    assert before.total
    assert not any(row.changed for row in before.rows)
    spans = spans_of(unit)
    kept = frozen_rows.kept(run, "visits", "gap", spans=spans, user=world.village, limit=1)
    VisitDuty.objects.filter(pk=kept.rows[0].row_id or 0).update(dropped=True)
    after = listing(run, unit, "visits", "gap", user=world.village, limit=50)
    assert (after.total, len(after.rows)) == (before.total, len(before.rows))
    assert [row.changed for row in after.rows].count(True) == 1
    assert after.weight == before.weight - 1


def test_the_keys_are_for_those_who_work_with_the_families(world: World, run: ScoringRun) -> None:
    def shown(user: User) -> bool:
        return RunRows.objects.visible_to(user).filter(run=run, place_id=V1).exists()

    others = ("governance", "town_next", "county_other")
    assert not [who for who in others if shown(world.users[who])]
    assert shown(world.village)


def test_published_keys_cannot_be_touched(run: ScoringRun, world: World) -> None:
    ScoringRun.objects.filter(pk=run.pk).update(
        stage="published", signed_by=world.governance, published_by=world.governance_lead
    )
    row = RunRows.objects.filter(run=run).first()
    assert row is not None
    for statement in (
        f"UPDATE reports_runrows SET rows = '' WHERE id = {row.pk}",
        f"DELETE FROM reports_runrows WHERE id = {row.pk}",
        f"INSERT INTO reports_runrows (run_id, place_id, rows) VALUES ({run.pk}, {T1 + 999}, '')",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_facts_entered_in_another_order_give_the_same_result(
    world: World, computed_run: ScoringRun
) -> None:
    """The same year again, its rows written anew the other way round: other keys, same score."""
    first = computed_run
    table = "households_visitduty"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE again ON COMMIT DROP AS SELECT * FROM {table} ORDER BY id DESC"
        )
        cursor.execute(f"DELETE FROM {table}")
        cursor.execute(f"UPDATE again SET id = nextval(pg_get_serial_sequence('{table}', 'id'))")
        cursor.execute(f"INSERT INTO {table} SELECT * FROM again")
    second = ask(world, "governance")
    assert compute(second.pk)
    second.refresh_from_db()
    assert second.result_digest == first.result_digest
    assert second.frozen["places"] == first.frozen["places"]
    assert second.frozen["rows"] != first.frozen["rows"]


def test_the_result_digest_is_settled_by_the_signature(world: World, run: ScoringRun) -> None:
    fill_all(world, run)
    run.refresh_from_db()
    assert run.result_digest == ""
    signed = sign(run=run, by=world.governance)
    assert signed.result_digest == result_digest.stored(run.pk)
    ScoreLine.objects.filter(sheet__run=run, unit_id=V1, code="1.1").update(reason="改了")
    with pytest.raises(NotTheMoment, match="校验码不符"):
        publish(run=run, by=world.governance_lead)
