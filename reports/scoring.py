"""From facts to sheets: pure assembly around reports.rules. The same inputs give the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.metrics.counting import Counts, added, nothing, rolled_up
from reports.rules import (
    Facts,
    Indicator,
    Placement,
    Result,
    Rubric,
    Sheet,
    evaluate,
    place,
    standing,
    tally,
)
from reports.rules.bonus import BonusClaim
from reports.rules.source import own_key


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
"""Results already worked out, by line and figures: a result depends on nothing else, and many units
share theirs, in one county and from county to county."""
KNOWN_MOST, RUBRICS_MOST = 20_000, 8
_known: dict[str, Known] = {}


def known_of(rubric: Rubric) -> Known:
    """The results of a rubric's text that this process remembers; forgotten when there are too
    many, or too many texts."""
    found = _known.get(rubric.digest)
    if found is None or len(found) > KNOWN_MOST:
        if found is None and len(_known) >= RUBRICS_MOST:
            _known.clear()
        found = _known[rubric.digest] = {}
    return found


def results_of(
    rubric: Rubric,
    facts: Mapping[str, Facts],
    known: Known,
    pooled: Mapping[str, Facts] | None = None,
) -> dict[str, Result]:
    """Every line of the rubric for one unit; `facts` by counts_key, `pooled` by line for those with
    a small-number rule; `known`: the rubric's results so far. Manual lines stay 待评."""
    found: dict[str, Result] = {}
    for line in rubric.indicators:
        figures = facts[line.counts_key] if line.source == "computed" else None
        group = pool_for(line, figures, pooled or {})
        key = (line.code, *_figures(figures), *_figures(group))
        if key not in known:
            known[key] = evaluate(line, figures, pooled=group)
        found[line.code] = known[key]
    return found


def pool_for(line: Indicator, facts: Facts | None, pooled: Mapping[str, Facts]) -> Facts | None:
    """The pooled counts a line is scored by, None where the unit's own are enough."""
    if line.few is None or facts is None or not line.few.bites(facts):
        return None
    return pooled.get(line.code)


def _figures(facts: Facts | None) -> tuple[object, ...]:
    if facts is None:
        return ()
    return (facts.numerator, facts.denominator, facts.months, *facts.counts.items())


Pools = dict[str, dict[str, Facts]]
"""Peer group → line → the counts of the group, or of all units where the group has too few."""


def pools_of(rubric: Rubric, units: Sequence[Unit], counts: Mapping[str, Counts]) -> Pools:
    """What units with too small a base are scored by."""
    out: Pools = {unit.group: {} for unit in units}
    for line in rubric.indicators:
        if line.few is None:
            continue
        found = counts[line.counts_key]
        groups: dict[str, Facts] = {}
        for unit in units:
            if unit.code in found:
                one = found[unit.code]
                groups[unit.group] = added(groups[unit.group], one) if unit.group in groups else one
        whole: Facts | None = None
        for one in groups.values():
            whole = one if whole is None else added(whole, one)
        for group, facts in groups.items():
            enough = facts.base() >= line.few.least
            out[group][line.code] = facts if enough or whole is None else whole
    return out


Outside = dict[str, dict[str, int]]
"""{"deduction": {event: how many}, "bonus": {item: how many}}, without what did not happen."""


def outside_of(rubric: Rubric, facts: Mapping[str, Facts]) -> Outside:
    """What the metrics count beside the lines for one unit; `facts` by counts_key."""
    out: Outside = {}
    for kind, key, source in rubric.outside:
        count = source.count(facts[source.counts_key])
        if count:
            out.setdefault(kind, {})[key] = count
    return out


def counted_claims(outside: Mapping[str, Mapping[str, int]]) -> list[BonusClaim]:
    """The bonuses nobody has to claim, because a metric counts them."""
    return [
        BonusClaim(item, "系统统计", count=count)
        for item, count in outside.get("bonus", {}).items()
    ]


def facts_of_units(
    rubric: Rubric, units: Sequence[Unit], counts: Mapping[str, Counts], months: int
) -> dict[int, dict[str, Facts]]:
    """The counts of every unit by counts_key, zeros where it has no row."""
    wanted = {line.counts_key: line.metric for line in rubric.indicators if line.metric}
    wanted |= {source.counts_key: source.metric for _kind, _key, source in rubric.outside}
    empty = {key: nothing(metric, months) for key, metric in wanted.items()}
    return {
        unit.code: {key: counts[key].get(unit.code, none) for key, none in empty.items()}
        for unit in units
    }


@dataclass(frozen=True, slots=True)
class Scored:
    """Fresh sheets by unit, with what they were scored by: counts by unit and counts_key, pools by
    peer group, what stands beside the lines by unit."""

    sheets: dict[int, Sheet]
    facts: dict[int, dict[str, Facts]]
    pools: Pools
    outside: dict[int, Outside]


def scored(
    rubric: Rubric, units: Sequence[Unit], counts: Mapping[str, Counts], months: int = 12
) -> Scored:
    """A fresh sheet for each unit; `counts` by counts_key and unit, over so many months."""
    known = known_of(rubric)
    pools = pools_of(rubric, units, counts)
    facts = facts_of_units(rubric, units, counts, months)
    outside = {unit.code: outside_of(rubric, facts[unit.code]) for unit in units}
    sheets = {
        unit.code: tally(
            rubric,
            results_of(rubric, facts[unit.code], known, pools[unit.group]),
            claims=counted_claims(outside[unit.code]),
            deductions=outside[unit.code].get("deduction"),
        )
        for unit in units
    }
    return Scored(sheets, facts, pools, outside)


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
