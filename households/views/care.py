"""Pages of the care ledgers: left-behind women, children and old people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import mask_name
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from households.filters.help import CareFilter
from households.forms.handover import AnswerForm
from households.forms.help import CareEditForm, CareEndForm, CareForm, CareVisitForm
from households.models import CareRecord, ListedFamily, Member
from households.queries.help import care_rows, without_care
from households.transitions.care import correct_care, end_care, enter_care, visit_care
from households.views.of_household import OfHousehold

LIST = "households:care_list"


class CareList(ListPage):
    """关爱台账, whoever waited longest for a visit first."""

    audience = CASE_ROLES
    template_name = "households/care/list.html"
    filterset_class = CareFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[CareRecord]:
        return care_rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        posting = self.user.main_posting
        own = CareRecord.objects.visible_to(self.user).active().order_by()
        counted = dict(own.values_list("kind").annotate(n=models.Count("pk")))
        return {
            "unit": posting.division if posting else None,
            "counts": [(k.value, k.label, counted.get(k.value, 0)) for k in CareRecord.Kind],
            "owed": without_care(ListedFamily.objects.visible_to(self.user)).count(),
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
        }


class CareDetail(Page):
    """One person of a ledger and the care visits."""

    audience = CASE_ROLES
    template_name = "households/care/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = care_rows(self.user).fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row], row.village_id)
        return self.page(
            row=row,
            household=row.household,
            member=row.member,
            visits=row.visits.select_related("visitor"),
            may_act=row.ended_on is None and may(self.user, Act.HELP_CARE, row.village_id),
        )


class CareNew(OfHousehold, PlainVerb):
    """登记关爱对象."""

    audience = ALLOWED[Act.HELP_CARE]
    heading = gettext_lazy("登记关爱对象")
    button = gettext_lazy("登记")
    hint = gettext_lazy("不满十四周岁的，依据写在家庭成员里：监护人同意，或履行法定职责。")
    form_class = CareForm

    def form_kwargs(self) -> dict[str, Any]:
        members = Member.objects.visible_to(self.user).present().filter(household=self.household)
        return {"members": members.in_order()}

    def sub(self) -> str:
        return self.whose()

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("关爱台账"), reverse(LIST)),
            (_("家庭信息"), self.home()),
        ]

    def perform(self, data: dict[str, Any]) -> str:
        row = enter_care(data.pop("member"), by=self.user, **data)
        messages.success(self.request, _("已登记。"))
        return reverse("households:care_detail", args=[row.uid])


class CareVerb(PlainVerb):
    """A verb on one person of a ledger."""

    audience = ALLOWED[Act.HELP_CARE]
    row: CareRecord

    def prepare(self) -> None:
        self.row = care_rows(self.user).fetch(self.user, uid=self.kwargs["uid"])
        if self.row.ended_on is not None:
            raise NotTheMoment(_("已退出台账，记录只供查看。"))
        self.note_reading([self.row], self.row.village_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def sub(self) -> str:
        return f"{mask_name(self.row.member.name)}，{self.row.get_kind_display()}"

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("关爱台账"), reverse(LIST)),
            (_("关爱详情"), reverse("households:care_detail", args=[self.row.uid])),
        ]


class CareEdit(CareVerb):
    """修改."""

    heading = gettext_lazy("修改照看情况")
    button = gettext_lazy("保存")
    form_class = CareEditForm

    def initial(self) -> dict[str, Any]:
        names = ("version", "carer", "carer_relation", "need")
        return {name: getattr(self.row, name) for name in names}

    def perform(self, data: dict[str, Any]) -> str:
        # The page does not show the number; left empty it stays as it is.
        data["contact"] = data["contact"] or self.row.contact
        correct_care(self.row, by=self.user, **data)
        return self.done(_("已保存。"))


class CareVisitNew(CareVerb):
    """登记探访."""

    heading = button = gettext_lazy("登记探访")
    form_class = CareVisitForm

    def initial(self) -> dict[str, Any]:
        return {"visited_on": timezone.localdate(), "way": "home"}

    def perform(self, data: dict[str, Any]) -> str:
        visit_care(self.row, by=self.user, **data)
        return self.done(_("已登记探访。"))


class CareContact(CareVerb):
    """看完整号码."""

    template_name = "parts/contact.html"
    heading = button = gettext_lazy("看完整号码")
    hint = gettext_lazy("原因和您的姓名记入查看日志；号码只显示这一次。")
    form_class = AnswerForm

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        self.note_reading([self.row], self.row.village_id, purpose=data["reason"])
        return self.page(shown=self.row.contact, form=None, **self.context())


class CareEnd(CareVerb):
    """退出台账."""

    heading = button = gettext_lazy("退出台账")
    form_class = CareEndForm
    ends = True

    def perform(self, data: dict[str, Any]) -> str:
        end_care(self.row, by=self.user, **data)
        return self.done(_("已退出台账，记录保留。"))
