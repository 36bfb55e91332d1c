"""The county in the assessment workbook: 分项得分 and 排名, their figures taken from the townships'
own sheets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.documents.assessment.content import AssessmentContent, UnitResult
from reports.documents.assessment.figures import (
    DASH,
    grade_text,
    number,
    rank_text,
    shown,
    total_text,
)
from reports.documents.excel.book import Page, cell, of
from reports.documents.excel.unit_sheet import Places
from reports.documents.excel.wording import NOTES, data_period

RANK_HEADS = (
    "组别", "单位", "得分", "加分", "扣分", "否决", "总分", "名次", "等次", "评分表",
)  # fmt: skip


def matrix_sheet(
    page: Page, content: AssessmentContent, places: dict[str, Places]
) -> dict[str, int]:
    """分项得分, each figure taken from the township's own sheet; the row of each unit."""
    units = sorted(content.units, key=lambda one: one.code)
    lines = units[0].lines
    heads = ["单位", *(f"{line.code}\n{line.name}\n{line.cap}分" for line in lines), "指标得分"]
    page.top(f"{content.year}年度分项得分", data_period(content), heads)
    page.sheet.set_row(2, 78)
    rows: dict[str, int] = {}
    for unit in units:
        at = places[unit.code]
        rows[unit.code] = page.row
        page.link(0, at.sheet, "A1", unit.name)
        for column, line in enumerate(unit.lines, 1):
            page.formula(
                column, f"={of(at.sheet, at.lines[line.code])}", shown(line.review_points), "figure"
            )
        page.formula(len(lines) + 1, f"={of(at.sheet, at.base)}", shown(unit.base))
        page.row += 1
    first, last = 3, page.row - 1
    page.put(0, "全县平均", "grey")
    for column in range(1, len(lines) + 2):
        span = f"{cell(first, column)}:{cell(last, column)}"
        known = [
            value
            for unit in units
            if (value := number(unit.lines[column - 1].review_points if column <= len(lines)
                                else unit.base)) is not None
        ]  # fmt: skip
        if known:
            mean = float(sum(known, Decimal(0)) / len(known))
            page.formula(column, f"=AVERAGE({span})", mean)
        else:
            page.put(column, DASH, "sum")
    page.row += 1
    page.note(NOTES[0])
    return rows


def ranking_sheet(
    page: Page,
    content: AssessmentContent,
    units: Sequence[UnitResult],
    places: dict[str, Places],
    rows: dict[str, int],
) -> None:
    page.top(f"{content.year}年度平安家庭创建工作考核排名表", data_period(content), RANK_HEADS)
    column = len(units[0].lines) + 1
    for unit in units:
        page.put(0, unit.group, "center")
        page.put(1, unit.name, "center")
        page.formula(
            2, f"={of('分项得分', cell(rows[unit.code], column))}", shown(unit.base), "figure"
        )
        page.put(3, unit.bonus, "figure")
        page.put(4, unit.deduction, "figure")
        page.put(5, "否决" if unit.veto else DASH, "center")
        if unit.total is None:
            page.put(6, total_text(unit), "center")
        else:
            whole = f"=ROUND({cell(page.row, 2)}+{cell(page.row, 3)}-{cell(page.row, 4)},2)"
            page.formula(6, whole, shown(unit.total))
        page.put(7, DASH if unit.veto else rank_text(unit), "count")
        page.put(8, grade_text(unit), "center")
        page.link(9, places[unit.code].sheet, "A1", "打开")
        page.row += 1
    page.note("分组排名，总分相同的名次并列，其后名次空出；否决单位列于本组之后，得分照印。")
