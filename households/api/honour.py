"""API of honours of places, teams and persons; the same verbs as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.models import User
from accounts.roles import CASE_ROLES
from campaigns.models import Campaign, Division
from households.api.serializers import award as award_shapes
from households.api.serializers import honour as shapes
from households.models import Honour
from households.queries.award import campaign_now
from households.queries.honour import honours
from households.transitions import honour as verbs
from households.transitions.honour_notice import give_notice
from households.transitions.objection import object_to


def year_of(user: User) -> Campaign:
    """This year's campaign of the user's county; 404 before there is one."""
    found = campaign_now(user.postings_today[0].division.code, timezone.localdate())
    if found is None:
        raise Http404
    return found


class HonourViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Honours inside the reach."""

    audience = CASE_ROLES
    serializer_class = shapes.HonourOut
    queryset = Honour.objects.none()
    filterset_fields = ("campaign__year", "kind", "rank", "status")

    def get_queryset(self) -> models.QuerySet[Any]:
        return honours(self.user)

    def _honour(self, uid: UUID) -> Honour:
        return Honour.objects.fetch(self.user, uid=uid)

    def _answer(self, row: Honour, code: int = status.HTTP_200_OK) -> Response:
        return Response(shapes.HonourOut(honours(self.user).get(pk=row.pk)).data, status=code)

    @extend_schema(request=shapes.HonourProposeIn, responses={201: shapes.HonourOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Propose one (推荐)."""
        data = self.typed(shapes.HonourProposeIn)
        place = Division.objects.in_reach(self.user).filter(code=data.pop("place")).first()
        if place is None:
            raise Http404
        row = verbs.propose(year_of(self.user), place=place, by=self.user, **data)
        return self._answer(row, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.HonourNoticeIn, responses=shapes.HonourOut(many=True))
    @action(detail=False, methods=["post"], pagination_class=None, filterset_fields=None)
    def notice(self, request: Request) -> Response:
        """Put several on the county's notice (公示)."""
        data = self.typed(shapes.HonourNoticeIn)
        made = give_notice(data.pop("honours"), by=self.user, **data)
        rows = honours(self.user).filter(pk__in=made.honours)
        return Response(shapes.HonourOut(rows, many=True).data)

    @extend_schema(request=award_shapes.ObjectIn, responses={201: award_shapes.ObjectionOut})
    @action(detail=True, methods=["post"], url_path="object")
    def object_to(self, request: Request, uid: UUID) -> Response:
        """Record an objection (异议); anonymous ones count."""
        data = self.typed(award_shapes.ObjectIn)
        made = object_to(self._honour(uid), by=self.user, **data)
        return Response(award_shapes.ObjectionOut(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=shapes.HonourGrantIn, responses=shapes.HonourOut)
    @action(detail=True, methods=["post"])
    def grant(self, request: Request, uid: UUID) -> Response:
        """Name it (命名)."""
        data = self.typed(shapes.HonourGrantIn)
        return self._answer(verbs.grant(self._honour(uid), by=self.user, **data))

    @extend_schema(request=shapes.HonourWordsIn, responses=shapes.HonourOut)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, uid: UUID) -> Response:
        """Do not pass it."""
        data = self.typed(shapes.HonourWordsIn)
        return self._answer(verbs.refuse(self._honour(uid), by=self.user, **data))

    @extend_schema(request=shapes.HonourWordsIn, responses=shapes.HonourOut)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, uid: UUID) -> Response:
        """Take it back (撤销)."""
        data = self.typed(shapes.HonourWordsIn)
        return self._answer(verbs.revoke(self._honour(uid), by=self.user, **data))
