"""Scoring a province as production does: a job a county, every sheet, line and key stored.

The very function the worker calls (transitions.run.compute), over the bench's tables. What differs
from production: all counties share the one campaign of the made-up province.
"""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection
from django.utils import timezone

from accounts import jobs, scope
from campaigns.models import Campaign, Division, Level
from reports.bench import database, ready
from reports.bench.measuring import Timing
from reports.gathering import TOWNSHIP_WIDTH, Keys, counted
from reports.metrics.counting import Period
from reports.models import ScoringRun
from reports.rules import load_shipped
from reports.scoring import Unit, scored, township_counts, village_counts
from reports.sheet_rows import rules_of, write_rows, write_sheets
from reports.transitions.rubric import shipped
from reports.transitions.run import compute

COUNTY_WIDTH = 1_000_000
MARKS = (1, 10, 25, 50, 75, 100)
# Runs of one campaign may not be under way side by side; in production each county has its own.
ONE_AT_A_TIME = "DROP INDEX IF EXISTS run_one_under_way"
# How a level is scored one by one: its rubric, the codes in a unit's span, what sums its counts.
PLAIN = {
    Level.TOWNSHIP: ("RC1", TOWNSHIP_WIDTH, township_counts),
    Level.VILLAGE: ("RC2", 1, village_counts),
}
STORED = ("reports_scoresheet", "reports_scoreline", "reports_runrows", "reports_scoringrun")


@dataclass(frozen=True, slots=True)
class Scored:
    """Seconds of each county in turn, of all of them, and the most memory a worker took."""

    each: tuple[float, ...]
    wall: float
    peak_mb: float

    def slope(self) -> list[tuple[int, float]]:
        """Milliseconds a county over the first 1, 10, … counties: level when cost is linear."""
        marks = [mark for mark in MARKS if mark <= len(self.each)]
        return [(mark, sum(self.each[:mark]) / mark * 1000) for mark in marks]


def metrics() -> list[str]:
    """What the shipped rubrics count."""
    rubrics = (load_shipped("RC1"), load_shipped("RC2"))
    return sorted({key for rubric in rubrics for key in rubric.metrics()})


def county_codes() -> list[int]:
    """Codes of the counties, in order."""
    counties = Division.objects.filter(level=Level.COUNTY).order_by("code")
    return list(counties.values_list("code", flat=True))


def workers(codes: Sequence[int], number: int, name: str) -> Scored:
    """The counties of the bench's database dealt to `number` processes, as to Celery's: each fresh,
    all ready before the clock starts."""
    hands = [codes[at::number] for at in range(number)]
    made = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(number, made, ready.begin, (made.Barrier(number),)) as pool:
        parts = list(pool.map(_hand, hands, [name] * number))
    return Scored(
        tuple(spent for part in parts for spent in part.each),
        max(part.end for part in parts) - min(part.start for part in parts),
        max(part.peak_mb for part in parts),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What one process did: seconds of each county, its clock before and after, its memory."""

    each: tuple[float, ...]
    start: float
    end: float
    peak_mb: float


def _hand(codes: Sequence[int], name: str) -> _Part:
    with database.connected(name):
        jobs.settle()
        ready.all_ready()
        start = time.monotonic()  # one clock for all processes of a machine
        each = tuple(_score(code) for code in codes)
        return _Part(each, start, time.monotonic(), _peak())


def one_by_one(level: Level, codes: Sequence[int]) -> Timing:
    """The same work the plain way: unit after unit counted, scored and stored, each in a
    transaction of its own. Without progress, digests and what the report's grids say."""
    rubric, width, summed = PLAIN[level]
    keys = sorted(load_shipped(rubric).metrics())
    with scope.as_system():
        run = _run(codes[0] // COUNTY_WIDTH * COUNTY_WIDTH)
        rules, whole = rules_of(run, level), Period.of(run.campaign)

    def score(code: int) -> None:
        with scope.as_system():
            found: Keys = defaultdict(list)
            period = replace(whole, low=code, high=code + width)
            counts = summed({key: counted(key, period, found) for key in keys})
            units = [Unit(code, str(code // TOWNSHIP_WIDTH * TOWNSHIP_WIDTH))]
            write_sheets(run, level, rules, units, scored(rules, units, counts))
            if code in found:  # those of places inside it are theirs to store
                write_rows(run, {code: "\n".join(found[code])})

    try:
        start = time.perf_counter()
        for code in codes:
            score(code)
        spent = time.perf_counter() - start
    finally:
        forget()
    return Timing(spent, spent)


def _run(county: int) -> ScoringRun:
    with scope.as_system() as system:
        campaign = Campaign.objects.select_related("county").get(pk=1)
        return ScoringRun.objects.create(
            campaign=campaign,
            county_id=county,
            asked_by=system,
            asked_at=timezone.now(),
            data_until=campaign.data_closes_on,
            township_rubric=shipped("RC1"),
            village_rubric=shipped("RC2"),
        )


def _score(code: int) -> float:
    run = _run(code)
    start = time.perf_counter()
    if not compute(run.pk):
        raise RuntimeError(f"county {code} was not scored")
    return time.perf_counter() - start


def _peak() -> float:
    """The most memory this process took, in MB. Not by getrusage where the system tells it itself
    (Linux): that counts what the parent had before this one was begun."""
    told = Path("/proc/self/status")
    if told.exists():
        return int(told.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget() -> None:
    """Take all runs away, so that the next measuring starts as the first did."""
    with scope.as_system():
        ScoringRun.objects.all().delete()


def floor() -> float:
    """Seconds to write the stored rows once more, as plain rows of tables without a key, a
    constraint, a log or a wall: what any database of rows needs before a point is counted."""
    with scope.as_system(), connection.cursor() as cursor:
        start = time.perf_counter()
        for table in STORED:
            cursor.execute(f"CREATE TEMP TABLE floor_{table} ON COMMIT DROP AS TABLE {table}")
        return time.perf_counter() - start


def stored() -> list[tuple[str, int, float]]:
    """Table, rows and megabytes of what the runs left."""
    with scope.as_system(), connection.cursor() as cursor:
        out = []
        for table in STORED:
            cursor.execute(f"SELECT count(*), pg_total_relation_size('{table}') FROM {table}")
            rows, size = cursor.fetchone()
            out.append((table, int(rows), int(size) / 2**20))
        return out
