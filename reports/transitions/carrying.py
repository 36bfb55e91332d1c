"""What reviewers entered is not lost when the year is computed again: it moves to the new run,
where the rubric has changed as far as it still fits the line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection

from accounts.models import User
from campaigns.models import Level
from reports.models import BonusClaim, LineChange, ScoreLine, ScoreSheet, ScoringRun, Veto
from reports.rubric_effect.fitting import refitted
from reports.rules import Rubric as Rules
from reports.sheet_rows import LINE_COLUMNS, line_values, retotal, rules_of, update_rows

CHANGE_COLUMNS = ("unit_id", "before", "after", "reason", "by_id", "at")
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
INSERT INTO reports_linechange (line_id, unit_id, before, after, reason, by_id, at)
SELECT kept.id, change.unit_id, change.before, change.after, change.reason, change.by_id, change.at
FROM (SELECT now.id AS new_sheet, old.* FROM {SAME}) told
JOIN reports_scoreline kept ON kept.sheet_id = told.new_sheet AND kept.code = told.code
JOIN reports_linechange change ON change.line_id = told.id
ORDER BY change.id"""


def carry_over(run: ScoringRun, rubrics: Mapping[Level, Rules], *, by: User) -> None:
    """Copy manual lines with their history, and vetoes in force, from the draft this run
    replaces; of lines scored by another version of the rubric what still fits them. Totals are
    made again only where something came over."""
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
    if earlier is None:
        _retotal(run, rubrics, touched, by)
        return
    touched |= _vetoes(run, earlier, by)
    for level, rules in rubrics.items():
        former = rules_of(earlier, level)
        same = former.digest == rules.digest
        if (
            _lines(run, earlier, level, rules)
            if same
            else _refitted(run, earlier, level, former, rules, by)
        ):
            touched.add(level)
    _retotal(run, rubrics, touched, by)
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


def _vetoes(run: ScoringRun, earlier: ScoringRun, by: User) -> set[Level]:
    """Vetoes in force; the levels of their units."""
    fields = [f.attname for f in Veto._meta.concrete_fields if f.name not in ("id", "uid", "run")]
    kept = Veto.objects.bulk_create(
        Veto(run=run, **{name: getattr(veto, name) for name in fields})
        for veto in Veto.objects.visible_to(by).filter(run=earlier, withdrawn_at__isnull=True)
    )
    sheets = ScoreSheet.objects.visible_to(by).filter(
        run=run, unit__in=[veto.unit_id for veto in kept]
    )
    return {Level(level) for level in sheets.values_list("level", flat=True)}
