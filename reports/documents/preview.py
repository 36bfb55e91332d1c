"""What a paper says, for reading on screen: its text and tables from the frozen content."""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.documents.assessment import narrative
from reports.documents.assessment.content import AssessmentContent
from reports.documents.official.content import Block, OfficialContent, Table, blocks_of

TABLES_MOST = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """blocks and tables as they stand in the paper; text: the words as they may be edited; more:
    how many tables are left out, which stand in the PDF."""

    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    text: str = ""
    more: int = 0
    attached: tuple[str, ...] = field(default=())
    addressee: str = ""
    signer: str = ""


def preview(kind: str, text: str) -> Shown:
    """Of a paper's frozen text; nothing of a content that has no words (a catalogue)."""
    if not text:
        return Shown()
    if kind == "assessment":
        return _assessment(AssessmentContent.from_json(text))
    if '"blocks"' not in text:
        return Shown()
    content = OfficialContent.from_json(text)
    return Shown(
        blocks=content.blocks,
        tables=content.tables[:TABLES_MOST],
        text=content.text,
        more=max(0, len(content.tables) - TABLES_MOST),
        attached=content.attached,
        addressee=content.addressee if content.blocks else "",
        signer=content.issuing_body if content.blocks else "",
    )


def _assessment(content: AssessmentContent) -> Shown:
    from reports.documents.drafting.ranking import ranking_table

    figures = content.figures
    vetoes = [
        narrative.veto(unit.name, content.rubric_title, unit.veto)
        for unit in content.units
        if unit.veto
    ]
    lines = (
        "一、总体情况",
        narrative.overview(content.units) + narrative.county_comparison(content),
        narrative.screening(figures, content.data_to)
        + narrative.disputes(figures, content.data_to)
        + narrative.zero_reports(figures, content.data_to),
        "二、分项分析",
        narrative.categories(content.units) + narrative.widest_category(content.units),
        narrative.months(figures.months, content.data_to),
        narrative.keepers(figures, content.units, content.data_to),
        "三、存在问题与一票否决",
        "".join(narrative.problem(entry) for entry in content.problems),
        *(vetoes or ["经否决审查，没有单位被一票否决。"]),
    )
    return Shown(
        blocks=blocks_of(*lines),
        tables=(ranking_table(content, "表1"),),
        more=len(content.units) + 3,
        addressee=content.addressee,
        signer=content.issuing_body,
    )
