"""API of hand-overs; the same verbs as the pages. Proposing one is a verb of the family."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from households.api.family import people_named
from households.api.serializers.handover import HandOverAnswerIn, HandOverOut, SuccessorIn
from households.filters.handover import HandOverFilter
from households.models import HandOver
from households.models.handover import HandOverQuerySet
from households.queries.handover import hand_over_rows
from households.transitions.handover import accept, name_successor, recall, refuse


class HandOverViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Hand-overs inside the reach, those that wait first."""

    audience = CASE_ROLES
    serializer_class = HandOverOut
    queryset = HandOver.objects.none()
    filterset_class = HandOverFilter
    logs_reading = True

    def get_queryset(self) -> HandOverQuerySet:
        return hand_over_rows(self.user)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One hand-over; the reading is logged."""
        row = self._row(kwargs["uid"])
        self.note_reading([row])
        return Response(HandOverOut(row).data)

    @extend_schema(request=None, responses=HandOverOut)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, uid: str) -> Response:
        """Take the family (only the one who was asked)."""
        accept(self._row(uid), by=self.user)
        return Response(HandOverOut(self._row(uid)).data)

    @extend_schema(request=HandOverAnswerIn, responses=HandOverOut)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, uid: str) -> Response:
        """Say no, with the reason."""
        data = self.typed(HandOverAnswerIn)
        row = refuse(self._row(uid), by=self.user, **data)
        return Response(HandOverOut(row).data)

    @extend_schema(request=HandOverAnswerIn, responses=HandOverOut)
    @action(detail=True, methods=["post"])
    def recall(self, request: Request, uid: str) -> Response:
        """Take the proposal back."""
        data = self.typed(HandOverAnswerIn)
        return Response(HandOverOut(recall(self._row(uid), by=self.user, **data)).data)

    @extend_schema(request=SuccessorIn, responses=HandOverOut)
    @action(detail=True, methods=["post"])
    def successor(self, request: Request, uid: str) -> Response:
        """Name whom to ask for a family the township holds."""
        data = self.typed(SuccessorIn)
        [taking] = people_named("taking", [data["taking"]])
        name_successor(self._row(uid), taking=taking, by=self.user)
        return Response(HandOverOut(self._row(uid)).data)

    def _row(self, uid: str) -> HandOver:
        return self.get_queryset().fetch(self.user, uid=uid)
