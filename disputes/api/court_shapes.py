"""Shapes of return visits, confirmation, court-sent cases and figures in the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from rest_framework import serializers

from disputes.api.base_shapes import VersionIn
from disputes.models import Averted, Confirmation, CourtReferral, FollowUp


class FollowUpOut(serializers.ModelSerializer[FollowUp]):
    """A return visit; found: ordinal of a promise → what was said of it."""

    party = serializers.IntegerField(source="party_id", allow_null=True)
    found = serializers.DictField(child=serializers.CharField())
    notes = serializers.CharField()
    measures = serializers.CharField()

    class Meta:
        model = FollowUp
        fields = (
            "party",
            "visited_on",
            "way",
            "performance",
            "found",
            "satisfaction",
            "later_suit",
            "hidden_risk",
            "measures",
            "notes",
        )


class ConfirmationOut(serializers.ModelSerializer[Confirmation]):
    """A judicial confirmation; due_on: the last day of the step that is owed."""

    words = serializers.CharField()
    due_on = serializers.SerializerMethodField()

    class Meta:
        model = Confirmation
        fields = (
            "uid",
            "status",
            "effective_on",
            "wanted_on",
            "court",
            "filed_on",
            "answered_on",
            "more_days",
            "decided_on",
            "number",
            "ground",
            "words",
            "after",
            "due_on",
            "version",
        )

    def get_due_on(self, row: Confirmation) -> date | None:
        """Thirty days for the application, three and fifteen for the court."""
        return row.due.on if row.due else None


class CourtReferralOut(serializers.ModelSerializer[CourtReferral]):
    """A court-sent case."""

    papers = serializers.CharField()
    words = serializers.CharField()

    class Meta:
        model = CourtReferral
        fields = (
            "uid",
            "kind",
            "status",
            "court",
            "number",
            "received_on",
            "papers",
            "extended_on",
            "extended_days",
            "finished_on",
            "papers_back_on",
            "words",
            "version",
        )


class AvertedOut(serializers.ModelSerializer[Averted]):
    """What the mediation kept from happening."""

    reason = serializers.CharField()
    checked_words = serializers.CharField()

    class Meta:
        model = Averted
        fields = ("uid", "kind", "persons", "reason", "told_on", "verdict", "checked_words")


class FoundIn(serializers.Serializer[FollowUp]):
    """What was said of one promise."""

    promise = serializers.IntegerField()
    found = serializers.ChoiceField(choices=FollowUp.Found.choices)


class RevisitIn(VersionIn):
    """回访."""

    party = serializers.IntegerField()
    visited_on = serializers.DateField(required=False)
    way = serializers.ChoiceField(choices=FollowUp.Way.choices, required=False)
    found = FoundIn(many=True, required=False)
    performance = serializers.ChoiceField(choices=FollowUp.Performance.choices, required=False)
    satisfaction = serializers.ChoiceField(choices=FollowUp.Satisfaction.choices)
    later_suit = serializers.BooleanField(required=False)
    hidden_risk = serializers.BooleanField(required=False)
    notes = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    measures = serializers.CharField(max_length=2000, required=False, allow_blank=True)


def with_found(data: dict[str, Any]) -> dict[str, Any]:
    """What was sent, the promises by their ordinal."""
    said = {one["promise"]: one["found"] for one in data.pop("found", [])}
    return data | {"found": said}


class DayIn(VersionIn):
    """A step on a day."""

    on = serializers.DateField(required=False)


class FileIn(DayIn):
    """登记共同申请."""

    court = serializers.CharField(max_length=60)
    joint = serializers.BooleanField()


class CourtAnswerIn(DayIn):
    """登记法院答复."""

    taken = serializers.BooleanField()
    ground = serializers.ChoiceField(choices=Confirmation.Ground.choices, required=False)


class CourtDecideIn(DayIn):
    """登记法院裁定."""

    confirmed = serializers.BooleanField()
    number = serializers.CharField(max_length=60)
    ground = serializers.ChoiceField(choices=Confirmation.Ground.choices, required=False)
    more_days = serializers.IntegerField(required=False, min_value=0, max_value=10)


class GoOnIn(VersionIn):
    """登记此后."""

    after = serializers.ChoiceField(choices=Confirmation.After.choices)
    words = serializers.CharField(max_length=500, required=False, allow_blank=True)


class GiveUpIn(VersionIn):
    """A step with its reason."""

    words = serializers.CharField(max_length=500)


class CourtPapersIn(DayIn):
    """签收法院材料."""

    kind = serializers.ChoiceField(choices=CourtReferral.Kind.choices)
    court = serializers.CharField(max_length=60)
    number = serializers.CharField(max_length=60)
    papers = serializers.CharField(max_length=500)


class CourtExtendIn(DayIn):
    """延长期限."""

    days = serializers.IntegerField(min_value=1, max_value=60)
    consented = serializers.BooleanField()


class FinishIn(DayIn):
    """登记结果."""

    result = serializers.ChoiceField(choices=CourtReferral.Status.choices)
    papers_back_on = serializers.DateField(required=False)
    words = serializers.CharField(max_length=500, required=False, allow_blank=True)


class MoneyIn(VersionIn):
    """涉及金额, in fen."""

    money = serializers.IntegerField(allow_null=True, min_value=1, max_value=10**13)


class AvertedIn(VersionIn):
    """登记调解成效."""

    kind = serializers.ChoiceField(choices=Averted.Kind.choices)
    persons = serializers.IntegerField(min_value=1, max_value=10000)
    reason = serializers.CharField(max_length=500)


class CourtCheckIn(serializers.Serializer[Averted]):
    """核实调解成效."""

    true = serializers.BooleanField()
    words = serializers.CharField(max_length=500)
