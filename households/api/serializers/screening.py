"""Shapes of the API of screening, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from households.models import VillageScreening


class ScreeningOut(serializers.ModelSerializer[VillageScreening]):
    """A village in a round; expected is frozen at the round's opening."""

    round = serializers.UUIDField(source="round.uid")
    round_label = serializers.CharField(source="round.name")
    due = serializers.DateTimeField(source="round.due")
    village = serializers.IntegerField(source="village_id")
    village_label = serializers.CharField(source="village.name")

    class Meta:
        model = VillageScreening
        fields = (
            "uid",
            "round",
            "round_label",
            "due",
            "village",
            "village_label",
            "expected",
            "screened",
            "counted",
            "signer",
            "note",
            "filed_at",
            "version",
        )


class MarksIn(serializers.Serializer[VillageScreening]):
    """Homes looked at, or (on false) marks to take away."""

    households = serializers.ListField(child=serializers.UUIDField(), max_length=2000)
    on = serializers.BooleanField(required=False, default=True)


class FilingIn(serializers.Serializer[VillageScreening]):
    """Close a village's round; counted: by a list on paper instead of the homes marked. The
    same client_uuid again answers with the first filing."""

    client_uuid = serializers.UUIDField(required=False)
    version = serializers.IntegerField(required=False)
    signer = serializers.CharField(max_length=40)
    counted = serializers.IntegerField(required=False, min_value=0)
    households = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=2000
    )
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)
