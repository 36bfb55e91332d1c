"""Verbs of a scoring run: ask for it, call it off, try it again, compute it."""

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
from accounts.refusals import Invalid, NotTheMoment, Refusal
from accounts.templatetags.words import zh_day
from campaigns.models import Campaign, Level
from reports import result_digest
from reports.gathering import LEVELS, Inputs, gather
from reports.models import ScoringRun
from reports.rules import FactsError
from reports.rules import Rubric as Rules
from reports.scoring import Scored, digest_of, scored
from reports.sheet_rows import rules_of, write_rows, write_sheets
from reports.transitions.carrying import carry_over
from reports.transitions.rubric import default_group, groups_for, rubrics_for

UNDER_WAY = (ScoringRun.State.QUEUED, ScoringRun.State.RUNNING)


@transaction.atomic
def ask_for_run(
    *, campaign: Campaign, by: User, data_until: date | None = None, asked_for: str = ""
) -> ScoringRun:
    """Queue a run over the campaign's county; Celery is rung after commit. asked_for: the office
    above in whose name the system asks, as pages and the trail tell it.

    Before the year's data close (domain A5: the data period) a run is provisional: it counts what
    is due by today, any day. Afterwards it is the year's, up to the day they closed. Refused while
    the year is signed or published, or another run is under way (domain A8: a published year is
    frozen)."""
    acts.require(by, Act.SCORE_RUN, campaign.county_id)
    until = data_until or min(campaign.data_closes_on, timezone.localdate())
    if until.year != campaign.year:
        raise Invalid({"data_until": _("数据截止日要在%(year)d年内。") % {"year": campaign.year}})
    if until > campaign.data_closes_on:
        said = _("本年度数据%(day)s截止，以后的记录不计。") % {
            "day": zh_day(campaign.data_closes_on)
        }
        raise Invalid({"data_until": said})
    _require_free(campaign, by)
    rubrics = rubrics_for(campaign, by=by)
    try:
        with transaction.atomic():
            run = ScoringRun.objects.create(
                campaign=campaign,
                county=campaign.county,
                asked_by=by,
                asked_at=timezone.now(),
                asked_for=asked_for,
                data_until=until,
                township_rubric=rubrics[Level.TOWNSHIP].rubric,
                village_rubric=rubrics[Level.VILLAGE].rubric,
            )
    except IntegrityError:
        raise NotTheMoment(_("已有一次计算正在进行，请等它完成。")) from None
    trail.record(
        Act.SCORE_RUN, by=by, on=run, place=campaign.county_id,
        after={"data_until": str(until), **_named(asked_for)},
    )  # fmt: skip
    _ring(run)
    return run


def _named(asked_for: str) -> dict[str, str]:
    return {"asked_for": asked_for} if asked_for else {}


def _ring(run: ScoringRun) -> None:
    from reports.tasks import compute_run

    jobs.ring_after_commit(compute_run, run.pk)


def _require_free(campaign: Campaign, by: User) -> None:
    runs = ScoringRun.objects.visible_to(by).defer("frozen").select_for_update(of=("self",))
    for run in runs.filter(campaign=campaign):
        if run.stage == ScoringRun.Stage.PUBLISHED:
            raise NotTheMoment(_("本年度考核结果已公布，不能重新计算。"))
        if run.stage == ScoringRun.Stage.SIGNED:
            raise NotTheMoment(_("本年度考核结果已签字，请先撤回签字。"))
        if run.state in UNDER_WAY:
            raise NotTheMoment(_("已有一次计算正在进行，请等它完成。"))


@transaction.atomic
def call_off_run(*, run: ScoringRun, by: User) -> ScoringRun:
    """Call a run off. One that waits ends at once; one at work ends at its next step, and what it
    had not committed was never there. Refused when it has ended."""
    run = ScoringRun.objects.locked(by, pk=run.pk)
    acts.require(by, Act.SCORE_RUN, run.county_id)
    if run.state not in UNDER_WAY:
        raise NotTheMoment(_("这次计算已经结束，不用取消。"))
    if run.stopped:
        raise NotTheMoment(_("已经取消，正在停下来。"))
    run.stopped = True
    if run.state == ScoringRun.State.QUEUED:
        run.state, run.finished_at = ScoringRun.State.FAILED, timezone.now()
        run.error = _called_off()
    run.save(update_fields=["stopped", "state", "finished_at", "error"])
    trail.record(Act.SCORE_RUN, by=by, on=run, place=run.county_id, after={"stopped": True})
    return run


@transaction.atomic
def retry_run(*, run: ScoringRun, by: User, asked_for: str = "") -> ScoringRun:
    """Compute a run that failed or was called off again, from the first of its tries. asked_for:
    as in ask_for_run; who asks last is told."""
    run = ScoringRun.objects.locked(by, pk=run.pk)
    acts.require(by, Act.SCORE_RUN, run.county_id)
    if run.state != ScoringRun.State.FAILED:
        raise NotTheMoment(_("只有没有完成的计算可以重试。"))
    _require_free(run.campaign, by)
    run.state, run.stopped, run.tries = ScoringRun.State.QUEUED, False, 0
    run.error, run.message, run.finished_at = "", "", None
    run.asked_by, run.asked_for = by, asked_for
    fields = ["state", "stopped", "tries", "error", "message", "finished_at"]
    try:
        with transaction.atomic():
            run.save(update_fields=[*fields, "asked_by", "asked_for"])
    except IntegrityError:
        raise NotTheMoment(_("已有一次计算正在进行，请等它完成。")) from None
    after = {"again": True, **_named(asked_for)}
    trail.record(Act.SCORE_RUN, by=by, on=run, place=run.county_id, after=after)
    _ring(run)
    return run


def _called_off() -> str:
    return _("已取消，没有留下结果。")


def compute(pk: int) -> bool:
    """What the worker does: claim, freeze, score, write all or nothing. True when this call
    finished the run. A killed worker leaves no half score: sheets are written in one
    transaction that also sets the state, under the fence."""
    run = jobs.claim(ScoringRun, pk)
    if run is None:
        return False
    with jobs.Ending(run, FactsError, Refusal):
        _compute(run)
        return True
    return False


def _compute(run: ScoringRun) -> None:
    with scope.as_system():
        rubrics = {level: rules_of(run, level) for level in LEVELS}
    keys = sorted({key for rules in rubrics.values() for key in rules.metrics()})
    steps = len(keys) + 3
    _step(run, 0, steps, _("冻结数据"))
    with scope.as_system_frozen() as system:
        named = groups_for(run.campaign, by=system)
        # A township the adopted groups do not name (made since) is placed by the usual split.
        inputs = gather(run, keys, lambda code: named.get(code) or default_group(code), by=system)
    _step(run, len(keys), steps, _("计算各单位得分"))
    made = {
        level: scored(rubrics[level], inputs.units[level], inputs.counts[level], inputs.months)
        for level in LEVELS
    }
    digest = digest_of([rubrics[level].digest for level in LEVELS], inputs.frozen)
    _step(run, len(keys) + 1, steps, _("写入评分表"))
    with scope.as_system() as system:
        jobs.hold(run)
        jobs.require_wanted(run, _called_off())
        _write(run, rubrics, inputs, made)
        carry_over(run, rubrics, by=system)
        _finish(run, inputs, digest, steps)


def _write(
    run: ScoringRun,
    rubrics: Mapping[Level, Rules],
    inputs: Inputs,
    made: Mapping[Level, Scored],
) -> None:
    """Sheets, lines and the keys of the source rows; what an earlier try left goes first."""
    run.sheets.all().delete()
    run.rows.all().delete()
    for level in LEVELS:
        write_sheets(run, level, rubrics[level], inputs.units[level], made[level])
        _pause()
    write_rows(run, inputs.rows)


def _step(run: ScoringRun, done: int, steps: int, message: str) -> None:
    jobs.step(run, done, steps, message, _called_off())
    _pause()


def _pause() -> None:
    """A place where tests kill the worker; no time at all in real use."""
    if settings.SCORING_PAUSE:
        time.sleep(settings.SCORING_PAUSE)


def _finish(run: ScoringRun, inputs: Inputs, digest: str, steps: int) -> None:
    local = timezone.localtime()
    count = ScoringRun.objects.filter(campaign_id=run.campaign_id, state="done").count() + 1
    jobs.finish(
        run,
        frozen=inputs.frozen,
        digest=digest,
        result_digest=result_digest.stored(run.pk),
        done=steps,
        total=steps,
        message=_("已完成"),
        snapshot=f"S{local:%Y}-{local:%m%d}-{count:02d}",
    )
