"""Shapes of the API of honours of places, teams and persons, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from households.api.serializers.award import VersionIn
from households.award_rules import LONGEST_TEXT
from households.models import Honour
from households.models.rank import Rank


class HonourOut(serializers.ModelSerializer[Honour]):
    """An honour; objected: an objection waits for its answer."""

    year = serializers.IntegerField(source="campaign.year")
    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")
    kind_label = serializers.CharField(source="get_kind_display")
    status_label = serializers.CharField(source="get_status_display")
    recipient = serializers.CharField()
    objected = serializers.BooleanField()

    class Meta:
        model = Honour
        fields = (
            *("uid", "year", "place", "place_label", "kind", "kind_label", "rank", "recipient"),
            *("reason", "status", "status_label", "objected", "proposed_on", "consented_on"),
            *("notice_from", "notice_planned", "notice_until", "number", "granted_on", "answer"),
            *("ended_on", "version"),
        )


class HonourProposeIn(serializers.Serializer[Honour]):
    """What proposing takes. plate: of the title a 十佳平安家庭 is picked from; consent: the person
    agreed to the notice."""

    place = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=Honour.Kind.choices)
    rank = serializers.ChoiceField(choices=Rank.choices)
    reason = serializers.CharField(max_length=LONGEST_TEXT)
    recipient = serializers.CharField(max_length=40, required=False, allow_blank=True)
    plate = serializers.CharField(max_length=40, required=False, allow_blank=True)
    consent = serializers.BooleanField(required=False)


class HonourNoticeIn(serializers.Serializer[Honour]):
    """One notice for several honours of a year."""

    honours = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=500)
    notice_from = serializers.DateField()
    place = serializers.CharField(max_length=80)
    phone = serializers.CharField(max_length=20)


class HonourGrantIn(VersionIn):
    """Words are optional where it is granted."""

    words = serializers.CharField(max_length=400, required=False, allow_blank=True)


class HonourWordsIn(VersionIn):
    """Why it is refused or taken back."""

    words = serializers.CharField(max_length=400)
