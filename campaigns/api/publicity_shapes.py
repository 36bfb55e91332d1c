"""Shapes of publicity in the API, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from accounts.roles import CASE_ROLES
from campaigns.models import (
    Achievement,
    Activity,
    Adoption,
    Bulletin,
    Occasion,
    Trainee,
    Training,
)

ROLES = [(role.value, role.label) for role in sorted(CASE_ROLES)]


class ActivityOut(serializers.ModelSerializer[Activity]):
    """An activity; photos: how many are kept with it."""

    unit = serializers.IntegerField(source="unit_id")
    unit_label = serializers.CharField(source="unit.name")
    kind_label = serializers.CharField(source="get_kind_display")
    occasion_label = serializers.CharField(source="get_occasion_display")
    photos = serializers.IntegerField(source="shots")

    class Meta:
        model = Activity
        fields = (
            "uid", "unit", "unit_label", "kind", "kind_label", "theme", "day", "venue", "occasion",
            "occasion_label", "people", "materials", "photos", "taken_back_at",
        )  # fmt: skip


class ActivityIn(serializers.Serializer[Activity]):
    """An activity of one's own unit, after it took place; with its photo as multipart."""

    client_uuid = serializers.UUIDField(required=False)
    day = serializers.DateField()
    theme = serializers.CharField(max_length=60)
    kind = serializers.ChoiceField(choices=Activity.Kind.choices)
    occasion = serializers.ChoiceField(
        choices=[("", "不属于"), *Occasion.choices], required=False, allow_blank=True
    )
    venue = serializers.CharField(max_length=60)
    people = serializers.IntegerField(min_value=1, max_value=1_000_000)
    materials = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False)
    photo = serializers.FileField(required=False, allow_empty_file=True)


class PublicityFileIn(serializers.Serializer[Activity]):
    """A photo, or a PDF."""

    file = serializers.FileField(allow_empty_file=True)


class PublicityBackIn(serializers.Serializer[Activity]):
    """Why a record is taken back."""

    reason = serializers.CharField(max_length=120)


class TraineeOut(serializers.ModelSerializer[Trainee]):
    """Somebody who should come."""

    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")

    class Meta:
        model = Trainee
        fields = ("id", "name", "place", "place_label", "came")


class TrainingOut(serializers.ModelSerializer[Training]):
    """A training with who should come and who came, as far as the reader sees them."""

    unit = serializers.IntegerField(source="unit_id")
    unit_label = serializers.CharField(source="unit.name")
    should = serializers.IntegerField()
    came = serializers.IntegerField()

    class Meta:
        model = Training
        fields = (
            "uid", "unit", "unit_label", "day", "topic", "teacher", "venue", "should", "came",
        )  # fmt: skip


class TrainingWhole(TrainingOut):
    """The same with the list."""

    trainees = TraineeOut(many=True)

    class Meta(TrainingOut.Meta):
        fields = (*TrainingOut.Meta.fields, "trainees")  # type: ignore[assignment]


class TrainingIn(serializers.Serializer[Training]):
    """A training of one's own unit: by post, and by name for those without an account."""

    client_uuid = serializers.UUIDField(required=False)
    day = serializers.DateField()
    topic = serializers.CharField(max_length=60)
    teacher = serializers.CharField(max_length=40)
    venue = serializers.CharField(max_length=60)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=ROLES), required=False)
    names = serializers.ListField(
        child=serializers.CharField(max_length=20), required=False, max_length=300
    )


class AttendanceIn(serializers.Serializer[Training]):
    """Who came: keys of trainees."""

    came = serializers.ListField(child=serializers.IntegerField(), max_length=3000)


class BulletinOut(serializers.ModelSerializer[Bulletin]):
    """A bulletin; adopted: by how many bodies."""

    unit = serializers.IntegerField(source="unit_id")
    unit_label = serializers.CharField(source="unit.name")
    status_label = serializers.CharField(source="get_status_display")
    adopted = serializers.IntegerField()

    class Meta:
        model = Bulletin
        fields = (
            "uid", "unit", "unit_label", "title", "body", "editor", "report_to", "send_to",
            "copy_to", "copies", "status", "status_label", "year", "number", "total", "issue_words",
            "issued_on", "withdrawn_on", "withdraw_reason", "adopted", "version",
        )  # fmt: skip


class BulletinIn(serializers.Serializer[Bulletin]):
    """The text of a draft."""

    client_uuid = serializers.UUIDField(required=False)
    title = serializers.CharField(max_length=60)
    body = serializers.CharField(max_length=6000, trim_whitespace=False)
    editor = serializers.CharField(max_length=20)
    report_to = serializers.CharField(max_length=120, required=False, allow_blank=True)
    send_to = serializers.CharField(max_length=120, required=False, allow_blank=True)
    copy_to = serializers.CharField(max_length=120, required=False, allow_blank=True)
    copies = serializers.IntegerField(min_value=0, max_value=5000, required=False)


class BulletinChangeIn(BulletinIn):
    """The draft anew."""

    client_uuid = None  # type: ignore[assignment]
    version = serializers.IntegerField()


class BulletinIssueIn(serializers.Serializer[Bulletin]):
    """issued_on: the day it went out on paper, where that was earlier."""

    version = serializers.IntegerField()
    issued_on = serializers.DateField(required=False)


class BulletinWithdrawIn(PublicityBackIn):
    """An issued one taken back."""

    version = serializers.IntegerField()


class AdoptionOut(serializers.ModelSerializer[Adoption]):
    """A body above adopted it."""

    level_label = serializers.CharField(source="get_level_display")

    class Meta:
        model = Adoption
        fields = ("uid", "level", "level_label", "body", "day")


class AdoptionIn(serializers.Serializer[Adoption]):
    """Adopted where and when, with the page it stood on (multipart)."""

    level = serializers.ChoiceField(choices=Adoption.Level.choices)
    body = serializers.CharField(max_length=40)
    day = serializers.DateField()
    proof = serializers.FileField(allow_empty_file=True)


class AchievementOut(serializers.ModelSerializer[Achievement]):
    """A paper or a contest; adopted: by how many bodies."""

    unit = serializers.IntegerField(source="unit_id")
    unit_label = serializers.CharField(source="unit.name")
    kind_label = serializers.CharField(source="get_kind_display")
    adopted = serializers.IntegerField()

    class Meta:
        model = Achievement
        fields = (
            "uid", "unit", "unit_label", "kind", "kind_label", "title", "day", "authors", "entries",
            "places", "adopted",
        )  # fmt: skip


class AchievementIn(serializers.Serializer[Achievement]):
    """A paper with its authors, or a contest with its entries."""

    client_uuid = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=Achievement.Kind.choices)
    title = serializers.CharField(max_length=80)
    day = serializers.DateField()
    authors = serializers.CharField(max_length=80, required=False, allow_blank=True)
    entries = serializers.IntegerField(min_value=0, max_value=100_000, required=False)
    places = serializers.CharField(max_length=1000, required=False, allow_blank=True)
