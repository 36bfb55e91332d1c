"""Shapes of what surrounds zero reports: sensitive periods, exemptions, returns, notices, spot
checks."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from campaigns.models import Campaign, Division
from households.models import (
    Cadence,
    Exemption,
    Notice,
    ReportingPeriod,
    SensitivePeriod,
    SpotCheck,
    UnitReturn,
)


class SensitiveOut(serializers.ModelSerializer[SensitivePeriod]):
    """A sensitive period."""

    county = serializers.IntegerField(source="county_id")

    class Meta:
        model = SensitivePeriod
        fields = (
            "uid",
            "county",
            "name",
            "cadence",
            "starts",
            "ends",
            "planned_end",
            "reason",
            "end_reason",
        )


class SensitiveIn(serializers.Serializer[SensitivePeriod]):
    """What opening one takes."""

    campaign = serializers.PrimaryKeyRelatedField(queryset=Campaign.objects.all())
    name = serializers.CharField(max_length=40)
    starts = serializers.DateField()
    ends = serializers.DateField()
    cadence = serializers.ChoiceField(choices=Cadence.choices)
    reason = serializers.CharField(max_length=500)


class EndEarlyIn(serializers.Serializer[Any]):
    """The last day on which it holds, and why it ends early."""

    last = serializers.DateField()
    reason = serializers.CharField(max_length=500)


class ExemptionOut(serializers.ModelSerializer[Exemption]):
    """A village that need not report what is due on some days."""

    village = serializers.IntegerField(source="village_id")

    class Meta:
        model = Exemption
        fields = ("uid", "village", "first", "last", "reason", "granted_at", "ended_at")


class ExemptionIn(serializers.Serializer[Exemption]):
    """What granting one takes."""

    village = serializers.PrimaryKeyRelatedField(queryset=Division.objects.all())
    first = serializers.DateField()
    last = serializers.DateField()
    reason = serializers.CharField(max_length=500)


class WhyIn(serializers.Serializer[Any]):
    """A reason."""

    reason = serializers.CharField(max_length=500)


class ReturnOut(serializers.ModelSerializer[UnitReturn]):
    """One version of a unit's return; figures as frozen when it was filed."""

    period = serializers.IntegerField(source="period_id")
    unit = serializers.IntegerField(source="unit_id")
    unit_label = serializers.CharField(source="unit.name")
    level = serializers.IntegerField()
    late = serializers.BooleanField(source="is_late")

    class Meta:
        model = UnitReturn
        fields = (
            "uid",
            "period",
            "unit",
            "unit_label",
            "level",
            "status",
            "revision",
            "is_live",
            "supplementary",
            "late",
            "figures",
            "words",
            "signer",
            "change_reason",
            "filed_at",
            "first_filed_at",
            "returned_reason",
            "correct_by",
            "accepted_at",
        )


class UnitReturnIn(serializers.Serializer[UnitReturn]):
    """What filing or correcting one takes."""

    period = serializers.PrimaryKeyRelatedField(queryset=ReportingPeriod.objects.all())
    unit = serializers.PrimaryKeyRelatedField(queryset=Division.objects.all())
    signer = serializers.CharField(max_length=40)
    words = serializers.CharField(default="", allow_blank=True, max_length=2000)
    reason = serializers.CharField(default="", allow_blank=True, max_length=500)
    version = serializers.IntegerField(required=False, min_value=1)


class NoticeOut(serializers.ModelSerializer[Notice]):
    """What a unit was told."""

    unit = serializers.IntegerField(source="unit_id")
    read = serializers.BooleanField(default=False, source="was_read")

    class Meta:
        model = Notice
        fields = ("uid", "unit", "title", "url", "grave", "told_at", "read")


class SpotCheckOut(serializers.ModelSerializer[SpotCheck]):
    """A helping visit, and the figures that raised it."""

    village = serializers.IntegerField(source="village_id")

    class Meta:
        model = SpotCheck
        fields = (
            "uid",
            "village",
            "status",
            "due_on",
            "since",
            "zeros",
            "households",
            "peers",
            "peer_filed",
            "peer_found",
            "odds",
            "result",
            "done_at",
        )


class ResultIn(serializers.Serializer[SpotCheck]):
    """What the visit found and did."""

    result = serializers.CharField(max_length=1000)
