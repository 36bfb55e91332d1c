"""API of promises; the same verbs, reach and refusals as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from disputes.agreement_filters import PromiseFilter
from disputes.api import agreement_shapes as shapes
from disputes.models import Promise
from disputes.models.promise import PromiseQuerySet
from disputes.queries.promise import listed
from disputes.transitions import promise as verbs

OUT = {200: shapes.PromiseOut}


class PromiseViewSet(mixins.ListModelMixin, Scoped):
    """Promises of agreements in force inside the reach; every verb answers with the promise."""

    audience = CASE_ROLES
    serializer_class = shapes.PromiseOut
    queryset = Promise.objects.none()
    filterset_class = PromiseFilter
    logs_reading = True

    def get_queryset(self) -> PromiseQuerySet:
        return listed(self.user).prefetch_related("follow_ups")

    @extend_schema(request=shapes.PerformIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def perform(self, request: Request, uid: UUID) -> Response:
        """登记履行."""
        return self._do(uid, verbs.perform, self.typed(shapes.PerformIn))

    @extend_schema(request=shapes.BreachIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def breach(self, request: Request, uid: UUID) -> Response:
        """登记未履行."""
        return self._do(uid, verbs.breach, self.typed(shapes.BreachIn))

    @extend_schema(request=shapes.FollowIn, responses=OUT)
    @action(detail=True, methods=["post"])
    def follow(self, request: Request, uid: UUID) -> Response:
        """登记跟进."""
        return self._do(uid, verbs.follow, self.typed(shapes.FollowIn))

    def _do(self, uid: UUID, verb: Callable[..., object], data: dict[str, Any]) -> Response:
        row = Promise.objects.select_related("dispute").fetch(self.user, uid=uid)
        verb(promise=row, by=self.user, **data)
        made = Promise.objects.prefetch_related("follow_ups").fetch(self.user, uid=uid)
        self.note_reading([made])
        return Response(shapes.PromiseOut(made).data)
