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
    VetoDecision,
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


def results_of(rubric: Rubric, facts: Mapping[str, Facts]) -> dict[str, Result]:
    """Every line of the rubric for one unit; `facts` by metric key. Manual lines stay 待评."""
    return {
        line.code: evaluate(line, facts[line.metric] if line.source == "computed" else None)
        for line in rubric.indicators
    }


def sheets_of(
    rubric: Rubric, units: Iterable[Unit], counts: Mapping[str, Counts]
) -> dict[int, Sheet]:
    """A fresh sheet for each unit; `counts` by metric key and unit."""
    keys = {line.metric for line in rubric.indicators if line.source == "computed"}
    empty = {key: nothing(key) for key in keys}
    return {
        unit.code: tally(
            rubric,
            results_of(rubric, {k: counts[k].get(unit.code, empty[k]) for k in keys}),
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


def veto_of(ground: str, document: str, reason: str, body: str, day: Any) -> VetoDecision:
    """A decision in force as the rules take it."""
    return VetoDecision(
        ground=ground, document=document, reason=reason, decided_by=body, decided_on=day
    )
