"""API of what surrounds zero reports; the same verbs as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import AREA_ROLES, CASE_ROLES, Role
from households.api.serializers.report import BackIn, ContradictionOut, SaidIn
from households.api.serializers.reporting import (
    EndEarlyIn,
    ExemptionIn,
    ExemptionOut,
    NoticeOut,
    ResultIn,
    ReturnOut,
    SensitiveIn,
    SensitiveOut,
    SpotCheckOut,
    UnitReturnIn,
    WhyIn,
)
from households.models import (
    Contradiction,
    Exemption,
    Notice,
    NoticeRead,
    SensitivePeriod,
    SpotCheck,
    UnitReturn,
)
from households.transitions import (
    contradiction,
    expected,
    notice,
    sensitive,
    spot_check,
    unit_return,
)

OFFICES = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})


class ContradictionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """What stands against nil reports; the county sees it after the village had its say."""

    audience = CASE_ROLES
    serializer_class = ContradictionOut
    queryset = Contradiction.objects.none()
    filterset_fields = ("status", "period")
    logs_reading = True

    def get_queryset(self) -> models.QuerySet[Contradiction]:
        rows = Contradiction.objects.visible_to(self.user)
        return rows.select_related("report", "incident").order_by("decided_at", "reply_by", "id")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One question."""
        row = self.get_object()
        self.note_reading([row])
        return Response(ContradictionOut(row).data)

    @extend_schema(request=SaidIn, responses=ContradictionOut)
    @action(detail=True, methods=["post"])
    def reply(self, request: Request, uid: UUID) -> Response:
        """The village's answer."""
        data = self.typed(SaidIn)
        return self._told(contradiction.reply(uid=uid, by=self.user, **data))

    @extend_schema(request=SaidIn, responses=ContradictionOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, uid: UUID) -> Response:
        """失实."""
        data = self.typed(SaidIn)
        row = contradiction.confirm(uid=uid, finding=data.pop("words"), by=self.user, **data)
        return self._told(row)

    @extend_schema(request=SaidIn, responses=ContradictionOut)
    @action(detail=True, methods=["post"])
    def clear(self, request: Request, uid: UUID) -> Response:
        """核定不失实."""
        data = self.typed(SaidIn)
        row = contradiction.clear(uid=uid, finding=data.pop("words"), by=self.user, **data)
        return self._told(row)

    def _told(self, row: Contradiction) -> Response:
        return Response(ContradictionOut(row).data)


class SensitiveViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Sensitive periods of the user's county."""

    audience = AREA_ROLES
    serializer_class = SensitiveOut
    queryset = SensitivePeriod.objects.none()

    def get_queryset(self) -> models.QuerySet[SensitivePeriod]:
        counties = {p.division.code // 10**6 * 10**6 for p in self.user.postings_today}
        rows = SensitivePeriod.objects.visible_to(self.user)
        return rows.filter(county__in=counties).order_by("-starts")

    @extend_schema(request=SensitiveIn, responses={201: SensitiveOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Open one."""
        data = self.typed(SensitiveIn)
        row = sensitive.open_sensitive(by=self.user, **data)
        return Response(SensitiveOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=EndEarlyIn, responses=SensitiveOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: UUID) -> Response:
        """End it early."""
        self.get_object()
        data = self.typed(EndEarlyIn)
        row = sensitive.end_sensitive(uid=uid, by=self.user, **data)
        return Response(SensitiveOut(row).data)


class ExemptionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Exemptions of the user's villages."""

    audience = CASE_ROLES
    serializer_class = ExemptionOut
    queryset = Exemption.objects.none()

    def get_queryset(self) -> models.QuerySet[Exemption]:
        return Exemption.objects.visible_to(self.user).order_by("-first", "village_id")

    @extend_schema(request=ExemptionIn, responses={201: ExemptionOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Grant one."""
        data = self.typed(ExemptionIn)
        row = expected.grant_exemption(by=self.user, **data)
        return Response(ExemptionOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=WhyIn, responses=ExemptionOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: UUID) -> Response:
        """Take it back early."""
        data = self.typed(WhyIn)
        row = expected.end_exemption(uid=uid, by=self.user, **data)
        return Response(ExemptionOut(row).data)


class ReturnViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Returns of townships and the county, former versions included."""

    audience = AREA_ROLES - {Role.VILLAGE_MEDIATOR}
    serializer_class = ReturnOut
    queryset = UnitReturn.objects.none()
    filterset_fields = ("period", "level", "status", "is_live")

    def get_queryset(self) -> models.QuerySet[UnitReturn]:
        rows = UnitReturn.objects.visible_to(self.user).select_related("unit", "period")
        return rows.order_by("-period__starts", "unit_id", "-revision")

    @extend_schema(request=UnitReturnIn, responses={201: ReturnOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """File a unit's return, or correct the one that is there."""
        data = self.typed(UnitReturnIn)
        unit, period = data["unit"], data["period"]
        spans = self.user.area_spans
        if not any(low <= unit.code and unit.end <= high for low, high in spans):
            raise Http404
        if not period.county.contains(unit.code):
            raise Http404
        row = unit_return.file_return(by=self.user, **data)
        return Response(ReturnOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=BackIn, responses=ReturnOut)
    @action(detail=True, methods=["post"])
    def back(self, request: Request, uid: UUID) -> Response:
        """Send it back for correction."""
        data = self.typed(BackIn)
        row = unit_return.send_back(uid=uid, by=self.user, **data)
        return Response(ReturnOut(row).data)

    @extend_schema(request=None, responses=ReturnOut)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, uid: UUID) -> Response:
        """Accept and lock it."""
        return Response(ReturnOut(unit_return.accept(uid=uid, by=self.user)).data)


class NoticeViewSet(mixins.ListModelMixin, Scoped):
    """What one's own units were told."""

    audience = AREA_ROLES
    serializer_class = NoticeOut
    queryset = Notice.objects.none()

    def get_queryset(self) -> models.QuerySet[Notice]:
        mine = NoticeRead.objects.filter(notice=OuterRef("pk"), user=self.user)
        rows = Notice.objects.for_person(self.user).annotate(was_read=Exists(mine))
        return rows.order_by("-told_at", "-id")

    @extend_schema(request=None, responses=NoticeOut)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, uid: UUID) -> Response:
        """Put it away for oneself."""
        row: Any = notice.dismiss(uid=uid, by=self.user)
        row.was_read = True
        return Response(NoticeOut(row).data)


class SpotCheckViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Helping visits, for townships and the county."""

    audience = OFFICES
    serializer_class = SpotCheckOut
    queryset = SpotCheck.objects.none()
    filterset_fields = ("status",)

    def get_queryset(self) -> models.QuerySet[SpotCheck]:
        return SpotCheck.objects.visible_to(self.user).order_by("done_at", "due_on", "id")

    @extend_schema(request=ResultIn, responses=SpotCheckOut)
    @action(detail=True, methods=["post"])
    def done(self, request: Request, uid: UUID) -> Response:
        """The township went there."""
        data = self.typed(ResultIn)
        row = spot_check.finish(uid=uid, by=self.user, **data)
        return Response(SpotCheckOut(row).data)
