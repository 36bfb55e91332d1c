"""What a line may be given, what it answers, and how figures are written (domain A8, K1–K4)."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from reports.rules import Facts, FactsError, ManualScore, State, evaluate
from reports.rules.numbers import half_up, percent, plain
from tests.reports.rule_lines import (
    BANDED,
    LATE_HALF,
    LINEAR,
    RATIO,
    REPORTING,
    STEP85,
    line,
    score,
)


@pytest.mark.parametrize("rule", [RATIO, LATE_HALF, STEP85, LINEAR, BANDED, REPORTING])
@pytest.mark.parametrize("na", ["full", "redistribute"])
def test_empty_denominator_is_never_silently_zero(rule: Mapping[str, object], na: str) -> None:
    counts = dict.fromkeys(("late", "missing", "untrue"), 0)
    result = evaluate(line(rule, na=na), Facts(0, 0, counts))
    assert result.state is State.NA
    assert "不适用" in result.formula
    if na == "full":
        assert (result.points, result.carries) == (Decimal("5.00"), Decimal(0))
        assert "按满分计" in result.formula
    else:
        assert (result.points, result.carries) == (None, Decimal(5))
        assert result.points_text == "不适用"


def test_pending_shows_what_is_possible() -> None:
    result = evaluate(line({"kind": "manual"}, "4"))
    assert (result.state, result.points) == (State.PENDING, None)
    assert (result.low, result.high) == (Decimal(0), Decimal(4))
    assert result.points_text == "待评（0–4）"


def test_points_by_hand() -> None:
    result = evaluate(line({"kind": "manual"}, "3"), score=ManualScore(Decimal("2.5"), "资料欠缺"))
    assert (result.state, result.points) == (State.MANUAL, Decimal("2.50"))
    assert (result.formula, result.reason) == ("复核评定 2.50", "资料欠缺")


@pytest.mark.parametrize("points", ["-0.01", "3.01", "1.005", "NaN", "Infinity"])
def test_points_by_hand_refused(points: str) -> None:
    with pytest.raises(FactsError, match="得分"):
        evaluate(line({"kind": "manual"}, "3"), score=ManualScore(Decimal(points)))


def test_computed_line_takes_no_points_by_hand() -> None:
    with pytest.raises(FactsError, match="系统计算"):
        evaluate(line(RATIO, source="computed", metric="visits"), score=ManualScore(Decimal(1)))


def test_rate_above_hundred_is_refused() -> None:
    with pytest.raises(FactsError, match="多于"):
        score(RATIO, 61, 60)
    with pytest.raises(FactsError, match="多于"):
        score(LATE_HALF, 59, 60, late=2)
    with pytest.raises(FactsError, match="多于"):
        score(REPORTING, 0, 2, late=3, missing=0, untrue=0)


def test_parts_of_reporting_must_make_the_whole() -> None:
    computed = line(REPORTING, source="computed", metric="reporting", labels=("按时", "应报", "份"))
    with pytest.raises(FactsError, match="按时10＋迟报1＋未报0与应报12不等"):
        evaluate(computed, Facts(10, 12, {"late": 1, "missing": 0, "untrue": 0}))


@pytest.mark.parametrize("bad", [-1, True, 1.5, "3", None])
def test_facts_are_whole_numbers(bad: object) -> None:
    with pytest.raises(FactsError):
        Facts.from_dict({"counts": {"late": bad}})


def test_facts_round_trip() -> None:
    facts = Facts(1, 2, {"b": 1, "a": 0})
    assert Facts.from_dict(facts.as_dict()) == facts


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("2.675", "2.68"), ("-0.005", "-0.01")],
)
def test_half_up(value: str, rounded: str) -> None:
    assert half_up(Fraction(value)) == Decimal(rounded)


def test_percent_never_claims_a_threshold_it_missed() -> None:
    assert percent(Fraction(849999, 1000000)) == "84.99%"
    assert percent(Fraction(85, 100)) == "85%"
    assert percent(Fraction(57, 61)) == "93.44%"
    assert plain(Decimal("0.20")) == "0.2"
    assert plain(-1) == "−1"
