"""What of a table a reader without case rights sees (reliability C8, domain H ⑤).

Only the columns declared as shared; where the numbers tell of families, only whole years of the
whole county, so that no number follows from two overlapping ones, and 1 to 4 as <5 with so much
beside it left out that no sum gives it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.small_cells import suppressed
from campaigns.models import Level
from reports.statistics.reading import Reading
from reports.statistics.table import Line, Number, Statistic

OUT = "※"
Hidden = dict[tuple[str, int], str]  # (key of a number, index of a row; -1 the whole) → its words


def is_veiled(table: Statistic, reading: Reading) -> bool:
    """Whether small numbers are hidden from this reader."""
    return table.case and table.sensitive and reading.guarded


def is_offered(table: Statistic, reading: Reading) -> bool:
    """Whether the reader gets the table at all: without case rights not the one of a single
    township, whose numbers would take a county's apart, and none without a shared column."""
    if not (table.case and reading.guarded):
        return True
    if table.sensitive and reading.root.level > Level.COUNTY:
        return False
    return not table.closed


def lines_for(table: Statistic, reading: Reading, lines: Sequence[Line]) -> list[Line]:
    """The columns this reader sees."""
    if not (table.case and reading.guarded):
        return list(lines)
    return [line for line in lines if line.shared]


def hidden_in(lines: Sequence[Line], rows: Sequence[Mapping[str, Any]]) -> Hidden:
    """The words of what is hidden: each column for itself, its sum beside it."""
    out: Hidden = {}
    for line in lines:
        if not isinstance(line, Number):
            continue
        words, total = suppressed([int(row.get(line.part, 0) or 0) for row in rows])
        for at, word in [*enumerate(words), (-1, total)]:
            if not word.isdigit():
                out[line.key, at] = word
    return out
