"""Erasing across apps: an app above households tells what it holds of erased files and homes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Given keys of listed families and of households; returns rows wiped by table.
Eraser = Callable[[Sequence[int], Sequence[int]], dict[str, int]]
_erasers: list[Eraser] = []


def erased_by(eraser: Eraser) -> None:
    """Tell how an app wipes its part."""
    _erasers.append(eraser)


def erase(families: Sequence[int], households: Sequence[int]) -> dict[str, int]:
    """Run every app's part; rows by table."""
    rows: dict[str, int] = {}
    for eraser in _erasers:
        for table, number in eraser(families, households).items():
            rows[table] = rows.get(table, 0) + number
    return rows
