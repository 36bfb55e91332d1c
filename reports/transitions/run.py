"""Verbs of a scoring run: ask for it, compute it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division, Level
from reports import jobs
from reports.freezing import frozen_figures
from reports.metrics.counting import Counts, Period, count_by_place, rolled_up
from reports.models import Rubric, ScoreLine, ScoreSheet, ScoringRun
from reports.rules import Placement, Result, Sheet, rubric_from_dict
from reports.rules import Rubric as Rules
from reports.scoring import Unit, digest_of, placements, sheets_of
from reports.transitions.rubric import shipped

LINES_PER_BATCH = 2000


@transaction.atomic
def ask_for_run(*, campaign: Campaign, by: User, data_until: date | None = None) -> ScoringRun:
    """Queue a run over the campaign's county; Celery is rung after commit.

    Refused while the year is published, or another run is under way (domain A8: a published
    year is frozen)."""
    acts.require(by, Act.SCORE_RUN, campaign.county_id)
    until = data_until or campaign.data_closes_on
    if until.year != campaign.year:
        raise Invalid({"data_until": _("数据截止日要在%(year)d年内。") % {"year": campaign.year}})
    runs = ScoringRun.objects.visible_to(by).select_for_update(of=("self",))
    for run in runs.filter(campaign=campaign):
        if run.stage == ScoringRun.Stage.PUBLISHED:
            raise NotTheMoment(_("本年度考核结果已公布，不能重新计算。"))
        if run.stage == ScoringRun.Stage.SIGNED:
            raise NotTheMoment(_("本年度考核结果已签字，请先撤回签字。"))
        if run.state in (ScoringRun.State.QUEUED, ScoringRun.State.RUNNING):
            raise NotTheMoment(_("已有一次计算正在进行，请等它完成。"))
    now = timezone.now()
    run = ScoringRun.objects.create(
        campaign=campaign, county=campaign.county, asked_by=by, asked_at=now, data_until=until,
        township_rubric=shipped("RC1"), village_rubric=shipped("RC2"),
    )
    trail.record(
        Act.SCORE_RUN, by=by, on=run, place=campaign.county_id, after={"data_until": str(until)}
    )
    _ring(run)
    return run


def _ring(run: ScoringRun) -> None:
    from reports.tasks import compute_run

    jobs.ring_after_commit(compute_run, run.pk)


def compute(pk: int) -> bool:
    """What the worker does: claim, freeze, score, write all or nothing. True when this call
    finished the run. A killed worker leaves no half score: sheets are written in one
    transaction that also sets the state, under the fence."""
    run = jobs.claim(ScoringRun, pk)
    if run is None:
        return False
    try:
        _compute(run)
    except jobs.FenceLost:
        return False
    except Exception:
        jobs.retry_later(run)
        raise
    return True


def _compute(run: ScoringRun) -> None:
    rubrics = _rubrics(run)
    keys = sorted({key for rules in rubrics.values() for key in rules.metrics()})
    steps = len(keys) + 3
    jobs.progress(run, 0, steps, "冻结数据")
    villages: dict[str, Counts] = {}
    with scope.as_system_frozen() as system:
        units = _units(run.county)
        period = Period.of(run.campaign, run.data_until)
        for key in keys:
            villages[key] = count_by_place(key, period)
        frozen = frozen_figures(run, by=system)
    jobs.progress(run, len(keys), steps, "计算各单位得分")
    counts = {
        Level.VILLAGE: villages,
        Level.TOWNSHIP: {key: rolled_up(found, 1000) for key, found in villages.items()},
    }
    scored = {
        level: sheets_of(rubrics[level], units[level], counts[level]) for level in units
    }
    facts = {
        key: {str(code): f.as_dict() for code, f in sorted(found.items())}
        for key, found in villages.items()
    }
    digest = digest_of([rules.digest for rules in rubrics.values()], facts, frozen)
    jobs.progress(run, len(keys) + 1, steps, "写入评分表")
    with scope.as_system():
        jobs.hold(run)
        run.sheets.all().delete()
        for level, rules in rubrics.items():
            write_sheets(run, level, rules, units[level], scored[level], counts[level])
        _finish(run, frozen, digest, steps)


def _finish(run: ScoringRun, frozen: dict[str, object], digest: str, steps: int) -> None:
    now = timezone.now()
    local = timezone.localtime(now)
    count = ScoringRun.objects.filter(campaign=run.campaign, state="done").count() + 1
    ScoringRun.objects.filter(pk=run.pk).update(
        state=ScoringRun.State.DONE, lease_until=None, finished_at=now, frozen=frozen,
        digest=digest, done=steps, total=steps, message="已完成", error="",
        snapshot=f"S{local:%Y}-{local:%m%d}-{count:02d}",
    )


def _rubrics(run: ScoringRun) -> dict[Level, Rules]:
    with scope.as_system():
        rows = Rubric.objects.in_bulk([run.township_rubric_id, run.village_rubric_id])
    return {
        Level.TOWNSHIP: rubric_from_dict(rows[run.township_rubric_id].content),
        Level.VILLAGE: rubric_from_dict(rows[run.village_rubric_id].content),
    }


def peer_group(code: int) -> str:
    """Townships in two groups (domain A5, 宁德): streets and farms apart from towns; the
    township part of the code tells (domain G)."""
    part = code // 1000 % 1000
    return "街道农场组" if part < 100 or part >= 400 else "乡镇组"


def _units(county: Division) -> dict[Level, list[Unit]]:
    places = Division.objects.within(county).filter(
        level__in=[Level.TOWNSHIP, Level.VILLAGE], valid_to__isnull=True
    )
    out: dict[Level, list[Unit]] = {Level.TOWNSHIP: [], Level.VILLAGE: []}
    for code, level in places.order_by("code").values_list("code", "level"):
        group = peer_group(code) if level == Level.TOWNSHIP else str(code // 1000 * 1000)
        out[Level(level)].append(Unit(code, group))
    return out


def write_sheets(
    run: ScoringRun,
    level: Level,
    rules: Rules,
    units: list[Unit],
    sheets: dict[int, Sheet],
    counts: dict[str, Counts],
) -> None:
    """Insert the sheets and lines of one level; ranks are provisional while lines are 待评."""
    placed = placements(rules, units, sheets)
    rows = ScoreSheet.objects.bulk_create(
        ScoreSheet(
            run=run, unit_id=unit.code, level=level, peer_group=unit.group,
            **sheet_values(sheets[unit.code], placed[unit.code]),
        )
        for unit in units
    )
    ScoreLine.objects.bulk_create(
        (
            ScoreLine(
                sheet=row, unit_id=row.unit_id, code=result.code, cap=result.cap,
                **line_values(result, _facts_of(rules, result.code, counts, row.unit_id)),
            )
            for row in rows
            for result in sheets[row.unit_id].results
        ),
        batch_size=LINES_PER_BATCH,
    )


def _facts_of(
    rules: Rules, code: str, counts: dict[str, Counts], unit: int
) -> dict[str, object] | None:
    line = rules.indicator(code)
    if line.source != "computed":
        return None
    from reports.metrics.counting import nothing

    return counts[line.metric].get(unit, nothing(line.metric)).as_dict()


def sheet_values(sheet: Sheet, placed: Placement) -> dict[str, object]:
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
) -> dict[str, object]:
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
