"""API of the year: plan, calendar, organisation, meetings, money; the same verbs as the pages.
Files are added on the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.acts import Act
from accounts.api.base import Scoped
from accounts.reach import within
from accounts.refusals import Invalid
from accounts.roles import AREA_ROLES
from campaigns import organisation_filters as filters
from campaigns.api import year_shapes as shapes
from campaigns.models import (
    Campaign,
    Duty,
    Fund,
    LeadingGroup,
    Meeting,
    MemberUnit,
    Plan,
    Seat,
    ShowPoint,
)
from campaigns.queries import fund as fund_queries
from campaigns.queries import organisation as queries
from campaigns.queries import year_duty as duty_queries
from campaigns.queries.campaign import campaign_at
from campaigns.queries.network import own_unit
from campaigns.transitions import fund, leading_group, meeting, member_unit, show_point, year_duty
from campaigns.transitions.meeting import Came
from campaigns.transitions.seat import begin_seat
from campaigns.transitions.unit import require_unit

CREATED = status.HTTP_201_CREATED


class Listed(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """List and one."""

    audience = AREA_ROLES

    def filter_queryset(self, queryset: Any) -> Any:
        """Filters narrow lists; what is over is still found by its key."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def years(self) -> models.QuerySet[Campaign]:
        """The campaigns of the reader's county."""
        return Campaign.objects.for_place(own_unit(self.user).code)


class PlanViewSet(Listed):
    """年度方案, drafts only for those who work for the county."""

    serializer_class = shapes.YearPlanOut
    queryset = Plan.objects.none()
    filter_backends = ()

    def get_queryset(self) -> models.QuerySet[Plan]:
        rows = Plan.objects.visible_to(self.user).filter(campaign__in=self.years())
        issued = Q(issued_on__isnull=False) | within(self.user.area_spans, "county_id")
        joined = rows.select_related("campaign").prefetch_related("phases")
        return joined.filter(issued).order_by("-campaign__year")


class YearDutyViewSet(Listed):
    """年度日程 of the reader's county."""

    serializer_class = shapes.YearDutyOut
    queryset = Duty.objects.none()
    filterset_class = filters.DutyFilter

    def get_queryset(self) -> models.QuerySet[Duty]:
        rows = Duty.objects.filter(campaign__in=self.years()).select_related("campaign")
        return duty_queries.counted(self.user, rows).order_by("-campaign__year", "due_on", "pk")

    @extend_schema(request=shapes.DutyDoneIn, responses={201: shapes.DutyMarkOut})
    @action(detail=True, methods=["post"])
    def done(self, request: Request, uid: UUID) -> Response:
        """One's own unit has done it."""
        data = self.typed(shapes.DutyDoneIn)
        mark = year_duty.mark_done(self.get_object(), own_unit(self.user), by=self.user, **data)
        return Response(shapes.DutyMarkOut(mark).data, status=CREATED)

    @extend_schema(request=shapes.DutyMoveIn, responses=shapes.YearDutyOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, uid: UUID) -> Response:
        """The county sets it to another day."""
        data = self.typed(shapes.DutyMoveIn)
        year_duty.move_duty(self.get_object(), by=self.user, **data)
        return Response(shapes.YearDutyOut(self.get_object()).data)


class MemberUnitViewSet(Listed):
    """成员单位 of the reader's county."""

    serializer_class = shapes.MemberUnitOut
    queryset = MemberUnit.objects.none()
    filterset_class = filters.MemberUnitFilter

    def get_queryset(self) -> models.QuerySet[MemberUnit]:
        return queries.member_units(self.user)

    @extend_schema(request=shapes.MemberUnitIn, responses={201: shapes.MemberUnitOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a department in."""
        county = own_unit(self.user)
        require_unit(self.user, Act.MEMBER_UNIT_WRITE, county)
        row = member_unit.take_in(county, by=self.user, **self.typed(shapes.MemberUnitIn))
        return Response(shapes.MemberUnitOut(row).data, status=CREATED)


class LeadingGroupViewSet(Listed):
    """领导小组 of the reach and of the units above it."""

    serializer_class = shapes.LeadingGroupOut
    queryset = LeadingGroup.objects.none()
    filterset_class = filters.GroupFilter

    def get_queryset(self) -> models.QuerySet[LeadingGroup]:
        return queries.groups(self.user).prefetch_related("seats")

    @extend_schema(request=shapes.LeadingGroupIn, responses={201: shapes.LeadingGroupOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Set up the group of one's own unit."""
        data = self.typed(shapes.LeadingGroupIn)
        row = leading_group.set_up(own_unit(self.user), by=self.user, **data)
        return Response(shapes.LeadingGroupOut(row).data, status=CREATED)

    @extend_schema(request=shapes.GroupSeatIn, responses={201: shapes.GroupSeatOut})
    @action(detail=True, methods=["post"])
    def seat(self, request: Request, uid: UUID) -> Response:
        """Somebody takes a post in it."""
        data = self.typed(shapes.GroupSeatIn)
        row = begin_seat(self._row(uid), by=self.user, **data)
        return Response(shapes.GroupSeatOut(row).data, status=CREATED)

    @extend_schema(request=shapes.MeetingIn, responses={201: shapes.MeetingOut})
    @action(detail=True, methods=["post"])
    def meeting(self, request: Request, uid: UUID) -> Response:
        """Record a meeting of it, a line for every seat of that day."""
        group = self._row(uid)
        require_unit(self.user, Act.MEETING_WRITE, group.place)
        data = self.typed(shapes.MeetingIn)
        lines = {line["seat"]: line for line in data.pop("came")}
        seats = Seat.objects.visible_to(self.user).filter(group=group, uid__in=lines)
        came = {s: Came(lines[s.uid]["how"], lines[s.uid].get("note", "")) for s in seats}
        if len(came) != len(lines):
            raise Invalid({"came": "有的席位不在这个领导小组。"})
        row = meeting.record_meeting(group, came=came, by=self.user, **data)
        return Response(shapes.MeetingOut(row).data, status=CREATED)

    def _row(self, uid: UUID) -> LeadingGroup:
        return queries.groups(self.user).fetch(self.user, uid=uid)


class MeetingViewSet(Listed):
    """领导小组会议 of the reach."""

    serializer_class = shapes.MeetingOut
    queryset = Meeting.objects.none()
    filterset_class = filters.MeetingFilter

    def get_queryset(self) -> models.QuerySet[Meeting]:
        return queries.meetings(self.user)


class FundViewSet(Listed):
    """专项经费 of the reach."""

    serializer_class = shapes.FundOut
    queryset = Fund.objects.none()
    filterset_class = filters.FundFilter

    def get_queryset(self) -> models.QuerySet[Fund]:
        return fund_queries.funds(self.user)

    @extend_schema(request=shapes.FundIn, responses={201: shapes.FundOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Enter one's own unit's money of this year."""
        unit = own_unit(self.user)
        campaign = campaign_at(unit.code)
        if campaign is None:
            raise Http404
        data = self.typed(shapes.FundIn)
        row = fund.plan_fund(unit, campaign, by=self.user, **data)
        return Response(self._shown(row), status=CREATED)

    @extend_schema(request=shapes.SpendIn, responses={201: shapes.FundOut})
    @action(detail=True, methods=["post"])
    def spend(self, request: Request, uid: UUID) -> Response:
        """Enter a sum spent; answers with the fund."""
        data = self.typed(shapes.SpendIn)
        row = fund_queries.funds(self.user).fetch(self.user, uid=uid)
        fund.spend(row, by=self.user, **data)
        return Response(self._shown(row), status=CREATED)

    def _shown(self, row: Fund) -> dict[str, Any]:
        return dict(shapes.FundOut(fund_queries.funds(self.user).get(pk=row.pk)).data)


class ShowPointViewSet(Listed):
    """示范点 of the reach and of the units above it."""

    serializer_class = shapes.ShowPointOut
    queryset = ShowPoint.objects.none()
    filterset_class = filters.ShowPointFilter

    def get_queryset(self) -> models.QuerySet[ShowPoint]:
        rows = ShowPoint.objects.visible_to(self.user).select_related("place")
        return rows.order_by("-until", "place_id", "pk")

    @extend_schema(request=shapes.ShowPointIn, responses={201: shapes.ShowPointOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Name a point of one's own unit."""
        data = self.typed(shapes.ShowPointIn)
        row = show_point.name_point(own_unit(self.user), by=self.user, **data)
        return Response(shapes.ShowPointOut(row).data, status=CREATED)
