"""Shapes of the API of committees and mediators, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from accounts.models import User
from disputes.models import CommitteeSeat, DisputeType, MediationCommittee, MediatorEntry
from disputes.queries.committee import contact_of, whole_days

# A member of a committee enters the roster by her seat.
APPOINTED_KINDS = [c for c in MediatorEntry.Kind.choices if c[0] != MediatorEntry.Kind.MEMBER]


class SeatOut(serializers.ModelSerializer[CommitteeSeat]):
    """A seat and who holds it; until is null while it lasts."""

    role_label = serializers.CharField(source="get_role_display")
    mediator = serializers.UUIDField(source="entry.uid")
    name = serializers.CharField(source="entry.name")
    sex = serializers.CharField(source="entry.sex")

    class Meta:
        model = CommitteeSeat
        fields = (
            "uid",
            "role",
            "role_label",
            "mediator",
            "name",
            "sex",
            "since",
            "until",
            "end_reason",
        )


class CommitteeOut(serializers.ModelSerializer[MediationCommittee]):
    """A line of the list; incomplete: art. 8 does not hold."""

    place_label = serializers.CharField(source="place.name")
    kind_label = serializers.CharField(source="get_kind_display")
    status_label = serializers.CharField(source="get_status_display")
    members = serializers.IntegerField()
    women = serializers.IntegerField()
    incomplete = serializers.BooleanField()

    class Meta:
        model = MediationCommittee
        fields = (
            "uid",
            "place",
            "place_label",
            "name",
            "kind",
            "kind_label",
            "status",
            "status_label",
            "established_on",
            "term_since",
            "term_until",
            "seal_kept_by",
            "members",
            "women",
            "incomplete",
            "version",
        )


class CommitteeDetailOut(serializers.ModelSerializer[MediationCommittee]):
    """One committee with all its seats, and what it lacks, a sentence each."""

    place_label = serializers.CharField(source="place.name")
    seats = SeatOut(many=True)
    lacks = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = MediationCommittee
        fields = (
            "uid",
            "place",
            "place_label",
            "name",
            "kind",
            "status",
            "established_on",
            "term_since",
            "term_until",
            "seal_kept_by",
            "ended_on",
            "end_reason",
            "seats",
            "lacks",
            "version",
        )


class MediatorOut(serializers.ModelSerializer[MediatorEntry]):
    """A mediator with her load as far as the reader may see it."""

    place_label = serializers.CharField(source="place.name")
    committee = serializers.UUIDField(source="committee.uid", allow_null=True, default=None)
    kind_label = serializers.CharField(source="get_kind_display")
    hours = serializers.CharField()
    has_account = serializers.SerializerMethodField()
    open_cases = serializers.IntegerField()
    year_cases = serializers.IntegerField()
    settled_cases = serializers.IntegerField()
    mean_days = serializers.SerializerMethodField()

    class Meta:
        model = MediatorEntry
        fields = (
            "uid",
            "place",
            "place_label",
            "committee",
            "name",
            "sex",
            "kind",
            "kind_label",
            "court",
            "specialities",
            "weekdays",
            "from_time",
            "to_time",
            "hours",
            "appointed_on",
            "appointed_until",
            "ended_on",
            "end_reason",
            "has_account",
            "open_cases",
            "year_cases",
            "settled_cases",
            "mean_days",
            "version",
        )

    def get_has_account(self, row: MediatorEntry) -> bool:
        """Whether she signs in; only then she has cases here."""
        return row.user_id is not None

    def get_mean_days(self, row: MediatorEntry) -> int | None:
        """From acceptance to agreement or end, of what ended this year."""
        return whole_days(getattr(row, "days", None))


class MediatorDetailOut(MediatorOut):
    """One mediator; the telephone is masked, and empty for who may not have it."""

    phone = serializers.SerializerMethodField()

    class Meta:
        model = MediatorEntry
        fields = (*MediatorOut.Meta.fields, "phone")

    def get_phone(self, row: MediatorEntry) -> str:
        """138****8000."""
        contact = contact_of(self.context["reader"], row)
        return contact.masked if contact else ""


class CommitteeIn(serializers.Serializer[None]):
    """Draft a committee; place: the code of its unit."""

    place = serializers.IntegerField(min_value=10**11, max_value=10**12 - 1)
    name = serializers.CharField(max_length=60)
    kind = serializers.ChoiceField(choices=MediationCommittee.Kind.choices)
    established_on = serializers.DateField()
    seal_kept_by = serializers.CharField(max_length=40, required=False, allow_blank=True)


class VersionedIn(serializers.Serializer[None]):
    """version: of the committee or line as it was read; 409 when it is not the present one."""

    version = serializers.IntegerField(required=False)


class CommitteeChangeIn(VersionedIn):
    """Correct name and keeper of the seal."""

    name = serializers.CharField(max_length=60)
    seal_kept_by = serializers.CharField(max_length=40, allow_blank=True)


class TermIn(VersionedIn):
    """Into office, or into a new term."""

    term_since = serializers.DateField()


class CommitteeEndIn(VersionedIn):
    """Give a committee up."""

    ended_on = serializers.DateField()
    reason = serializers.CharField(max_length=120)


class PersonIn(serializers.Serializer[None]):
    """Somebody with an account (user: the sign-in name) or a name."""

    user = serializers.CharField(max_length=64, required=False, allow_blank=True)
    name = serializers.CharField(max_length=40, required=False, allow_blank=True)
    sex = serializers.ChoiceField(choices=User.Sex.choices, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=20, required=False, allow_blank=True)
    adult = serializers.BooleanField()


class SeatIn(PersonIn, VersionedIn):
    """Take a seat."""

    role = serializers.ChoiceField(choices=CommitteeSeat.Role.choices)
    since = serializers.DateField()


class SeatRoleIn(VersionedIn):
    """Another role."""

    role = serializers.ChoiceField(choices=CommitteeSeat.Role.choices)


class SeatLeaveIn(VersionedIn):
    """Leave a seat."""

    until = serializers.DateField()
    reason = serializers.CharField(max_length=120)


class AboutIn(serializers.Serializer[None]):
    """What she is good at, when she is there, how long she is appointed."""

    specialities = serializers.ListField(
        child=serializers.ChoiceField(choices=DisputeType.choices), required=False
    )
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=7), required=False, max_length=7
    )
    from_time = serializers.TimeField(required=False, allow_null=True)
    to_time = serializers.TimeField(required=False, allow_null=True)
    appointed_until = serializers.DateField(required=False, allow_null=True)


class AppointIn(PersonIn, AboutIn):
    """Appoint a mediator: committee for 聘任, place and court for a list."""

    client_uuid = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=APPOINTED_KINDS)
    committee = serializers.UUIDField(required=False, allow_null=True)
    place = serializers.IntegerField(
        min_value=10**11, max_value=10**12 - 1, required=False, allow_null=True
    )
    court = serializers.CharField(max_length=40, required=False, allow_blank=True)
    appointed_on = serializers.DateField()


class MediatorChangeIn(AboutIn, VersionedIn):
    """Correct what is kept; a telephone left empty stays as it is."""

    sex = serializers.ChoiceField(choices=User.Sex.choices, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=20, required=False, allow_blank=True)


class MediatorEndIn(VersionedIn):
    """End an appointment."""

    ended_on = serializers.DateField()
    reason = serializers.CharField(max_length=120)
