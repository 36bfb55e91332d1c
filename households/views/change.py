"""Pages of what was changed about a household: the list, and the former words shown once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import CASE_ROLES
from accounts.views.base import Page
from households.forms.steps import RevealForm
from households.models import Household, HouseholdChange
from households.queries.people import changes_of
from households.transitions.person import reveal_change
from households.views.household import shown_once
from households.views.of_household import OfHousehold


class HouseholdChanges(Page):
    """改动记录: which fields, by whom, when; the former words stay sealed."""

    audience = CASE_ROLES
    template_name = "households/household/changes.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Household.objects.select_related("village")
        household = rows.fetch(self.user, uid=kwargs["uid"])
        self.note_reading([household], household.village_id)
        return self.page(
            household=household,
            changes=changes_of(self.user, household),
            back_url=reverse("households:household_detail", args=[household.uid]),
        )


class ChangeReveal(OfHousehold):
    """改前的内容: shown once on the answer to a POST, kept nowhere (C5)."""

    audience = CASE_ROLES
    template_name = "households/household/act.html"
    form_class = RevealForm
    change: HouseholdChange

    def prepare(self) -> None:
        rows = HouseholdChange.objects.select_related("household__village", "member")
        self.change = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.household = self.change.household
        self.note_reading([self.household], self.change.village_id)

    def form_kwargs(self) -> dict[str, Any]:
        return {"request": self.request}

    def context(self) -> dict[str, Any]:
        return {
            "title": _("看改前的内容"),
            "button": _("显示一次"),
            "hint": _("原因和您的姓名记入查看日志；改前的内容只显示这一次。"),
            "household": self.household,
            "subject": self.change.member.name if self.change.member else "",
            "back_url": reverse("households:household_changes", args=[self.household.uid]),
        }

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        facts = reveal_change(
            self.change, reason=data["reason"], by=self.user, page="households:change_reveal"
        )
        return shown_once(self, facts)
