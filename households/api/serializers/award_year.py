"""Shapes of the API of a year's awarding: rules, places, slips, revocations; input and output
apart. What another body answered about a household has no shape at all."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from households.api.serializers.award import VersionIn
from households.award_rules import LONGEST_TEXT
from households.award_standards import STEPS, Ladder, Rules, Standard
from households.models import AwardRevocation, AwardRules, AwardSlip
from households.models.rank import OWN
from households.queries.award import Quota

RANKS = [(rank.value, rank.label) for rank in OWN]


class LadderIn(serializers.Serializer[Any]):
    """One level: share in percent, working days of its notice, steps it leaves out."""

    rank = serializers.ChoiceField(choices=RANKS)
    percent = serializers.IntegerField(min_value=0, max_value=100)
    days = serializers.IntegerField(min_value=1, max_value=30)
    skip = serializers.ListField(child=serializers.ChoiceField(choices=STEPS))


class RulesIn(serializers.Serializer[Any]):
    """A whole version: its standards in words, one entry a level."""

    standards = serializers.ListField(child=serializers.CharField(max_length=40), max_length=20)
    ladder = LadderIn(many=True)
    residence_months = serializers.IntegerField(min_value=0)
    reapply_years = serializers.IntegerField(min_value=0)
    improve_days = serializers.IntegerField(min_value=0)
    village_share = serializers.IntegerField(min_value=0)
    note = serializers.CharField(max_length=120, required=False, allow_blank=True)

    def validate_ladder(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Each level of the county once."""
        if sorted(one["rank"] for one in value) != sorted(OWN):
            raise serializers.ValidationError("村级、乡级、县级各写一次。")
        return value

    def rules(self) -> Rules:
        """The rules of valid data."""
        data = self.validated_data
        names = ("residence_months", "reapply_years", "improve_days", "village_share")
        return Rules(
            standards=tuple(
                Standard(f"s{n}", words.strip()) for n, words in enumerate(data["standards"], 1)
            ),
            ladder={
                one["rank"]: Ladder(one["percent"], one["days"], frozenset(one["skip"]))
                for one in data["ladder"]
            },
            **{name: data[name] for name in names},
        )


class RulesOut(serializers.ModelSerializer[AwardRules]):
    """A version as published."""

    year = serializers.IntegerField(source="campaign.year")
    body = serializers.JSONField()

    class Meta:
        model = AwardRules
        fields = ("year", "number", "body", "note", "made_at")


class QuotaIn(serializers.Serializer[Any]):
    """Places of a village and level; null: its share again."""

    village = serializers.IntegerField(min_value=1)
    rank = serializers.ChoiceField(choices=RANKS)
    places = serializers.IntegerField(min_value=0, max_value=999, allow_null=True)


class QuotaOut(serializers.Serializer[Quota]):
    """percent is null where the village was given places of its own."""

    rank = serializers.CharField()
    percent = serializers.IntegerField(allow_null=True)
    allowed = serializers.IntegerField()
    used = serializers.IntegerField()
    left = serializers.IntegerField()


class QuotaLineOut(serializers.Serializer[Any]):
    """One village: its households and the places of each level."""

    village = serializers.IntegerField()
    village_label = serializers.CharField()
    households = serializers.IntegerField()
    quotas = QuotaOut(many=True)


class SlipIn(serializers.Serializer[AwardSlip]):
    """A batch of candidates for another body."""

    awards = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=200)
    body = serializers.ChoiceField(choices=AwardSlip.Body.choices)
    agency = serializers.CharField(max_length=40)
    answer_by = serializers.DateField()
    link_days = serializers.IntegerField(required=False, min_value=1, max_value=60)


class SlipOut(serializers.ModelSerializer[AwardSlip]):
    """A slip and who is on it; that an answer came, never which."""

    number = serializers.CharField()
    place = serializers.IntegerField(source="place_id")
    body_label = serializers.CharField(source="get_body_display")
    status_label = serializers.CharField(source="get_status_display")
    awards = serializers.SerializerMethodField()

    class Meta:
        model = AwardSlip
        fields: tuple[str, ...] = (
            *("uid", "number", "place", "body", "body_label", "agency", "answer_by", "status"),
            *("status_label", "sent_at", "expires_at", "answered_at", "revoke_reason", "awards"),
            "version",
        )

    def get_awards(self, slip: AwardSlip) -> list[str]:
        """Keys of the candidates."""
        return [str(line.award.uid) for line in slip.lines.all()]


class SlipMadeOut(SlipOut):
    """link: the address the body answers at, told this once and kept nowhere."""

    link = serializers.CharField()

    class Meta(SlipOut.Meta):
        fields = (*SlipOut.Meta.fields, "link")


class SlipRevokeIn(VersionIn):
    """Why it is taken back."""

    reason = serializers.CharField(max_length=200)


class RevocationOut(serializers.ModelSerializer[AwardRevocation]):
    """A revocation with every step taken."""

    award = serializers.UUIDField(source="award.uid")
    status_label = serializers.CharField(source="get_status_display")
    facts = serializers.CharField()
    village_opinion = serializers.CharField()
    proposal = serializers.CharField()
    heard_words = serializers.CharField()
    decision = serializers.CharField()

    class Meta:
        model = AwardRevocation
        fields = (
            *("uid", "award", "status", "status_label", "ground", "facts", "opened_on"),
            *("village_opinion", "village_on", "proposal", "proposed_on", "hearing", "heard_on"),
            *("heard_words", "decision", "decided_on", "plate_back_on", "version"),
        )


class RevocationIn(VersionIn):
    """Which title, what for; version: of the award."""

    award = serializers.UUIDField()
    ground = serializers.ChoiceField(choices=AwardRevocation.Ground.choices)
    facts = serializers.CharField(max_length=LONGEST_TEXT)


class RevocationWordsIn(VersionIn):
    """An opinion or a proposal."""

    words = serializers.CharField(max_length=LONGEST_TEXT)


class RevocationHearIn(VersionIn):
    """How the household was heard, what it said."""

    hearing = serializers.ChoiceField(choices=AwardRevocation.Hearing.choices)
    words = serializers.CharField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    heard_on = serializers.DateField(required=False)


class RevocationDecideIn(VersionIn):
    """Taken away, or kept."""

    revoke = serializers.BooleanField()
    words = serializers.CharField(max_length=LONGEST_TEXT)


class RevocationBackIn(VersionIn):
    """When the plate came back."""

    returned_on = serializers.DateField(required=False)


class RevocationCorrectIn(VersionIn):
    """The public correction."""

    notice_from = serializers.DateField()
    board = serializers.CharField(max_length=80)
    phone = serializers.CharField(max_length=20)
