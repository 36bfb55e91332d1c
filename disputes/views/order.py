"""Form pages of protection orders; the calendar of what is due."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.roles import CASE_ROLES
from accounts.views.base import Page
from accounts.views.download import file_answer
from disputes.forms import order as forms
from disputes.forms.protection import now
from disputes.models import (
    MandatoryReport,
    ProtectionOrder,
)
from disputes.protection_calendar import calendar_of
from disputes.transitions import order as orders
from disputes.views.case import SimpleVerb


class PaperVerb(SimpleVerb):
    """A verb on the papers of a case."""

    audience = ALLOWED[Act.PROTECTION_PAPER]
    act_name, moment = Act.PROTECTION_PAPER, "act"


class OfRow(SimpleVerb):
    """A verb on a row that hangs on the case; model: its noun."""

    model: ClassVar[Any]
    joined: ClassVar[tuple[str, ...]] = ("matter__place", "case__mandatory_report")

    def prepare(self) -> None:
        rows = self.model.objects.select_related(*self.joined)
        self.found = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.matter = self.found.matter
        self.matter.protection = self.case_of_row()
        self.find()

    def case_of_row(self) -> Any:
        """The case the row hangs on."""
        return self.found.case

    def row(self) -> Any:
        return self.found


class OrderVerb(OfRow, PaperVerb):
    """A verb on one order."""

    model = ProtectionOrder

    def initial(self) -> dict[str, Any]:
        row = self.found
        typed = {"evidence": row.evidence, "urgent": row.urgent, "applicant": row.applicant}
        moments = {"applied_at": now(), "police_told_at": now(), "months": 6}
        return super().initial() | typed | moments | {"court": row.court}


class OrderNew(PaperVerb):
    """准备申请."""

    reported_first = True
    form_class = forms.OrderForm
    verb = orders.prepare_order
    heading = button = gettext_lazy("协助申请保护令")
    hint = gettext_lazy("不以提起离婚诉讼为条件；证据能证明“较大可能性”即可，缺几种也可以申请。")
    said = gettext_lazy("已登记。材料备齐后登记申请时间。")


class OrderApply(OrderVerb):
    """登记已申请."""

    form_class = forms.ApplyForm
    verb = orders.apply_for_order
    heading = button = gettext_lazy("登记已申请")
    hint = gettext_lazy("法院 72 小时内作出，紧急的 24 小时内（反家庭暴力法第二十八条）。")
    said = gettext_lazy("已登记申请。")


class OrderGrant(OrderVerb):
    """登记裁定."""

    form_class = forms.GrantOrderForm
    verb = orders.grant_order
    heading = button = gettext_lazy("登记裁定")
    hint = gettext_lazy("最后有效日按月自动算出，最长六个月（反家庭暴力法第三十条）。")
    said = gettext_lazy("已登记裁定。请登记送达。")


class OrderRefuse(OrderVerb):
    """登记驳回."""

    form_class = forms.RefuseOrderForm
    verb = orders.refuse_order
    heading = button = gettext_lazy("登记驳回")
    hint = gettext_lazy("不服的，五日内可以申请复议一次（反家庭暴力法第三十一条）。")
    said = gettext_lazy("已登记。")


class OrderWithdraw(OrderVerb):
    """登记撤回."""

    form_class = forms.WordsForm
    verb = orders.withdraw_order
    heading = button = gettext_lazy("登记撤回申请")
    hint = gettext_lazy("确认是她自己的意思，没有人逼她。")
    said = gettext_lazy("已登记撤回。")
    ends = True


class OrderServe(OrderVerb):
    """登记送达."""

    form_class = forms.ServeForm
    verb = orders.serve_order
    heading = button = gettext_lazy("登记送达")
    hint = gettext_lazy("送达申请人、被申请人、公安机关和村（社区）（反家庭暴力法第三十二条）。")
    said = gettext_lazy("已登记送达。")


class OrderExtend(OrderVerb):
    """申请延长."""

    form_class = forms.ExtendForm
    verb = orders.extend_order
    heading = button = gettext_lazy("申请延长、变更")
    hint = gettext_lazy("要在失效前申请（反家庭暴力法第三十条）。")
    said = gettext_lazy("已登记新的申请。")


class OrderRevoke(OrderVerb):
    """登记撤销."""

    form_class = forms.DayWordsForm
    verb = orders.revoke_order
    heading = button = gettext_lazy("登记撤销")
    said = gettext_lazy("已登记撤销。")
    ends = True


class OrderReview(OrderVerb):
    """登记复议."""

    form_class = forms.DayForm
    verb = orders.ask_review
    heading = button = gettext_lazy("登记申请复议")
    hint = gettext_lazy("五日内申请一次，复议期间不停止执行（反家庭暴力法第三十一条）。")
    said = gettext_lazy("已登记复议。")


class OrderBreached(OrderVerb):
    """登记违反情况."""

    form_class = forms.BreachForm
    verb = orders.record_breach
    heading = button = gettext_lazy("登记违反情况")
    hint = gettext_lazy(
        "先报 110。违反的，训诫、罚款、拘留，构成犯罪的追究刑事责任（第三十四条）。"
    )
    said = gettext_lazy("已登记。请今天重新做安全评估。")


class ProofShown(Page):
    """The photo of a report's receipt, behind the wall of its matter; kept by no cache (A8)."""

    audience = CASE_ROLES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = MandatoryReport.objects.fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row], row.place_id)
        return file_answer("photo", bytes(row.proof_photo), str(row.uid), shown=True)


class ProtectionCalendar(Page):
    """Orders, warnings, stays and assessments of one's own files by day."""

    audience = CASE_ROLES
    template_name = "disputes/protection/calendar.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        cases, days = calendar_of(self.user, timezone.localdate())
        self.note_reading(cases)
        return self.page(days=days, today=timezone.localdate())
