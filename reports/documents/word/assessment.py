"""The county's report as Word: the same words, tables and plots as the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.documents import Marks
from reports.documents.assessment import narrative, plots
from reports.documents.assessment.content import AssessmentContent, UnitResult
from reports.documents.assessment.figures import (
    NOT_A_SUM,
    cap_text,
    fixed,
    mean,
    number,
    printing_order,
    shown,
)
from reports.documents.assessment.layout.body import (
    advice_lines,
    opening,
    overview_lines,
    ranking_words,
    table_note,
    title_lines,
)
from reports.documents.assessment.layout.county import halved, list_notes, list_row
from reports.documents.assessment.layout.grid import grid_row, sums_words
from reports.documents.assessment.layout.other_grid import (
    COUNTS,
    SIGNS,
    WORDS,
    other_row,
    owed,
    summed,
)
from reports.documents.assessment.layout.villages import village_note, village_order
from reports.documents.assessment.wording import chinese_date, period
from reports.documents.assessment.zero import ZeroTotals
from reports.documents.drafting.ranking import rectify_table
from reports.documents.drafting.sheet import SHEET, sheet_table
from reports.documents.proof import in_fours
from reports.documents.stamp import snapshot_words
from reports.documents.word import parts
from reports.documents.word.builder import Builder
from reports.documents.word.official import DRAFT, head_line, table_of
from reports.documents.word.picture import png_of_svg

ANNEXES = (
    "全县考核结果一览", "各镇（街道、农场）分项得分表", "分镇（街道、农场）考核档案",
    "扣分事项与整改清单",
)  # fmt: skip
SCORES = ("组别", "单位", "指标得分", "加分", "扣分", "总分", "名次", "等次")
SCORE_WIDTHS = (26, 26, 22, 18, 18, 20, 13, 13)


def assessment_docx(content: AssessmentContent, marks: Marks) -> bytes:
    """Text, 附件1–2, one dossier a unit, 附件4, imprint."""
    builder = Builder(head_line(content.demo, marks))
    if marks.withdrawn:
        builder.text(marks.withdrawn, "撤销说明")
    units = printing_order(content.units)
    _front(builder, content)
    _text(builder, content, units)
    _results(builder, content, units)
    _matrix(builder, content)
    for place, unit in enumerate(sorted(content.units, key=lambda one: one.code), 1):
        _unit(builder, content, place, unit)
    table_of(builder, rectify_table(content, "附件4"))
    snapshot = snapshot_words(
        content.snapshot_number, content.snapshot_digest, content.rubric_label
    )
    printed = chinese_date(content.printed_on)
    parts.imprint(builder, content.copies_to, content.printing_office, printed)
    builder.text(f"{DRAFT}。{snapshot}　内容校验码 {in_fours(marks.digest)}", "编辑稿说明")
    return builder.finished(content.title, content.issuing_body, content.snapshot_date)


def _front(builder: Builder, content: AssessmentContent) -> None:
    parts.red_head(builder, f"{content.issuing_body}文件")
    signer = f"签发人：{content.signer}　"
    builder.spread(f"　{content.document_number}", signer, "发文字号")
    parts.red_rule(builder)
    builder.text("\n".join(title_lines(content)), "Title")
    builder.text(f"{content.addressee}：", "主送机关")


def _text(builder: Builder, content: AssessmentContent, units: list[UnitResult]) -> None:
    figures = content.figures
    builder.text(opening(content))
    builder.text("一、总体情况", "Heading 1")
    builder.texts(overview_lines(content))
    builder.text("二、乡镇得分与排名", "Heading 1")
    builder.text(ranking_words(content))
    _scores(builder, content, units)
    _plot(builder, plots.ranking_figure(units), plots.CAPTIONS[0])
    builder.text("三、分项分析", "Heading 1")
    builder.text("（一）分类得分率", "Heading 2")
    said = narrative.categories(units) + narrative.widest_category(units)
    builder.texts([f"{said}各类得分率见图2。" if said else ""])
    _plot(builder, plots.category_figure(units), plots.CAPTIONS[1])
    builder.text("（二）零报告", "Heading 2")
    builder.text(narrative.months_seen(content))
    _plot(builder, plots.month_figure(figures.months), plots.CAPTIONS[2])
    builder.text("（三）重点家庭分级管控", "Heading 2")
    builder.text(narrative.keepers(figures, content.units, content.data_to))
    builder.text("四、存在问题与一票否决", "Heading 1")
    builder.text("（一）存在问题", "Heading 2")
    problems = "".join(narrative.problem(entry) for entry in content.problems)
    builder.text(f"{problems}逐项扣分事项见附件4。")
    builder.text("（二）一票否决", "Heading 2")
    vetoes = [narrative.veto(u.name, content.rubric_title, u.veto) for u in units if u.veto]
    builder.texts(vetoes or ["经否决审查，没有单位被一票否决。"])
    builder.text("五、下步建议", "Heading 1")
    builder.texts(
        f"（{numeral}）{text}" if numeral else text for numeral, text in advice_lines(content)
    )
    builder.text("特此报告。")
    parts.attached(builder, ANNEXES)
    parts.signature(builder, content.issuing_body, chinese_date(content.signed_on))
    units_named = [unit.name for unit in sorted(content.units, key=lambda one: one.code)]
    dossiers = [f"附件3-{place} {name}" for place, name in enumerate(units_named, 1)]
    parts.contents(
        builder,
        [f"附件1 {ANNEXES[0]}", f"附件2 {ANNEXES[1]}", *dossiers, f"附件4 {ANNEXES[3]}"],
    )


def _scores(builder: Builder, content: AssessmentContent, units: list[UnitResult]) -> None:
    from reports.documents.assessment.layout.body import score_row

    builder.text(f"表1　{content.year}年度各镇（街道、农场）考核得分", "表题")
    over = period(content.data_from, content.data_to)
    builder.spread(f"数据时段：{over}", "单位：分")
    rows = []
    for unit in units:
        row = score_row(unit)
        rows.append([
            row["group"], row["name"], row["base"], row["bonus"], row["deduction"],
            row["most"] or row["total"], row["rank"], row["grade"],
        ])  # fmt: skip
    aligns = ("center", "center", "figure", "figure", "figure", "figure", "center", "center")
    builder.table(SCORES, SCORE_WIDTHS, aligns, rows)
    if note := table_note(units):
        builder.text(f"注：{note}", "表注")


def _plot(builder: Builder, svg: str, caption: str) -> None:
    builder.picture(png_of_svg(svg), 156)
    builder.text(caption, "图题")


def _results(builder: Builder, content: AssessmentContent, units: list[UnitResult]) -> None:
    builder.turn(False)
    builder.text("附件1", "附件号")
    builder.text(ANNEXES[0], "Subtitle", outlined=True)
    over = period(content.data_from, content.data_to)
    builder.spread(f"数据时段：{over}", "单位：分")
    names = [category.name for category in units[0].categories]
    share = 59.4 / max(len(names), 1)
    named = map("\n".join, map(halved, names))
    heads = ["组别", "名次", "单位", "村数", "户数", *named, "总分", "等次"]
    widths = [18, 10, 20, 10, 14, *([share] * len(names)), 13, 11.6]
    figures = ["figure"] * (len(names) + 3)
    aligns = ["center", "center", "center", *figures, "center"]
    builder.table(heads, widths, aligns, [list_row(unit) for unit in units], small=True)
    builder.text(f"注：{list_notes(content, units)}", "表注")


def _matrix(builder: Builder, content: AssessmentContent) -> None:
    builder.turn(True)
    builder.text("附件2", "附件号")
    builder.text(ANNEXES[1], "Subtitle", outlined=True)
    builder.spread("列号为指标编码，第二行为分值", "单位：分")
    units = sorted(content.units, key=lambda one: one.code)
    lines = units[0].lines
    pitch = (229.8 - 29.6) / max(len(lines), 1)
    rows = [
        [unit.name, *(shown(line.review_points) for line in unit.lines), shown(unit.total)]
        for unit in units
    ]
    rows.append(_means(units))
    builder.table(
        ["单位", *(f"{line.code}\n{cap_text(line.cap)}" for line in lines), "总分"],
        [18, *([pitch] * len(lines)), 11.6],
        ["left", *(["figure"] * len(lines)), "figure"],
        rows,
        small=True,
        grey=frozenset({len(rows) - 1}),
    )
    names = "；".join(f"{line.code} {line.name}" for line in lines)
    builder.text(f"注：{names}。待评为尚未评定，—为不适用。{NOT_A_SUM}", "小表注")


def _means(units: Sequence[UnitResult]) -> list[str]:
    columns = [[unit.lines[i].review_points for unit in units] for i in range(len(units[0].lines))]
    columns.append([unit.total for unit in units])
    means: list[Decimal | None] = [
        mean([value for points in column if (value := number(points)) is not None])
        for column in columns
    ]
    return ["全县平均", *("待评" if value is None else fixed(value) for value in means)]


def _unit(builder: Builder, content: AssessmentContent, place: int, unit: UnitResult) -> None:
    builder.turn(False)
    builder.text(f"附件3-{place}", "附件号")
    builder.text(f"{unit.name}考核评分表", "Subtitle", outlined=True)
    sheet = sheet_table(content, unit)
    builder.spread(sheet.over_left, sheet.over_right)
    builder.table(
        [column.head for column in SHEET], [column.wide for column in SHEET],
        [column.align for column in SHEET], sheet.rows, small=True, grey=frozenset(sheet.grey),
    )  # fmt: skip
    builder.text(f"注：{sheet.note}", "小表注")
    builder.text("　　　　".join(sheet.signs), "表注")
    if unit.zero_rows:
        builder.turn(False)
        builder.text(f"{unit.name}村（社区）零报告逐月情况", "表题")
        builder.table(
            ["村（社区）", *(f"{month}月" for month in range(1, 13)), "零", "报", "迟", "缺", "失"],
            [25.8, *([8.6] * 12), *([5.4] * 5)],
            ["left", *(["center"] * 17)],
            [_zero(grid_row(row)) for row in unit.zero_rows],
            small=True,
        )
        builder.text(f"{ZERO_SIGNS}{sums_words(ZeroTotals.of(unit.zero_rows))}", "小表注")
    _others(builder, content, unit)
    if unit.villages:
        _villages(builder, content, unit)


def _others(builder: Builder, content: AssessmentContent, unit: UnitResult) -> None:
    """The counts of the other cadences, as in the PDF."""
    cadences = owed(content.units)
    if not unit.other_rows:
        return
    if len(unit.zero_rows) + len(unit.other_rows) + 1 > TOGETHER:
        builder.turn(False)
    named = "、".join(WORDS[cadence] for cadence in cadences)
    builder.text(f"{unit.name}村（社区）{named}情况", "表题")
    columns = [f"{WORDS[cadence]}\n{count}" for cadence in cadences for count in COUNTS]
    builder.table(
        ["村（社区）", *columns],
        [25.8, *([130.2 / len(columns)] * len(columns))],
        ["left", *(["center"] * len(columns))],
        [other_row(row, cadences) for row in (*unit.other_rows, summed(unit.other_rows))],
        small=True,
        grey=frozenset({len(unit.other_rows)}),
    )
    builder.text(SIGNS, "小表注")


# So many rows of both tables stand on one page.
TOGETHER = 50
ZERO_SIGNS = (
    "图例：0 按时零报告；数字 按时上报隐患件数；迟 迟报（后随上报件数）；缺 未报；"
    "失 零报告事后查明失实；空白 未到期。"
)


def _zero(cells: list[str]) -> list[str]:
    """Name, months, totals: the signs that the PDF sets white on black stand with the others."""
    months = [plain or dark for plain, dark in zip(cells[1:13], cells[18:30], strict=True)]
    return [cells[0], *months, *cells[13:18]]


def _villages(builder: Builder, content: AssessmentContent, unit: UnitResult) -> None:
    builder.turn(True)
    builder.text(f"{unit.name}所辖村（社区）考核得分表", "Subtitle", outlined=True)
    builder.spread(content.village_rubric, "单位：分")
    marks = content.village_indicators
    pitch = (229.5 - 21.5 - 8.5 * 4 - 10) / max(len(marks), 1)
    rows = [
        [
            "否决" if one.vetoed else "待评" if one.rank is None else str(one.rank),
            one.name, *(shown(points) for points in one.points), fixed(one.bonus),
            fixed(one.deduction), shown(one.total), one.grade or "—",
        ]
        for one in village_order(unit.villages)
    ]  # fmt: skip
    builder.table(
        [
            *("名次", "村（社区）"), *(f"{m.code}\n{m.short}" for m in marks),
            *("加分", "扣分", "总分", "等次"),
        ],
        [8.5, 21.5, *([pitch] * len(marks)), 8.5, 8.5, 10, 8.5],
        ["center", "left", *(["figure"] * (len(marks) + 3)), "center"],
        rows,
        small=True,
    )  # fmt: skip
    builder.text(f"注：{village_note(content)}", "小表注")
