"""Last days of orders for every start day of five years, hours, visits, reports."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from disputes.clocks import court, order, rights
from disputes.clocks.days import HOUSE_TIME, WrongDays, plus_months

ONE = timedelta(days=1)


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def walked(start: date, months: int) -> date:
    """Independent of any sum of months: walk to the month, then to the day of the start, or
    stop on the day before the month is over."""
    now, firsts = start, 0
    while firsts < months:
        now += ONE
        firsts += now.day == 1
    while now.day < start.day and (now + ONE).month == now.month:
        now += ONE
    return now


def test_every_start_day_of_2024_to_2028() -> None:
    for start in every_day(date(2024, 1, 1), date(2028, 12, 31)):
        for months in (1, 3, 6):
            assert order.last_valid_day(start, months).on == walked(start, months), start


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2027, 8, 29), date(2028, 2, 29)),
        (date(2026, 8, 28), date(2027, 2, 28)),
        (date(2026, 3, 31), date(2026, 9, 30)),
        (date(2026, 2, 28), date(2026, 8, 28)),
        (date(2026, 12, 31), date(2027, 6, 30)),
    ],
)
def test_month_ends(issued: date, last: date) -> None:
    assert order.last_valid_day(issued).on == last


def test_the_sum_of_an_order() -> None:
    due = order.last_valid_day(date(2025, 8, 31))
    assert due.arithmetic == "作出 8月31日；有效 6 个月 → 最后有效日 2026年2月28日"


@pytest.mark.parametrize("months", [0, 7, -1])
def test_no_order_beyond_six_months(months: int) -> None:
    with pytest.raises(WrongDays):
        order.last_valid_day(date(2026, 1, 1), months)


def test_an_order_protects_from_its_day_through_its_last() -> None:
    issued, last = date(2026, 3, 1), date(2026, 9, 1)
    told = [
        d for d in every_day(date(2026, 2, 27), date(2026, 9, 3)) if order.is_valid(d, issued, last)
    ]
    assert (told[0], told[-1]) == (issued, last)
    assert order.is_valid(date(2026, 5, 1), issued, last, revoked_on=date(2026, 5, 2))
    assert not order.is_valid(date(2026, 5, 2), issued, last, revoked_on=date(2026, 5, 2))


def test_reminders_before_the_last_day_and_never_before_the_order() -> None:
    issued, last = date(2026, 3, 1), date(2026, 9, 1)
    assert order.renewal_reminders(issued, last) == (
        date(2026, 8, 2),
        date(2026, 8, 18),
        date(2026, 8, 25),
    )
    short = order.renewal_reminders(date(2026, 3, 1), date(2026, 3, 16))
    assert short == (date(2026, 3, 2), date(2026, 3, 9))


def test_hours_run_from_the_moment_itself_by_the_house_clock() -> None:
    applied = datetime(2026, 2, 27, 20, 30, tzinfo=UTC)  # 28 February, 4:30 here
    assert order.decided_by(applied).at == datetime(2026, 3, 3, 4, 30, tzinfo=HOUSE_TIME)
    urgent = order.decided_by(applied, urgent=True)
    assert urgent.at == datetime(2026, 3, 1, 4, 30, tzinfo=HOUSE_TIME)
    assert urgent.arithmetic == "申请 2月28日 04:30；限 24 小时 → 3月1日 04:30"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        order.decided_by(datetime(2026, 2, 27, 20, 30))  # noqa: DTZ001


def test_visits_after_a_warning() -> None:
    assert order.warning_visits(date(2026, 8, 31)) == (
        date(2026, 9, 7),
        date(2026, 9, 30),
        date(2026, 10, 31),
        date(2026, 11, 30),
    )
    assert order.warning_visits(date(2026, 1, 5), 40, 2) == (date(2026, 2, 14), date(2026, 3, 5))


def test_a_mandatory_report_is_owed_at_once_and_late_after_two_hours() -> None:
    found = datetime(2026, 3, 1, 22, 30, tzinfo=HOUSE_TIME)
    due = order.report_due(found)
    assert due.due_at == found
    assert due.late.at == datetime(2026, 3, 2, 0, 30, tzinfo=HOUSE_TIME)
    assert not due.is_late(due.late.at, found + timedelta(days=9))
    assert due.is_late(None, due.late.at + timedelta(seconds=1))
    assert order.report_due(found, 1).late.at < due.late.at
    with pytest.raises(WrongDays):
        order.report_due(found, 0)


def test_review_of_an_order() -> None:
    assert order.review_by(date(2026, 2, 26)).on == date(2026, 3, 3)


def test_confirmation_counts_calendar_days_over_a_holiday() -> None:
    # 30 days after 1 September end on 1 October, a holiday; the day stays.
    due = court.confirm_by(date(2026, 9, 1))
    assert due.on == date(2026, 10, 1)
    assert due.arithmetic == "协议生效 9月1日；限 30 日 → 10月1日"
    assert (due.left(date(2026, 9, 30)), due.left(date(2026, 10, 2))) == (1, -1)
    for start in every_day(date(2024, 1, 1), date(2028, 12, 31)):
        counted = every_day(start + ONE, court.confirm_by(start).on)
        assert len(counted) == 30


def test_the_court_answers() -> None:
    day = date(2026, 3, 30)
    assert court.court_accepts_by(day).on == date(2026, 4, 2)
    assert court.court_decides_by(day).on == date(2026, 4, 14)
    longer = court.court_decides_by(day, 10)
    assert longer.on == date(2026, 4, 24)
    assert longer.arithmetic.endswith("（其中延长 10 日）")
    for more in (11, -1):
        with pytest.raises(WrongDays):
            court.court_decides_by(day, more)


def plain_workdays(start: date, n: int) -> date:
    """Monday to Friday only."""
    while n:
        start += ONE
        n -= start.weekday() < 5
    return start


def test_rights_matters() -> None:
    friday = date(2026, 3, 6)
    assert rights.transfer_by(friday).on == date(2026, 3, 21)
    objection = rights.object_by(friday, plain_workdays)
    assert objection.on == date(2026, 3, 13)
    assert objection.arithmetic == "收到转送 3月6日；5 个工作日 → 3月13日"
    assert rights.decide_by(friday).on == date(2026, 5, 5)
    assert rights.decide_by(friday, 30, told=True).on == date(2026, 6, 4)
    for step in (
        rights.ask_review_by,
        rights.answer_review_by,
        rights.ask_second_review_by,
        rights.answer_second_review_by,
        rights.revisit_by,
    ):
        assert step(friday).on == date(2026, 4, 5)


@pytest.mark.parametrize(("more", "told"), [(31, True), (-1, True), (5, False)])
def test_a_rights_matter_is_not_drawn_out(more: int, told: bool) -> None:
    with pytest.raises(WrongDays):
        rights.decide_by(date(2026, 3, 6), more, told=told)


def test_a_month_is_not_thirty_days() -> None:
    assert plus_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert plus_months(date(2026, 2, 28), 1) == date(2026, 3, 28)
    assert plus_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
