"""Shapes of the API of requests to correct or delist, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from households.models import RightsRequest


class RequestOut(serializers.ModelSerializer[RightsRequest]):
    """A request with what was answered."""

    household = serializers.UUIDField(source="household.uid")
    village = serializers.IntegerField(source="village_id")
    kind_label = serializers.CharField(source="get_kind_display")
    status_label = serializers.CharField(source="get_status_display")
    applicant = serializers.CharField()
    words = serializers.CharField()
    answer = serializers.CharField()
    appeal = serializers.CharField()
    decision = serializers.CharField()

    class Meta:
        model = RightsRequest
        fields = (
            "uid",
            "number",
            "household",
            "village",
            "kind",
            "kind_label",
            "status",
            "status_label",
            "applicant",
            "words",
            "received_on",
            "due_on",
            "answer",
            "answered_on",
            "appeal",
            "appealed_on",
            "appeal_due_on",
            "decision",
            "decided_on",
            "version",
        )


class RequestIn(serializers.Serializer[RightsRequest]):
    """What a family asks for."""

    household = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=RightsRequest.Kind.choices)
    applicant = serializers.CharField(max_length=40)
    words = serializers.CharField(max_length=1000)
    contact = serializers.CharField(max_length=40, required=False, allow_blank=True)
    received_on = serializers.DateField(required=False)


class RequestAnswerIn(serializers.Serializer[RightsRequest]):
    """The township's answer."""

    granted = serializers.BooleanField()
    answer = serializers.CharField(max_length=1000)
    version = serializers.IntegerField()


class RequestAppealIn(serializers.Serializer[RightsRequest]):
    """The family's appeal."""

    words = serializers.CharField(max_length=1000)
    version = serializers.IntegerField()


class RequestDecideIn(serializers.Serializer[RightsRequest]):
    """The county's decision."""

    upheld = serializers.BooleanField()
    decision = serializers.CharField(max_length=1000)
    version = serializers.IntegerField()
