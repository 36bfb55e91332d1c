"""Pages of disputes: list, detail, intake, accept, decline, pass up, end."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may_somewhere
from accounts.moments import require_moment
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES
from accounts.views.base import ListPage, Page, VerbPage
from disputes import gating, story
from disputes.around import around
from disputes.filters import DisputeFilter
from disputes.forms.base import answers_in
from disputes.forms.dispute import (
    AcceptForm,
    DeclineForm,
    EndForm,
    MediatorForm,
    PassUpForm,
    TakeInForm,
)
from disputes.gate import stopping
from disputes.gate_facts import GateAct
from disputes.models import Dispute
from disputes.models.dispute import ACCEPT_DAYS, DisputeQuerySet
from disputes.offers import agreement_of, next_session, offers
from disputes.queries.agreed import agreed_context
from disputes.queries.dispute import listed, opened, villages_of
from disputes.queries.mediators import free_mediators
from disputes.transitions import dispute as verbs
from disputes.transitions.mediator import change_mediator
from disputes.views.verb import DisputeVerb


class DisputeList(ListPage):
    """Disputes inside the reach, the most pressing first."""

    audience = CASE_ROLES
    template_name = "disputes/dispute/list.html"
    filterset_class = DisputeFilter
    logs_reading = True

    def rows(self) -> DisputeQuerySet:
        return listed(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        typed = {k for k, v in self.request.GET.items() if v and k != "page"}
        found = page.paginator.count
        return {
            "may_take_in": may_somewhere(self.user, Act.DISPUTE_TAKE_IN),
            "filtered": bool(typed),
            "everything": found if found or not typed else self.rows().count(),
            "today": timezone.localdate(),
        }


class DisputeDetail(Page):
    """One dispute as in the file: steps, gate, parties, sessions, agreement, clock, history."""

    audience = CASE_ROLES
    template_name = "disputes/dispute/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        dispute = opened(self.user, uid)
        self.note_reading([dispute], place=dispute.village_id)
        told = story.trail_of(dispute)
        return self.page(
            dispute=dispute,
            agreement=agreement_of(dispute),
            **agreed_context(dispute, self.user),
            steps=story.steps(dispute),
            entries=story.history(dispute, told),
            papers=story.papers(dispute),
            last=told[0] if told else None,
            offers=offers(dispute, self.user),
            next_session=next_session(dispute),
            open=dispute.status in Dispute.OPEN,
            **around(dispute, self.user),
        )


class DisputeTakeIn(VerbPage):
    """报纠纷."""

    audience = ALLOWED[Act.DISPUTE_TAKE_IN]
    template_name = "disputes/dispute/form.html"
    form_class = TakeInForm

    def prepare(self) -> None:
        self.villages = list(villages_of(self.user))

    def form_kwargs(self) -> dict[str, Any]:
        return {"villages": self.villages}

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid4(), "taken_in_on": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> str:
        code = data.pop("village")
        village = next(v for v in self.villages if v.code == code)
        dispute = verbs.take_in(village=village, by=self.user, **data)
        messages.success(
            self.request,
            _("已登记，待受理。请在 %(n)d 日内征询双方意愿，决定是否受理。") % {"n": ACCEPT_DAYS},
        )
        return reverse("disputes:dispute_detail", args=[dispute.uid])


class DisputeAccept(DisputeVerb):
    """受理."""

    audience = ALLOWED[Act.DISPUTE_ACCEPT]
    act, moment = Act.DISPUTE_ACCEPT, "accept"
    heading = button = gettext_lazy("受理")
    hint = gettext_lazy("受理后给案号，同一县同一年度连续编号；调解不收费。")
    form_class = AcceptForm
    needs_willing = True

    def check_moment(self) -> None:
        """409 with the gate's sentences before anything is filled in."""
        super().check_moment()
        if stop := stopping(gating.findings_of(self.dispute), GateAct.ACCEPT):
            raise gating.Stopped(stop)
        if gating.check_of(self.dispute) is None:
            raise NotTheMoment(_("还没有做安全询问：有没有危险、有没有人受伤，问清了再受理。"))

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "mediators": free_mediators(self.dispute),
            "warnings": gating.unanswered(self.dispute, GateAct.ACCEPT),
        }

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"mediator": self.user.pk}

    def perform(self, data: dict[str, Any]) -> str:
        answers = answers_in(data)
        on = data.pop("accepted_on")
        done = verbs.accept(dispute=self.dispute, by=self.user, on=on, answers=answers, **data)
        return self.done(_("已受理。案号 %(number)s。") % {"number": done.number})


class DisputeMediator(DisputeVerb):
    """换调解员."""

    audience = ALLOWED[Act.DISPUTE_MEDIATOR]
    act, moment = Act.DISPUTE_MEDIATOR, "mediator"
    heading = button = gettext_lazy("换调解员")
    hint = gettext_lazy("调过的、已经过的天数都算数，期限不变。")
    form_class = MediatorForm

    def form_kwargs(self) -> dict[str, Any]:
        now = self.dispute.mediator_id
        return {"mediators": [p for p in free_mediators(self.dispute) if p.pk != now]}

    def perform(self, data: dict[str, Any]) -> str:
        done = change_mediator(dispute=self.dispute, by=self.user, **data)
        name = done.mediator.name if done.mediator else ""
        return self.done(_("已由%(name)s办理。") % {"name": name})


class DisputeDecline(DisputeVerb):
    """不予受理."""

    audience = ALLOWED[Act.DISPUTE_DECLINE]
    act, moment = Act.DISPUTE_DECLINE, "decline"
    heading = button = gettext_lazy("不予受理")
    hint = gettext_lazy("理由要能当面告诉当事人，并告知可以找哪个部门。")
    form_class = DeclineForm
    ends = True

    def perform(self, data: dict[str, Any]) -> str:
        verbs.decline(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已记为不予受理。"))


class DisputePassUp(DisputeVerb):
    """上交乡镇."""

    audience = ALLOWED[Act.DISPUTE_PASS_UP]
    act, moment = Act.DISPUTE_PASS_UP, "pass_up"
    heading = button = gettext_lazy("上交乡镇")
    hint = gettext_lazy(
        "登记后 3 日内上交算及时。乡镇妇联接收以前仍由村里负责，接收以后由乡镇办理。"
    )
    form_class = PassUpForm
    needs_willing = True

    def perform(self, data: dict[str, Any]) -> str:
        verbs.pass_up(
            dispute=self.dispute,
            by=self.user,
            on=data["passed_up_on"],
            reason=data["reason"],
            version=data["version"],
        )
        return self.done(_("已提出上交，等乡镇妇联接收；接收以前仍由村里负责。"))


class DisputeEnd(DisputeVerb):
    """终止调解; a refusal may end it before acceptance."""

    audience = ALLOWED[Act.DISPUTE_END]
    act, moment = Act.DISPUTE_END, "end"
    heading = button = gettext_lazy("终止调解")
    hint = gettext_lazy("终止后不再调解；当事人以后愿意的，另行登记。")
    form_class = EndForm
    ends = True

    def check_moment(self) -> None:
        """A refusal ends it at any time, anything else only after acceptance."""
        require_moment(self.dispute, "refuse" if self.dispute.refusing else "end", _("终止"))

    def form_kwargs(self) -> dict[str, Any]:
        every = [e for e in Dispute.Ending.values if e != Dispute.Ending.REFUSED]
        return {"endings": [Dispute.Ending.REFUSED] if self.dispute.refusing else every}

    def initial(self) -> dict[str, Any]:
        chosen = {"ending": Dispute.Ending.REFUSED} if self.dispute.refusing else {}
        return super().initial() | chosen

    def perform(self, data: dict[str, Any]) -> str:
        on = data.pop("ended_on")
        verbs.end(dispute=self.dispute, by=self.user, on=on, **data)
        return self.done(_("已终止调解，并记下告知救济途径的日期。"))
