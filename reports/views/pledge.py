"""责任状指标进度: where each clause of a pledge stands."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.views.base import Page
from campaigns.printing import for_print
from reports.pledge_position import positions


class PledgePosition(Page):
    """A pledge's clauses with their figures, year to date."""

    audience = AREA_ROLES
    template_name = "reports/pledge/position.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        pledge = for_print(self.user).fetch(self.user, uid=uid)
        today = timezone.localdate()
        sees_families = bool(self.user.roles_today() & CASE_ROLES)
        rows = positions(pledge, today, small_shown=sees_families)
        return self.page(
            pledge=pledge,
            rows=rows,
            until=min(today, pledge.campaign.data_closes_on),
            met=sum(row.met is True for row in rows),
            short=sum(row.met is False for row in rows),
            open=sum(row.met is None for row in rows),
        )
