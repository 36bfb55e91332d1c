"""API of screening; the same verbs as the pages, also what an offline queue sends to."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import AREA_ROLES
from households.api.serializers.screening import FilingIn, MarksIn, ScreeningOut
from households.models import VillageScreening
from households.models.screening import VillageScreeningQuerySet
from households.transitions.screening import file_screening, mark_homes


class ScreeningViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Villages of the reach in the rounds of their county, newest round first. Figures only."""

    audience = AREA_ROLES
    serializer_class = ScreeningOut
    queryset = VillageScreening.objects.none()

    def get_queryset(self) -> VillageScreeningQuerySet:
        rows = VillageScreening.objects.visible_to(self.user).select_related("round", "village")
        return rows.order_by("-round__starts", "village")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One village in one round."""
        row = self.get_queryset().fetch(self.user, uid=kwargs["uid"])
        return Response(ScreeningOut(row).data)

    @extend_schema(request=MarksIn, responses=ScreeningOut)
    @action(detail=True, methods=["post"])
    def marks(self, request: Request, uid: str) -> Response:
        """Mark homes as looked at (village)."""
        data = self.typed(MarksIn)
        row = VillageScreening.objects.fetch(self.user, uid=uid)
        return self._shown(mark_homes(row, by=self.user, **data))

    @extend_schema(request=FilingIn, responses=ScreeningOut)
    @action(detail=True, methods=["post"])
    def file(self, request: Request, uid: str) -> Response:
        """File the village's round."""
        data = self.typed(FilingIn)
        row = VillageScreening.objects.fetch(self.user, uid=uid)
        return self._shown(file_screening(row, by=self.user, **data))

    def _shown(self, row: VillageScreening) -> Response:
        return Response(ScreeningOut(self.get_queryset().get(pk=row.pk)).data)
