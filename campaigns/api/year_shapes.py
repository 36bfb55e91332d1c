"""Shapes of the year in the API, input and output apart. Money is in whole fen."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from campaigns.models import (
    Attendance,
    Duty,
    DutyMark,
    Fund,
    FundItem,
    LeadingGroup,
    Meeting,
    MemberUnit,
    Plan,
    Seat,
    ShowPoint,
)


class PhaseOut(serializers.Serializer[Any]):
    """A phase of the plan."""

    name = serializers.CharField()
    since = serializers.DateField()
    until = serializers.DateField()
    what = serializers.CharField()


class YearPlanOut(serializers.ModelSerializer[Plan]):
    """A year's plan with its phases; number and day are empty while it is a draft."""

    year = serializers.IntegerField(source="campaign.year")
    phases = PhaseOut(many=True)

    class Meta:
        model = Plan
        fields = ("uid", "year", "number", "issued_on", "city_paper", "aims", "phases", "version")


class YearDutyOut(serializers.ModelSerializer[Duty]):
    """A dated line of the calendar; counts of the reader's reach."""

    year = serializers.IntegerField(source="campaign.year")
    kind_label = serializers.CharField(source="get_kind_display")
    on_time = serializers.IntegerField()
    late = serializers.IntegerField()
    freed = serializers.IntegerField()
    is_lifted = serializers.BooleanField()

    class Meta:
        model = Duty
        fields = (
            "uid", "year", "level", "due_on", "first_due_on", "shown_from", "title", "kind",
            "kind_label", "ahead", "is_fixed", "is_lifted", "lift_reason", "on_time", "late",
            "freed", "version",
        )  # fmt: skip


class DutyMoveIn(serializers.Serializer[Duty]):
    """Another day."""

    due_on = serializers.DateField()
    ahead = serializers.IntegerField(min_value=0, max_value=90, required=False)
    reason = serializers.CharField(max_length=120)
    version = serializers.IntegerField()


class DutyDoneIn(serializers.Serializer[Duty]):
    """One's own unit has done it."""

    note = serializers.CharField(max_length=200)
    day = serializers.DateField(required=False)


class DutyMarkOut(serializers.ModelSerializer[DutyMark]):
    """What became of a duty in a unit."""

    duty = serializers.UUIDField(source="duty.uid")
    place = serializers.IntegerField(source="place_id")

    class Meta:
        model = DutyMark
        fields = ("uid", "duty", "place", "kind", "day", "note", "at")


class GroupSeatOut(serializers.ModelSerializer[Seat]):
    """Who holds a post."""

    post_label = serializers.CharField(source="get_post_display")

    class Meta:
        model = Seat
        fields = (
            "uid", "post", "post_label", "name", "title", "office_phone", "since", "until",
            "end_reason",
        )  # fmt: skip


class GroupSeatIn(serializers.Serializer[Seat]):
    """Somebody takes a post."""

    client_uuid = serializers.UUIDField(required=False)
    post = serializers.ChoiceField(choices=Seat.Post.choices)
    name = serializers.CharField(max_length=20)
    title = serializers.CharField(max_length=40, required=False, allow_blank=True)
    office_phone = serializers.CharField(max_length=20, required=False, allow_blank=True)
    since = serializers.DateField()


class MemberUnitOut(serializers.ModelSerializer[MemberUnit]):
    """A department of the county that belongs to the leading group."""

    county = serializers.IntegerField(source="county_id")
    kind_label = serializers.CharField(source="get_kind_display")

    class Meta:
        model = MemberUnit
        fields = (
            "uid", "county", "name", "short_name", "kind", "kind_label", "since", "is_live",
            "ended_on", "end_reason", "version",
        )  # fmt: skip


class MemberUnitIn(serializers.Serializer[MemberUnit]):
    """A department taken in."""

    client_uuid = serializers.UUIDField(required=False)
    name = serializers.CharField(max_length=40)
    short_name = serializers.CharField(max_length=16)
    kind = serializers.ChoiceField(choices=MemberUnit.Kind.choices)
    since = serializers.DateField()


class LeadingGroupOut(serializers.ModelSerializer[LeadingGroup]):
    """A unit's leading group with everybody who sits or sat in it."""

    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")
    seats = GroupSeatOut(many=True)

    class Meta:
        model = LeadingGroup
        fields = (
            "uid", "place", "place_label", "name", "office_at", "paper_number", "set_up_on",
            "meetings_a_year", "ended_on", "end_reason", "seats", "version",
        )  # fmt: skip


class LeadingGroupIn(serializers.Serializer[LeadingGroup]):
    """The group of one's own unit."""

    client_uuid = serializers.UUIDField(required=False)
    name = serializers.CharField(max_length=40)
    office_at = serializers.CharField(max_length=40, required=False, allow_blank=True)
    paper_number = serializers.CharField(max_length=40, required=False, allow_blank=True)
    meetings_a_year = serializers.IntegerField(min_value=1, max_value=12)
    set_up_on = serializers.DateField()


class AttendanceOut(serializers.ModelSerializer[Attendance]):
    """How a seat was filled."""

    seat = serializers.UUIDField(source="seat.uid")
    name = serializers.CharField(source="seat.name")

    class Meta:
        model = Attendance
        fields = ("seat", "name", "how", "note")


class MeetingOut(serializers.ModelSerializer[Meeting]):
    """A meeting with who came."""

    group = serializers.UUIDField(source="group.uid")
    place = serializers.IntegerField(source="place_id")
    attendance = AttendanceOut(many=True)

    class Meta:
        model = Meeting
        fields = (
            "uid", "group", "place", "kind", "held_on", "held_at", "topic", "minutes",
            "attendance", "taken_back_at", "back_reason", "version",
        )  # fmt: skip


class CameIn(serializers.Serializer[Attendance]):
    """How a seat was filled; note: the deputy, or why nobody came."""

    seat = serializers.UUIDField()
    how = serializers.ChoiceField(choices=Attendance.How.choices)
    note = serializers.CharField(max_length=40, required=False, allow_blank=True)


class MeetingIn(serializers.Serializer[Meeting]):
    """A meeting of one's own group with a line for every seat."""

    client_uuid = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=Meeting.Kind.choices)
    held_on = serializers.DateField()
    held_at = serializers.CharField(max_length=40)
    topic = serializers.CharField(max_length=80)
    minutes = serializers.CharField(max_length=4000)
    came = CameIn(many=True)


class FundOut(serializers.ModelSerializer[Fund]):
    """What a unit has for a year, and what is spent of it."""

    year = serializers.IntegerField(source="campaign.year")
    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")
    spent = serializers.IntegerField()

    class Meta:
        model = Fund
        fields = (
            "uid", "year", "place", "place_label", "planned", "spent", "budget_paper",
            "decided_on", "version",
        )  # fmt: skip


class FundIn(serializers.Serializer[Fund]):
    """One's own unit's money of this year."""

    planned = serializers.IntegerField(min_value=0)
    budget_paper = serializers.CharField(max_length=60)
    decided_on = serializers.DateField()


class SpendIn(serializers.Serializer[FundItem]):
    """A sum spent."""

    client_uuid = serializers.UUIDField(required=False)
    amount = serializers.IntegerField(min_value=1)
    purpose = serializers.CharField(max_length=80)
    spent_on = serializers.DateField()
    receipt_number = serializers.CharField(max_length=40, required=False, allow_blank=True)
    over_words = serializers.CharField(max_length=120, required=False, allow_blank=True)


class ShowPointOut(serializers.ModelSerializer[ShowPoint]):
    """A demonstration point."""

    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")

    class Meta:
        model = ShowPoint
        fields = (
            "uid", "place", "place_label", "name", "what_for", "since", "until", "end_reason",
        )  # fmt: skip


class ShowPointIn(serializers.Serializer[ShowPoint]):
    """A point of one's own unit."""

    client_uuid = serializers.UUIDField(required=False)
    name = serializers.CharField(max_length=40)
    what_for = serializers.CharField(max_length=120)
    since = serializers.DateField()
