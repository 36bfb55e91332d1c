"""What reviewers entered is not lost when the year is computed again: it moves to the new run,
where the rubric has changed as far as it still fits the line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection

from accounts.models import User
from campaigns.models import Level
from reports.models import BonusClaim, LineChange, ScoreLine, ScoringRun, Veto
from reports.rubric_effect.fitting import refitted
from reports.rules import Rubric as Rules
from reports.sheet_rows import (
    LINE_COLUMNS,
    line_values,
    result_of,
    retotal,
    ruled_values,
    rules_of,
    update_rows,
)

CHANGE_COLUMNS = ("unit_id", "before", "after", "reason", "by_id", "at", "kind", "appeal_id")
BATCH = 500
# Lines of the earlier run and of the new one that are the same line of the same unit.
SAME = """
reports_scoreline old
JOIN reports_scoresheet former ON former.id = old.sheet_id AND former.run_id = %(earlier)s
JOIN reports_scoresheet now ON now.run_id = %(run)s AND now.unit_id = old.unit_id
WHERE old.state <> 'pending' AND former.level = %(level)s AND old.code = ANY (%(codes)s)"""
LINES = f"""
UPDATE reports_scoreline kept SET {", ".join(f"{name} = told.{name}" for name in LINE_COLUMNS)}
FROM (SELECT now.id AS new_sheet, old.* FROM {SAME}) told
WHERE kept.sheet_id = told.new_sheet AND kept.code = told.code"""
CHANGES = f"""
INSERT INTO reports_linechange (line_id, unit_id, before, after, reason, by_id, at, kind, appeal_id)
SELECT kept.id, change.unit_id, change.before, change.after, change.reason, change.by_id, change.at,
  change.kind, change.appeal_id
FROM (SELECT now.id AS new_sheet, old.* FROM {SAME}) told
JOIN reports_scoreline kept ON kept.sheet_id = told.new_sheet AND kept.code = told.code
JOIN reports_linechange change ON change.line_id = told.id
ORDER BY change.id"""


def carry_over(run: ScoringRun, rubrics: Mapping[Level, Rules], *, by: User) -> None:
    """Copy manual lines with their history, what appeals ruled, and the period of 征求意见 from the
    draft this run replaces; of lines scored by another version of the rubric what still fits them.
    Totals are made again only where something came over or somebody is vetoed."""
    drafts = ScoringRun.objects.visible_to(by).filter(
        campaign_id=run.campaign_id,
        county_id=run.county_id,
        state="done",
        stage=ScoringRun.Stage.DRAFT,
    )
    earlier = (
        drafts.exclude(pk=run.pk)
        .defer("frozen")
        .select_for_update(of=("self",))
        .order_by("-finished_at")
        .first()
    )
    claimed = BonusClaim.objects.visible_to(by).accepted().filter(campaign_id=run.campaign_id)
    touched = {Level(level) for level in claimed.order_by().values_list("level", flat=True)}
    touched |= _vetoed(run, by)
    if earlier is None:
        _retotal(run, rubrics, touched, by)
        return
    for level, rules in rubrics.items():
        former = rules_of(earlier, level)
        same = former.digest == rules.digest
        if (
            _lines(run, earlier, level, rules)
            if same
            else _refitted(run, earlier, level, former, rules, by)
        ):
            touched.add(level)
        if _rulings(run, earlier, level, rules, by):
            touched.add(level)
    _retotal(run, rubrics, touched, by)
    run.consult_from, run.consult_until = earlier.consult_from, earlier.consult_until
    run.save(update_fields=["consult_from", "consult_until"])
    drafts.exclude(pk=run.pk).update(stage=ScoringRun.Stage.REPLACED)


def _retotal(
    run: ScoringRun, rubrics: Mapping[Level, Rules], levels: Collection[Level], by: User
) -> None:
    for level in rubrics:
        if level in levels:
            retotal(run, level, rubrics[level], by=by)


def _lines(run: ScoringRun, earlier: ScoringRun, level: Level, rules: Rules) -> bool:
    """Entered lines of one level with their changes, in two statements however many there are;
    whether there were any."""
    values: dict[str, Any] = {
        "run": run.pk,
        "earlier": earlier.pk,
        "level": int(level),
        "codes": [line.code for line in rules.indicators if line.source == "manual"],
    }
    with connection.cursor() as cursor:
        cursor.execute(LINES, values)
        moved = bool(cursor.rowcount > 0)
        if moved:
            cursor.execute(CHANGES, values)
    return moved


def _refitted(
    run: ScoringRun, earlier: ScoringRun, level: Level, former: Rules, rules: Rules, by: User
) -> bool:
    """Entered lines of another version of the rubric, as far as its lines still take them."""
    before = {line.code: line for line in former.indicators if line.source == "manual"}
    lines = ScoreLine.objects.visible_to(by).filter(sheet__level=level)
    entered = {
        (line.unit_id, line.code): line
        for line in lines.filter(sheet__run=earlier, code__in=before)
        .exclude(state=ScoreLine.State.PENDING)
        .prefetch_related("changes")
    }
    now = {line.code: line for line in rules.indicators if line.source == "manual"}
    kept: list[ScoreLine] = []
    changes: list[LineChange] = []
    for line in lines.filter(sheet__run=run, code__in=now):
        old = entered.get((line.unit_id, line.code))
        if old is None:
            continue
        result = refitted(before.get(line.code), now[line.code], old.figures)
        if result is None:
            continue
        values = line_values(result, old.figures["facts"], old.figures["score"])
        for name, value in values.items():
            setattr(line, name, value)
        kept.append(line)
        changes += [
            LineChange(line=line, **{name: getattr(change, name) for name in CHANGE_COLUMNS})
            for change in old.changes.all()
        ]
    update_rows(kept, LINE_COLUMNS)
    LineChange.objects.bulk_create(changes, batch_size=BATCH)
    return bool(kept)


def _rulings(run: ScoringRun, earlier: ScoringRun, level: Level, rules: Rules, by: User) -> bool:
    """What was ruled on an appeal stands over the new counts, with its entry in the history."""
    codes = {line.code for line in rules.indicators}
    lines = ScoreLine.objects.visible_to(by).filter(sheet__level=level, code__in=codes)
    ruled = {
        (line.unit_id, line.code): line
        for line in lines.filter(sheet__run=earlier, state=ScoreLine.State.RULED).prefetch_related(
            "changes"
        )
    }
    if not ruled:
        return False
    kept: list[ScoreLine] = []
    changes: list[LineChange] = []
    units = {unit for unit, _code in ruled}
    for line in lines.filter(sheet__run=run, unit_id__in=units):
        old = ruled.get((line.unit_id, line.code))
        indicator = rules.indicator(line.code)
        if old is None or Decimal(old.figures["ruled"]["points"]) > indicator.cap:
            continue
        line.figures = {**line.figures, "ruled": old.figures["ruled"]}
        for name, value in ruled_values(result_of(line, indicator), line.figures).items():
            setattr(line, name, value)
        kept.append(line)
        if indicator.source != "manual":  # the history of the others came with what was entered
            changes += [
                LineChange(line=line, **{name: getattr(change, name) for name in CHANGE_COLUMNS})
                for change in old.changes.all()
            ]
    update_rows(kept, LINE_COLUMNS)
    LineChange.objects.bulk_create(changes, batch_size=BATCH)
    return bool(kept)


def _vetoed(run: ScoringRun, by: User) -> set[Level]:
    """The levels of units with a veto; vetoes hang on the year, not on a run."""
    vetoes = Veto.objects.visible_to(by).counting().filter(campaign_id=run.campaign_id)
    return {Level(level) for level in vetoes.values_list("unit__level", flat=True)}
