"""Shapes of the API of factor sheets, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from households.models import FactorAnswer, FactorSheet
from households.scales.factors import FACTORS


class FactorAnswerIn(serializers.Serializer[FactorAnswer]):
    """An answer: an option of the factor, "no" or "unknown"; a yes with its day and evidence."""

    factor = serializers.ChoiceField(choices=[(f.key, str(f.words)) for f in FACTORS])
    answer = serializers.CharField(max_length=10)
    on_day = serializers.DateField(required=False, allow_null=True)
    evidence = serializers.CharField(max_length=10, required=False, allow_blank=True)


class FactorSheetIn(serializers.Serializer[FactorSheet]):
    """Fill in a sheet; the same client_uuid again answers with the first one."""

    client_uuid = serializers.UUIDField(required=False)
    household = serializers.UUIDField()
    answers = FactorAnswerIn(many=True)
    reported_on = serializers.DateField(required=False, allow_null=True)


class FactorSheetOut(serializers.ModelSerializer[FactorSheet]):
    """A sheet with what it suggests, in words; a person decides."""

    household = serializers.UUIDField(source="household.uid")
    suggestion = serializers.CharField(source="suggestion.words")
    unknown = serializers.ListField(child=serializers.CharField(), source="suggestion.unknown")

    class Meta:
        model = FactorSheet
        fields = (
            "uid",
            "household",
            "filled_on",
            "points",
            "suggested",
            "suggestion",
            "unknown",
            "must_report",
            "reported_on",
        )
