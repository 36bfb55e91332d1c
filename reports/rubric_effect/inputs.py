"""What a run has frozen, as the counts a rubric asks for; a metric it did not freeze is counted
now, over the same days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from accounts import scope
from campaigns.models import Division, Level
from reports.metrics.counting import Counts, Period, count_by_place, folded, tune
from reports.metrics.declarations import DECLARATIONS
from reports.models import ScoringRun
from reports.rules import Facts
from reports.scoring import township_counts, village_counts


def frozen_counts(run: ScoringRun) -> dict[str, Counts]:
    """Every metric the run froze, by village (and township where it has rows of its own)."""
    places: Mapping[str, Mapping[str, Any]] = run.frozen.get("places", {})
    months = Period.of(run.campaign, run.data_until).months
    return {
        key: {int(code): _unpacked(key, values, months) for code, values in found.items()}
        for key, found in places.items()
        if key in DECLARATIONS
    }


def _unpacked(key: str, values: list[int], months: int) -> Facts:
    base, numerator, *events = values
    names = DECLARATIONS[key].columns[2:]
    return Facts(numerator, base, dict(zip(names, events, strict=False)), months)


def counts_for(
    run: ScoringRun, keys: Iterable[str], level: Level
) -> tuple[dict[str, Counts], list[str]]:
    """Counts by counts_key for the units of a level, and which metrics are of now because the
    run had not frozen them. One query for each of those, never one for a unit; only numbers come
    out, nobody's rows."""
    wanted = sorted(set(keys))
    known = frozen_counts(run)
    fresh = [key for key in wanted if key not in known or not _whole(key, known[key])]
    if fresh:
        with scope.as_system():
            tune()
            period = Period.of(run.campaign, run.data_until)
            heirs = _heirs(run)
            known |= {key: folded(count_by_place(key, period), heirs) for key in fresh}
    places = {key: known[key] for key in wanted}
    whole = township_counts(places) if level == Level.TOWNSHIP else village_counts(places)
    return whole, fresh


def _heirs(run: ScoringRun) -> dict[int, int]:
    """Who took over the divisions merged by the run's last day."""
    merged = Division.objects.within(run.county).filter(
        valid_to__lte=run.data_until, successor__isnull=False
    )
    return dict(merged.values_list("code", "successor_id"))


def _whole(key: str, counts: Counts) -> bool:
    """Whether the run froze every event the metric counts today."""
    events = set(DECLARATIONS[key].columns[2:])
    return all(events <= set(facts.counts) for facts in counts.values())
