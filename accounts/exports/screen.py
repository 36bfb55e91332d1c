"""A paper on the screen: the same cells as in Excel, in words, with their addresses."""

from __future__ import annotations

from typing import Any

from accounts.exports.sheet import Cell, Table, written

SCREEN_ROWS = 500  # more are on the paper and in Excel, not on one page of a phone


def words(value: Any, kind: Any) -> str:
    """A value of a list as words."""
    return written(Cell(value), kind)


def drawn(table: Table, most: int = SCREEN_ROWS) -> dict[str, Any]:
    """A table as templates/parts/paper_table.html needs it, of `most` rows at most."""

    def line(cells: Any) -> list[dict[str, Any]]:
        pairs = zip(table.columns, cells, strict=True)
        return [
            {"words": written(cell, c.kind), "url": cell.url, "right": c.right} for c, cell in pairs
        ]

    return {
        "table": table,
        "rows": [line(cells) for cells in table.rows[:most]],
        "cut": max(0, len(table.rows) - most),
        "totals": line(table.totals) if table.totals else None,
    }
