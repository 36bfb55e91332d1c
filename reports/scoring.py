"""From facts to sheets: pure assembly around reports.rules. The same inputs give the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.metrics.counting import Counts, nothing
from reports.rules import (
    Facts,
    Placement,
    Result,
    Rubric,
    Sheet,
    evaluate,
    place,
    standing,
    tally,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit to be scored: division code and peer group."""

    code: int
    group: str


Known = dict[tuple[object, ...], Result]
"""Results already worked out in one call, by line and figures: many units share theirs."""


def results_of(
    rubric: Rubric, facts: Mapping[str, Facts], known: Known | None = None
) -> dict[str, Result]:
    """Every line of the rubric for one unit; `facts` by metric key. Manual lines stay 待评."""
    known = {} if known is None else known
    found: dict[str, Result] = {}
    for line in rubric.indicators:
        figures = facts[line.metric] if line.source == "computed" else None
        key = (line.code, *_figures(figures))
        if key not in known:
            known[key] = evaluate(line, figures)
        found[line.code] = known[key]
    return found


def _figures(facts: Facts | None) -> tuple[object, ...]:
    if facts is None:
        return ()
    return (facts.numerator, facts.denominator, *facts.counts.items())


def sheets_of(
    rubric: Rubric, units: Iterable[Unit], counts: Mapping[str, Counts]
) -> dict[int, Sheet]:
    """A fresh sheet for each unit; `counts` by metric key and unit."""
    keys = {line.metric for line in rubric.indicators if line.source == "computed"}
    empty = {key: nothing(key) for key in keys}
    known: Known = {}
    return {
        unit.code: tally(
            rubric,
            results_of(rubric, {k: counts[k].get(unit.code, empty[k]) for k in keys}, known),
        )
        for unit in units
    }


def placements(
    rubric: Rubric, units: Sequence[Unit], sheets: Mapping[int, Sheet]
) -> dict[int, Placement]:
    """Rank, grade and print order of every unit within its peer group."""
    standings = [standing(rubric, sheets[u.code], u.code, u.group) for u in units]
    return {p.unit: p for p in place(standings, rubric.grades)}


def digest_of(*parts: Any) -> str:
    """sha256 hex over canonical JSON of the parts."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
