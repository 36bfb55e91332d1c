"""Sheets: sums, lines that do not apply, bonus, deductions, veto; then ranks and grades."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from reports.rules import (
    BonusClaim,
    Facts,
    FactsError,
    Grade,
    ManualScore,
    Result,
    Rubric,
    Sheet,
    Standing,
    State,
    VetoDecision,
    evaluate,
    grades,
    load_shipped,
    place,
    ranks,
    standing,
    tally,
)
from tests.reports.rule_lines import lawful

RC1, RC2 = load_shipped("RC1"), load_shipped("RC2")
BANDS = RC1.grades
EMPTY = Facts(0, 0, dict.fromkeys(("late", "missing", "untrue", "lacking"), 0))


def by_hand(rubric: Rubric, share: str = "1") -> dict[str, Result]:
    """Every line at one share of its cap, entered by hand or counted."""
    results = {}
    for line in rubric.indicators:
        if line.source == "manual":
            points = (line.cap * Decimal(share)).quantize(Decimal("0.01"))
            results[line.code] = evaluate(line, score=ManualScore(points))
        else:
            top = 100 if line.rule.kind == "deduct" else int(Decimal(share) * 100)
            results[line.code] = evaluate(line, lawful(line, top, 100))
    return results


def veto(ground: str = "b") -> VetoDecision:
    return VetoDecision(ground, "演示〔2027〕1号", "瞒报", "县平安办", date(2027, 1, 20))


def test_full_sheet_is_a_hundred() -> None:
    sheet = tally(RC1, by_hand(RC1))
    assert (sheet.base, sheet.total, sheet.pending) == (Decimal(100), Decimal(100), 0)
    assert sheet.summary == "基础 100.00 + 加分 0.00 − 扣分 0.00 = 100.00"
    assert [category.points for category in sheet.categories] == [15, 15, 25, 20, 15, 10]


def test_one_line_pending_gives_a_range_and_no_total() -> None:
    results = by_hand(RC1)
    results["5.4"] = evaluate(RC1.indicator("5.4"))
    sheet = tally(RC1, results)
    assert (sheet.total, sheet.low, sheet.high) == (None, Decimal(97), Decimal(100))
    assert sheet.summary == "1项待评，总分可能在97.00至100.00分之间"
    assert sheet.categories[4].points is None
    assert sheet.categories[0].points == Decimal(15)


def test_redistribution_within_a_category() -> None:
    """4.2 of RC1 (5 points) has no mediated dispute; the rest reached 80 % of 15."""
    results = by_hand(RC1, "0.8")
    results["4.2"] = evaluate(RC1.indicator("4.2"), Facts(0, 0))
    assert results["4.2"].state is State.NA
    four = tally(RC1, results).categories[3]
    assert (four.adjustment, four.points) == (Decimal("4.00"), Decimal("16.00"))


def test_full_marks_are_no_measure_for_others() -> None:
    """A village without disputes: 4.4 is full by policy, the other 16 points go to the sheet."""
    results = by_hand(RC2, "0.5")
    for code in ("4.1", "4.2", "4.3", "4.4"):
        results[code] = evaluate(RC2.indicator(code), EMPTY)
    sheet = tally(RC2, results)
    four = sheet.categories[3]
    assert (four.points, four.carried) == (Decimal(4), Decimal(16))
    judged = sum((c.points or Decimal(0) for c in sheet.categories), Decimal(-4))
    assert sheet.adjustment == (judged * 16 / 80).quantize(Decimal("0.01"))
    assert sheet.base == judged + 4 + sheet.adjustment


def test_a_whole_category_handed_on() -> None:
    results = by_hand(RC1, "1")
    results["6.1"] = evaluate(RC1.indicator("6.1"), Facts(0, 0))
    sheet = tally(RC1, results)
    assert sheet.categories[5].points is None
    assert sheet.categories[5].carried == 10
    assert (sheet.adjustment, sheet.total) == (Decimal(10), Decimal(100))


def test_the_sheet_adds_up_on_paper() -> None:
    results = by_hand(RC2, "0.77")
    results["4.2"] = evaluate(RC2.indicator("4.2"), Facts(0, 0))
    results["7.1"] = evaluate(RC2.indicator("7.1"), Facts(0, 0))
    sheet = tally(RC2, results)
    lines = sum((line.points or Decimal(0)) for line in sheet.results)
    extra = sum(category.adjustment for category in sheet.categories) + sheet.adjustment
    assert lines + extra == sheet.base


def test_a_missing_line_is_an_error() -> None:
    results = by_hand(RC1)
    del results["3.2"]
    with pytest.raises(FactsError, match=r"3\.2"):
        tally(RC1, results)


def test_bonus_counts_a_matter_once_and_stops_at_the_caps() -> None:
    claims = [
        BonusClaim("award_city", "反家暴工作法"),
        BonusClaim("award_nation", "反家暴工作法"),
        BonusClaim("award_province", "诉调对接"),
        BonusClaim("adopted", "信息", count=7),
        BonusClaim("innovation", "流动调解站", points=Decimal("1.5")),
    ]
    total = RC1.bonus.total(claims)
    assert total.points == Decimal("8.50")
    notes = {line.claim.item: (line.counted, line.note) for line in total.lines}
    assert notes["award_city"] == (Decimal(0), "同一事项只计最高一次")
    assert notes["adopted"] == (Decimal(2), "本项最多2分")
    assert RC1.bonus.total(claims[::-1]) == total
    assert RC2.bonus.total(claims).points == Decimal("5.00")
    assert "上限5分" in RC2.bonus.total(claims).note


@pytest.mark.parametrize(
    "claim",
    [
        BonusClaim("gift", "x"),
        BonusClaim("adopted", "x", count=0),
        BonusClaim("innovation", "x"),
        BonusClaim("innovation", "x", points=Decimal(3)),
    ],
)
def test_bonus_refuses(claim: BonusClaim) -> None:
    with pytest.raises(FactsError):
        RC1.bonus.total([claim])


def test_what_a_bonus_is_worth_in_words() -> None:
    words = {item.key: item.words() for item in RC1.bonus.items}
    assert words["award_city"] == "市级表彰或者现场会每次加1分，同一事项只计最高一次"
    judged = replace(RC1.bonus.items[0], judged=True, per_matter=False, limit=Decimal(4))
    assert judged.words().endswith("由考核组评定，最多加3分，本项最多4分")


def test_deductions_outside() -> None:
    sheet = tally(RC1, by_hand(RC1), deductions={"blame_county": 1, "unrectified": 3})
    assert sheet.total == Decimal("97.50")
    assert sheet.summary == "基础 100.00 + 加分 0.00 − 扣分 2.50 = 97.50"
    assert "".join(token.text for token in sheet.deducted.tokens) == "1 × 1 + 3 × 0.5 = 2.50"
    with pytest.raises(FactsError, match="没有"):
        tally(RC1, by_hand(RC1), deductions={"mood": 1})


def test_total_never_below_zero() -> None:
    sheet = tally(RC1, by_hand(RC1, "0"), deductions={"blame_province": 40})
    assert sheet.total == 0
    assert sheet.summary.endswith("不足0分按0分计")


def test_veto_keeps_the_score() -> None:
    sheet = tally(RC1, by_hand(RC1), vetoes=[veto()])
    assert sheet.vetoed
    assert sheet.total == Decimal(100)


@pytest.mark.parametrize(
    "wrong",
    [
        veto("z"),
        VetoDecision("a", " ", "理由", "县平安办", date(2027, 1, 1)),
        VetoDecision("a", "1号", "", "县平安办", date(2027, 1, 1)),
        VetoDecision("a", "1号", "理由", "", date(2027, 1, 1)),
    ],
)
def test_veto_needs_its_papers(wrong: VetoDecision) -> None:
    with pytest.raises(FactsError):
        tally(RC1, by_hand(RC1), vetoes=[wrong])


def test_same_inputs_same_digest() -> None:
    def make() -> Sheet:
        return tally(RC1, by_hand(RC1, "0.9"), deductions={"unrectified": 1}, vetoes=[veto()])

    assert make().digest == make().digest
    assert make().digest != tally(RC1, by_hand(RC1, "0.9")).digest


def unit(number: int, total: str | None, vetoed: bool = False, key: int = 0) -> Standing:
    keys = ((Fraction(key), Fraction(key)),)
    return Standing(number, "甲组", None if total is None else Decimal(total), vetoed, keys)


def test_equal_totals_share_a_place() -> None:
    """1, 2, 2, 4, and the veto row last (domain K3)."""
    units = [
        unit(5, "99.00", vetoed=True),
        unit(4, "70.00"),
        unit(3, "88.10"),
        unit(2, "88.10"),
        unit(1, "95.00"),
        unit(6, None),
    ]
    assert ranks(units) == {1: 1, 2: 2, 3: 2, 4: 4, 5: None, 6: None}
    placed = place(units, BANDS)
    assert [one.unit for one in placed] == [1, 2, 3, 4, 6, 5]
    assert [one.label for one in placed][-2:] == ["待评", "否决"]
    assert all(one.provisional for one in placed)


def test_print_order_among_equals() -> None:
    units = [unit(1, "80", key=1), unit(2, "80", key=2), unit(4, "80", key=2), unit(3, "80", key=2)]
    placed = place(units, BANDS)
    assert [one.unit for one in placed] == [2, 3, 4, 1]
    assert [one.rank for one in placed] == [1, 1, 1, 1]


def test_order_keys_come_from_satisfaction_then_reporting() -> None:
    results = by_hand(RC1)
    results["6.1"] = evaluate(RC1.indicator("6.1"), Facts(96, 100))
    one = standing(RC1, tally(RC1, results), 320322101000, "甲组")
    assert one.keys == ((Fraction(10), Fraction(96, 100)), (Fraction(5), Fraction(-1)))


def test_excellent_share_is_never_exceeded() -> None:
    totals = ["99", "98", "97", "96", "95", "89", "80", "70", "60", "59.99"]
    found = grades([unit(n, total) for n, total in enumerate(totals)], BANDS)
    names = [found[n][0] for n in range(10)]
    assert names == ["优秀"] * 3 + ["良好"] * 4 + ["合格"] * 2 + ["不合格"]
    assert found[3][1] == "达到优秀分数线，因优秀不超过本组30%未列入"
    assert found[5][1] == ""


def test_ties_at_the_cut_are_kept_out_together() -> None:
    totals = ["99", "97", "97", "97", "95", "89", "80", "70", "60", "50"]
    found = grades([unit(n, total) for n, total in enumerate(totals)], BANDS)
    assert [found[n][0] for n in range(5)] == ["优秀"] + ["良好"] * 4


def test_a_grade_that_needs_a_line_goes_on_to_the_next_who_has_it() -> None:
    """Who lacks the line takes no place of the grade from others."""
    needs = (Grade("优秀", Decimal(90), Decimal(30), ("3.2",)), *BANDS[1:])
    units = [unit(n, str(99 - n)) for n in range(10)]
    units[0] = replace(units[0], short=frozenset({"3.2"}))
    units[3] = replace(units[3], short=frozenset({"3.2", "1.1"}))
    found = grades(units, needs)
    assert [found[n][0] for n in range(6)] == ["良好", "优秀", "优秀", "良好", "优秀", "良好"]
    assert found[0][1] == found[3][1] == "达到优秀分数线，因3.2未得满分未列入"
    assert found[5][1] == "达到优秀分数线，因优秀不超过本组30%未列入"


def test_a_line_that_does_not_apply_stands_in_nobodys_way() -> None:
    rubric = replace(RC1, grades=(Grade("优秀", Decimal(0), needs=("2.1", "2.2", "6.1")),))
    results = by_hand(RC1) | {
        "2.1": evaluate(RC1.indicator("2.1"), Facts(0, 0)),
        "2.2": evaluate(RC1.indicator("2.2"), Facts(80, 100)),
    }
    one = standing(rubric, tally(rubric, results), 1)
    assert one.short == {"2.2"}


def test_a_small_group_has_no_excellent() -> None:
    found = grades([unit(n, "99") for n in range(3)], BANDS)
    assert {name for name, _ in found.values()} == {"良好"}


def test_vetoed_unit_has_no_grade_but_counts_in_the_group() -> None:
    units = [unit(0, "99", vetoed=True)] + [unit(n, str(100 - n)) for n in range(1, 4)]
    found = grades(units, BANDS)
    assert 0 not in found
    assert [found[n][0] for n in (1, 2, 3)] == ["优秀", "良好", "良好"]


def test_grade_limits_are_exact() -> None:
    free = (Grade("优秀", Decimal(90)), *BANDS[1:])
    found = grades([unit(1, "90.00"), unit(2, "89.99"), unit(3, "60"), unit(4, "59.99")], free)
    assert [found[n][0] for n in (1, 2, 3, 4)] == ["优秀", "良好", "合格", "不合格"]


def test_groups_are_ranked_apart() -> None:
    one, other = unit(1, "70"), Standing(2, "乙组", Decimal(60))
    assert ranks([one, other]) == {1: 1, 2: 1}
