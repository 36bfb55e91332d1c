"""Pages of privacy duties: what is held about a person, the field register, the assessment."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may_somewhere
from accounts.privacy import facts_of, register
from accounts.roles import ADMIN_ROLES, AREA_ROLES, Role
from accounts.views.base import ListPage, Page, VerbPage
from households.forms.rights import ApproveForm, AssessmentForm, HoldingsForm
from households.models import ImpactAssessment
from households.queries.assessment import assessment_of, assessments
from households.transitions.assessment import decide_assessment, write_assessment
from households.transitions.holdings import ask_holdings
from households.views.retention import county_of
from households.views.rights_page import RightsPage

COUNTY = frozenset({Role.COUNTY_FEDERATION})
APPROVERS = frozenset({Role.COUNTY_FEDERATION, Role.SECURITY_ADMIN})


class Holdings(VerbPage):
    """个人信息查询: everything held about one person, on one printable page."""

    audience = COUNTY
    template_name = "households/privacy/holdings.html"
    form_class = HoldingsForm

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        answer = ask_holdings(by=self.user, **data)
        lines = [(h, facts_of(h.model)) for h in answer.holdings]
        return self.page(
            form=self.form_class(initial=data), answer=answer, lines=lines, reason=data["reason"]
        )


class FieldRegister(Page):
    """个人信息字段说明: purpose, legal basis, who sees it, how long (domain H ②)."""

    audience = AREA_ROLES | ADMIN_ROLES
    template_name = "households/privacy/fields.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(entries=register())


class AssessmentList(ListPage):
    """影响评估, newest first."""

    audience = APPROVERS
    template_name = "households/privacy/assessments.html"

    def rows(self) -> models.QuerySet[ImpactAssessment]:
        return assessments(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "may_write": may_somewhere(self.user, Act.ASSESSMENT_WRITE),
            "may_approve": may_somewhere(self.user, Act.ASSESSMENT_APPROVE),
        }


class AssessmentNew(RightsPage):
    """编写影响评估."""

    audience = COUNTY
    form_class = AssessmentForm
    title = gettext_lazy("编写影响评估")
    button = gettext_lazy("提交批准")
    intro = gettext_lazy(
        "处理敏感个人信息前要评估（个人信息保护法第五十五条、第五十六条），由安全管理员批准，保存三年以上。"
    )

    def initial(self) -> dict[str, Any]:
        last = assessments(self.user).first()
        return {n: getattr(last, n) for n in ("purpose", "impact", "measures")} if last else {}

    def back(self) -> tuple[str, str]:
        return reverse("households:assessment_list"), _("影响评估")

    def perform(self, data: dict[str, Any]) -> str:
        row = write_assessment(county_of(self), by=self.user, **data)
        messages.success(self.request, _("第 %(n)d 版已提交。") % {"n": row.version})
        return self.back()[0]


class AssessmentDecide(RightsPage):
    """批准影响评估."""

    audience = frozenset({Role.SECURITY_ADMIN})
    form_class = ApproveForm
    title = gettext_lazy("批准影响评估")
    button = gettext_lazy("提交")
    row: ImpactAssessment

    def prepare(self) -> None:
        self.row = assessment_of(self.user, self.kwargs["uid"])

    def back(self) -> tuple[str, str]:
        return reverse("households:assessment_list"), _("影响评估")

    def perform(self, data: dict[str, Any]) -> str:
        decide_assessment(
            self.row, approved=data["approved"] == "1", opinion=data["opinion"], by=self.user
        )
        messages.success(self.request, _("已提交。"))
        return self.back()[0]
