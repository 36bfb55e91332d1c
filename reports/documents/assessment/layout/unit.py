"""附件3-n: one unit's scorecard, zero-report grid and village scores; can be sent as it stands."""

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
    VillageIndicator,
    VillageResult,
    ZeroCell,
    ZeroRow,
    ZeroTotals,
)
from reports.documents.assessment.figures import (
    DASH,
    WAITING,
    cap_text,
    category_rate,
    fixed,
    grade_text,
    number,
    rank_text,
    rate,
    shown,
    total_of,
    total_text,
)
from reports.documents.assessment.layout.frame import Frame
from reports.documents.assessment.layout.sheets import Column, Sheet, balanced, band, fit

REASON_SIZE = 7.8
CARD_ROWS, GRID_ROWS, VILLAGE_ROWS = 42, 34, 32

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

MONTHS_X = tuple(25.8 + 8.6 * i for i in range(12))
SUMS_X = tuple(129 + 5.4 * i for i in range(5))
GRID = Sheet(
    name="grid",
    wide=156,
    size=9,
    columns=(
        Column(0, 25.8, "left", "song", pad=1.4),
        *(Column(x, 8.6) for x in MONTHS_X),
        *(Column(x, 5.4) for x in SUMS_X),
        *(Column(x, 8.6, white=True) for x in MONTHS_X),
    ),
    rules=(*MONTHS_X, *SUMS_X),
    heads=(
        ("村（社区）",),
        *((f"{i}月",) for i in range(1, 13)),
        *((t,) for t in ("零", "报", "迟", "缺", "失")),
    ),
    head_tall=5.4,
    head_columns=(
        Column(0, 25.8),
        *(Column(x, 8.6) for x in MONTHS_X),
        *(Column(x, 5.4) for x in SUMS_X),
    ),
)


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
    texts = (("名次",), ("村（社区）",)) + tuple(
        (i.code, i.short, f"{cap_text(i.cap)}分") for i in indicators
    )
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
        heads=(*texts, ("加分",), ("扣分",), ("总分",), ("等次",)),
        head_tall=11.1,
        head_columns=tuple(heads),
    )


@dataclass(frozen=True, slots=True)
class UnitPages:
    """Draws the pages of one unit of ``content``."""

    content: AssessmentContent
    frame: Frame
    villages: Sheet
    means: dict[str, Decimal | None]

    def html(self, place: int, unit: UnitResult) -> str:
        """All pages of the unit that stands at ``place`` (from 1) in the annex."""
        return self.card(place, unit) + self.grid(unit) + self.scores(unit)

    def card(self, place: int, unit: UnitResult) -> str:
        """The scorecard: one page for the rubric's 26 lines."""
        rows, grey = card_rows(unit)
        pages = balanced(len(rows), CARD_ROWS)
        html = []
        for index, page in enumerate(pages):
            tall = min(4.7, int(1598 / (len(page) + 1)) / 10)
            ground = "".join(
                band(CARD.head_tall + tall * (i - page.start), 156, tall, "#f2f2f2")
                for i in grey
                if i in page
            )
            top = f'<p class="annex">附件3-{place}</p>' + self.frame.title(f"{unit.name}考核评分卡")
            top += f'<p class="unit-line">{self._unit_line(unit)}</p>'
            foot = self._card_foot(unit) if index == len(pages) - 1 else ""
            sheet = CARD.html([rows[i] for i in page], tall, ground)
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
        foot = f'<div class="bars">{bars}</div><p class="bars-note">{what}</p>'
        if unit.veto:
            said = narrative.veto(unit.name, self.content.rubric_title, unit.veto)
            foot += f'<p class="veto">{escape(said)}</p>'
        return foot + (
            '<p class="signs"><span>自评单位（章）</span><span>复核组长：</span>'
            "<span>单位负责人：</span><span>年　月　日</span></p>"
        )

    def grid(self, unit: UnitResult) -> str:
        """Villages × months with totals and legend."""
        totals = ZeroTotals.of(unit.zero_rows)
        pages = balanced(len(unit.zero_rows), GRID_ROWS)
        html = []
        for index, page in enumerate(pages):
            rows = [unit.zero_rows[i] for i in page]
            sheet = GRID.html([grid_row(row) for row in rows], 5.4, grid_ground(rows, 5.4))
            foot = self._grid_foot(totals) if index == len(pages) - 1 else ""
            html.append(
                '<section class="portrait">'
                f"{self.frame.title(f'{unit.name}村（社区）零报告逐月情况')}"
                f'<p class="over"><span>{self.content.year}年1—12月，'
                f"{escape(self.content.deadline_text)}</span>"
                f"<span>数字为上报隐患件数，0为零报告</span></p>{sheet}{foot}</section>"
            )
        return "".join(html)

    def _grid_foot(self, totals: ZeroTotals) -> str:
        on_time = rate(totals.on_time, totals.due)
        share = f"；按时率{fixed(on_time, 1)}%" if on_time is not None else ""
        return (
            '<p class="note">图例：0 按时零报告；灰底数字 按时上报隐患件数；斜纹“迟” 迟报'
            "（后随上报件数）；黑底“缺” 未报；黑底“失” 零报告事后查明失实；空白 未到期。"
            f"合计应报{totals.due}份：零{totals.nil}、报{totals.found}、迟{totals.late}、"
            f"缺{totals.missing}、失{totals.untrue}{share}。</p>"
            '<p class="signs"><span>填表人：</span><span>审核人：</span>'
            f"<span>填报日期：{narrative.chinese_date(self.content.snapshot_date)}</span></p>"
        )

    def scores(self, unit: UnitResult) -> str:
        """The villages of the unit by rubric column, landscape."""
        order = village_order(unit.villages)
        pages = balanced(len(order), VILLAGE_ROWS)
        html = []
        for page in pages:
            tall = 4.6 if len(page) <= 27 else 3.7
            rows = [village_row(order[i], self.villages) for i in page]
            html.append(
                '<section class="landscape">'
                f"{self.frame.title(f'{unit.name}所辖村（社区）考核得分表', landscape=True)}"
                f'<p class="over"><span>{escape(self.content.village_rubric)}</span>'
                f"<span>单位：分</span></p>{self.villages.html(rows, tall)}"
                '<p class="note">总分相同的并列，其后名次空出；并列单位依次按满意率、按时（零）报告、'
                "区划代码排列。待评为尚未评定，—为不适用。</p></section>"
            )
        return "".join(html)


def card_rows(unit: UnitResult) -> tuple[list[list[str]], set[int]]:
    """Rows of the card and the numbers of its grey ones (categories, bonus)."""
    rows: list[list[str]] = []
    grey: set[int] = set()
    for category in unit.categories:
        lines = [line for line in unit.lines if line.category == category.code]
        grey.add(len(rows))
        rows.append(_category_row(category, lines))
        rows += [_line_row(line) for line in lines]
    grey.add(len(rows))
    net = Decimal(unit.bonus) - Decimal(unit.deduction)
    said = f"加分{fixed(unit.bonus)}，外扣{fixed(unit.deduction)}"
    rows.append(["", "", "", "", "", fixed(net), "", "", "加分／扣分", said])
    return rows, grey


def _category_row(category: CategoryScore, lines: Sequence[IndicatorLine]) -> list[str]:
    share = category_rate(category)
    return [
        "",
        "",
        cap_text(category.cap),
        shown(total_of(line.self_points for line in lines)),
        shown(total_of(line.department_points for line in lines)),
        shown(category.points),
        "",
        str(sum(line.evidence for line in lines)),
        fit(category.name, 39, 9),
        WAITING if share is None else f"得分率{fixed(share, 1)}%",
    ]


def _line_row(line: IndicatorLine) -> list[str]:
    return [
        fit(line.code, 9, 9),
        fit(line.name, 29.5, 9),
        cap_text(line.cap),
        shown(line.self_points),
        shown(line.department_points),
        shown(line.review_points),
        fit(line.reason, 48.5, REASON_SIZE),
        str(line.evidence),
        "",
        "",
    ]


def grid_row(row: ZeroRow) -> list[str]:
    """Texts of one village: name, twelve signs, five totals, twelve white signs."""
    cells = (*row.cells, *(ZeroCell("not_due"),) * 12)[:12]
    black = [cell.kind in ("missing", "untrue") for cell in cells]
    signs = [_sign(cell) for cell in cells]
    totals = ZeroTotals.of((row,))
    sums = (totals.nil, totals.found, totals.late, totals.missing, totals.untrue)
    return [
        fit(row.name, 23.5, 9),
        *("" if dark else sign for dark, sign in zip(black, signs, strict=True)),
        *map(str, sums),
        *(sign if dark else "" for dark, sign in zip(black, signs, strict=True)),
    ]


def _sign(cell: ZeroCell) -> str:
    signs = {"not_due": "", "missing": "缺", "untrue": "失", "nil": "0", "late_nil": "迟"}
    if cell.kind == "late":
        return f"迟{cell.found}"
    return signs.get(cell.kind, str(cell.found))


def grid_ground(rows: Sequence[ZeroRow], tall: float) -> str:
    """Grounds of the signs: letter and ground both tell, so it survives grey print."""
    parts = []
    for index, row in enumerate(rows):
        y = GRID.head_tall + tall * index
        for cell, x in zip(row.cells, MONTHS_X, strict=False):
            if cell.kind in ("missing", "untrue"):
                parts.append(band(y, 8.6, tall, "#000", x))
            elif cell.kind == "found":
                parts.append(band(y, 8.6, tall, "#ddd", x))
            elif cell.kind in ("late", "late_nil"):
                field = 5.8 if cell.kind == "late" else 4
                strokes = charts.hatch(x, y, 8.6, tall)
                parts.append(f'<path d="{strokes}" stroke="#333" stroke-width=".22"/>')
                parts.append(band(y + 0.5, field, tall - 1, "#fff", x + (8.6 - field) / 2))
    return "".join(parts)


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
