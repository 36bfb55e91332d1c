"""API of what hangs on a protection case: orders, visits after a warning, stays, appraisals, legal
aid, and openings of its file. Every verb answers with the opened file; for everybody else there is
nothing here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from disputes.api import order_shapes as shapes
from disputes.api.protection_shapes import ProtectionDetailOut
from disputes.models import (
    InjuryAppraisal,
    LegalAid,
    MatterOpening,
    ProtectionOrder,
    ShelterStay,
    WarningVisit,
)
from disputes.queries.protection import opened
from disputes.transitions import order, shelter, warning
from disputes.transitions.opening import review_opening

OUT = {200: ProtectionDetailOut}


class BelowCase(Scoped):
    """A row below a sealed matter, found by its own uid."""

    audience = CASE_ROLES
    serializer_class = ProtectionDetailOut
    model: ClassVar[Any]

    def step(
        self, uid: UUID, verb: Callable[..., object], shape: type[serializers.Serializer[Any]]
    ) -> Response:
        """Call the verb on the row; 404 where there is none for this user."""
        row = self.model.objects.select_related("matter").fetch(self.user, uid=uid)
        verb(row, by=self.user, **self.typed(shape))
        matter = opened(self.user, row.matter.uid)
        self.note_reading([matter])
        return Response(ProtectionDetailOut(matter).data)


class OrderViewSet(BelowCase):
    """Orders (人身安全保护令)."""

    model = ProtectionOrder
    queryset = ProtectionOrder.objects.none()

    @extend_schema(request=shapes.OrderApplyIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def apply(self, request: Request, uid: UUID) -> Response:
        """登记已申请."""
        return self.step(uid, order.apply_for_order, shapes.OrderApplyIn)

    @extend_schema(request=shapes.OrderGrantIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def grant(self, request: Request, uid: UUID) -> Response:
        """登记裁定."""
        return self.step(uid, order.grant_order, shapes.OrderGrantIn)

    @extend_schema(request=shapes.OrderRefuseIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, uid: UUID) -> Response:
        """登记驳回."""
        return self.step(uid, order.refuse_order, shapes.OrderRefuseIn)

    @extend_schema(request=shapes.OrderWordsIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uid: UUID) -> Response:
        """登记撤回申请."""
        return self.step(uid, order.withdraw_order, shapes.OrderWordsIn)

    @extend_schema(request=shapes.OrderServeIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def serve(self, request: Request, uid: UUID) -> Response:
        """登记送达."""
        return self.step(uid, order.serve_order, shapes.OrderServeIn)

    @extend_schema(request=shapes.OrderExtendIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def extend(self, request: Request, uid: UUID) -> Response:
        """申请延长、变更."""
        return self.step(uid, order.extend_order, shapes.OrderExtendIn)

    @extend_schema(request=shapes.OrderRevokeIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, uid: UUID) -> Response:
        """登记撤销."""
        return self.step(uid, order.revoke_order, shapes.OrderRevokeIn)

    @extend_schema(request=shapes.OrderDayIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, uid: UUID) -> Response:
        """登记申请复议."""
        return self.step(uid, order.ask_review, shapes.OrderDayIn)

    @extend_schema(request=shapes.OrderBreachIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def breach(self, request: Request, uid: UUID) -> Response:
        """登记违反情况."""
        return self.step(uid, order.record_breach, shapes.OrderBreachIn)


class WarningVisitViewSet(BelowCase):
    """Visits a warning asks for (告诫书查访)."""

    model = WarningVisit
    queryset = WarningVisit.objects.none()

    @extend_schema(request=shapes.WarningVisitIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def visit(self, request: Request, uid: UUID) -> Response:
        """登记查访."""
        return self.step(uid, warning.record_warning_visit, shapes.WarningVisitIn)


class ShelterStayViewSet(BelowCase):
    """Stays in a shelter (临时庇护)."""

    model = ShelterStay
    queryset = ShelterStay.objects.none()

    @extend_schema(request=shapes.StayLeaveIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, uid: UUID) -> Response:
        """登记离开庇护."""
        return self.step(uid, shelter.leave_shelter, shapes.StayLeaveIn)


class AppraisalViewSet(BelowCase):
    """Injury appraisals (伤情鉴定)."""

    model = InjuryAppraisal
    queryset = InjuryAppraisal.objects.none()

    @extend_schema(request=shapes.AskedResultIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def result(self, request: Request, uid: UUID) -> Response:
        """登记鉴定意见."""
        return self.step(uid, shelter.record_result, shapes.AskedResultIn)


class LegalAidViewSet(BelowCase):
    """Legal aid (法律援助)."""

    model = LegalAid
    queryset = LegalAid.objects.none()

    @extend_schema(request=shapes.AskedResultIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def result(self, request: Request, uid: UUID) -> Response:
        """登记援助结果."""
        return self.step(uid, shelter.record_result, shapes.AskedResultIn)


class OpeningViewSet(BelowCase):
    """Limited and emergency openings of a sealed file."""

    model = MatterOpening
    queryset = MatterOpening.objects.none()

    @extend_schema(request=shapes.OpeningReviewIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, uid: UUID) -> Response:
        """复核打开."""
        return self.step(uid, review_opening, shapes.OpeningReviewIn)


SETS: tuple[tuple[str, type[viewsets.ViewSetMixin], str], ...] = (
    ("protection-orders", OrderViewSet, "api_protection_order"),
    ("warning-visits", WarningVisitViewSet, "api_warning_visit"),
    ("shelter-stays", ShelterStayViewSet, "api_shelter_stay"),
    ("appraisals", AppraisalViewSet, "api_appraisal"),
    ("legal-aids", LegalAidViewSet, "api_legal_aid"),
    ("matter-openings", OpeningViewSet, "api_matter_opening"),
)
