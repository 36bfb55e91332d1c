"""Shapes of the service network in the API, input and output apart. A shelter says 地址保密; no
volunteer's telephone is ever here."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from campaigns.models import (
    DutyShift,
    ServicePoint,
    Volunteer,
    VolunteerTeam,
    VolunteerWork,
    WorkRecord,
)


class ServicePointOut(serializers.ModelSerializer[ServicePoint]):
    """A service point; hours: seven days from Monday on."""

    kind_label = serializers.CharField(source="get_kind_display")
    status_label = serializers.CharField(source="get_status_display")
    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")
    address = serializers.CharField(source="shown_address")

    class Meta:
        model = ServicePoint
        fields = (
            "uid", "kind", "kind_label", "place", "place_label", "name", "address", "phone",
            "hours", "run_by", "opened_on", "status", "status_label", "closed_on", "close_reason",
            "version",
        )  # fmt: skip


class PointFactsIn(serializers.Serializer[ServicePoint]):
    """What is said about a point; a shelter's address is kept apart."""

    name = serializers.CharField(max_length=40)
    phone = serializers.CharField(max_length=20)
    run_by = serializers.CharField(max_length=40)
    address = serializers.CharField(max_length=80, required=False, allow_blank=True)
    hours = serializers.ListField(
        child=serializers.CharField(max_length=40, allow_blank=True), min_length=7, max_length=7
    )


class ServicePointIn(PointFactsIn):
    """A point of one's own unit."""

    client_uuid = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=ServicePoint.Kind.choices)
    opened_on = serializers.DateField()


class ServicePointChangeIn(PointFactsIn):
    """The same without kind and first day."""

    version = serializers.IntegerField()


class ServicePointCloseIn(serializers.Serializer[ServicePoint]):
    """What closing takes."""

    closed_on = serializers.DateField()
    reason = serializers.CharField(max_length=120)
    version = serializers.IntegerField()


class DutyShiftOut(serializers.ModelSerializer[DutyShift]):
    """Who is on duty."""

    point = serializers.UUIDField(source="point.uid")
    point_label = serializers.CharField(source="point.name")
    who = serializers.CharField()

    class Meta:
        model = DutyShift
        fields = ("uid", "point", "point_label", "day", "starts", "ends", "who")


class DutyShiftIn(serializers.Serializer[DutyShift]):
    """Somebody on duty: the sign-in name of a user of the unit, or a name."""

    point = serializers.UUIDField()
    day = serializers.DateField()
    starts = serializers.TimeField()
    ends = serializers.TimeField()
    username = serializers.CharField(max_length=64, required=False, allow_blank=True)
    name = serializers.CharField(max_length=20, required=False, allow_blank=True)


class WeekIn(serializers.Serializer[Any]):
    """Any day of the week that is copied to the next."""

    point = serializers.UUIDField()
    week = serializers.DateField()


class CopiedOut(serializers.Serializer[Any]):
    """How many shifts were added."""

    added = serializers.IntegerField()


class WorkRecordOut(serializers.ModelSerializer[WorkRecord]):
    """What a point did."""

    point = serializers.UUIDField(source="point.uid")
    point_label = serializers.CharField(source="point.name")
    kind_label = serializers.CharField(source="get_kind_display")
    place = serializers.IntegerField(source="place_id")

    class Meta:
        model = WorkRecord
        fields = ("uid", "point", "point_label", "place", "day", "kind", "kind_label", "people")


class WorkRecordIn(serializers.Serializer[WorkRecord]):
    """A day, a kind, a number."""

    client_uuid = serializers.UUIDField(required=False)
    point = serializers.UUIDField()
    day = serializers.DateField()
    kind = serializers.ChoiceField(choices=WorkRecord.Kind.choices)
    people = serializers.IntegerField(min_value=1, max_value=5000)


class TakeBackIn(serializers.Serializer[Any]):
    """Why a record is taken back."""

    reason = serializers.CharField(max_length=120)


class VolunteerTeamOut(serializers.ModelSerializer[VolunteerTeam]):
    """A team."""

    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")
    leader = serializers.UUIDField(source="leader.uid", default=None)
    leader_label = serializers.CharField(source="leader.name", default="")

    class Meta:
        model = VolunteerTeam
        fields = (
            "uid", "name", "place", "place_label", "leader", "leader_label", "since", "until",
            "end_reason", "version",
        )  # fmt: skip


class VolunteerTeamIn(serializers.Serializer[VolunteerTeam]):
    """A team of one's own unit."""

    name = serializers.CharField(max_length=30)
    since = serializers.DateField()


class VolunteerTeamChangeIn(serializers.Serializer[VolunteerTeam]):
    """Another name, another leader (null: none)."""

    name = serializers.CharField(max_length=30)
    leader = serializers.UUIDField(allow_null=True)
    version = serializers.IntegerField()


class NetworkEndIn(serializers.Serializer[Any]):
    """The last day and why."""

    until = serializers.DateField()
    reason = serializers.CharField(max_length=120)
    version = serializers.IntegerField()


class VolunteerOut(serializers.ModelSerializer[Volunteer]):
    """A volunteer; hours and cases are null for whoever may not see her unit's work."""

    kind_label = serializers.CharField(source="get_kind_display")
    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")
    team = serializers.UUIDField(source="team.uid", default=None)
    month_hours = serializers.DecimalField(
        max_digits=7, decimal_places=1, allow_null=True, default=None
    )
    year_hours = serializers.DecimalField(
        max_digits=7, decimal_places=1, allow_null=True, default=None
    )
    trials = serializers.IntegerField(allow_null=True, default=None)
    court = serializers.IntegerField(allow_null=True, default=None)

    class Meta:
        model = Volunteer
        fields = (
            "uid", "name", "kind", "kind_label", "place", "place_label", "employer", "skills",
            "team", "since", "until", "end_reason", "month_hours", "year_hours", "trials", "court",
            "version",
        )  # fmt: skip


class VolunteerFactsIn(serializers.Serializer[Volunteer]):
    """What is written about a volunteer."""

    name = serializers.CharField(max_length=20)
    kind = serializers.ChoiceField(choices=Volunteer.Kind.choices)
    employer = serializers.CharField(max_length=40, required=False, allow_blank=True)
    skills = serializers.CharField(max_length=60, required=False, allow_blank=True)
    team = serializers.UUIDField(required=False, allow_null=True)
    since = serializers.DateField()
    until = serializers.DateField(required=False, allow_null=True)


class VolunteerIn(VolunteerFactsIn):
    """A volunteer of one's own unit."""

    client_uuid = serializers.UUIDField(required=False)
    phone = serializers.CharField(max_length=20)


class VolunteerChangeIn(VolunteerFactsIn):
    """The same; an empty telephone stays as it is."""

    phone = serializers.CharField(max_length=20, required=False, allow_blank=True)
    version = serializers.IntegerField()


class VolunteerWorkOut(serializers.ModelSerializer[VolunteerWork]):
    """What a volunteer did."""

    volunteer = serializers.UUIDField(source="volunteer.uid")
    volunteer_label = serializers.CharField(source="volunteer.name")
    kind_label = serializers.CharField(source="get_kind_display")
    place = serializers.IntegerField(source="place_id")
    point = serializers.UUIDField(source="point.uid", default=None)

    class Meta:
        model = VolunteerWork
        fields = (
            "uid", "volunteer", "volunteer_label", "place", "point", "day", "kind", "kind_label",
            "hours", "cases",
        )  # fmt: skip


class VolunteerWorkIn(serializers.Serializer[VolunteerWork]):
    """What a volunteer did, in half hours; cases for trials and court mediation."""

    client_uuid = serializers.UUIDField(required=False)
    volunteer = serializers.UUIDField()
    point = serializers.UUIDField(required=False, allow_null=True)
    day = serializers.DateField()
    kind = serializers.ChoiceField(choices=VolunteerWork.Kind.choices)
    hours = serializers.DecimalField(max_digits=4, decimal_places=1)
    cases = serializers.IntegerField(required=False, default=0)


class NetworkFigureOut(serializers.Serializer[Any]):
    """A number of the counting table: now, and the same days a year earlier; null where it does
    not apply or is held back."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    now = serializers.DecimalField(max_digits=12, decimal_places=1, allow_null=True)
    before = serializers.DecimalField(max_digits=12, decimal_places=1, allow_null=True)


class NetworkCountsOut(serializers.Serializer[Any]):
    """A row of the counting table."""

    row = serializers.CharField()
    figures = NetworkFigureOut(many=True)
