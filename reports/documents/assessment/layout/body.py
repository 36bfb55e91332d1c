"""The 报告 itself, 附件4 and the imprint: flowing text from templates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from reports.documents.assessment import narrative, plots
from reports.documents.assessment.checks import NOT_APPLICABLE
from reports.documents.assessment.content import AssessmentContent, Rectification, UnitResult
from reports.documents.assessment.figures import (
    fixed,
    grade_text,
    printing_order,
    rank_text,
    shown,
)
from reports.documents.assessment.layout.frame import Frame, render
from reports.documents.assessment.wording import chinese_date, period
from reports.documents.proof import Code

BODY = "reports/documents/assessment-body.html"
RECTIFY = "reports/documents/assessment-rectify.html"
IMPRINT = "papers/imprint.html"


@dataclass(frozen=True, slots=True)
class BodyPages:
    """Draws the text chunk of ``content``."""

    content: AssessmentContent
    frame: Frame

    def html(self) -> str:
        """The 报告 from its red head to the signature."""
        content, units = self.content, printing_order(self.content.units)
        return render(
            BODY,
            {
                "content": content,
                "red_head": self.frame.red_head(f"{content.issuing_body}文件"),
                "title": self.frame.title(*title_lines(content), size=22),
                "opening": opening(content),
                "overview": overview_lines(content),
                "ranking": ranking_words(content),
                "data_period": period(content.data_from, content.data_to),
                "rows": [score_row(unit) for unit in units],
                "table_note": table_note(units),
                "ranking_figure": _drawn(plots.ranking_figure(units)),
                "categories": narrative.categories(units) + narrative.widest_category(units),
                "category_figure": _drawn(plots.category_figure(units)),
                "months": narrative.months_seen(content),
                "month_figure": _drawn(plots.month_figure(content.figures.months)),
                "keepers": narrative.keepers(content.figures, content.units, content.data_to),
                "problems": _sentences(narrative.problem(entry) for entry in content.problems),
                "vetoes": [
                    narrative.veto(unit.name, content.rubric_title, unit.veto)
                    for unit in units
                    if unit.veto
                ],
                "advice": advice_lines(content),
                "signed": chinese_date(content.signed_on),
            },
        )


def title_lines(content: AssessmentContent) -> tuple[str, str]:
    """The title as it is broken."""
    return f"关于{content.year}年度平安家庭创建", "工作考核情况的报告"


def opening(content: AssessmentContent) -> str:
    """The first sentence: what was appraised, when, how."""
    return (
        f"根据{content.rubric_title}（{content.rubric_label}）安排，{content.appraisers}，"
        f"于{period(content.appraised_from, content.appraised_to)}，对全县"
        f"{len(content.units)}个镇（街道、农场）、{content.village_count}个村（社区）"
        f"{content.year}年度平安家庭创建工作进行了考核。数据时段为"
        f"{period(content.data_from, content.data_to)}，经{_stages(content)}，"
        "现将有关情况报告如下。"
    )


def _stages(content: AssessmentContent) -> str:
    """The stages that took place: a column nobody filled is not claimed."""
    lines = [line for unit in content.units for line in unit.lines]
    own = any(line.self_points != NOT_APPLICABLE for line in lines)
    department = any(line.department_points != NOT_APPLICABLE for line in lines)
    said = [
        name
        for name, held in (
            ("单位自评", own), ("部门评分", department), ("系统归集数据", True),
            ("平安办复核", True), ("否决审查", True),
        )
        if held
    ]  # fmt: skip
    return f"{'、'.join(said[:-1])}和{said[-1]}"


def overview_lines(content: AssessmentContent) -> list[str]:
    """Two paragraphs: the scores, the work behind them."""
    figures = content.figures
    return [
        narrative.overview(content.units) + narrative.county_comparison(content),
        narrative.screening(figures, content.data_to)
        + narrative.disputes(figures, content.data_to)
        + narrative.zero_reports(figures, content.data_to),
    ]


def ranking_words(content: AssessmentContent) -> str:
    """How places are given, and who waits."""
    groups = list(dict.fromkeys(unit.group for unit in content.units))
    how = f"按{'、'.join(groups)}分别排名" if len(groups) > 1 else "全县统一排名"
    said = f"{how}，总分相同的名次并列，其后名次空出。各单位得分见表1、图1，分项得分见附件2。"
    waiting = [unit.name for unit in content.units if unit.total is None]
    if waiting:
        said += f"{'、'.join(waiting)}尚有指标待评，表中印至多可得的总分，暂不排名。"
    return said


def advice_lines(content: AssessmentContent) -> list[tuple[str, str]]:
    """What is to follow, with Chinese numerals; a single piece has none."""
    texts = [narrative.rectification(content), *content.recommendations]
    return _numbered(texts) if len(texts) > 1 else [("", texts[0])]


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 — drawn by charts, texts escaped


def rectify_html(
    content: AssessmentContent, frame: Frame, rows: Sequence[Rectification], first: int
) -> str:
    """附件4 or a further part of it; ``first`` is the number of its first row."""
    return render(
        RECTIFY,
        {
            "title": frame.title("扣分事项与整改清单", size=18) if first == 1 else "",
            "data_period": period(content.data_from, content.data_to),
            "due_year": content.rectified_by.year if rows else None,
            "rows": [
                {"number": number_, "entry": row, "lost": fixed(row.lost)}
                for number_, row in enumerate(rows, first)
            ],
        },
    )


def imprint_html(content: AssessmentContent, code: Code) -> str:
    """版记: rules over the full width, the last one on the foot of the type area (domain F)."""
    printed = chinese_date(content.printed_on)
    context: dict[str, object] = {
        "copies_to": content.copies_to,
        "printing_office": content.printing_office,
        "printed": printed,
        "code": code,
    }
    return render(IMPRINT, context)


def _sentences(found: Iterable[str]) -> list[str]:
    return [text for text in found if text]


def _numbered(texts: Sequence[str]) -> list[tuple[str, str]]:
    numerals = [*"一二三四五六七八九十", *(f"十{sign}" for sign in "一二三四五六七八九")]
    return list(zip(numerals, texts, strict=False))


def score_row(unit: UnitResult) -> dict[str, str]:
    """A unit's row of 表1."""
    return {
        "group": unit.group,
        "name": unit.name,
        "base": shown(unit.base),
        "bonus": fixed(unit.bonus),
        "deduction": fixed(unit.deduction),
        "total": shown(unit.total),
        "most": f"至多{fixed(unit.possible)}" if unit.total is None and unit.possible else "",
        "rank": rank_text(unit),
        "grade": grade_text(unit),
    }


def table_note(units: Sequence[UnitResult]) -> str:
    """Vetoed units and equal places, told below 表1."""
    notes = []
    vetoed = "、".join(unit.name for unit in units if unit.veto)
    if vetoed:
        notes.append(f"{vetoed}触发一票否决，列于本组之后，得分照印，不评等次。")
    equal: dict[tuple[str, int], list[str]] = {}
    for unit in units:
        if unit.rank is not None and not unit.veto:
            equal.setdefault((unit.group, unit.rank), []).append(unit.name)
    ties = ["、".join(names) for names in equal.values() if len(names) > 1]
    if ties:
        notes.append(
            f"{'；'.join(ties)}总分相同，名次并列，依次按满意率、按时报告率、区划代码确定印刷次序。"
        )
    return "".join(notes)
