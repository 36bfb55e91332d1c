"""评分表 of a township in the assessment workbook: every line with its points and its formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.documents.assessment.checks import NOT_APPLICABLE
from reports.documents.assessment.content import AssessmentContent, IndicatorLine, UnitResult
from reports.documents.assessment.figures import (
    column_total,
    grade_text,
    number,
    rank_text,
    records,
    shown,
    total_of,
)
from reports.documents.excel.book import Book, Page, cell
from reports.documents.excel.wording import NOTES

SHEET_HEADS = (
    "编码", "指标", "分值", "自评", "部门评", "复核", "终评", "扣分理由（公式代入数值）", "佐证",
)  # fmt: skip
FINAL = 6  # the column of 终评


@dataclass(slots=True)
class Places:
    """Where the totals of a township stand in its own sheet."""

    sheet: str
    base: str
    lines: dict[str, str]


def unit_sheet(book: Book, content: AssessmentContent, place: int, unit: UnitResult) -> Places:
    """评分表 of a township; where its totals stand."""
    page = book.sheet(f"{place:02d}{unit.name}", (6, 20, 7, 8, 8, 8, 8, 38, 7), landscape=False)
    over = f"组别：{unit.group}　{unit.village_count}个村（社区）　{unit.household_count}户"
    page.top(f"{unit.name}{content.year}年度考核评分表", over, SHEET_HEADS)
    page.sheet.write_url(1, 8, "internal:'目录'!A1", book.looks["link"], "目录")
    lines: dict[str, str] = {}
    sums: list[tuple[int, Decimal | None]] = []
    for category in unit.categories:
        mine = [line for line in unit.lines if line.category == category.code]
        head, first = page.row, page.row + 1
        points = [number(line.review_points) for line in mine]
        waits = any(line.review_points is None for line in mine)
        total = number(category.points)
        plain = sum((one for one in points if one is not None), Decimal(0))
        extra = total - plain if total is not None and not waits else Decimal(0)
        last = first + len(mine) - 1 + bool(extra)
        page.put(0, "", "grey")
        page.put(1, category.name, "grey")
        page.put(2, category.cap, "sum")
        given = (
            column_total(mine, "self_points"),
            column_total(mine, "department_points"),
            total_of(line.review_points for line in mine),
        )
        for column, value in enumerate(given, 3):
            span = f"{cell(first, column)}:{cell(first + len(mine) - 1, column)}"
            if value == NOT_APPLICABLE:
                page.put(column, shown(value), "sum")
            else:
                page.formula(column, f"=SUM({span})", shown(value))
        page.formula(
            FINAL, f"=SUM({cell(first, FINAL)}:{cell(last, FINAL)})", shown(category.points)
        )
        page.put(7, "", "grey")
        page.put(8, "", "grey")
        page.row += 1
        for line in mine:
            _line(page, line)
            lines[line.code] = cell(page.row, FINAL)
            page.row += 1
        if extra:
            _extra(page, extra)
        sums.append((head, total))
    base = _totals(page, unit, sums)
    return Places(page.name, base, lines)


def _line(page: Page, line: IndicatorLine) -> None:
    page.put(0, line.code, "center")
    page.put(1, line.name, "left")
    page.put(2, line.cap, "cap")
    given = (line.self_points, line.department_points, line.review_points, line.review_points)
    for column, points in enumerate(given, 3):
        page.put(column, shown(points), "figure")
    page.put(7, line.reason, "left")
    page.put(8, records([line]) if line.evidence is None else line.evidence, "count")


def _extra(page: Page, points: Decimal) -> None:
    """折算: what lines that do not apply bring at the rate of the others (rules.totals)."""
    for column in range(9):
        page.put(column, "", "left")
    page.put(1, "折算", "left")
    page.put(FINAL, points, "figure")
    page.put(7, "不适用的指标按已评指标的得分率折算", "left")
    page.row += 1


def _totals(page: Page, unit: UnitResult, sums: Sequence[tuple[int, Decimal | None]]) -> str:
    """得分, 加分, 扣分, 总分 as formulas; the cell of 得分."""
    base = number(unit.base)
    known = sum((value for _, value in sums if value is not None), Decimal(0))
    rows = [row for row, _ in sums]
    if base is not None and base != known:
        rows.append(page.row)
        _extra(page, base - known)
    whole = "+".join(f"N({cell(row, FINAL)})" for row in rows)
    at = page.row
    for words, formula, value in (
        ("指标得分", f"={whole}", shown(unit.base)),
        ("加分", "", unit.bonus),
        ("扣分", "", unit.deduction),
        (
            "总分", f"={cell(at, FINAL)}+{cell(at + 1, FINAL)}-{cell(at + 2, FINAL)}",
            shown(unit.total),
        ),
    ):  # fmt: skip
        for column in range(9):
            page.put(column, words if column == 1 else "", "grey")
        if formula and base is not None and unit.total is not None:
            page.formula(FINAL, formula, value)
        else:
            page.put(FINAL, value, "sum")
        page.row += 1
    page.note(f"名次：{rank_text(unit)}　等次：{grade_text(unit)}　{NOTES[0]}")
    return cell(at, FINAL)
