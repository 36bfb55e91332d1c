"""What reviewers entered is not lost when the year is computed again: it moves to the new run,
where the rubric has changed as far as it still fits the line."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.models import User
from campaigns.models import Level
from reports.models import LineChange, ScoreLine, ScoringRun, Veto
from reports.rubric_effect.fitting import refitted
from reports.rules import Rubric as Rules
from reports.sheet_rows import LINE_COLUMNS, line_values, retotal, rules_of, update_rows

CHANGE_COLUMNS = ("unit_id", "before", "after", "reason", "by_id", "at")
BATCH = 500


def carry_over(run: ScoringRun, rubrics: Mapping[Level, Rules], *, by: User) -> None:
    """Copy manual lines with their history, and vetoes in force, from the draft this run
    replaces; of lines scored by another version of the rubric what still fits them."""
    drafts = ScoringRun.objects.visible_to(by).filter(
        campaign_id=run.campaign_id, state="done", stage=ScoringRun.Stage.DRAFT
    )
    earlier = (
        drafts.exclude(pk=run.pk)
        .defer("frozen")
        .select_for_update(of=("self",))
        .order_by("-finished_at")
        .first()
    )
    if earlier is None:
        return
    for level in rubrics:
        _lines(run, earlier, level, rubrics[level], by)
    _vetoes(run, earlier, by)
    for level in rubrics:
        retotal(run, level, rubrics[level], by=by)
    drafts.exclude(pk=run.pk).update(stage=ScoringRun.Stage.REPLACED)


def _lines(run: ScoringRun, earlier: ScoringRun, level: Level, rules: Rules, by: User) -> None:
    former = rules_of(earlier, level)
    same = former.digest == rules.digest
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
        values = {name: getattr(old, name) for name in LINE_COLUMNS}
        if not same:
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


def _vetoes(run: ScoringRun, earlier: ScoringRun, by: User) -> None:
    fields = [f.attname for f in Veto._meta.concrete_fields if f.name not in ("id", "uid", "run")]
    Veto.objects.bulk_create(
        Veto(run=run, **{name: getattr(veto, name) for name in fields})
        for veto in Veto.objects.visible_to(by).filter(run=earlier, withdrawn_at__isnull=True)
    )
