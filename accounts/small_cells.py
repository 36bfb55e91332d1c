"""Small numbers in a table that is shown upward (domain H ⑤, reliability C8).

A number from 1 to 4 is shown as <5. Where the total beside it would give it away, another number
is left out as well (※), and where none is left, the total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

SMALL = 5
LESS, OUT = "<5", "※"


def suppressed(values: Sequence[int]) -> tuple[list[str], str]:
    """Words for each value and for their total: the number itself, <5, or ※. No value shown as
    <5 follows from what is shown."""
    words = [shown(v) for v in values]
    total = shown(sum(values))
    if LESS not in words:
        return words, total
    # The smallest numbers that are still shown give up first; among equals, in their order.
    for at in sorted(range(len(values)), key=lambda i: (values[i], i)):
        if total == LESS or _safe(words, total):
            break
        if words[at] != LESS:
            words[at] = OUT
    return words, total if _safe(words, total) else OUT


def shown(value: int) -> str:
    """The words of one number nothing stands beside: itself, or <5."""
    return LESS if 0 < value < SMALL else str(value)


def _safe(words: Sequence[str], total: str) -> bool:
    """Whether each number shown as <5 could still be at least two: the other ones lie between 1
    and 4, what is left out may be anything, the total is what is shown of it."""
    if total == OUT:
        return True
    low, high = (1, SMALL - 1) if total == LESS else (int(total), int(total))
    shown = sum(int(w) for w in words if w.isdigit())
    others = words.count(LESS) - 1
    least = 1 if OUT in words else low - shown - others * (SMALL - 1)
    most = high - shown - others
    return min(SMALL - 1, most) > max(1, least)


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it may be read: the cells of each row, the total of each row, of each column,
    and of all."""

    rows: list[list[str]]
    row_totals: list[str]
    column_totals: list[str]
    total: str


def suppressed_table(rows: Sequence[Sequence[int]]) -> Shown:
    """Words for a table with the totals of its rows and columns. No number shown as <5 follows
    from the rest: each could still be another one with every total as shown. Left out beside it (※)
    is as little as does it, totals only where nothing else will."""
    wide = [[*row, sum(row)] for row in rows]
    wide.append([sum(column) for column in zip(*wide, strict=True)] if wide else [0])
    grid = _Grid(wide)
    for cell in [*grid.hidden]:
        grid.free(cell)
    words = grid.words()
    return Shown(
        [row[:-1] for row in words[:-1]],
        [row[-1] for row in words[:-1]],
        words[-1][:-1],
        words[-1][-1],
    )


Cell = tuple[int, int]
Cost = tuple[int, int, int]  # totals, cells, and what they hold
NOTHING: Cost = (0, 0, 0)


@dataclass
class _Grid:
    """A table with its totals as a network: a row and a column are knots, a hidden cell a way
    between them. One cell can be another number, every total staying what is shown, when there is
    a round way through hidden cells that have room."""

    values: list[list[int]]
    hidden: dict[Cell, str] = field(default_factory=dict)
    by_row: dict[int, set[int]] = field(default_factory=dict)
    by_column: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row, values in enumerate(self.values):
            for column, value in enumerate(values):
                if shown(value) == LESS:
                    self._hide((row, column), LESS)

    def free(self, cell: Cell) -> None:
        """Make it so that a hidden cell could be one more or one less: leave out what lies on
        the cheapest round way, when there is none yet."""
        steps = [step for step in (1, -1) if self._room(cell, step)]
        if any(self._is_free(cell, step) for step in steps):
            return
        for other in min(filter(None, (self._way(cell, step) for step in steps)))[1]:
            self._hide(other, OUT)

    def _hide(self, cell: Cell, word: str) -> None:
        self.hidden.setdefault(cell, word)
        self.by_row.setdefault(cell[0], set()).add(cell[1])
        self.by_column.setdefault(cell[1], set()).add(cell[0])

    def _is_free(self, cell: Cell, step: int) -> bool:
        """Whether a round way lies in cells that are hidden already."""
        row, column = cell
        columns, rows, known = [column], set[int](), {column}
        while columns:
            at = columns.pop()
            for r in self.by_column[at] - rows:
                if (r, at) == cell or not self._room((r, at), -step):
                    continue
                if r == row:
                    return True
                rows.add(r)
                for c in self.by_row[r] - known:
                    if self._room((r, c), step):
                        known.add(c)
                        columns.append(c)
        return False

    def words(self) -> list[list[str]]:
        """What is shown."""
        return [
            [self.hidden.get((r, c), str(value)) for c, value in enumerate(row)]
            for r, row in enumerate(self.values)
        ]

    def _is_total(self, cell: Cell) -> int:
        return (cell[0] == len(self.values) - 1) + (cell[1] == len(self.values[0]) - 1)

    def _room(self, cell: Cell, step: int) -> bool:
        """Whether the cell may go by `step` inside what its word says; the total of a row or a
        column stands on the other side of its sum, so that it goes the other way."""
        if self._is_total(cell) == 1:
            step = -step
        value = self.values[cell[0]][cell[1]] + step
        if self.hidden.get(cell) == LESS:
            return 1 <= value < SMALL
        return value >= 0

    def _cost(self, cell: Cell, so_far: Cost) -> Cost:
        if cell in self.hidden:
            return so_far
        totals, cells, sum_ = so_far
        return totals + self._is_total(cell), cells + 1, sum_ + self.values[cell[0]][cell[1]]

    def _way(self, cell: Cell, step: int) -> tuple[Cost, list[Cell]] | None:
        """The cheapest way from the column of `cell` back to its row: against `step` into a row,
        with it into a column."""
        row, column = cell
        # A knot is (is it a row, its number); the cheapest is taken first, so each is final.
        waiting: list[tuple[Cost, int, int, list[Cell]]] = [(NOTHING, 0, column, [])]
        done: set[tuple[int, int]] = set()
        while waiting:
            cost, is_row, at, path = heappop(waiting)
            if (is_row, at) in done:
                continue
            done.add((is_row, at))
            if is_row and at == row:
                return cost, path
            for to in range(len(self.values[0]) if is_row else len(self.values)):
                over = (at, to) if is_row else (to, at)
                if (1 - is_row, to) in done or over == cell:
                    continue
                if self._room(over, step if is_row else -step):
                    further = (self._cost(over, cost), 1 - is_row, to, [*path, over])
                    heappush(waiting, further)
        return None
