"""Shapes of the API of hazards, input and output apart. Who told of a hazard is never in it."""

from __future__ import annotations

from datetime import datetime

from rest_framework import serializers

from households.models import Hazard


class HazardOut(serializers.ModelSerializer[Hazard]):
    """A hazard; next_due: the limit that runs, null when both were met or it has ended."""

    family = serializers.UUIDField(source="family.uid", default=None, allow_null=True)
    household = serializers.UUIDField(source="household.uid", default=None, allow_null=True)
    village = serializers.IntegerField(source="village_id")
    village_label = serializers.CharField(source="village.name")
    status_label = serializers.CharField(source="get_status_display")
    danger_labels = serializers.ListField(child=serializers.CharField())
    handler = serializers.CharField(source="handler.name", default="")
    called_at = serializers.SerializerMethodField()
    next_due = serializers.SerializerMethodField()
    place = serializers.CharField()
    persons = serializers.CharField()
    course = serializers.CharField()
    measures = serializers.CharField()
    next_steps = serializers.CharField()
    support = serializers.CharField()

    class Meta:
        model = Hazard
        fields = (
            "uid",
            "family",
            "household",
            "village",
            "village_label",
            "source",
            "status",
            "status_label",
            "dangers",
            "danger_labels",
            "known_at",
            "called_at",
            "filed_at",
            "written_at",
            "next_due",
            "handler",
            "received_at",
            "occurred_at",
            "place",
            "persons",
            "course",
            "measures",
            "next_steps",
            "support",
            "signed_by",
            "protected",
            "police_at",
            "police_unit",
            "ended_at",
            "ending",
            "version",
        )

    def get_called_at(self, row: Hazard) -> datetime | None:
        """The first telephone report."""
        called: datetime | None = getattr(row, "called_at", None)
        return called

    def get_next_due(self, row: Hazard) -> datetime | None:
        """Until when the next step is owed."""
        due: datetime | None = getattr(row, "next_due", None)
        return due


class HazardOpenIn(serializers.Serializer[Hazard]):
    """A hazard is known: of a listed family, a household, or only a village."""

    client_uuid = serializers.UUIDField(required=False)
    family = serializers.UUIDField(required=False)
    household = serializers.UUIDField(required=False)
    village = serializers.IntegerField(required=False)
    known_at = serializers.DateTimeField(required=False)
    dangers = serializers.ListField(
        child=serializers.ChoiceField(choices=Hazard.Danger.choices), required=False
    )
    reporter = serializers.CharField(max_length=60, required=False, allow_blank=True)


class HazardCallIn(serializers.Serializer[Hazard]):
    """The telephone report."""

    called_at = serializers.DateTimeField()
    person = serializers.CharField(max_length=40)
    unit = serializers.CharField(max_length=60)


class HazardFormIn(serializers.Serializer[Hazard]):
    """重大隐患专报."""

    version = serializers.IntegerField()
    dangers = serializers.ListField(
        child=serializers.ChoiceField(choices=Hazard.Danger.choices), min_length=1
    )
    occurred_at = serializers.DateTimeField(required=False)
    place = serializers.CharField(max_length=120)
    persons = serializers.CharField(max_length=500)
    course = serializers.CharField(max_length=2000)
    measures = serializers.CharField(max_length=2000)
    next_steps = serializers.CharField(max_length=2000)
    support = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    signed_by = serializers.CharField(max_length=40)
    protected = serializers.BooleanField(required=False, default=False)
    police_at = serializers.DateTimeField(required=False)
    police_unit = serializers.CharField(max_length=60, required=False, allow_blank=True)


class HazardNoteIn(serializers.Serializer[Hazard]):
    """A follow-up in words."""

    text = serializers.CharField(max_length=2000)


class HazardReasonIn(serializers.Serializer[Hazard]):
    """Why it may end."""

    reason = serializers.CharField(max_length=1000)


class HazardEndIn(HazardReasonIn):
    """The confirmed end."""

    ending = serializers.ChoiceField(choices=Hazard.Ending.choices)
