"""Pages of demonstration points (示范点)."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.roles import AREA_ROLES
from accounts.views.base import ListPage
from accounts.views.verb import PlainVerb
from campaigns.models import ShowPoint
from campaigns.organisation_filters import ShowPointFilter
from campaigns.organisation_forms import ShowPointEndForm, ShowPointForm
from campaigns.queries.network import own_unit
from campaigns.transitions import show_point as verbs
from campaigns.transitions.unit import acts_for, require_unit

LIST = "campaigns:show_point_list"


class ShowPointList(ListPage):
    """示范点 of the reach and of the units above it."""

    audience = AREA_ROLES
    template_name = "campaigns/show_point/list.html"
    filterset_class = ShowPointFilter

    def rows(self) -> models.QuerySet[ShowPoint]:
        rows = ShowPoint.objects.visible_to(self.user).select_related("place")
        return rows.order_by("-until", "place_id", "pk")

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        unit = own_unit(self.user)
        acts = acts_for(self.user, Act.SHOW_POINT_WRITE, unit)
        return {"unit": unit, "may_add": acts, "own": unit.pk if acts else 0}


class ShowPointNew(PlainVerb):
    """设立示范点 in one's own unit."""

    audience = ALLOWED[Act.SHOW_POINT_WRITE]
    heading = button = gettext_lazy("设立示范点")
    form_class = ShowPointForm

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "since": timezone.localdate()}

    def sub(self) -> str:
        return own_unit(self.user).name

    def way(self) -> list[tuple[str, str]]:
        return [(_("示范点"), reverse(LIST))]

    def act(self, data: dict[str, Any]) -> str:
        verbs.name_point(own_unit(self.user), by=self.user, **data)
        return _("已设立。")


class ShowPointEnd(PlainVerb):
    """撤销示范点."""

    audience = ALLOWED[Act.SHOW_POINT_WRITE]
    heading = button = gettext_lazy("撤销示范点")
    form_class = ShowPointEndForm
    ends = True
    row: ShowPoint

    def prepare(self) -> None:
        self.row = ShowPoint.objects.select_related("place").fetch(
            self.user, uid=self.kwargs["uid"]
        )
        require_unit(self.user, Act.SHOW_POINT_WRITE, self.row.place)

    def initial(self) -> dict[str, Any]:
        return {"until": timezone.localdate()}

    def sub(self) -> str:
        return self.row.name

    def way(self) -> list[tuple[str, str]]:
        return [(_("示范点"), reverse(LIST))]

    def act(self, data: dict[str, Any]) -> str:
        verbs.give_up_point(self.row, by=self.user, **data)
        return _("已撤销，记录保留。")
