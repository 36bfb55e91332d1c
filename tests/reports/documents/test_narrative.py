"""The sentences say only what the figures say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.documents.assessment import narrative
from reports.documents.assessment.content import (
    AssessmentContent,
    PreviousUnit,
    PreviousYear,
    Problem,
    Tiers,
    UnitRate,
    UnitResult,
)
from reports.documents.assessment.figures import fixed, shown, total_of
from reports.documents.assessment.wording import chinese_date, masked, period
from reports.documents.assessment.zero import MonthFigures
from tests.reports.documents.county import invented_county

END = date(2026, 12, 31)


@pytest.fixture(scope="module")
def content() -> AssessmentContent:
    return invented_county(6)


def scored(unit: UnitResult, total: str, grade: str | None = "优秀") -> UnitResult:
    return replace(unit, total=total, grade=grade, veto=None)


def test_overview_drops_what_is_zero_and_leaves_vetoes_out_of_the_lowest(
    content: AssessmentContent,
) -> None:
    a, b, c, *_, last = content.units
    vetoed = replace(last, total="10.00")
    units = [scored(a, "95.00"), scored(b, "91.00"), scored(c, "85.00", "良好"), vetoed]
    said = narrative.overview(units)
    assert said == (
        "全县4个单位平均得分70.25分（含被一票否决单位）。其中优秀2个，良好1个，一票否决1个。"
        f"得分最高的是{a.name}（95.00分），最低的是{c.name}（85.00分），相差10.00分。"
    )


def test_overview_names_all_tied_units(content: AssessmentContent) -> None:
    a, b, c, *_ = content.units
    said = narrative.overview([scored(a, "95.00"), scored(b, "95.00"), scored(c, "90.00")])
    assert f"得分最高的是{a.name}、{b.name}（95.00分）" in said
    assert "各单位得分相同" in narrative.overview([scored(a, "95.00"), scored(b, "95.00")])


def test_overview_invents_no_mean_while_a_unit_waits(content: AssessmentContent) -> None:
    a, b, *_ = content.units
    said = narrative.overview([replace(a, total=None), scored(b, "95.00")])
    assert "1个单位尚有指标待评" in said
    assert "平均得分" in said
    assert "95" not in said


def test_small_counts_are_masked_and_the_sum_does_not_tell(content: AssessmentContent) -> None:
    assert [masked(n, "户") for n in (0, 1, 4, 5)] == ["0户", "不足5户", "不足5户", "5户"]
    few = narrative.tiers_sentence(Tiers(3, 20, 40), END)
    assert few == "年末在册重点家庭中，红色不足5户、黄色20户、绿色40户。"
    assert "63" not in few
    whole = narrative.tiers_sentence(Tiers(5, 20, 40), END)
    assert whole == "年末在册重点家庭65户，其中红色5户、黄色20户、绿色40户。"
    figures = replace(content.figures, tiers=Tiers(3, 20, 40))
    said = narrative.keepers(figures, content.units, END)
    assert "%" not in said
    assert "63" not in said


def test_a_year_that_is_not_over_is_not_called_a_year(content: AssessmentContent) -> None:
    said = "".join(
        (
            narrative.screening(content.figures, date(2026, 11, 26)),
            narrative.keepers(content.figures, content.units, date(2026, 11, 26)),
            narrative.months(content.figures.months, date(2026, 11, 26)),
            narrative.zero_reports(replace(content.figures, reports_due=0), date(2026, 11, 26)),
        )
    )
    assert said.startswith("截至11月26日，")
    assert "全年" not in said
    assert "年末" not in said


@pytest.mark.parametrize(
    ("accepted", "settled", "said"),
    [
        (0, 0, "全年未受理婚姻家庭纠纷。"),
        (100, 95, "受理婚姻家庭纠纷100件，调解成功95件，成功率95.0%。"),
        (3, 2, "受理婚姻家庭纠纷不足5件，调解成功不足5件。"),
        (100, 0, "受理婚姻家庭纠纷100件，调解成功0件，成功率0.0%。"),
    ],
)
def test_disputes(content: AssessmentContent, accepted: int, settled: int, said: str) -> None:
    figures = replace(content.figures, disputes_accepted=accepted, disputes_settled=settled)
    assert narrative.disputes(figures, END) == said


def test_zero_reports(content: AssessmentContent) -> None:
    figures = replace(
        content.figures,
        reports_due=100,
        reports_on_time=95,
        reports_late=5,
        reports_missing=0,
        reports_untrue=2,
    )
    assert narrative.zero_reports(figures, END) == (
        "应报零报告100份，按时95份，按时率95.0%；迟报5份，事后查明失实2份。"
    )
    assert narrative.zero_reports(replace(figures, reports_due=0), END) == "全年没有到期的零报告。"


def with_rates(unit: UnitResult, *points: str | None) -> UnitResult:
    chosen = unit.categories[: len(points)]
    return replace(
        unit,
        categories=tuple(replace(c, points=p) for c, p in zip(chosen, points, strict=True)),
    )


def test_categories_speak_of_percentage_points(content: AssessmentContent) -> None:
    unit = with_rates(content.units[0], "13.50", "12.00", "22.50")
    names = [category.name for category in unit.categories]
    said = narrative.categories([unit])
    assert said == (
        f"三大类中，“{names[0]}”、“{names[2]}”得分率最高，为90.0%；“{names[1]}”最低，"
        "为80.0%，低于全县平均得分率7.3个百分点。"
    )
    even = with_rates(content.units[0], "13.50", "13.50", "22.50")
    assert narrative.categories([even]) == "各类得分率接近。"
    waiting = with_rates(content.units[0], "13.50", None, "22.50")
    assert "尚待评定" in narrative.categories([waiting])


def test_months_name_ties_and_count_many() -> None:
    def month(number: int, late: int) -> MonthFigures:
        return MonthFigures(number, 100, late, 0, 0)

    said = narrative.months([month(1, 1), month(2, 5), month(3, 5), month(4, 2)], END)
    assert "最高的是2月、3月，最低的是1月。" in said
    many = narrative.months([month(i, 0) for i in range(1, 6)] + [month(6, 9)], END)
    assert "最低的是1月、2月、3月等5个月。" in many
    assert "占比相同" in narrative.months([month(1, 1), month(2, 1)], END)
    assert narrative.months([MonthFigures(1, 0, 0, 0, 0)], END) == ""


def test_last_three_need_a_denominator_and_name_equal_thirds() -> None:
    rates = [UnitRate(name, n, d) for name, n, d in (
        ("甲", 0, 0), ("乙", 1, 10), ("丙", 2, 10), ("丁", 3, 10), ("戊", 6, 20), ("己", 9, 10),
    )]  # fmt: skip
    assert narrative.last_three(rates) == ["乙", "丙", "丁", "戊"]
    said = narrative.problem(Problem("3.5", "走访达标率", tuple(rates)))
    assert said == "“走访达标率”居后三位的是乙、丙、丁、戊等4个单位（含并列）。"
    assert narrative.last_three(rates[:4]) == []
    same = [UnitRate(str(i), 1, 1) for i in range(9)]
    assert narrative.last_three(same) == []


def test_comparison_with_the_year_before(content: AssessmentContent) -> None:
    before = PreviousUnit("1", "90.00", 5)
    assert narrative.comparison("91.50", 3, before) == "较上年升1.50分，升2位"
    assert narrative.comparison("88.00", 5, before) == "较上年降2.00分，名次持平"
    assert narrative.comparison(None, None, before) == ""
    other = replace(content, previous=PreviousYear(2025, False, "80", ()))
    assert narrative.county_comparison(other) == "因细则调整，不作比较。"
    same = replace(content, previous=PreviousYear(2025, True, "10.00", ()))
    assert narrative.county_comparison(same).startswith("平均得分较上年升")


def test_veto_and_rectification(content: AssessmentContent) -> None:
    unit = content.units[-1]
    assert unit.veto is not None
    said = narrative.veto(unit.name, content.rubric_title, unit.veto)
    assert "经责任认定" in said
    assert "2027年1月28日决定（沛平家决〔2027〕1号）予以一票否决" in said
    assert said.endswith("期内未提出异议。")
    upheld = replace(unit.veto, objection="upheld")
    assert "提出异议，经复核维持" in narrative.veto(unit.name, content.rubric_title, upheld)
    assert "2027年4月30日前报送整改结果，县领导小组办公室6月" in narrative.rectification(content)


def test_days_and_figures() -> None:
    assert chinese_date(date(2026, 2, 6)) == "2026年2月6日"
    assert period(date(2027, 1, 11), date(2027, 1, 30)) == "2027年1月11日至30日"
    assert period(date(2026, 1, 1), date(2026, 12, 31)) == "2026年1月1日至12月31日"
    assert period(date(2026, 12, 1), date(2027, 1, 2)) == "2026年12月1日至2027年1月2日"
    assert [fixed("2.005"), fixed("-0.5"), fixed(Decimal("84.95"), 1)] == ["2.01", "−0.50", "85.0"]
    assert [shown(None), shown("na"), shown("0")] == ["待评", "—", "0.00"]
    assert [total_of(["1", None]), total_of(["1", "na"]), total_of(["na"])] == [None, "1", "na"]
