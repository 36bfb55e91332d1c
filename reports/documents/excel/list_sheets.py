"""The long lists of the assessment workbook: 村级 and 扣分事项."""

from __future__ import annotations

from decimal import Decimal

from reports.documents.assessment.content import AssessmentContent
from reports.documents.assessment.figures import (
    DASH,
    number,
    shown,
)
from reports.documents.assessment.layout.villages import village_order
from reports.documents.excel.book import Book, cell
from reports.documents.excel.unit_sheet import Places
from reports.documents.excel.wording import NOTES, data_period


def village_sheet(book: Book, content: AssessmentContent) -> str:
    """村级: one long sheet, filtered by township."""
    marks = content.village_indicators
    page = book.sheet("村级", (13, 15, *([6.2] * len(marks)), 8, 6, 6, 7, 6, 6), held=2)
    heads = [
        "镇（街道）", "村（社区）", *(f"{m.code}\n{m.name or m.short}\n{m.cap}分" for m in marks),
        "指标合计", "加分", "扣分", "总分", "名次", "等次",
    ]  # fmt: skip
    page.top(f"{content.year}年度村（社区）考核得分", content.village_rubric, heads)
    page.sheet.set_row(2, 92)
    end = 1 + len(marks)
    for unit in sorted(content.units, key=lambda one: one.code):
        for one in village_order(unit.villages):
            page.put(0, unit.name, "left")
            page.put(1, one.name, "left")
            for column, points in enumerate(one.points, 2):
                page.put(column, shown(points), "figure")
            known = [value for points in one.points if (value := number(points)) is not None]
            span = f"{cell(page.row, 2)}:{cell(page.row, end)}"
            page.formula(end + 1, f"=SUM({span})", sum(known, Decimal(0)))
            page.put(end + 2, one.bonus, "figure")
            page.put(end + 3, one.deduction, "figure")
            page.put(end + 4, shown(one.total), "sum")
            rank = "否决" if one.vetoed else "待评" if one.rank is None else one.rank
            page.put(end + 5, rank, "count")
            page.put(end + 6, one.grade or DASH, "center")
            page.row += 1
    if page.row > 3:
        page.sheet.autofilter(2, 0, page.row - 1, end + 6)
    page.note(
        "指标合计为各项得分之和；有不适用的指标时，总分按得分率折算，会大于合计加减分。" + NOTES[0]
    )
    return page.name


def rectify_sheet(book: Book, content: AssessmentContent, places: dict[str, Places]) -> str:
    page = book.sheet("扣分事项", (7, 16, 26, 8, 44, 34, 15, 12, 12))
    heads = (
        "序号", "单位", "指标", "扣分", "扣分事项", "整改要求", "完成时限", "责任人", "复查结果",
    )  # fmt: skip
    page.top(f"{content.year}年度扣分事项与整改清单", data_period(content), heads)
    for place, entry in enumerate(content.rectifications, 1):
        page.put(0, place, "count")
        sheet = places[entry.unit_code]
        page.link(1, sheet.sheet, sheet.lines.get(entry.indicator_code, "A1"), entry.unit)
        page.put(2, f"{entry.indicator_code} {entry.indicator}", "left")
        page.put(3, entry.lost, "figure")
        page.put(4, entry.matter, "left")
        page.put(5, entry.measure, "left")
        page.put(6, f"{entry.due.year}年{entry.due.month}月{entry.due.day}日", "center")
        page.put(7, "", "left")
        page.put(8, "", "left")
        page.row += 1
    if page.row > 3:
        page.sheet.autofilter(2, 0, page.row - 1, 8)
    return page.name
