"""The county's report as a workbook: 目录, 排名, 分项得分, one 评分表 a township, 村级, 扣分事项.

A clerk follows a total down: the ranking takes its figures from 分项得分, that from the township's
own sheet, where the points of a line stand beside the formula with its figures in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from reports.documents import Marks
from reports.documents.assessment.content import AssessmentContent
from reports.documents.assessment.figures import printing_order
from reports.documents.excel.book import Book, Page
from reports.documents.excel.county_sheets import matrix_sheet, ranking_sheet
from reports.documents.excel.list_sheets import rectify_sheet, village_sheet
from reports.documents.excel.unit_sheet import unit_sheet
from reports.documents.excel.wording import NOTES
from reports.documents.proof import in_fours
from reports.documents.stamp import DEMO_MARK, snapshot_words


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
        places[unit.code] = unit_sheet(book, content, place, unit)
    rows = matrix_sheet(matrix, content, places)
    ranking_sheet(ranks, content, units, places, rows)
    villages = village_sheet(book, content)
    lost = rectify_sheet(book, content, places)
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
