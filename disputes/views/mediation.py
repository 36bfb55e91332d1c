"""Pages around a mediation: safety asking, mediators, recusal, clock, risk."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, require
from accounts.moments import require_moment
from disputes import gating
from disputes.forms.mediation import (
    ExtendForm,
    JoinForm,
    MeasureForm,
    PoliceForm,
    RecusalDecision,
    RecusalForm,
    ReleaseForm,
    ResumeForm,
    RiskEndForm,
    RiskForm,
    SuspendForm,
)
from disputes.forms.party import CheckForm
from disputes.gate import stopping
from disputes.gate_facts import GateAct
from disputes.models import Dispute, DisputeMediator, Escalation, Recusal
from disputes.queries.dispute import for_form
from disputes.queries.mediators import free_mediators, serving
from disputes.transitions import clock, escalation, mediator, recusal
from disputes.transitions.safety_check import Told, ask
from disputes.views.verb import DisputeVerb

KEPT = ("police_told_on", "reported_on", "report_proof", "order_until", "safe_contact")


class SafetyAsked(DisputeVerb):
    """安全询问."""

    audience = ALLOWED[Act.DISPUTE_CHECK]
    act, moment = Act.DISPUTE_CHECK, "check"
    heading = gettext_lazy("安全询问")
    button = gettext_lazy("记下")
    hint = gettext_lazy("单独、分别地问。问到危险的，先拨打 110，再来登记。")
    form_class = CheckForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": self.dispute.parties.all()}

    def initial(self) -> dict[str, Any]:
        last, values = gating.check_of(self.dispute), super().initial()
        if last is None:
            return values
        values |= {name: getattr(last, name) for name in KEPT}
        values |= {name: "yes" if getattr(last, name) else "no" for name in CheckForm.DANGERS}
        return values | {"subjects": last.subjects, "harmed": last.harmed}

    def perform(self, data: dict[str, Any]) -> str:
        version, on = data.pop("version"), data.pop("asked_on")
        told = Told(**(data | {"subjects": tuple(data["subjects"])}))
        ask(dispute=self.dispute, told=told, on=on, by=self.user, version=version)
        row = for_form(self.user, self.dispute.uid)
        if stopping(gating.findings_of(row), GateAct.ACCEPT):
            return self.done(_("已记下。现在不能受理，原因和办法见下面。"))
        return self.done(_("已记下。"))


class MediatorJoin(DisputeVerb):
    """增加共同调解员."""

    audience = ALLOWED[Act.DISPUTE_MEDIATOR]
    act, moment = Act.DISPUTE_MEDIATOR, "mediator"
    heading = button = gettext_lazy("增加共同调解员")
    form_class = JoinForm

    def form_kwargs(self) -> dict[str, Any]:
        taken = {one.person_id for one in serving(self.dispute)}
        return {"mediators": [p for p in free_mediators(self.dispute) if p.pk not in taken]}

    def perform(self, data: dict[str, Any]) -> str:
        mediator.join(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已增加共同调解员。"))


class MediatorRelease(DisputeVerb):
    """减少共同调解员."""

    audience = ALLOWED[Act.DISPUTE_MEDIATOR]
    act, moment = Act.DISPUTE_MEDIATOR, "mediator"
    heading = button = gettext_lazy("减少共同调解员")
    form_class = ReleaseForm
    ends = True

    def form_kwargs(self) -> dict[str, Any]:
        beside = DisputeMediator.Role.BESIDE
        return {"mediators": [m.person for m in serving(self.dispute) if m.role == beside]}

    def perform(self, data: dict[str, Any]) -> str:
        mediator.release(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已减少。"))


class RecusalPropose(DisputeVerb):
    """提出回避."""

    audience = ALLOWED[Act.DISPUTE_RECUSE]
    act, moment = Act.DISPUTE_RECUSE, "recuse"
    heading = button = gettext_lazy("提出回避")
    hint = gettext_lazy("由乡镇在 2 日内决定；决定以前这件纠纷由乡镇负责，暂不调解。")
    form_class = RecusalForm

    def form_kwargs(self) -> dict[str, Any]:
        own = self.dispute.mediator_id == self.user.pk
        return {"parties": self.dispute.parties.all(), "own": own}

    def perform(self, data: dict[str, Any]) -> str:
        party = data.pop("party") or None
        ground = Recusal.Ground.ASKED if party else Recusal.Ground.OWN
        recusal.propose(dispute=self.dispute, ground=ground, party=party, by=self.user, **data)
        return self.done(_("已提出回避，等乡镇决定。"))


class RecusalDecide(DisputeVerb):
    """决定回避."""

    audience = ALLOWED[Act.DISPUTE_RECUSAL]
    act, moment = Act.DISPUTE_RECUSAL, "recuse"
    heading = button = gettext_lazy("决定回避")
    hint = gettext_lazy("已由登记认定有亲属、近邻或利害关系的，必须回避。")
    form_class = RecusalDecision
    recusal: Recusal

    def find(self) -> Dispute:
        rows = Recusal.objects.select_related("dispute", "person", "proposed", "asked_by")
        self.recusal = rows.fetch(self.user, uid=self.kwargs["uid"])
        return for_form(self.user, self.recusal.dispute.uid)

    def prepare(self) -> None:
        self.dispute = self.find()
        require(self.user, self.act, self.dispute.village_id)
        require_moment(self.recusal, "decide", str(self.heading))
        self.note_reading([self.dispute], place=self.dispute.village_id)

    def form_kwargs(self) -> dict[str, Any]:
        free = free_mediators(self.dispute)
        return {"mediators": [p for p in free if p.pk != self.recusal.person_id]}

    def initial(self) -> dict[str, Any]:
        return {"replacement": self.recusal.proposed_id}

    def context(self) -> dict[str, Any]:
        row = self.recusal
        who = row.asked_by.name if row.asked_by else _("登记比对")
        if row.ground == Recusal.Ground.OWN:
            who = row.person.name
        facts = [
            (_("调解员"), row.person.name),
            (_("谁提出"), who),
            (_("理由"), row.reason or row.get_ground_display()),
        ]
        return super().context() | {"facts": facts}

    def perform(self, data: dict[str, Any]) -> str:
        done = recusal.decide(recusal=self.recusal, by=self.user, **data)
        name = done.replacement.name if done.replacement else done.person.name
        return self.done(_("已决定，由%(name)s调解。") % {"name": name})


class ClockSuspend(DisputeVerb):
    """中止期限."""

    audience = ALLOWED[Act.DISPUTE_CLOCK]
    act, moment = Act.DISPUTE_CLOCK, "clock"
    heading = button = gettext_lazy("中止期限")
    hint = gettext_lazy("中止期间不计入期限，恢复后顺延。")
    form_class = SuspendForm

    def perform(self, data: dict[str, Any]) -> str:
        clock.suspend(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已中止，期限停止计算。"))


class ClockResume(DisputeVerb):
    """恢复期限."""

    audience = ALLOWED[Act.DISPUTE_CLOCK]
    act, moment = Act.DISPUTE_CLOCK, "clock"
    heading = button = gettext_lazy("恢复期限")
    form_class = ResumeForm

    def perform(self, data: dict[str, Any]) -> str:
        clock.resume(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已恢复，期限接着计算。"))


class ClockExtend(DisputeVerb):
    """延长期限."""

    audience = ALLOWED[Act.DISPUTE_CLOCK]
    act, moment = Act.DISPUTE_CLOCK, "clock"
    heading = button = gettext_lazy("延长期限")
    hint = gettext_lazy("在期限届满以前，经每一位当事人同意，可以延长。")
    form_class = ExtendForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": self.dispute.parties.all()}

    def perform(self, data: dict[str, Any]) -> str:
        done = clock.extend(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已延长，新的期限是 %(day)s。") % {"day": f"{done.due_on:%-m月%-d日}"})


class RiskRecord(DisputeVerb):
    """登记激化风险."""

    audience = ALLOWED[Act.DISPUTE_RISK]
    act, moment = Act.DISPUTE_RISK, "risk"
    heading = button = gettext_lazy("登记激化风险")
    hint = gettext_lazy("登记后先采取措施；登记措施以前，不能调解、达成协议或终止。")
    form_class = RiskForm

    def perform(self, data: dict[str, Any]) -> str:
        made = escalation.record_risk(dispute=self.dispute, by=self.user, **data)
        self.done(_("已登记。请马上登记采取的措施。"))
        return reverse("disputes:risk_measure", args=[made.uid])


class RiskVerb(DisputeVerb):
    """A verb on one risk."""

    audience = ALLOWED[Act.DISPUTE_RISK]
    act, moment = Act.DISPUTE_RISK, "risk"
    risk: Escalation

    def find(self) -> Dispute:
        rows = Escalation.objects.select_related("dispute")
        self.risk = rows.fetch(self.user, uid=self.kwargs["uid"])
        return for_form(self.user, self.risk.dispute.uid)

    def context(self) -> dict[str, Any]:
        facts = [(self.risk.get_kind_display(), self.risk.words)]
        return super().context() | {"facts": facts}


class RiskMeasure(RiskVerb):
    """登记防激化措施."""

    heading = button = gettext_lazy("登记防激化措施")
    form_class = MeasureForm

    def perform(self, data: dict[str, Any]) -> str:
        escalation.take_measure(risk=self.risk, by=self.user, **data)
        row = Escalation.objects.get(pk=self.risk.pk)
        if row.wants_police:
            self.done(_("已登记措施。这种情况还要报告公安机关。"))
            return reverse("disputes:risk_police", args=[row.uid])
        return self.done(_("已登记措施。"))


class RiskPolice(RiskVerb):
    """登记报告公安机关."""

    heading = button = gettext_lazy("登记报告公安机关")
    hint = gettext_lazy("紧急的先拨打 110，再来登记。")
    form_class = PoliceForm

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"at": timezone.localtime().replace(second=0, microsecond=0)}

    def perform(self, data: dict[str, Any]) -> str:
        escalation.tell_police(risk=self.risk, by=self.user, **data)
        return self.done(_("已登记报告公安机关。"))


class RiskEnd(RiskVerb):
    """解除激化风险."""

    heading = button = gettext_lazy("解除激化风险")
    form_class = RiskEndForm
    ends = True

    def perform(self, data: dict[str, Any]) -> str:
        escalation.end_risk(risk=self.risk, by=self.user, **data)
        return self.done(_("已解除。"))
