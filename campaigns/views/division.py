"""Pages of the tree of divisions; figures only, never a family."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from accounts.roles import AREA_ROLES
from accounts.views.base import Page
from campaigns.models import Division
from campaigns.queries import division as queries
from campaigns.views.asked import asked_code


class DivisionTree(Page):
    """The county's tree, one level opened by ?at=CODE; ?q= searches in it."""

    audience = AREA_ROLES
    template_name = "campaigns/division/tree.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        root = queries.home_of(self.user)
        place = root
        if (code := asked_code(request)) is not None:
            root, place = queries.open_to(self.user, code)
        rows = queries.branches(place)
        villages, households = queries.totals(rows)
        typed = request.GET.get("q", "").strip()[:40]
        inside = Division.objects.within(root).current().select_related("parent")
        return self.page(
            root=root,
            place=place,
            chain=[d for d in [*place.ancestors(), place] if root.contains(d.code)],
            rows=rows,
            villages=villages,
            households=households,
            q=typed,
            found=list(queries.search(inside, typed)[: queries.FOUND_MOST]) if typed else None,
            most=queries.FOUND_MOST,
        )


class DivisionDetail(Page):
    """One division: code, level, what it belongs to, what is below it."""

    audience = AREA_ROLES
    template_name = "campaigns/division/detail.html"

    def get(self, request: HttpRequest, code: int) -> HttpResponse:
        root, place = queries.open_to(self.user, code)
        rows = queries.branches(place)
        villages, households = queries.totals(rows)
        return self.page(
            root=root,
            place=place,
            chain=place.ancestors(),
            rows=rows,
            villages=villages,
            households=place.households if households is None else households,
            absorbed=list(place.absorbed.order_by("code")),
        )
