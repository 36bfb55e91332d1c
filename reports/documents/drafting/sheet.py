"""考核评分表: one page a unit, 自评 / 部门评 / 复核 / 终评 side by side (domain J2, A4)."""

from __future__ import annotations

from decimal import Decimal

from reports.documents.assessment.content import AssessmentContent, IndicatorLine, UnitResult
from reports.documents.assessment.figures import (
    WAITING,
    cap_text,
    column_total,
    fixed,
    grade_text,
    rank_text,
    rate_words,
    records,
    shown,
    total_of,
    total_text,
)
from reports.documents.drafting.base import official
from reports.documents.official.content import Column, OfficialContent, Table

SHEET = (
    Column("编码", 9), Column("指标", 24, "left"), Column("分值", 9, "figure"),
    Column("自评", 12.5, "figure"), Column("部门评", 12.5, "figure"),
    Column("复核", 12.5, "figure"), Column("终评", 12.5, "figure"),
    Column("扣分理由", 55, "left"), Column("佐证", 9, "figure"),
)  # fmt: skip
SIGNS = ("自评单位（章）", "部门评分人：", "复核组长：", "单位负责人：", "年　月　日")


def sheet(content: AssessmentContent, unit: UnitResult | None = None) -> OfficialContent:
    """Of one unit, or of all in the order of codes."""
    units = [unit] if unit else sorted(content.units, key=lambda one: one.code)
    name = unit.name if unit else ""
    return official(
        content,
        "sheet",
        title=f"{name}{content.year}年度平安家庭创建工作考核评分表",
        tables=tuple(sheet_table(content, one) for one in units),
    )


def sheet_table(content: AssessmentContent, unit: UnitResult, label: str = "") -> Table:
    """Every line of the rubric under its category; a column nobody filled shows —."""
    rows: list[tuple[str, ...]] = []
    grey: list[int] = []
    for category in unit.categories:
        lines = [line for line in unit.lines if line.category == category.code]
        grey.append(len(rows))
        rows.append((
            "", category.name, cap_text(category.cap),
            shown(column_total(lines, "self_points")),
            shown(column_total(lines, "department_points")),
            shown(total_of(line.review_points for line in lines)),
            shown(category.points),
            rate_words(category, lines),
            records(lines),
        ))  # fmt: skip
        rows += [_line(line) for line in lines]
    grey += [len(rows), len(rows) + 1]
    net = Decimal(unit.bonus) - Decimal(unit.deduction)
    said = f"加分{fixed(unit.bonus)}，外扣{fixed(unit.deduction)}"
    rows.append(("", "加分／扣分", "", "", "", "", fixed(net), said, ""))
    rows.append(("", "总分", "", "", "", "", _total(unit), _standing(unit), ""))
    return Table(
        title=f"{unit.name}考核评分表",
        columns=SHEET,
        rows=tuple(rows),
        label=label,
        over_left=f"组别：{unit.group}　{unit.village_count}个村（社区）　{unit.household_count}户",
        over_right="单位：分",
        grey=tuple(grey),
        note="—为没有评定或不适用；待评为尚未评定；佐证为所依据的记录数，有小于5的数不列，记※。",
        signs=SIGNS,
    )


def _total(unit: UnitResult) -> str:
    return WAITING if unit.total is None else shown(unit.total)


def _standing(unit: UnitResult) -> str:
    if unit.total is None:
        return total_text(unit)
    return f"名次：{rank_text(unit)}　等次：{grade_text(unit)}"


def _line(line: IndicatorLine) -> tuple[str, ...]:
    return (
        line.code, line.name, cap_text(line.cap), shown(line.self_points),
        shown(line.department_points), shown(line.review_points), shown(line.review_points),
        line.reason, records([line]),
    )  # fmt: skip
