"""API of campaigns; the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db import models
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import AREA_ROLES
from campaigns.api.serializers import CampaignIn, CampaignOut
from campaigns.models import Campaign
from campaigns.transitions.campaign import open_year


class CampaignViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Campaign years of the user's county."""

    audience = AREA_ROLES
    serializer_class = CampaignOut
    queryset = Campaign.objects.none()
    lookup_field = "pk"
    lookup_value_converter = "int"
    filterset_fields = ("year", "status")

    def get_queryset(self) -> models.QuerySet[Campaign]:
        posting = self.user.main_posting
        code = posting.division.code if posting else 0
        return Campaign.objects.for_place(code).select_related("county")

    @extend_schema(request=CampaignIn, responses={201: CampaignOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Open a year (same rule as the page)."""
        data = self.typed(CampaignIn)
        posting = self.user.main_posting
        assert posting is not None  # the audience check saw a posting
        campaign = open_year(county=posting.division, by=self.user, **data)
        return Response(CampaignOut(campaign).data, status=status.HTTP_201_CREATED)
