"""Shapes of the API of listed families, input and output apart."""

from __future__ import annotations

from datetime import date
from typing import Any

from rest_framework import serializers

from accounts.templatetags.words import mask_name
from households.models import Category, FileOpening, ListedFamily, Tier, Visit


class FamilyOut(serializers.ModelSerializer[ListedFamily]):
    """A stay on the list; lapsed: the tier shows as grey 未复核."""

    household = serializers.UUIDField(source="household.uid")
    head_name = serializers.CharField(source="household.head_name")
    village = serializers.IntegerField(source="village_id")
    village_label = serializers.CharField(source="village.name")
    tier_label = serializers.CharField(source="level.label")
    status_label = serializers.CharField(source="get_status_display")
    lapsed = serializers.BooleanField(source="is_lapsed")
    next_due = serializers.SerializerMethodField()
    category_labels = serializers.ListField(child=serializers.CharField())

    # Sealed in the database: shown as the words they are.
    other_words = serializers.CharField()
    situation = serializers.CharField()
    plan = serializers.CharField()

    class Meta:
        model = ListedFamily
        fields = (
            "uid",
            "household",
            "head_name",
            "village",
            "village_label",
            "status",
            "status_label",
            "categories",
            "category_labels",
            "other_words",
            "grave",
            "hardship",
            "sealed",
            "situation",
            "plan",
            "tier",
            "tier_label",
            "tier_since",
            "review_due",
            "lapsed",
            "next_due",
            "listed_on",
            "closed_on",
            "close_ground",
            "version",
        )

    def to_representation(self, instance: ListedFamily) -> dict[str, Any]:
        """A level that has not opened the file reads a masked name and no words (domain H ③)."""
        out: dict[str, Any] = super().to_representation(instance)
        if not getattr(instance, "is_readable", True):
            out["head_name"] = mask_name(out["head_name"])
            out |= {"situation": "", "plan": "", "other_words": ""}
        return out

    def get_next_due(self, family: ListedFamily) -> date | None:
        """The day of the earliest visit owed; null when none is planned."""
        due: date | None = getattr(family, "next_due", None)
        return due


class ListingIn(serializers.Serializer[ListedFamily]):
    """Put a household on the list; keepers: sign-in names of two people posted there."""

    household = serializers.UUIDField()
    categories = serializers.ListField(
        child=serializers.ChoiceField(choices=Category.choices), min_length=1, max_length=16
    )
    other_words = serializers.CharField(max_length=60, required=False, allow_blank=True)
    situation = serializers.CharField(max_length=2000)
    grave = serializers.BooleanField(required=False, default=False)
    hardship = serializers.BooleanField(required=False, default=False)
    plan = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    tier = serializers.ChoiceField(choices=Tier.choices)
    reason = serializers.CharField(max_length=1000)
    against = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    keepers = serializers.ListField(
        child=serializers.CharField(max_length=64), min_length=2, max_length=4
    )
    listed_on = serializers.DateField(required=False)
    sealed = serializers.BooleanField(required=False, default=False)


class OpenIn(serializers.Serializer[FileOpening]):
    """Why a file is opened from above."""

    reason = serializers.CharField(max_length=200)


class OpeningOut(serializers.ModelSerializer[FileOpening]):
    """An opening: until when the contents may be read."""

    class Meta:
        model = FileOpening
        fields = ("opened_at", "until")


class ReasonIn(serializers.Serializer[ListedFamily]):
    """An act on a known version with its reason."""

    version = serializers.IntegerField()
    reason = serializers.CharField(max_length=1000)


class DecisionIn(ReasonIn):
    """A decision on a tier; against: why it differs from what the factor sheet suggests."""

    against = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class FlagIn(ReasonIn):
    """Set or take away a flag."""

    flag = serializers.ChoiceField(choices=[("grave", "重大隐患"), ("hardship", "特别困难")])
    on = serializers.BooleanField()


class RaiseIn(DecisionIn):
    """Raise to a higher tier."""

    tier = serializers.ChoiceField(choices=Tier.choices)


class CloseIn(ReasonIn):
    """销号."""

    ground = serializers.ChoiceField(choices=ListedFamily.CloseGround.choices)


class PlanIn(serializers.Serializer[ListedFamily]):
    """简要情况 and 一户一策."""

    version = serializers.IntegerField()
    situation = serializers.CharField(max_length=2000)
    plan = serializers.CharField(max_length=2000, allow_blank=True)


class VisitOut(serializers.ModelSerializer[Visit]):
    """A visit."""

    visitor = serializers.CharField(source="visitor.name")
    way_label = serializers.CharField(source="get_way_display")
    change_label = serializers.CharField(source="get_change_display")
    met = serializers.CharField()
    state = serializers.CharField()
    needs = serializers.CharField()
    measures = serializers.CharField()

    class Meta:
        model = Visit
        fields = (
            "uid",
            "visited_on",
            "visitor",
            "way",
            "way_label",
            "met",
            "state",
            "needs",
            "change",
            "change_label",
            "measures",
            "next_on",
            "recorded_at",
        )


class VisitIn(serializers.Serializer[Visit]):
    """A visit; the same client_uuid again answers with the first record."""

    client_uuid = serializers.UUIDField(required=False)
    visited_on = serializers.DateField()
    way = serializers.ChoiceField(choices=Visit.Way.choices)
    met = serializers.CharField(max_length=80)
    state = serializers.CharField(max_length=2000)
    change = serializers.ChoiceField(choices=Visit.Change.choices)
    needs = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    measures = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    next_on = serializers.DateField(required=False, allow_null=True)
