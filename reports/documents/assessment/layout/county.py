"""附件1 全县考核结果一览 and 附件2 分项得分表."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.translation import gettext as _

from reports.documents.assessment import narrative
from reports.documents.assessment.codec import ContentError
from reports.documents.assessment.content import AssessmentContent, IndicatorLine, UnitResult
from reports.documents.assessment.figures import (
    NOT_A_SUM,
    WAITING,
    cap_text,
    fixed,
    grade_text,
    mean,
    number,
    printing_order,
    rank_text,
    shown,
)
from reports.documents.assessment.layout.frame import Frame
from reports.documents.assessment.layout.sheets import Column, Sheet, balanced, band, fit
from reports.documents.assessment.wording import period

MOST_INDICATORS = 30
LIST_ROWS, MATRIX_ROWS = 25, 27


def list_sheet(categories: Sequence[str]) -> Sheet:
    """Columns of 附件1 for the rubric's categories."""
    share = 59.4 / max(len(categories), 1)
    front = ((0, 18), (18, 10), (28, 20), (48, 10), (58, 14))
    cats = tuple((72 + share * i, share) for i in range(len(categories)))
    tail = ((131.4, 13), (144.4, 11.6))
    heads = (("组别",), ("名次",), ("单位",), ("村数",), ("户数",))
    names = tuple(map(halved, categories))
    return Sheet(
        name="results",
        wide=156,
        size=9,
        columns=(
            *(Column(x, wide, face="song") for x, wide in front[:1]),
            Column(*front[1]),
            Column(*front[2], "center", "song"),
            Column(*front[3], "right", pad=2.6),
            Column(*front[4], "right", pad=2),
            *(Column(x, wide, "right", pad=1.2) for x, wide in cats),
            Column(*tail[0], "right", pad=1.8),
            Column(*tail[1], face="song"),
        ),
        rules=tuple(x for x, wide in (*front[1:], *cats, *tail)),
        heads=(*heads, *names, ("总分",), ("等次",)),
        head_tall=10,
        head_columns=tuple(Column(x, wide) for x, wide in (*front, *cats, *tail)),
    )


def halved(name: str) -> tuple[str, str]:
    """A category's name as the two lines of a narrow head."""
    middle = (len(name) + 1) // 2
    return name[:middle], name[middle:]


def matrix_sheet(lines: Sequence[IndicatorLine]) -> Sheet:
    """Columns of 附件2: 18 mm for the unit, 7.7 mm for each of 26 indicators."""
    if len(lines) > MOST_INDICATORS:
        message = _("细则有%(count)d项指标，报告的分项得分表至多排%(most)d项。")
        raise ContentError(message % {"count": len(lines), "most": MOST_INDICATORS})
    wide, name_wide, total_wide = 229.8, 18.0, 11.6
    pitch = (wide - name_wide - total_wide) / max(len(lines), 1)
    xs = [name_wide + pitch * i for i in range(len(lines))]
    end = wide - total_wide
    return Sheet(
        name="matrix",
        wide=wide,
        size=7.4,
        columns=(
            Column(0, name_wide, "left", pad=0.8),
            *(Column(x, pitch, "right", pad=_pad(line)) for x, line in zip(xs, lines, strict=True)),
            Column(end, total_wide, "right", pad=1.4),
        ),
        rules=(*xs, end),
        heads=(("单位",), *((line.code, cap_text(line.cap)) for line in lines), ("总分",)),
        head_tall=9.6,
        head_columns=(
            Column(0, name_wide),
            *(Column(x, pitch) for x in xs),
            Column(end, total_wide),
        ),
    )


def _pad(line: IndicatorLine) -> float:
    """Room right of a figure, so that the widest possible one stands in the middle."""
    return 0.55 if Decimal(line.cap) >= 10 else 1.25


@dataclass(frozen=True, slots=True)
class CountyPages:
    """Draws the two annexes over all units."""

    content: AssessmentContent
    frame: Frame
    results: Sheet
    matrix: Sheet

    def list_html(self) -> str:
        """附件1: one line a unit in printing order."""
        units = printing_order(self.content.units)
        pages = balanced(len(units), LIST_ROWS)
        html = []
        for index, page in enumerate(pages):
            rows = [list_row(units[i]) for i in page]
            top = '<p class="annex big">附件1</p>' if not index else ""
            top += self.frame.title("全县考核结果一览", size=18) if not index else ""
            over = f"数据时段：{period(self.content.data_from, self.content.data_to)}"
            foot = (
                f'<p class="note">注：{escape(list_notes(self.content, units))}</p>'
                if index == len(pages) - 1
                else ""
            )
            html.append(
                f'<section class="portrait">{top}<p class="over"><span>{over}</span>'
                f"<span>单位：分</span></p>{self.results.html(rows, 6.8)}{foot}</section>"
            )
        return "".join(html)

    def matrix_html(self) -> str:
        """附件2: units × indicators, landscape, in the order of codes, with the county mean."""
        units = sorted(self.content.units, key=lambda unit: unit.code)
        rows = [_matrix_row(unit) for unit in units]
        rows.append(_mean_row(units))
        pages = balanced(len(rows), MATRIX_ROWS)
        html = []
        for index, page in enumerate(pages):
            tall = min(5.4, max(3.7, int(960 / max(len(page), 1)) / 10))
            grey = len(rows) - 1 - page.start
            ground = ""
            if len(rows) - 1 in page:
                ground = band(
                    self.matrix.head_tall + tall * grey, self.matrix.wide, tall, "#f2f2f2"
                )
            top = '<p class="annex">附件2</p>' if not index else ""
            top += self.frame.title("各镇（街道、农场）分项得分表", landscape=True)
            foot = self._matrix_notes() if index == len(pages) - 1 else ""
            sheet = self.matrix.html([rows[i] for i in page], tall, ground)
            html.append(
                f'<section class="landscape">{top}<p class="over"><span>列号为指标编码，'
                f"第二行为分值</span><span>单位：分</span></p>{sheet}{foot}</section>"
            )
        return "".join(html)

    def _matrix_notes(self) -> str:
        names = "；".join(f"{line.code} {line.name}" for line in self.content.units[0].lines)
        more = f"待评为尚未评定，—为不适用；全县平均不含待评与不适用。{NOT_A_SUM}"
        return f'<p class="note">指标：{escape(names)}。{more}</p>'


def list_notes(content: AssessmentContent, units: Sequence[UnitResult]) -> str:
    """What stands below 附件1: how places are given, who waits, what has moved."""
    notes = ["分组排名，总分相同的并列，其后名次空出；总分含加分、扣分。"]
    waiting = [unit for unit in units if unit.total is None]
    for unit in waiting:
        if unit.possible:
            notes.append(f"{unit.name}尚有指标待评，总分至多{fixed(unit.possible)}分。")
    notes += [f"{unit.name}被一票否决，得分照印，不评等次。" for unit in units if unit.veto]
    previous = content.previous
    if previous and previous.comparable:
        before = {entry.code: entry for entry in previous.units}
        moved = [
            f"{unit.name}{said}"
            for unit in units
            if (said := narrative.comparison(unit.total, unit.rank, before.get(unit.code)))
        ]
        if moved:
            notes.append(f"与{previous.year}年相比：{'；'.join(moved)}。")
    elif previous:
        notes.append("因细则调整，不与上年比较。")
    return "".join(notes)


def list_row(unit: UnitResult) -> list[str]:
    """A unit's row of 附件1."""
    return [
        fit(unit.group, 17, 9),
        rank_text(unit),
        fit(unit.name, 19.4, 9),
        str(unit.village_count),
        str(unit.household_count),
        *(shown(category.points) for category in unit.categories),
        shown(unit.total),
        grade_text(unit),
    ]


def _matrix_row(unit: UnitResult) -> list[str]:
    points = [shown(line.review_points) for line in unit.lines]
    return [fit(unit.name, 17, 7.4), *points, shown(unit.total)]


def _mean_row(units: Sequence[UnitResult]) -> list[str]:
    columns = [[unit.lines[i].review_points for unit in units] for i in range(len(units[0].lines))]
    columns.append([unit.total for unit in units])
    means: list[Decimal | None] = []
    for index, column in enumerate(columns):
        known = [value for points in column if (value := number(points)) is not None]
        whole = len(known) == len(units) or index < len(columns) - 1
        means.append(mean(known) if whole else None)
    return ["全县平均", *(WAITING if value is None else fixed(value) for value in means)]
