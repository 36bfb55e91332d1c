"""The three plots of the report as SVG, the same in PDF and Word."""

from collections.abc import Sequence
from decimal import Decimal

from reports import charts
from reports.documents.assessment.content import UnitResult
from reports.documents.assessment.figures import (
    DASH,
    category_means,
    category_rate,
    fixed,
    mean,
    number,
    rate,
    total_text,
)
from reports.documents.assessment.zero import MonthFigures
from reports.svg import Fill

GRADE_FILLS: dict[str, Fill] = {
    "优秀": "dark",
    "良好": "grey",
    "合格": "hatch",
    "不合格": "white",
}
VETOED = "一票否决（得分照印，不评等次）"
CAPTIONS = (
    "图1　各镇（街道、农场）总分（满分100分，加分上限10分）",
    "图2　分类得分率的全县平均与单位间差距",
    "图3　村（社区）逐月异常报告占比",
)


def ranking_figure(units: Sequence[UnitResult]) -> str:
    """图1: totals as bars, best first, vetoed ones last."""
    ranked = sorted(
        units,
        key=lambda u: (u.veto is not None, u.total is None, -(number(u.total) or 0), u.code),
    )
    bars = [_bar(unit) for unit in ranked]
    totals = [value for unit in units if (value := number(unit.total)) is not None]
    return charts.ranked_bars(
        bars,
        title="各镇（街道、农场）总分",
        desc="横条为各单位总分，虚线为全县平均，数据见表1",
        mean=mean(totals) if len(totals) == len(units) else None,
        legend=grade_legend(bars),
    )


def grade_legend(bars: Sequence[charts.Bar]) -> list[tuple[Fill, str]]:
    """The fills in use with their grades."""
    used = {bar.fill for bar in bars if bar.value is not None}
    words = [(fill, grade) for grade, fill in GRADE_FILLS.items() if fill in used]
    return [*words, ("dashed", VETOED)] if "dashed" in used else words


def category_figure(units: Sequence[UnitResult]) -> str:
    """图2: range and mean of each category."""
    means = category_means(units)
    rows = []
    for index, category in enumerate(units[0].categories):
        values = tuple(
            value for unit in units if (value := category_rate(unit.categories[index])) is not None
        )
        label = f"{category.name}（{fixed(category.cap, 0)}分）"
        rows.append(charts.Range(label, values, means[category.code]))
    what = "六大类得分率的全县平均与单位间差距"
    return charts.ranges(rows, title=what, desc="数据见附件1、附件2")


def month_figure(months: Sequence[MonthFigures]) -> str:
    """图3: shares of late, missing and untrue reports by month."""
    columns = []
    for entry in months:
        counts = (entry.late, entry.missing, entry.untrue)
        parts = tuple(rate(count, entry.due) or Decimal(0) for count in counts)
        columns.append(charts.Stack(f"{entry.month}月", parts, "" if entry.due else DASH))
    legend: list[tuple[Fill, str]] = [
        ("hatch", "迟报"),
        ("dark", "未报"),
        ("white", "零报告失实"),
    ]
    what = "村（社区）逐月异常报告占比"
    return charts.stacked_shares(columns, legend, title=what, desc="每月应报数为百分之百")


def _bar(unit: UnitResult) -> charts.Bar:
    if unit.veto:
        return charts.Bar(unit.name, number(unit.total), "dashed", "否决")
    value = number(unit.total)
    note = total_text(unit) if value is None else ""
    return charts.Bar(unit.name, value, GRADE_FILLS.get(unit.grade or "", "white"), note)
