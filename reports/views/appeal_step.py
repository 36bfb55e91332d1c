"""The next step of an appeal (申诉): received, reviewed, decided, told, withdrawn, more proof."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act
from reports import queries
from reports.fair_forms import (
    DecideForm,
    DecideVetoAppealForm,
    ProofForm,
    RefuseForm,
    ReviewForm,
    TellForm,
    WithdrawForm,
)
from reports.forms import ConfirmForm
from reports.models import Appeal
from reports.transitions import appeal as verbs
from reports.views.steps import StepPage, Way

LIST = "reports:appeal_list"

WAYS: dict[str, Way] = {
    "accept": Way(
        Act.APPEAL_RECEIVE, gettext_lazy("受理申诉"), gettext_lazy("受理"), ConfirmForm,
        verbs.accept, gettext_lazy("已受理。"),
    ),
    "refuse": Way(
        Act.APPEAL_RECEIVE, gettext_lazy("不予受理"), gettext_lazy("不予受理"), RefuseForm,
        verbs.refuse, gettext_lazy("已登记不予受理，理由告知单位。"), ends=True,
    ),
    "review": Way(
        Act.APPEAL_REVIEW, gettext_lazy("复核申诉"), gettext_lazy("登记复核意见"), ReviewForm,
        verbs.review, gettext_lazy("已登记复核意见。"),
    ),
    "decide": Way(
        Act.APPEAL_DECIDE, gettext_lazy("决定申诉"), gettext_lazy("登记决定"), DecideForm,
        verbs.decide, gettext_lazy("已登记决定。"),
        gettext_lazy("支持的写成更正分录：公布以前改在复核稿里；公布以后另出更正稿，原结果保留。"),
    ),
    "tell": Way(
        Act.APPEAL_TELL, gettext_lazy("告知结果"), gettext_lazy("登记告知"), TellForm,
        verbs.tell, gettext_lazy("已登记告知，申诉办结。"),
    ),
    "add": Way(
        Act.APPEAL_FILE, gettext_lazy("补交佐证"), gettext_lazy("补交"), ProofForm,
        verbs.add_proof, gettext_lazy("已补交。"),
    ),
    "withdraw": Way(
        Act.APPEAL_WITHDRAW, gettext_lazy("撤回申诉"), gettext_lazy("撤回申诉"), WithdrawForm,
        verbs.withdraw, gettext_lazy("已撤回，得分不变。"),
        gettext_lazy("撤回以后这件申诉就结束，得分不变；申诉期内还可以重新提出。"), ends=True,
    ),
}  # fmt: skip


class AppealStep(StepPage):
    """The next step of an appeal: ?do=accept, refuse, review, decide, tell, add or withdraw."""

    ways = WAYS
    appeal: Appeal

    def prepare(self) -> None:
        self.appeal = queries.appeals(self.user).fetch(self.user, uid=self.kwargs["uid"])
        appeal = self.appeal
        self.begin(appeal, lambda act: verbs.place_of(appeal, act))
        if self.act_name == "decide" and appeal.veto_id:
            self.form_class = DecideVetoAppealForm  # type: ignore[misc]

    def initial(self) -> dict[str, Any]:
        appeal = self.appeal
        return {
            "opinion": appeal.opinion,
            "points": appeal.points_wanted,
            "told_on": timezone.localdate(),
        }

    def sub(self) -> str:
        return f"{self.appeal.unit.name} {self.appeal.receipt}"

    def facts(self) -> list[tuple[str, Any]]:
        appeal = self.appeal
        rows = [(_("事项"), appeal.subject), (_("请求和理由"), appeal.text)]
        if appeal.points_then is not None:
            wanted = appeal.points_wanted
            asked = _("，请求 %(points)s") % {"points": wanted} if wanted is not None else ""
            rows.append((_("得分"), f"{appeal.points_then}{asked}"))
        if appeal.opinion and self.act_name in ("decide", "tell"):
            rows.append((_("复核意见"), appeal.opinion))
        if appeal.decision:
            rows.append((_("决定"), f"{appeal.get_outcome_display()}：{appeal.decision}"))
        return rows

    def way(self) -> list[tuple[str, str]]:
        here = reverse("reports:appeal_detail", args=[self.appeal.uid])
        return [(_("申诉"), reverse(LIST)), (self.appeal.receipt, here)]

    def act(self, data: dict[str, Any]) -> str:
        return self.take(data, appeal=self.appeal)
