"""<5 gives nothing away (reliability C8): an attack on random tables."""

from __future__ import annotations

import itertools
import random

import pytest

from accounts.small_cells import LESS, OUT, Shown, suppressed, suppressed_table


def possible(words: list[str], total: str) -> list[set[int]]:
    """What each hidden cell can be, by trying everything (short tables, small numbers)."""
    fields = []
    for word in words:
        if word == LESS:
            fields.append(range(1, 5))
        elif word == OUT:
            fields.append(range(40))
        else:
            fields.append(range(int(word), int(word) + 1))
    found: list[set[int]] = [set() for _ in words]
    for tried in itertools.product(*fields):
        whole = sum(tried)
        fits = 1 <= whole <= 4 if total == LESS else True if total == OUT else whole == int(total)
        if fits:
            for place, value in enumerate(tried):
                found[place].add(value)
    return found


@pytest.mark.parametrize("seed", range(20))
def test_a_thousand_tables_give_no_hidden_number_away(seed: int) -> None:
    dice = random.Random(seed)
    for _n in range(50):
        values = [dice.choice([0, 0, 1, 1, 2, 3, 4, 5, 9, 17]) for _ in range(dice.randint(1, 5))]
        words, total = suppressed(values)
        if words.count(OUT) > 2:
            continue  # too much to try; fewer left out is the harder case
        for word, options in zip(words, possible(words, total), strict=True):
            if word == LESS:
                assert len(options) > 1, (values, words, total)


@pytest.mark.parametrize(
    ("values", "words", "total"),
    [
        ([0, 0, 0], ["0", "0", "0"], "0"),
        ([7, 0, 12], ["7", "0", "12"], "19"),
        ([1, 0, 0], [LESS, "0", "0"], LESS),
        ([1, 8, 9], [LESS, OUT, "9"], "18"),
        ([1, 1, 9, 6], [LESS, LESS, "9", OUT], "17"),
        ([2, 3, 9], [LESS, LESS, "9"], "14"),
        ([3], [LESS], LESS),
        ([1, 1, 1, 1, 1], [LESS] * 5, OUT),
    ],
)
def test_what_is_hidden(values: list[int], words: list[str], total: str) -> None:
    assert suppressed(values) == (words, total)


def test_nothing_small_is_ever_shown() -> None:
    for values in itertools.product(range(7), repeat=4):
        words, total = suppressed(values)
        for word, value in zip(words, values, strict=True):
            assert word in (LESS, OUT, str(value))
            assert not (word.isdigit() and 0 < int(word) < 5)
        assert not (total.isdigit() and 0 < int(total) < 5)


def another(table: Shown, place: tuple[int, int], truth: list[list[int]]) -> bool:
    """Whether the shown table has a solution in which the cell at `place` is not the true number:
    every way of filling the hidden cells is tried, and nothing of the program under test."""
    words = [[*row, whole] for row, whole in zip(table.rows, table.row_totals, strict=True)]
    words.append([*table.column_totals, table.total])
    height, width = len(truth), len(truth[0])
    options = {
        (r, c): [1, 2, 3, 4]
        if words[r][c] == LESS
        else list(range(26))
        if words[r][c] == OUT
        else [int(words[r][c])]
        for r in range(height)
        for c in range(width)
    }

    def fits(word: str, value: int) -> bool:
        return 1 <= value <= 4 if word == LESS else word == OUT or value == int(word)

    def rest(r: int, filled: list[list[int]]) -> bool:
        if r == height:
            columns = [sum(row[c] for row in filled) for c in range(width)]
            return (
                all(fits(words[height][c], columns[c]) for c in range(width))
                and fits(words[height][width], sum(columns))
                and filled[place[0]][place[1]] != truth[place[0]][place[1]]
            )
        return any(
            rest(r + 1, [*filled, list(row)])
            for row in itertools.product(*(options[r, c] for c in range(width)))
            if fits(words[r][width], sum(row))
        )

    return rest(0, [])


@pytest.mark.parametrize("seed", range(10))
def test_no_cell_of_a_table_follows_from_its_totals(seed: int) -> None:
    dice = random.Random(f"table {seed}")
    for _n in range(60):
        height, width = dice.choice([(1, 3), (2, 2), (2, 3), (3, 2), (3, 1)])
        truth = [
            [dice.choice([0, 0, 1, 2, 3, 4, 6, 9]) for _c in range(width)] for _r in range(height)
        ]
        table = suppressed_table(truth)
        if sum(row.count(OUT) for row in table.rows) > 3:
            continue  # too much to try
        for r, row in enumerate(table.rows):
            for c, word in enumerate(row):
                assert not (word.isdigit() and 0 < int(word) < 5)
                if word == LESS:
                    assert another(table, (r, c), truth), (truth, table)


def test_a_table_of_large_numbers_is_shown_whole() -> None:
    table = suppressed_table([[7, 0], [12, 30]])
    assert table == Shown([["7", "0"], ["12", "30"]], ["7", "42"], ["19", "30"], "49")
    assert suppressed_table([]) == Shown([], [], [], "0")


def test_one_small_cell_takes_a_rectangle_with_it() -> None:
    table = suppressed_table([[3, 8, 20], [9, 7, 30], [40, 50, 60]])
    hidden = [(r, c) for r in range(3) for c in range(3) if not table.rows[r][c].isdigit()]
    assert table.rows[0][0] == LESS
    assert sorted(hidden) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert (table.row_totals, table.column_totals) == (["31", "46", "150"], ["52", "65", "110"])


def test_a_county_of_villages_is_quick() -> None:
    dice = random.Random(1)
    rows = [[dice.choice([0, 1, 2, 3, 7, 20]) for _c in range(12)] for _r in range(402)]
    table = suppressed_table(rows)
    assert sum(row.count(OUT) for row in table.rows) < 402 * 12 * 0.2
