"""The zero-report grid of one unit: villages × months."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from reports import svg
from reports.documents.assessment.content import (
    AssessmentContent,
    UnitResult,
)
from reports.documents.assessment.figures import (
    fixed,
    rate,
)
from reports.documents.assessment.layout.frame import Frame
from reports.documents.assessment.layout.sheets import Column, Sheet, balanced, band, fit
from reports.documents.assessment.wording import chinese_date
from reports.documents.assessment.zero import ZeroCell, ZeroRow, ZeroTotals

MOST_ROWS = 34
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


@dataclass(frozen=True, slots=True)
class GridPages:
    """Draws zero-report grids."""

    content: AssessmentContent
    frame: Frame

    def html(self, unit: UnitResult) -> str:
        """Villages × months with totals and legend."""
        totals = ZeroTotals.of(unit.zero_rows)
        pages = balanced(len(unit.zero_rows), MOST_ROWS)
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
        return (
            '<p class="note">图例：0 按时零报告；灰底数字 按时上报隐患件数；斜纹“迟” 迟报'
            "（后随上报件数）；黑底“缺” 未报；黑底“失” 零报告事后查明失实；空白 未到期。"
            f"{sums_words(totals)}</p>"
            '<p class="signs"><span>填表人：</span><span>审核人：</span>'
            f"<span>填报日期：{chinese_date(self.content.snapshot_date)}</span></p>"
        )


def sums_words(totals: ZeroTotals) -> str:
    """What the rows come to: parts that make up the whole, and the share on time."""
    on_time = rate(totals.on_time, totals.due)
    share = f"；按时率{fixed(on_time, 1)}%" if on_time is not None else ""
    return (
        f"合计应报{totals.due}份：零{totals.nil}、报{totals.found}、迟{totals.late}、"
        f"缺{totals.missing}、失{totals.untrue}{share}。"
    )


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
                strokes = svg.hatch(x, y, 8.6, tall)
                parts.append(f'<path d="{strokes}" stroke="#333" stroke-width=".22"/>')
                parts.append(band(y + 0.5, field, tall - 1, "#fff", x + (8.6 - field) / 2))
    return "".join(parts)
