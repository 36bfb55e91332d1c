"""Sums of a survey: size, sharing, pooling, margins."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.survey_rules import Rated, plan, pooled, sample_size, shared, to_pool

QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
SIZES = st.dictionaries(st.integers(1, 40), st.integers(0, 400), min_size=1, max_size=12)


def test_sizes_of_the_textbook() -> None:
    # 3 points of a very large population: 1,068; of 42,000 households: 1,041; of 400: 292.
    assert sample_size(10**9, 30) == 1068
    assert sample_size(42_000, 30) == 1041
    assert sample_size(400, 30) == 292
    assert sample_size(3, 30) == 3
    assert sample_size(0, 30) == 0


@QUICK
@given(SIZES, st.integers(0, 3000))
def test_parts_add_up_and_never_exceed_what_there_is(sizes: dict[int, int], total: int) -> None:
    out = shared(total, sizes)
    assert sum(out.values()) == min(total, sum(sizes.values()))
    assert all(0 <= out[code] <= sizes[code] for code in sizes)


@QUICK
@given(
    st.dictionaries(st.integers(1, 60), st.integers(0, 40), min_size=1, max_size=12),
    st.integers(3, 20),
    st.integers(0, 60),
)
def test_no_village_below_the_least_is_shown_nor_told_by_a_difference(
    counts: dict[int, int], least: int, kept: int
) -> None:
    hidden = to_pool(counts, least, kept)
    assert all(counts[code] >= least for code in counts.keys() - hidden)
    together = kept + sum(counts[code] for code in hidden)
    if (hidden or kept) and hidden != set(counts):
        assert together >= least
        assert kept or len(hidden) > 1


@QUICK
@given(st.dictionaries(st.integers(1, 5), SIZES, min_size=1), st.integers(0, 500))
def test_the_plan_draws_no_more_than_a_village_has(
    sizes: dict[int, dict[int, int]], total: int
) -> None:
    named = {t: {t * 1000 + v: n for v, n in villages.items()} for t, villages in sizes.items()}
    drawn = plan(named, total)
    homes = {v: n for villages in named.values() for v, n in villages.items()}
    assert all(0 <= drawn[v] <= homes[v] for v in homes)
    assert sum(drawn.values()) == min(total, sum(homes.values()))
    assert pooled(drawn, {t: list(vs) for t, vs in named.items()}, 10) <= set(homes)


@QUICK
@given(st.integers(0, 2000), st.data())
def test_no_rate_leaves_0_to_100(base: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, base))
    whole = data.draw(st.integers(0, 50_000))
    rated = Rated(hits, base, whole)
    if not base:
        assert (rated.percent, rated.interval, rated.margin) == (None, None, None)
        return
    low, high = rated.interval or (Decimal(-1), Decimal(-1))
    assert rated.percent is not None
    assert rated.margin is not None
    assert 0 <= low <= rated.percent <= high <= 100
    assert 0 <= rated.margin <= 100


def test_margins_by_hand() -> None:
    # 90 of 100 of a very large population: Wilson 82.6 – 94.5; nobody is left to ask: ±0.
    rated = Rated(90, 100, 10**9)
    assert (rated.percent, rated.interval) == (
        Decimal("90.0"), (Decimal("82.6"), Decimal("94.5")),
    )  # fmt: skip
    assert rated.margin == Decimal("7.4")
    assert Rated(90, 100, 100).margin == 0
    # With 400 households the same answers tell more: n* = 100 × 399 ÷ 300 = 133.
    assert Rated(90, 100, 400).margin == Decimal("6.3")
    with pytest.raises(ValueError, match="outside"):
        Rated(3, 2, 10)
