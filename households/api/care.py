"""API of the care ledgers; the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from households.api.serializers.care import (
    CareCorrectIn,
    CareEndIn,
    CareIn,
    CareOut,
    CareVisitIn,
    CareVisitOut,
)
from households.filters.help import CareFilter
from households.models import CareRecord, Member
from households.models.care import CareRecordQuerySet
from households.queries.help import care_rows
from households.transitions.care import correct_care, end_care, enter_care, visit_care


class CareViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """People in the care ledgers; those in one now unless `state` says otherwise."""

    audience = CASE_ROLES
    serializer_class = CareOut
    queryset = CareRecord.objects.none()
    filterset_class = CareFilter
    logs_reading = True

    def get_queryset(self) -> CareRecordQuerySet:
        return care_rows(self.user)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One person; the reading is logged."""
        row = self._row(kwargs["uid"])
        self.note_reading([row])
        return Response(CareOut(row).data)

    @extend_schema(request=CareIn, responses={201: CareOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Enter a member of a household into a ledger."""
        values = self.typed(CareIn)
        member = Member.objects.fetch(self.user, uid=values.pop("member"))
        row = enter_care(member, by=self.user, **values)
        return Response(CareOut(self._row(str(row.uid))).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CareCorrectIn, responses=CareOut)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, uid: str) -> Response:
        """Correct what is written about the person."""
        correct_care(self._row(uid), by=self.user, **self.typed(CareCorrectIn))
        return Response(CareOut(self._row(uid)).data)

    @extend_schema(request=CareVisitIn, responses={201: CareVisitOut})
    @action(detail=True, methods=["post"])
    def visits(self, request: Request, uid: str) -> Response:
        """A care visit."""
        visit = visit_care(self._row(uid), by=self.user, **self.typed(CareVisitIn))
        return Response(CareVisitOut(visit).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CareEndIn, responses=CareOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: str) -> Response:
        """Take the person out of the ledger."""
        end_care(self._row(uid), by=self.user, **self.typed(CareEndIn))
        return Response(CareOut(self._row(uid)).data)

    def _row(self, uid: str) -> CareRecord:
        return self.get_queryset().fetch(self.user, uid=uid)
