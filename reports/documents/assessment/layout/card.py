"""The scorecard of one unit: every rubric line on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from reports import charts
from reports.documents.assessment import narrative
from reports.documents.assessment.content import (
    AssessmentContent,
    CategoryScore,
    IndicatorLine,
    UnitResult,
)
from reports.documents.assessment.figures import (
    cap_text,
    column_total,
    fixed,
    grade_text,
    number,
    rank_text,
    rate_words,
    records,
    shown,
    total_text,
)
from reports.documents.assessment.layout.frame import Frame
from reports.documents.assessment.layout.sheets import Column, Sheet, balanced, band, fit, folded

REASON_SIZE = 7.4
REASON_WIDE = 48.5
MOST_ROWS = 42

CARD = Sheet(
    name="card",
    wide=156,
    size=9,
    columns=(
        Column(0, 10, face="song"),
        Column(10, 31, "left", "song"),
        Column(41, 10),
        Column(51, 14, "right", pad=1.6),
        Column(65, 15, "right", pad=1.6),
        Column(80, 15, "right", pad=1.6),
        Column(95, 50, "left", "song", size=REASON_SIZE),
        Column(145, 11),
        Column(0, 41, "left", pad=1),
        Column(95, 50, "left", size=REASON_SIZE),
    ),
    rules=(10, 41, 51, 65, 80, 95, 145),
    heads=(
        ("编码",),
        ("指标",),
        ("分值",),
        ("自评",),
        ("部门评",),
        ("复核",),
        ("扣分理由（公式代入值）",),
        ("佐证",),
    ),
    head_tall=4.7,
    head_columns=tuple(
        Column(x, wide)
        for x, wide in (
            (0, 10),
            (10, 31),
            (41, 10),
            (51, 14),
            (65, 15),
            (80, 15),
            (95, 50),
            (145, 11),
        )
    ),
)


# What — and ※ mean, behind the words under the bars; with them just under 156 mm at 9 pt.
SIGNS = "　—：没有评定或不适用　※：有小于5的数"


@dataclass(frozen=True, slots=True)
class CardPages:
    """Draws scorecards; ``means`` are the county's rates by category."""

    content: AssessmentContent
    frame: Frame
    means: dict[str, Decimal | None]

    def html(self, place: int, unit: UnitResult) -> str:
        """The scorecard: one page for the rubric's 26 lines."""
        rows, grey, tied = card_rows(unit)
        pages = balanced(len(rows), MOST_ROWS)
        html = []
        for index, page in enumerate(pages):
            room = 1598 - (100 if unit.veto else 0)
            tall = min(4.7, int(room / (len(page) + 1)) / 10)
            joined = {i - page.start for i in grey if i in page}
            ground = "".join(
                band(CARD.head_tall + tall * i, 156, tall, "#f2f2f2") for i in sorted(joined)
            )
            top = f'<p class="annex">附件3-{place}</p>' + self.frame.title(f"{unit.name}考核评分卡")
            top += f'<p class="unit-line">{self._unit_line(unit)}</p>'
            foot = self._card_foot(unit) if index == len(pages) - 1 else ""
            sheet = CARD.html(
                [rows[i] for i in page], tall, ground, joined, {i - page.start for i in tied}
            )
            html.append(f'<section class="portrait">{top}{sheet}{foot}</section>')
        return "".join(html)

    def _unit_line(self, unit: UnitResult) -> str:
        parts = [
            f"组别：{escape(unit.group)}",
            f"{unit.village_count}个村（社区）",
            f"{unit.household_count}户",
            f"<b>总分：{total_text(unit)}分</b>"
            if unit.total
            else f"<b>总分：{total_text(unit)}</b>",
            f"<b>名次：{rank_text(unit)}</b>",
            f"<b>等次：{grade_text(unit)}</b>",
        ]
        return "　".join(parts)

    def _card_foot(self, unit: UnitResult) -> str:
        shares = [
            charts.Share(c.name, number(c.points), Decimal(c.cap), self.means.get(c.code))
            for c in unit.categories
        ]
        what = "各类得分与得分率（灰条为本单位，竖线为全县平均）"
        bars = charts.category_bars(shares, title=what, desc=f"{unit.name}：{what}")
        foot = f'<div class="bars">{bars}</div><p class="bars-note">{what}{SIGNS}</p>'
        if unit.veto:
            said = narrative.veto(unit.name, self.content.rubric_title, unit.veto)
            foot += f'<p class="veto">{escape(fit(said, 456, REASON_SIZE))}</p>'
        return foot + (
            '<p class="signs"><span>自评单位（章）</span><span>复核组长：</span>'
            "<span>单位负责人：</span><span>年　月　日</span></p>"
        )


def card_rows(unit: UnitResult) -> tuple[list[list[str]], set[int], set[int]]:
    """Rows of the card, the numbers of its grey ones (categories, bonus) and of those that carry a
    long reason on."""
    rows: list[list[str]] = []
    grey: set[int] = set()
    tied: set[int] = set()
    for category in unit.categories:
        lines = [line for line in unit.lines if line.category == category.code]
        grey.add(len(rows))
        rows.append(_category_row(category, lines))
        for line in lines:
            first, *more = folded(line.reason, REASON_WIDE, REASON_SIZE)
            rows.append(_line_row(line, first))
            tied |= set(range(len(rows), len(rows) + len(more)))
            rows += [["", "", "", "", "", "", text, "", "", ""] for text in more]
    grey.add(len(rows))
    net = Decimal(unit.bonus) - Decimal(unit.deduction)
    said = f"加分{fixed(unit.bonus)}，外扣{fixed(unit.deduction)}"
    if unit.outside:
        said = f"{said}：{unit.outside}"
    first, *more = folded(said, REASON_WIDE, REASON_SIZE)
    rows.append(["", "", "", "", "", fixed(net), "", "", "加分／扣分", first])
    for text in more:
        grey.add(len(rows))
        tied.add(len(rows))
        rows.append(["", "", "", "", "", "", "", "", "", text])
    return rows, grey, tied


def _category_row(category: CategoryScore, lines: Sequence[IndicatorLine]) -> list[str]:
    return [
        "",
        "",
        cap_text(category.cap),
        shown(column_total(lines, "self_points")),
        shown(column_total(lines, "department_points")),
        shown(category.points),
        "",
        records(lines),
        fit(category.name, 39, 9),
        rate_words(category, lines),
    ]


def _line_row(line: IndicatorLine, reason: str) -> list[str]:
    return [
        fit(line.code, 9, 9),
        fit(line.name, 29.5, 9),
        cap_text(line.cap),
        shown(line.self_points),
        shown(line.department_points),
        shown(line.review_points),
        reason,
        records([line]),
        "",
        "",
    ]
