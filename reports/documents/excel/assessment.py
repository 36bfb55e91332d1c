"""The county's report as a workbook: 目录, 排名, 分项得分, one 评分表 a township, 村级, 扣分事项.

A clerk follows a total down: the ranking takes its figures from 分项得分, that from the township's
own sheet, where the points of a line stand beside the formula with its figures in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from reports.documents import Marks
from reports.documents.assessment.content import AssessmentContent, IndicatorLine, UnitResult
from reports.documents.assessment.figures import (
    DASH,
    grade_text,
    number,
    printing_order,
    rank_text,
    records,
    shown,
    total_of,
    total_text,
)
from reports.documents.assessment.layout.villages import village_order
from reports.documents.assessment.wording import period
from reports.documents.excel.book import Book, Page, cell, of
from reports.documents.proof import in_fours
from reports.documents.stamp import DEMO_MARK, snapshot_words

NOTES = (
    "待评：尚未评定，不计入合计；—：不适用或没有评定。合计格为公式，可逐格核对。",
    "不适用的指标按已评指标的得分率折算，单列“折算”一行，合计因此等于系统公布的得分。",
    "扣分理由为代入数值的公式；本表为编辑稿，以PDF为准。",
)
RANK_HEADS = (
    "组别", "单位", "得分", "加分", "扣分", "否决", "总分", "名次", "等次", "评分表",
)  # fmt: skip
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


def assessment_xlsx(content: AssessmentContent, marks: Marks, target: Path) -> None:
    """Write the workbook into ``target``."""
    foot = "编辑稿，以PDF为准" + (f"　{DEMO_MARK}" if content.demo else "")
    book = Book(target, foot, marks.withdrawn)
    units = printing_order(content.units)
    index = book.sheet("目录", (8, 34, 60), landscape=False)
    ranks = book.sheet("排名", (18, 16, 11, 9, 9, 8, 11, 8, 9, 14))
    matrix = book.sheet("分项得分", (14, *([6.2] * len(units[0].lines)), 8), held=1)
    places = {}
    for place, unit in enumerate(sorted(content.units, key=lambda one: one.code), 1):
        places[unit.code] = _unit(book, content, place, unit)
    rows = _matrix(matrix, content, places)
    _ranking(ranks, content, units, places, rows)
    villages = _villages(book, content)
    lost = _rectify(book, content, places)
    others = [ranks.name, matrix.name, villages, lost]
    _index(index, content, marks, others, [(u.name, places[u.code].sheet) for u in units])
    day = content.snapshot_date
    book.close(content.title, content.issuing_body, datetime(day.year, day.month, day.day))  # noqa: DTZ001


def _index(
    page: Page,
    content: AssessmentContent,
    marks: Marks,
    sheets: Sequence[str],
    units: Sequence[tuple[str, str]],
) -> None:
    page.top(content.title, content.document_number, ("序号", "工作表", "说明"))
    said = {
        "排名": "得分、加分、扣分、否决、总分、名次、等次",
        "分项得分": "单位 × 指标",
        "村级": "村（社区）得分",
        "扣分事项": "扣分事项与整改清单",
    }
    for place, name in enumerate([*sheets, *(sheet for _, sheet in units)], 1):
        page.put(0, place, "count")
        page.link(1, name, "A1", name)
        page.put(2, said.get(name, "考核评分表"), "left")
        page.row += 1
    page.row += 1
    for words in NOTES:
        page.note(words)
    page.note(
        snapshot_words(content.snapshot_number, content.snapshot_digest, content.rubric_label)
    )
    page.note(f"内容校验码 {in_fours(marks.digest)}")


def _unit(book: Book, content: AssessmentContent, place: int, unit: UnitResult) -> Places:
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
            total_of(line.self_points for line in mine),
            total_of(line.department_points for line in mine),
            total_of(line.review_points for line in mine),
        )
        for column, value in enumerate(given, 3):
            span = f"{cell(first, column)}:{cell(first + len(mine) - 1, column)}"
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


def _matrix(page: Page, content: AssessmentContent, places: dict[str, Places]) -> dict[str, int]:
    """分项得分, each figure taken from the township's own sheet; the row of each unit."""
    units = sorted(content.units, key=lambda one: one.code)
    lines = units[0].lines
    heads = ["单位", *(f"{line.code}\n{line.name}\n{line.cap}分" for line in lines), "指标得分"]
    page.top(f"{content.year}年度分项得分", _over(content), heads)
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


def _over(content: AssessmentContent) -> str:
    return f"数据时段：{period(content.data_from, content.data_to)}　单位：分"


def _ranking(
    page: Page,
    content: AssessmentContent,
    units: Sequence[UnitResult],
    places: dict[str, Places],
    rows: dict[str, int],
) -> None:
    page.top(f"{content.year}年度平安家庭创建工作考核排名表", _over(content), RANK_HEADS)
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


def _villages(book: Book, content: AssessmentContent) -> str:
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


def _rectify(book: Book, content: AssessmentContent, places: dict[str, Places]) -> str:
    page = book.sheet("扣分事项", (7, 16, 26, 8, 44, 34, 15, 12, 12))
    heads = (
        "序号", "单位", "指标", "扣分", "扣分事项", "整改要求", "完成时限", "责任人", "复查结果",
    )  # fmt: skip
    page.top(f"{content.year}年度扣分事项与整改清单", _over(content), heads)
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
