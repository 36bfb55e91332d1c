"""Shapes of the household pledges API, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from campaigns.models import PledgeCount
from households.models import HouseholdPledge


class HouseholdPledgeOut(serializers.ModelSerializer[HouseholdPledge]):
    """One household's signature."""

    household = serializers.UUIDField(source="household.uid")
    number = serializers.CharField(source="household.number")
    village = serializers.IntegerField(source="village_id")
    year = serializers.IntegerField(source="campaign.year")

    class Meta:
        model = HouseholdPledge
        fields = ("household", "number", "village", "year", "signed_on", "signatory")


class HouseholdPledgeIn(serializers.Serializer[HouseholdPledge]):
    """What a household's signature takes; household: its uid."""

    household = serializers.UUIDField()
    signatory = serializers.CharField(max_length=40, required=False, allow_blank=True)
    signed_on = serializers.DateField(required=False)


class PledgeCountOut(serializers.ModelSerializer[PledgeCount]):
    """A counted list."""

    village = serializers.IntegerField(source="village_id")
    year = serializers.IntegerField(source="campaign.year")

    class Meta:
        model = PledgeCount
        fields = ("id", "village", "year", "households", "counted_on", "note", "is_live")


class PledgeCountIn(serializers.Serializer[PledgeCount]):
    """What counting a list takes; the village is one's own."""

    households = serializers.IntegerField(min_value=0)
    counted_on = serializers.DateField(required=False)
    note = serializers.CharField(max_length=120)


class RosterIn(serializers.Serializer[HouseholdPledge]):
    """A paper list: the homes that signed, or with except_these those that did not."""

    households = serializers.ListField(child=serializers.UUIDField(), max_length=2000)
    except_these = serializers.BooleanField()
    signed_on = serializers.DateField()
    kept_at = serializers.CharField(max_length=120)


class RosterOut(serializers.Serializer[HouseholdPledge]):
    """How many signatures were recorded."""

    signed = serializers.IntegerField()
