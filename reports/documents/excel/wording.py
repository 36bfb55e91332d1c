"""Words that stand on more than one sheet of the assessment workbook."""

from __future__ import annotations

from reports.documents.assessment.content import AssessmentContent
from reports.documents.assessment.wording import period

NOTES = (
    "待评：尚未评定，不计入合计；—：不适用或没有评定。合计格为公式，可逐格核对。",
    "不适用的指标按已评指标的得分率折算，单列“折算”一行，合计因此等于系统公布的得分。",
    "扣分理由为代入数值的公式；本表为编辑稿，以PDF为准。",
)


def data_period(content: AssessmentContent) -> str:
    """The line over a table: the days its data is from, and its unit."""
    return f"数据时段：{period(content.data_from, content.data_to)}　单位：分"
