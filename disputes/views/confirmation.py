"""Pages of judicial confirmation."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.refusals import NotTheMoment
from disputes.forms import court as forms
from disputes.models import Confirmation
from disputes.offers import agreement_of
from disputes.transitions import confirmation as verbs
from disputes.views.hanging import HangingVerb
from disputes.views.verb import DisputeVerb


class ConfirmationWant(DisputeVerb):
    """双方要申请司法确认."""

    audience = ALLOWED[Act.DISPUTE_CONFIRM]
    act = Act.DISPUTE_CONFIRM
    heading = button = gettext_lazy("要申请司法确认")
    hint = gettext_lazy(
        "双方自协议生效之日起 30 日内共同申请（人民调解法第三十三条）。身份关系、收养关系、婚姻关系"
        "不能确认；钱款、赡养抚养、财产可以。"
    )
    form_class = forms.WantForm

    def check_moment(self) -> None:
        agreement = agreement_of(self.dispute)
        if agreement is None or not agreement.in_force:
            raise NotTheMoment(_("还没有生效的调解协议，不能申请司法确认。"))

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        verbs.want(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已登记。申请期限到期前会在工作台提醒。"))


class ConfirmationVerb(HangingVerb):
    """A step of one confirmation."""

    model = Confirmation
    audience = ALLOWED[Act.DISPUTE_CONFIRM]
    act = Act.DISPUTE_CONFIRM


class ConfirmationFile(ConfirmationVerb):
    """登记共同申请."""

    moment = "file"
    heading = button = gettext_lazy("登记共同申请")
    form_class = forms.FileForm

    @property
    def hint(self) -> str:
        """The sum of the window."""
        due = self.row.due
        return f"{due.arithmetic}（{due.source}）" if due else ""

    def perform(self, data: dict[str, Any]) -> str:
        verbs.file(confirmation=self.row, by=self.user, **data)
        return self.done(_("已登记申请。法院 3 日内决定是否受理。"))


class ConfirmationAnswer(ConfirmationVerb):
    """登记法院答复."""

    moment = "answer"
    heading = button = gettext_lazy("登记法院答复")
    template_name = "disputes/confirmation/answer.html"
    form_class = forms.AnswerForm

    def perform(self, data: dict[str, Any]) -> str:
        verbs.answer(confirmation=self.row, by=self.user, **data)
        return self.done(_("已登记法院答复。"))


class ConfirmationDecide(ConfirmationVerb):
    """登记法院裁定."""

    moment = "decide"
    heading = button = gettext_lazy("登记法院裁定")
    template_name = "disputes/confirmation/decide.html"
    form_class = forms.DecideForm

    def perform(self, data: dict[str, Any]) -> str:
        verbs.decide(confirmation=self.row, by=self.user, **data)
        return self.done(_("已登记法院裁定。"))


class ConfirmationGoOn(ConfirmationVerb):
    """不予确认以后怎么办."""

    moment = "after"
    heading = button = gettext_lazy("登记此后怎么办")
    form_class = forms.GoOnForm

    def check_moment(self) -> None:
        super().check_moment()
        if self.row.status == Confirmation.Status.CONFIRMED:
            raise NotTheMoment(_("法院已经确认，一方不履行的，对方可以申请强制执行。"))

    def perform(self, data: dict[str, Any]) -> str:
        verbs.go_on(confirmation=self.row, by=self.user, **data)
        return self.done(_("已登记。"))


class ConfirmationWithdraw(ConfirmationVerb):
    """撤回."""

    moment = "withdraw"
    heading = button = gettext_lazy("不再申请司法确认")
    hint = gettext_lazy("不申请司法确认，协议对双方仍有约束力（人民调解法第三十一条）。")
    ends = True
    form_class = forms.WithdrawForm

    def perform(self, data: dict[str, Any]) -> str:
        verbs.withdraw(confirmation=self.row, by=self.user, **data)
        return self.done(_("已撤回。"))
