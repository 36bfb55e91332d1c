"""The grid of zero reports: villages by months for a township, townships for a county."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.reach import inside
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import Page
from campaigns.models import Campaign, Division, Level
from households.forms.report import GridForm
from households.models import CellState, Show
from households.queries.report_grid import Cell, Grid, Row, report_cells

EXPLAINED = {CellState.NIL, CellState.LATE_NIL, CellState.MISSING, CellState.OPEN}


class ReportGrid(Page):
    """零报告一览. A village's own people are sent to their list."""

    audience = CASE_ROLES
    template_name = "households/report/grid.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.user.roles_today() <= {Role.VILLAGE_MEDIATOR}:
            return redirect("households:report_list")
        root = root_of(self.user, request.GET.get("root"))
        years = years_of(root)
        year, show = chosen(GridForm(request.GET, years=years), years)
        grid = report_cells(self.user, root, year)
        rows = grid.narrowed(show) if show else grid.rows
        cell = decorate(grid, request.GET.get("village"), request.GET.get("month"), show)
        return self.page(
            grid=grid,
            rows=[listed(grid, row) for row in rows],
            total=listed_total(grid),
            show_words=Show(show).label if show else "",
            form=GridForm(initial={"year": year, "show": show, "root": root.code}, years=years),
            chosen=cell,
            above=above(self.user, root),
        )


def root_of(user: User, asked: str | None) -> Division:
    """The division asked for, inside the case reach (404 otherwise), or one's own."""
    if not asked:
        posts = [p for p in user.postings_today if p.role in CASE_ROLES]
        return min(posts, key=lambda p: (p.division.level, p.pk)).division
    code = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 12 else 0
    division = Division.objects.fetch(user, code=code)
    if not any(low <= division.code and division.end <= high for low, high in user.case_spans):
        raise Http404
    return division


def years_of(root: Division) -> list[int]:
    """Campaign years of the county, newest first; this year when there is none."""
    years = list(Campaign.objects.for_place(root.code).values_list("year", flat=True))
    return years or [timezone.localdate().year]


def chosen(form: GridForm, years: list[int]) -> tuple[int, str]:
    """Year and Show of the query bar; what is missing or makes no sense falls back."""
    form.is_valid()
    today = timezone.localdate().year
    year = form.cleaned_data.get("year") or (today if today in years else years[0])
    return int(year), form.cleaned_data.get("show") or ""


def decorate(grid: Grid, village: str | None, month: str | None, show: str) -> Cell | None:
    """Give cells their addresses and mark the one asked for."""
    found = None
    for row in grid.rows:
        for cell in row.cells:
            if not grid.by_village:
                continue
            if cell.kind in EXPLAINED:
                cell.url = "?" + query(grid, show=show, village=cell.code, month=cell.month)
                cell.url += "#chosen"
            elif cell.report:
                cell.url = reverse("households:report_detail", args=[cell.report])
            if (str(cell.code), str(cell.month)) == (village, month):
                cell.chosen, found = True, cell
    return found


def query(grid: Grid, **more: Any) -> str:
    """The grid's query string with more parameters; empty ones are left out."""
    wanted = {"root": grid.root.code, "year": grid.year} | more
    return urlencode({key: value for key, value in wanted.items() if value not in ("", None)})


def rows_url(grid: Grid, place: int, **more: Any) -> str:
    """The list of exactly the expected reports a figure counts."""
    wanted = {"place": place, "year": grid.year, **more}
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
        "url": f"?{urlencode({'root': code, 'year': grid.year})}",
        "list_url": rows_url(grid, code),
    }


def listed_total(grid: Grid) -> dict[str, Any]:
    """The totals' figures and addresses."""
    code = grid.root.code
    return {
        "closed": grid.closed,
        "all": grid.total,
        "filed_url": rows_url(grid, code, closed=1, show="filed"),
        "on_time_url": rows_url(grid, code, closed=1, show="on_time"),
        "untrue_url": rows_url(grid, code, show="untrue"),
        "name": "全镇" if grid.by_village else "全县",
    }


def above(user: User, root: Division) -> Division | None:
    """The county above a township, where it is inside the reach."""
    if root.level != Level.TOWNSHIP or root.parent_id is None:
        return None
    if not inside(user.case_spans, root.parent_id):
        return None
    return Division.objects.fetch(user, code=root.parent_id)
