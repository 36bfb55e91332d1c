"""API of requests to correct or delist; the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from households.api.serializers.request import (
    RequestAnswerIn,
    RequestAppealIn,
    RequestDecideIn,
    RequestIn,
    RequestOut,
)
from households.filters.request import RequestFilter
from households.models import Household, RightsRequest
from households.models.request import RightsRequestQuerySet
from households.queries.request import request_rows
from households.transitions.request import answer_request, appeal, decide_appeal, take_request


class RequestViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Requests inside the reach, those due first."""

    audience = CASE_ROLES
    serializer_class = RequestOut
    queryset = RightsRequest.objects.none()
    filterset_class = RequestFilter
    logs_reading = True

    def get_queryset(self) -> RightsRequestQuerySet:
        return request_rows(self.user)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One request; the reading is logged."""
        row = self._row(kwargs["uid"])
        self.note_reading([row])
        return Response(RequestOut(row).data)

    @extend_schema(request=RequestIn, responses={201: RequestOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take down what a family asks for."""
        values = self.typed(RequestIn)
        home = Household.objects.fetch(self.user, uid=values.pop("household"))
        row = take_request(home, by=self.user, **values)
        return Response(RequestOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=RequestAnswerIn, responses=RequestOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, uid: str) -> Response:
        """The township answers."""
        row = answer_request(self._row(uid), by=self.user, **self.typed(RequestAnswerIn))
        return Response(RequestOut(row).data)

    @extend_schema(request=RequestAppealIn, responses=RequestOut)
    @action(detail=True, methods=["post"])
    def appeal(self, request: Request, uid: str) -> Response:
        """The family appeals."""
        row = appeal(self._row(uid), by=self.user, **self.typed(RequestAppealIn))
        return Response(RequestOut(row).data)

    @extend_schema(request=RequestDecideIn, responses=RequestOut)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, uid: str) -> Response:
        """The county decides the appeal."""
        row = decide_appeal(self._row(uid), by=self.user, **self.typed(RequestDecideIn))
        return Response(RequestOut(row).data)

    def _row(self, uid: str) -> RightsRequest:
        return self.get_queryset().fetch(self.user, uid=uid)
