"""API of households; the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.base import Scoped
from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES
from campaigns.models import Division
from households.api.serializers.household import (
    HouseholdChange,
    HouseholdIn,
    HouseholdOut,
    LeaveIn,
)
from households.api.serializers.member import MemberIn, MemberOut
from households.filters.household import HouseholdFilter
from households.models import Household, Member
from households.models.household import HouseholdQuerySet
from households.queries.household import household_rows
from households.transitions.household import (
    change_household,
    leave_household,
    register_household,
)
from households.transitions.member import add_member


class HouseholdViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Households of the reach."""

    audience = CASE_ROLES
    serializer_class = HouseholdOut
    queryset = Household.objects.none()
    filterset_class = HouseholdFilter
    logs_reading = True

    def get_queryset(self) -> HouseholdQuerySet:
        return household_rows(self.user)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One household; the reading is logged."""
        row = self.get_queryset().fetch(self.user, uid=kwargs["uid"])
        self.note_reading([row])
        return Response(HouseholdOut(row).data)

    @extend_schema(request=HouseholdIn, responses={201: HouseholdOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Register a household in a village."""
        values = self.typed(HouseholdIn)
        village = Division.objects.filter(pk=values.pop("village")).first()
        if village is None:
            raise Invalid({"village": "没有这个区划代码。"})
        row = register_household(village=village, by=self.user, **values)
        return Response(HouseholdOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=HouseholdChange, responses=HouseholdOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, uid: str) -> Response:
        """Correct what is registered."""
        return self._done(change_household, HouseholdChange, uid)

    @extend_schema(request=LeaveIn, responses=HouseholdOut)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, uid: str) -> Response:
        """The household moved away or ended."""
        return self._done(leave_household, LeaveIn, uid)

    @extend_schema(request=MemberIn, responses={200: MemberOut(many=True), 201: MemberOut})
    @action(detail=True, methods=["get", "post"], filterset_class=None)
    def members(self, request: Request, uid: str) -> Response:
        """The members, masked, those who are gone too; POST registers one."""
        home = Household.objects.fetch(self.user, uid=uid)
        if request.method == "POST":
            data = self.typed(MemberIn)
            row = add_member(home, values=data, by=self.user)
            return Response(MemberOut(row).data, status=status.HTTP_201_CREATED)
        rows = Member.objects.visible_to(self.user).filter(household=home)
        page = self.paginate_queryset(rows.select_related("household").in_order())
        return self.get_paginated_response(MemberOut(page, many=True).data)

    def _done(self, verb: Any, shape: type[BaseSerializer[Any]], uid: str) -> Response:
        data = self.typed(shape)
        row = Household.objects.fetch(self.user, uid=uid)
        done = verb(row, by=self.user, **data)
        self.note_reading([done])
        return Response(HouseholdOut(done).data)
