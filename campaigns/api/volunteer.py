"""API of volunteers, their teams and their work; the same verbs as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.refusals import Invalid
from accounts.roles import AREA_ROLES
from campaigns.api import network_shapes as shapes
from campaigns.models import ServicePoint, Volunteer, VolunteerTeam, VolunteerWork
from campaigns.network_filters import ServiceFilter, TeamFilter, VolunteerFilter
from campaigns.queries import network as queries
from campaigns.transitions import team, volunteer, volunteer_work


class VolunteerViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """志愿者 of the reach and of the units above it, without telephones."""

    audience = AREA_ROLES
    serializer_class = shapes.VolunteerOut
    queryset = Volunteer.objects.none()
    filterset_class = VolunteerFilter

    def get_queryset(self) -> models.QuerySet[Volunteer]:
        rows = queries.volunteers(self.user, timezone.localdate())
        return rows.order_by("place_id", "kind", "name", "pk")

    @extend_schema(request=shapes.VolunteerIn, responses={201: shapes.VolunteerOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Enrol one of one's own unit."""
        data = self._facts(shapes.VolunteerIn)
        row = volunteer.enrol(queries.own_unit(self.user), by=self.user, **data)
        return Response(shapes.VolunteerOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.VolunteerChangeIn, responses=shapes.VolunteerOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, uid: UUID) -> Response:
        """Correct what is written about her."""
        data = self._facts(shapes.VolunteerChangeIn)
        row = volunteer.change_volunteer(self._row(uid), by=self.user, **data)
        return Response(shapes.VolunteerOut(row).data)

    @extend_schema(request=shapes.NetworkEndIn, responses=shapes.VolunteerOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: UUID) -> Response:
        """She leaves."""
        data = self.typed(shapes.NetworkEndIn)
        row = volunteer.end_volunteer(self._row(uid), by=self.user, **data)
        return Response(shapes.VolunteerOut(row).data)

    def _row(self, uid: UUID) -> Volunteer:
        return Volunteer.objects.fetch(self.user, uid=uid)

    def _facts(self, shape: Any) -> dict[str, Any]:
        """What was typed, the team as a row."""
        data = self.typed(shape)
        if data.get("team"):
            found = VolunteerTeam.objects.visible_to(self.user).filter(uid=data["team"]).first()
            if found is None:
                raise Invalid({"team": "请选本单位的志愿队。"})
            data["team"] = found
        return data


class VolunteerTeamViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """志愿队."""

    audience = AREA_ROLES
    serializer_class = shapes.VolunteerTeamOut
    queryset = VolunteerTeam.objects.none()
    filterset_class = TeamFilter

    def get_queryset(self) -> models.QuerySet[VolunteerTeam]:
        return queries.teams(self.user, timezone.localdate().year)

    @extend_schema(request=shapes.VolunteerTeamIn, responses={201: shapes.VolunteerTeamOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Form a team of one's own unit."""
        data = self.typed(shapes.VolunteerTeamIn)
        row = team.form_team(queries.own_unit(self.user), by=self.user, **data)
        return Response(shapes.VolunteerTeamOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.VolunteerTeamChangeIn, responses=shapes.VolunteerTeamOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, uid: UUID) -> Response:
        """Another name, another leader."""
        data = self.typed(shapes.VolunteerTeamChangeIn)
        row, leader = self._row(uid), None
        if data["leader"]:
            leader = queries.members(self.user, row).filter(uid=data["leader"]).first()
            if leader is None:
                raise Invalid({"leader": "队长从在任的队员里选。"})
        data["leader"] = leader
        return Response(shapes.VolunteerTeamOut(team.change_team(row, by=self.user, **data)).data)

    @extend_schema(request=shapes.NetworkEndIn, responses=shapes.VolunteerTeamOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: UUID) -> Response:
        """Dissolve it."""
        data = self.typed(shapes.NetworkEndIn)
        return Response(
            shapes.VolunteerTeamOut(team.end_team(self._row(uid), by=self.user, **data)).data
        )

    def _row(self, uid: UUID) -> VolunteerTeam:
        return VolunteerTeam.objects.fetch(self.user, uid=uid)


class VolunteerWorkViewSet(mixins.ListModelMixin, Scoped):
    """志愿服务 inside the reach."""

    audience = AREA_ROLES
    serializer_class = shapes.VolunteerWorkOut
    queryset = VolunteerWork.objects.none()
    filterset_class = ServiceFilter

    def get_queryset(self) -> models.QuerySet[VolunteerWork]:
        return queries.services(self.user)

    @extend_schema(request=shapes.VolunteerWorkIn, responses={201: shapes.VolunteerWorkOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Record what a volunteer did."""
        data = self.typed(shapes.VolunteerWorkIn)
        who = Volunteer.objects.fetch(self.user, uid=data.pop("volunteer"))
        at = data.pop("point", None)
        there = ServicePoint.objects.fetch(self.user, uid=at) if at else None
        row = volunteer_work.record_service(who, point=there, by=self.user, **data)
        return Response(shapes.VolunteerWorkOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.TakeBackIn, responses=shapes.VolunteerWorkOut)
    @action(detail=True, methods=["post"])
    def back(self, request: Request, uid: UUID) -> Response:
        """Take it back with a reason."""
        data = self.typed(shapes.TakeBackIn)
        row = VolunteerWork.objects.fetch(self.user, uid=uid)
        done = volunteer_work.take_back_service(row, by=self.user, **data)
        return Response(shapes.VolunteerWorkOut(done).data)
