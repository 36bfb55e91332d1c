"""Pages of service activities: the list with its totals, one activity, who took part."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, may_somewhere
from accounts.reach import within
from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from campaigns.models import Division, Level
from households.filters.help import ActivityFilter
from households.forms.handover import NothingForm
from households.forms.help import ActivityForm, ServiceUseForm
from households.models import Household, ServiceActivity, ServiceUse
from households.queries.help import activity_rows, own_unit, service_totals
from households.transitions.service import add_households, hold_activity, remove_household

LIST = "households:service_list"


class ServiceList(ListPage):
    """服务活动 and their totals by kind, each number a link to its rows."""

    audience = CASE_ROLES
    template_name = "households/service/list.html"
    filterset_class = ActivityFilter

    def rows(self) -> models.QuerySet[ServiceActivity]:
        return activity_rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        posting = self.user.main_posting
        kept = self.request.GET.copy()
        for name in ("page", "kind"):
            kept.pop(name, None)
        return {
            "unit": posting.division if posting else None,
            "totals": service_totals(rows),
            "kept": kept.urlencode(),
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
            "may_hold": may_somewhere(self.user, Act.HELP_SERVE),
        }


class ServiceDetail(Page):
    """One activity and the households that took part."""

    audience = CASE_ROLES
    template_name = "households/service/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = activity_rows(self.user).fetch(self.user, uid=kwargs["uid"])
        uses = (
            ServiceUse.objects.visible_to(self.user)
            .filter(activity=row)
            .select_related("household", "village")
            .order_by("village", "household__number")
        )
        self.note_reading([use.household for use in uses])
        return self.page(
            row=row,
            uses=uses,
            named=sum(use.people for use in uses),
            may_act=may(self.user, Act.HELP_SERVE, row.unit_id),
        )


class ServiceNew(PlainVerb):
    """登记服务活动 of one's own unit."""

    audience = ALLOWED[Act.HELP_SERVE]
    heading = gettext_lazy("登记服务活动")
    button = gettext_lazy("登记")
    form_class = ActivityForm

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "happened_on": timezone.localdate()}

    def sub(self) -> str:
        return own_unit(self.user).name

    def way(self) -> list[tuple[str, str]]:
        return [(_("服务活动"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        row = hold_activity(own_unit(self.user), by=self.user, **data)
        messages.success(self.request, _("已登记，可以接着加参加的家庭。"))
        return reverse("households:service_detail", args=[row.uid])


class ServiceVerb(PlainVerb):
    """A verb on one activity."""

    audience = ALLOWED[Act.HELP_SERVE]
    row: ServiceActivity

    def prepare(self) -> None:
        self.row = activity_rows(self.user).fetch(self.user, uid=self.kwargs["uid"])

    def sub(self) -> str:
        return self.row.title

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("服务活动"), reverse(LIST)),
            (_("活动详情"), reverse("households:service_detail", args=[self.row.uid])),
        ]


class ServiceAdd(ServiceVerb):
    """加参加的家庭."""

    heading = gettext_lazy("加参加的家庭")
    button = gettext_lazy("加上")
    form_class = ServiceUseForm

    def form_kwargs(self) -> dict[str, Any]:
        unit = self.row.unit
        places = Division.objects.filter(
            within(self.user.case_spans, "code"), code__gte=unit.code, code__lt=unit.end
        )
        return {"villages": list(places.filter(level=Level.VILLAGE).order_by("code"))}

    def perform(self, data: dict[str, Any]) -> str:
        home = (
            Household.objects.visible_to(self.user)
            .filter(village_id=data["village"], number=data["number"].strip())
            .first()
        )
        if home is None:
            raise Invalid({"number": _("这个村没有这个户号，请核对。")})
        add_households(self.row, came={home: data["people"]}, by=self.user)
        return self.done(_("已加上。"))


class ServiceRemove(ServiceVerb):
    """去掉一户."""

    heading = button = gettext_lazy("去掉这一户")
    form_class = NothingForm
    ends = True

    def prepare(self) -> None:
        use = ServiceUse.objects.visible_to(self.user).filter(uid=self.kwargs["uid"]).first()
        if use is None:
            raise Http404
        self.row = activity_rows(self.user).fetch(self.user, pk=use.activity_id)
        self.use = use

    def perform(self, data: dict[str, Any]) -> str:
        remove_household(self.use, by=self.user)
        return self.done(_("已去掉。"))
