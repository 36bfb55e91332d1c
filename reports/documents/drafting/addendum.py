"""更正通报: what an appeal changed in a published result; the earlier paper stays as it was issued.

Names units, lines, points and places in the ranking, never what an appeal told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.documents.assessment.content import AssessmentContent
from reports.documents.drafting.base import official
from reports.documents.official.content import Column, OfficialContent, Table, blocks_of

LINES = (
    Column("序号", 11), Column("单位", 34), Column("指标", 44, "left"),
    Column("原得分", 17, "figure"), Column("现得分", 17, "figure"), Column("申诉编号", 33),
)  # fmt: skip
PLACES = (
    Column("序号", 11), Column("组别", 24), Column("单位", 28),
    Column("原总分", 18, "figure"), Column("现总分", 18, "figure"),
    Column("原名次", 15), Column("现名次", 15), Column("等次", 27),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Corrected:
    """A line before and after, with the receipt of its appeal; all as printed."""

    unit: str
    line: str
    before: str
    after: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit whose total, place or grade is another now; all as printed."""

    group: str
    unit: str
    total_before: str
    total_after: str
    rank_before: str
    rank_after: str
    grade: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is corrected: the snapshot published then and the papers issued on it."""

    snapshot: str
    papers: tuple[str, ...]


def addendum(
    content: AssessmentContent,
    earlier: Earlier,
    corrected: Sequence[Corrected],
    moved: Sequence[Moved],
) -> OfficialContent:
    """A red-head circular with the corrected lines and the places that follow."""
    year = content.year
    papers = "、".join(earlier.papers)
    opening = (
        f"{year}年度平安家庭创建工作考核结果公布后，有关单位按程序提出申诉。经受理、另行复核和决定，"
        f"现将考核结果更正通报如下。"
    )
    lines = [
        opening,
        "一、更正内容",
        f"更正{len(corrected)}项得分，见附件1。" if corrected else "更正一票否决决定，见附件2。",
        f"总分、名次或者等次随之变动的单位共{len(moved)}个，见附件2；其他单位不变。"
        if moved
        else "各单位的总分、名次和等次不变。",
        "二、有关事项",
        f"原结果（数据快照{earlier.snapshot}）保留备查，自本通报印发之日起以更正后的结果为准。"
        "考核依据的数据没有改动，只按申诉决定更正得分。",
        f"此前印发的{papers}与本通报不一致的，以本通报为准。" if papers else "",
    ]
    return official(
        content,
        "addendum",
        title=f"关于更正{year}年度平安家庭创建工作考核结果的通报",
        head=f"{content.issuing_body}文件",
        addressee=content.addressee,
        blocks=blocks_of(*lines),
        attached=(f"{year}年度考核更正得分一览", f"{year}年度考核总分、名次变动一览"),
        tables=(_lines_table(content, corrected), _places_table(content, moved)),
        copies_to=content.copies_to,
    )


def _lines_table(content: AssessmentContent, corrected: Sequence[Corrected]) -> Table:
    return Table(
        title=f"{content.year}年度考核更正得分一览",
        columns=LINES,
        rows=tuple(
            (str(at), one.unit, one.line, one.before, one.after, one.receipt)
            for at, one in enumerate(corrected, 1)
        ),
        label="附件1",
        over_right="单位：分",
    )


def _places_table(content: AssessmentContent, moved: Sequence[Moved]) -> Table:
    return Table(
        title=f"{content.year}年度考核总分、名次变动一览",
        columns=PLACES,
        rows=tuple(
            (
                str(at), one.group, one.unit, one.total_before, one.total_after,
                one.rank_before, one.rank_after, one.grade,
            )
            for at, one in enumerate(moved, 1)
        ),
        label="附件2",
        over_right="单位：分",
        note="名次是本组内的名次；一票否决的单位不排名次，记“否决”。",
    )  # fmt: skip
