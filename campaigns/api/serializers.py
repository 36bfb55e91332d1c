"""Shapes of the campaigns API, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from campaigns.models import Campaign


class CampaignOut(serializers.ModelSerializer[Campaign]):
    """A campaign year."""

    county = serializers.IntegerField(source="county_id")
    county_label = serializers.CharField(source="county.name")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = Campaign
        fields = (
            "id",
            "county",
            "county_label",
            "year",
            "slogan",
            "status",
            "status_label",
            "sign_by",
            "midyear_on",
            "data_closes_on",
        )


class CampaignIn(serializers.Serializer[Campaign]):
    """What opening a year takes."""

    year = serializers.IntegerField(min_value=2020, max_value=2100)
    slogan = serializers.CharField(max_length=60, required=False, allow_blank=True)
    sign_by = serializers.DateField(required=False)
    midyear_on = serializers.DateField(required=False)
    data_closes_on = serializers.DateField(required=False)
