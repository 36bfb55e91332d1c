"""Pages of what volunteers did: the list with its sums, recorded, taken back."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.roles import AREA_ROLES
from accounts.views.base import ListPage
from accounts.views.verb import PlainVerb
from campaigns.models import VolunteerWork
from campaigns.network_filters import ServiceFilter
from campaigns.network_forms import BackForm, ServiceForm
from campaigns.queries import network as queries
from campaigns.transitions import volunteer_work as verbs
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.views.volunteer import VOLUNTEERS, VolunteerVerb

WORK = "campaigns:service_work_list"


class ServiceWorkList(ListPage):
    """志愿服务记录; every number of hours and cases leads here."""

    audience = AREA_ROLES
    template_name = "campaigns/volunteer_work/list.html"
    filterset_class = ServiceFilter

    def rows(self) -> models.QuerySet[VolunteerWork]:
        return queries.services(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        unit = queries.own_unit(self.user)
        sums = rows.aggregate(hours=Sum("hours"), cases=Sum("cases"))
        return {
            "unit": unit,
            "hours": sums["hours"] or 0,
            "cases": sums["cases"] or 0,
            "own": unit.code if acts_for(self.user, Act.NETWORK_SERVICE, unit) else 0,
        }


class ServiceWorkNew(VolunteerVerb):
    """登记志愿服务."""

    audience, needs = ALLOWED[Act.NETWORK_SERVICE], Act.NETWORK_SERVICE
    heading = gettext_lazy("登记志愿服务")
    button = gettext_lazy("登记")
    form_class = ServiceForm

    def form_kwargs(self) -> dict[str, Any]:
        """Cases are offered to those who are called to them."""
        kinds = [
            (value, label)
            for value, label in VolunteerWork.Kind.choices
            if verbs.WHOSE.get(VolunteerWork.Kind(value), self.row.kind) == self.row.kind
        ]
        return {"points": queries.points(self.user).open(), "kinds": kinds}

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "day": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        data["cases"] = data["cases"] or 0
        work = verbs.record_service(self.row, by=self.user, **data)
        said = {"kind": work.get_kind_display(), "n": work.hours}
        return _("已登记：%(kind)s %(n)s 小时。") % said


class ServiceWorkBack(PlainVerb):
    """撤回一条服务记录."""

    audience = ALLOWED[Act.NETWORK_SERVICE]
    heading = button = gettext_lazy("撤回这条服务")
    form_class = BackForm
    ends = True
    row: VolunteerWork

    def prepare(self) -> None:
        joined = VolunteerWork.objects.select_related("volunteer", "place")
        self.row = joined.fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.NETWORK_SERVICE, self.row.place)

    def facts(self) -> list[tuple[str, Any]]:
        row = self.row
        return [
            (_("志愿者"), row.volunteer.name),
            (_("做了什么"), f"{row.get_kind_display()} {row.hours} 小时，{row.day:%Y-%m-%d}"),
        ]

    def way(self) -> list[tuple[str, str]]:
        return [(_("志愿者"), reverse(VOLUNTEERS)), (_("服务记录"), reverse(WORK))]

    def act(self, data: dict[str, Any]) -> str:
        verbs.take_back_service(self.row, reason=data["reason"], by=self.user)
        return _("已撤回，不再计数。")
