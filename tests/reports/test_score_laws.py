"""Laws a score must keep whatever the figures: places by their definition, limits met exactly,
nothing to count, and villages merged in any way (issue 6 G)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.metrics.counting import folded, nothing, rolled_up
from reports.rules import Facts, Standing, State, evaluate, load_shipped, place, tally
from reports.rules.kinds import KINDS
from tests.reports.rule_lines import BANDED, LINEAR, RATIO, STEP85, STEP95, line

RC1, RC2 = load_shipped("RC1"), load_shipped("RC2")
LIMITS: dict[str, Mapping[str, object]] = {
    "step": STEP85,
    "linear": LINEAR,
    "banded": BANDED,
    "ratio": RATIO,
}


@st.composite
def standings(draw: st.DrawFn) -> list[Standing]:
    """Units of three groups, with few totals, so that many are equal."""
    totals = st.none() | st.sampled_from([Decimal(n) / 100 for n in range(8400, 9600, 50)])
    return [
        Standing(320322000000 + n, draw(st.sampled_from("甲乙丙")), draw(totals), draw(few_vetoes))
        for n in range(draw(st.integers(0, 40)))
    ]


few_vetoes = st.integers(0, 5).map(lambda n: n == 0)


@given(standings())
def test_a_place_is_one_more_than_the_units_above_it(units: list[Standing]) -> None:
    placed = {one.unit: one for one in place(units, RC1.grades)}
    for unit in units:
        above = [
            other
            for other in units
            if other.group == unit.group
            and not other.vetoed
            and other.total is not None
            and unit.total is not None
            and other.total > unit.total
        ]
        contends = unit.total is not None and not unit.vetoed
        assert placed[unit.unit].rank == (len(above) + 1 if contends else None)


@given(standings())
def test_a_veto_moves_its_unit_behind_all_and_costs_nobody_a_place(units: list[Standing]) -> None:
    placed = {one.unit: one for one in place(units, RC1.grades)}
    for group in "甲乙丙":
        order = sorted(
            (placed[unit.unit].order, unit.vetoed) for unit in units if unit.group == group
        )
        vetoed = [veto for _place, veto in order]
        assert vetoed == sorted(vetoed)
        taken = sorted(
            placed[unit.unit].rank or 0
            for unit in units
            if unit.group == group and unit.total is not None and not unit.vetoed
        )
        assert taken[:1] in ([], [1])


@given(st.integers(1, 4000))
def test_a_limit_is_met_exactly_at_the_limit(hundreds: int) -> None:
    """85.00 % is full marks, the next smaller rate of any base is not; never by rounding."""
    base = hundreds * 20  # 85 % and 95 % of it are whole
    for rule, at in ((STEP85, 85), (STEP95, 95), (BANDED, 90), (LINEAR, 95)):
        indicator = line(rule)
        top = base * at // 100
        assert evaluate(indicator, Facts(top, base)).points == Decimal("5.00")
        below = evaluate(indicator, Facts(top - 1, base))
        assert below.rate is not None
        assert below.rate < Fraction(at, 100)
        raw = 5 - Fraction(100, base) * {85: Fraction(1, 5), 95: Fraction(1, 4)}.get(at, 0)
        if rule is BANDED:
            assert below.points == Decimal("2.50")
        elif rule is not LINEAR:
            assert below.points == _half_up(raw)


def _half_up(value: Fraction) -> Decimal:
    return Decimal(int(value * 100 + Fraction(1, 2))) / 100


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("90.00", "优秀"),
        ("89.99", "良好"),
        ("80.00", "良好"),
        ("79.99", "合格"),
        ("60.00", "合格"),
        ("59.99", "不合格"),
    ],
)
def test_a_grade_begins_at_its_limit(total: str, grade: str) -> None:
    """RC1's grades: the limit belongs to the better one; 0.01 below does not."""
    units = [Standing(n, "甲", Decimal("50")) for n in range(1, 10)]
    units.append(Standing(99, "甲", Decimal(total)))
    found = {one.unit: one.grade for one in place(units, RC1.grades)}[99]
    assert found == grade


@pytest.mark.parametrize("kind", sorted(LIMITS))
@pytest.mark.parametrize("na", ["redistribute", "full"])
def test_nothing_to_count_is_not_nought(kind: str, na: str) -> None:
    result = evaluate(line(LIMITS[kind], na=na), Facts(0, 0))
    assert kind in KINDS
    assert result.state is State.NA
    assert result.points == (Decimal("5.00") if na == "full" else None)
    assert result.carries == (0 if na == "full" else 5)


@given(st.data())
def test_lines_with_nothing_to_count_leave_a_fair_sheet(data: st.DataObject) -> None:
    """Whichever computed lines have nothing to count and however the others end: what is left is
    scored at its own rate, full stays full, nought stays nought."""
    rubric = data.draw(st.sampled_from([RC1, RC2]))
    computed = [one.code for one in rubric.indicators if one.source == "computed"]
    empty = data.draw(st.sets(st.sampled_from(computed)))
    share = data.draw(st.sampled_from([0, 1]))
    results = {}
    for one in rubric.indicators:
        counted = evaluate(one, nothing(one.metric)) if one.code in empty else None
        if counted is not None and counted.state is State.NA:
            results[one.code] = counted
        else:
            points = Decimal(share) * one.cap
            results[one.code] = replace(
                evaluate(one), state=State.MANUAL, points=points, low=points, high=points
            )
    sheet = tally(rubric, results)
    full = {one.code for one in rubric.indicators if one.na == "full"}
    given_away = sum(
        one.cap for one in results.values() if one.state is State.NA and one.code in full
    )
    assert sheet.base == (rubric.total if share else given_away)


@given(
    st.dictionaries(
        st.integers(0, 30), st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1
    ),
    st.data(),
)
def test_merged_villages_lose_and_double_nothing(
    counts: dict[int, tuple[int, int]], data: st.DataObject
) -> None:
    """However villages are merged, the county's sums stay, and every heir has its parts' sums."""
    first = 320322101000
    facts = {
        first + n * 40: Facts(min(a, a + b), a + b, {"late": b}) for n, (a, b) in counts.items()
    }
    heirs = {
        code: data.draw(st.sampled_from(sorted(facts)))
        for code in data.draw(st.sets(st.sampled_from(sorted(facts))))
    }
    merged = folded(facts, heirs)
    for part in (Facts.top, Facts.base, lambda one: one.counts["late"]):
        assert sum(map(part, merged.values())) == sum(map(part, facts.values()))
        for code, found in merged.items():
            sources = [f for old, f in facts.items() if heirs.get(old, old) == code]
            assert part(found) == sum(map(part, sources))
    county = rolled_up(merged, 1_000_000)
    assert county == rolled_up(facts, 1_000_000)
    for found in merged.values():
        assert found.top() <= found.base()
