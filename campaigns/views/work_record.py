"""Pages of what points did: the list with its sums, one record in three touches, taken back."""

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
from campaigns.models import WorkRecord
from campaigns.network_filters import WorkFilter
from campaigns.network_forms import BackForm, WorkForm
from campaigns.queries import network as queries
from campaigns.transitions import work_record as verbs
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.views.point import LIST, PointVerb

WORK = "campaigns:work_list"


class WorkList(ListPage):
    """网点工作记录; every number of the counting table leads here."""

    audience = AREA_ROLES
    template_name = "campaigns/work_record/list.html"
    filterset_class = WorkFilter

    def rows(self) -> models.QuerySet[WorkRecord]:
        return queries.records(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        unit = queries.own_unit(self.user)
        kept = self.request.GET.copy()
        for name in ("page", "kind"):
            kept.pop(name, None)
        return {
            "unit": unit,
            "people": rows.aggregate(n=Sum("people"))["n"] or 0,
            "totals": queries.kind_totals(rows),
            "kept": kept.urlencode(),
            "own": unit.code if acts_for(self.user, Act.NETWORK_WORK, unit) else 0,
        }


class WorkNew(PointVerb):
    """登记工作: a kind, a number, today."""

    audience, needs, moment = ALLOWED[Act.NETWORK_WORK], Act.NETWORK_WORK, "work"
    template_name = "campaigns/work_record/form.html"
    heading = gettext_lazy("登记工作")
    button = gettext_lazy("登记")
    form_class = WorkForm

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "day": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        row = verbs.record_work(self.point, by=self.user, **data)
        return _("已登记：%(kind)s %(n)d 人。") % {"kind": row.get_kind_display(), "n": row.people}


class WorkBack(PlainVerb):
    """撤回一条记录."""

    audience = ALLOWED[Act.NETWORK_WORK]
    heading = button = gettext_lazy("撤回这条记录")
    form_class = BackForm
    ends = True
    row: WorkRecord

    def prepare(self) -> None:
        joined = WorkRecord.objects.select_related("point", "place")
        self.row = joined.fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.NETWORK_WORK, self.row.place)

    def facts(self) -> list[tuple[str, Any]]:
        row = self.row
        return [
            (_("网点"), row.point.name),
            (_("做了什么"), f"{row.get_kind_display()} {row.people} 人，{row.day:%Y-%m-%d}"),
        ]

    def way(self) -> list[tuple[str, str]]:
        return [(_("服务网络"), reverse(LIST)), (_("工作记录"), reverse(WORK))]

    def act(self, data: dict[str, Any]) -> str:
        verbs.take_back_work(self.row, reason=data["reason"], by=self.user)
        return _("已撤回，不再计数。")
