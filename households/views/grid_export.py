"""The grid of zero reports as Excel: the cells in the words of the screen, and the year's sums."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.exports.sheet import Cell, Column, Paper, Table
from accounts.roles import CASE_ROLES
from accounts.templatetags.parts import CELL_FACES
from accounts.transitions.export import Wanted
from accounts.views.export import ExportPage, unit_of
from campaigns.queries.picked import asked_unit
from households.forms.report import GridForm
from households.models import Show
from households.queries.grid_parts import Grid, Row, Tally
from households.queries.report_grid import report_cells
from households.views.report_grid import chosen, years_of


class GridExport(ExportPage):
    """零报告一览; figures of places, no family in it."""

    audience = CASE_ROLES
    figures = True

    def prepare(self) -> None:
        root = asked_unit(self.user, self.request.GET.get("root"), case=True)
        years = years_of(root)
        form = GridForm(self.request.GET, years=years)
        asked = chosen(form, years)
        self.year, self.show = asked.year, asked.show
        self.grid: Grid = report_cells(
            self.user, root, self.year, cadence=asked.cadence, month=asked.only_month
        )

    def place(self) -> int:
        return self.grid.root.code

    def wanted(self, *, masked: bool) -> Wanted:
        grid = self.grid
        rows = grid.narrowed(self.show) if self.show else grid.rows
        words = str(Show(self.show).label) if self.show else ""
        table = Table(
            title=_("零报告一览表"),
            unit=grid.root.name,
            period=_("%(year)d年%(cadence)s") % {"year": self.year, "cadence": grid.cadence.label},
            columns=columns(grid),
            rows=[line(grid, row) for row in rows],
            totals=[
                Cell(_("合计")),
                *(Cell(_share(month.tally)) for month in grid.months),
                *sums(grid.closed),
            ],
            measure=_("份"),
            signers=((_("填表人"), self.user.name), (_("审核人"), ""), (_("填报日期"), "")),
            notes=[
                _(
                    "零：零报告；数字：有情况的件数；迟：迟报；缺：未报；更：更正；退：退回；×失：失实；免：免报；—：未到期。"
                ),
                _("应报、已报按已到期的期数；合计是全部单位的。"),
            ],
            filter_words=words or _("全部"),
        )
        return Wanted(
            kind="grid",
            place=self.place(),
            unit=unit_of(self.user),
            paper=Paper(table.title, tables=[table]),
            rows=len(rows),
            personal=False,
            filter_words="，".join(w for w in (grid.root.name, table.period, words) if w),
        )

    def back_url(self) -> str:
        return f"{reverse('households:report_grid')}?{self.request.GET.urlencode()}"


def columns(grid: Grid) -> list[Column]:
    """The unit, a column for each period of the year, the sums."""
    group = _("各期")
    return [
        Column(_("单位"), "text", 14),
        *(Column(month.label, "code", 7, group) for month in grid.months),
        Column(_("应报"), "int", 7),
        Column(_("已报"), "int", 7),
        Column(_("按时"), "int", 7),
        Column(_("未报"), "int", 7),
        Column(_("完整率"), "rate", 9),
        Column(_("及时率"), "rate", 9),
    ]


def line(grid: Grid, row: Row) -> list[Cell]:
    """One unit: villages in the words of the screen, townships as filed/expected."""
    cells = [Cell(_face(cell) if grid.by_village else _share(cell.tally)) for cell in row.cells]
    return [Cell(row.division.name), *cells, *sums(row.closed)]


def _face(cell: Any) -> str | None:
    face = CELL_FACES.get(cell.kind)
    return (face(cell.count or 0) if face else "") or None


def _share(tally: Tally) -> str | None:
    return f"{tally.filed}/{tally.owed}" if tally.owed else None


def sums(tally: Tally) -> list[Cell]:
    """The year up to the last period past due."""
    return [
        Cell(tally.owed),
        Cell(tally.filed),
        Cell(tally.on_time),
        Cell(tally.missing),
        Cell(tally.completeness),
        Cell(tally.timeliness),
    ]
