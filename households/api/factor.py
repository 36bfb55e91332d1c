"""API of factor sheets; the same verb as the page."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from households.api.serializers.factor import FactorSheetIn, FactorSheetOut
from households.models import FactorSheet, Household
from households.transitions.factor import Given, fill_sheet


class FactorViewSet(mixins.ListModelMixin, Scoped):
    """Factor sheets inside the reach, newest first."""

    audience = CASE_ROLES
    serializer_class = FactorSheetOut
    queryset = FactorSheet.objects.none()
    logs_reading = True

    def get_queryset(self) -> Any:
        rows = FactorSheet.objects.visible_to(self.user)
        return rows.select_related("household").prefetch_related("answers")

    @extend_schema(request=FactorSheetIn, responses={201: FactorSheetOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Fill in a sheet about a household."""
        values = self.typed(FactorSheetIn)
        home = Household.objects.fetch(self.user, uid=values.pop("household"))
        answers = [Given(**one) for one in values.pop("answers")]
        sheet = fill_sheet(home, by=self.user, answers=answers, **values)
        return Response(
            FactorSheetOut(self.get_queryset().get(pk=sheet.pk)).data,
            status=status.HTTP_201_CREATED,
        )
