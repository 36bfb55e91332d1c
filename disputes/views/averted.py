"""Pages of the figures of a case: money involved, what it kept from happening."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, require
from accounts.refusals import Forbidden, NotTheMoment
from accounts.views.base import VerbPage
from disputes.forms.court import AvertedForm, CheckAvertedForm, MoneyForm
from disputes.models import Averted
from disputes.queries.dispute import for_form
from disputes.transitions import averted as verbs
from disputes.views.verb import DisputeVerb


class DisputeMoney(DisputeVerb):
    """登记涉案金额."""

    audience = ALLOWED[Act.DISPUTE_FIGURES]
    act = Act.DISPUTE_FIGURES
    heading = button = gettext_lazy("登记涉及金额")
    form_class = MoneyForm

    def check_moment(self) -> None:
        """At any moment."""

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"money": self.dispute.money}

    def perform(self, data: dict[str, Any]) -> str:
        verbs.set_money(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已登记涉及金额。"))


class AvertedTell(DisputeVerb):
    """登记调解成效."""

    audience = ALLOWED[Act.DISPUTE_FIGURES]
    act = Act.DISPUTE_FIGURES
    heading = button = gettext_lazy("登记调解成效")
    hint = gettext_lazy("由乡镇或者县妇联的另一位核实属实后，才计入统计。")
    form_class = AvertedForm

    def check_moment(self) -> None:
        if not self.dispute.number:
            raise NotTheMoment(_("受理以后才登记调解成效。"))

    def perform(self, data: dict[str, Any]) -> str:
        verbs.tell(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已登记，等待核实。"))


class AvertedCheck(VerbPage):
    """核实调解成效."""

    audience = ALLOWED[Act.DISPUTE_CHECK_FIGURES]
    template_name = "disputes/averted/check.html"
    form_class = CheckAvertedForm

    def prepare(self) -> None:
        rows = Averted.objects.select_related("dispute", "told_by")
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.dispute = for_form(self.user, self.row.dispute.uid)
        require(self.user, Act.DISPUTE_CHECK_FIGURES, self.row.village_id)
        if self.row.verdict:
            raise NotTheMoment(_("这一项已经核实过。"))
        if self.row.told_by_id == self.user.pk:
            raise Forbidden(_("登记的人不能自己核实，请换一位核实。"))
        self.note_reading([self.dispute], place=self.dispute.village_id)

    def context(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "dispute": self.dispute,
            "heading": _("核实调解成效"),
            "button": _("记录核实"),
            "back_url": DisputeVerb.back_url.fget(self),  # type: ignore[attr-defined]
        }

    def perform(self, data: dict[str, Any]) -> str:
        verbs.check(averted=self.row, by=self.user, **data)
        return str(self.context()["back_url"])
