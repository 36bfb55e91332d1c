"""When a committee may be in office."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from disputes.committee_rules import SeatFacts, lacks, term_until

MEMBER, WOMAN, CHAIR = SeatFacts(False, False), SeatFacts(False, True), SeatFacts(True, False)


@pytest.mark.parametrize(
    ("seats", "words"),
    [
        ([CHAIR, WOMAN], ["委员只有 2 人"]),
        ([CHAIR, WOMAN, *[MEMBER] * 8], ["委员有 10 人"]),
        ([WOMAN, MEMBER, MEMBER], ["还没有主任"]),
        ([CHAIR, CHAIR, WOMAN], ["有 2 名主任"]),
        ([CHAIR, MEMBER, MEMBER], ["还没有女委员"]),
        ([], ["委员只有 0 人", "还没有主任", "还没有女委员"]),
        ([CHAIR, WOMAN, MEMBER], []),
        ([SeatFacts(True, True), MEMBER, MEMBER], []),
        ([CHAIR, WOMAN, *[MEMBER] * 7], []),
    ],
)
def test_each_lack_in_a_sentence(seats: list[SeatFacts], words: list[str]) -> None:
    found = lacks(seats)
    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found, strict=True))
    assert all("人民调解法第八条" in sentence for sentence in found)


def test_nothing_lacks_exactly_when_the_three_rules_hold() -> None:
    for plain, women, chairs in product(range(11), range(3), range(3)):
        seats = [MEMBER] * plain + [WOMAN] * women + [CHAIR] * chairs
        holds = 3 <= len(seats) <= 9 and chairs == 1 and women > 0
        assert (not lacks(seats)) == holds


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 3, 2), date(2029, 3, 2)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2025, 2, 28), date(2028, 2, 28)),
    ],
)
def test_three_years(since: date, until: date) -> None:
    assert term_until(since) == until
