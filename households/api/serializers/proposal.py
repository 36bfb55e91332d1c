"""Shapes of the API of proposals, input and output apart."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from households.models import Category, Proposal, Tier


class ProposalOut(serializers.ModelSerializer[Proposal]):
    """A lead or proposal; in_force: took effect before the township answered."""

    household = serializers.UUIDField(source="household.uid")
    head_name = serializers.CharField(source="household.head_name")
    family = serializers.UUIDField(source="family.uid", allow_null=True, default=None)
    village = serializers.IntegerField(source="village_id")
    village_label = serializers.CharField(source="village.name")
    kind_label = serializers.CharField(source="get_kind_display")
    status_label = serializers.CharField(source="get_status_display")
    in_force = serializers.BooleanField()
    other_words = serializers.CharField()
    situation = serializers.CharField()
    plan = serializers.CharField()
    reason = serializers.CharField()
    against = serializers.CharField()
    answer = serializers.CharField()

    class Meta:
        model = Proposal
        fields = (
            "uid",
            "kind",
            "kind_label",
            "status",
            "status_label",
            "in_force",
            "household",
            "head_name",
            "family",
            "village",
            "village_label",
            "categories",
            "other_words",
            "situation",
            "grave",
            "hardship",
            "plan",
            "tier",
            "reason",
            "against",
            "proposed_on",
            "decided_on",
            "answer",
            "tier_set",
            "version",
        )


class LeadIn(serializers.Serializer[Proposal]):
    """Note a lead; the same client_uuid again answers with the first record."""

    client_uuid = serializers.UUIDField(required=False)
    household = serializers.UUIDField()
    categories = serializers.ListField(
        child=serializers.ChoiceField(choices=Category.choices), min_length=1, max_length=16
    )
    other_words = serializers.CharField(max_length=60, required=False, allow_blank=True)
    situation = serializers.CharField(max_length=2000)


class ProposalIn(LeadIn):
    """Propose a listing; keepers: sign-in names; version: of the open lead or returned proposal
    it takes up."""

    version = serializers.IntegerField(required=False)
    tier = serializers.ChoiceField(choices=Tier.choices)
    reason = serializers.CharField(max_length=1000)
    against = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    grave = serializers.BooleanField(required=False, default=False)
    hardship = serializers.BooleanField(required=False, default=False)
    plan = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    keepers = serializers.ListField(
        child=serializers.CharField(max_length=64), min_length=2, max_length=4
    )


class ChangeIn(serializers.Serializer[Proposal]):
    """Ask to lower the tier or to close the file of a listed family."""

    family = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=[("lower", "降级"), ("close", "销号")])
    reason = serializers.CharField(max_length=1000)
    version = serializers.IntegerField()


class ConfirmIn(serializers.Serializer[Proposal]):
    """审定; tier "" agrees; keepers: others than those proposed."""

    version = serializers.IntegerField()
    tier: Any = serializers.ChoiceField(choices=Tier.choices, required=False, allow_blank=True)
    words = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    against = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    keepers = serializers.ListField(
        child=serializers.CharField(max_length=64), required=False, max_length=4
    )


class WordsIn(serializers.Serializer[Proposal]):
    """An answer in words on a known version."""

    version = serializers.IntegerField()
    words = serializers.CharField(max_length=1000)
