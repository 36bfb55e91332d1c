"""What all drafts share: who issues, which snapshot, how a unit is addressed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.documents.assessment.content import AssessmentContent, UnitResult
from reports.documents.assessment.figures import mean, number
from reports.documents.assessment.wording import period
from reports.documents.official.content import Block, OfficialContent, Table


def official(
    content: AssessmentContent,
    kind: str,
    *,
    title: str,
    head: str = "",
    addressee: str = "",
    blocks: Sequence[Block] = (),
    attached: Sequence[str] = (),
    tables: Sequence[Table] = (),
    copies_to: str = "",
) -> OfficialContent:
    """A paper of the county's leading group on the result of `content`."""
    return OfficialContent(
        kind=kind,
        county=content.county,
        year=content.year,
        issuing_body=content.issuing_body,
        head=head,
        document_number=content.document_number,
        title=title,
        addressee=addressee,
        blocks=tuple(blocks),
        attached=tuple(attached),
        tables=tuple(tables),
        signed_on=content.signed_on,
        copies_to=copies_to,
        printing_office=content.printing_office,
        snapshot_number=content.snapshot_number,
        snapshot_date=content.snapshot_date,
        snapshot_digest=content.snapshot_digest,
        rubric_label=content.rubric_label,
        demo=content.demo,
    )


def over_left(content: AssessmentContent) -> str:
    """The line above a table's left end."""
    return f"数据时段：{period(content.data_from, content.data_to)}"


def you(unit: UnitResult) -> str:
    """How a letter addresses a unit."""
    for ending in ("街道", "镇", "乡", "农场"):
        if unit.name.endswith(ending):
            return f"你{ending[-1] if ending == '农场' else ending}"
    return "你单位"


def line_means(units: Sequence[UnitResult]) -> dict[str, Decimal]:
    """The county's mean points of each line, over the units where it is scored."""
    found: dict[str, list[Decimal]] = {}
    for unit in units:
        for line in unit.lines:
            if (points := number(line.review_points)) is not None:
                found.setdefault(line.code, []).append(points)
    return {code: value for code, points in found.items() if (value := mean(points)) is not None}
