"""API of surveys: read, opened, closed; the same verbs as the pages. No single answer is here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import AREA_ROLES
from campaigns.models import Survey
from campaigns.queries import survey as queries
from campaigns.transitions import survey as verbs


class SurveyRateOut(serializers.Serializer[queries.Cell]):
    """One rate; percent and margin are empty where nobody or too few answered."""

    rate = serializers.CharField(source="rate.value")
    rate_label = serializers.CharField(source="rate.label")
    percent = serializers.DecimalField(max_digits=4, decimal_places=1, allow_null=True)
    margin = serializers.DecimalField(max_digits=4, decimal_places=1, allow_null=True)


class SurveyLineOut(serializers.Serializer[queries.Line]):
    """One unit of the results."""

    place = serializers.IntegerField(source="place.code")
    place_label = serializers.CharField(source="place.name")
    drawn = serializers.IntegerField()
    valid = serializers.IntegerField()
    rates = SurveyRateOut(source="cells", many=True)
    note = serializers.CharField()


class SurveyOut(serializers.ModelSerializer[Survey]):
    """A survey."""

    kind_label = serializers.CharField(source="get_kind_display")
    status_label = serializers.CharField(source="get_status_display")
    county = serializers.IntegerField(source="county_id")
    year = serializers.IntegerField(source="campaign.year")

    class Meta:
        model = Survey
        fields: tuple[str, ...] = (
            "uid", "county", "year", "kind", "kind_label", "title", "starts_on", "ends_on",
            "margin", "least", "seed_hash", "seed", "status", "status_label", "scored",
            "closed_on", "version",
        )  # fmt: skip


class SurveyResultOut(SurveyOut):
    """The same with its results, as far as the reader's area goes; none before it is closed."""

    lines = serializers.SerializerMethodField()

    class Meta(SurveyOut.Meta):
        fields = (*SurveyOut.Meta.fields, "lines")

    @extend_schema_field(SurveyLineOut(many=True))
    def get_lines(self, row: Survey) -> Any:
        """The frozen lines inside the reach."""
        found: Any = queries.results(row, self.context["request"].user)
        return SurveyLineOut(found, many=True).data


class SurveyViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Surveys of the reader's county."""

    audience = AREA_ROLES
    serializer_class = SurveyOut
    queryset = Survey.objects.none()
    filterset_fields = ("campaign__year", "kind", "status", "scored")

    def get_queryset(self) -> models.QuerySet[Survey]:
        return queries.surveys(self.user)

    def get_serializer_class(self) -> type[SurveyOut]:
        """With results for one survey."""
        return SurveyOut if self.action == "list" else SurveyResultOut

    @extend_schema(request=None, responses=SurveyResultOut)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, uid: UUID) -> Response:
        """Begin to take answers."""
        row = verbs.open_survey(Survey.objects.fetch(self.user, uid=uid), by=self.user)
        return Response(self.get_serializer(row).data)

    @extend_schema(request=None, responses=SurveyResultOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, uid: UUID) -> Response:
        """End and freeze it."""
        row = verbs.close_survey(Survey.objects.fetch(self.user, uid=uid), by=self.user)
        return Response(self.get_serializer(row).data)
