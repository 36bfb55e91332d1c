"""API steps around a mediation; the same verbs as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.models import User
from accounts.photos import BYTES_MOST
from accounts.refusals import Invalid, NotTheMoment
from disputes.api import mediation_shapes as shapes
from disputes.api.serializers import DisputeDetailOut
from disputes.models import Dispute, Escalation, Party, PartyAgent, Recusal, SessionPlan
from disputes.queries.dispute import mediators_for
from disputes.transitions import (
    agent,
    clock,
    escalation,
    evidence,
    investigation,
    mediator,
    party,
    recusal,
    safety_check,
    session,
    session_plan,
)

OUT = {200: DisputeDetailOut}


class MediationSteps(Scoped):
    """Every step answers with the opened record; `_opened` and `_do` come from the view set."""

    _opened: Callable[..., Response]
    _do: Callable[..., Response]

    @extend_schema(request=shapes.PartyAddIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def parties(self, request: Request, uid: UUID) -> Response:
        """增加当事人."""
        data = self.typed(shapes.PartyAddIn)
        more = {n: data.pop(n) for n in ("side", "reason", "version") if n in data}
        return self._do(uid, party.add, {"about": party.About(**data), **more})

    @extend_schema(request=shapes.PartyChangeIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="party-change")
    def party_change(self, request: Request, uid: UUID) -> Response:
        """修改当事人."""
        data = self.typed(shapes.PartyChangeIn)
        row, version = self._party(uid, data.pop("party")), data.pop("version", None)
        about = party.About(**data, home=row.household_id)
        party.change(party=row, about=about, by=self.user, version=version)
        return self._opened(uid)

    @extend_schema(request=shapes.PartyRemoveIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="party-remove")
    def party_remove(self, request: Request, uid: UUID) -> Response:
        """删去当事人."""
        data = self.typed(shapes.PartyRemoveIn)
        party.remove(party=self._party(uid, data.pop("party")), by=self.user, **data)
        return self._opened(uid)

    @extend_schema(request=shapes.AgentIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def agents(self, request: Request, uid: UUID) -> Response:
        """登记代理人."""
        data = self.typed(shapes.AgentIn)
        row, version = self._party(uid, data.pop("party")), data.pop("version", None)
        agent.appoint(party=row, agent=agent.Agent(**data), by=self.user, version=version)
        return self._opened(uid)

    @extend_schema(request=shapes.AgentPaperIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="agent-paper")
    def agent_paper(self, request: Request, uid: UUID) -> Response:
        """证明材料入卷."""
        data = self.typed(shapes.AgentPaperIn)
        agent.file_paper(
            agent=self._below(uid, PartyAgent, data.pop("agent")), by=self.user, **data
        )
        return self._opened(uid)

    @extend_schema(request=shapes.AgentEndIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="agent-end")
    def agent_end(self, request: Request, uid: UUID) -> Response:
        """结束代理."""
        data = self.typed(shapes.AgentEndIn)
        agent.end(agent=self._below(uid, PartyAgent, data.pop("agent")), by=self.user, **data)
        return self._opened(uid)

    @extend_schema(request=shapes.CheckIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, uid: UUID) -> Response:
        """安全询问."""
        data = self.typed(shapes.CheckIn)
        more = {n: data.pop(n) for n in ("on", "version") if n in data}
        told = safety_check.Told(**(data | {"subjects": tuple(data["subjects"])}))
        return self._do(uid, safety_check.ask, {"told": told, **more})

    @extend_schema(request=shapes.OnIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def rights(self, request: Request, uid: UUID) -> Response:
        """告知权利义务."""
        return self._do(uid, session.tell_rights, self.typed(shapes.OnIn))

    @extend_schema(request=shapes.MediatorReasonIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="mediator-change")
    def mediator_change(self, request: Request, uid: UUID) -> Response:
        """换调解员."""
        return self._with_mediator(uid, mediator.change_mediator, shapes.MediatorReasonIn)

    @extend_schema(request=shapes.MediatorIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="mediator-join")
    def mediator_join(self, request: Request, uid: UUID) -> Response:
        """增加共同调解员."""
        return self._with_mediator(uid, mediator.join, shapes.MediatorIn)

    @extend_schema(request=shapes.MediatorReasonIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="mediator-release")
    def mediator_release(self, request: Request, uid: UUID) -> Response:
        """减少共同调解员."""
        return self._with_mediator(uid, mediator.release, shapes.MediatorReasonIn)

    @extend_schema(request=shapes.RecusalIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def recusals(self, request: Request, uid: UUID) -> Response:
        """提出回避."""
        data = self.typed(shapes.RecusalIn)
        ground = Recusal.Ground.ASKED if data.get("party") else Recusal.Ground.OWN
        return self._do(uid, recusal.propose, {"ground": ground, **data})

    @extend_schema(request=shapes.DecideIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="recusal-decide")
    def recusal_decide(self, request: Request, uid: UUID) -> Response:
        """决定回避: the proposal that waits."""
        data = self.typed(shapes.DecideIn)
        row = Dispute.objects.fetch(self.user, uid=uid)
        waiting = Recusal.objects.visible_to(self.user).pending().filter(dispute=row).first()
        if waiting is None:
            raise NotTheMoment(_("没有等待决定的回避。"))
        if name := data.pop("replacement", ""):
            data["replacement"] = self._mediator(row, name, "replacement")
        recusal.decide(recusal=waiting, by=self.user, **data)
        return self._opened(uid)

    @extend_schema(request=shapes.SittingIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def sittings(self, request: Request, uid: UUID) -> Response:
        """约定调解."""
        return self._do(uid, session_plan.plan, self.typed(shapes.SittingIn))

    @extend_schema(request=shapes.AdjournIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def adjourn(self, request: Request, uid: UUID) -> Response:
        """改期: the sitting that is agreed."""
        session_plan.adjourn(plan=self._plan(uid), by=self.user, **self.typed(shapes.AdjournIn))
        return self._opened(uid)

    @extend_schema(request=shapes.NoShowIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="no-show")
    def no_show(self, request: Request, uid: UUID) -> Response:
        """登记没到."""
        session_plan.no_show(plan=self._plan(uid), by=self.user, **self.typed(shapes.NoShowIn))
        return self._opened(uid)

    @extend_schema(request=shapes.SuspendIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def suspend(self, request: Request, uid: UUID) -> Response:
        """中止期限."""
        return self._do(uid, clock.suspend, self.typed(shapes.SuspendIn))

    @extend_schema(request=shapes.ResumeIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, uid: UUID) -> Response:
        """恢复期限."""
        return self._do(uid, clock.resume, self.typed(shapes.ResumeIn))

    @extend_schema(request=shapes.ClockExtendIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def extend(self, request: Request, uid: UUID) -> Response:
        """延长期限."""
        return self._do(uid, clock.extend, self.typed(shapes.ClockExtendIn))

    @extend_schema(request=shapes.RiskIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def risks(self, request: Request, uid: UUID) -> Response:
        """登记激化风险."""
        return self._do(uid, escalation.record_risk, self.typed(shapes.RiskIn))

    @extend_schema(request=shapes.MeasureIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="risk-measure")
    def risk_measure(self, request: Request, uid: UUID) -> Response:
        """登记防激化措施."""
        return self._risk(uid, escalation.take_measure, self.typed(shapes.MeasureIn))

    @extend_schema(request=shapes.PoliceIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="risk-police")
    def risk_police(self, request: Request, uid: UUID) -> Response:
        """登记报告公安机关."""
        return self._risk(uid, escalation.tell_police, self.typed(shapes.PoliceIn))

    @extend_schema(request=shapes.RiskEndIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="risk-end")
    def risk_end(self, request: Request, uid: UUID) -> Response:
        """解除激化风险."""
        return self._risk(uid, escalation.end_risk, self.typed(shapes.RiskEndIn))

    @extend_schema(request=shapes.NoteIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def investigations(self, request: Request, uid: UUID) -> Response:
        """登记调查记录."""
        return self._do(uid, investigation.record_note, self.typed(shapes.NoteIn))

    @extend_schema(request={"multipart/form-data": shapes.EvidenceIn}, responses=OUT)
    @action(detail=True, methods=["post"], parser_classes=[JSONParser, MultiPartParser])
    def evidence(self, request: Request, uid: UUID) -> Response:
        """登记证据材料; its type is told by its content."""
        data = self.typed(shapes.EvidenceIn)
        # One byte more than is allowed tells too big without reading a huge file to its end.
        data["file"] = data["file"].read(BYTES_MOST + 1)
        return self._do(uid, evidence.add_evidence, data)

    def _party(self, uid: UUID, key: int) -> Party:
        return Party.objects.fetch(self.user, dispute__uid=uid, pk=key)

    def _below(self, uid: UUID, model: Any, key: UUID) -> Any:
        return model.objects.fetch(self.user, dispute__uid=uid, uid=key)

    def _plan(self, uid: UUID) -> SessionPlan:
        rows = SessionPlan.objects.visible_to(self.user).open().filter(dispute__uid=uid)
        plan = rows.first()
        if plan is None:
            Dispute.objects.fetch(self.user, uid=uid)
            raise NotTheMoment(_("没有约定的调解。"))
        return plan

    def _risk(self, uid: UUID, verb: Callable[..., object], data: dict[str, Any]) -> Response:
        verb(risk=self._below(uid, Escalation, data.pop("risk")), by=self.user, **data)
        return self._opened(uid)

    def _mediator(self, dispute: Dispute, name: str, field: str = "mediator") -> User:
        person = mediators_for(dispute.village_id).filter(username=name).first()
        if person is None:
            raise Invalid({field: _("请从本村、本乡镇的调解员中选。")})
        return person

    def _with_mediator(self, uid: UUID, verb: Callable[..., object], shape: Any) -> Response:
        data = self.typed(shape)
        row = Dispute.objects.fetch(self.user, uid=uid)
        data["mediator"] = self._mediator(row, data["mediator"])
        return self._do(uid, verb, data)
