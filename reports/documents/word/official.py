"""通报, 函 and papers of tables as Word."""

from __future__ import annotations

from reports.documents import Marks
from reports.documents.assessment.wording import chinese_date
from reports.documents.official.content import OfficialContent, Table
from reports.documents.proof import in_fours
from reports.documents.stamp import DEMO_MARK, snapshot_words
from reports.documents.word.builder import Builder

STYLES = {"h1": "Heading 1", "h2": "Heading 2", "p": "Body Text"}
DRAFT = "编辑稿，以PDF为准"


def official_docx(content: OfficialContent, marks: Marks) -> bytes:
    """The same words and tables as the PDF, to be edited."""
    builder = Builder(head_line(content.demo))
    if marks.withdrawn:
        builder.text(marks.withdrawn, "撤销说明")
    if content.blocks:
        _body(builder, content)
    for table in content.tables:
        table_of(builder, table)
    closing(builder, marks, content)
    return builder.finished(content.title, content.issuing_body, content.snapshot_date)


def head_line(demo: bool) -> str:
    """What stands at the head of every page."""
    return f"{DRAFT}　{DEMO_MARK}" if demo else DRAFT


def closing(builder: Builder, marks: Marks, content: OfficialContent) -> None:
    """Digest and snapshot at the end."""
    snapshot = snapshot_words(
        content.snapshot_number, content.snapshot_digest, content.rubric_label
    )
    builder.text(f"{DRAFT}。{snapshot}　内容校验码 {in_fours(marks.digest)}", "编辑稿说明")


def _body(builder: Builder, content: OfficialContent) -> None:
    builder.text(content.head, "红头")
    builder.text(content.document_number or "（印发时编号）", "发文字号")
    builder.red_rule()
    builder.text(content.title, "Title")
    builder.text(f"{content.addressee}：", "主送机关")
    for block in content.blocks:
        builder.text(block.text, STYLES[block.level])
    attached(builder, content.attached)
    builder.signature(content.issuing_body, chinese_date(content.signed_on))
    if content.copies_to:
        builder.text(f"抄送：{content.copies_to}。", "版记")
    if content.kind != "letter":
        builder.text(f"{content.printing_office}　{chinese_date(content.signed_on)}印发", "版记")


def attached(builder: Builder, names: tuple[str, ...]) -> None:
    """附件：1. … under the text."""
    if names:
        builder.text("")
    for place, name in enumerate(names):
        first = "附件：" if not place else "　　　"
        number = f"{place + 1}. " if len(names) > 1 else ""
        builder.text(f"{first}{number}{name}")


def table_of(builder: Builder, table: Table) -> None:
    """A table on a page of its own, under a heading that the navigation shows."""
    builder.turn(table.landscape)
    if table.label:
        builder.text(table.label, "附件号")
    builder.text(table.title, "Subtitle", outlined=True)
    over = "　　".join(text for text in (table.over_left, table.over_right) if text)
    if over:
        builder.text(over, "表上行")
    builder.table(
        [column.head for column in table.columns],
        [column.wide for column in table.columns],
        [column.align for column in table.columns],
        table.rows,
        grey=frozenset(table.grey),
    )
    if table.note:
        builder.text(f"注：{table.note}", "表注")
    if table.signs:
        builder.text("　　　　".join(table.signs), "表注")
