"""Shapes of hand-overs, supervision cards and referrals in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from disputes.models import Agency, MatterHandOver, Referral, SupervisionCard
from disputes.models.referral import Result
from disputes.referral_rules import LINK_DAYS, LINK_DAYS_MOST


class MatterHandOverOut(serializers.ModelSerializer[MatterHandOver]):
    """A hand-over as both ends see it; nothing of the matter but when and how it came in."""

    status_label = serializers.CharField(source="get_status_display")
    giver = serializers.CharField(source="giver.name")
    giver_unit = serializers.IntegerField(source="giver_unit_id")
    unit = serializers.IntegerField(source="unit_id")
    taking = serializers.SerializerMethodField()
    asked = serializers.CharField()
    answer = serializers.CharField()
    done_words = serializers.CharField()
    late = serializers.BooleanField(source="is_late")

    class Meta:
        model = MatterHandOver
        fields = (
            "uid", "status", "status_label", "channel", "received_on", "giver", "giver_unit",
            "unit", "taking", "asked", "basis", "consent_on", "urgent", "held", "offered_at",
            "due_at", "late", "answered_at", "answer", "done_at", "done_words",
        )  # fmt: skip

    def get_taking(self, row: MatterHandOver) -> str:
        """Who took it, or was asked by name."""
        person = row.answered_by if row.status in ("accepted", "done") else row.taking
        return person.name if person else ""


class CardOut(serializers.ModelSerializer[SupervisionCard]):
    """A supervision card."""

    matter = serializers.UUIDField(source="matter.uid")
    status_label = serializers.CharField(source="get_status_display")
    shown_colour = serializers.CharField()
    issuer = serializers.IntegerField(source="issuer_id")
    unit = serializers.IntegerField(source="unit_id")
    owner = serializers.CharField(source="matter.owner.name")
    asked = serializers.CharField()
    answer = serializers.CharField()
    lift_reason = serializers.CharField()

    class Meta:
        model = SupervisionCard
        fields = (
            "uid", "matter", "number", "colour", "shown_colour", "status", "status_label",
            "issuer", "unit", "owner", "asked", "answer_by", "answer", "answered_at",
            "lift_reason", "lifted_at", "version",
        )  # fmt: skip


class ReferralOut(serializers.ModelSerializer[Referral]):
    """A referral; its link is never among it."""

    matter = serializers.UUIDField(source="matter.uid")
    status_label = serializers.CharField(source="get_status_display")
    unit = serializers.IntegerField(source="unit_id")
    agency = serializers.CharField()
    asked = serializers.CharField()
    person_name = serializers.CharField()
    receiver = serializers.CharField()
    receiver_office = serializers.CharField()
    result_label = serializers.CharField(source="get_result_display")
    result_words = serializers.CharField()
    lapsed = serializers.BooleanField(source="is_lapsed")

    class Meta:
        model = Referral
        fields = (
            "uid", "matter", "number", "status", "status_label", "lapsed", "unit", "kind",
            "agency", "asked", "named", "person_name", "basis", "answer_by", "expires_at",
            "issues", "received_at", "receiver", "receiver_office", "result", "result_label",
            "result_words", "answered_at", "paper", "version",
        )  # fmt: skip


class LinkOut(ReferralOut):
    """The same, with the link, this once."""

    link = serializers.CharField(read_only=True)

    class Meta(ReferralOut.Meta):
        fields = (*ReferralOut.Meta.fields, "link")  # type: ignore[assignment]


class ReasonIn(serializers.Serializer[Any]):
    """A reason."""

    reason = serializers.CharField(max_length=2000)


class ToldIn(serializers.Serializer[Any]):
    """Words."""

    words = serializers.CharField(max_length=2000)


class OfferIn(serializers.Serializer[Any]):
    """提出移交. taking: a sign-in name, empty for anybody of the unit."""

    matter = serializers.UUIDField()
    unit = serializers.IntegerField()
    taking = serializers.CharField(max_length=64, required=False, allow_blank=True)
    asked = serializers.CharField(max_length=2000)
    basis = serializers.ChoiceField(
        choices=MatterHandOver.Basis.choices, required=False, allow_blank=True
    )
    consent_on = serializers.DateField(required=False, allow_null=True)
    ground = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    urgent = serializers.BooleanField(required=False)
    version = serializers.IntegerField(required=False)


class CardIn(serializers.Serializer[Any]):
    """发督办单."""

    matter = serializers.UUIDField()
    colour = serializers.ChoiceField(choices=SupervisionCard.Colour.choices)
    asked = serializers.CharField(max_length=2000)
    answer_by = serializers.DateField()
    version = serializers.IntegerField(required=False)


class ReddenIn(serializers.Serializer[Any]):
    """改为红牌."""

    asked = serializers.CharField(max_length=2000)
    answer_by = serializers.DateField()


class ReissueIn(serializers.Serializer[Any]):
    """重开转介单."""

    answer_by = serializers.DateField()
    link_days = serializers.IntegerField(min_value=1, max_value=LINK_DAYS_MOST, default=LINK_DAYS)


class ReferIn(ReissueIn):
    """开转介单: everything that will stand on it."""

    matter = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Agency.choices)
    agency = serializers.CharField(max_length=40)
    asked = serializers.CharField(max_length=2000)
    named = serializers.BooleanField(default=False)
    person_name = serializers.CharField(max_length=40, default="", allow_blank=True)
    basis = serializers.ChoiceField(
        choices=[c for c in Referral.Basis.choices if c[0]], default="", allow_blank=True
    )
    consent_on = serializers.DateField(default=None, allow_null=True)
    ground = serializers.CharField(max_length=2000, default="", allow_blank=True)
    contact = serializers.CharField(max_length=120, default="", allow_blank=True)
    phone = serializers.CharField(max_length=30, default="", allow_blank=True)
    version = serializers.IntegerField(required=False)


class PaperIn(serializers.Serializer[Any]):
    """录入纸质回执, without a photo."""

    receiver = serializers.CharField(max_length=40)
    office = serializers.CharField(max_length=40, default="", allow_blank=True)
    phone = serializers.CharField(max_length=30, default="", allow_blank=True)
    received_on = serializers.DateField()
    result = serializers.ChoiceField(choices=Result.choices)
    words = serializers.CharField(max_length=500, default="", allow_blank=True)
