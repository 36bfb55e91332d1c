"""通报, 函 and papers of tables as Word."""

from __future__ import annotations

from accounts.drawing.breaking import broken
from reports.documents import Marks
from reports.documents.assessment.wording import chinese_date
from reports.documents.official.content import OfficialContent, Table
from reports.documents.proof import in_fours
from reports.documents.stamp import DEMO_MARK, snapshot_words
from reports.documents.word import parts
from reports.documents.word.builder import Builder

STYLES = {"h1": "Heading 1", "h2": "Heading 2", "p": "Body Text"}
DRAFT = "编辑稿，以PDF为准"


def official_docx(content: OfficialContent, marks: Marks) -> bytes:
    """The same words and tables as the PDF, to be edited."""
    builder = Builder(head_line(content.demo, marks))
    if not content.blocks and content.tables:
        builder.turn(content.tables[0].landscape)
    if marks.withdrawn:
        builder.text(marks.withdrawn, "撤销说明")
    if content.blocks:
        _body(builder, content)
    for table in content.tables:
        table_of(builder, table)
    if content.blocks and content.kind != "letter":
        day = chinese_date(content.signed_on)
        parts.imprint(builder, content.copies_to, content.printing_office, day)
    closing(builder, marks, content)
    return builder.finished(content.title, content.issuing_body, content.snapshot_date)


def head_line(demo: bool, marks: Marks) -> str:
    """What stands at the head of every page; of a paper that was taken back first of all that."""
    gone = f"{marks.withdrawn.partition('：')[0]}　" if marks.withdrawn else ""
    return f"{gone}{DRAFT}" + (f"　{DEMO_MARK}" if demo else "")


def closing(builder: Builder, marks: Marks, content: OfficialContent) -> None:
    """Digest and snapshot at the end."""
    snapshot = snapshot_words(
        content.snapshot_number, content.snapshot_digest, content.rubric_label
    )
    builder.text(f"{DRAFT}。{snapshot}　内容校验码 {in_fours(marks.digest)}", "编辑稿说明")


def _body(builder: Builder, content: OfficialContent) -> None:
    number = content.document_number or "（印发时编号）"
    letter = content.kind == "letter"
    if letter:
        parts.letter_head(builder, content.head, number)
    else:
        parts.red_head(builder, content.head)
        builder.text(number, "发文字号")
        parts.red_rule(builder)
    builder.text("\n".join(broken(content.title)), "Title")
    builder.text(f"{content.addressee}：", "主送机关")
    for block in content.blocks:
        builder.text(block.text, STYLES[block.level])
    builder.stay()
    parts.attached(builder, content.attached)
    parts.signature(builder, content.issuing_body, chinese_date(content.signed_on))
    if letter and content.copies_to:
        builder.text(f"抄送：{content.copies_to}。", "版记")


def table_of(builder: Builder, table: Table) -> None:
    """A table on a page of its own, under a heading that the navigation shows."""
    builder.turn(table.landscape)
    if table.label:
        builder.text(table.label, "附件号")
    builder.text(table.title, "Subtitle", outlined=True)
    if table.over_left or table.over_right:
        builder.spread(table.over_left, table.over_right)
    builder.table(
        [column.head for column in table.columns],
        [column.wide for column in table.columns],
        [column.align for column in table.columns],
        table.rows,
        small=bool(table.signs) and not table.landscape,
        grey=frozenset(table.grey),
    )
    if table.note:
        builder.text(f"注：{table.note}", "表注")
    if table.signs:
        builder.text("　　　　".join(table.signs), "表注")
