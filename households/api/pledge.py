"""API of household pledges and counted lists; the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import AREA_ROLES, CASE_ROLES
from campaigns.models import PledgeCount
from campaigns.queries.campaign import campaign_at
from households.api.serializers.pledge import (
    HouseholdPledgeIn,
    HouseholdPledgeOut,
    PledgeCountIn,
    PledgeCountOut,
    RosterIn,
    RosterOut,
)
from households.models import Household, HouseholdPledge
from households.transitions.pledge import count_list, sign_household, sign_roster


class HouseholdPledgeViewSet(mixins.ListModelMixin, Scoped):
    """Signatures of households in the reach, newest year first."""

    audience = CASE_ROLES
    serializer_class = HouseholdPledgeOut
    queryset = HouseholdPledge.objects.none()
    filterset_fields = ("campaign__year", "village")
    logs_reading = True

    def get_queryset(self) -> models.QuerySet[HouseholdPledge]:
        rows = HouseholdPledge.objects.visible_to(self.user)
        return rows.select_related("household", "campaign").order_by("-campaign__year", "pk")

    @extend_schema(request=HouseholdPledgeIn, responses={201: HouseholdPledgeOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Record that a household signed."""
        typed = self.typed(HouseholdPledgeIn)
        home = Household.objects.fetch(self.user, uid=typed.pop("household"))
        campaign = campaign_at(home.village_id)
        if campaign is None:
            raise Http404
        pledge = sign_household(home, campaign=campaign, by=self.user, **typed)
        return Response(HouseholdPledgeOut(pledge).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=RosterIn, responses=RosterOut)
    @action(detail=False, methods=["post"])
    def roster(self, request: Request) -> Response:
        """Record the signatures of a paper list of one's own village at once."""
        data = self.typed(RosterIn)
        posting = self.user.main_posting
        assert posting is not None  # the audience check saw a posting
        campaign = campaign_at(posting.division.code)
        if campaign is None:
            raise Http404
        made = sign_roster(
            campaign=campaign,
            village=posting.division,
            uids=data.pop("households"),
            by=self.user,
            **data,
        )
        return Response({"signed": made})


class PledgeCountViewSet(mixins.ListModelMixin, Scoped):
    """Counted lists in the reach, the live and the former ones."""

    audience = AREA_ROLES
    serializer_class = PledgeCountOut
    queryset = PledgeCount.objects.none()
    filterset_fields = ("village", "is_live")

    def get_queryset(self) -> models.QuerySet[PledgeCount]:
        rows = PledgeCount.objects.visible_to(self.user).select_related("campaign")
        return rows.order_by("village_id", "-created_at")

    @extend_schema(request=PledgeCountIn, responses={201: PledgeCountOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Count one's own village's list."""
        data = self.typed(PledgeCountIn)
        posting = self.user.main_posting
        assert posting is not None  # the audience check saw a posting
        campaign = campaign_at(posting.division.code)
        if campaign is None:
            raise Http404
        count = count_list(campaign=campaign, village=posting.division, by=self.user, **data)
        return Response(PledgeCountOut(count).data, status=status.HTTP_201_CREATED)
