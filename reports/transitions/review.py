"""Verbs of the review: enter or change manual lines; totals and ranks follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from reports.models import LineChange, ScoreLine, ScoringRun
from reports.rules import Facts, FactsError, Indicator, ManualScore, evaluate
from reports.rules import Rubric as Rules
from reports.sheet_rows import LINE_COLUMNS, line_values, retotal, rules_of, update_rows
from reports.transitions.double import unready


@dataclass(frozen=True, slots=True)
class Entry:
    """What a reviewer enters for one unit's line: counts for the rule, or points."""

    unit: int
    code: str
    facts: Facts | None = None
    points: Decimal | None = None


def open_run(run: ScoringRun, by: User, act: Act) -> ScoringRun:
    """The run, locked, when `by` may do `act` and it is still under review (403, 404, 409)."""
    locked = ScoringRun.objects.locked(by, pk=run.pk)
    acts.require(by, act, locked.county_id)
    if locked.state != ScoringRun.State.DONE:
        raise NotTheMoment(_("计算还没有完成，请等它完成后再复核。"))
    if locked.stage != ScoringRun.Stage.DRAFT:
        raise NotTheMoment(
            _("考核结果%(stage)s，不能再改。") % {"stage": locked.get_stage_display()}
        )
    return locked


@transaction.atomic
def enter_lines(
    *, run: ScoringRun, level: Level, entries: Sequence[Entry], reason: str, by: User
) -> int:
    """Enter or change manual lines with one reason, then re-total and re-rank the level.

    Only manual lines; each change leaves a LineChange row (before, after, reason, who). Returns
    how many lines changed. Raises Invalid naming every cell whose figures cannot be (all or
    none are saved)."""
    run = open_run(run, by, Act.SCORE_ENTER)
    if run.revises_id is not None:
        raise NotTheMoment(_("更正稿只按申诉决定改动，不能录入。"))
    if not reason.strip():
        raise Invalid({"reason": _("请写明评分依据或修改理由。")})
    rules = rules_of(run, level)
    wanted = {(e.unit, e.code): e for e in entries}
    lines = _lines(run, level, wanted, by)
    changed: list[ScoreLine] = []
    changes: list[LineChange] = []
    errors = unready(run, level, wanted, by)
    for line in lines:
        before, known = line.points, _told(line.figures)
        try:
            _apply(line, rules.indicator(line.code), wanted[line.unit_id, line.code], reason)
        except FactsError as error:
            errors[cell(line.unit_id, line.code)] = f"{line.unit.name}：{error}"
            continue
        if _told(line.figures) != known:
            changed.append(line)
            changes.append(
                LineChange(
                    line=line,
                    unit_id=line.unit_id,
                    before=before,
                    after=line.points,
                    reason=reason.strip(),
                    by=by,
                )
            )
    if errors:
        raise Invalid(errors)
    _keep(run, level, rules, changed, changes, reason, by)
    return len(changed)


def _told(figures: Mapping[str, Any]) -> tuple[object, object]:
    """What was entered, without the reason: the same figures again are no change."""
    score = figures.get("score")
    return figures.get("facts"), Decimal(score["points"]) if score else None


def cell(unit: int, code: str) -> str:
    """The name of one line of one unit in errors and forms."""
    return f"{unit}-{code}"


def _lines(
    run: ScoringRun, level: Level, wanted: Collection[tuple[int, str]], by: User
) -> list[ScoreLine]:
    found = (
        ScoreLine.objects.visible_to(by)
        .filter(
            sheet__run=run,
            sheet__level=level,
            unit_id__in={unit for unit, _code in wanted},
            code__in={code for _unit, code in wanted},
        )
        .select_for_update(of=("self",))
        .select_related("unit")
    )
    lines = [line for line in found if (line.unit_id, line.code) in wanted]
    if len(lines) < len(wanted):
        known = {(line.unit_id, line.code) for line in lines}
        raise Invalid(
            {
                cell(*one): _("%(unit)s没有%(code)s这一项。") % {"unit": one[0], "code": one[1]}
                for one in wanted
                if one not in known
            }
        )
    return lines


def _apply(line: ScoreLine, indicator: Indicator, entry: Entry, reason: str) -> None:
    """Change the line in memory; FactsError for figures that cannot be."""
    if indicator.source != "manual":
        raise FactsError(_("%(code)s由系统计算，不能录入。") % {"code": indicator.code})
    if line.figures.get("ruled"):
        raise FactsError(_("%(code)s已按申诉决定更正，不能再录入。") % {"code": indicator.code})
    if entry.facts is None and entry.points is None:
        raise FactsError(_("请填写数量或得分。"))
    score = None if entry.points is None else ManualScore(entry.points, reason.strip())
    result = evaluate(indicator, entry.facts, score)
    facts = entry.facts.as_dict() if entry.facts else None
    kept = None if score is None else {"points": str(score.points), "reason": score.reason}
    for name, value in line_values(result, facts, kept).items():
        setattr(line, name, value)


def _keep(
    run: ScoringRun,
    level: Level,
    rules: Rules,
    changed: list[ScoreLine],
    changes: list[LineChange],
    reason: str,
    by: User,
) -> None:
    if not changed:
        return
    update_rows(changed, LINE_COLUMNS)
    LineChange.objects.bulk_create(changes)
    retotal(run, level, rules, by=by)
    trail.record(
        Act.SCORE_ENTER,
        by=by,
        on=run,
        place=run.county_id,
        reason=reason,
        after={
            "level": int(level),
            "lines": len(changed),
            "codes": sorted({line.code for line in changed}),
        },
    )
