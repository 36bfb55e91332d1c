"""Shapes of the API of pairings, input and output apart. Telephones are masked."""

from __future__ import annotations

from rest_framework import serializers

from households.models import HelpEvent, Pairing


class PairingOut(serializers.ModelSerializer[Pairing]):
    """A pairing; times: how often help was given, given: its value in yuan."""

    household = serializers.UUIDField(source="household.uid")
    village = serializers.IntegerField(source="village_id")
    helper_kind_label = serializers.CharField(source="get_helper_kind_display")
    contact = serializers.CharField(source="masked_contact")
    need = serializers.CharField()
    measures = serializers.CharField()
    effect = serializers.CharField()
    times = serializers.IntegerField(default=0)
    given = serializers.DecimalField(max_digits=12, decimal_places=2, default=None)

    class Meta:
        model = Pairing
        fields = (
            "uid",
            "household",
            "village",
            "helper_kind",
            "helper_kind_label",
            "helper_name",
            "contact",
            "need",
            "measures",
            "since",
            "consent_on",
            "ended_on",
            "effect",
            "times",
            "given",
            "version",
        )


class PairingIn(serializers.Serializer[Pairing]):
    """A helper for one household."""

    household = serializers.UUIDField()
    helper_kind = serializers.ChoiceField(choices=Pairing.Helper.choices)
    helper_name = serializers.CharField(max_length=60)
    contact = serializers.CharField(max_length=20, required=False, allow_blank=True)
    need = serializers.CharField(max_length=1000)
    measures = serializers.CharField(max_length=1000)
    since = serializers.DateField()


class HelpEventIn(serializers.Serializer[HelpEvent]):
    """Help given once."""

    client_uuid = serializers.UUIDField(required=False)
    happened_on = serializers.DateField()
    kind = serializers.ChoiceField(choices=HelpEvent.Kind.choices)
    what = serializers.CharField(max_length=1000)
    amount = serializers.DecimalField(max_digits=10, decimal_places=2, required=False)
    signed_by = serializers.CharField(max_length=40)


class HelpEventOut(serializers.ModelSerializer[HelpEvent]):
    """Help given once."""

    what = serializers.CharField()
    kind_label = serializers.CharField(source="get_kind_display")

    class Meta:
        model = HelpEvent
        fields = ("uid", "happened_on", "kind", "kind_label", "what", "amount", "signed_by")


class EndPairingIn(serializers.Serializer[Pairing]):
    """The pairing ends."""

    version = serializers.IntegerField()
    ended_on = serializers.DateField()
    effect = serializers.CharField(max_length=1000)
