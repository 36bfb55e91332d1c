"""Pages of agreements: drafting, signing, registering an oral one."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.refusals import NotTheMoment
from accounts.templatetags.words import zh_day
from disputes import gating
from disputes.forms.agreement import AgreementForm, RegisterForm, SignForm
from disputes.forms.base import answers_in
from disputes.gate_facts import GateAct
from disputes.models import Agreement
from disputes.offers import agreement_of
from disputes.queries.promise import sides_of
from disputes.transitions import agreement as verbs
from disputes.transitions.content import Content
from disputes.views.verb import DisputeVerb

WRITTEN_ONLY = ("facts", "issue", "responsibility", "copies")


class AgreementSettle(DisputeVerb):
    """起草或登记协议, written or oral."""

    audience = ALLOWED[Act.DISPUTE_SETTLE]
    template_name = "disputes/agreement/form.html"
    act, moment = Act.DISPUTE_SETTLE, "settle"
    heading = button = gettext_lazy("登记协议")
    hint = gettext_lazy(
        "达成后 30 日内回访；双方可以自协议生效之日起 30 日内共同向法院申请司法确认。"
    )
    form_class = AgreementForm
    needs_willing = True

    def form_kwargs(self) -> dict[str, Any]:
        agreement = agreement_of(self.dispute)
        promises = agreement.promises.all() if agreement else ()
        warnings = gating.unanswered(self.dispute, GateAct.SETTLE, self.typed_terms())
        return {"parties": sides_of(self.dispute), "promises": promises, "warnings": warnings}

    def typed_terms(self) -> str:
        """What was typed as agreed, for the gate's warnings."""
        typed = self.request.POST.lists()
        return "\n".join(
            value
            for name, values in typed
            if name in ("terms", "performance") or "what" in name
            for value in values
        )

    def initial(self) -> dict[str, Any]:
        agreement = agreement_of(self.dispute)
        if agreement is None:
            return super().initial() | {"facts": self.dispute.brief}
        kept = ("form", *WRITTEN_ONLY, "terms", "performance", "agreed_on")
        return super().initial() | {name: getattr(agreement, name) for name in kept}

    def perform(self, data: dict[str, Any]) -> str:
        answers = answers_in(data)
        form, sealed = data.pop("form"), data.pop("sealed")
        registered = data.pop("registered")
        agreed_on, version = data.pop("agreed_on"), data.pop("version")
        if form == Agreement.Form.ORAL:
            for name in WRITTEN_ONLY:
                data.pop(name)
        more: dict[str, Any] = {
            "dispute": self.dispute,
            "content": Content(**data),
            "by": self.user,
            "agreed_on": agreed_on,
            "version": version,
            "answers": answers,
        }
        if form == Agreement.Form.ORAL:
            verbs.settle_orally(registered=registered, **more)
        elif sealed:
            verbs.settle_written(**more)
        else:
            verbs.draft(**more)
            return self.done(_("已存调解协议书草稿。当事人、调解员签名并加盖印章后生效。"))
        return self.done(_("已登记协议。请在 30 日内回访。"))


class AgreementSign(DisputeVerb):
    """登记签名、盖章."""

    audience = ALLOWED[Act.DISPUTE_SIGN]
    act, moment = Act.DISPUTE_SIGN, "settle"
    heading = button = gettext_lazy("登记签名盖章")
    hint = gettext_lazy(
        "各方当事人签名、盖章或按指印，调解员签名并加盖调委会印章之日起生效（人民调解法第二十九条）。"
        "不是同一天的，分次登记。"
    )
    form_class = SignForm
    needs_willing = True

    def check_moment(self) -> None:
        super().check_moment()
        if agreement_of(self.dispute) is None:
            raise NotTheMoment(_("这件纠纷还没有起草调解协议书，请先起草。"))

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"on": timezone.localdate()}

    def form_kwargs(self) -> dict[str, Any]:
        return {"agreement": agreement_of(self.dispute), "parties": sides_of(self.dispute)}

    def perform(self, data: dict[str, Any]) -> str:
        made = verbs.sign(dispute=self.dispute, by=self.user, **data)
        if made.in_force:
            words = _("签名盖章已齐，协议自%(day)s起生效。") % {"day": zh_day(made.effective_on)}
            return self.done(words)
        waits = "、".join(made.lacking)
        return self.done(_("已登记。还缺：%(waits)s。") % {"waits": waits})


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
