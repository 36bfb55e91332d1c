"""Verbs of a scoring run: ask for it, compute it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, jobs, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division, Level
from reports.freezing import frozen_figures
from reports.metrics.counting import (
    Counts,
    Period,
    count_by_place,
    folded,
    packed,
    tune,
)
from reports.metrics.declarations import DECLARATIONS
from reports.models import ScoringRun
from reports.rules import FactsError
from reports.scoring import Unit, digest_of, sheets_of, township_counts, village_counts
from reports.sheet_rows import rules_of, write_sheets
from reports.transitions.carrying import carry_over
from reports.transitions.rubric import default_group, groups_for, rubrics_for

LEVELS = (Level.TOWNSHIP, Level.VILLAGE)


@transaction.atomic
def ask_for_run(*, campaign: Campaign, by: User, data_until: date | None = None) -> ScoringRun:
    """Queue a run over the campaign's county; Celery is rung after commit.

    Refused while the year is signed or published, or another run is under way (domain A8: a
    published year is frozen)."""
    acts.require(by, Act.SCORE_RUN, campaign.county_id)
    # Before the year's data close, the run is provisional: it counts what is due by today.
    until = data_until or min(campaign.data_closes_on, timezone.localdate())
    if until.year != campaign.year:
        raise Invalid({"data_until": _("数据截止日要在%(year)d年内。") % {"year": campaign.year}})
    _require_free(campaign, by)
    rubrics = rubrics_for(campaign, by=by)
    try:
        with transaction.atomic():
            run = ScoringRun.objects.create(
                campaign=campaign,
                county=campaign.county,
                asked_by=by,
                asked_at=timezone.now(),
                data_until=until,
                township_rubric=rubrics[Level.TOWNSHIP].rubric,
                village_rubric=rubrics[Level.VILLAGE].rubric,
            )
    except IntegrityError:
        raise NotTheMoment(_("已有一次计算正在进行，请等它完成。")) from None
    trail.record(
        Act.SCORE_RUN, by=by, on=run, place=campaign.county_id, after={"data_until": str(until)}
    )
    from reports.tasks import compute_run

    jobs.ring_after_commit(compute_run, run.pk)
    return run


def _require_free(campaign: Campaign, by: User) -> None:
    runs = ScoringRun.objects.visible_to(by).defer("frozen").select_for_update(of=("self",))
    for run in runs.filter(campaign=campaign):
        if run.stage == ScoringRun.Stage.PUBLISHED:
            raise NotTheMoment(_("本年度考核结果已公布，不能重新计算。"))
        if run.stage == ScoringRun.Stage.SIGNED:
            raise NotTheMoment(_("本年度考核结果已签字，请先撤回签字。"))
        if run.state in (ScoringRun.State.QUEUED, ScoringRun.State.RUNNING):
            raise NotTheMoment(_("已有一次计算正在进行，请等它完成。"))


def compute(pk: int) -> bool:
    """What the worker does: claim, freeze, score, write all or nothing. True when this call
    finished the run. A killed worker leaves no half score: sheets are written in one
    transaction that also sets the state, under the fence."""
    run = jobs.claim(ScoringRun, pk)
    if run is None:
        return False
    with jobs.Ending(run, FactsError):
        _compute(run)
        return True
    return False


def _compute(run: ScoringRun) -> None:
    with scope.as_system():
        rubrics = {level: rules_of(run, level) for level in LEVELS}
    keys = sorted({key for rules in rubrics.values() for key in rules.metrics()})
    steps = len(keys) + 3
    _tell(run, 0, steps, _("冻结数据"))
    with scope.as_system_frozen() as system:
        tune()
        units, heirs = _units(run.county, run.data_until, groups_for(run.campaign, by=system))
        period = Period.of(run.campaign, run.data_until)
        villages = {key: folded(count_by_place(key, period), heirs) for key in keys}
        frozen = frozen_figures(run, by=system) | {"places": _places(villages)}
    _tell(run, len(keys), steps, _("计算各单位得分"))
    counts: dict[Level, dict[str, Counts]] = {
        Level.VILLAGE: village_counts(villages),
        Level.TOWNSHIP: township_counts(villages),
    }
    scored = {
        level: sheets_of(rubrics[level], units[level], counts[level], period.months)
        for level in LEVELS
    }
    digest = digest_of([rubrics[level].digest for level in LEVELS], frozen)
    _tell(run, len(keys) + 1, steps, _("写入评分表"))
    with scope.as_system() as system:
        jobs.hold(run)
        run.sheets.all().delete()
        for level in LEVELS:
            write_sheets(
                run, level, rubrics[level], units[level], scored[level], counts[level],
                period.months,
            )  # fmt: skip
            _pause()
        _finish(run, frozen, digest, steps)
        carry_over(run, rubrics, by=system)


def _tell(run: ScoringRun, done: int, steps: int, message: str) -> None:
    jobs.progress(run, done, steps, message)
    _pause()


def _pause() -> None:
    """A place where tests kill the worker; no time at all in real use."""
    if settings.SCORING_PAUSE:
        time.sleep(settings.SCORING_PAUSE)


def _places(counts: dict[str, Counts]) -> dict[str, dict[str, list[int]]]:
    """Counts by metric and division, as they were when the run froze them."""
    return {
        key: {str(code): packed(DECLARATIONS[key], facts) for code, facts in sorted(found.items())}
        for key, found in counts.items()
    }


def _finish(run: ScoringRun, frozen: dict[str, object], digest: str, steps: int) -> None:
    local = timezone.localtime()
    count = ScoringRun.objects.filter(campaign_id=run.campaign_id, state="done").count() + 1
    jobs.finish(
        run,
        frozen=frozen,
        digest=digest,
        done=steps,
        total=steps,
        message=_("已完成"),
        snapshot=f"S{local:%Y}-{local:%m%d}-{count:02d}",
    )


def _units(
    county: Division, until: date, groups: Mapping[int, str]
) -> tuple[dict[Level, list[Unit]], dict[int, int]]:
    """The units of each level on the last day, and who took over those merged before it. A
    township the adopted groups do not name (made since) is placed by the usual split."""
    out: dict[Level, list[Unit]] = {level: [] for level in LEVELS}
    heirs: dict[int, int] = {}
    places = Division.objects.within(county).filter(level__in=LEVELS).order_by("code")
    for place in places:
        if place.valid_to is not None and place.valid_to <= until:
            if place.successor_id is not None:
                heirs[place.code] = place.successor_id
            continue
        level = Level(place.level)
        group = str(place.code // 1000 * 1000)
        if level == Level.TOWNSHIP:
            group = groups.get(place.code) or default_group(place.code)
        out[level].append(Unit(place.code, group))
    return out, heirs
