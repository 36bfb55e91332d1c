"""What a run has frozen, as the counts a rubric asks for; a metric it did not freeze is counted
now, over the same days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accounts import scope
from campaigns.models import Division, Level
from reports.gathering import by_level
from reports.metrics.counting import Counts, Period, count_by_place, facts_of, folded, tune
from reports.metrics.declarations import DECLARATIONS
from reports.models import ScoringRun

Packed = Mapping[str, Mapping[str, list[int]]]


def months_of(run: ScoringRun) -> int:
    """Whole months that were over on the run's last day."""
    known = run.frozen.get("months_over")
    return known if isinstance(known, int) else Period.of(run.campaign, run.data_until).months


def counts_for(
    run: ScoringRun, keys: Iterable[str], level: Level
) -> tuple[dict[str, Counts], list[str]]:
    """Counts by counts_key for the units of a level, and which metrics are of now because the
    run had not frozen them. One query for each of those, never one for a unit; only numbers come
    out, nobody's rows."""
    wanted = sorted(set(keys))
    places: Packed = run.frozen.get("places", {})
    months = months_of(run)
    known: dict[str, Counts] = {
        key: {
            int(code): facts_of(DECLARATIONS[key], values, months)
            for code, values in places[key].items()
        }
        for key in wanted
        if key in places and _fits(key, places[key])
    }
    fresh = [key for key in wanted if key not in known]
    if fresh:
        heirs = _heirs(run)
        with scope.as_system():
            tune()
            period = Period.of(run.campaign, run.data_until)
            known |= {key: folded(count_by_place(key, period), heirs) for key in fresh}
    return by_level(known)[level], fresh


def _fits(key: str, found: Mapping[str, list[int]]) -> bool:
    """Whether the run froze every part the metric counts today."""
    columns = len(DECLARATIONS[key].columns)
    return all(len(values) == columns for values in found.values())


def _heirs(run: ScoringRun) -> dict[int, int]:
    """Who took over the divisions merged by the run's last day."""
    merged = Division.objects.within(run.county).filter(
        valid_to__lte=run.data_until, successor__isnull=False
    )
    return {place.code: place.successor_id for place in merged if place.successor_id}
