"""Verbs of a city's or province's scoring: ask for all its counties, close it with a roll-up.

Each county is a job of its own, so that any number of workers on any number of machines shares
them, one county that fails stops no other, and a lost message is made good by the sweeper. There
is no chord: a chord's counter lives in the broker and is gone with it. The closing step asks the
database whether a county is still under way, and may be rung any number of times.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, jobs, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment, Refusal
from campaigns.models import Campaign, Division, Level
from reports.models import BatchCounty, ScoreSheet, ScoringBatch, ScoringRun
from reports.rollup import County, Town, rolled
from reports.scoring import digest_of
from reports.transitions.run import UNDER_WAY, ask_for_run


@transaction.atomic
def ask_for_batch(*, place: Division, year: int, by: User) -> ScoringBatch:
    """Queue a run for every county inside `place` that has a campaign of the year. A county whose
    year is signed or published keeps its score; one that may not be computed is told with the
    sentence why, and the others go on."""
    acts.require(by, Act.SCORE_RUN, place.code)
    if place.level > Level.CITY:
        raise Invalid({"place": _("成片计算用于市、省；一个县请直接计算。")})
    counties = list(counties_of(place))
    if not counties:
        raise Invalid({"place": _("%(place)s没有县（市、区）。") % {"place": place.name}})
    try:
        with transaction.atomic():
            batch = ScoringBatch.objects.create(
                place=place, year=year, asked_by=by, asked_at=timezone.now()
            )
    except IntegrityError:
        raise NotTheMoment(_("已有一次成片计算正在进行，请等它完成。")) from None
    campaigns = {
        campaign.county_id: campaign
        for campaign in Campaign.objects.filter(year=year, county__in=counties).select_related(
            "county"
        )
    }
    kept = _in_force(list(campaigns.values()), by)
    BatchCounty.objects.bulk_create(
        _county(batch, county, campaigns.get(county.code), kept, by) for county in counties
    )
    trail.record(Act.SCORE_RUN, by=by, on=batch, place=place.code, after={"year": year})
    from reports.tasks import close_batch

    jobs.ring_after_commit(close_batch, batch.pk)
    return batch


def counties_of(place: Division) -> list[Division]:
    """Counties inside a city or a province, cities without counties among them."""
    here = Division.objects.within(place).current()
    return list(here.filter(Q(level=Level.COUNTY) | Q(acts_as_county=True)).order_by("code"))


def _in_force(campaigns: list[Campaign], by: User) -> dict[int, ScoringRun]:
    """Runs that need not or cannot be asked for again: signed, published, or under way."""
    runs = ScoringRun.objects.visible_to(by).defer("frozen").filter(campaign__in=campaigns)
    final = Q(stage__in=[ScoringRun.Stage.SIGNED, ScoringRun.Stage.PUBLISHED])
    return {run.campaign_id: run for run in runs.filter(final | Q(state__in=UNDER_WAY))}


def _county(
    batch: ScoringBatch,
    county: Division,
    campaign: Campaign | None,
    kept: dict[int, ScoringRun],
    by: User,
) -> BatchCounty:
    if campaign is None:
        said = _("没有开展%(year)d年度活动。") % {"year": batch.year}
        return BatchCounty(batch=batch, county=county, refusal=said)
    try:
        with transaction.atomic():
            run = kept.get(campaign.pk) or ask_for_run(campaign=campaign, by=by)
    except Refusal as refusal:
        return BatchCounty(batch=batch, county=county, refusal=str(refusal)[:200])
    return BatchCounty(batch=batch, county=county, run=run)


def progress_of(batch: ScoringBatch) -> tuple[int, int]:
    """How many counties have ended, of how many; a query, never a stored count."""
    counties = batch.counties.all()
    waiting = counties.filter(run__state__in=UNDER_WAY).count()
    return counties.count() - waiting, counties.count()


def waiting_for(run: int) -> list[int]:
    """Keys of the open batches a run belongs to."""
    with scope.as_system():
        rows = ScoringBatch.objects.filter(counties__run=run, state=ScoringBatch.State.QUEUED)
        return list(rows.values_list("pk", flat=True))


def close(pk: int) -> bool:
    """What the worker does once no county is under way: freeze the roll-up. Earlier it leaves
    the batch as it is, and whoever rings again comes to it later."""
    with scope.as_system():
        open_runs = BatchCounty.objects.filter(batch=pk, run__state__in=UNDER_WAY)
        if open_runs.exists():
            return False
    batch = jobs.claim(ScoringBatch, pk)
    if batch is None:
        return False
    with jobs.Ending(batch, Refusal):
        with scope.as_system_frozen():
            frozen = rolled(_counties(batch))
        with scope.as_system():
            jobs.hold(batch)
            done, total = progress_of(batch)
            jobs.finish(
                batch, frozen=frozen, digest=digest_of(frozen), done=done, total=total,
                message=_("已完成"),
            )  # fmt: skip
        return True
    return False


def _counties(batch: ScoringBatch) -> list[County]:
    rows = batch.counties.select_related("county", "run__township_rubric").order_by("county_id")
    parts = list(rows)
    runs = [part.run_id for part in parts if part.run_id]
    towns: dict[int, list[ScoreSheet]] = {}
    sheets = ScoreSheet.objects.filter(run__in=runs, run__state="done", level=Level.TOWNSHIP)
    for sheet in sheets.select_related("unit").order_by("unit_id"):
        towns.setdefault(sheet.run_id, []).append(sheet)
    return [_scored(part, towns.get(part.run_id or 0, [])) for part in parts]


def _scored(part: BatchCounty, sheets: list[ScoreSheet]) -> County:
    run = part.run
    if run is None:
        return County(part.county_id, part.county.name, "", "", "", (), part.refusal)
    homes = run.frozen.get("units", {})
    return County(
        code=part.county_id,
        name=part.county.name,
        run=str(run.uid),
        rubric=run.township_rubric.digest,
        digest=run.digest,
        towns=tuple(
            Town(
                sheet.unit_id,
                sheet.unit.name,
                sheet.peer_group,
                int(homes.get(str(sheet.unit_id), {}).get("households", 0)),
                sheet.possible_low,
                sheet.possible_high,
                sheet.total,
                sheet.vetoed,
            )
            for sheet in sheets
        ),
        refusal="" if run.state == ScoringRun.State.DONE else run.error,
    )
