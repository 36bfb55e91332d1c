"""API of sealed matters and protection cases for their handlers; the same verbs as the pages.
Everything is looked up by the uid of the matter; for everybody else there is nothing here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from disputes.api import order_shapes as later
from disputes.api import protection_shapes as shapes
from disputes.models import (
    Matter,
    ProtectionCase,
)
from disputes.models.matter import MatterQuerySet
from disputes.queries.dispute import villages_of
from disputes.queries.protection import case_of, listed, opened
from disputes.transitions import order as orders
from disputes.transitions import protection as verbs
from disputes.transitions import protection_end, safety, warning
from disputes.transitions import shelter as helps
from disputes.transitions.matter import Person
from disputes.transitions.opening import open_in_emergency

OUT = {200: shapes.ProtectionDetailOut}


class ProtectionViewSet(mixins.ListModelMixin, Scoped):
    """Own sealed matters; every verb answers with the opened file."""

    audience = CASE_ROLES
    serializer_class = shapes.ProtectionOut
    queryset = Matter.objects.none()
    logs_reading = True

    def get_queryset(self) -> MatterQuerySet:
        return listed(self.user)

    @extend_schema(responses=shapes.ProtectionDetailOut)
    def retrieve(self, request: Request, uid: UUID) -> Response:
        """One opened file; the reading is logged."""
        return self._opened(uid)

    @extend_schema(request=shapes.TakeIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def take(self, request: Request, uid: UUID) -> Response:
        """登记求助情况."""
        matter = opened(self.user, uid)
        data = self.typed(shapes.TakeIn)
        data["children"] = [Person("concerned", **child) for child in data.get("children", ())]
        verbs.take_case(matter, by=self.user, **data)
        return self._opened(uid)

    @extend_schema(request=shapes.ContactIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def contact(self, request: Request, uid: UUID) -> Response:
        """安全联系方式."""
        return self._do(uid, verbs.set_safe_contact, shapes.ContactIn)

    @extend_schema(request=shapes.AssessIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def assess(self, request: Request, uid: UUID) -> Response:
        """安全评估."""
        case = self._case(uid)
        data = self.typed(shapes.AssessIn)
        data["answers"] = {a["factor"]: (a["answer"], a.get("on_day")) for a in data["answers"]}
        safety.assess(case, by=self.user, **data)
        return self._opened(uid)

    @extend_schema(request=shapes.ProtectionReportIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def report(self, request: Request, uid: UUID) -> Response:
        """登记向公安机关报告."""
        return self._do(uid, verbs.report, shapes.ProtectionReportIn)

    @extend_schema(request=shapes.ProtectionPlanIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def plan(self, request: Request, uid: UUID) -> Response:
        """安排措施."""
        return self._do(uid, safety.plan_step, shapes.ProtectionPlanIn)

    @extend_schema(request=shapes.ProtectionVisitIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def visits(self, request: Request, uid: UUID) -> Response:
        """登记走访."""
        return self._do(uid, protection_end.visit, shapes.ProtectionVisitIn)

    @extend_schema(request=shapes.OrderIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def orders(self, request: Request, uid: UUID) -> Response:
        """协助申请保护令."""
        return self._do(uid, orders.prepare_order, shapes.OrderIn)

    @extend_schema(request=shapes.WarningIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def warnings(self, request: Request, uid: UUID) -> Response:
        """登记告诫书."""
        return self._do(uid, warning.record_warning, shapes.WarningIn)

    @extend_schema(request=shapes.StayIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def stays(self, request: Request, uid: UUID) -> Response:
        """登记入住."""
        return self._do(uid, helps.take_into_shelter, shapes.StayIn)

    @extend_schema(request=shapes.ProtectionCloseIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, uid: UUID) -> Response:
        """结案."""
        return self._do(uid, protection_end.close, shapes.ProtectionCloseIn)

    @extend_schema(request=shapes.ReopenIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, uid: UUID) -> Response:
        """重新办理."""
        return self._do(uid, protection_end.reopen, shapes.ReopenIn)

    @extend_schema(request=later.AskedIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def appraisals(self, request: Request, uid: UUID) -> Response:
        """登记伤情鉴定."""
        return self._do(uid, helps.ask_appraisal, later.AskedIn)

    @extend_schema(request=later.AskedIn, responses=OUT)
    @action(detail=True, methods=["post"], url_path="legal-aids")
    def legal_aids(self, request: Request, uid: UUID) -> Response:
        """登记法律援助."""
        return self._do(uid, helps.ask_legal_aid, later.AskedIn)

    @extend_schema(request=later.EmergencyIn, responses={204: None})
    @action(detail=False, methods=["post"])
    def emergency(self, request: Request) -> Response:
        """紧急打开. The same answer whether anything was found or not."""
        data = self.typed(later.EmergencyIn)
        code = data.pop("village", None)
        village = next((v for v in villages_of(self.user) if v.code == code), None)
        open_in_emergency(by=self.user, village=village, **data)
        return Response(status=204)

    def _case(self, uid: UUID) -> ProtectionCase:
        case = case_of(opened(self.user, uid))
        if case is None:
            raise Http404
        return case

    def _do(
        self, uid: UUID, verb: Callable[..., object], shape: type[serializers.Serializer[Any]]
    ) -> Response:
        case = self._case(uid)
        verb(case, by=self.user, **self.typed(shape))
        return self._opened(uid)

    def _opened(self, uid: UUID) -> Response:
        row = opened(self.user, uid)
        self.note_reading([row])
        return Response(shapes.ProtectionDetailOut(row).data)
