"""Opening hours: what people write is read, kept in one form, and compared with who is there."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.opening_hours import DAY, left_open, minute_of, read, shortened, written


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("08:30-12:00 14:00-17:30", "08:30-12:00 14:00-17:30"),
        ("14:00－17:30，8：30至12：00", "08:30-12:00 14:00-17:30"),
        ("全天", "00:00-24:00"),
        (" 休息 ", ""),
        ("", ""),
    ],
)
def test_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert written(read(typed)) == kept
    assert written(read(kept)) == kept


@pytest.mark.parametrize(
    "typed", ["早上", "8-12", "12:00-08:30", "08:00-08:00", "08:60-09:00", "23:00-25:00",
              "08:00-12:00 11:00-13:00"],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(typed)


def test_days_alike_stand_together() -> None:
    week = ["08:30-12:00"] * 5 + ["", ""]
    assert shortened(week) == [("周一至周五", "08:30-12:00"), ("周六至周日", "")]
    assert shortened(["08:30-12:00", *[""] * 6])[0] == ("周一", "08:30-12:00")


def test_the_end_of_the_day_can_be_written_as_a_time() -> None:
    assert minute_of(time(23, 59)) == DAY
    assert left_open([(0, DAY)], [(0, minute_of(time(23, 59)))]) == []


spans = st.lists(
    st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY)).map(
        lambda pair: (min(pair), max(pair[0] + 1, pair[1]))
    ),
    max_size=5,
)


@given(hours=spans, covered=spans)
def test_a_minute_is_vacant_exactly_when_open_and_not_covered(
    hours: list[tuple[int, int]], covered: list[tuple[int, int]]
) -> None:
    """Minute by minute, by an independent count."""
    vacant = {m for a, b in left_open(hours, covered) for m in range(a, b)}
    wanted = {m for a, b in hours for m in range(a, b)}
    wanted -= {m for a, b in covered for m in range(a, b)}
    assert vacant == wanted
