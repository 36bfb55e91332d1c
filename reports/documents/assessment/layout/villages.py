"""The village scores of one unit by rubric column, landscape."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from reports.documents.assessment.content import (
    AssessmentContent,
    UnitResult,
    VillageIndicator,
    VillageResult,
)
from reports.documents.assessment.figures import (
    DASH,
    NOT_A_SUM,
    WAITING,
    cap_text,
    fixed,
    shown,
)
from reports.documents.assessment.layout.frame import Frame
from reports.documents.assessment.layout.sheets import Column, Sheet, balanced, fit

MOST_ROWS = 32
ROOM = 1170  # tenths of a millimetre for the rows of a page


def village_sheet(indicators: Sequence[VillageIndicator]) -> Sheet:
    """The village score table for the rubric's columns: 27 of 8.5 mm for RC2."""
    wide, pitch = 229.5, 8.5
    points = (wide - 7 * pitch - 0.5 * pitch) / max(len(indicators), 1)
    name_wide = 2.5 * pitch
    start = pitch + name_wide
    tail = start + points * len(indicators)
    xs = [start + points * i for i in range(len(indicators))]
    ends = [tail + pitch * i for i in range(4)]
    heads = [Column(0, pitch), Column(pitch, name_wide)]
    heads += [Column(x, points) for x in xs] + [Column(x, pitch) for x in ends]
    texts = [(i.code, i.short, f"{cap_text(i.cap)}分") for i in indicators]
    return Sheet(
        name="villages",
        wide=wide,
        size=7.2,
        columns=(
            Column(0, pitch),
            Column(pitch, name_wide, "left", pad=0.8),
            *(Column(x, points, "right", pad=1.5) for x in xs),
            *(Column(x, pitch, "right", pad=1.1) for x in ends[:2]),
            Column(ends[2], pitch, "right", pad=0.45),
            Column(ends[3], pitch),
        ),
        rules=(pitch, start, *xs[1:], *ends),
        heads=(("名次",), ("村（社区）",), *texts, ("加分",), ("扣分",), ("总分",), ("等次",)),
        head_tall=11.1,
        head_columns=tuple(heads),
    )


@dataclass(frozen=True, slots=True)
class VillagePages:
    """Draws village score tables."""

    content: AssessmentContent
    frame: Frame
    villages: Sheet

    def html(self, unit: UnitResult) -> str:
        """The villages of the unit by rubric column, landscape."""
        order = village_order(unit.villages)
        pages = balanced(len(order), MOST_ROWS)
        html = []
        for page in pages:
            tall = min(4.6, max(3.5, int(ROOM / len(page)) / 10)) if page else 4.6
            rows = [village_row(order[i], self.villages) for i in page]
            html.append(
                '<section class="landscape">'
                f"{self.frame.title(f'{unit.name}所辖村（社区）考核得分表', landscape=True)}"
                f'<p class="over"><span>{escape(self.content.village_rubric)}</span>'
                f"<span>单位：分</span></p>{self.villages.html(rows, tall)}"
                f'<p class="note legend">{escape(village_note(self.content))}</p></section>'
            )
        return "".join(html)


def village_note(content: AssessmentContent) -> str:
    """What the short heads stand for, and how equal totals are ordered."""
    named = "；".join(f"{i.code} {i.name}" for i in content.village_indicators if i.name)
    return (f"指标：{named}。" if named else "") + (
        "总分相同的并列，其后名次空出；并列的依次按满意率、按时（零）报告、区划代码排列。"
        f"待评为尚未评定，—为不适用。{NOT_A_SUM}"
    )


def village_order(villages: Sequence[VillageResult]) -> list[VillageResult]:
    """By place; then the unfinished; the vetoed last."""
    return sorted(villages, key=lambda v: (v.vetoed, v.rank is None, v.rank or 0))


def village_row(village: VillageResult, sheet: Sheet) -> list[str]:
    """Texts of one village's row."""
    rank = "否决" if village.vetoed else WAITING if village.rank is None else str(village.rank)
    return [
        rank,
        fit(village.name, sheet.columns[1].wide - 1, sheet.size),
        *(shown(points) for points in village.points),
        fixed(village.bonus),
        fixed(village.deduction),
        shown(village.total),
        DASH if village.vetoed else village.grade or WAITING,
    ]
