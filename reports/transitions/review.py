"""Verbs of the review: enter or change manual lines; totals and ranks follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Level
from reports.models import LineChange, ScoreLine, ScoreSheet, ScoringRun
from reports.rules import (
    Facts,
    FactsError,
    Indicator,
    ManualScore,
    Result,
    VetoDecision,
    evaluate,
    rubric_from_dict,
    tally,
)
from reports.rules import Rubric as Rules
from reports.scoring import Unit, placements
from reports.transitions.run import line_values, sheet_values


@dataclass(frozen=True, slots=True)
class Entry:
    """What a reviewer enters for one unit's line: counts for the rule, or points."""

    unit: int
    code: str
    facts: Facts | None = None
    points: Decimal | None = None


def open_run(run: ScoringRun, by: User, act: Act) -> ScoringRun:
    locked = ScoringRun.objects.locked(by, pk=run.pk)
    acts.require(by, act, locked.county_id)
    if locked.state != ScoringRun.State.DONE:
        raise NotTheMoment(_("计算还没有完成，请等它完成后再复核。"))
    if locked.stage != ScoringRun.Stage.DRAFT:
        raise NotTheMoment(
            _("考核结果%(stage)s，不能再改。") % {"stage": locked.get_stage_display()}
        )
    return locked


def rules_of(run: ScoringRun, level: int) -> Rules:
    """The rubric a level of the run is scored by, as frozen with the run."""
    row = run.village_rubric if level == Level.VILLAGE else run.township_rubric
    return rubric_from_dict(row.content)


@transaction.atomic
def enter_lines(
    *, run: ScoringRun, level: Level, entries: Sequence[Entry], reason: str, by: User
) -> int:
    """Enter or change manual lines with one reason, then re-total and re-rank the level.

    Only manual lines; each change leaves a LineChange row (before, after, reason, who). Returns
    how many lines changed. Raises Invalid naming unit and line for figures that cannot be."""
    run = open_run(run, by, Act.SCORE_ENTER)
    if not reason.strip():
        raise Invalid({"reason": _("请写明评分依据或修改理由。")})
    rules = rules_of(run, level)
    wanted = {(e.unit, e.code): e for e in entries}
    lines = (
        ScoreLine.objects.visible_to(by)
        .filter(
            sheet__run=run, sheet__level=level, unit_id__in={e.unit for e in entries},
            code__in={e.code for e in entries},
        )
        .select_for_update(of=("self",))
        .select_related("unit")
    )
    changed: list[ScoreLine] = []
    changes: list[LineChange] = []
    for line in lines:
        entry = wanted.get((line.unit_id, line.code))
        if entry is None:
            continue
        before = line.points
        _apply(line, rules.indicator(line.code), entry, reason)
        if line.points is not None and line.points != before:
            changes.append(
                LineChange(
                    line=line, unit_id=line.unit_id, before=before, after=line.points,
                    reason=reason, by=by,
                )
            )
        changed.append(line)
    ScoreLine.objects.bulk_update(
        changed,
        ["state", "numerator", "denominator", "figures", "points", "formula", "filled", "reason"],
        batch_size=1000,
    )
    LineChange.objects.bulk_create(changes)
    retotal(run, level, rules, by=by)
    trail.record(
        Act.SCORE_ENTER, by=by, on=run, place=run.county_id, reason=reason,
        after={"level": int(level), "lines": len(changed), "codes": sorted({e.code for e in entries})},
    )
    return len(changes)


def _apply(line: ScoreLine, indicator: Indicator, entry: Entry, reason: str) -> None:
    if indicator.source != "manual":
        raise Invalid(_("%(code)s由系统计算，不能录入。") % {"code": indicator.code})
    score = None if entry.points is None else ManualScore(entry.points, reason)
    try:
        result = evaluate(indicator, entry.facts, score)
    except FactsError as error:
        raise Invalid({f"{line.unit_id}": f"{line.unit.name}：{error}"}) from None
    facts = entry.facts.as_dict() if entry.facts else None
    kept = None if entry.points is None else {"points": str(entry.points), "reason": reason}
    for name, value in line_values(result, facts, kept).items():
        setattr(line, name, value)


def result_of(line: ScoreLine, indicator: Indicator) -> Result:
    """The full result of a stored line, evaluated again from its frozen figures."""
    figures: Mapping[str, Any] = line.figures
    facts, score = figures.get("facts"), figures.get("score")
    return evaluate(
        indicator,
        Facts.from_dict(facts) if facts else None,
        ManualScore(Decimal(score["points"]), score["reason"]) if score else None,
    )


def retotal(run: ScoringRun, level: Level, rules: Rules, *, by: User) -> None:
    """Totals, ranks and grades of a level again from its lines and vetoes."""
    rows = list(
        ScoreSheet.objects.visible_to(by)
        .filter(run=run, level=level)
        .select_for_update(of=("self",))
        .prefetch_related("lines")
    )
    vetoes: dict[int, list[VetoDecision]] = {}
    for veto in run.vetoes.filter(withdrawn_at__isnull=True):
        vetoes.setdefault(veto.unit_id, []).append(
            VetoDecision(
                veto.ground, veto.document_number, veto.reason, veto.decided_body, veto.decided_on
            )
        )
    sheets = {
        row.unit_id: tally(
            rules,
            {line.code: result_of(line, rules.indicator(line.code)) for line in row.lines.all()},
            vetoes=vetoes.get(row.unit_id, ()),
        )
        for row in rows
    }
    placed = placements(rules, [Unit(r.unit_id, r.peer_group) for r in rows], sheets)
    names: list[str] = []
    for row in rows:
        values = sheet_values(sheets[row.unit_id], placed[row.unit_id])
        names = list(values)
        for name, value in values.items():
            setattr(row, name, value)
    if names:
        ScoreSheet.objects.bulk_update(rows, names, batch_size=500)
