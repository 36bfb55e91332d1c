"""Pages of a public notice and the objections to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import acts
from accounts.acts import Act
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import Page
from households.award_work import answer_due
from households.forms.award import AnswerForm, ObjectForm
from households.models import Award, Objection
from households.queries import award as queries
from households.transitions.objection import answer, object_to
from households.views.award import AwardVerb


class NoticeSheet(Page):
    """The notice as it hangs: masked names, for print and for the village's own screen."""

    audience = CASE_ROLES
    template_name = "households/award/sheet.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        rows = Award.objects.select_related("village__parent", "campaign")
        award = rows.fetch(self.user, uid=uid)
        today = timezone.localdate()
        notice = queries.notice_of(award, today)
        batch = queries.notice_batch(self.user, award)
        if notice is None or not batch:
            raise Http404
        self.note_reading(batch, award.village_id)
        votes = {
            (a.vote_due, a.vote_present, a.vote_for, a.vote_against, a.vote_abstain) for a in batch
        }
        up = notice.starts <= today <= notice.until
        return self.page(
            award=award,
            batch=batch,
            notice=notice,
            same_vote=len(votes) == 1,
            may_object=up and acts.may(self.user, Act.AWARD_OBJECT, award.village_id),
        )


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
        return self.done(_("异议已登记，答复前这一户暂停审核。请在3个工作日内答复。"))


class ObjectionAnswer(AwardVerb):
    """答复异议."""

    audience = frozenset({Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION})
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
