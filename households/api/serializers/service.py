"""Shapes of the API of service activities, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from campaigns.models import Activity
from households.models import ServiceActivity, ServiceUse


class ServiceUseOut(serializers.ModelSerializer[ServiceUse]):
    """A household that took part."""

    household = serializers.UUIDField(source="household.uid")
    village = serializers.IntegerField(source="village_id")

    class Meta:
        model = ServiceUse
        fields = ("uid", "household", "village", "people")


class ServiceOut(serializers.ModelSerializer[ServiceActivity]):
    """An activity."""

    unit = serializers.IntegerField(source="unit_id")
    kind_label = serializers.CharField(source="get_kind_display")

    class Meta:
        model = ServiceActivity
        fields = (
            "uid",
            "unit",
            "kind",
            "kind_label",
            "title",
            "happened_on",
            "venue",
            "people",
            "notes",
        )


class ServiceIn(serializers.Serializer[ServiceActivity]):
    """An activity of one's own unit that took place."""

    client_uuid = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=ServiceActivity.Kind.choices)
    title = serializers.CharField(max_length=60)
    happened_on = serializers.DateField()
    venue = serializers.CharField(max_length=60)
    people = serializers.IntegerField(min_value=1)
    notes = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    publicity = serializers.ChoiceField(
        choices=[("", "不是"), *Activity.Kind.choices], required=False, allow_blank=True
    )
    materials = serializers.IntegerField(min_value=0, required=False)


class ServiceCameIn(serializers.Serializer[ServiceUse]):
    """A household that took part, and how many of it came."""

    household = serializers.UUIDField()
    people = serializers.IntegerField(min_value=1)
