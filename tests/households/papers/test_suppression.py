"""<5 gives nothing away (reliability C8): an attack on random tables."""

from __future__ import annotations

import itertools
import random

import pytest

from households.papers.suppression import LESS, OUT, suppressed


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
