"""Shapes of the API of members, hand-overs and matches, input and output apart. Numbers leave
masked; the whole ones are the answer to a reveal with a reason (C5)."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from households.models import (
    ConsentBasis,
    DocumentKind,
    HouseholdMove,
    Member,
    PersonMatch,
    Relation,
    Sex,
)


class MemberOut(serializers.ModelSerializer[Member]):
    """A member; documents and telephone masked."""

    household = serializers.UUIDField(source="household.uid")
    relation_label = serializers.CharField(source="get_relation_display")
    sex_label = serializers.CharField(source="get_sex_display")
    document_label = serializers.CharField(source="get_document_display")
    masked_document = serializers.CharField()
    masked_phone = serializers.CharField()

    class Meta:
        model = Member
        fields = (
            "uid",
            "household",
            "name",
            "relation",
            "relation_label",
            "sex",
            "sex_label",
            "birth_date",
            "document",
            "document_label",
            "masked_document",
            "masked_phone",
            "document_reason",
            "consent",
            "consent_note",
            "joined_on",
            "left_on",
            "died_on",
            "version",
        )


class MemberIn(serializers.Serializer[Member]):
    """What is registered about a member; with an ID number sex and birth date are read from it."""

    name = serializers.CharField(max_length=40)
    relation = serializers.ChoiceField(choices=Relation.choices)
    id_number = serializers.CharField(max_length=30, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=30, required=False, allow_blank=True)
    document = serializers.ChoiceField(
        choices=DocumentKind.choices, required=False, allow_blank=True
    )
    document_number = serializers.CharField(max_length=40, required=False, allow_blank=True)
    document_reason = serializers.CharField(max_length=100, required=False, allow_blank=True)
    sex = serializers.ChoiceField(choices=Sex.choices, required=False, allow_blank=True)
    birth_date = serializers.DateField(required=False, allow_null=True)
    consent = serializers.ChoiceField(
        choices=ConsentBasis.choices, required=False, allow_blank=True
    )
    consent_note = serializers.CharField(max_length=100, required=False, allow_blank=True)


class MemberChange(MemberIn):
    """A correction of a known version; numbers left empty stay."""

    version = serializers.IntegerField()


class MemberLeaveIn(serializers.Serializer[Member]):
    """A member leaves; a head names who follows, by uid."""

    version = serializers.IntegerField()
    left_on = serializers.DateField()
    reason = serializers.CharField(max_length=200)
    new_head = serializers.UUIDField(required=False)


class MemberDeathIn(serializers.Serializer[Member]):
    """A member died; a head is followed by somebody."""

    version = serializers.IntegerField()
    died_on = serializers.DateField()
    new_head = serializers.UUIDField(required=False)


class ReturnIn(serializers.Serializer[Member]):
    """A member entered as gone comes back."""

    version = serializers.IntegerField()
    reason = serializers.CharField(max_length=200)


class RevealIn(serializers.Serializer[Member]):
    """Why the whole numbers are needed; the password of whoever asks, when it was not given in
    the last ten minutes."""

    reason = serializers.CharField(max_length=200)
    password = serializers.CharField(max_length=128, required=False, trim_whitespace=False)


class MemberWhole(serializers.Serializer[Any]):
    """Whole numbers, as far as they are registered."""

    id_number = serializers.CharField(required=False)
    document_number = serializers.CharField(required=False)
    phone = serializers.CharField(required=False)


class MoveOut(serializers.ModelSerializer[HouseholdMove]):
    """A hand-over between two villages."""

    village = serializers.IntegerField(source="village_id")
    from_village = serializers.IntegerField(source="from_village_id")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = HouseholdMove
        fields = (
            "uid",
            "village",
            "from_village",
            "head_name",
            "people",
            "tier",
            "reason",
            "status",
            "status_label",
            "offered_at",
            "answered_at",
            "answer",
            "version",
        )


class MoveIn(serializers.Serializer[HouseholdMove]):
    """Offer a household to another village of the county."""

    household = serializers.UUIDField()
    village = serializers.IntegerField(min_value=10**11, max_value=10**12 - 1)
    reason = serializers.CharField(max_length=200)
    address = serializers.CharField(max_length=120, required=False, allow_blank=True)


class MoveAcceptIn(serializers.Serializer[HouseholdMove]):
    """The number in the receiving village."""

    number = serializers.CharField(max_length=20)


class MoveDeclineIn(serializers.Serializer[HouseholdMove]):
    """Why an offer is sent back."""

    answer = serializers.CharField(max_length=200)


class MatchOut(serializers.ModelSerializer[PersonMatch]):
    """The county's decision on two members."""

    first = serializers.UUIDField(source="first.uid")
    second = serializers.UUIDField(source="second.uid")

    class Meta:
        model = PersonMatch
        fields = (
            "uid",
            "first",
            "second",
            "ground",
            "verdict",
            "reason",
            "decided_at",
            "undone_at",
        )


class MatchIn(serializers.Serializer[PersonMatch]):
    """Decide on two members, by uid."""

    first = serializers.UUIDField()
    second = serializers.UUIDField()
    verdict = serializers.ChoiceField(choices=PersonMatch.Verdict.choices)
    reason = serializers.CharField(max_length=200)


class UndoIn(serializers.Serializer[PersonMatch]):
    """Take a decision back."""

    reason = serializers.CharField(max_length=200)
