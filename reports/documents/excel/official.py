"""A paper of tables as a workbook: a sheet each table, figures as numbers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from reports.documents import Marks
from reports.documents.excel.book import Book
from reports.documents.official.content import OfficialContent
from reports.documents.proof import in_fours
from reports.documents.stamp import DEMO_MARK, snapshot_words

MM = 0.66  # characters of a column in a millimetre


def official_xlsx(content: OfficialContent, marks: Marks, target: Path) -> None:
    """Write the workbook into ``target``."""
    foot = "编辑稿，以PDF为准" + (f"　{DEMO_MARK}" if content.demo else "")
    book = Book(target, foot, marks.withdrawn)
    snapshot = snapshot_words(
        content.snapshot_number, content.snapshot_digest, content.rubric_label
    )
    for table in content.tables:
        page = book.sheet(
            table.title, [column.wide * MM for column in table.columns], landscape=table.landscape
        )
        over = "　".join(text for text in (table.over_left, table.over_right) if text)
        page.top(table.title, over, [column.head for column in table.columns])
        for index, row in enumerate(table.rows):
            for place, (column, text) in enumerate(zip(table.columns, row, strict=True)):
                grey = index in table.grey
                look = "grey" if grey and column.align != "figure" else column.align
                page.put(place, text, "sum" if grey and look == "figure" else look)
            page.row += 1
        for words in (table.note, snapshot, f"内容校验码 {in_fours(marks.digest)}"):
            if words:
                page.note(words)
    day = content.snapshot_date
    book.close(content.title, content.issuing_body, datetime(day.year, day.month, day.day))  # noqa: DTZ001
