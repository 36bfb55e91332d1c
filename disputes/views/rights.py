"""Pages of rights matters (信访事项): every step, and the list of return visits."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, require
from accounts.moments import require_moment
from accounts.refusals import Forbidden
from accounts.templatetags.words import zh_day
from accounts.views.base import ListPage
from accounts.views.verb import PlainVerb
from disputes.forms import rights as forms
from disputes.models import RightsMatter
from disputes.queries import rights as queries
from disputes.queries.intake_rule import county_of, rule_of
from disputes.transitions import rights as verbs
from disputes.transitions import rights_review


class RightsVerb(PlainVerb):
    """A verb on one rights matter; who and when are asked before the form is shown."""

    act_of: ClassVar[Act]
    moment: ClassVar[str]
    rights: RightsMatter

    def prepare(self) -> None:
        self.rights = queries.opened_rights(self.user, self.kwargs["uid"])
        matter = self.rights.matter
        require(self.user, self.act_of, self.rights.place_id)
        if not verbs.may_handle(self.user, self.act_of, matter):
            raise Forbidden(_("这件由%(unit)s办理，您可以提醒她们。") % {"unit": matter.unit.name})
        require_moment(self.rights, self.moment, str(self.heading))
        self.note_reading([self.rights], place=self.rights.place_id)

    def initial(self) -> dict[str, Any]:
        days = ("on", "told_on", "answered_on", "asked_on", "visited_on")
        return {"version": self.rights.version} | dict.fromkeys(days, timezone.localdate())

    def sub(self) -> str:
        matter = self.rights.matter
        words = {"day": zh_day(matter.received_on), "channel": matter.get_channel_display()}
        return _("%(day)s %(channel)s") % words

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("来件"), reverse("disputes:matter_list")),
            (_("这一件"), reverse("disputes:matter_detail", args=[self.rights.matter.uid])),
        ]


class RightsAccept(RightsVerb):
    """受理告知."""

    audience = ALLOWED[Act.RIGHTS_ACCEPT]
    act_of, moment = Act.RIGHTS_ACCEPT, "accept"
    heading = button = gettext_lazy("受理告知")
    hint = gettext_lazy("告知来人已受理。60 日内答复（信访工作条例第三十四条）。")
    form_class = forms.AcceptRightsForm

    def act(self, data: dict[str, Any]) -> str:
        verbs.accept(rights=self.rights, by=self.user, **data)
        return _("已受理，60 日内答复。")


class RightsTransfer(RightsVerb):
    """转送."""

    audience = ALLOWED[Act.RIGHTS_TRANSFER]
    act_of, moment = Act.RIGHTS_TRANSFER, "transfer"
    heading = button = gettext_lazy("转送")
    hint = gettext_lazy("转送有权处理的单位，并告知来人去向，收到后 15 日内办。")
    form_class = forms.TransferForm

    def act(self, data: dict[str, Any]) -> str:
        verbs.transfer(rights=self.rights, by=self.user, **data)
        return _("已转送，办结。")


class RightsExtend(RightsVerb):
    """延长办理期限."""

    audience = ALLOWED[Act.RIGHTS_EXTEND]
    act_of, moment = Act.RIGHTS_EXTEND, "extend"
    heading = button = gettext_lazy("延长期限")
    hint = gettext_lazy(
        "情况复杂的，经本单位负责人批准，最多延长 30 日，并告知来人理由。只能延长一次。"
    )
    form_class = forms.ExtendForm

    def act(self, data: dict[str, Any]) -> str:
        verbs.extend(rights=self.rights, by=self.user, **data)
        return _("已延长。")


class RightsAnswer(RightsVerb):
    """答复."""

    audience = ALLOWED[Act.RIGHTS_ANSWER]
    act_of, moment = Act.RIGHTS_ANSWER, "answer"
    heading = button = gettext_lazy("答复")
    hint = gettext_lazy("答复里要告诉来人：不服的，收到之日起 30 日内可以申请复查。")
    form_class = forms.AnswerForm

    def act(self, data: dict[str, Any]) -> str:
        verbs.answer(rights=self.rights, by=self.user, **data)
        return _("已答复，办结。")


class RightsSatisfaction(RightsVerb):
    """记录满意程度."""

    audience = ALLOWED[Act.RIGHTS_SATISFACTION]
    act_of, moment = Act.RIGHTS_SATISFACTION, "satisfaction"
    heading = button = gettext_lazy("记录满意程度")
    hint = gettext_lazy("问来人本人。不满意不是来人的过错，看看还能帮什么。")
    form_class = forms.SatisfactionForm

    def act(self, data: dict[str, Any]) -> str:
        verbs.satisfaction(rights=self.rights, by=self.user, **data)
        return _("已记录。")


class RightsAskReview(RightsVerb):
    """登记复查、复核申请."""

    audience = ALLOWED[Act.RIGHTS_ASK_REVIEW]
    act_of, moment = Act.RIGHTS_ASK_REVIEW, "ask_review"
    heading = button = gettext_lazy("登记复查复核申请")
    hint = gettext_lazy("由上一级 30 日内复查；对复查不服的，30 日内可以申请复核，复核为终结意见。")
    form_class = forms.AskReviewForm

    def act(self, data: dict[str, Any]) -> str:
        review = rights_review.ask_review(rights=self.rights, by=self.user, **data)
        words = {"step": review.get_level_display(), "unit": review.unit.name}
        return _("已登记%(step)s申请，由%(unit)s在 30 日内答复。") % words


class RightsReviewAnswer(RightsVerb):
    """答复复查、复核."""

    audience = ALLOWED[Act.RIGHTS_REVIEW]
    act_of, moment = Act.RIGHTS_REVIEW, "review"
    heading = button = gettext_lazy("答复复查复核")
    hint = gettext_lazy("原答复人不能复查自己的答复。市里的意见由县里照书面登记。")
    form_class = forms.ReviewForm

    def prepare(self) -> None:
        super().prepare()
        rights_review.require_other(self.rights, list(self.rights.reviews.all())[-1], self.user)

    def facts(self) -> list[tuple[str, Any]]:
        last = list(self.rights.reviews.all())[-1]
        return [(_("原答复"), self.rights.answer), (_("申请理由"), last.request)]

    def act(self, data: dict[str, Any]) -> str:
        rights_review.answer_review(rights=self.rights, by=self.user, **data)
        return _("已答复。")


class RightsLead(RightsVerb):
    """领导包案."""

    audience = ALLOWED[Act.RIGHTS_LEAD]
    act_of, moment = Act.RIGHTS_LEAD, "lead"
    heading = button = gettext_lazy("领导包案")
    hint = gettext_lazy("由一位领导负责到底。承办人不变，期限不变。")
    form_class = forms.LeadForm

    def initial(self) -> dict[str, Any]:
        row = self.rights
        return super().initial() | {
            "name": row.leader_name,
            "post": row.leader_post,
            "until": row.leader_until,
        }

    def act(self, data: dict[str, Any]) -> str:
        verbs.lead(rights=self.rights, by=self.user, **data)
        return _("已安排。")


class RightsPlanVisits(RightsVerb):
    """安排定期回访."""

    audience = ALLOWED[Act.RIGHTS_VISIT]
    act_of, moment = Act.RIGHTS_VISIT, "visits"
    heading = button = gettext_lazy("安排定期回访")
    hint = gettext_lazy("定期看看来人过得怎样、还有什么困难，不做别的用。")
    form_class = forms.PlanVisitsForm

    def initial(self) -> dict[str, Any]:
        usual = rule_of(county_of(self.rights.place_id)).revisit_days
        return super().initial() | {"days": self.rights.revisit_days or usual}

    def act(self, data: dict[str, Any]) -> str:
        rights_review.plan_visits(rights=self.rights, by=self.user, **data)
        return _("已安排定期回访。") if data["days"] else _("不再定期回访。")


class RightsVisitRecord(RightsVerb):
    """登记回访."""

    audience = ALLOWED[Act.RIGHTS_VISIT]
    act_of, moment = Act.RIGHTS_VISIT, "visits"
    heading = button = gettext_lazy("登记回访")
    form_class = forms.VisitForm

    def act(self, data: dict[str, Any]) -> str:
        rights_review.visit(rights=self.rights, by=self.user, **data)
        return _("已登记回访。")


class RightsVisitList(ListPage):
    """定期回访: everybody on the list, the longest unseen first."""

    audience = ALLOWED[Act.RIGHTS_VISIT]
    template_name = "disputes/rights/visits.html"
    logs_reading = True

    def rows(self) -> models.QuerySet[RightsMatter]:
        return queries.visits_due(self.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.today = timezone.localdate()
        return super().get(request, *args, **kwargs)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "today": self.today,
            "owed": queries.visits_due(self.user).visit_by(self.today).count(),
        }
