"""Shapes of the API of the care ledgers, input and output apart. Telephones are masked."""

from __future__ import annotations

from rest_framework import serializers

from households.models import CareRecord, CareVisit


class CareOut(serializers.ModelSerializer[CareRecord]):
    """Somebody in a ledger."""

    member = serializers.UUIDField(source="member.uid")
    household = serializers.UUIDField(source="household.uid")
    village = serializers.IntegerField(source="village_id")
    kind_label = serializers.CharField(source="get_kind_display")
    contact = serializers.CharField(source="masked_contact")
    need = serializers.CharField()

    class Meta:
        model = CareRecord
        fields = (
            "uid",
            "member",
            "household",
            "village",
            "kind",
            "kind_label",
            "carer",
            "carer_relation",
            "contact",
            "need",
            "since",
            "ended_on",
            "end_reason",
            "version",
        )


class CareFacts(serializers.Serializer[CareRecord]):
    """Who looks after the person, and what is needed."""

    carer = serializers.CharField(max_length=40, required=False, allow_blank=True)
    carer_relation = serializers.CharField(max_length=20, required=False, allow_blank=True)
    contact = serializers.CharField(max_length=20, required=False, allow_blank=True)
    need = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class CareIn(CareFacts):
    """Somebody to enter into a ledger."""

    member = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=CareRecord.Kind.choices)


class CareCorrectIn(CareFacts):
    """A correction, made on a version."""

    version = serializers.IntegerField()


class CareVisitIn(serializers.Serializer[CareVisit]):
    """A care visit."""

    visited_on = serializers.DateField()
    way = serializers.ChoiceField(choices=CareVisit.Way.choices)
    found = serializers.CharField(max_length=1000)


class CareVisitOut(serializers.ModelSerializer[CareVisit]):
    """A care visit."""

    found = serializers.CharField()
    way_label = serializers.CharField(source="get_way_display")

    class Meta:
        model = CareVisit
        fields = ("uid", "visited_on", "way", "way_label", "found")


class CareEndIn(serializers.Serializer[CareRecord]):
    """Leaving the ledger."""

    reason = serializers.CharField(max_length=120)
    version = serializers.IntegerField()
