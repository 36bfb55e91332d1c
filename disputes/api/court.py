"""API of confirmations, court-sent cases and figures; the same verbs as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from disputes.api import court_shapes as shapes
from disputes.models import Averted, Confirmation, CourtReferral
from disputes.transitions import averted, confirmation, court


class Hanging(Scoped):
    """Steps of a row that hangs on a dispute; each answers with the row."""

    audience = CASE_ROLES
    named: ClassVar[str]

    def done(self, uid: UUID, verb: Callable[..., object], shape: Any) -> Response:
        """The row found, the verb done, the row as it is now."""
        rows: Any = self.queryset.model._default_manager  # type: ignore[union-attr]
        row = rows.select_related("dispute").fetch(self.user, uid=uid)
        verb(**{self.named: row}, by=self.user, **self.typed(shape))
        made: models.Model = rows.fetch(self.user, uid=uid)
        self.note_reading([made])
        kind: type[serializers.BaseSerializer[Any]] = self.get_serializer_class()
        return Response(kind(made).data)


class ConfirmationViewSet(Hanging):
    """司法确认."""

    serializer_class = shapes.ConfirmationOut
    queryset = Confirmation.objects.none()
    named = "confirmation"

    @extend_schema(request=shapes.FileIn, responses={200: shapes.ConfirmationOut})
    @action(detail=True, methods=["post"])
    def file(self, request: Request, uid: UUID) -> Response:
        """登记共同申请."""
        return self.done(uid, confirmation.file, shapes.FileIn)

    @extend_schema(request=shapes.CourtAnswerIn, responses={200: shapes.ConfirmationOut})
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, uid: UUID) -> Response:
        """登记法院答复."""
        return self.done(uid, confirmation.answer, shapes.CourtAnswerIn)

    @extend_schema(request=shapes.CourtDecideIn, responses={200: shapes.ConfirmationOut})
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, uid: UUID) -> Response:
        """登记法院裁定."""
        return self.done(uid, confirmation.decide, shapes.CourtDecideIn)

    @extend_schema(request=shapes.GoOnIn, responses={200: shapes.ConfirmationOut})
    @action(detail=True, methods=["post"], url_path="go-on")
    def go_on(self, request: Request, uid: UUID) -> Response:
        """登记此后怎么办."""
        return self.done(uid, confirmation.go_on, shapes.GoOnIn)

    @extend_schema(request=shapes.GiveUpIn, responses={200: shapes.ConfirmationOut})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, uid: UUID) -> Response:
        """不再申请."""
        return self.done(uid, confirmation.withdraw, shapes.GiveUpIn)


class CourtReferralViewSet(Hanging):
    """法院委派、委托调解."""

    serializer_class = shapes.CourtReferralOut
    queryset = CourtReferral.objects.none()
    named = "referral"

    @extend_schema(request=shapes.CourtExtendIn, responses={200: shapes.CourtReferralOut})
    @action(detail=True, methods=["post"])
    def extend(self, request: Request, uid: UUID) -> Response:
        """双方同意延长."""
        return self.done(uid, court.extend, shapes.CourtExtendIn)

    @extend_schema(request=shapes.FinishIn, responses={200: shapes.CourtReferralOut})
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, uid: UUID) -> Response:
        """登记结果."""
        return self.done(uid, court.finish, shapes.FinishIn)

    @extend_schema(request=shapes.DayIn, responses={200: shapes.CourtReferralOut})
    @action(detail=True, methods=["post"], url_path="give-back")
    def give_back(self, request: Request, uid: UUID) -> Response:
        """材料退回法院."""
        return self.done(uid, court.give_back, shapes.DayIn)


class AvertedViewSet(Hanging):
    """调解成效."""

    serializer_class = shapes.AvertedOut
    queryset = Averted.objects.none()
    named = "averted"

    @extend_schema(request=shapes.CourtCheckIn, responses={200: shapes.AvertedOut})
    @action(detail=True, methods=["post"])
    def check(self, request: Request, uid: UUID) -> Response:
        """核实."""
        return self.done(uid, averted.check, shapes.CourtCheckIn)
