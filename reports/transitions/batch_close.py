"""The closing step of a city's or province's scoring: once no county is under way, the roll-up is
frozen. It asks the database and may be rung any number of times."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts import jobs, scope
from accounts.refusals import Refusal
from campaigns.models import Level
from reports.models import BatchCounty, HandedRubric, ScoreSheet, ScoringBatch, ScoringRun
from reports.rollup import County, Town, rolled
from reports.scoring import digest_of
from reports.transitions.run import UNDER_WAY


def progress_of(batch: ScoringBatch) -> tuple[int, int]:
    """How many counties have ended, of how many; a query, never a stored count."""
    with scope.as_system():
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
    joined = batch.counties.select_related("county__parent", "run__township_rubric")
    rows = joined.order_by("county_id")
    parts = list(rows)
    runs = [part.run_id for part in parts if part.run_id]
    towns: dict[int, list[ScoreSheet]] = {}
    sheets = ScoreSheet.objects.filter(run__in=runs, run__state="done", level=Level.TOWNSHIP)
    for sheet in sheets.select_related("unit").order_by("unit_id"):
        towns.setdefault(sheet.run_id, []).append(sheet)
    handed = set(
        HandedRubric.objects.filter(year=batch.year, level=Level.TOWNSHIP)
        .exclude(digest="")
        .values_list("digest", flat=True)
    )
    return [_scored(part, towns.get(part.run_id or 0, []), handed) for part in parts]


def _scored(part: BatchCounty, sheets: list[ScoreSheet], handed: set[str]) -> County:
    run, city = part.run, part.city
    if run is None:
        return County(part.county_id, part.county.name, "", (), part.refusal, city=city)
    homes = run.frozen.get("units", {})
    return County(
        code=part.county_id,
        name=part.county.name,
        rubric=run.township_rubric.digest,
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
        stage=run.stage,
        until=run.data_until.isoformat(),
        digest=run.digest,
        result_digest=run.result_digest,
        text=f"{run.township_rubric.title} {run.township_rubric.version}",
        handed=run.township_rubric.digest in handed,
        city=city,
    )
