"""Pages of a family's request: the list, taking it down, answer, appeal, decision, receipt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import ListPage, Page
from households.filters.request import RequestFilter
from households.forms.rights import AnswerRequestForm, AppealForm, DecideForm, RequestForm
from households.models import RightsRequest
from households.queries.request import request_rows
from households.transitions.request import answer_request, appeal, decide_appeal, take_request
from households.views.of_household import OfHousehold
from households.views.rights_page import RightsPage


class RequestList(ListPage):
    """更正、移出申请, what is owed first."""

    audience = CASE_ROLES
    template_name = "households/request/list.html"
    filterset_class = RequestFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[RightsRequest]:
        return request_rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {"today": timezone.localdate(), "filtered": bool(self.request.GET)}


class RequestDetail(Page):
    """One request with what was answered."""

    audience = CASE_ROLES
    template_name = "households/request/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = request_rows(self.user).fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row], row.village_id)

        def now(act: Act, moment: str) -> bool:
            return row.status in row.ALLOWED[moment] and may(self.user, act, row.village_id)

        return self.page(
            row=row,
            household=row.household,
            may_answer=now(Act.REQUEST_ANSWER, "answer"),
            may_appeal=now(Act.REQUEST_APPEAL, "appeal"),
            may_decide=now(Act.REQUEST_DECIDE, "decide"),
        )


class RequestReceipt(Page):
    """回执: number, day, unit and the day the answer is due; nothing of what it is about."""

    audience = CASE_ROLES
    template_name = "households/request/receipt.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = request_rows(self.user).fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row], row.village_id)
        return self.page(row=row)


class RequestNew(OfHousehold, RightsPage):
    """登记申请."""

    audience = CASE_ROLES
    form_class = RequestForm
    title = gettext_lazy("登记更正、移出申请")
    button = gettext_lazy("登记并给回执")
    intro = gettext_lazy(
        "家庭口头或书面提出都要登记，当场给回执。乡镇在 15 个工作日内答复，不同意的可以申诉。"
    )

    def back(self) -> tuple[str, str]:
        return self.home(), _("家庭信息")

    def context(self) -> dict[str, Any]:
        home = self.household
        return super().context() | {"sub": f"{home.head_name}，{home.village.name}"}

    def perform(self, data: dict[str, Any]) -> str:
        row = take_request(self.household, by=self.user, **data)
        messages.success(self.request, _("已登记，编号 %(n)s，请打印回执。") % {"n": row.number})
        return reverse("households:request_receipt", args=[row.uid])


class RequestVerb(RightsPage):
    """A form about one request."""

    audience = CASE_ROLES
    row: RightsRequest

    def prepare(self) -> None:
        self.row = request_rows(self.user).fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.row], self.row.village_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def back(self) -> tuple[str, str]:
        return reverse("households:request_detail", args=[self.row.uid]), _("申请")

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "request_row": self.row,
            "crumb": _("更正、移出申请"),
            "crumb_url": reverse("households:request_list"),
        }


class RequestAnswer(RequestVerb):
    """答复申请."""

    audience = frozenset({Role.TOWNSHIP_FEDERATION})
    form_class = AnswerRequestForm
    title = gettext_lazy("答复申请")
    button = gettext_lazy("答复")
    hint = gettext_lazy("同意移出的，档案按误报销号，不再计入任何统计，经过保留。")

    def perform(self, data: dict[str, Any]) -> str:
        answer_request(self.row, by=self.user, **data | {"granted": data["granted"] == "1"})
        messages.success(self.request, _("已答复。"))
        return self.back()[0]


class RequestAppeal(RequestVerb):
    """登记申诉."""

    form_class = AppealForm
    title = gettext_lazy("登记申诉")
    button = gettext_lazy("登记申诉")
    hint = gettext_lazy("县妇联在 15 个工作日内答复，由原答复人以外的同志办理。")

    def perform(self, data: dict[str, Any]) -> str:
        appeal(self.row, by=self.user, **data)
        messages.success(self.request, _("申诉已登记，县妇联在 15 个工作日内答复。"))
        return self.back()[0]


class RequestDecide(RequestVerb):
    """答复申诉."""

    audience = frozenset({Role.COUNTY_FEDERATION})
    form_class = DecideForm
    title = gettext_lazy("答复申诉")
    button = gettext_lazy("答复申诉")

    def perform(self, data: dict[str, Any]) -> str:
        decide_appeal(self.row, by=self.user, **data | {"upheld": data["upheld"] == "1"})
        messages.success(self.request, _("已答复。"))
        return self.back()[0]
