"""For every metric and every part of it: the rows listed add up to the set-based figure, in every
village, township and the county of a generated county; the parts make up the whole; no rate is
above 100 %."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import pytest
from django.db import connection

from accounts import scope
from accounts.models import User
from campaigns.models import Campaign, Division, Level
from reports.metrics.catalogue import METRICS
from reports.metrics.counting import (
    Counts,
    Period,
    count_by_place,
    packed,
    rolled_up,
    rows_behind,
    weight_of,
)
from reports.metrics.declarations import DECLARATIONS, Declaration
from reports.rules import Facts
from tests.reports import generated

VILLAGES = 24
MOST = 100_000
# The whole year, and a look at it before its end.
LAST_DAYS = (date(2026, 12, 31), date(2026, 8, 20))


def parts_of(declared: Declaration) -> Iterable[str]:
    """Every part a page may be asked for."""
    return ("denominator", *declared.columns[1:], "gap")


def whole_of(declared: Declaration, counts: Counts, part: str) -> dict[int, int]:
    """The set-based figure of a part, by place."""
    return {code: weight_of(declared, packed(declared, f), part) for code, f in counts.items()}


def sums(values: dict[int, int], width: int) -> dict[int, int]:
    """By the divisions of `width` codes that contain the places; without the zeros."""
    out: dict[int, int] = defaultdict(int)
    for code, value in values.items():
        out[code // width * width] += value
    return {code: value for code, value in out.items() if value}


def lawful(key: str, place: int, facts: Facts) -> None:
    """On time + late + missing = expected, items too; nothing above the whole."""
    metric, where = METRICS[key], (key, place)
    assert min(facts.top(), facts.base(), *facts.counts.values(), 0) == 0, where
    if key != "household_pledges":  # a counted list of its own may stand beside the homes
        assert facts.top() <= facts.base(), where
    if metric.partition:
        told = {"numerator": facts.top(), **facts.counts}
        assert sum(told[part] for part in metric.partition) == facts.base(), where
    if metric.items:
        events = [event.key for item in metric.items for event in item.events()]
        assert sum(facts.counts[event] for event in events) == facts.base(), where
        assert sum(facts.counts[item.done] for item in metric.items) == facts.top(), where


def checked(key: str, period: Period, user: User, towns: list[Division]) -> int:
    """Hold one metric's lists to its counts; how many figures were compared."""
    declared, seen = DECLARATIONS[key], 0
    counts = count_by_place(key, period)
    for place, facts in counts.items():
        lawful(key, place, facts)
    townships = rolled_up(counts, 1000)
    for place, facts in townships.items():
        lawful(key, place, facts)
    county = [(period.low, period.high)]
    for part in parts_of(declared):
        told = rows_behind(key, period, spans=county, part=part, user=user, limit=MOST)
        by_place: dict[int, int] = defaultdict(int)
        for row in told.rows:
            by_place[row.place] += row.weight
        counted = whole_of(declared, counts, part)
        for width in (1, 1000, 1_000_000):
            assert sums(by_place, width) == sums(counted, width), (key, part, width)
            seen += len(sums(counted, width))
        assert (told.total, told.weight) == (len(told.rows), sum(counted.values())), (key, part)
        ids = [(row.place, row.row_id) for row in told.rows if row.row_id]
        assert len(set(ids)) == len(ids) or METRICS[key].items, (key, part)
        # A narrower list is cut out of the whole one, also where a row looks beyond its place.
        for town in towns:
            mine = rows_behind(
                key, period, spans=[(town.code, town.end)], part=part, user=user, limit=1
            )
            expected = sums(counted, 1000).get(town.code, 0)
            assert mine.weight == expected, (key, part, town.code)
    return seen


@pytest.mark.slow
@pytest.mark.django_db
def test_the_rows_of_every_metric_count_to_its_figure() -> None:
    with scope.as_system() as user:
        campaign = generated.fill(VILLAGES)
        with connection.cursor() as cursor:
            # Nobody has analysed these rows: taken for few, each would be joined by reading all.
            cursor.execute("SET LOCAL enable_nestloop = off")
        towns = list(Division.objects.filter(level=Level.TOWNSHIP).order_by("code")[:2])
        assert Division.objects.filter(level=Level.VILLAGE).count() == VILLAGES
        seen: dict[tuple[str, date], int] = {}
        for until in LAST_DAYS:
            period = Period.of(Campaign.objects.get(pk=campaign.pk), until)
            for key in DECLARATIONS:
                narrower = towns if until == LAST_DAYS[0] else []
                seen[key, until] = checked(key, period, user, narrower)
    full = {key: seen[key, LAST_DAYS[0]] for key in DECLARATIONS}
    assert all(full.values()), [key for key, count in full.items() if not count]
    assert sum(full.values()) > 3_000
