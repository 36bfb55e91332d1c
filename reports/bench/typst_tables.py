"""The report's tables in Typst's words: the same figures, every figure a cell of its own.

An outside yardstick for the drawing. Typst is spared what an office's paper needs and ours has:
red head, sentences, charts, page numbers by parity, bookmarks, the snapshot line on every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.documents.assessment.content import AssessmentContent, UnitResult

PAGE = """#set page(paper: "a4", margin: (x: 26mm, y: 33mm))
#set text(font: ("Noto Serif SC", "Noto Sans SC"), size: 9pt, lang: "zh")
#set table(stroke: 0.5pt, inset: 2pt)
"""
SIGNS = {
    "nil": "0", "found": "报", "late_nil": "迟", "late": "迟", "missing": "缺", "untrue": "失",
    "not_due": "-",
}  # fmt: skip


def source(content: AssessmentContent) -> str:
    """The whole paper as Typst source."""
    units = content.units
    parts = [PAGE, _title("附件1 全县考核结果一览"), _results(units)]
    parts += ["#set page(flipped: true)", _title("附件2 分项得分表"), _matrix(units)]
    for unit in units:
        parts += ["#set page(flipped: false)", _title(f"附件3 {unit.name}"), _card(unit)]
        parts += [_title("零报告逐月情况"), _grid(unit), "#set page(flipped: true)"]
        parts += [_title("所辖村（社区）考核得分表"), _villages(content, unit)]
    parts += ["#set page(flipped: false)", _title("附件4 扣分事项与整改清单"), _rectify(content)]
    return "\n".join(parts)


def _title(text: str) -> str:
    return f"= {_plain(text)}"


def _plain(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join("\\" + sign if sign in "\\#[]*_$@<>`~" else sign for sign in text)


def _table(widths: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    heads = "".join(f"[{_plain(cell)}]," for cell in head)
    body = "\n".join("".join(f"[{_plain(cell)}]," for cell in row) for row in rows)
    return f"#table(columns: {widths}, table.header({heads}),\n{body})"


def _results(units: Sequence[UnitResult]) -> str:
    names = [category.name for category in units[0].categories]
    head = ["单位", "组别", *names, "基础", "加分", "扣分", "总分", "名次", "等次"]
    rows = [
        [u.name, u.group, *(c.points for c in u.categories), u.base, u.bonus, u.deduction, u.total,
         u.rank, u.grade]
        for u in units
    ]  # fmt: skip
    return _table(f"(20mm, {'1fr, ' * (len(head) - 1)})", head, rows)


def _matrix(units: Sequence[UnitResult]) -> str:
    head = ["单位", *(line.code for line in units[0].lines), "总分"]
    rows = [[u.name, *(line.review_points for line in u.lines), u.total] for u in units]
    return "#set text(size: 7pt)\n" + _table(f"(20mm, {'1fr, ' * (len(head) - 1)})", head, rows)


def _card(unit: UnitResult) -> str:
    head = ["编码", "指标", "分值", "自评", "部门评", "复核", "理由", "佐证"]
    rows = [
        [line.code, line.name, line.cap, line.self_points, line.department_points,
         line.review_points, line.reason, line.evidence]
        for line in unit.lines
    ]  # fmt: skip
    return "#set text(size: 9pt)\n" + _table(
        "(10mm, 31mm, 10mm, 14mm, 14mm, 15mm, 1fr, 11mm)", head, rows
    )


def _grid(unit: UnitResult) -> str:
    head = ["村（社区）", *(f"{month}月" for month in range(1, 13))]
    rows = [[row.name, *(SIGNS.get(cell.kind, "") for cell in row.cells)] for row in unit.zero_rows]
    return _table(f"(26mm, {'1fr, ' * 12})", head, rows)


def _villages(content: AssessmentContent, unit: UnitResult) -> str:
    head = ["村（社区）", *(one.code for one in content.village_indicators), "加", "扣", "总分",
            "名次", "等次"]  # fmt: skip
    rows = [
        [v.name, *v.points, v.bonus, v.deduction, v.total, v.rank, v.grade] for v in unit.villages
    ]
    return "#set text(size: 7pt)\n" + _table(f"(24mm, {'1fr, ' * (len(head) - 1)})", head, rows)


def _rectify(content: AssessmentContent) -> str:
    head = ["单位", "编码", "指标", "扣分", "事项", "措施", "期限"]
    rows = [
        [r.unit, r.indicator_code, r.indicator, r.lost, r.matter, r.measure, r.due]
        for r in content.rectifications
    ]
    return "#set text(size: 9pt)\n" + _table(f"({'1fr, ' * len(head)})", head, rows)
