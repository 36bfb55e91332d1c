"""Vectors for every rule kind: the figures of domain A6–A8 worked out by hand."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from reports.metrics.catalogue import METRICS
from reports.rules import Facts, FactsError, Indicator, State, evaluate
from reports.rules.kinds.checklist import Checklist
from tests.reports.rule_lines import (
    BANDED,
    LATE_HALF,
    LINEAR,
    RATIO,
    REPORTING,
    STEP85,
    STEP95,
    line,
    score,
)


@pytest.mark.parametrize(
    ("top", "base", "points", "formula"),
    [
        (58, 60, "4.83", "58 ÷ 60 × 5 = 4.83"),
        (60, 60, "5.00", "60 ÷ 60 × 5 = 5.00"),
        (0, 60, "0.00", "0 ÷ 60 × 5 = 0.00"),
        (1, 8, "0.63", "1 ÷ 8 × 5 = 0.63"),  # 0.625 goes up
    ],
)
def test_ratio(top: int, base: int, points: str, formula: str) -> None:
    result = score(RATIO, top, base)
    assert (result.points, result.formula) == (Decimal(points), formula)
    assert result.rate == Fraction(top, base)


def test_ratio_reason_is_the_card_sentence() -> None:
    assert score(RATIO, 58, 60).reason == "应走访60户次，按时58户次"
    assert score(RATIO, 60, 60).reason == ""


def test_late_ones_count_half() -> None:
    result = score(LATE_HALF, 15, 18, "4", late=2)
    assert result.formula == "(15 + 2 × 0.5) ÷ 18 × 4 = 3.56"
    assert result.reason == "应走访18户次，按时15户次，逾期2户次"
    assert [(part.key, part.count) for part in result.parts] == [
        ("numerator", 15),
        ("denominator", 18),
        ("late", 2),
        ("gap", 1),
    ]


@pytest.mark.parametrize(("top", "points"), [(60, "1.20"), (59, "0.00"), (100, "2.00")])
def test_ratio_floor_below_sixty(top: int, points: str) -> None:
    result = score({"kind": "ratio", "zero_below": "60"}, top, 100, "2")
    assert result.points == Decimal(points)


def test_ratio_extra_deduction_below_ninety_five() -> None:
    rule: Mapping[str, object] = {"kind": "ratio", "extra_below": "95", "extra_points": "1"}
    assert score(rule, 95, 100).points == Decimal("4.75")
    below = score(rule, 94, 100)
    assert below.formula == "94 ÷ 100 × 5 − 1 = 3.70"
    assert score(rule, 10, 100).formula == "10 ÷ 100 × 5 − 1 = −0.5，扣完为止，计 0.00"


@pytest.mark.parametrize(
    ("top", "base", "points"),
    [
        (85, 100, "5.00"),  # exactly 85.00 reaches the threshold (domain K4)
        (17, 20, "5.00"),
        (8500, 10000, "5.00"),
        (8499, 10000, "5.00"),  # 0.01 point costs 0.002: rounds back to full
        (8474, 10000, "4.95"),
        (80, 100, "4.00"),
        (0, 100, "0.00"),
        (60, 100, "0.00"),
    ],
)
def test_step_at_85(top: int, base: int, points: str) -> None:
    assert score(STEP85, top, base).points == Decimal(points)


def test_step_formula_is_exact() -> None:
    result = score(STEP95, 57, 61)
    assert result.formula == "5 − (95 − 57 ÷ 61 × 100) × 0.25 = 4.61"
    assert result.reason == "应走访61户次，按时57户次，占93.44%"
    assert score(STEP95, 58, 60).formula == "58 ÷ 60 = 96.67%，达到95%，计 5.00"


def test_step_zero_below() -> None:
    rule: Mapping[str, object] = {**STEP95, "full_at": "90", "zero_below": "70"}
    assert score(rule, 70, 100).points == Decimal("0.00")
    result = score({**rule, "per_point": "0.1"}, 699, 1000)
    assert result.formula == "699 ÷ 1000 = 69.9%，低于70%，计 0.00"
    assert score({**rule, "per_point": "0.1"}, 700, 1000).points == Decimal("3.00")


@pytest.mark.parametrize(
    ("top", "points"),
    [(950, "10.00"), (800, "0.00"), (799, "0.00"), (928, "8.53"), (875, "5.00"), (1000, "10.00")],
)
def test_linear(top: int, points: str) -> None:
    assert score(LINEAR, top, 1000, "10").points == Decimal(points)


def test_linear_formula() -> None:
    expected = "(928 ÷ 1000 × 100 − 80) ÷ (95 − 80) × 10 = 8.53"
    assert score(LINEAR, 928, 1000, "10").formula == expected


@pytest.mark.parametrize(
    ("top", "points"), [(90, "5.00"), (89, "2.50"), (70, "2.50"), (69, "0.00")]
)
def test_banded(top: int, points: str) -> None:
    assert score(BANDED, top, 100).points == Decimal(points)


@pytest.mark.parametrize(("held", "points"), [(0, "0.00"), (1, "1.50"), (2, "3.00"), (7, "3.00")])
def test_shortfall(held: int, points: str) -> None:
    rule: Mapping[str, object] = {"kind": "shortfall", "required": 2, "per_missing": "1.5"}
    assert score(rule, held, None, "3").points == Decimal(points)


def test_shortfall_words() -> None:
    rule: Mapping[str, object] = {"kind": "shortfall", "required": 2, "per_missing": "1.5"}
    one = evaluate(line(rule, "3", labels=("会议纪要", "", "次")), Facts(1))
    assert (one.formula, one.reason) == ("3 − (2 − 1) × 1.5 = 1.50", "会议纪要1次，应有2次")
    assert evaluate(one_line(rule), Facts(3)).formula == "会议纪要3次，应有2次，计 3.00"


@pytest.mark.parametrize(
    ("months", "held", "points"),
    [(5, 0, None), (6, 0, "1.50"), (6, 1, "3.00"), (11, 1, "3.00"), (12, 1, "1.50")],
)
def test_a_quota_of_the_year_falls_due_by_its_months(
    months: int, held: int, points: str | None
) -> None:
    rule: Mapping[str, object] = {"kind": "shortfall", "required": 2, "per_missing": "1.5"}
    got = evaluate(one_line(rule), Facts(held, months=months)).points
    assert got == (None if points is None else Decimal(points))


def test_a_rate_of_the_year_is_asked_for_by_its_months() -> None:
    half = evaluate(line({**STEP85, "pace": True}), Facts(42, 100, {}, 6))
    assert half.formula == "5 − (42.5 − 42 ÷ 100 × 100) × 0.2 = 4.90"
    assert score({**STEP85, "pace": True}, 42, 100).points == Decimal(0)
    assert "按已过月数折算" in half.rule


def one_line(rule: Mapping[str, object]) -> Indicator:
    return line(rule, "3", labels=("会议纪要", "", "次"))


def test_reporting_example_of_the_score_sheet() -> None:
    result = score(REPORTING, 183, 192, late=6, missing=3, untrue=0)
    assert result.formula == "5 − 6 × 0.2 − 3 × 0.5 − 0 × 2 = 2.30"
    assert result.points == Decimal("2.30")
    linked = {token.part: token.text for token in result.tokens if token.part}
    assert linked == {"late": "6", "missing": "3", "untrue": "0"}
    costs = {part.key: part.points for part in result.parts if part.points is not None}
    assert costs["late"] == Decimal("-1.20")
    assert result.reason == "迟报6户次，未报3户次"


def test_deduction_stops_at_zero() -> None:
    result = score(REPORTING, 0, 12, late=0, missing=12, untrue=0)
    assert result.points == Decimal("0.00")
    assert result.formula.endswith("= −1，扣完为止，计 0.00")


def test_tenths_add_up_exactly() -> None:
    """0.1 + 0.2 in binary would not be 0.3 (domain K4)."""
    rule: Mapping[str, object] = {
        "kind": "deduct",
        "event": [
            {"event": "a", "label": "甲", "points": Decimal("0.1")},
            {"event": "b", "label": "乙", "points": Decimal("0.2")},
        ],
    }
    result = score(rule, None, 9, "0.3", a=1, b=1)
    assert result.points == Decimal("0.00")
    assert "扣完为止" not in result.formula


def test_halving_doubling_and_division() -> None:
    rule: Mapping[str, object] = {
        "kind": "deduct",
        "event": [
            {"event": "solved", "label": "已破案", "points": "2", "factor": "0.5"},
            {"event": "again", "label": "再次发生", "points": "1", "factor": "2"},
        ],
        "divide_by": "counties",
        "divide_label": "所辖县数",
    }
    result = score(rule, None, 9, solved=3, again=2, counties=4)
    assert result.points == Decimal("3.25")
    assert result.formula == "5 − (3 × 2 × 0.5 + 2 × 1 × 2) ÷ 4 = 3.25"
    assert "并减半" in result.rule
    assert "并加倍" in result.rule
    none = score(rule, None, 9, solved=3, again=2, counties=0)
    assert (none.state, none.points) == (State.NA, None)


def test_checklist() -> None:
    rule: Mapping[str, object] = {
        "kind": "checklist",
        "item": [
            {"key": "plan", "label": "方案", "points": "1", "late_points": "0.5"},
            {"key": "review", "label": "小结", "points": "1", "late_points": "0.5"},
            {"key": "person", "label": "专人", "points": "2"},
        ],
    }
    result = score(rule, None, None, "4", plan=1, review=2, person=0)
    assert (result.formula, result.reason) == ("1 + 0.5 + 0 = 1.50", "小结逾期，专人缺")
    with pytest.raises(FactsError, match="专人"):
        score(rule, None, None, "4", plan=1, review=2, person=2)
    with pytest.raises(FactsError, match="缺少“专人”"):
        score(rule, None, None, "4", plan=1, review=2)


PAPERS = {
    "kind": "checklist",
    "item": [
        {"key": "plan", "label": "方案", "points": "1", "late_points": "0.5"},
        {"key": "midyear", "label": "小结", "points": "1", "late_points": "0.5"},
        {"key": "final", "label": "总结", "points": "2", "late_points": "1"},
    ],
}


def papers(**counts: int) -> Facts:
    """Counts of the papers; what is not named is 0."""
    return Facts(0, 0, dict.fromkeys(METRICS["year_papers"].event_keys(), 0) | counts)


@pytest.mark.parametrize(
    ("counts", "formula", "reason"),
    [
        ({"plan": 1, "midyear_late": 1, "final_lack": 1}, "1 + 0.5 + 0 = 1.50", "小结逾期，总结缺"),
        ({"plan": 1, "midyear_late": 1}, "(1 + 0.5) × 4 ÷ 2 = 3.00", "小结逾期"),
        ({"plan": 3, "plan_lack": 1, "midyear": 1, "final": 1}, "1 × 3 ÷ 4 + 1 + 2 = 3.75",
         "方案缺1件"),
        ({"plan": 1, "plan_late": 1}, "(1 × 1 ÷ 2 + 0.5 × 1 ÷ 2) × 4 ÷ 1 = 3.00", "方案逾期1件"),
        ({}, "到期的项目0件，不适用，分值由其他指标按得分率折算", "到期的项目0件，不适用"),
    ],
)  # fmt: skip
def test_a_checklist_is_counted_from_the_records(
    counts: dict[str, int], formula: str, reason: str
) -> None:
    """What is not due yet is not missing: its points are earned by what is due."""
    built = line(PAPERS, "4", labels=("按时", "应报", "件"))
    rule = built.rule
    assert isinstance(rule, Checklist)
    counted = replace(built, rule=rule.counted_by(METRICS["year_papers"], pytest.fail))
    result = evaluate(counted, papers(**counts))
    assert (result.formula, result.reason) == (formula, reason)
    if result.points is not None and "×" not in formula:
        assert sum((p.points or Decimal(0)) for p in result.parts) == result.points


def test_a_metric_answers_only_for_its_items() -> None:
    faults: list[str] = []
    rule = line(PAPERS, "4").rule
    assert isinstance(rule, Checklist)
    rule.counted_by(METRICS["councils"], faults.append)
    assert faults == ["数据指标“councils”不统计“plan、midyear、final”。"]
    two = {"kind": "checklist", "item": [
        {"key": "q1", "label": "一季度", "points": "4", "late_points": "1"},
    ]}  # fmt: skip
    timed = line(two, "4").rule
    assert isinstance(timed, Checklist)
    timed.counted_by(METRICS["councils"], faults.append)
    assert "不分逾期" in faults[-1]


def test_a_kind_of_event_costs_its_limit_at_most() -> None:
    rule: Mapping[str, object] = {
        "kind": "deduct",
        "event": [
            {"event": "unchecked", "label": "未复核", "points": "3", "limit": "3"},
            {"event": "unhandled", "label": "未处理", "points": "1"},
        ],
    }
    result = score(rule, None, 9, unchecked=4, unhandled=1)
    assert result.formula == "5 − 4 × 3（最多3） − 1 × 1 = 1.00"
    assert "最多扣3分" in result.rule
    assert score(rule, None, 9, unchecked=1, unhandled=0).formula == "5 − 1 × 3 − 0 × 1 = 2.00"
