"""What of a table a reader without case rights sees (reliability C8, domain H ⑤).

Only the columns declared as shared; where the numbers tell of families, only whole years of the
whole county, so that no number follows from two overlapping ones, and 1 to 4 as <5 with so much
beside it left out that no sum gives it away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accounts.small_cells import suppressed
from campaigns.models import Level
from reports.statistics.reading import Reading
from reports.statistics.table import Line, Statistic, Values

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


def hidden_in(keys: Iterable[str], rows: Sequence[Mapping[str, Any]], whole: Values) -> Hidden:
    """The words of what is hidden of some numbers: each for itself, its rows beside its sum. What
    the sum holds beyond the rows shown is a row nobody sees."""
    out: Hidden = {}
    for key in keys:
        values = [int(row.get(key, 0) or 0) for row in rows]
        rest = int(whole.get(key, 0) or 0) - sum(values)
        # An unseen row of nothing hides nothing: everybody knows what is not there.
        words, total = suppressed([*values, rest] if rest else values)
        for at, word in [*enumerate(words[: len(rows)]), (-1, total)]:
            if not word.isdigit():
                out[key, at] = word
    return out
