"""查找: one box. What is typed travels in the body of a POST, so that no address bar, browser
history or server log holds a name or a number (C4, C5)."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import reading
from accounts.roles import CASE_ROLES
from accounts.views.base import Page
from households.models import Household
from households.queries.search import find, shown_members

LONGEST, PER_PAGE = 60, 20


class Search(Page):
    """The box and what it found."""

    audience = CASE_ROLES
    template_name = "households/search.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(typed="")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = request.POST.get("q", "").replace("\x00", "")[:LONGEST]
        found = find(self.user, typed)
        if found is None:
            return self.page(typed=typed, nothing=bool(typed.strip()))
        page = Paginator(found.households, PER_PAGE).get_page(request.POST.get("page"))
        rows = list(page.object_list)
        reading.note_search(
            by=self.user,
            page="households:search",
            model=Household,
            rows=rows,
            kind=_("查找：%(kind)s") % {"kind": found.asked.kind},
        )
        matched = shown_members(self.user, rows, found)
        return self.page(
            typed=typed,
            found=found,
            page=page,
            hits=[(row, matched.get(row.pk, [])) for row in rows],
        )
