"""Pages of objections to a notice."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.refusals import Forbidden
from accounts.roles import CASE_ROLES
from households.award_work import answer_due
from households.forms.award import AnswerForm, ObjectForm
from households.models import Objection
from households.transitions.objection import answer, may_answer, object_to
from households.views.award import AwardVerb


class AwardObject(AwardVerb):
    """登记异议."""

    template_name = "households/award/object.html"
    title = gettext_lazy("登记异议")
    form_class = ObjectForm

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid4(), "received_on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        object_to(
            self.award,
            words=data["words"],
            objector=data["objector"],
            received_on=data["received_on"],
            uid=data["client_uuid"],
            by=self.user,
        )
        return self.done(_("异议已登记，答复前公示暂停。请在3个工作日内答复。"))


class ObjectionAnswer(AwardVerb):
    """答复异议."""

    audience = CASE_ROLES
    template_name = "households/award/answer.html"
    title = gettext_lazy("答复异议")
    form_class = AnswerForm
    objection: Objection

    def prepare(self) -> None:
        rows = Objection.objects.select_related(
            "award__household", "award__village", "award__campaign"
        )
        self.objection = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.award = self.objection.award
        if not may_answer(self.user, self.objection):
            raise Forbidden(_("这件异议由公示的单位答复。"))
        self.note_reading([self.award], self.award.village_id)

    def initial(self) -> dict[str, Any]:
        return {}

    def context(self) -> dict[str, Any]:
        due = answer_due([self.objection])[self.objection.pk]
        return super().context() | {"objection": self.objection, "due": due}

    def perform(self, data: dict[str, Any]) -> str:
        answer(self.objection, words=data["answer"], upheld=data["upheld"], by=self.user)
        if data["upheld"]:
            return self.done(_("已答复：异议成立，这一户不再推荐。"))
        return self.done(_("已答复：异议不成立，继续办理。"))
