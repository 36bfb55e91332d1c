"""Sheets and lines as rows: what the pure core computed is written and read back here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from accounts.models import User
from campaigns.models import Level
from reports.metrics.counting import Counts
from reports.models import ScoreLine, ScoreSheet, ScoringRun
from reports.rules import (
    Facts,
    Indicator,
    ManualScore,
    Placement,
    Result,
    Sheet,
    VetoDecision,
    evaluate,
    rubric_from_dict,
    tally,
)
from reports.rules import Rubric as Rules
from reports.scoring import (
    Unit,
    counted_claims,
    facts_of_units,
    outside_of,
    placements,
    pool_for,
    pools_of,
)

LINES_PER_BATCH = 2000
LINE_COLUMNS = (
    "state",
    "numerator",
    "denominator",
    "figures",
    "points",
    "formula",
    "filled",
    "reason",
)


def rules_of(run: ScoringRun, level: int) -> Rules:
    """The rubric a level of the run is scored by, as frozen with the run."""
    row = run.village_rubric if level == Level.VILLAGE else run.township_rubric
    return rubric_from_dict(row.content)


def write_sheets(
    run: ScoringRun,
    level: Level,
    rules: Rules,
    units: Sequence[Unit],
    sheets: Mapping[int, Sheet],
    counts: Mapping[str, Counts],
    months: int = 12,
) -> None:
    """Insert the sheets and lines of one level; ranks are provisional while lines are 待评."""
    placed = placements(rules, units, sheets)
    pools = pools_of(rules, units, counts)
    facts = facts_of_units(rules, units, counts, months)
    rows = ScoreSheet.objects.bulk_create(
        (
            ScoreSheet(
                run=run,
                unit_id=unit.code,
                level=level,
                peer_group=unit.group,
                outside=outside_of(rules, facts[unit.code]),
                **sheet_values(sheets[unit.code], placed[unit.code]),
            )
            for unit in units
        ),
        batch_size=LINES_PER_BATCH,
    )
    lines = {line.code: line for line in rules.indicators}
    ScoreLine.objects.bulk_create(
        (
            ScoreLine(
                sheet=row,
                unit_id=row.unit_id,
                code=result.code,
                cap=result.cap,
                **_counted(lines[result.code], result, facts[row.unit_id], pools[row.peer_group]),
            )
            for row in rows
            for result in sheets[row.unit_id].results
        ),
        batch_size=LINES_PER_BATCH,
    )


def _counted(
    line: Indicator, result: Result, facts: Mapping[str, Facts], pooled: Mapping[str, Facts]
) -> dict[str, Any]:
    """Columns of a fresh line with the counts it was scored by."""
    own = facts[line.counts_key] if line.source == "computed" else None
    group = pool_for(line, own, pooled)
    values = line_values(result, own.as_dict() if own else None)
    if group is not None:
        values["figures"]["pooled"] = group.as_dict()
    return values


def sheet_values(sheet: Sheet, placed: Placement) -> dict[str, Any]:
    """Columns of a ScoreSheet from a computed sheet and its place."""
    return {
        "base": sheet.base,
        "bonus": sheet.bonus.points,
        "deduction": sheet.deducted.points,
        "total": sheet.total,
        "possible_low": sheet.low,
        "possible_high": sheet.high,
        "rank": placed.rank,
        "grade": "" if placed.provisional else placed.grade or "",
        "vetoed": sheet.vetoed,
        "note": placed.note,
        "print_order": placed.order,
        "categories": [category.as_dict() for category in sheet.categories],
        "summary": sheet.summary,
    }


def line_values(
    result: Result, facts: dict[str, object] | None, score: dict[str, str] | None = None
) -> dict[str, Any]:
    """Columns of a ScoreLine from a computed result."""
    return {
        "state": result.state.value,
        "numerator": (facts or {}).get("numerator"),
        "denominator": (facts or {}).get("denominator"),
        "figures": {"facts": facts, "score": score},
        "points": None if result.points is None else Decimal(result.points),
        "formula": result.rule[:400],
        "filled": result.formula[:400],
        "reason": result.reason[:400],
    }


def result_of(line: ScoreLine, indicator: Indicator) -> Result:
    """The full result of a stored line, evaluated again from its frozen figures."""
    figures: Mapping[str, Any] = line.figures
    facts, score, pooled = (figures.get(name) for name in ("facts", "score", "pooled"))
    return evaluate(
        indicator,
        Facts.from_dict(facts) if facts else None,
        ManualScore(Decimal(score["points"]), score["reason"]) if score else None,
        Facts.from_dict(pooled) if pooled else None,
    )


def vetoes_of(run: ScoringRun, *, by: User) -> dict[int, list[VetoDecision]]:
    """The vetoes in force, by unit."""
    found: dict[int, list[VetoDecision]] = {}
    for veto in run.vetoes.visible_to(by).filter(withdrawn_at__isnull=True):
        found.setdefault(veto.unit_id, []).append(
            VetoDecision(
                veto.ground, veto.document_number, veto.reason, veto.decided_body, veto.decided_on
            )
        )
    return found


def tallied(
    rows: Iterable[ScoreSheet], rules: Rules, vetoes: Mapping[int, Sequence[VetoDecision]]
) -> dict[int, Sheet]:
    """The sheets again from stored lines (prefetched), by unit."""
    lines = {line.code: line for line in rules.indicators}
    return {
        row.unit_id: tally(
            rules,
            {line.code: result_of(line, lines[line.code]) for line in row.lines.all()},
            claims=counted_claims(row.outside),
            deductions=row.outside.get("deduction"),
            vetoes=vetoes.get(row.unit_id, ()),
        )
        for row in rows
    }


def retotal(run: ScoringRun, level: Level, rules: Rules, *, by: User) -> None:
    """Totals, ranks and grades of a level again from its lines and vetoes; only sheets that
    differ are written."""
    rows = list(
        ScoreSheet.objects.visible_to(by)
        .filter(run=run, level=level)
        .select_for_update(of=("self",))
        .prefetch_related("lines")
    )
    sheets = tallied(rows, rules, vetoes_of(run, by=by))
    placed = placements(rules, [Unit(r.unit_id, r.peer_group) for r in rows], sheets)
    changed: list[ScoreSheet] = []
    names: set[str] = set()
    for row in rows:
        values = sheet_values(sheets[row.unit_id], placed[row.unit_id])
        different = {name for name, value in values.items() if getattr(row, name) != value}
        for name in different:
            setattr(row, name, values[name])
        if different:
            names |= different
            changed.append(row)
    if changed:
        update_rows(changed, sorted(names))


def update_rows(rows: Sequence[ScoreSheet] | Sequence[ScoreLine], names: Sequence[str]) -> None:
    """Write columns of many stored rows in one statement; the rows were fetched through the
    first wall, the second holds here too."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = {field.name: field for field in meta.concrete_fields}
    types = {name: fields[name].db_type(connection) for name in names}
    data = [{"id": row.pk} | {name: getattr(row, name) for name in names} for row in rows]
    columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    values = ", ".join(f'"{name}" = new."{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {meta.db_table} kept SET {values} "
            f"FROM jsonb_to_recordset(%s::jsonb) AS new(id bigint, {columns}) "
            "WHERE kept.id = new.id",
            [json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)],
        )
