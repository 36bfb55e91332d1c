"""Pages of the steps of a hazard, each one verb."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.moments import require_moment
from accounts.templatetags.words import mask_name
from accounts.views.verb import PlainVerb
from households.forms.handover import NothingForm
from households.forms.hazard import (
    HazardCallForm,
    HazardEndForm,
    HazardForm,
    HazardNoteForm,
    HazardReasonForm,
)
from households.models import Hazard
from households.queries.hazard import hazard_rows
from households.transitions.hazard import file_form, receive, record_call, release
from households.transitions.hazard_end import ask_lift, confirm_lift, decline_lift, follow_up
from households.transitions.urge import urge_hazard


class HazardStep(PlainVerb):
    """A step on one hazard; moment is asked before the form is shown."""

    audience = ALLOWED[Act.HAZARD_REPORT]
    moment = "call"
    hazard: Hazard

    def prepare(self) -> None:
        self.hazard = hazard_rows(self.user).fetch(self.user, uid=self.kwargs["uid"])
        require_moment(self.hazard, self.moment, str(self.heading))
        self.note_reading([self.hazard], self.hazard.village_id)

    def sub(self) -> str:
        home = self.hazard.household
        place = self.hazard.village.name
        return _("%(place)s，%(name)s 家") % {
            "place": place, "name": mask_name(home.head_name)
        } if home else place  # fmt: skip

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("重大隐患"), reverse("households:hazard_list")),
            (_("隐患详情"), reverse("households:hazard_detail", args=[self.hazard.uid])),
        ]


class HazardCallNew(HazardStep):
    """登记电话报告."""

    heading = button = gettext_lazy("登记电话报告")
    form_class = HazardCallForm

    def initial(self) -> dict[str, Any]:
        return {"called_at": timezone.localtime()}

    def perform(self, data: dict[str, Any]) -> str:
        record_call(self.hazard, by=self.user, **data)
        return self.done(_("已登记电话报告。"))


class HazardFile(HazardStep):
    """填专报."""

    template_name = "households/hazard/form.html"
    moment = "file"
    heading = gettext_lazy("重大隐患专报")
    button = gettext_lazy("签发上报")
    hint = gettext_lazy("上报时间以系统收到为准。")
    form_class = HazardForm

    def initial(self) -> dict[str, Any]:
        return {
            "version": self.hazard.version,
            "dangers": self.hazard.dangers,
            "signed_by": self.user.name,
        }

    def perform(self, data: dict[str, Any]) -> str:
        file_form(self.hazard, by=self.user, **data)
        return self.done(_("专报已上报。一天内请交书面续报。"))


class HazardFollow(HazardStep):
    """续报."""

    moment = "follow"
    heading = gettext_lazy("续报")
    button = gettext_lazy("上报续报")
    hint = gettext_lazy("第一次续报就是一天内要交的书面续报。")
    form_class = HazardNoteForm

    def perform(self, data: dict[str, Any]) -> str:
        follow_up(self.hazard, by=self.user, **data)
        return self.done(_("续报已上报。"))


class HazardReceive(HazardStep):
    """接报."""

    audience = ALLOWED[Act.HAZARD_RECEIVE]
    moment = "receive"
    heading = button = gettext_lazy("接报")
    hint = gettext_lazy("接报后由您承办，直到交回或结束；两个时限不变。")
    form_class = NothingForm

    def perform(self, data: dict[str, Any]) -> str:
        receive(self.hazard, by=self.user)
        return self.done(_("已接报，由您承办。"))


class HazardRelease(HazardStep):
    """交回."""

    audience = ALLOWED[Act.HAZARD_RECEIVE]
    moment = "receive"
    heading = button = gettext_lazy("交回待接报")
    hint = gettext_lazy("交回后列在本镇待接报，请同事马上接；两个时限照走。")
    form_class = HazardReasonForm

    def perform(self, data: dict[str, Any]) -> str:
        release(self.hazard, by=self.user, **data)
        return self.done(_("已交回，等同事接报。"))


class HazardAsk(HazardStep):
    """申请解除."""

    moment = "ask"
    heading = button = gettext_lazy("申请解除")
    hint = gettext_lazy("由乡镇或县里另一位同事核实后确认；没有这回事的也在这里说明。")
    form_class = HazardReasonForm

    def perform(self, data: dict[str, Any]) -> str:
        ask_lift(self.hazard, by=self.user, **data)
        return self.done(_("已申请解除，等乡镇确认。"))


class HazardDecline(HazardStep):
    """不同意解除."""

    audience = ALLOWED[Act.HAZARD_LIFT]
    moment = "decline"
    heading = gettext_lazy("暂不解除")
    button = gettext_lazy("退回继续处置")
    form_class = HazardReasonForm

    def perform(self, data: dict[str, Any]) -> str:
        decline_lift(self.hazard, by=self.user, **data)
        return self.done(_("已退回继续处置。"))


class HazardLift(HazardStep):
    """确认结束."""

    audience = ALLOWED[Act.HAZARD_LIFT]
    moment = "lift"
    heading = button = gettext_lazy("确认结束")
    hint = gettext_lazy("申请人不能自己确认。等级不变，需要降级的另行办理。")
    form_class = HazardEndForm
    ends = True

    def perform(self, data: dict[str, Any]) -> str:
        confirm_lift(self.hazard, by=self.user, **data)
        return self.done(_("已确认结束。"))


class HazardUrge(HazardStep):
    """催办."""

    audience = ALLOWED[Act.FAMILY_URGE]
    heading = button = gettext_lazy("催办")
    hint = gettext_lazy("催办记入经过，对方的待办里会显示；每人每天一次。")
    form_class = NothingForm

    def perform(self, data: dict[str, Any]) -> str:
        made = urge_hazard(self.hazard, by=self.user)
        names = "、".join(u.person.name for u in made)
        return self.done(_("已催办%(names)s。") % {"names": names})
