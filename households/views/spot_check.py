"""Pages of spot checks (静默走访): for townships and the county, never for villages."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may
from accounts.roles import Role
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from households.forms.reporting import ResultForm
from households.models import SpotCheck
from households.models.spot_check import SpotCheckQuerySet
from households.transitions import spot_check

OFFICES = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})


class SpotCheckList(ListPage):
    """Open ones first."""

    audience = OFFICES
    template_name = "households/spot_check/list.html"

    def rows(self) -> SpotCheckQuerySet:
        rows = SpotCheck.objects.visible_to(self.user).select_related("village", "done_by")
        return rows.order_by("done_at", "due_on", "id")


class SpotCheckDetail(Page):
    """One, with the arithmetic that raised it."""

    audience = OFFICES
    template_name = "households/spot_check/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        row = SpotCheck.objects.select_related("village", "done_by").fetch(self.user, uid=uid)
        may_do = may(self.user, Act.SPOT_CHECK_DONE, row.village_id)
        return self.page(row=row, may_do=may_do and row.status == SpotCheck.Status.OPEN)


class SpotCheckDone(PlainVerb):
    """登记走访情况."""

    audience = frozenset({Role.TOWNSHIP_FEDERATION})
    form_class = ResultForm
    heading, button = gettext_lazy("登记走访情况"), gettext_lazy("登记")
    hint = gettext_lazy("走访是去帮忙，不作扣分，也不给别的村看。")
    row: SpotCheck

    def prepare(self) -> None:
        rows = SpotCheck.objects.select_related("village")
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])

    def sub(self) -> str:
        return self.row.village.name

    def way(self) -> list[tuple[str, str]]:
        return [(_("静默走访"), reverse("households:spot_check_detail", args=[self.row.uid]))]

    def act(self, data: dict[str, Any]) -> str:
        spot_check.finish(uid=self.row.uid, result=data["result"], by=self.user)
        return _("已登记。")
