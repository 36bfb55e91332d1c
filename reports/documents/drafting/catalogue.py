"""考核统计指标说明 as a paper of the register: the metrics of the run's rubrics, in tables."""

from __future__ import annotations

from collections.abc import Iterable

from reports.documents.assessment.content import AssessmentContent
from reports.documents.drafting.base import official
from reports.documents.official.content import Column, OfficialContent, Table

COLUMNS = (
    Column("序号", 10), Column("指标", 26, "left"), Column("定义", 74, "left"),
    Column("计数", 46, "left"), Column("来源", 32, "left"), Column("用于", 41.8, "left"),
)  # fmt: skip
NOTE = "数据期为当年1月1日至数据截止日；没有到期的事项不计。受保护档案不进入任何数字。"
Row = tuple[str, ...]


def catalogue(
    content: AssessmentContent, sections: Iterable[tuple[str, tuple[Row, ...]]]
) -> OfficialContent:
    """One table a group of metrics; rows as reports.cataloguing tells them."""
    tables = tuple(
        Table(
            title=f"{content.year}年度考核统计指标说明（{title}）",
            columns=COLUMNS,
            rows=rows,
            landscape=True,
            over_left=content.rubric_label,
            note=NOTE,
        )
        for title, rows in sections
    )
    title = f"{content.year}年度考核统计指标说明"
    return official(content, "catalogue", title=title, tables=tables)
