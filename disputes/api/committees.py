"""API of mediation committees and the roster; the same verbs, reach and refusals as the pages."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.models import User
from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES
from campaigns.models import Division
from disputes.api import committee_shapes as shapes
from disputes.committee_filters import CommitteeFilter, MediatorEntryFilter
from disputes.models import CommitteeSeat, MediationCommittee, MediatorEntry
from disputes.queries.committee import (
    candidates,
    committee_opened,
    committee_rows,
    places_for,
    roster,
    with_load,
)
from disputes.transitions import committee, mediator_entry, seat


class CommitteeViewSet(mixins.ListModelMixin, Scoped):
    """Mediation committees; those given up only with `state=ended`."""

    audience = CASE_ROLES
    serializer_class = shapes.CommitteeOut
    queryset = MediationCommittee.objects.none()
    filterset_class = CommitteeFilter

    def get_queryset(self) -> models.QuerySet[MediationCommittee]:
        return committee_rows(self.user)

    @extend_schema(responses=shapes.CommitteeDetailOut)
    def retrieve(self, request: Request, uid: UUID) -> Response:
        """One committee with its seats and what it lacks."""
        return self._opened(uid)

    @extend_schema(request=shapes.CommitteeIn, responses={201: shapes.CommitteeDetailOut})
    def create(self, request: Request) -> Response:
        """筹建调委会."""
        data = self.typed(shapes.CommitteeIn)
        place = place_of(self.user, data.pop("place"))
        row = committee.form_committee(place, by=self.user, **data)
        return self._opened(row.uid, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.CommitteeChangeIn, responses=shapes.CommitteeDetailOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, uid: UUID) -> Response:
        """修改名称、印章保管人."""
        data = self.typed(shapes.CommitteeChangeIn)
        committee.change_committee(self._row(uid), by=self.user, **data)
        return self._opened(uid)

    @extend_schema(request=shapes.TermIn, responses=shapes.CommitteeDetailOut)
    @action(detail=True, methods=["post"])
    def install(self, request: Request, uid: UUID) -> Response:
        """开始履职."""
        committee.install_committee(self._row(uid), by=self.user, **self.typed(shapes.TermIn))
        return self._opened(uid)

    @extend_schema(request=shapes.TermIn, responses=shapes.CommitteeDetailOut)
    @action(detail=True, methods=["post"])
    def renew(self, request: Request, uid: UUID) -> Response:
        """换届."""
        committee.renew_committee(self._row(uid), by=self.user, **self.typed(shapes.TermIn))
        return self._opened(uid)

    @extend_schema(request=shapes.CommitteeEndIn, responses=shapes.CommitteeDetailOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: UUID) -> Response:
        """撤销."""
        committee.end_committee(self._row(uid), by=self.user, **self.typed(shapes.CommitteeEndIn))
        return self._opened(uid)

    @extend_schema(request=shapes.SeatIn, responses={201: shapes.CommitteeDetailOut})
    @action(detail=True, methods=["post"])
    def seats(self, request: Request, uid: UUID) -> Response:
        """登记委员."""
        data, row = self.typed(shapes.SeatIn), self._row(uid)
        data["user"] = person_of(row.place, data.get("user", ""))
        seat.take_seat(row, by=self.user, **data)
        return self._opened(uid, status.HTTP_201_CREATED)

    def _row(self, uid: UUID) -> MediationCommittee:
        return MediationCommittee.objects.select_related("place").fetch(self.user, uid=uid)

    def _opened(self, uid: UUID, code: int = status.HTTP_200_OK) -> Response:
        row = committee_opened(self.user, uid)
        self.note_reading([row])
        return Response(shapes.CommitteeDetailOut(row).data, status=code)


class SeatViewSet(Scoped):
    """Seats of committees; they are read with their committee."""

    audience = CASE_ROLES
    serializer_class = shapes.SeatOut
    queryset = CommitteeSeat.objects.none()

    @extend_schema(request=shapes.SeatRoleIn, responses=shapes.SeatOut)
    @action(detail=True, methods=["post"])
    def role(self, request: Request, uid: UUID) -> Response:
        """调整职务."""
        seat.change_role(self._row(uid), by=self.user, **self.typed(shapes.SeatRoleIn))
        return Response(shapes.SeatOut(self._row(uid)).data)

    @extend_schema(request=shapes.SeatLeaveIn, responses=shapes.SeatOut)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, uid: UUID) -> Response:
        """委员离任."""
        seat.leave_seat(self._row(uid), by=self.user, **self.typed(shapes.SeatLeaveIn))
        return Response(shapes.SeatOut(self._row(uid)).data)

    def _row(self, uid: UUID) -> CommitteeSeat:
        return CommitteeSeat.objects.select_related("entry").fetch(self.user, uid=uid)


class MediatorViewSet(mixins.ListModelMixin, Scoped):
    """The roster with each mediator's load; those appointed today unless `state` says otherwise."""

    audience = CASE_ROLES
    serializer_class = shapes.MediatorOut
    queryset = MediatorEntry.objects.none()
    filterset_class = MediatorEntryFilter
    logs_reading = True

    def get_queryset(self) -> models.QuerySet[MediatorEntry]:
        return with_load(roster(self.user), self.user, timezone.localdate())

    @extend_schema(responses=shapes.MediatorDetailOut)
    def retrieve(self, request: Request, uid: UUID) -> Response:
        """One mediator; the reading is logged."""
        return self._opened(uid)

    @extend_schema(request=shapes.AppointIn, responses={201: shapes.MediatorDetailOut})
    def create(self, request: Request) -> Response:
        """聘任，或登记特邀调解员、陪审员."""
        data = self.typed(shapes.AppointIn)
        place, by = self._whose(data.pop("committee", None), data.pop("place", None))
        data["user"] = person_of(place, data.get("user", ""))
        row = mediator_entry.appoint(place, committee=by, by=self.user, **data)
        return self._opened(row.uid, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.MediatorChangeIn, responses=shapes.MediatorDetailOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, uid: UUID) -> Response:
        """修改名册."""
        data = self.typed(shapes.MediatorChangeIn)
        mediator_entry.change_entry(self._row(uid), by=self.user, **data)
        return self._opened(uid)

    @extend_schema(request=shapes.MediatorEndIn, responses=shapes.MediatorDetailOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: UUID) -> Response:
        """解聘."""
        data = self.typed(shapes.MediatorEndIn)
        mediator_entry.end_entry(self._row(uid), by=self.user, **data)
        return self._opened(uid)

    def _whose(
        self, uid: UUID | None, code: int | None
    ) -> tuple[Division, MediationCommittee | None]:
        """The unit and, of a committee's mediator, the committee."""
        if uid is not None:
            rows = MediationCommittee.objects.select_related("place").visible_to(self.user)
            row = rows.filter(uid=uid).first()
            if row is None:
                raise Invalid({"committee": _("请选您工作范围内的调委会。")})
            return row.place, row
        return place_of(self.user, code or 0), None

    def _row(self, uid: UUID) -> MediatorEntry:
        return MediatorEntry.objects.fetch(self.user, uid=uid)

    def _opened(self, uid: UUID, code: int = status.HTTP_200_OK) -> Response:
        row = self.get_queryset().get(uid=self._row(uid).uid)
        self.note_reading([row])
        shown = shapes.MediatorDetailOut(row, context={"reader": self.user})
        return Response(shown.data, status=code)


def place_of(user: User, code: int) -> Division:
    """A unit inside the reach that may have a committee, by its code; 422 otherwise."""
    place = places_for(user).filter(code=code).first()
    if place is None:
        raise Invalid({"place": _("请选您工作范围内的单位。")})
    return place


def person_of(place: Division, username: str) -> User | None:
    """Somebody near the place by her sign-in name, None when none is given; 422 otherwise."""
    if not username:
        return None
    found = candidates(place).filter(username=username).first()
    if found is None:
        raise Invalid({"user": _("请从本单位和上下一级的人员中选。")})
    return found
