"""Pages of agreements."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.refusals import NotTheMoment
from disputes.forms.agreement import AgreementForm, RegisterForm
from disputes.models import Agreement
from disputes.offers import agreement_of
from disputes.transitions import agreement as verbs
from disputes.views.verb import DisputeVerb


class AgreementSettle(DisputeVerb):
    """登记协议, written or oral."""

    audience = ALLOWED[Act.DISPUTE_SETTLE]
    template_name = "disputes/agreement/form.html"
    act, moment = Act.DISPUTE_SETTLE, "settle"
    heading = button = gettext_lazy("登记协议")
    hint = gettext_lazy("达成后 30 日内回访；双方可以在 30 日内共同向法院申请司法确认。")
    form_class = AgreementForm
    needs_willing = True

    def perform(self, data: dict[str, Any]) -> str:
        form = data.pop("form")
        if form == Agreement.Form.WRITTEN:
            data.pop("registered")
            verbs.settle_written(dispute=self.dispute, by=self.user, **data)
        else:
            data.pop("sealed"), data.pop("effective_on")
            verbs.settle_orally(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已登记协议。请在 30 日内回访。"))


class AgreementRegister(DisputeVerb):
    """补登口头协议."""

    audience = ALLOWED[Act.DISPUTE_SETTLE]
    act = Act.DISPUTE_SETTLE
    heading = gettext_lazy("补登口头协议")
    button = gettext_lazy("已填口头协议登记表")
    hint = gettext_lazy("口头协议由调解员记录内容并签名，装入卷内（人民调解法第二十八条）。")
    form_class = RegisterForm

    def check_moment(self) -> None:
        agreement = agreement_of(self.dispute)
        if agreement is None or agreement.form != Agreement.Form.ORAL or agreement.registered:
            raise NotTheMoment(_("这件纠纷没有待补登的口头协议。"))

    def perform(self, data: dict[str, Any]) -> str:
        verbs.register_oral(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已补登口头协议。"))
