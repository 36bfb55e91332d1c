"""Pages of the statistics: the tables, the rows behind a figure, Excel; the table of family
disputes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.screen import drawn
from accounts.exports.sheet import Paper as Workbook
from accounts.exports.sheet import Table
from accounts.roles import CASE_ROLES
from accounts.transitions.export import Wanted
from accounts.views.base import PAGE_SIZE, Page
from accounts.views.export import ExportPage, unit_of
from campaigns.queries.mergers import asked_tree
from campaigns.queries.picked import above, asked_below, asked_unit, below
from disputes.models import Dispute, DisputeType
from disputes.statistics import family
from disputes.statistics.figures import BY_KEY, Figure
from disputes.statistics.periods import choices, period_of
from disputes.statistics.table import tables
from households.papers.base import Made, Scope
from households.papers.periods import MONTH, days_of
from households.papers.periods import choices as months


class StatisticsMixin(Page):
    """For which unit and days."""

    audience = CASE_ROLES

    @cached_property
    def scope(self) -> Scope:
        """The unit asked for inside the reach (404 otherwise), and the period."""
        root = asked_unit(self.user, self.request.GET.get("root"), case=True)
        get = self.request.GET
        return Scope(self.user, root, period_of(get.get("period")), asked_tree(get.get("tree")))

    @property
    def query(self) -> str:
        """The address of this unit and period."""
        return urlencode({"root": self.scope.root.code, "period": self.scope.days.code})

    def made(self, *, masked: bool) -> Made:
        """The tables; figures name nobody."""
        return Made(tables=tables(self.scope))

    def shown(self, made: Made, title: str, name: str, periods: list[tuple[str, str]]) -> Any:
        """The page of a table with its unit and period to choose."""
        return self.page(
            title=title,
            scope=self.scope,
            tables=[drawn(t) for t in made.tables],
            periods=periods,
            below=below(self.scope.root),
            above=above(self.scope.root, self.user.case_spans),
            address=reverse(f"disputes:{name}"),
            export_url=f"{reverse(f'disputes:{name}_export')}?{self.query}",
        )


class Statistics(StatisticsMixin):
    """调解统计表, on screen and from there to the printer."""

    template_name = "disputes/statistics/detail.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        page: HttpResponse = self.shown(
            self.made(masked=True), _("调解统计表"), "statistics", choices()
        )
        return page


class StatisticsRows(StatisticsMixin):
    """Exactly the rows a figure counts, in words."""

    template_name = "disputes/statistics/rows.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        figure, kind = self.asked_figure(), self.asked_kind()
        unit = asked_below(self.scope.root, request.GET.get("unit"))
        rows = figure.listed(self.scope, unit, kind)
        total = figure.total(rows)
        if figure.ground.key == "averted":
            rows = Dispute.objects.visible_to(self.user).filter(pk__in=rows.values("dispute"))
        found = rows.select_related("village", "mediator", "matter").prefetch_related("parties")
        page = Paginator(found.order_by("village_id", "pk"), PAGE_SIZE).get_page(
            request.GET.get("page")
        )
        self.note_reading(page.object_list, unit.code)
        return self.page(
            figure=figure,
            scope=self.scope,
            unit=unit,
            kind=dict(DisputeType.choices).get(kind, ""),
            page=page,
            total=total,
            back_url=f"{reverse('disputes:statistics')}?{self.query}",
        )

    def asked_figure(self) -> Figure:
        """The figure named in the address; accepted disputes for none."""
        figure = BY_KEY.get(self.request.GET.get("part") or "accepted")
        if figure is None:
            raise Http404
        return figure

    def asked_kind(self) -> str:
        """A category, or none."""
        kind = self.request.GET.get("kind", "")
        if kind and kind not in DisputeType.values:
            raise Http404
        return kind


class StatisticsExport(StatisticsMixin, ExportPage):
    """The tables as Excel, through the door of every export."""

    template_name = "accounts/export/form.html"
    figures = True
    kind, name, title = "mediation", "statistics", gettext_lazy("调解统计表")

    def place(self) -> int:
        return self.scope.root.code

    def wanted(self, *, masked: bool) -> Wanted:
        made = self.made(masked=masked)
        whole: list[Table] = made.tables
        return Wanted(
            kind=self.kind,
            place=self.place(),
            unit=unit_of(self.user),
            paper=Workbook(str(self.title), tables=whole),
            noun=made.noun,
            keys=made.keys,
            rows=made.rows,
            personal=not self.figures,
            masked=masked,
            filter_words=f"{self.scope.root.name}，{self.scope.days.words}",
        )

    def back_url(self) -> str:
        return f"{reverse(f'disputes:{self.name}')}?{self.query}"


class FamilyMixin(StatisticsMixin):
    """婚姻家庭纠纷排查表 of a month."""

    @cached_property
    def scope(self) -> Scope:
        root = asked_unit(self.user, self.request.GET.get("root"), case=True)
        return Scope(self.user, root, days_of(MONTH, self.request.GET.get("period")))

    def made(self, *, masked: bool) -> Made:
        return family.make(self.scope, masked=masked)


class FamilyDisputes(FamilyMixin):
    """The table on screen; names masked."""

    template_name = "disputes/statistics/detail.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        made = self.made(masked=True)
        self.note_reading([Dispute(pk=key) for key in made.keys], self.scope.root.code)
        page: HttpResponse = self.shown(
            made, _("婚姻家庭纠纷排查表"), "family_disputes", months(MONTH)
        )
        return page


class FamilyDisputesExport(FamilyMixin, StatisticsExport):
    """The table as Excel; asks for a reason."""

    figures = False
    kind, name, title = "family_disputes", "family_disputes", gettext_lazy("婚姻家庭纠纷排查表")
