"""API of periods, zero reports and the grid; the same verbs as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import AREA_ROLES, CASE_ROLES
from campaigns.models import Campaign
from campaigns.queries.picked import asked_unit
from households.api.serializers.report import (
    AmendIn,
    BackIn,
    ContradictionOut,
    GridOut,
    PeriodIn,
    PeriodOut,
    QuestionIn,
    ReportIn,
    ReportOut,
)
from households.filters.report import ReportFilter
from households.models import Cadence, ReportingPeriod, ZeroReport
from households.queries.report_grid import report_cells
from households.transitions.contradiction import question
from households.transitions.period import open_period
from households.transitions.report import amend_report, file_report, send_back


class PeriodViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Months of the user's county."""

    audience = AREA_ROLES
    serializer_class = PeriodOut
    queryset = ReportingPeriod.objects.none()
    lookup_field = "pk"
    lookup_value_converter = "int"
    filterset_fields = ("campaign",)

    def get_queryset(self) -> models.QuerySet[ReportingPeriod]:
        posting = self.user.main_posting
        code = posting.division.code if posting else 0
        return ReportingPeriod.objects.visible_to(self.user).filter(
            campaign__in=Campaign.objects.for_place(code).values("pk")
        )

    @extend_schema(request=PeriodIn, responses={201: PeriodOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Open a month; opening it again answers with the same period."""
        data = PeriodIn(data=request.data)
        data.is_valid(raise_exception=True)
        period = open_period(by=self.user, **data.validated_data)
        return Response(PeriodOut(period).data, status=status.HTTP_201_CREATED)


class ReportViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Filed reports of the user's villages, former versions included (live=true for the ones
    that hold)."""

    audience = CASE_ROLES
    serializer_class = ReportOut
    queryset = ZeroReport.objects.none()
    filterset_class = ReportFilter
    logs_reading = True

    def get_queryset(self) -> models.QuerySet[ZeroReport]:
        rows = ZeroReport.objects.visible_to(self.user)
        return rows.select_related("period", "village", "filed_by", "amends").order_by(
            "-period__starts", "village_id", "-revision"
        )

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One report."""
        report = self.get_object()
        self.note_reading([report])
        return Response(ReportOut(report).data)

    @extend_schema(request=ReportIn, responses={201: ReportOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """File a report (零报告 or 有情况)."""
        data = ReportIn(data=request.data)
        data.is_valid(raise_exception=True)
        report = file_report(
            period=data.validated_data["period"],
            village=data.validated_data["village"],
            client_uuid=data.validated_data["client_uuid"],
            figures=data.figures(),
            by=self.user,
        )
        return Response(ReportOut(report).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=AmendIn, responses=ReportOut)
    @action(detail=True, methods=["post"])
    def amend(self, request: Request, uid: UUID) -> Response:
        """Replace the live report, with a reason."""
        data = AmendIn(data=request.data)
        data.is_valid(raise_exception=True)
        report = amend_report(
            uid=uid,
            figures=data.figures(),
            reason=data.validated_data["reason"],
            version=data.validated_data["version"],
            client_uuid=data.validated_data.get("client_uuid"),
            by=self.user,
        )
        return Response(ReportOut(report).data)

    @extend_schema(request=QuestionIn, responses={201: ContradictionOut})
    @action(detail=True, methods=["post"])
    def question(self, request: Request, uid: UUID) -> Response:
        """Ask the village about a nil report that something does not fit."""
        data = QuestionIn(data=request.data)
        data.is_valid(raise_exception=True)
        row = question(uid=uid, grounds=data.validated_data["reason"], by=self.user)
        return Response(ContradictionOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=BackIn, responses=ReportOut)
    @action(detail=True, methods=["post"])
    def back(self, request: Request, uid: UUID) -> Response:
        """Send a report back for correction (退回)."""
        data = BackIn(data=request.data)
        data.is_valid(raise_exception=True)
        return Response(ReportOut(send_back(uid=uid, by=self.user, **data.validated_data)).data)


class ReportGridViewSet(Scoped):
    """零报告一览."""

    audience = CASE_ROLES
    serializer_class = GridOut
    queryset = ZeroReport.objects.none()
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        parameters=[
            OpenApiParameter("root", int),
            OpenApiParameter("year", int),
            OpenApiParameter("cadence", str, enum=Cadence.values),
            OpenApiParameter("month", int),
        ],
        responses=GridOut,
    )
    def list(self, request: Request) -> Response:
        """Units by periods of a cadence (default month) under `root` (default one's own division)
        in `year` (default now), of one month or all."""
        root = asked_unit(self.user, request.query_params.get("root"), case=True)
        asked = request.query_params.get("year", "")
        usable = asked.isascii() and asked.isdigit() and 2000 <= int(asked[:6]) <= 2100
        year = int(asked) if usable else timezone.localdate().year
        said, month = request.query_params.get("cadence"), request.query_params.get("month", "")
        cadence = Cadence(said) if said in Cadence.values else Cadence.MONTH
        only = int(month) if month in {str(m) for m in range(1, 13)} else None
        grid = report_cells(self.user, root, year, cadence=cadence, month=only)
        return Response(GridOut(grid).data)
