"""Shapes of the demonstration-household API, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from households.award_rules import LONGEST_TEXT, Vote
from households.models import Award, AwardCheck, Incentive, Objection
from households.models.rank import Rank


class ObjectionOut(serializers.ModelSerializer[Objection]):
    """An objection to an award or to an honour, the other is null; objector is empty for an
    anonymous one, upheld null while open."""

    award = serializers.UUIDField(source="award.uid", default=None, allow_null=True)
    honour = serializers.UUIDField(source="honour.uid", default=None, allow_null=True)
    words = serializers.CharField()
    objector = serializers.CharField()
    answer = serializers.CharField()

    class Meta:
        model = Objection
        fields = (
            "uid",
            "award",
            "honour",
            "received_on",
            "words",
            "objector",
            "answer",
            "answered_on",
            "upheld",
        )


class AwardOut(serializers.ModelSerializer[Award]):
    """A demonstration household; objected: an objection waits for its answer."""

    year = serializers.IntegerField(source="campaign.year")
    household = serializers.UUIDField(source="household.uid")
    head = serializers.CharField(source="household.head_name")
    village = serializers.IntegerField(source="village_id")
    village_label = serializers.CharField(source="village.name")
    status_label = serializers.CharField(source="get_status_display")
    kind_label = serializers.CharField(source="get_kind_display")
    rank_label = serializers.CharField(source="get_rank_display")
    objected = serializers.BooleanField()

    class Meta:
        model = Award
        fields = (
            "uid",
            "year",
            "household",
            "head",
            "village",
            "village_label",
            "rank",
            "rank_label",
            "source",
            "status",
            "status_label",
            "objected",
            "kind",
            "kind_label",
            "story",
            "nominated_on",
            "consented_on",
            "group_on",
            "group_opinion",
            "vote_on",
            "vote_due",
            "vote_present",
            "vote_for",
            "vote_against",
            "vote_abstain",
            "notice_from",
            "notice_planned",
            "notice_until",
            "notice_place",
            "notice_phone",
            "review_opinion",
            "reviewed_on",
            "approve_opinion",
            "approved_on",
            "plate_number",
            "plated_on",
            "ended_on",
            "end_ground",
            "rejected_on",
            "reject_reason",
            "version",
        )


class NominateIn(serializers.Serializer[Award]):
    """What nominating takes; own: the household applies itself; the same uid sent again answers
    with the same award."""

    household = serializers.UUIDField()
    story = serializers.CharField(max_length=LONGEST_TEXT)
    kind = serializers.ChoiceField(choices=Award.Kind.choices)
    rank = serializers.ChoiceField(choices=Rank.choices, required=False)
    own = serializers.BooleanField(required=False)
    consent = serializers.BooleanField(required=False)
    proved = serializers.BooleanField(required=False)
    ticked = serializers.ListField(child=serializers.CharField(max_length=12), required=False)
    uid = serializers.UUIDField(required=False)


class VersionIn(serializers.Serializer[Award]):
    """version: the one the caller read; left out, it is not checked."""

    version = serializers.IntegerField(required=False)


class AwardAssessIn(VersionIn):
    """The group's opinion; consent: the household agreed to the notice and the checks."""

    opinion = serializers.CharField(max_length=LONGEST_TEXT)
    consent = serializers.BooleanField(required=False)
    assessed_on = serializers.DateField(required=False)


class AwardCheckIn(VersionIn):
    """The yearly re-check."""

    result = serializers.ChoiceField(choices=AwardCheck.Result.choices)
    words = serializers.CharField(max_length=LONGEST_TEXT)
    improve_by = serializers.DateField(required=False)
    checked_on = serializers.DateField(required=False)


class AwardRewardIn(serializers.Serializer[Incentive]):
    """What a title brought."""

    kind = serializers.ChoiceField(choices=Incentive.Kind.choices)
    what = serializers.CharField(max_length=80)
    giver = serializers.CharField(max_length=40)
    given_on = serializers.DateField(required=False)
    amount = serializers.DecimalField(max_digits=9, decimal_places=2, required=False)
    points = serializers.IntegerField(required=False, min_value=0, max_value=1000000)


class IncentiveOut(serializers.ModelSerializer[Incentive]):
    """A recorded reward."""

    award = serializers.UUIDField(source="award.uid")

    class Meta:
        model = Incentive
        fields = ("uid", "award", "kind", "what", "amount", "points", "giver", "given_on")


class VoteIn(VersionIn):
    """A meeting's count."""

    vote_on = serializers.DateField()
    due = serializers.IntegerField(min_value=0, max_value=9999)
    present = serializers.IntegerField(min_value=0, max_value=9999)
    in_favour = serializers.IntegerField(min_value=0, max_value=9999)
    against = serializers.IntegerField(min_value=0, max_value=9999)
    abstain = serializers.IntegerField(min_value=0, max_value=9999)

    def count(self) -> Vote:
        """The count of valid data."""
        names = ("due", "present", "in_favour", "against", "abstain")
        return Vote(**{name: self.validated_data[name] for name in names})


class ManyIn(serializers.Serializer[Award]):
    """Which awards."""

    awards = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=5000)


class NoticeIn(ManyIn):
    """One notice for several households of a village."""

    notice_from = serializers.DateField()
    place = serializers.CharField(max_length=80)
    phone = serializers.CharField(max_length=20)
    rank = serializers.ChoiceField(choices=Rank.choices, required=False)


class ObjectIn(serializers.Serializer[Objection]):
    """An objection that came in; without a name it is anonymous."""

    words = serializers.CharField(max_length=LONGEST_TEXT)
    objector = serializers.CharField(max_length=40, required=False, allow_blank=True)
    received_on = serializers.DateField(required=False)
    uid = serializers.UUIDField(required=False)


class ObjectionAnswerIn(serializers.Serializer[Objection]):
    """The answer to an objection."""

    words = serializers.CharField(max_length=LONGEST_TEXT)
    upheld = serializers.BooleanField()


class OpinionIn(VersionIn):
    """An opinion on one award."""

    opinion = serializers.CharField(max_length=LONGEST_TEXT)


class PlateIn(VersionIn):
    """When the plate is handed over; today when left out."""

    plated_on = serializers.DateField(required=False)


class SendBackIn(VersionIn):
    """Why not."""

    reason = serializers.CharField(max_length=LONGEST_TEXT)


class OpinionManyIn(ManyIn):
    """One opinion on many awards."""

    opinion = serializers.CharField(max_length=LONGEST_TEXT)


class PlateManyIn(ManyIn):
    """One day for many plates."""

    plated_on = serializers.DateField(required=False)


class BatchOut(serializers.Serializer[Award]):
    """What became of many: uids done; sentences with the number of awards left as they were."""

    done = serializers.ListField(child=serializers.UUIDField())
    left = serializers.DictField(child=serializers.IntegerField())
