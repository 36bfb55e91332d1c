"""What a run freezes, read in one consistent view: who is scored, what is counted, and the keys of
the records that count (issue B: a line of the paper can be followed to its rows for good).

One query a metric (or for metrics of the same records) gives both, so that figure and rows can
never tell two stories: the records grouped by place and by what they count, with their keys.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from accounts.models import User
from campaigns.models import Division, Level
from campaigns.queries.mergers import heirs_by
from reports.freezing import frozen_figures
from reports.metrics.counting import Counts, Period, facts_of, folded, packed, tune
from reports.metrics.declarations import DECLARATIONS, Declaration
from reports.metrics.together import Together, grouped
from reports.models import ScoringRun
from reports.row_lists import head
from reports.rules import Facts
from reports.scoring import Unit, township_counts, village_counts

LEVELS = (Level.TOWNSHIP, Level.VILLAGE)
TOWNSHIP_WIDTH = 1000
GroupOf = Callable[[int], str]
# place → its lines of keys (reports.row_lists)
Keys = dict[int, list[str]]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything the score of a run depends on besides its rubrics."""

    units: Mapping[Level, Sequence[Unit]]
    counts: Mapping[Level, Mapping[str, Counts]]
    months: int
    frozen: dict[str, Any]
    rows: Mapping[int, str]


def gather(run: ScoringRun, metrics: Iterable[str], group_of: GroupOf, *, by: User) -> Inputs:
    """Read it all; call inside one frozen transaction of the system. group_of: a township's peer
    group."""
    tune()
    units, heirs = units_of(run.county, run.data_until, group_of)
    period = Period.of(run.campaign, run.data_until).within(run.county)
    keys: Keys = defaultdict(list)
    groups, alone = grouped(set(metrics))
    counts = {
        key: found for group in groups for key, found in together(group, period, keys).items()
    }
    counts |= {key: counted(key, period, keys) for key in alone}
    villages = {key: folded(counts[key], heirs) for key in sorted(counts)}
    rows = {place: "\n".join(lines) for place, lines in sorted(keys.items())}
    frozen = frozen_figures(run, villages, by=by) | {
        "places": _places(villages),
        "scored": {
            str(level.value): [[unit.code, unit.group] for unit in units[level]] for level in LEVELS
        },
        "months_over": period.months,
        "rows": digest_of_rows(rows.items()),
    }
    return Inputs(units, by_level(villages), period.months, frozen, rows)


def by_level(villages: Mapping[str, Counts]) -> dict[Level, dict[str, Counts]]:
    """Counts of each level: of the places themselves, and summed into townships."""
    return {Level.VILLAGE: village_counts(villages), Level.TOWNSHIP: township_counts(villages)}


def counted(key: str, period: Period, keys: Keys) -> Counts:
    """The facts of one metric by place, its keys added to `keys`; one query."""
    declared = DECLARATIONS[key]
    return _read(keyed_sql(declared), (declared,), period, keys)[key]


def together(group: Together, period: Period, keys: Keys) -> dict[str, Counts]:
    """The same for metrics that count the same records; one query for them all."""
    return _read(group.lists, [DECLARATIONS[key] for key in group.keys], period, keys)


Sums = dict[int, list[int]]


def _read(
    statement: str, metrics: Sequence[Declaration], period: Period, keys: Keys
) -> dict[str, Counts]:
    """Facts by metric and place from rows of place, weights of each metric in turn (None where the
    records are none of its own), number of records, keys."""
    sums: list[Sums] = [{} for _ in metrics]
    known: dict[tuple[Any, ...], tuple[str, list[tuple[Sums, Sequence[int]]]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, period.params())
        rows = cursor.fetchall()
    for row in rows:
        place, weights, size = row[0], row[1:-2], row[-2]
        told = known.get(weights)
        if told is None:
            told = known[weights] = _told(weights, metrics, sums)
        for totals, own in told[1]:
            total = totals.get(place)
            if total is None:
                totals[place] = [weight * size for weight in own]
            else:
                for at, weight in enumerate(own):
                    total[at] += weight * size
        keys[place].append(told[0] + row[-1])
    return {
        metric.key: _facts(metric, totals, period.months)
        for metric, totals in zip(metrics, sums, strict=True)
    }


def _facts(metric: Declaration, totals: Sums, months: int) -> Counts:
    """Sums as facts; places with the same sums, and there are many, share theirs."""
    made: dict[tuple[int, ...], Facts] = {}
    out: Counts = {}
    for place, total in totals.items():
        facts = made.get(key := tuple(total))
        if facts is None:
            facts = made[key] = facts_of(metric, total, months)
        out[place] = facts
    return out


def _told(
    weights: Sequence[int | None], metrics: Sequence[Declaration], sums: Sequence[Sums]
) -> tuple[str, list[tuple[Sums, Sequence[int]]]]:
    """How a line of keys with these weights begins, and what a record of it adds to which sums."""
    at, names = 0, []
    parts: list[tuple[Sums, Sequence[int]]] = []
    for metric, totals in zip(metrics, sums, strict=True):
        own = [weight for weight in weights[at : at + len(metric.columns)] if weight is not None]
        at += len(metric.columns)
        if own:
            names.append(metric.key)
            parts.append((totals, own))
    return head(names, [own for _, own in parts]), parts


def keyed_sql(declared: Declaration) -> str:
    """The records of a metric grouped by place and weight, with their keys in order."""
    columns = ", ".join(declared.columns)
    return (
        f"SELECT place, {columns}, count(*), array_agg(row_id ORDER BY row_id)::text "
        f"FROM ({declared.rows}) listed GROUP BY place, {columns} ORDER BY place, {columns}"
    )


def digest_of_rows(rows: Iterable[tuple[int, str]]) -> str:
    """sha256 over the keys of all places, in order of place."""
    made = hashlib.sha256()
    for place, text in sorted(rows):
        made.update(f"{place}\n{text}\n".encode())
    return made.hexdigest()


def _places(counts: Mapping[str, Counts]) -> dict[str, dict[str, list[int]]]:
    """Counts by metric and division, as they were when the run froze them."""
    return {
        key: {str(code): packed(DECLARATIONS[key], facts) for code, facts in sorted(found.items())}
        for key, found in counts.items()
    }


def units_of(
    county: Division, until: date, group_of: GroupOf
) -> tuple[dict[Level, list[Unit]], dict[int, int]]:
    """The units of each level on the last day, and who took over those merged before it."""
    out: dict[Level, list[Unit]] = {level: [] for level in LEVELS}
    ended: list[int] = []
    places = Division.objects.within(county).filter(level__in=LEVELS).order_by("code")
    for place in places.only("code", "level", "valid_to"):
        if place.valid_to is not None and place.valid_to <= until:
            ended.append(place.code)
            continue
        level = Level(place.level)
        group = (
            group_of(place.code)
            if level == Level.TOWNSHIP
            else str(place.code // TOWNSHIP_WIDTH * TOWNSHIP_WIDTH)
        )
        out[level].append(Unit(place.code, group))
    return out, heirs_by(until, ended)
