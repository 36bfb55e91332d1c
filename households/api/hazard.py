"""API of hazards; the same verbs as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api.base import Scoped
from accounts.reach import inside
from accounts.roles import CASE_ROLES
from campaigns.models import Division, Level
from households.api.serializers.hazard import (
    HazardCallIn,
    HazardEndIn,
    HazardFormIn,
    HazardNoteIn,
    HazardOpenIn,
    HazardOut,
    HazardReasonIn,
)
from households.filters.hazard import HazardFilter
from households.models import Hazard, Household, ListedFamily
from households.models.hazard import HazardQuerySet
from households.queries.hazard import hazard_rows
from households.transitions.hazard import file_form, open_hazard, receive, record_call
from households.transitions.hazard_end import ask_lift, confirm_lift, follow_up


class HazardViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Hazards inside the reach, least time left first."""

    audience = CASE_ROLES
    serializer_class = HazardOut
    queryset = Hazard.objects.none()
    filterset_class = HazardFilter
    logs_reading = True

    def get_queryset(self) -> HazardQuerySet:
        return hazard_rows(self.user)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One hazard; the reading is logged."""
        row = self._row(kwargs["uid"])
        self.note_reading([row])
        return Response(HazardOut(row).data)

    @extend_schema(request=HazardOpenIn, responses={201: HazardOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A hazard is known; both clocks start."""
        values = self.typed(HazardOpenIn)
        if uid := values.pop("family", None):
            values["family"] = ListedFamily.objects.fetch(self.user, uid=uid)
        if uid := values.pop("household", None):
            values["household"] = Household.objects.fetch(self.user, uid=uid)
        values["village"] = self._village(values.pop("village", None))
        if not {"family", "household"} & values.keys() and values["village"] is None:
            raise Http404
        hazard = open_hazard(by=self.user, **values)
        made = HazardOut(self._row(str(hazard.uid)))
        return Response(made.data, status=status.HTTP_201_CREATED)

    @extend_schema(request=HazardCallIn, responses=HazardOut)
    @action(detail=True, methods=["post"])
    def call(self, request: Request, uid: str) -> Response:
        """The telephone report."""
        return self._done(record_call, HazardCallIn, uid)

    @extend_schema(request=HazardFormIn, responses=HazardOut)
    @action(detail=True, methods=["post"])
    def report(self, request: Request, uid: str) -> Response:
        """The form."""
        return self._done(file_form, HazardFormIn, uid)

    @extend_schema(request=HazardNoteIn, responses=HazardOut)
    @action(detail=True, methods=["post"])
    def follow(self, request: Request, uid: str) -> Response:
        """A follow-up; the first is the one owed within 24 hours."""
        return self._done(follow_up, HazardNoteIn, uid)

    @extend_schema(request=None, responses=HazardOut)
    @action(detail=True, methods=["post"])
    def receive(self, request: Request, uid: str) -> Response:
        """The township or county handles it from here on."""
        receive(self._row(uid), by=self.user)
        return Response(HazardOut(self._row(uid)).data)

    @extend_schema(request=HazardReasonIn, responses=HazardOut)
    @action(detail=True, methods=["post"])
    def ask(self, request: Request, uid: str) -> Response:
        """Ask for the end to be confirmed."""
        return self._done(ask_lift, HazardReasonIn, uid)

    @extend_schema(request=HazardEndIn, responses=HazardOut)
    @action(detail=True, methods=["post"])
    def lift(self, request: Request, uid: str) -> Response:
        """Confirm the end (township or county, never who asked)."""
        return self._done(confirm_lift, HazardEndIn, uid)

    def _done(
        self, verb: Callable[..., object], shape: type[BaseSerializer[Any]], uid: str
    ) -> Response:
        data = self.typed(shape)
        verb(self._row(uid), by=self.user, **data)
        return Response(HazardOut(self._row(uid)).data)

    def _row(self, uid: str) -> Hazard:
        return self.get_queryset().fetch(self.user, uid=uid)

    def _village(self, code: int | None) -> Division | None:
        """A village inside the reach; one elsewhere looks like none."""
        if code is None:
            return None
        found = Division.objects.filter(pk=code, level=Level.VILLAGE).first()
        if found is None or not inside(self.user.case_spans, code):
            raise Http404
        return found
