"""The grid of zero reports: villages by periods for a township, townships for a county."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.acts import Act, may
from accounts.models import User
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import Page
from campaigns.models import Campaign, Division
from campaigns.queries.picked import above, asked_unit
from households.forms.report import GridForm
from households.models import Cadence, CellState, Escalation, Show
from households.queries.grid_parts import Cell, Grid, Month, Row
from households.queries.report_grid import report_cells

EXPLAINED = {
    CellState.NIL,
    CellState.LATE_NIL,
    CellState.MISSING,
    CellState.OPEN,
    CellState.EXEMPT,
}


class ReportGrid(Page):
    """零报告一览. A village's own people are sent to their list."""

    audience = CASE_ROLES
    template_name = "households/report/grid.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.user.roles_today() <= {Role.VILLAGE_MEDIATOR}:
            return redirect("households:report_list")
        root = asked_unit(self.user, request.GET.get("root"), case=True)
        years = years_of(root)
        asked = chosen(GridForm(request.GET, years=years), years)
        grid = report_cells(
            self.user, root, asked.year, cadence=asked.cadence, month=asked.only_month
        )
        rows = grid.narrowed(asked.show) if asked.show else grid.rows
        cell = decorate(grid, request.GET.get("village"), request.GET.get("at"), asked)
        return self.page(
            grid=grid,
            rows=[listed(grid, row) for row in rows],
            columns=[column(grid, month) for month in grid.months],
            total=listed_total(grid),
            show_words=Show(asked.show).label if asked.show else "",
            form=GridForm(initial=asked.initial(root), years=years),
            chosen=cell,
            steps=steps_of(self.user, cell),
            late=to_chase(self.user, grid),
            above=above(root, self.user.case_spans),
        )


def years_of(root: Division) -> list[int]:
    """Campaign years of the county, newest first; this year when there is none."""
    years = list(Campaign.objects.for_place(root.code).values_list("year", flat=True))
    return years or [timezone.localdate().year]


@dataclass(frozen=True)
class Asked:
    """What the query bar asks for."""

    year: int
    cadence: Cadence
    month: int | None
    show: str

    @property
    def only_month(self) -> int | None:
        """Weeks and days of one month; months and half-months of the whole year."""
        return self.month if self.cadence in (Cadence.WEEK, Cadence.DAY) else None

    def initial(self, root: Division) -> dict[str, Any]:
        """For the form."""
        return {
            "year": self.year,
            "cadence": self.cadence,
            "month": self.month,
            "show": self.show,
            "root": root.code,
        }


def chosen(form: GridForm, years: list[int]) -> Asked:
    """Year, cadence, month and Show of the query bar; what is missing or makes no sense falls
    back to this year's months."""
    form.is_valid()
    data, today = form.cleaned_data, timezone.localdate()
    return Asked(
        year=int(data.get("year") or (today.year if today.year in years else years[0])),
        cadence=Cadence(data.get("cadence") or Cadence.MONTH),
        month=data.get("month") or today.month,
        show=data.get("show") or "",
    )


def decorate(grid: Grid, village: str | None, at: str | None, asked: Asked) -> Cell | None:
    """Give cells their addresses and mark the one asked for."""
    found = None
    for row in grid.rows:
        for cell in row.cells:
            if not grid.by_village:
                continue
            if cell.kind in EXPLAINED and not cell.doubted:
                cell.url = "?" + query(grid, show=asked.show, village=cell.code, at=cell.starts)
                cell.url += "#chosen"
            elif cell.report:
                cell.url = reverse("households:report_detail", args=[cell.report])
            if (str(cell.code), str(cell.starts)) == (village, at):
                cell.chosen, found = True, cell
    return found


def query(grid: Grid, **more: Any) -> str:
    """The grid's query string with more parameters; empty ones are left out."""
    wanted = {
        "root": grid.root.code,
        "year": grid.year,
        "cadence": "" if grid.cadence == Cadence.MONTH else grid.cadence.value,
        "month": grid.month,
    } | more
    return urlencode({key: value for key, value in wanted.items() if value not in ("", None)})


def rows_url(grid: Grid, place: int, **more: Any) -> str:
    """The list of exactly the expected reports a figure counts."""
    wanted = {"place": place, "year": grid.year, "cadence": grid.cadence.value, **more}
    if grid.month is not None:
        wanted["month"] = grid.month
    return f"{reverse('households:report_list')}?{urlencode(wanted)}"


def listed(grid: Grid, row: Row) -> dict[str, Any]:
    """A row as the template needs it."""
    code = row.division.code
    return {
        "row": row,
        "closed": row.closed,
        "missing": row.total.missing,
        "filed_url": rows_url(grid, code, closed=1, show="filed"),
        "missing_url": rows_url(grid, code, show="missing"),
        "url": "?" + query(grid, root=code),
        "cells": [
            (cell, rows_url(grid, code, period=cell_period(grid, i), show="missing"))
            for i, cell in enumerate(row.cells)
        ],
        "list_url": rows_url(grid, code),
    }


def cell_period(grid: Grid, index: int) -> int:
    """The period of a column; 0 where none was opened."""
    return grid.months[index].period or 0


def column(grid: Grid, month: Month) -> dict[str, Any]:
    """A column as the template needs it: each figure a link to its rows."""
    code = grid.root.code
    wanted = {"period": month.period or 0}
    return {
        "month": month,
        "filed_url": rows_url(grid, code, show="filed", **wanted),
        "missing_url": rows_url(grid, code, show="missing", **wanted),
        "on_time_url": rows_url(grid, code, show="on_time", **wanted),
        "late_url": rows_url(grid, code, show="late", **wanted),
    }


def to_chase(user: User, grid: Grid) -> Month | None:
    """The newest period with villages to remind, where the user may."""
    if not may(user, Act.REPORT_CHASE, grid.root.code):
        return None
    waiting = [m for m in grid.months if m.period and (m.tally.missing or m.tally.pending)]
    begun = [m for m in waiting if m.starts <= timezone.localdate()]
    return begun[-1] if begun else None


def steps_of(user: User, cell: Cell | None) -> list[Escalation]:
    """Reminders and escalations of the chosen cell."""
    if cell is None or cell.period is None:
        return []
    rows = Escalation.objects.visible_to(user).filter(unit=cell.code, period=cell.period)
    return list(rows.select_related("by"))


def listed_total(grid: Grid) -> dict[str, Any]:
    """The totals' figures and addresses."""
    code = grid.root.code
    return {
        "closed": grid.closed,
        "all": grid.total,
        "filed_url": rows_url(grid, code, closed=1, show="filed"),
        "on_time_url": rows_url(grid, code, closed=1, show="on_time"),
        "missing_url": rows_url(grid, code, show="missing"),
        "exempt_url": rows_url(grid, code, show="exempt"),
        "untrue_url": rows_url(grid, code, show="untrue"),
        "name": "全镇" if grid.by_village else "全县",
    }
