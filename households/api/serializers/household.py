"""Shapes of the households API, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from households.api.serializers.member import MemberIn
from households.models import Household


class HouseholdOut(serializers.ModelSerializer[Household]):
    """A household."""

    village = serializers.IntegerField(source="village_id")
    village_label = serializers.CharField(source="village.name")
    masked_address = serializers.CharField()

    class Meta:
        model = Household
        fields = (
            "uid",
            "village",
            "village_label",
            "number",
            "head_name",
            "grid",
            "people",
            "is_resident",
            "masked_address",
            "may_message",
            "registered_on",
            "left_on",
            "version",
        )


class HouseholdValues(serializers.Serializer[Household]):
    """What is registered about a household."""

    number = serializers.CharField(max_length=20)
    head_name = serializers.CharField(max_length=40)
    people = serializers.IntegerField(min_value=1, max_value=60)
    grid = serializers.CharField(max_length=40, required=False, allow_blank=True)
    address = serializers.CharField(max_length=120, required=False, allow_blank=True)
    is_resident = serializers.BooleanField(required=False, default=True)


class HouseholdIn(HouseholdValues):
    """A new household in a village, by its 12-digit code."""

    village = serializers.IntegerField(min_value=10**11, max_value=10**12 - 1)
    members = MemberIn(many=True, required=False)


class HouseholdChange(HouseholdValues):
    """A correction of a known version."""

    version = serializers.IntegerField()


class LeaveIn(serializers.Serializer[Household]):
    """A household leaves."""

    version = serializers.IntegerField()
    left_on = serializers.DateField()
    reason = serializers.CharField(max_length=500)
