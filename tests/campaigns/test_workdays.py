"""Working days: weekends, holidays, make-up days, one query a range."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from campaigns.models import WorkdayException
from campaigns.workdays import add_workdays, is_workday, workdays_between

Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def shipped(db: None) -> None:
    call_command("load_workdays", stdout=StringIO())


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 4), True),  # a Sunday worked in exchange
        (date(2026, 2, 14), True),
        (date(2026, 2, 17), False),
        (date(2026, 2, 24), True),
        (date(2026, 4, 6), False),
        (date(2026, 5, 9), True),
        (date(2026, 6, 19), False),
        (date(2026, 9, 20), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 23), True),
    ],
)
def test_the_year_2026(day: date, works: bool) -> None:
    assert is_workday(day) is works


@pytest.mark.usefixtures("shipped")
def test_counting_leaves_out_the_first_day() -> None:
    assert add_workdays(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert add_workdays(date(2026, 11, 23), 5) == date(2026, 11, 30)
    assert add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert add_workdays(date(2026, 10, 8), 2) == date(2026, 10, 10)  # a Saturday worked
    assert add_workdays(date(2026, 2, 13), 2) == date(2026, 2, 24)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("n", [1, 3, 7, 40, 240])
def test_adding_and_counting_agree(n: int) -> None:
    start = date(2026, 1, 20)
    days = workdays_between(start, add_workdays(start, n))
    assert len(days) == n
    assert start not in days


@pytest.mark.django_db
def test_without_rows_the_week_decides() -> None:
    assert not is_workday(date(2031, 3, 1))
    assert add_workdays(date(2031, 2, 28), 1) == date(2031, 3, 3)


@pytest.mark.django_db
def test_no_nth_day_below_one() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        add_workdays(date(2026, 1, 1), 0)


@pytest.mark.usefixtures("shipped")
def test_one_query_a_range(django_assert_num_queries: Queries) -> None:
    with django_assert_num_queries(1):
        add_workdays(date(2026, 1, 20), 60)
    with django_assert_num_queries(1):
        workdays_between(date(2026, 1, 1), date(2026, 12, 31))


def test_loading_twice_changes_nothing(shipped: None) -> None:
    before = list(WorkdayException.objects.values())
    call_command("load_workdays", stdout=StringIO())
    assert list(WorkdayException.objects.values()) == before
    assert len(before) == 39


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "day,name\n",
        "day,is_workday,name\n2026-13-01,0,x\n",
        "day,is_workday,name\n2026-01-01,2,x\n",
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "workdays-2027.csv"
    path.write_text(text + ("2026-01-01,,\n" if text == "day,name\n" else ""))
    with pytest.raises(CommandError, match="读不出来"):
        call_command("load_workdays", path, stdout=StringIO())
    assert not WorkdayException.objects.exists()
