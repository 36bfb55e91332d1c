"""What reviewers entered is not lost when the year is computed again: it moves to the new run."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.models import User
from campaigns.models import Level
from reports.models import LineChange, ScoreLine, ScoringRun, Veto
from reports.rules import Rubric as Rules
from reports.sheet_rows import LINE_COLUMNS, retotal, update_rows

CHANGE_COLUMNS = ("unit_id", "before", "after", "reason", "by_id", "at")
BATCH = 500


def carry_over(run: ScoringRun, rubrics: Mapping[Level, Rules], *, by: User) -> None:
    """Copy manual lines with their history, and vetoes in force, from the draft this run
    replaces; lines scored by another version of the rubric stay 待评."""
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
    same = {
        Level.TOWNSHIP: earlier.township_rubric_id == run.township_rubric_id,
        Level.VILLAGE: earlier.village_rubric_id == run.village_rubric_id,
    }
    levels = [level for level in rubrics if same[level]]
    _lines(run, earlier, levels, rubrics, by)
    _vetoes(run, earlier, by)
    for level in rubrics:
        retotal(run, level, rubrics[level], by=by)
    drafts.exclude(pk=run.pk).update(stage=ScoringRun.Stage.REPLACED)


def _lines(
    run: ScoringRun,
    earlier: ScoringRun,
    levels: list[Level],
    rubrics: Mapping[Level, Rules],
    by: User,
) -> None:
    manual = {
        (level, line.code)
        for level in levels
        for line in rubrics[level].indicators
        if line.source == "manual"
    }
    lines = ScoreLine.objects.visible_to(by).select_related("sheet")
    entered = {
        (line.unit_id, line.code): line
        for line in lines.filter(sheet__run=earlier, sheet__level__in=levels)
        .exclude(state=ScoreLine.State.PENDING)
        .prefetch_related("changes")
        if (line.sheet.level, line.code) in manual
    }
    kept: list[ScoreLine] = []
    changes: list[LineChange] = []
    for line in lines.filter(sheet__run=run, sheet__level__in=levels):
        old = entered.get((line.unit_id, line.code))
        if old is None:
            continue
        for name in LINE_COLUMNS:
            setattr(line, name, getattr(old, name))
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
