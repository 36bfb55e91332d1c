"""Sheets and lines as rows: what the pure core computed is written and read back here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import connection, models

from accounts.models import User
from campaigns.models import Level
from reports.models import BonusClaim, ScoreLine, ScoreSheet, ScoringRun, Veto
from reports.rules import BonusClaim as Counted
from reports.rules import (
    Facts,
    Indicator,
    ManualScore,
    Placement,
    Result,
    Sheet,
    State,
    Token,
    VetoDecision,
    evaluate,
    rubric_from_dict,
    tally,
)
from reports.rules import Rubric as Rules
from reports.scoring import (
    Scored,
    Unit,
    counted_claims,
    placements,
    pool_for,
)

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
    run: ScoringRun, level: Level, rules: Rules, units: Sequence[Unit], scored: Scored
) -> None:
    """Insert the sheets and lines of one level; ranks are provisional while lines are 待评."""
    placed = placements(rules, units, scored.sheets)
    insert_rows(
        ScoreSheet,
        [
            {
                "run": run.pk,
                "unit": unit.code,
                "level": int(level),
                "peer_group": unit.group,
                "outside": scored.outside[unit.code],
                **sheet_values(scored.sheets[unit.code], placed[unit.code]),
            }
            for unit in units
        ],
    )
    _write_lines(run, rules, units, scored)


# Sheet and unit of each line come from the rows just written; what it says, from the results.
LINES = """
INSERT INTO reports_scoreline (sheet_id, unit_id, code, cap, {columns})
SELECT s.id, s.unit_id, told.code, told.cap, {told}
FROM unnest(%s::bigint[], %s::int[]) WITH ORDINALITY AS line(unit, number, place)
JOIN reports_scoresheet s ON s.run_id = %s AND s.unit_id = line.unit
JOIN jsonb_to_recordset(%s::jsonb)
  AS told(number int, code text, cap numeric, {typed}) ON told.number = line.number
ORDER BY line.place"""


def _write_lines(run: ScoringRun, rules: Rules, units: Sequence[Unit], scored: Scored) -> None:
    """All lines in one statement. Units with the same figures share one result (scoring.Known),
    so each result is told once, and a line is a unit and the number of its result."""
    told: list[dict[str, Any]] = []
    numbers: dict[int, int] = {}
    whose: list[int] = []
    which: list[int] = []
    lines = {line.code: line for line in rules.indicators}
    for unit in units:
        for result in scored.sheets[unit.code].results:
            number = numbers.get(id(result))
            if number is None:
                number = numbers[id(result)] = len(told)
                line = lines[result.code]
                values = _counted(line, result, scored.facts[unit.code], scored.pools[unit.group])
                fixed = {"number": number, "code": line.code, "cap": result.cap}
                told.append(fixed | values)
            whose.append(unit.code)
            which.append(number)
    fields = {field.name: field.db_type(connection) for field in ScoreLine._meta.concrete_fields}
    statement = LINES.format(
        columns=", ".join(LINE_COLUMNS),
        told=", ".join(f"told.{name}" for name in LINE_COLUMNS),
        typed=", ".join(f"{name} {fields[name]}" for name in LINE_COLUMNS),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [_array(whose), _array(which), run.pk, _json(told)])


ROWS = """
INSERT INTO reports_runrows (run_id, place_id, rows)
SELECT %s, told.place, told.rows
FROM unnest(%s::bigint[], string_to_array(%s, E'\\x1e')) AS told(place, rows)"""


def write_rows(run: ScoringRun, rows: Mapping[int, str]) -> None:
    """Insert the keys of the source rows of every place; told as one text, which is read several
    times quicker than a list of quoted ones."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [run.pk, _array(rows), "\x1e".join(rows.values())])


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


def insert_rows(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows in one statement; `rows` name every column that is not the key. The second
    wall holds here too."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    typed = ", ".join(f'"{field.name}" {field.db_type(connection)}' for field in fields)
    values = ", ".join(f'fresh."{field.name}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({columns}) "
            f"SELECT {values} FROM jsonb_to_recordset(%s::jsonb) AS fresh({typed})",
            [_json(rows)],
        )


def _array(numbers: Iterable[int]) -> str:
    """Integers as PostgreSQL writes an array of them; a county has ten thousand lines."""
    return "{" + ",".join(map(str, numbers)) + "}"


def _json(rows: object) -> str:
    return json.dumps(rows, default=str, ensure_ascii=False)


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
    return result_from(line.figures, indicator)


def result_from(figures: Mapping[str, Any], indicator: Indicator) -> Result:
    """A line evaluated from its figures; where an appeal ruled, with the points it gave."""
    facts, score, pooled = (figures.get(name) for name in ("facts", "score", "pooled"))
    result = evaluate(
        indicator,
        Facts.from_dict(facts) if facts else None,
        ManualScore(Decimal(score["points"]), score["reason"]) if score else None,
        Facts.from_dict(pooled) if pooled else None,
    )
    ruled = figures.get("ruled")
    return _ruled(result, ruled) if ruled else result


def _ruled(result: Result, ruled: Mapping[str, str]) -> Result:
    points = Decimal(ruled["points"]).quantize(Decimal("0.01"))
    was = result.points_text
    return replace(
        result,
        state=State.MANUAL,
        points=points,
        low=points,
        high=points,
        tokens=(*result.tokens, Token(f"；按{ruled['number']}决定，由 {was} 更正为 {points:.2f}")),
        reason=f"{ruled['number']}：{ruled['reason']}",
        carries=Decimal(0),
    )


def ruled_values(result: Result, figures: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a line with a ruling: its counts stay."""
    values = line_values(result, figures.get("facts"), figures.get("score"))
    return values | {"state": ScoreLine.State.RULED, "figures": dict(figures)}


def vetoes_of(run: ScoringRun, *, by: User) -> dict[int, list[VetoDecision]]:
    """The vetoes that count in the run's year, by unit."""
    found: dict[int, list[VetoDecision]] = {}
    for veto in Veto.objects.visible_to(by).counting().filter(campaign_id=run.campaign_id):
        assert veto.decided_on is not None  # the database holds that
        found.setdefault(veto.unit_id, []).append(
            VetoDecision(
                veto.ground, veto.document_number, veto.reason, veto.decided_body, veto.decided_on
            )
        )
    return found


def bonuses_of(run: ScoringRun, level: int, rules: Rules, *, by: User) -> dict[int, list[Counted]]:
    """The accepted bonus claims of the year, by unit. An item another version of the rubric had
    counts nothing."""
    known = {item.key for item in rules.bonus.items}
    found: dict[int, list[Counted]] = {}
    rows = (
        BonusClaim.objects.visible_to(by).accepted().filter(campaign=run.campaign_id, level=level)
    )
    for row in rows:
        if row.item in known:
            claim = Counted(row.item, row.matter, points=row.points)
            found.setdefault(row.unit_id, []).append(claim)
    return found


def tallied(
    rows: Iterable[ScoreSheet],
    rules: Rules,
    vetoes: Mapping[int, Sequence[VetoDecision]],
    bonuses: Mapping[int, Sequence[Counted]],
) -> dict[int, Sheet]:
    """The sheets again from stored lines (prefetched), by unit."""
    lines = {line.code: line for line in rules.indicators}
    known: dict[tuple[str, str], Result] = {}  # many units share their figures

    def told(line: ScoreLine) -> Result:
        key = line.code, json.dumps(line.figures, sort_keys=True)
        if key not in known:
            known[key] = result_of(line, lines[line.code])
        return known[key]

    return {
        row.unit_id: tally(
            rules,
            {line.code: told(line) for line in row.lines.all()},
            claims=[*counted_claims(row.outside), *bonuses.get(row.unit_id, ())],
            deductions=row.outside.get("deduction"),
            vetoes=vetoes.get(row.unit_id, ()),
        )
        for row in rows
    }


def retotal(run: ScoringRun, level: Level, rules: Rules, *, by: User) -> None:
    """Totals, ranks and grades of a level again from its lines and vetoes; only sheets that
    differ are written. The digest of the result is open again until the signature."""
    rows = list(
        ScoreSheet.objects.visible_to(by)
        .filter(run=run, level=level)
        .select_for_update(of=("self",))
        .prefetch_related("lines")
    )
    bonuses = bonuses_of(run, level, rules, by=by)
    sheets = tallied(rows, rules, vetoes_of(run, by=by), bonuses)
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
    ScoringRun.objects.filter(pk=run.pk).exclude(result_digest="").update(result_digest="")


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
            [_json(data)],
        )
