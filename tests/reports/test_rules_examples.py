"""Published rubrics written in the language (domain A1–A5), scored against figures worked out by
hand; and the rules they needed."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from reports.rules import (
    EXAMPLES,
    BonusClaim,
    Facts,
    ManualScore,
    Result,
    Rubric,
    Sheet,
    evaluate,
    load_shipped,
    place,
    standing,
    tally,
)
from reports.rules.rubric import Indicator

NEVER = re.compile("信访|宗教|邪教|政治|计划生育|计生|社会抚养|法轮|越级|上访")


def counted(line: Indicator, **counts: int) -> Result:
    """A line with its counts; what is not named is 0."""
    return evaluate(line, Facts(counts=dict.fromkeys(line.rule.event_keys(), 0) | counts))


def sheet(rubric: Rubric, results: dict[str, Result], *claims: BonusClaim) -> Sheet:
    """The sheet with every line not named at its full points by hand."""
    rest = {
        line.code: evaluate(line, score=ManualScore(line.cap))
        for line in rubric.indicators
        if line.code not in results
    }
    return tally(rubric, results | rest, claims=claims)


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_reads_says_what_was_not_visible_and_names_no_such_line(code: str) -> None:
    rubric = load_shipped(code)
    assert sum(line.cap for line in rubric.indicators) == rubric.total
    assert "只摘录看得见的部分" in rubric.basis
    names = [line.name for line in rubric.indicators] + [c.title for c in rubric.categories]
    assert not [name for name in names if NEVER.search(name)]


def test_the_provincial_rubric_of_a_thousand_points() -> None:
    a1 = load_shipped("A1")
    line = a1.indicator
    results = {
        # 60 − 5 − 10 − 5; 20 − 10 − 5; 20 − 10
        "1.1": counted(line("1.1"), meeting_missing=1, not_passed_on=1, vacancy=1),
        "1.2": counted(line("1.2"), unsigned=1, irregular=1),
        "1.3": counted(line("1.3"), not_honoured=1),
        # 30 − 2×2 − 3×2 − 10 − (80 − 75.5)×1
        "2.1": counted(
            line("2.1"), item_missing=2, unfiled=3, no_training=4, covered=755, covered_base=1000
        ),
        # 40 − (1×2 + 3×2×0.5 + 1×6) ÷ 11
        "3.1": counted(line("3.1"), homicide=1, homicide_solved=3, above_mean=1, counties=11),
        "3.2": counted(line("3.2"), grave=1),
        "5.1": counted(line("5.1"), plenary_missing=1),
        # 40 − 5 − 5 − (86 − 82.3)×2
        "6.1": counted(line("6.1"), interfered=1, serious=1, satisfied=823, satisfied_base=1000),
    }
    got = {code: str(result.points) for code, result in results.items()}
    assert got == {
        "1.1": "40.00", "1.2": "5.00", "1.3": "10.00", "2.1": "5.50", "3.1": "39.00",
        "3.2": "0.00", "5.1": "27.50", "6.1": "22.60",
    }  # fmt: skip
    assert results["3.1"].formula == ("40 − (1 × 2 + 3 × 2 × 0.5 + 1 × 6 − 0 × 15) ÷ 11 = 39.00")
    assert results["2.1"].formula == (
        "30 − 2 × 2 − 3 × 2 − 4 × 10（最多10） − (80 − 755 ÷ 1000 × 100) × 1 = 5.50"
    )
    whole = sheet(
        a1, results, BonusClaim("site", "平安夜校"), BonusClaim("praise_nation", "平安夜校"),
        BonusClaim("bulletin", "信息"),
    )  # fmt: skip
    # 149.6 of these, 590 by hand; one project once at its highest, 5, and 0.5.
    assert (whole.base, whole.bonus.points, whole.total) == (
        Decimal("739.60"), Decimal("5.50"), Decimal("745.10"),
    )  # fmt: skip


def test_what_is_given_back_never_lifts_a_line_above_its_cap() -> None:
    line = load_shipped("A1").indicator("3.1")
    part = counted(line, homicide=4, above_mean=2, all_solved=1, counties=1)
    assert part.formula == "40 − (4 × 2 + 0 × 2 × 0.5 + 2 × 6 − 1 × 15) ÷ 1 = 35.00"
    more = counted(line, homicide_solved=3, all_solved=1, counties=11)
    assert more.points == Decimal("40.00")


def test_the_penalty_list_of_a_city() -> None:
    a2 = load_shipped("A2")
    # 5 − (96−93.5)×0.25 − (92−90)×0.25 = 3.875
    rates = counted(
        a2.indicator("1.1"), safe=935, safe_base=1000, aware=90, aware_base=100, took_part=85,
        took_part_base=100,
    )  # fmt: skip
    assert (str(rates.points), rates.reason) == ("3.88", "安全感率93.5%，知晓率90%")
    assert rates.formula == (
        "5 − (96 − 935 ÷ 1000 × 100) × 0.25 − (92 − 90 ÷ 100 × 100) × 0.25 = 3.88"
    )
    events = counted(
        a2.indicator("2.1"), dead_3=1, dead_3_again=1, single_points=8, secret_visit=6,
        secret_unrectified=2, inspected=3, monthly_last=4, yearly_last=1, down_5=1,
    )  # fmt: skip
    # 5 + 5×2 + 8×0.25 + 6×0.25 + 2×0.25×2 + 3×0.1 + 4×0.5 + 1 + 1
    assert str(events.points) == "71.20"
    whole = sheet(a2, {"1.1": rates, "2.1": events}, BonusClaim("up_5", "进位"))
    assert whole.total == Decimal("75.58")


@pytest.mark.parametrize(
    ("safe", "points"),
    # 96 and above costs nothing; 90 is 6×0.25; 88 is 6×0.25 + 2×0.5; 60 is over the cap of 5
    [(960, "5.00"), (959, "4.98"), (900, "3.50"), (880, "2.50"), (600, "0.00")],
)
def test_stretches_of_a_rate_follow_on_each_other(safe: int, points: str) -> None:
    line = load_shipped("A2").indicator("1.1")
    full = {"aware": 1, "aware_base": 1, "took_part": 1, "took_part_base": 1}
    assert str(counted(line, safe=safe, safe_base=1000, **full).points) == points
    nobody = counted(line, **full)  # nobody was asked: there is no rate to fall short
    assert str(nobody.points) == "5.00"


def test_the_township_rubric_with_what_the_system_counts() -> None:
    a3 = load_shipped("A3")
    results = {
        "1.1": evaluate(a3.indicator("1.1"), Facts(18, 20)),
        "2.1": evaluate(a3.indicator("2.1"), Facts(9, 10)),
    }
    whole = sheet(a3, results, BonusClaim("deed", "救人", 2), BonusClaim("news", "县报", 3))
    assert [str(r.points) for r in results.values()] == ["18.00", "9.00"]
    assert whole.total == Decimal("92.00")  # 18 + 9 + 60 by hand + 5


def test_too_small_a_base_takes_the_groups_rate() -> None:
    line = load_shipped("A3").indicator("1.1")
    pooled = evaluate(line, Facts(1, 5), pooled=Facts(27, 30))
    assert (str(pooled.points), pooled.state.value) == ("18.00", "computed")
    assert pooled.formula == "有效5份，基数过小，按同组合计：27 ÷ 30 × 20 = 18.00"
    assert pooled.reason == "有效5份，不足10份，基数过小，按同组合计（安全27÷30）"
    assert {part.key: part.count for part in pooled.parts} == {
        "numerator": 1, "denominator": 5, "gap": 4,
    }  # fmt: skip
    # The figures that open rows are the unit's own.
    assert [t.part for t in pooled.tokens if t.part] == ["denominator"]
    for nothing in (None, Facts(7, 9)):  # nobody to be pooled with
        alone = evaluate(line, Facts(1, 5), pooled=nothing)
        assert (alone.points, alone.state.value) == (None, "na")
        assert alone.formula.startswith("有效5份，不足10份，基数过小，不适用")
    enough = evaluate(line, Facts(9, 10), pooled=Facts(27, 30))
    assert enough.formula == "9 ÷ 10 × 20 = 18.00"


def done(line: Indicator, **states: int) -> Result:
    """A checklist with everything done but what is named: 0 missing."""
    assert line.rule.kind == "checklist"
    return evaluate(line, Facts(counts=dict.fromkeys(line.rule.event_keys(), 1) | states))


def test_the_mechanism_part_of_a_creation_standard() -> None:
    a4 = load_shipped("A4")
    line = a4.indicator
    results = {
        "1.1": done(line("1.1"), plan=0, paper=0),  # 6 − 0.5 − 1
        "1.2": done(line("1.2"), weight=0),  # 8 − 2
        "1.3": done(line("1.3"), minutes=0, members=0),  # 6 − 2 − 1
        "1.4": done(line("1.4"), linked=0),  # 3 − 3
        "1.5": evaluate(line("1.5"), score=ManualScore(Decimal("3.5"))),
    }
    assert [str(result.points) for result in results.values()] == [
        "4.50", "6.00", "3.00", "0.00", "3.50",
    ]  # fmt: skip
    assert sheet(a4, results).total == Decimal("17.00")
    assert sheet(a4, {}).total == Decimal("28.00")


@pytest.mark.parametrize(
    ("without", "good", "total", "star", "why"),
    [
        (7, 7, "14.00", "五星", ""),
        (7, 6, "13.00", "四星", ""),
        (7, 4, "11.00", "四星", ""),
        (7, 3, "10.00", "三星", ""),
        (7, 2, "9.00", "基本", ""),
        (7, 1, "8.00", "基本", ""),
        (7, 0, "7.00", "不评星级", ""),
        # 13 and 10 points would reach four and three stars: the precondition is not met.
        (6, 7, "13.00", "不评星级", "达到四星分数线，因1.1未得满分未列入"),
        (3, 7, "10.00", "不评星级", "达到三星分数线，因1.1未得满分未列入"),
        (0, 7, "7.00", "不评星级", ""),
    ],
)
def test_stars_follow_what_is_done_and_only_where_the_precondition_is_met(
    without: int, good: int, total: str, star: str, why: str
) -> None:
    a5 = load_shipped("A5")
    first = {f"without_{n}": int(n <= without) for n in range(1, 8)}
    second = {f"good_{n}": int(n <= good) for n in range(1, 8)}
    results = {
        "1.1": evaluate(a5.indicator("1.1"), Facts(counts=first)),
        "2.1": evaluate(a5.indicator("2.1"), Facts(counts=second)),
    }
    whole = sheet(a5, results)
    assert str(whole.total) == total
    (placed,) = place([standing(a5, whole, 1)], a5.grades)
    assert (placed.grade, placed.note) == (star, why)
