"""Pages of mediation sessions: rights told, agreed beforehand, held."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.refusals import Invalid, NotTheMoment
from disputes import gating
from disputes.forms.base import answers_in
from disputes.forms.session import (
    HELPERS,
    AdjournForm,
    NoShowForm,
    PlanForm,
    RightsForm,
    SessionForm,
)
from disputes.gate_facts import GateAct
from disputes.models import Dispute, SessionPlan, Way
from disputes.offers import next_session
from disputes.queries.dispute import for_form
from disputes.transitions import session_plan
from disputes.transitions.escalation import require_measures
from disputes.transitions.session import Helper, hold, tell_rights
from disputes.views.verb import DisputeVerb


class SessionHold(DisputeVerb):
    """登记第 N 次调解."""

    audience = ALLOWED[Act.DISPUTE_MEDIATE]
    template_name = "disputes/session/form.html"
    act, moment = Act.DISPUTE_MEDIATE, "mediate"
    heading = button = gettext_lazy("登记调解")
    hint = gettext_lazy("达成协议的，登记后接着登记协议；另行调解的，约好下次时间。")
    form_class = SessionForm
    needs_willing = True

    def check_moment(self) -> None:
        super().check_moment()
        require_measures(self.dispute)
        if self.dispute.rights_told_on is None:
            raise NotTheMoment(_("第一次调解以前，请先告知当事人权利义务并登记日期。"))

    def form_kwargs(self) -> dict[str, Any]:
        return {"warnings": gating.unanswered(self.dispute, GateAct.SEPARATE)}

    def initial(self) -> dict[str, Any]:
        plan = SessionPlan.objects.open().filter(dispute=self.dispute).first()
        agreed: dict[str, Any] = {}
        if plan is not None:
            agreed = {
                "place": plan.room,
                "way": plan.way,
                "is_open": "yes" if plan.is_open else "no",
                "held_on": min(timezone.localtime(plan.at).date(), timezone.localdate()),
            }
        apart = gating.facts_of(self.dispute).harm
        way = {"way": Way.SEPARATE} if apart else {}
        return super().initial() | {"client_uuid": uuid4()} | agreed | way

    def context(self) -> dict[str, Any]:
        words = _("登记第 %(n)d 次调解") % {"n": next_session(self.dispute)}
        return super().context() | {"heading": words, "button": words}

    def perform(self, data: dict[str, Any]) -> str:
        answers = answers_in(data)
        helpers = []
        for n in range(1, HELPERS + 1):
            name, kind = data.pop(f"helper_{n}"), data.pop(f"helper_kind_{n}")
            if name and not kind:
                raise Invalid({f"helper_kind_{n}": _("请选身份。")})
            if name:
                helpers.append(Helper(name, kind))
        session = hold(dispute=self.dispute, by=self.user, helpers=helpers, answers=answers, **data)
        return self.done(_("已登记第 %(n)d 次调解。") % {"n": session.ordinal})


class RightsTold(DisputeVerb):
    """告知权利义务."""

    audience = ALLOWED[Act.DISPUTE_RIGHTS]
    template_name = "disputes/session/rights.html"
    act, moment = Act.DISPUTE_RIGHTS, "rights"
    heading = gettext_lazy("告知权利义务")
    button = gettext_lazy("已告知")
    hint = gettext_lazy("告知书由当事人签名，装入卷内。")
    form_class = RightsForm

    def perform(self, data: dict[str, Any]) -> str:
        tell_rights(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已记下告知权利义务的日期。"))


class SessionPlanned(DisputeVerb):
    """约定调解."""

    audience = ALLOWED[Act.DISPUTE_PLAN]
    act, moment = Act.DISPUTE_PLAN, "plan"
    heading = button = gettext_lazy("约定调解")
    hint = gettext_lazy("通知当事人时只说时间和地点。")
    form_class = PlanForm
    needs_willing = True

    def initial(self) -> dict[str, Any]:
        apart = gating.facts_of(self.dispute).harm
        return super().initial() | {"way": Way.SEPARATE if apart else Way.JOINT, "is_open": "no"}

    def perform(self, data: dict[str, Any]) -> str:
        session_plan.plan(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已约定。"))


class PlanVerb(DisputeVerb):
    """A verb on a sitting agreed beforehand."""

    audience = ALLOWED[Act.DISPUTE_PLAN]
    act, moment = Act.DISPUTE_PLAN, "plan"
    plan: SessionPlan

    def find(self) -> Dispute:
        rows = SessionPlan.objects.select_related("dispute")
        self.plan = rows.fetch(self.user, uid=self.kwargs["uid"])
        return for_form(self.user, self.plan.dispute.uid)


class PlanAdjourn(PlanVerb):
    """改期."""

    heading = button = gettext_lazy("改期")
    form_class = AdjournForm

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"room": self.plan.room}

    def perform(self, data: dict[str, Any]) -> str:
        session_plan.adjourn(plan=self.plan, by=self.user, **data)
        return self.done(_("已改期。"))


class PlanNoShow(PlanVerb):
    """登记没到."""

    heading = button = gettext_lazy("登记没到")
    hint = gettext_lazy("没到不等于拒绝。等满几天还没有说明的，可以改期，也可以终止。")
    form_class = NoShowForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": self.dispute.parties.all()}

    def perform(self, data: dict[str, Any]) -> str:
        done = session_plan.no_show(plan=self.plan, by=self.user, **data)
        return self.done(_("已登记，等到 %(day)s。") % {"day": f"{done.wait_until:%-m月%-d日}"})
