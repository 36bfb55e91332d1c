"""A run's snapshot read back: the frozen inputs as the pure core takes them, and whether they are
still what the digest says. Nothing here looks at a family's records."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _

from campaigns.models import Level
from reports.gathering import LEVELS, by_level, digest_of_rows
from reports.metrics.catalogue import METRICS
from reports.metrics.counting import Counts, facts_of
from reports.metrics.declarations import DECLARATIONS
from reports.models import RunRows, ScoringRun
from reports.row_lists import lists_in, size_of
from reports.scoring import Unit, digest_of


def units_of(run: ScoringRun) -> dict[Level, list[Unit]]:
    """Who was scored, in which peer group, in the order of scoring."""
    kept = run.frozen["scored"]
    return {
        level: [Unit(code, group) for code, group in kept[str(level.value)]] for level in LEVELS
    }


def counts_of(run: ScoringRun) -> dict[Level, dict[str, Counts]]:
    """The counts every computed line was filled with, by level, metric and unit."""
    return by_level(
        {
            key: {
                int(code): facts_of(DECLARATIONS[key], values, run.frozen["months_over"])
                for code, values in found.items()
            }
            for key, found in run.frozen["places"].items()
        }
    )


def input_digest(run: ScoringRun) -> str:
    """The digest of what is frozen and of the two rubrics: equal to run.digest, or something was
    altered."""
    return digest_of([run.township_rubric.digest, run.village_rubric.digest], run.frozen)


def row_faults(run: ScoringRun) -> list[str]:
    """Where the frozen keys are no longer those frozen, or do not add up to the counts; empty when
    all is well. As the system: nobody else sees the keys of a whole county."""
    rows = list(
        RunRows.objects.filter(run=run).order_by("place_id").values_list("place_id", "rows")
    )
    faults = []
    if digest_of_rows(rows) != run.frozen["rows"]:
        faults.append(_("来源记录清单与快照的校验码不符。"))
    sums: dict[str, list[int]] = defaultdict(list)
    for _place, text in rows:
        for key, weights, keys in lists_in(text):
            mine = [weight * size_of(keys) for weight in weights]
            sums[key] = [a + b for a, b in zip(sums[key] or [0] * len(mine), mine, strict=True)]
    for key, found in run.frozen["places"].items():
        frozen = [sum(column) for column in zip(*found.values(), strict=True)]
        if frozen != sums.get(key, []):
            faults.append(_("“%(name)s”的来源记录与数量不符。") % {"name": METRICS[key].name})
    return faults
