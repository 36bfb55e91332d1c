"""Shapes of the API of hand-overs, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from households.models import HandOver


class HandOverOut(serializers.ModelSerializer[HandOver]):
    """A family on its way; holder: the township's person who holds it meanwhile."""

    family = serializers.UUIDField(source="family.uid")
    status_label = serializers.CharField(source="get_status_display")
    leaving = serializers.CharField(source="leaving.name", default="")
    taking = serializers.CharField(source="taking.name", default="")
    holder = serializers.CharField(source="holder.name", default="")
    proposed_by = serializers.CharField(source="proposed_by.name")
    reason = serializers.CharField()
    answer = serializers.CharField()

    class Meta:
        model = HandOver
        fields = (
            "uid",
            "batch",
            "family",
            "status",
            "status_label",
            "leaving",
            "taking",
            "holder",
            "reason",
            "proposed_by",
            "proposed_at",
            "due_on",
            "answered_at",
            "answer",
        )


class HandOverIn(serializers.Serializer[HandOver]):
    """Sign-in names of the keeper who leaves (left out to add a missing keeper) and of the one
    who is asked."""

    version = serializers.IntegerField()
    leaving = serializers.CharField(max_length=64, required=False, allow_blank=True)
    taking = serializers.CharField(max_length=64)
    reason = serializers.CharField(max_length=1000)


class HandOverAnswerIn(serializers.Serializer[HandOver]):
    """Why it is not taken, or taken back."""

    reason = serializers.CharField(max_length=1000)


class SuccessorIn(serializers.Serializer[HandOver]):
    """Sign-in name of the one who is asked to keep a family the township holds."""

    taking = serializers.CharField(max_length=64)
