"""API of pairings and what was given; the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from households.api.serializers.help import (
    EndPairingIn,
    HelpEventIn,
    HelpEventOut,
    PairingIn,
    PairingOut,
)
from households.filters.help import PairingFilter
from households.models import Household, Pairing
from households.models.help import PairingQuerySet
from households.queries.help import pairing_rows
from households.transitions.pairing import end_pairing, pair, record_help


class PairingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Pairings inside the reach; those going on unless `state` says otherwise."""

    audience = CASE_ROLES
    serializer_class = PairingOut
    queryset = Pairing.objects.none()
    filterset_class = PairingFilter
    logs_reading = True

    def get_queryset(self) -> PairingQuerySet:
        return pairing_rows(self.user)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One pairing; the reading is logged."""
        row = self._row(kwargs["uid"])
        self.note_reading([row])
        return Response(PairingOut(row).data)

    @extend_schema(request=PairingIn, responses={201: PairingOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A helper for one household."""
        values = self.typed(PairingIn)
        home = Household.objects.fetch(self.user, uid=values.pop("household"))
        row = pair(home, by=self.user, **values)
        return Response(PairingOut(self._row(str(row.uid))).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=HelpEventIn, responses={201: HelpEventOut})
    @action(detail=True, methods=["post"], url_path="help")
    def help_(self, request: Request, uid: str) -> Response:
        """Help given once."""
        data = self.typed(HelpEventIn)
        event = record_help(self._row(uid), by=self.user, **data)
        return Response(HelpEventOut(event).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=EndPairingIn, responses=PairingOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: str) -> Response:
        """The pairing ends."""
        data = self.typed(EndPairingIn)
        end_pairing(self._row(uid), by=self.user, **data)
        return Response(PairingOut(self._row(uid)).data)

    def _row(self, uid: str) -> Pairing:
        return self.get_queryset().fetch(self.user, uid=uid)
