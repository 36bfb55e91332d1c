"""Every table by key, in the order of the list page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from types import MappingProxyType

from reports.statistics.guarding import is_offered
from reports.statistics.reading import Reading
from reports.statistics.table import Result, Statistic, Words
from reports.statistics.tables import families, matters, results, year

OneTable = Statistic | Result
ALL: tuple[OneTable, ...] = (
    year.PLEDGES,
    year.PUBLICITY,
    year.RECTIFICATION,
    families.SCREENING,
    families.VISITS,
    families.ZERO,
    families.HAZARDS,
    families.HELP,
    matters.FAMILY,
    matters.SCREENED,
    matters.MEDIATION,
    matters.KINDS,
    matters.MATTERS,
    families.CREATION,
    families.RECOMMENDED,
    results.SATISFACTION,
    results.RANKING,
)
TABLES: Mapping[str, OneTable] = MappingProxyType({table.key: table for table in ALL})


def offered(reading: Reading) -> list[tuple[Words, list[OneTable]]]:
    """The tables this reader gets, by subject."""
    mine = [t for t in ALL if isinstance(t, Result) or is_offered(t, reading)]
    return [(name, list(rows)) for name, rows in groupby(mine, key=lambda t: t.subject)]
