"""Pages of cases a court sent to be mediated."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.refusals import NotTheMoment
from disputes.forms import court as forms
from disputes.models import CourtReferral, Dispute, Source
from disputes.transitions import court as verbs
from disputes.views.hanging import HangingVerb
from disputes.views.verb import DisputeVerb


class CourtReceive(DisputeVerb):
    """签收法院材料."""

    audience = ALLOWED[Act.DISPUTE_COURT]
    act = Act.DISPUTE_COURT
    heading = button = gettext_lazy("签收法院材料")
    hint = gettext_lazy(
        "委派 30 日；委托普通程序 15 日、简易程序 7 日，从签收起算，双方同意可以延长。"
        "调解过程和协议内容不公开。"
    )
    form_class = forms.ReceiveForm

    def check_moment(self) -> None:
        open_ = self.dispute.status in Dispute.OPEN
        if self.dispute.source != Source.COURT or not open_:
            raise NotTheMoment(_("这件纠纷不是法院委派、委托来的，或者已经办结。"))
        if hasattr(self.dispute, "court_referral"):
            raise NotTheMoment(_("法院材料已经登记过。"))

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        row = verbs.receive_papers(dispute=self.dispute, by=self.user, **data)
        words = row.clock(timezone.localdate()).arithmetic
        return self.done(_("已登记。%(sum)s。") % {"sum": words})


class CourtVerb(HangingVerb):
    """A step of one court-sent case."""

    model = CourtReferral
    audience = ALLOWED[Act.DISPUTE_COURT]
    act = Act.DISPUTE_COURT

    @property
    def hint(self) -> str:
        """The sum of the court's limit."""
        return str(self.row.clock(timezone.localdate()).arithmetic)


class CourtExtend(CourtVerb):
    """延长期限."""

    moment = "extend"
    heading = button = gettext_lazy("延长法院期限")
    form_class = forms.ExtendForm

    def perform(self, data: dict[str, Any]) -> str:
        row = verbs.extend(referral=self.row, by=self.user, **data)
        words = row.clock(timezone.localdate()).arithmetic
        return self.done(_("已延长。%(sum)s。") % {"sum": words})


class CourtFinish(CourtVerb):
    """登记结果."""

    moment = "finish"
    heading = button = gettext_lazy("登记法院案件结果")
    form_class = forms.FinishForm

    def perform(self, data: dict[str, Any]) -> str:
        row = verbs.finish(referral=self.row, by=self.user, **data)
        owed = row.status in CourtReferral.FAILED and row.papers_back_on is None
        return self.done(_("已登记。请把材料退回法院。") if owed else _("已登记结果。"))


class CourtGiveBack(CourtVerb):
    """退回材料."""

    moment = "return"
    heading = button = gettext_lazy("材料已退回法院")
    form_class = forms.GiveBackForm

    def perform(self, data: dict[str, Any]) -> str:
        verbs.give_back(referral=self.row, by=self.user, **data)
        return self.done(_("已登记退回。"))
