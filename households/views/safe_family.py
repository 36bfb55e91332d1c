"""The village's page of 平安家庭: who takes part, who meets the standard."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Role
from households.forms.safe_family import MarkForm
from households.queries.award_rules import rules_now
from households.queries.safe_family import figures, rows_of
from households.transitions.safe_family import mark
from households.views.award_rules import OfYear

PAGE = 100


class SafeFamilies(OfYear):
    """All households of the village with their state of the year; marked by ticks, or all but
    some at once."""

    audience = frozenset({Role.VILLAGE_MEDIATOR})
    template_name = "households/award/basic.html"
    form_class = MarkForm

    def prepare(self) -> None:
        super().prepare()
        rows = rows_of(self.user, self.place, self.campaign, self.request.GET.get("state", ""))
        self.page_rows = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        self.note_reading(self.page_rows.object_list, self.place.code)

    def context(self) -> dict[str, Any]:
        return {
            "place": self.place,
            "campaign": self.campaign,
            "page": self.page_rows,
            "rules": rules_now(self.campaign.pk),
            "figures": figures(self.place, self.campaign),
            "state": self.request.GET.get("state", ""),
        }

    def perform(self, data: dict[str, Any]) -> str:
        chosen = [UUID(uid) for uid in data["homes"]]
        what = data["what"]
        joined, met = mark(
            self.place,
            self.campaign,
            by=self.user,
            met=chosen if what == "met" else (),
            joined=chosen if what == "joined" else (),
            every=what == "every",
            not_yet=chosen if what == "every" else (),
        )
        messages.success(
            self.request,
            _("新登记参与%(joined)d户，达标%(met)d户。") % {"joined": joined, "met": met},
        )
        return reverse("households:safe_families")
