"""Verbs of a city's or province's scoring: ask for all its counties, call that off, try one county
again, close it with a roll-up.

Each county is a job of its own, so that any number of workers on any number of machines shares
them, one county that fails stops no other, and a lost message is made good by the sweeper. There
is no chord: a chord's counter lives in the broker and is gone with it. The closing step asks the
database whether a county is still under way, and may be rung any number of times.

Whoever asks sees no row of a county: she is asked whether she may at her own place, then the system
does it in her name, and the trail says at every county who wanted it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, jobs, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment, Refusal
from accounts.roles import UPPER_ROLES
from campaigns.models import Campaign, Division, Level
from reports.models import BatchCounty, ScoringBatch, ScoringRun
from reports.transitions.run import UNDER_WAY, ask_for_run, call_off_run, retry_run

Stage = ScoringRun.Stage


@transaction.atomic
def ask_for_batch(*, place: Division, year: int, by: User) -> ScoringBatch:
    """Queue a run for every county inside `place` that has a campaign of the year. A county whose
    year is signed, published or in its year-end review keeps its score, one under way is joined;
    one that may not be computed is told with the sentence why, and the others go on."""
    acts.require(by, Act.BATCH_RUN, place.code)
    if place.level > Level.CITY:
        raise Invalid({"place": _("成片考核用于市、省；一个县请直接计算。")})
    counties = list(Division.objects.counties(place))
    if not counties:
        raise Invalid({"place": _("%(place)s没有县（市、区）。") % {"place": place.name}})
    with scope.as_system() as system:
        batch = ScoringBatch(place=place, year=year, asked_by=by, asked_at=timezone.now())
        _save(batch)
        campaigns = _campaigns(counties, year)
        asking = Asking(system, _office(by, place.code), _in_force(campaigns.values()))
        parts = [_part(batch, county, campaigns.get(county.code), asking) for county in counties]
        BatchCounty.objects.bulk_create(parts)
        _tell(batch, parts, by, {"year": year})
    _ring(batch)
    return batch


@transaction.atomic
def call_off_batch(*, batch: ScoringBatch, by: User) -> ScoringBatch:
    """Call a batch off: what it asked for ends (a county at work at its next step), what was there
    before it, asked for by a county itself, goes on. Counties that were done stay done; there is no
    roll-up. Refused when the batch has ended."""
    _require(batch, by)
    with scope.as_system() as system:
        batch = ScoringBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if not batch.under_way:
            raise NotTheMoment(_("这次成片考核已经结束，不用取消。"))
        parts = batch.counties.filter(joined=False, run__state__in=UNDER_WAY, run__stopped=False)
        called_off = list(parts.select_related("run").defer("run__frozen"))
        for part in called_off:
            # One that has just ended needs no calling off.
            with suppress(NotTheMoment):
                call_off_run(run=part.run, by=system)  # type: ignore[arg-type]
        batch.state, batch.stopped, batch.lease_until = ScoringBatch.State.FAILED, True, None
        batch.error, batch.finished_at = _("已取消，没有汇总。"), timezone.now()
        batch.save(update_fields=["state", "stopped", "lease_until", "error", "finished_at"])
        _tell(batch, called_off, by, {"stopped": True})
    return batch


@transaction.atomic
def retry_county(*, batch: ScoringBatch, county: int, by: User) -> ScoringBatch:
    """Have one county computed that has no result in the newest batch of its place and year; a
    batch that had ended opens again and is rolled up anew. Refused where the county has a result,
    or what stood in its way still does."""
    _require(batch, by)
    with scope.as_system() as system:
        batch = ScoringBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        parts = batch.counties.select_related("county", "run").defer("run__frozen")
        part = parts.filter(county_id=county).first()
        if part is None:
            raise Http404
        _require_newest(batch)
        if part.run is not None and part.run.state != ScoringRun.State.FAILED:
            raise NotTheMoment(_("%(place)s没有失败，不用重试。") % {"place": part.county.name})
        _ask_again(part, system, _office(by, batch.place_id))
        if not batch.under_way:
            batch.state, batch.stopped, batch.tries = ScoringBatch.State.QUEUED, False, 0
            batch.error, batch.finished_at, batch.frozen, batch.digest = "", None, {}, ""
            _save(batch)
        _tell(batch, [part], by, {"again": county})
    _ring(batch)
    return batch


def _require(batch: ScoringBatch, by: User) -> None:
    """404 for a batch she cannot see, 403 for one she may not run."""
    found = ScoringBatch.objects.defer("frozen").fetch(by, pk=batch.pk)
    acts.require(by, Act.BATCH_RUN, found.place_id)


def _require_newest(batch: ScoringBatch) -> None:
    newer = ScoringBatch.objects.filter(
        place=batch.place_id, year=batch.year, asked_at__gt=batch.asked_at
    )
    if newer.exists():
        raise NotTheMoment(_("后来又算过一次，请在最新的一次成片考核里重试。"))


def _save(batch: ScoringBatch) -> None:
    """One under way for a place and year; the database says so."""
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError:
        raise NotTheMoment(_("已有一次成片考核正在进行，请等它完成。")) from None


def _ring(batch: ScoringBatch) -> None:
    from reports.tasks import close_batch

    jobs.ring_after_commit(close_batch, batch.pk)


def _tell(
    batch: ScoringBatch, parts: Iterable[BatchCounty], by: User, after: dict[str, object]
) -> None:
    """At the city, and at each county it concerns, where its own administrators read it."""
    trail.record(Act.BATCH_RUN, by=by, on=batch, place=batch.place_id, after=after)
    trail.record_each(
        Act.BATCH_RUN, by=by, rows=[(part, part.county_id, dict(after)) for part in parts]
    )


def _campaigns(counties: Collection[Division], year: int) -> dict[int, Campaign]:
    found = Campaign.objects.filter(year=year, county__in=counties).select_related("county")
    return {campaign.county_id: campaign for campaign in found}


def _in_force(campaigns: Collection[Campaign]) -> dict[int, ScoringRun]:
    """Runs that need not or may not be asked for again, by campaign: published, signed, under way;
    and the year's own draft, or one the units are asked about, since the county is reviewing it."""
    reviewed = Q(data_until__gte=F("campaign__data_closes_on")) | Q(consult_from__isnull=False)
    final = Q(stage__in=[Stage.SIGNED, Stage.PUBLISHED])
    draft = Q(stage=Stage.DRAFT, state=ScoringRun.State.DONE) & reviewed
    runs = ScoringRun.objects.defer("frozen").filter(campaign__in=campaigns)
    found = runs.filter(final | draft | Q(state__in=UNDER_WAY))
    weight = {Stage.PUBLISHED: 2, Stage.SIGNED: 1}

    def rank(run: ScoringRun) -> tuple[int, bool, object]:
        return weight.get(Stage(run.stage), 0), run.state in UNDER_WAY, run.asked_at

    return {run.campaign_id: run for run in sorted(found, key=rank)}


@dataclass(frozen=True, slots=True)
class Asking:
    """Who has the counties computed, in whose name, and the runs that are there already."""

    system: User
    office: str
    kept: dict[int, ScoringRun]


def _office(by: User, place: int) -> str:
    """徐州市平安办（成片考核）: what the counties read of who asked; empty for the system."""
    postings = [p for p in by.postings_today if p.role in UPPER_ROLES and p.covers(place)]
    return _("%(office)s（成片考核）") % {"office": postings[0].office} if postings else ""


def _part(
    batch: ScoringBatch, county: Division, campaign: Campaign | None, asking: Asking
) -> BatchCounty:
    part = BatchCounty(batch=batch, county=county)
    if campaign is None:
        part.refusal = _without_year(batch)
        return part
    part.run = asking.kept.get(campaign.pk)
    part.joined = part.run is not None
    if part.run is None:
        try:
            with transaction.atomic():
                part.run = ask_for_run(campaign=campaign, by=asking.system, asked_for=asking.office)
        except Refusal as refusal:
            part.refusal = str(refusal)[:200]
    return part


def _without_year(batch: ScoringBatch) -> str:
    return _("没有开展%(year)d年度活动。") % {"year": batch.year}


def _ask_again(part: BatchCounty, system: User, office: str) -> None:
    campaign = _campaigns([part.county], part.batch.year).get(part.county_id)
    if campaign is None:
        raise NotTheMoment(f"{part.county.name}{_without_year(part.batch)}")
    kept = _in_force([campaign]).get(campaign.pk)
    part.joined = kept is not None
    if kept is not None:
        part.run = kept
    elif part.run is not None:
        part.run = retry_run(run=part.run, by=system, asked_for=office)
    else:
        part.run = ask_for_run(campaign=campaign, by=system, asked_for=office)
    part.refusal = ""
    part.save(update_fields=["run", "refusal", "joined"])
