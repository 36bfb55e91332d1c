"""Pages of the factor sheet: filling one in, reading it with its sum in words."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.roles import CASE_ROLES
from accounts.views.base import Page
from households.forms.factor import FactorForm
from households.models import FactorSheet, ListedFamily
from households.queries.factor import latest_sheet
from households.transitions.factor import fill_sheet
from households.views.family import WORKERS
from households.views.of_household import OfHousehold


class FactorFill(OfHousehold):
    """填风险因素表."""

    audience = WORKERS
    template_name = "households/factor/form.html"
    form_class = FactorForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"today": timezone.localdate()}

    def initial(self) -> dict[str, Any]:
        """The last answers, so that only what changed is typed again."""
        values: dict[str, Any] = {"client_uuid": uuid.uuid4()}
        last = latest_sheet(self.user, self.household.pk)
        if last is None:
            return values
        values["reported_on"] = last.reported_on
        for row in last.answers.all():
            values[row.factor] = row.answer
            if row.is_yes:
                values |= {f"{row.factor}_on": row.on_day, f"{row.factor}_by": row.evidence}
        return values

    def context(self) -> dict[str, Any]:
        back = self.home()
        return {"household": self.household, "back_url": back}

    def perform(self, data: dict[str, Any]) -> str:
        form = FactorForm(self.request.POST, today=timezone.localdate())
        form.is_valid()
        sheet = fill_sheet(
            self.household,
            answers=form.given,
            by=self.user,
            reported_on=data["reported_on"],
            client_uuid=data["client_uuid"],
        )
        messages.success(self.request, _("已存。建议只供参考，由您决定。"))
        return reverse("households:factor_detail", args=[sheet.uid])


class FactorDetail(Page):
    """One sheet with its sum in words, and where to go on."""

    audience = CASE_ROLES
    template_name = "households/factor/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = FactorSheet.objects.select_related("household", "village", "filled_by")
        sheet = rows.prefetch_related("answers").fetch(self.user, uid=kwargs["uid"])
        self.note_reading([sheet], sheet.village_id)
        listed = ListedFamily.objects.visible_to(self.user).listed()
        village = sheet.village_id
        return self.page(
            sheet=sheet,
            household=sheet.household,
            found=sheet.suggestion,
            answers=[row for row in sheet.answers.all() if row.answer != "unknown"],
            family=listed.filter(household=sheet.household_id).first(),
            may_list=may(self.user, Act.FAMILY_LIST, village)
            or may(self.user, Act.PROPOSAL_MAKE, village),
            decides=may(self.user, Act.FAMILY_LIST, village),
            may_fill=may(self.user, Act.FACTOR_FILL, village),
        )
