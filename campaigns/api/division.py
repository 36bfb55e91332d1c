"""API of divisions: read only, inside the user's own tree."""

from __future__ import annotations

from django.db import models
from rest_framework import mixins

from accounts.api.base import Scoped
from accounts.roles import AREA_ROLES
from campaigns.api.serializers import DivisionOut
from campaigns.filters import DivisionFilter
from campaigns.models import Division
from campaigns.queries.division import home_of


class DivisionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """The county's divisions: by parent, by level, or searched with q."""

    audience = AREA_ROLES
    serializer_class = DivisionOut
    queryset = Division.objects.none()
    filterset_class = DivisionFilter
    lookup_field = "code"
    lookup_value_converter = "int"

    def get_queryset(self) -> models.QuerySet[Division]:
        return Division.objects.within(home_of(self.user)).order_by("code")
