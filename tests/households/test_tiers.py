"""The rules of the tiers as plain functions: days of visits, terms, months."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from households.models import Tier
from households.tiers import REVIEW_DAYS, add_months, one_lower, review_due, visit_days

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
TIERS = st.sampled_from(list(Tier))


@given(TIERS, DAYS, st.integers(-10, 800))
def test_visit_days_increase_inside_their_range(tier: Tier, since: date, ahead: int) -> None:
    until = since + timedelta(days=ahead)
    days = visit_days(tier, since, until)
    assert all(a < b for a, b in itertools.pairwise(days))
    assert all(since < day <= until for day in days)


@given(TIERS, DAYS, st.integers(0, 400), st.integers(0, 400))
def test_a_longer_plan_begins_with_the_shorter(tier: Tier, since: date, a: int, b: int) -> None:
    short, long = sorted((a, b))
    first = visit_days(tier, since, since + timedelta(days=short))
    assert visit_days(tier, since, since + timedelta(days=long))[: len(first)] == first


@given(DAYS)
def test_gaps_of_each_tier(since: date) -> None:
    until = since + timedelta(days=800)
    longest = {Tier.RED: 7, Tier.YELLOW: 18, Tier.GREEN: 92}
    for tier, most in longest.items():
        days = [since, *visit_days(tier, since, until)]
        assert max((b - a).days for a, b in itertools.pairwise(days)) <= most


def test_red_is_twice_a_week_then_weekly() -> None:
    days = visit_days(Tier.RED, date(2026, 10, 5), date(2026, 11, 5))
    assert [f"{d:%m%d}" for d in days] == [
        "1006", "1009", "1012", "1016", "1019", "1026", "1102",
    ]  # fmt: skip


def test_yellow_is_every_half_month() -> None:
    days = visit_days(Tier.YELLOW, date(2026, 10, 5), date(2026, 12, 5))
    assert [f"{d:%m%d}" for d in days] == ["1008", "1020", "1105", "1120", "1205"]


def test_green_is_monthly_then_quarterly() -> None:
    days = visit_days(Tier.GREEN, date(2026, 1, 31), date(2026, 12, 31))
    assert [f"{d:%m%d}" for d in days] == ["0207", "0228", "0331", "0430", "0731", "1031"]


def test_months_keep_the_day_where_they_can() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2027, 11, 30), 3) == date(2028, 2, 29)


def test_terms() -> None:
    assert [one_lower(t) for t in Tier] == [Tier.YELLOW, Tier.GREEN, None]
    for tier, term in REVIEW_DAYS.items():
        assert (review_due(tier, date(2026, 1, 1)) - date(2026, 1, 1)).days == term
