"""The home page of each role: the work list, overdue first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView

from accounts.models import User
from accounts.roles import ADMIN_ROLES, UPPER_ROLES, Role
from accounts.work import WorkItem, ordered
from campaigns import work as campaigns_work
from campaigns.models import Level
from disputes import work as disputes_work
from households import timeliness
from households import work as households_work
from households.queries.notice import unread
from reports import work as reports_work
from reports.statistics.board import Row, board
from reports.statistics.periods import month_of
from reports.statistics.reading import Reading
from reports.whatif.top import top_of

Source = Callable[[User, date], list[WorkItem]]
SOURCES: tuple[Source, ...] = (
    households_work.items,
    disputes_work.items,
    campaigns_work.items,
    reports_work.items,
)
GROUPS = (("overdue", "逾期"), ("today", "今天"), ("soon", "三天内"), ("later", "以后"))
ADMIN_HOME = {
    Role.SYSTEM_ADMIN: "accounts:user_list",
    Role.SECURITY_ADMIN: "accounts:posting_list",
    Role.AUDIT_ADMIN: "accounts:log_list",
}
SHOWN_PER_GROUP = 12


class Home(LoginRequiredMixin, TemplateView):
    """Three faces: village (three large buttons), office (work list), administrators."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        roles = cast(User, request.user).roles_today()
        for role, view in ADMIN_HOME.items():
            if role in roles and roles <= ADMIN_ROLES:
                return redirect(view)
        return super().get(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        user = cast(User, self.request.user)
        if user.roles_today() <= {Role.VILLAGE_MEDIATOR}:
            return ["home/village.html"]
        return ["home/office.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = cast(User, self.request.user), timezone.localdate()
        items = ordered([item for source in SOURCES for item in source(user, today)])
        groups = [
            {
                "code": code,
                "label": label,
                "all": mine,
                "items": mine[:SHOWN_PER_GROUP],
                "rest": max(0, len(mine) - SHOWN_PER_GROUP),
            }
            for code, label in GROUPS
            if (mine := [i for i in items if i.urgency(today) == code])
        ]
        context = super().get_context_data(**kwargs)
        return context | {
            "groups": groups,
            "total": len(items),
            "first": items[:5],
            "figures": households_work.figures(user, today),
            "report": households_work.report_due(user, today),
            "panel": timeliness.panel(user, today),
            "unread": unread(user),
            "top": top_of(user, today),
            "upper": bool(user.roles_today()) and user.roles_today() <= UPPER_ROLES,
            "own": own_duties(user, today)
            if "home/village.html" in self.get_template_names()
            else None,
        }


def own_duties(user: User, today: date) -> Row | None:
    """A village's own month against what is expected of it: the row the offices see on their
    board, so that nobody above knows more of it than itself."""
    posting = user.main_posting
    if posting is None or posting.division.level != Level.VILLAGE:
        return None
    drawn = board(Reading(user, posting.division, month_of(today)))
    return drawn.rows[0] if drawn.rows else None


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """For health checks: the database answered, since this ran inside its transaction."""
    return HttpResponse("ok", content_type="text/plain")
