"""考核排名表, with the columns of domain J2, and 扣分事项与整改清单."""

from __future__ import annotations

from reports.documents.assessment.content import AssessmentContent, Rectification, UnitResult
from reports.documents.assessment.figures import (
    DASH,
    fixed,
    grade_text,
    printing_order,
    rank_text,
    shown,
    total_text,
)
from reports.documents.assessment.wording import chinese_date, masked_text
from reports.documents.drafting.base import official, over_left
from reports.documents.official.content import Column, OfficialContent, Table

RANKING = (
    Column("组别", 24), Column("单位", 26), Column("得分", 18, "figure"),
    Column("加分", 15, "figure"), Column("扣分", 15, "figure"), Column("否决", 13),
    Column("总分", 19, "figure"), Column("名次", 12), Column("等次", 14),
)  # fmt: skip
RECTIFY = (
    Column("序号", 10), Column("单位", 24), Column("指标", 33, "left"),
    Column("扣分", 13, "figure"), Column("发现问题", 57, "left"), Column("整改要求", 46, "left"),
    Column("整改时限", 16), Column("责任人", 14), Column("复查结果", 16.8),
)  # fmt: skip
TIES = "分组排名，总分相同的名次并列，其后名次空出；总分=得分+加分−扣分，待评单位印至多可得的总分。"


def ranking(content: AssessmentContent) -> OfficialContent:
    """The ranking table as a paper of its own."""
    title = f"{content.year}年度平安家庭创建工作考核排名表"
    return official(content, "ranking", title=title, tables=(ranking_table(content),))


def ranking_table(content: AssessmentContent, label: str = "") -> Table:
    """Units by group in printing order; a vetoed one last, with its score."""
    units = printing_order(content.units)
    vetoed = "、".join(unit.name for unit in units if unit.veto)
    note = TIES + (f"{vetoed}被一票否决，列于本组之后，得分照印，不评等次。" if vetoed else "")
    return Table(
        title=f"{content.year}年度平安家庭创建工作考核排名表",
        columns=RANKING,
        rows=tuple(_row(unit) for unit in units),
        label=label,
        over_left=over_left(content),
        over_right="单位：分",
        note=note,
    )


def _row(unit: UnitResult) -> tuple[str, ...]:
    return (
        unit.group,
        unit.name,
        shown(unit.base),
        fixed(unit.bonus),
        fixed(unit.deduction),
        "否决" if unit.veto else DASH,
        shown(unit.total) if unit.total is not None else total_text(unit),
        DASH if unit.veto else rank_text(unit),
        grade_text(unit),
    )


def rectification(content: AssessmentContent) -> OfficialContent:
    """The list of what must be put right as a paper of its own."""
    title = f"{content.year}年度考核扣分事项与整改清单"
    return official(content, "rectification", title=title, tables=(rectify_table(content),))


def rectify_table(content: AssessmentContent, label: str = "", *, masked: bool = False) -> Table:
    """Every deduction with what to do and by when; who answers and how it ended are filled in by
    hand (domain J2, 督查通报). masked: for readers outside the unit, small counts left out."""
    return Table(
        title=f"{content.year}年度考核扣分事项与整改清单",
        columns=RECTIFY,
        rows=tuple(
            _rectify_row(place, entry, masked)
            for place, entry in enumerate(content.rectifications, 1)
        ),
        label=label,
        landscape=True,
        over_left=over_left(content),
        over_right="单位：分",
        note=f"整改结果于{chinese_date(content.rectified_by)}前报{content.recheck_body}。"
        if content.rectifications
        else "本年度没有扣分事项。",
        signs=("填表人：", "审核人：", "填报日期："),
    )


def _rectify_row(place: int, entry: Rectification, masked: bool) -> tuple[str, ...]:
    matter = masked_text(entry.matter) if masked else entry.matter
    due = f"{entry.due.month}月{entry.due.day}日"
    return (
        str(place), entry.unit, f"{entry.indicator_code} {entry.indicator}", fixed(entry.lost),
        matter, entry.measure, due, "", "",
    )  # fmt: skip
