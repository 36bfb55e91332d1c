"""API of the service network: points, rosters, work, the counting table; the same verbs as the
pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.reach import inside
from accounts.refusals import Invalid
from accounts.roles import AREA_ROLES
from campaigns.api import network_shapes as shapes
from campaigns.models import Division, DutyShift, Level, ServicePoint, WorkRecord
from campaigns.network_counts import Scope, figures
from campaigns.network_filters import PointFilter, ShiftFilter, WorkFilter
from campaigns.network_table import table_of
from campaigns.queries import network as queries
from campaigns.stretch import stretch_of
from campaigns.transitions import duty, point, work_record
from campaigns.views.asked import code_named


class ServicePointViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """服务网点 of the reach and of the units above it."""

    audience = AREA_ROLES
    serializer_class = shapes.ServicePointOut
    queryset = ServicePoint.objects.none()
    filterset_class = PointFilter

    def get_queryset(self) -> models.QuerySet[ServicePoint]:
        return queries.points(self.user)

    @extend_schema(request=shapes.ServicePointIn, responses={201: shapes.ServicePointOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Open a point of one's own unit."""
        data = self.typed(shapes.ServicePointIn)
        row = point.open_point(queries.own_unit(self.user), by=self.user, **data)
        return Response(shapes.ServicePointOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.ServicePointChangeIn, responses=shapes.ServicePointOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, uid: UUID) -> Response:
        """Correct what is said about it."""
        data = self.typed(shapes.ServicePointChangeIn)
        row = point.change_point(self._row(uid), by=self.user, **data)
        return Response(shapes.ServicePointOut(row).data)

    @extend_schema(request=shapes.ServicePointCloseIn, responses=shapes.ServicePointOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, uid: UUID) -> Response:
        """Close it with a reason."""
        data = self.typed(shapes.ServicePointCloseIn)
        row = point.close_point(self._row(uid), by=self.user, **data)
        return Response(shapes.ServicePointOut(row).data)

    def _row(self, uid: UUID) -> ServicePoint:
        return ServicePoint.objects.fetch(self.user, uid=uid)


class DutyShiftViewSet(mixins.ListModelMixin, Scoped):
    """值班 of the reach and of the units above it."""

    audience = AREA_ROLES
    serializer_class = shapes.DutyShiftOut
    queryset = DutyShift.objects.none()
    filterset_class = ShiftFilter

    def get_queryset(self) -> models.QuerySet[DutyShift]:
        rows = DutyShift.objects.visible_to(self.user).standing()
        return rows.select_related("point", "person").order_by("-day", "starts", "pk")

    @extend_schema(request=shapes.DutyShiftIn, responses={201: shapes.DutyShiftOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Put somebody on duty."""
        data = self.typed(shapes.DutyShiftIn)
        at = ServicePoint.objects.select_related("place").fetch(self.user, uid=data.pop("point"))
        username, person = data.pop("username", ""), None
        if username:
            person = queries.staff_of(at.place).filter(username=username).first()
            if person is None:
                raise Invalid({"username": "请写本单位工作人员的登录名。"})
        row = duty.put_on_duty(at, person=person, by=self.user, **data)
        return Response(shapes.DutyShiftOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=shapes.DutyShiftOut)
    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request: Request, uid: UUID) -> Response:
        """Take somebody off the roster."""
        row = duty.call_off(DutyShift.objects.fetch(self.user, uid=uid), by=self.user)
        return Response(shapes.DutyShiftOut(row).data)

    @extend_schema(request=shapes.WeekIn, responses=shapes.CopiedOut)
    @action(detail=False, methods=["post"], url_path="copy-week")
    def copy_week(self, request: Request) -> Response:
        """Copy a week to the next."""
        data = self.typed(shapes.WeekIn)
        at = ServicePoint.objects.fetch(self.user, uid=data["point"])
        added = duty.copy_week(at, week=data["week"], by=self.user)
        return Response({"added": added})


class WorkRecordViewSet(mixins.ListModelMixin, Scoped):
    """What points did, as the reader may see it."""

    audience = AREA_ROLES
    serializer_class = shapes.WorkRecordOut
    queryset = WorkRecord.objects.none()
    filterset_class = WorkFilter

    def get_queryset(self) -> models.QuerySet[WorkRecord]:
        return queries.records(self.user)

    @extend_schema(request=shapes.WorkRecordIn, responses={201: shapes.WorkRecordOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Record a day's work."""
        data = self.typed(shapes.WorkRecordIn)
        at = ServicePoint.objects.fetch(self.user, uid=data.pop("point"))
        row = work_record.record_work(at, by=self.user, **data)
        return Response(shapes.WorkRecordOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.TakeBackIn, responses=shapes.WorkRecordOut)
    @action(detail=True, methods=["post"])
    def back(self, request: Request, uid: UUID) -> Response:
        """Take it back with a reason."""
        data = self.typed(shapes.TakeBackIn)
        row = WorkRecord.objects.fetch(self.user, uid=uid)
        return Response(
            shapes.WorkRecordOut(work_record.take_back_work(row, by=self.user, **data)).data
        )


class NetworkCountsViewSet(Scoped):
    """服务网络统计表 of ?root=CODE (default one's own) over ?period=2026-Q4."""

    audience = AREA_ROLES
    serializer_class = shapes.NetworkCountsOut
    queryset = ServicePoint.objects.none()
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        parameters=[OpenApiParameter("root", int), OpenApiParameter("period", str)],
        responses=shapes.NetworkCountsOut(many=True),
    )
    def list(self, request: Request) -> Response:
        """Row by row, the sum last."""
        root, code = queries.own_unit(self.user), code_named(request, "root")
        if code is not None and code != root.code:
            found = Division.objects.filter(code=code, level__gte=Level.COUNTY).first()
            if found is None or not inside(self.user.area_spans, code):
                raise Http404
            root = found
        days = stretch_of(request.GET.get("period"), timezone.localdate())
        table = table_of(Scope(self.user, root, days))
        rows = [*table.rows, table.totals or []]
        return Response([shapes.NetworkCountsOut(_row(cells)).data for cells in rows])


def _row(cells: list[Any]) -> dict[str, Any]:
    """Name of the row, then each figure with its two numbers."""
    values = [cell.value for cell in cells]
    pairs = zip(figures(), values[1::2], values[2::2], strict=True)
    found = [
        {"name": f.name, "label": str(f.label), "now": now, "before": before}
        for f, now, before in pairs
    ]
    return {"row": values[0], "figures": found}
