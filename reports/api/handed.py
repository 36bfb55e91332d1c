"""API of texts a city hands down; the same verbs as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import acts
from accounts.acts import ALLOWED, Act
from accounts.api.base import Scoped
from accounts.refusals import Forbidden
from accounts.roles import AREA_ROLES
from campaigns.queries.campaign import campaign_at
from reports import queries_handed as queries
from reports.api.rubrics import ContentIn, DraftWithContentOut, checked_object
from reports.models import HandedRubric
from reports.models.rubric import LEVEL_CHOICES
from reports.transitions import rubric_hand as verbs


class HandedRubricOut(serializers.ModelSerializer[HandedRubric]):
    """A text handed down, or its draft; digest: that of a rubric taken over unchanged."""

    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")
    title = serializers.CharField()
    level_label = serializers.CharField(source="get_level_display")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = HandedRubric
        fields = (
            "uid", "place", "place_label", "year", "title", "level", "level_label", "status",
            "status_label", "source", "drafted_at", "changed_at", "published_at", "digest",
            "version",
        )  # fmt: skip


class HandedRubricWhole(HandedRubricOut):
    """With its content."""

    content = serializers.JSONField()

    class Meta(HandedRubricOut.Meta):
        fields = (*HandedRubricOut.Meta.fields, "content")  # type: ignore[assignment]


class HandedRubricIn(serializers.Serializer[Any]):
    """What beginning one takes."""

    year = serializers.IntegerField(min_value=2000, max_value=2100)
    level = serializers.ChoiceField(choices=LEVEL_CHOICES)
    content = serializers.JSONField()


class HandedVersionIn(serializers.Serializer[Any]):
    """Which version was read."""

    version = serializers.IntegerField(required=False)


class HandedViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Texts of one's own city or province, and those handed down to one's county."""

    audience = ALLOWED[Act.RUBRIC_HAND] | AREA_ROLES
    serializer_class = HandedRubricOut
    queryset = HandedRubric.objects.none()
    filterset_fields = ("year", "level", "status")

    def get_queryset(self) -> models.QuerySet[HandedRubric]:
        return queries.handed(self.user)

    def _answer(self, row: HandedRubric, code: int = status.HTTP_200_OK) -> Response:
        return Response(HandedRubricWhole(row).data, status=code)

    @extend_schema(responses=HandedRubricWhole)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One text with its content."""
        return self._answer(self.get_object())

    @extend_schema(request=HandedRubricIn, responses={201: HandedRubricWhole})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a text for the counties; faults are kept, what is no rubric is refused."""
        if not acts.may_somewhere(self.user, Act.RUBRIC_HAND) or self.user.main_posting is None:
            raise Forbidden(_("下发的细则由市、省起草。"))
        data = self.typed(HandedRubricIn)
        data["content"] = checked_object(data["content"])
        place = self.user.main_posting.division
        made = verbs.start(place=place, source=_("接口"), by=self.user, **data)
        return self._answer(made, status.HTTP_201_CREATED)

    @extend_schema(request=ContentIn, responses=HandedRubricWhole)
    @action(detail=True, methods=["post"])
    def content(self, request: Request, uid: UUID) -> Response:
        """Put the whole content in place of what is there."""
        row, data = self.get_object(), self.typed(ContentIn)
        content, version = checked_object(data["content"]), data.get("version")
        return self._answer(verbs.save(row, content=content, version=version, by=self.user))

    @extend_schema(request=HandedVersionIn, responses=HandedRubricWhole)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, uid: UUID) -> Response:
        """Hand it down, by another person than who wrote it."""
        row, data = self.get_object(), self.typed(HandedVersionIn)
        return self._answer(verbs.publish(row, version=data.get("version"), by=self.user))

    @extend_schema(request=None, responses={201: DraftWithContentOut})
    @action(detail=True, methods=["post"])
    def take(self, request: Request, uid: UUID) -> Response:
        """A county takes it over as a draft of its own year."""
        row, posting = self.get_object(), self.user.main_posting
        campaign = campaign_at(posting.division_id, row.year) if posting else None
        if campaign is None:
            raise Http404
        made = verbs.take_over(row, campaign=campaign, by=self.user)
        return Response(DraftWithContentOut(made).data, status=status.HTTP_201_CREATED)
