"""API of disputes; the same verbs, reach and refusals as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES
from disputes.api import agreement_shapes as agreed
from disputes.api import court_shapes as after
from disputes.api import serializers as shapes
from disputes.api.base_shapes import VersionIn
from disputes.api.mediation import MediationSteps
from disputes.filing.lacking import lines
from disputes.filters import DisputeFilter
from disputes.models import Dispute
from disputes.models.dispute import DisputeQuerySet
from disputes.queries.dispute import listed, mediators_for, opened, villages_of
from disputes.queries.filing import file_of
from disputes.transitions import (
    agreement,
    averted,
    confirmation,
    court,
    dispute,
    dossier,
    follow_up,
    party,
    session,
)

OUT = {200: shapes.DisputeDetailOut}


class DisputeViewSet(mixins.ListModelMixin, MediationSteps):
    """Disputes inside the reach; every verb answers with the opened record."""

    audience = CASE_ROLES
    serializer_class = shapes.DisputeOut
    queryset = Dispute.objects.none()
    filterset_class = DisputeFilter
    logs_reading = True

    def get_queryset(self) -> DisputeQuerySet:
        return listed(self.user)

    @extend_schema(responses=shapes.DisputeDetailOut)
    def retrieve(self, request: Request, uid: UUID) -> Response:
        """One opened record; the reading is logged."""
        return self._opened(uid)

    @extend_schema(request=shapes.TakeInIn, responses={201: shapes.DisputeDetailOut})
    def create(self, request: Request) -> Response:
        """报纠纷. The same client_uuid again answers with the first record."""
        data = self.typed(shapes.TakeInIn)
        village = villages_of(self.user).filter(code=data.pop("village")).first()
        if village is None:
            raise Invalid({"village": _("请选您工作范围内的村（社区）。")})
        made = dispute.take_in(village=village, by=self.user, **data)
        return self._opened(made.uid, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.ConsentIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def consent(self, request: Request, uid: UUID) -> Response:
        """记录当事人意愿."""
        data = self.typed(shapes.ConsentIn)
        data["answers"] = {a["party"]: a["consent"] for a in data["answers"]}
        return self._do(uid, party.record_consent, data)

    @extend_schema(request=shapes.AcceptIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, uid: UUID) -> Response:
        """受理."""
        data = self.typed(shapes.AcceptIn)
        if name := data.pop("mediator", ""):
            village = Dispute.objects.fetch(self.user, uid=uid).village_id
            data["mediator"] = mediators_for(village).filter(username=name).first()
            if data["mediator"] is None:
                raise Invalid({"mediator": _("请从本村、本乡镇的调解员中选。")})
        return self._do(uid, dispute.accept, data)

    @extend_schema(request=shapes.DeclineIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, uid: UUID) -> Response:
        """不予受理."""
        return self._do(uid, dispute.decline, self.typed(shapes.DeclineIn))

    @extend_schema(request=shapes.PassUpIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="pass-up")
    def pass_up(self, request: Request, uid: UUID) -> Response:
        """上交乡镇."""
        return self._do(uid, dispute.pass_up, self.typed(shapes.PassUpIn))

    @extend_schema(request=shapes.EndIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: UUID) -> Response:
        """终止调解."""
        return self._do(uid, dispute.end, self.typed(shapes.EndIn))

    @extend_schema(request=shapes.SessionIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def sessions(self, request: Request, uid: UUID) -> Response:
        """登记一次调解."""
        data = self.typed(shapes.SessionIn)
        data["helpers"] = [session.Helper(**one) for one in data.get("helpers", [])]
        return self._do(uid, session.hold, data)

    @extend_schema(request=agreed.WrittenIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="settle-written")
    def settle_written(self, request: Request, uid: UUID) -> Response:
        """起草书面协议; with signed_on drafted and signed at one table."""
        data = agreed.with_content(self.typed(agreed.WrittenIn))
        verb = agreement.settle_written if "signed_on" in data else agreement.draft
        return self._do(uid, verb, data)

    @extend_schema(request=agreed.SignIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, uid: UUID) -> Response:
        """登记签名盖章."""
        data = self.typed(agreed.SignIn)
        data["signed"] = {s["party"]: s["manner"] for s in data.get("signed", [])}
        return self._do(uid, agreement.sign, data)

    @extend_schema(request=agreed.OralIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="settle-orally")
    def settle_orally(self, request: Request, uid: UUID) -> Response:
        """登记口头协议."""
        data = agreed.with_content(self.typed(agreed.OralIn))
        return self._do(uid, agreement.settle_orally, data)

    @extend_schema(request=VersionIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="register-oral")
    def register_oral(self, request: Request, uid: UUID) -> Response:
        """补登口头协议."""
        return self._do(uid, agreement.register_oral, self.typed(VersionIn))

    @extend_schema(request=after.RevisitIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def revisit(self, request: Request, uid: UUID) -> Response:
        """登记回访."""
        return self._do(uid, follow_up.revisit, after.with_found(self.typed(after.RevisitIn)))

    @extend_schema(responses=agreed.DossierOut)
    @action(detail=True, methods=["get"])
    def dossier(self, request: Request, uid: UUID) -> Response:
        """卷宗: what is there and what lacks."""
        file = file_of(self.user, uid)
        self.note_reading([file.dispute])
        bound = file.dossier
        told = {
            "papers": lines(file),
            "volume": bound.volume if bound else "",
            "bound_on": bound.bound_on if bound else None,
            "pages": bound.pages if bound else None,
        }
        return Response(agreed.DossierOut(told).data)

    @extend_schema(request=agreed.BindIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def bind(self, request: Request, uid: UUID) -> Response:
        """归档."""
        return self._do(uid, dossier.bind, self.typed(agreed.BindIn))

    @extend_schema(request=after.DayIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def confirmation(self, request: Request, uid: UUID) -> Response:
        """双方要申请司法确认."""
        return self._do(uid, confirmation.want, self.typed(after.DayIn))

    @extend_schema(request=after.CourtPapersIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def court(self, request: Request, uid: UUID) -> Response:
        """签收法院材料."""
        return self._do(uid, court.receive_papers, self.typed(after.CourtPapersIn))

    @extend_schema(request=after.MoneyIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def money(self, request: Request, uid: UUID) -> Response:
        """登记涉及金额."""
        return self._do(uid, averted.set_money, self.typed(after.MoneyIn))

    @extend_schema(request=after.AvertedIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def averted(self, request: Request, uid: UUID) -> Response:
        """登记调解成效."""
        return self._do(uid, averted.tell, self.typed(after.AvertedIn))

    def _do(self, uid: UUID, verb: Callable[..., object], data: dict[str, Any]) -> Response:
        verb(dispute=Dispute.objects.fetch(self.user, uid=uid), by=self.user, **data)
        return self._opened(uid)

    def _opened(self, uid: UUID, code: int = status.HTTP_200_OK) -> Response:
        row = opened(self.user, uid)
        self.note_reading([row])
        return Response(shapes.DisputeDetailOut(row).data, status=code)
