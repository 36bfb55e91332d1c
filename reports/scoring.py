"""From facts to sheets: pure assembly around reports.rules. The same inputs give the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.metrics.counting import Counts, nothing, rolled_up
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
from reports.rules.rubric import own_key


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit to be scored: division code and peer group."""

    code: int
    group: str


def township_counts(places: Mapping[str, Counts]) -> dict[str, Counts]:
    """Counts of townships by metric, from those by place: the sum of what lies inside, and, under
    `own_key`, what the township did itself."""
    whole = {key: rolled_up(found, 1000) for key, found in places.items()}
    own = {
        own_key(key): {code: facts for code, facts in found.items() if code % 1000 == 0}
        for key, found in places.items()
    }
    return whole | own


def village_counts(places: Mapping[str, Counts]) -> dict[str, Counts]:
    """Counts of villages by metric; below a village there is nobody, so all are its own."""
    return {**places, **{own_key(key): found for key, found in places.items()}}


Known = dict[tuple[object, ...], Result]
"""Results already worked out in one call, by line and figures: many units share theirs."""


def results_of(
    rubric: Rubric, facts: Mapping[str, Facts], known: Known | None = None
) -> dict[str, Result]:
    """Every line of the rubric for one unit; `facts` by counts_key. Manual lines stay 待评."""
    known = {} if known is None else known
    found: dict[str, Result] = {}
    for line in rubric.indicators:
        figures = facts[line.counts_key] if line.source == "computed" else None
        key = (line.code, *_figures(figures))
        if key not in known:
            known[key] = evaluate(line, figures)
        found[line.code] = known[key]
    return found


def _figures(facts: Facts | None) -> tuple[object, ...]:
    if facts is None:
        return ()
    return (facts.numerator, facts.denominator, facts.months, *facts.counts.items())


def sheets_of(
    rubric: Rubric, units: Iterable[Unit], counts: Mapping[str, Counts], months: int = 12
) -> dict[int, Sheet]:
    """A fresh sheet for each unit; `counts` by counts_key and unit, over so many months."""
    lines = [line for line in rubric.indicators if line.source == "computed"]
    empty = {line.counts_key: nothing(line.metric, months) for line in lines}
    known: Known = {}
    return {
        unit.code: tally(
            rubric,
            results_of(
                rubric, {k: counts[k].get(unit.code, none) for k, none in empty.items()}, known
            ),
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
