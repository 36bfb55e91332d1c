"""Pages of progress: typed by a township or from paper, the one-time link of a member unit,
cards."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.moments import require_moment
from accounts.refusals import Forbidden, Invalid
from accounts.views.base import Page
from accounts.views.download import file_answer
from accounts.views.public import PublicLink
from accounts.views.verb import PlainVerb
from campaigns.models import MemberUnit, TaskCard, TaskLink
from campaigns.papers import slip
from campaigns.task_forms import (
    CardAnswerForm,
    CardIssueForm,
    CardReddenForm,
    TaskAnswerForm,
    TaskLinkForm,
    TaskReportForm,
    WhyForm,
)
from campaigns.transitions import task_card as cards
from campaigns.transitions import task_report as verbs
from campaigns.transitions.task_report import Said
from campaigns.transitions.unit import require_unit
from campaigns.views.task import LIST, TaskVerb

OWN = "own"


class TaskReportNew(TaskVerb):
    """填报进展."""

    audience = ALLOWED[Act.TASK_REPORT]
    moment = "report"
    heading = button = gettext_lazy("填报进展")
    form_class = TaskReportForm

    def allowed(self) -> None:
        if not verbs.units_for(self.user, self.task):
            raise Forbidden(_("由这项任务的牵头、配合单位填报。"))

    def form_kwargs(self) -> dict[str, Any]:
        found = verbs.units_for(self.user, self.task)
        units = MemberUnit.objects.filter(pk__in=[pk for pk in found if pk])
        own = [(OWN, str(_("本单位")))] if None in found else []
        paper = [(str(u.pk), _("%(unit)s（录入纸质回报）") % {"unit": u.name}) for u in units]
        return {"units": own or paper}

    def initial(self) -> dict[str, Any]:
        paper = None not in verbs.units_for(self.user, self.task)
        return {
            "client_uuid": uuid.uuid4(),
            "reported_on": timezone.localdate(),
            "reporter": "" if paper else self.user.name,
        }

    def act(self, data: dict[str, Any]) -> str:
        unit = None if data["unit"] == OWN else MemberUnit.objects.get(pk=data["unit"])
        told = told_in(data)
        verbs.report_task(
            self.task,
            told=told,
            unit=unit,
            reported_on=data["reported_on"],
            client_uuid=data["client_uuid"],
            by=self.user,
        )
        return _("已填报进展。")


def told_in(data: dict[str, Any]) -> Said:
    """What was typed."""
    return Said(data["percent"], data["words"], data["reporter"], data["proof"])


class TaskLinkNew(TaskVerb):
    """开回报单: a one-time link for a member unit, shown this once."""

    audience, needs, moment = ALLOWED[Act.TASK_LINK], Act.TASK_LINK, "link"
    heading = button = gettext_lazy("开回报单")
    hint = gettext_lazy("单位扫码或打开链接填一次进展，不用账号；填完、过期、撤回后打不开。")
    form_class = TaskLinkForm

    def form_kwargs(self) -> dict[str, Any]:
        units = [p.unit for p in verbs.parts(self.task) if p.unit]
        return {"units": [(str(unit.pk), unit.name) for unit in units]}

    def initial(self) -> dict[str, Any]:
        units = self.form_kwargs()["units"]
        only = units[0][0] if len(units) == 1 else None
        return {"days": verbs.LINK_DAYS, "unit": only}

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        unit = MemberUnit.objects.get(pk=data["unit"])
        link, token = verbs.issue_link(self.task, unit=unit, days=data["days"], by=self.user)
        address = self.request.build_absolute_uri(reverse("campaigns:task_answer", args=[token]))
        context = {"link": link, "task": self.task, "token": token, "address": address}
        return render(self.request, "campaigns/task/slip.html", context)


class TaskSlipPdf(Page):
    """The slip as PDF, for whoever just made it: the link comes with the request."""

    audience = ALLOWED[Act.TASK_LINK]

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        joined = TaskLink.objects.select_related(
            "unit", "task__campaign__county", "task__lead_unit", "task__lead_place"
        )
        link = joined.fetch(self.user, uid=uid)
        require_unit(self.user, Act.TASK_LINK, link.task.campaign.county)
        token = request.POST.get("token", "")
        verbs.require_link_usable(link, token)
        address = request.build_absolute_uri(reverse("campaigns:task_answer", args=[token]))
        return file_answer("pdf", slip.draw(link, address), f"task-slip-{link.uid}", shown=True)


class TaskLinkRevoke(PlainVerb):
    """撤回回报单."""

    audience = ALLOWED[Act.TASK_LINK]
    heading = button = gettext_lazy("撤回回报单")
    hint = gettext_lazy("链接马上失效；已经发出去的纸请另行收回。")
    form_class = WhyForm
    ends = True

    def prepare(self) -> None:
        joined = TaskLink.objects.select_related("task__campaign__county", "unit")
        self.link = joined.fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.TASK_LINK, self.link.task.campaign.county)
        require_moment(self.link, "revoke", str(self.heading))

    def initial(self) -> dict[str, Any]:
        return {"version": self.link.version}

    def sub(self) -> str:
        return f"{self.link.unit.name} {self.link.task}"

    def way(self) -> list[tuple[str, str]]:
        here = reverse("campaigns:task_detail", args=[self.link.task.uid])
        return [(_("任务分解表"), reverse(LIST)), (_("这项任务"), here)]

    def act(self, data: dict[str, Any]) -> str:
        verbs.revoke_link(self.link, by=self.user, **data)
        return _("已撤回，链接已失效。")


class TaskAnswer(PublicLink):
    """/t/…: what a member unit sees of one task, and where it tells its progress, once."""

    purpose = verbs.PURPOSE
    gone_template = "campaigns/task/public_gone.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = verbs.found_by_anyone(token)
        return self._page(*found, TaskAnswerForm()) if found else self.unknown()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found = verbs.found_by_anyone(token)
        if found is None:
            return self.unknown()
        form = TaskAnswerForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                if verbs.answer_link(token, told=told_in(form.cleaned_data)) is None:
                    return self.unknown()
                return render(request, "campaigns/task/public_done.html")
            except Invalid as refusal:
                for name, sentence in refusal.errors.items():
                    form.add_error(name if name in form.fields else None, sentence)
        return self._page(*found, form, 422)

    def _page(
        self, link: TaskLink, assists: list[str], form: TaskAnswerForm, status: int = 200
    ) -> HttpResponse:
        context = {"link": link, "task": link.task, "assists": assists, "form": form}
        return render(self.request, "campaigns/task/public.html", context, status=status)


class CardIssue(TaskVerb):
    """督办."""

    audience, needs, moment = ALLOWED[Act.TASK_CARD], Act.TASK_CARD, "card"
    heading = button = gettext_lazy("发督办单")
    hint = gettext_lazy("到期没有答复的黄牌，显示为红牌。")
    form_class = CardIssueForm

    def act(self, data: dict[str, Any]) -> str:
        cards.issue_card(self.task, by=self.user, **data)
        return _("督办单已发出。")


class CardVerb(PlainVerb):
    """A verb on one card; `moment` says which."""

    moment: ClassVar[str]
    card: TaskCard

    def prepare(self) -> None:
        joined = TaskCard.objects.select_related(
            "task__campaign__county", "task__lead_unit", "task__lead_place", "unit", "place"
        )
        self.card = joined.fetch(self.user, uid=self.kwargs["uid"])
        self.allowed()
        require_moment(self.card, self.moment, str(self.heading))

    def allowed(self) -> None:
        """403 for whoever may not."""
        require_unit(self.user, Act.TASK_CARD, self.card.task.campaign.county)

    def initial(self) -> dict[str, Any]:
        return {"version": self.card.version}

    def sub(self) -> str:
        return f"{self.card.get_colour_display()} {self.card.task}"

    def facts(self) -> list[tuple[str, Any]]:
        rows: list[tuple[str, Any]] = [(_("督办要求"), self.card.asked)]
        return [*rows, (_("答复"), self.card.answer)] if self.card.answer else rows

    def way(self) -> list[tuple[str, str]]:
        here = reverse("campaigns:task_detail", args=[self.card.task.uid])
        return [(_("任务分解表"), reverse(LIST)), (_("这项任务"), here)]


class CardAnswer(CardVerb):
    """答复督办单."""

    audience, moment = ALLOWED[Act.TASK_CARD_ANSWER], "answer"
    heading = button = gettext_lazy("答复督办单")
    form_class = CardAnswerForm

    def allowed(self) -> None:
        if not cards.answers(self.user, self.card):
            raise Forbidden(_("由%(unit)s答复督办单。") % {"unit": self.card.holder})

    def act(self, data: dict[str, Any]) -> str:
        cards.answer_card(self.card, by=self.user, **data)
        return _("已答复。")


class CardRedden(CardVerb):
    """改为红牌."""

    audience, moment = ALLOWED[Act.TASK_CARD], "redden"
    heading = button = gettext_lazy("改为红牌")
    form_class = CardReddenForm

    def act(self, data: dict[str, Any]) -> str:
        cards.redden_card(self.card, by=self.user, **data)
        return _("已改为红牌。")


class CardLift(CardVerb):
    """解除."""

    audience, moment = ALLOWED[Act.TASK_CARD], "lift"
    heading = button = gettext_lazy("解除督办")
    form_class = WhyForm

    def act(self, data: dict[str, Any]) -> str:
        cards.lift_card(self.card, by=self.user, **data)
        return _("已解除督办。")
