"""服务网络统计表: on screen, on A4, as Excel; every number leads to its rows."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.exports.screen import drawn
from accounts.exports.sheet import Paper
from accounts.reach import inside
from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.transitions.export import Wanted
from accounts.views.base import Page
from accounts.views.export import ExportPage, unit_of
from campaigns.models import Division, Level
from campaigns.network_counts import Scope
from campaigns.network_table import table_of
from campaigns.queries import network as queries
from campaigns.stretch import choices, stretch_of
from campaigns.views.asked import code_named

COUNTS = "campaigns:network_counts"


class CountsMixin(Page):
    """Which unit and days: ?root=CODE inside the reach (404 otherwise), ?period=2026-Q4."""

    @cached_property
    def scope(self) -> Scope:
        """What is counted."""
        root = queries.own_unit(self.user)
        code = code_named(self.request, "root")
        if code is not None and code != root.code:
            found = Division.objects.filter(code=code, level__gte=Level.COUNTY).first()
            if found is None or not inside(self.user.area_spans, code):
                raise Http404
            root = found
        days = stretch_of(self.request.GET.get("period"), timezone.localdate())
        return Scope(self.user, root, days)

    @property
    def address(self) -> str:
        """This unit and these days."""
        query = {"root": self.scope.root.code, "period": self.scope.days.code}
        return f"{reverse(COUNTS)}?{urlencode(query)}"


class NetworkCounts(CountsMixin):
    """The table."""

    audience = AREA_ROLES
    template_name = "campaigns/network/counts.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        scope = self.scope
        unit = queries.own_unit(self.user)
        table = table_of(scope)
        below = Division.objects.filter(parent=unit).current().order_by("code")
        query = self.address.partition("?")[2]
        return self.page(
            scope=scope,
            table=table,
            drawn=drawn(table),
            periods=choices(timezone.localdate()),
            units=[unit, *(below if unit.is_county else ())],
            address=reverse(COUNTS),
            export_url=f"{reverse('campaigns:network_counts_export')}?{query}"
            if self.user.roles_today() & CASE_ROLES
            else "",
        )


class NetworkCountsExport(CountsMixin, ExportPage):
    """The table as Excel: figures only, so nobody is asked why."""

    audience = CASE_ROLES
    template_name = "accounts/export/form.html"
    figures = True

    def place(self) -> int:
        return self.scope.root.code

    def wanted(self, *, masked: bool) -> Wanted:
        table = table_of(self.scope)
        words = f"{self.scope.root.name}，{self.scope.days.words}"
        return Wanted(
            kind="network",
            place=self.place(),
            unit=unit_of(self.user),
            paper=Paper(_("服务网络统计表"), tables=[table]),
            rows=len(table.rows),
            personal=False,
            filter_words=words,
        )

    def back_url(self) -> str:
        return self.address
