"""Pages of statistics: the tables, one of them, the rows behind a number, Excel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property

from accounts.acts import Act, may
from accounts.exports.screen import drawn, words
from accounts.exports.sheet import Paper as Workbook
from accounts.exports.sheet import Table
from accounts.models import User
from accounts.roles import AREA_ROLES, EXPORT_ROLES, UPPER_ROLES
from accounts.transitions.export import Wanted
from accounts.views.base import PAGE_SIZE, Page
from accounts.views.export import ExportPage, unit_of
from campaigns.models import Division
from campaigns.queries.mergers import asked_tree
from campaigns.queries.picked import above, asked_below, below
from reports.statistics.counting import count
from reports.statistics.drawing import Drawing, filter_words, line_of, number_lines
from reports.statistics.guarding import is_offered, is_veiled
from reports.statistics.periods import asked_period, every_choice, whole_years, year_of
from reports.statistics.reading import Reading, counties_above, root_asked
from reports.statistics.registry import ALL, TABLES, offered
from reports.statistics.table import Result, Statistic
from reports.views.dashboard import WALL_ROLES


def _day(asked: str | None) -> date | None:
    """A day typed into the query bar; None for what is none."""
    try:
        return parse_date(asked or "")
    except ValueError:
        return None


class Asked(Page):
    """Which table, of which unit and days."""

    audience = AREA_ROLES

    @cached_property
    def table(self) -> Statistic | Result:
        """The table named in the address, the first one for none; 404 for an unknown one or one
        she does not get."""
        found = TABLES.get(self.request.GET.get("table") or ALL[0].key)
        if found is None or not (isinstance(found, Result) or is_offered(found, self.asked)):
            raise Http404
        return found

    @cached_property
    def asked(self) -> Reading:
        """The unit asked for inside the area (404 otherwise) and the days as they were asked."""
        get = self.request.GET
        days = asked_period(get.get("period"), _day(get.get("since")), _day(get.get("until")))
        return Reading(self.user, root_asked(self.user, get.get("root")), days)

    @cached_property
    def reading(self) -> Reading:
        """The days the reader gets: where numbers tell of families and she has no case rights,
        the whole year they end in, on the tree of today, so that the places of one year are the
        same on each of her pages."""
        table, asked = self.table, self.asked
        if isinstance(table, Statistic) and is_veiled(table, asked):
            return replace(asked, days=year_of(asked.days.as_of), tree_on=timezone.localdate())
        return asked

    def address(self, view: str, **more: Any) -> str:
        """Another page of the same table, unit and days."""
        query = {
            "table": self.table.key,
            "root": self.reading.root.code,
            "period": self.reading.days.code,
        }
        return f"{reverse(f'reports:statistics_{view}')}?{urlencode(query | more)}"


class StatisticsIndex(Asked):
    """统计: every table with what it says."""

    audience = AREA_ROLES | UPPER_ROLES
    template_name = "reports/statistics/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        reading = self.asked
        return self.page(
            reading=reading,
            subjects=offered(reading),
            query=urlencode({"root": reading.root.code, "period": reading.days.code}),
            periods=every_choice(),
            **choice(self.user, reading),
            wall=bool(self.user.roles_today() & WALL_ROLES),
            papers="" if reading.guarded else reverse("households:paper_list"),
        )


class StatisticsTable(Asked):
    """One table on screen and, from there, on paper."""

    audience = AREA_ROLES | UPPER_ROLES
    template_name = "reports/statistics/table.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        reading, table = self.reading, self.table
        veiled = isinstance(table, Statistic) and is_veiled(table, reading)
        shown = self.drawn_tables()
        return self.page(
            table=table,
            reading=reading,
            veiled=veiled,
            periods=whole_years() if veiled else every_choice(),
            named=reading.days.code in dict(every_choice()),
            **choice(self.user, reading, veiled=veiled),
            export_url=self.address("export") if self.may_take else "",
            paper_url=self.paper_url(),
            **shown,
        )

    def drawn_tables(self) -> dict[str, Any]:
        """The tables, and which number is compared by unit."""
        if isinstance(self.table, Result):
            made = self.table.drawn_for(self.reading)
            words_ = f"{self.reading.root.name}，{self.reading.days.words}，{self.table.about}"
            return {"tables": [drawn(one) for one in made], "filter_words": words_}
        counted = count(self.table, self.reading)
        line = line_of(counted, self.request.GET.get("line"))
        return {
            "tables": [
                drawn(one)
                for one in Drawing(counted, line, links=not self.reading.from_above).papers()
            ],
            "lines": number_lines(counted),
            "line": line.key,
            "filter_words": filter_words(counted),
        }

    @property
    def may_take(self) -> bool:
        """Whether she gets the Excel of it, which shows what the page does."""
        return may(self.user, Act.EXPORT_STATISTICS, self.reading.root.code)

    def paper_url(self) -> str:
        """The register the table sums up, for those who may open it."""
        name = self.table.paper if isinstance(self.table, Statistic) else ""
        return reverse(name) if name and not self.reading.guarded else ""


class StatisticsRows(Asked):
    """Exactly the rows a number counts, with the filter in words."""

    template_name = "reports/statistics/rows.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        table = self.table
        reading = replace(self.reading, tree_on=asked_tree(request.GET.get("tree")))
        unit = asked_below(reading.root, request.GET.get("unit"))
        part = None
        if isinstance(table, Statistic):
            part = table.part(request.GET.get("part") or table.parts[0].key)
        if part is None or (isinstance(table, Statistic) and table.case and reading.guarded):
            raise Http404
        own = request.GET.get("own") == "1"
        with reading.scope() as scope:
            part = part.for_scope(scope)
            rows = part.listed(scope, unit, own=own)
        weight = part.base.weight
        total = rows.aggregate(n=Sum(weight))["n"] or 0 if weight else None
        page = Paginator(rows.order_by("village_id", "pk"), PAGE_SIZE).get_page(
            request.GET.get("page")
        )
        self.note_rows(part.base.noun, page.object_list, unit)
        lines = [
            {
                "url": part.base.url(row),
                "cells": [words(f.value(row, True), f.kind) for f in part.base.fields],
            }
            for row in page.object_list
        ]
        return self.page(
            table=table,
            reading=reading,
            unit=unit,
            own=own,
            words=part.words,
            total=page.paginator.count if total is None else total,
            heads=[str(f.head) for f in part.base.fields],
            lines=lines,
            page=page,
            back_url=self.address("table"),
        )

    def note_rows(self, noun: str, rows: Any, unit: Division) -> None:
        """Log the records shown, unless they are places."""
        model = apps.get_model(noun)
        if noun != "campaigns.division":
            self.note_reading([model(pk=row.pk) for row in rows], unit.code)


class StatisticsExport(Asked, ExportPage):
    """The table as Excel, through the door of every export: figures, so without a reason; what the
    page hides from its reader is hidden in it."""

    audience = EXPORT_ROLES
    template_name = "accounts/export/form.html"
    figures = True

    def place(self) -> int:
        return self.reading.root.code

    def made(self) -> list[Table]:
        """The table and its comparison, without addresses."""
        if isinstance(self.table, Result):
            return self.table.drawn_for(self.reading)
        counted = count(self.table, self.reading)
        drawing = Drawing(counted, line_of(counted, None), links=False)
        return [drawing.table(), drawing.compared()]

    def wanted(self, *, masked: bool) -> Wanted:
        tables = self.made()
        return Wanted(
            kind=f"statistics_{self.table.key}",
            place=self.place(),
            unit=unit_of(self.user),
            paper=Workbook(str(self.table.title), tables=tables),
            rows=len(tables[0].rows),
            personal=False,
            masked=masked,
            filter_words=f"{self.reading.root.name}，{self.reading.days.words}",
            act=Act.EXPORT_STATISTICS,
        )

    def back_url(self) -> str:
        return self.address("table")


def choice(user: User, reading: Reading, *, veiled: bool = False) -> dict[str, Any]:
    """The other units a reader may turn to: from above, the counties."""
    if reading.from_above:
        return {"counties": counties_above(user), "from_above": True}
    return {
        "below": [] if veiled else below(reading.root),
        "above": above(reading.root, user.area_spans),
    }
