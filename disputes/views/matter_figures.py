"""信访季度分析表 and 来件办理率 on screen, in print and as Excel."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy

from accounts.exports.screen import drawn
from accounts.exports.sheet import Paper, Table
from accounts.roles import CASE_ROLES
from accounts.transitions.export import Wanted
from accounts.views.base import Page
from accounts.views.export import ExportPage, unit_of
from campaigns.models import Level
from campaigns.queries.picked import above, asked_unit, below
from disputes.matter_figures import Quarter, handling
from households.papers.base import Scope
from households.papers.periods import QUARTER, choices, days_of


class Figures(Page):
    """Which unit and which quarter."""

    audience = CASE_ROLES
    title: ClassVar[str | Promise]
    name: ClassVar[str]

    @cached_property
    def scope(self) -> Scope:
        """The unit asked for inside the reach (404 otherwise), and the quarter."""
        root = asked_unit(self.user, self.request.GET.get("root"), case=True)
        return Scope(self.user, root, days_of(QUARTER, self.request.GET.get("period")))

    @property
    def query(self) -> str:
        """The address of this unit and quarter."""
        return urlencode({"root": self.scope.root.code, "period": self.scope.days.code})

    def tables(self) -> list[Table]:
        """What is counted."""
        raise NotImplementedError


class FiguresPage(Figures):
    """On screen, and from there to the printer."""

    template_name = "disputes/matter/figures.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        scope, address = self.scope, reverse(f"disputes:{self.name}")
        return self.page(
            title=self.title,
            scope=scope,
            tables=[drawn(table) for table in self.tables()],
            periods=choices(QUARTER),
            below=below(scope.root) if scope.root.level < Level.TOWNSHIP else [],
            above=above(scope.root, self.user.case_spans),
            address=address,
            export_url=f"{reverse(f'disputes:{self.name}_export')}?{self.query}",
        )


class FiguresExport(Figures, ExportPage):
    """As Excel, through the door of every export; figures need no reason."""

    template_name = "accounts/export/form.html"
    figures = True

    def place(self) -> int:
        return self.scope.root.code

    def wanted(self, *, masked: bool) -> Wanted:
        tables: Any = self.tables()
        return Wanted(
            kind=self.name,
            place=self.place(),
            unit=unit_of(self.user),
            paper=Paper(str(self.title), tables=tables),
            rows=sum(len(t.rows) for t in tables),
            personal=False,
            masked=masked,
            filter_words=f"{self.scope.root.name}，{self.scope.days.words}",
        )

    def back_url(self) -> str:
        return f"{reverse(f'disputes:{self.name}')}?{self.query}"


class QuarterTables(Figures):
    """信访季度分析表."""

    title = gettext_lazy("信访季度分析表")
    name = "matter_quarter"

    def tables(self) -> list[Table]:
        return Quarter(self.scope).tables()


class RateTable(Figures):
    """来件办理率."""

    title = gettext_lazy("来件办理率")
    name = "matter_rate"

    def tables(self) -> list[Table]:
        return [handling(self.scope)]


class MatterQuarter(QuarterTables, FiguresPage):
    """信访季度分析表, its page."""


class MatterQuarterExport(QuarterTables, FiguresExport):
    """信访季度分析表 as Excel."""


class MatterRate(RateTable, FiguresPage):
    """来件办理率, its page."""


class MatterRateExport(RateTable, FiguresExport):
    """来件办理率 as Excel."""
