"""API of service activities and the households that took part; the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.querysets import ScopedQuerySet
from accounts.roles import CASE_ROLES
from households.api.serializers.service import (
    ServiceCameIn,
    ServiceIn,
    ServiceOut,
    ServiceUseOut,
)
from households.filters.help import ActivityFilter
from households.models import Household, ServiceActivity
from households.queries.help import activity_rows, own_unit
from households.transitions.service import add_households, hold_activity


class ServiceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Activities inside the reach, newest first."""

    audience = CASE_ROLES
    serializer_class = ServiceOut
    queryset = ServiceActivity.objects.none()
    filterset_class = ActivityFilter

    def get_queryset(self) -> ScopedQuerySet[ServiceActivity]:
        return activity_rows(self.user)

    @extend_schema(request=ServiceIn, responses={201: ServiceOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """An activity of one's own unit."""
        unit = own_unit(self.user)
        row = hold_activity(unit, by=self.user, **self.typed(ServiceIn))
        return Response(ServiceOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ServiceCameIn, responses={201: ServiceUseOut(many=True)})
    @action(detail=True, methods=["post"])
    def households(self, request: Request, uid: str) -> Response:
        """A household that took part; all of the activity are answered with."""
        values = self.typed(ServiceCameIn)
        row = activity_rows(self.user).fetch(self.user, uid=uid)
        home = Household.objects.fetch(self.user, uid=values["household"])
        uses = add_households(row, came={home: values["people"]}, by=self.user)
        return Response(ServiceUseOut(uses, many=True).data, status=status.HTTP_201_CREATED)
