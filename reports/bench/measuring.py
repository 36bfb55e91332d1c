"""The times of counting: whole province, village by village, and one scan as the floor.

Everything runs the production code (reports.metrics.counting) on the bench's connection; the
wall is open to the system, as when a run is computed.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db import connection, transaction

from accounts import scope
from campaigns.models import Campaign, Division, Level
from reports.metrics.counting import Counts, Period, count_by_place, nothing, tune
from reports.metrics.declarations import DECLARATIONS
from reports.rules import load_shipped
from reports.scoring import Unit, scored

T = TypeVar("T")
All = dict[str, Counts]
REPEATS = 3
COUNTIES = 5
NO_PARALLEL = "SET LOCAL max_parallel_workers_per_gather = 0"
PLAIN_SCAN = (
    "SET LOCAL enable_indexscan = off",
    "SET LOCAL enable_indexonlyscan = off",
    "SET LOCAL enable_bitmapscan = off",
)


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: the best and the median of the repeats."""

    best: float
    median: float

    def times(self, factor: float) -> Timing:
        """As much again `factor` times."""
        return Timing(self.best * factor, self.median * factor)

    def and_(self, other: Timing) -> Timing:
        """One after the other."""
        return Timing(self.best + other.best, self.median + other.median)


def timed(work: Callable[[], T], repeats: int = REPEATS) -> tuple[Timing, T]:
    """Run `work` a few times; its timing and last answer."""
    spent = []
    for _ in range(repeats):
        start = time.perf_counter()
        answer = work()
        spent.append(time.perf_counter() - start)
    return Timing(min(spent), statistics.median(spent)), answer


def whole_year() -> Period:
    """The period of the province's only campaign."""
    return Period.of(Campaign.objects.select_related("county").get(pk=1))


def execute(*statements: str) -> None:
    """Settings for the rest of the transaction."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def count_all(period: Period, keys: Sequence[str] = tuple(DECLARATIONS)) -> All:
    """Every metric, one set-based query each."""
    return {key: count_by_place(key, period) for key in keys}


def set_based(*settings: str) -> tuple[Timing, All]:
    """All metrics over the province on one connection, in one frozen transaction."""
    with scope.as_system_frozen():
        tune()
        execute(*settings)
        period = whole_year()
        return timed(lambda: count_all(period))


def without_wall() -> Timing:
    """The same on a connection of the owner role, which no policy holds."""
    with transaction.atomic():
        tune()
        period = whole_year()
        return timed(lambda: count_all(period))[0]


def by_metric() -> dict[str, float]:
    """Best seconds of each metric alone, without parallel query."""
    with scope.as_system_frozen():
        tune()
        execute(NO_PARALLEL)
        period = whole_year()
        return {
            key: timed(lambda key=key: count_by_place(key, period), 2)[0].best  # type: ignore[misc]
            for key in DECLARATIONS
        }


def two_connections(costs: dict[str, float]) -> tuple[Timing, All]:
    """The metrics dealt to two connections that share one exported snapshot."""
    hands: list[list[str]] = [[], []]
    for key in sorted(costs, key=lambda key: -costs[key]):
        min(hands, key=lambda hand: sum(costs[k] for k in hand)).append(key)
    # A snapshot is exported at the top of a transaction, before any savepoint.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = str(cursor.fetchone()[0])
        with scope.as_system():
            period, token = whole_year(), scope.current()

        def both() -> All:
            with ThreadPoolExecutor(2) as pool:
                parts = pool.map(lambda keys: _hand(keys, period, snapshot, token), hands)
                return {key: counts for part in parts for key, counts in part.items()}

        return timed(both)


def _hand(keys: Sequence[str], period: Period, snapshot: str, token: str) -> All:
    try:
        with transaction.atomic():
            execute(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                f"SET TRANSACTION SNAPSHOT '{snapshot}'",
                NO_PARALLEL,
            )
            scope.put(token)
            tune()
            return count_all(period, keys)
    finally:
        connection.close()


def sample_of(villages: Sequence[int], size: int) -> list[int]:
    """`size` villages by fixed dice, all when there are fewer."""
    return sorted(random.Random(2026).sample(villages, min(size, len(villages))))  # noqa: S311


def village_codes() -> list[int]:
    """Codes of all villages, in order."""
    return _codes(Level.VILLAGE)


def town_codes() -> list[int]:
    """Codes of all townships, in order."""
    return _codes(Level.TOWNSHIP)


def _codes(level: Level) -> list[int]:
    rows = Division.objects.filter(level=level).order_by("code")
    return list(rows.values_list("code", flat=True))


def village_loop(codes: Sequence[int]) -> tuple[Timing, dict[int, All]]:
    """The same declarations asked village by village."""
    with scope.as_system_frozen():
        period = whole_year()
        return timed(
            lambda: {code: count_all(replace(period, low=code, high=code + 1)) for code in codes}
        )


def one_county() -> Timing:
    """All metrics of one county, as a production run counts them: the mean of a few counties."""
    with scope.as_system_frozen():
        tune()
        period = whole_year()
        codes = Division.objects.filter(level=Level.COUNTY).values_list("code", "end")
        spans = sample_counties(list(codes))
        timing, _ = timed(
            lambda: [count_all(replace(period, low=low, high=high)) for low, high in spans]
        )
        return timing.times(1 / len(spans))


def sample_counties(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A few counties, spread over the province."""
    step = max(1, len(spans) // COUNTIES)
    return spans[::step][:COUNTIES]


def scan(table: str, column: str) -> tuple[Timing, int]:
    """One sequential scan that looks at a column of each row; rows seen."""

    def look() -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL")
            return int(cursor.fetchone()[0])

    with scope.as_system_frozen():
        execute("SET LOCAL jit = off", *PLAIN_SCAN)
        return timed(look)


def scoring(counts: All, villages: Sequence[int]) -> Timing:
    """Sheets of all villages by the shipped village rubric, in Python."""
    rubric = load_shipped("RC2")
    units = [Unit(code, str(code // 1000 * 1000)) for code in villages]
    return timed(lambda: scored(rubric, units, counts), 2)[0]


def differences(whole: All, single: dict[int, All]) -> list[str]:
    """Where the loop and the set-based count disagree for a village; empty when nowhere."""
    return [
        f"{code} {key}"
        for code, counts in single.items()
        for key in DECLARATIONS
        if counts[key].get(code, nothing(key)) != whole[key].get(code, nothing(key))
    ]
