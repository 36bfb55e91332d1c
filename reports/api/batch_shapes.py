"""Shapes of the API of a city's or province's scoring, input and output apart."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.jobs import StoppableShape
from reports.models import ScoringBatch


class ScoringBatchIn(serializers.Serializer[Any]):
    """Which city or province (12-digit code), which year."""

    place = serializers.IntegerField()
    year = serializers.IntegerField(min_value=2000, max_value=2100)


class BatchRetryIn(serializers.Serializer[Any]):
    """Which county (12-digit code)."""

    county = serializers.IntegerField()


class BatchCountyOut(serializers.Serializer[Any]):
    """How far a county is; said: what it is at, or why it has no result; failed: it may be tried
    again; joined: the county's own result is used."""

    county = serializers.IntegerField(source="county.code")
    county_label = serializers.CharField(source="county.name")
    state_label = serializers.CharField(source="words")
    said = serializers.CharField()
    ended = serializers.BooleanField()
    failed = serializers.BooleanField()
    joined = serializers.BooleanField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    digest = serializers.CharField()
    result_digest = serializers.CharField()


class ScoringBatchOut(StoppableShape):
    """A batch; digest is over the roll-up: the same results of the counties, the same digest."""

    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")

    class Meta:
        model = ScoringBatch
        fields = (*StoppableShape.JOB, "place", "place_label", "year", "digest")


class ScoringBatchWhole(ScoringBatchOut):
    """With every county, and the roll-up once it has ended: comparable, counties with mean and
    rank, townships by peer group."""

    counties = serializers.SerializerMethodField()
    result = serializers.JSONField(source="frozen")

    class Meta(ScoringBatchOut.Meta):
        fields = (*ScoringBatchOut.Meta.fields, "counties", "result")

    @extend_schema_field(BatchCountyOut(many=True))
    def get_counties(self, batch: ScoringBatch) -> Any:
        """As they are now."""
        return BatchCountyOut(self.context["counties"], many=True).data
