"""The numbers of a table: this period, the same of last year, the one before; in so many queries
as there are kinds of rows, whatever the number of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaigns.models import Division
from disputes.statistics.periods import Period, year_before
from households.papers.base import Scope
from reports.statistics.guarding import Hidden, hidden_in, is_veiled, lines_for
from reports.statistics.periods import period_before
from reports.statistics.reading import Reading
from reports.statistics.table import Line, Number, Statistic, Values

Counts = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Span:
    """One period of a table: its counts, their sums, and what is hidden of them."""

    days: Period
    counts: Counts
    whole: Values
    hidden: Hidden

    def of(self, unit: Division) -> Values:
        """The numbers of one row."""
        return self.counts.get(unit.code, {})


@dataclass(frozen=True)
class Counted:
    """A table with its numbers for one reader."""

    table: Statistic
    reading: Reading
    units: Sequence[Division]
    lines: Sequence[Line]
    now: Span
    last_year: Span | None = None
    before: Span | None = None


def summed(table: Statistic, counts: Counts) -> dict[str, Any]:
    """Totals are sums, over whatever was counted, so that rows and total always agree."""
    return {part.key: sum(v.get(part.key, 0) for v in counts.values()) for part in table.parts}


def count(table: Statistic, reading: Reading) -> Counted:
    """The table counted for the reader, with last year and the period before."""
    others = [year_before(reading.days), period_before(reading.days)]
    periods = _once([reading.days, *(days for days in others if days is not None)])
    found = reading.counts_over(table, periods)
    kept = {days.code: counts for days, counts in zip(periods, found, strict=True)}
    now = kept[reading.days.code]
    units = reading.units(_any({}, *found))
    whole = summed(table, now)
    scope = Scope(reading.user, reading.root, reading.days)
    lines = lines_for(table, reading, table.lines(scope, whole))

    def span(days: Period, counts: Counts) -> Span:
        rows = [counts.get(unit.code, {}) for unit in units]
        sums = summed(table, counts)
        numbers = [line.part for line in lines if isinstance(line, Number)]
        veiled = is_veiled(table, reading)
        return Span(days, counts, sums, hidden_in(numbers, rows, sums) if veiled else {})

    spans = [span(d, kept[d.code]) if d else None for d in others]
    return Counted(table, reading, units, lines, span(reading.days, now), *spans)


def _once(periods: Iterable[Period]) -> list[Period]:
    """Each period once: the year before a year is also the period before it."""
    return list({days.code: days for days in periods}.values())


def _any(start: dict[int, dict[str, Any]], *counts: Counts) -> dict[int, dict[str, Any]]:
    """Which units have anything in any of the periods."""
    for one in counts:
        for code, values in one.items():
            kept = start.setdefault(code, {})
            for key, value in values.items():
                kept[key] = kept.get(key) or value
    return start
