"""简报 of the result: the words of a bulletin, which campaigns numbers and issues."""

from __future__ import annotations

from reports.documents.assessment import narrative
from reports.documents.assessment.content import AssessmentContent
from reports.documents.assessment.figures import printing_order
from reports.documents.drafting.circular import praise


def bulletin(content: AssessmentContent) -> tuple[str, str]:
    """Title and body; no unit is blamed in a news sheet."""
    units = printing_order(content.units)
    figures = content.figures
    lines = [
        f"{content.year}年度平安家庭创建工作考核结果公布。{narrative.overview(units)}",
        narrative.screening(figures, content.data_to)
        + narrative.disputes(figures, content.data_to)
        + narrative.zero_reports(figures, content.data_to),
        narrative.categories(units),
        *praise(units),
        narrative.rectification(content).replace("附件4", "扣分事项清单"),
    ]
    return f"{content.year}年度平安家庭创建考核结果公布", "\n".join(line for line in lines if line)
