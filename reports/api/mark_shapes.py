"""Shapes of marks and bonus claims in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from reports.models import BonusClaim, LineMark
from reports.models.mark import Column
from reports.transitions.mark import Given


class MarkOut(serializers.ModelSerializer[LineMark]):
    """A mark; computed is the system's figure beside it at that moment."""

    unit = serializers.IntegerField(source="unit_id")
    unit_label = serializers.CharField(source="unit.name")
    column_label = serializers.CharField(source="get_column_display")
    campaign = serializers.IntegerField(source="campaign_id")

    class Meta:
        model = LineMark
        fields = (
            "id", "campaign", "level", "unit", "unit_label", "code", "column", "column_label",
            "points", "cap", "computed", "reason", "who", "at",
        )  # fmt: skip


class GivenIn(serializers.Serializer[Any]):
    """Points for one line."""

    code = serializers.CharField(max_length=12)
    points = serializers.DecimalField(max_digits=6, decimal_places=2)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)

    @staticmethod
    def given(unit: int, data: dict[str, Any]) -> Given:
        """As the verb takes it."""
        return Given(unit, data["code"], data["points"], data.get("reason", ""))


class SelfMarksIn(serializers.Serializer[Any]):
    """自评 of one unit."""

    unit = serializers.IntegerField()
    signer = serializers.CharField(max_length=40)
    marks = GivenIn(many=True, allow_empty=False)


class MarksOut(serializers.Serializer[Any]):
    """How many marks are new."""

    written = serializers.IntegerField()


class MarkBackIn(serializers.Serializer[Any]):
    """Which mark is taken back, and why."""

    unit = serializers.IntegerField()
    code = serializers.CharField(max_length=12)
    column = serializers.ChoiceField(choices=Column.choices)
    reason = serializers.CharField(max_length=300)


class MarkBackOut(serializers.Serializer[Any]):
    """How many marks were taken back."""

    taken_back = serializers.IntegerField()


class BonusOut(serializers.ModelSerializer[BonusClaim]):
    """A bonus claim."""

    unit = serializers.IntegerField(source="unit_id")
    unit_label = serializers.CharField(source="unit.name")
    status_label = serializers.CharField(source="get_status_display")
    campaign = serializers.IntegerField(source="campaign_id")

    class Meta:
        model = BonusClaim
        fields = (
            "uid", "campaign", "unit", "unit_label", "level", "item", "matter", "words", "status",
            "status_label", "points", "reason", "claimed_at", "decided_at", "version",
        )  # fmt: skip


class BonusDecideIn(serializers.Serializer[Any]):
    """What deciding takes."""

    version = serializers.IntegerField()
    accept = serializers.BooleanField()
    points = serializers.DecimalField(
        max_digits=5, decimal_places=2, required=False, allow_null=True
    )
    matter = serializers.CharField(max_length=80, required=False, allow_blank=True)
    reason = serializers.CharField(max_length=300)
