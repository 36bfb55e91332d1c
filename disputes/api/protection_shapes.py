"""Shapes of the API of protection cases, input and output apart."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from disputes.models import (
    CaseVisit,
    Matter,
    ProtectionCase,
    ProtectionOrder,
    SafetyAnswer,
    SafetyAssessment,
    SafetyStep,
)
from disputes.queries.protection import case_of, safe_contact_of
from disputes.safety import FACTORS


class ProtectionOut(serializers.ModelSerializer[Matter]):
    """A line of one's own list: nothing of what it is about."""

    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")
    owner = serializers.CharField(source="owner.name")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = Matter
        fields = ("uid", "place", "place_label", "owner", "status", "status_label", "received_on")


class SafeOut(serializers.Serializer[Any]):
    """The only way to reach her; the number is masked."""

    masked = serializers.CharField()
    hours = serializers.CharField()
    ask = serializers.CharField()
    words = serializers.CharField()
    told = serializers.CharField()
    message = serializers.BooleanField()
    allowed = serializers.BooleanField()


class CaseOut(serializers.ModelSerializer[ProtectionCase]):
    """A protection case."""

    status_label = serializers.CharField(source="get_status_display")
    report_owed = serializers.BooleanField()

    class Meta:
        model = ProtectionCase
        fields = (
            "status",
            "status_label",
            "relation",
            "injury",
            "police_called",
            "needs",
            "level",
            "review_on",
            "report_owed",
            "closed_on",
            "ground",
            "version",
        )


class ProtectionDetailOut(ProtectionOut):
    """An opened file."""

    brief = serializers.CharField()
    request = serializers.CharField()
    case = serializers.SerializerMethodField()
    safe_contact = serializers.SerializerMethodField()

    class Meta(ProtectionOut.Meta):
        fields = (  # type: ignore[assignment]
            *ProtectionOut.Meta.fields,
            "brief",
            "request",
            "version",
            "case",
            "safe_contact",
        )

    @extend_schema_field(CaseOut(allow_null=True))
    def get_case(self, matter: Matter) -> Any:
        """The case, null before the call for help is registered."""
        case = case_of(matter)
        return CaseOut(case).data if case else None

    @extend_schema_field(SafeOut(allow_null=True))
    def get_safe_contact(self, matter: Matter) -> Any:
        """How she may be reached."""
        safe = safe_contact_of(matter)
        return SafeOut(safe).data if safe else None


class VersionIn(serializers.Serializer[Any]):
    """version: of the case the caller read; left out, it is not checked."""

    version = serializers.IntegerField(required=False)


class ChildIn(serializers.Serializer[Any]):
    """A child or a person without full capacity."""

    name = serializers.CharField(max_length=40)
    id_number = serializers.CharField(max_length=20, required=False, allow_blank=True)
    capacity = serializers.ChoiceField(choices=["none", "limited"], default="none")


class TakeIn(serializers.Serializer[Any]):
    """登记求助情况."""

    relation = serializers.ChoiceField(choices=ProtectionCase.Relation.choices)
    injury = serializers.ChoiceField(choices=ProtectionCase.Injury.choices)
    police_called = serializers.ChoiceField(choices=ProtectionCase.Called.choices)
    needs = serializers.ListField(
        child=serializers.ChoiceField(choices=ProtectionCase.Need.choices), required=False
    )
    injury_words = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    police_number = serializers.CharField(max_length=40, required=False, allow_blank=True)
    children = ChildIn(many=True, required=False)
    child_found_at = serializers.DateTimeField(required=False)


class ContactIn(VersionIn):
    """安全联系方式."""

    phone = serializers.CharField(max_length=30, required=False, allow_blank=True, default="")
    hours = serializers.CharField(max_length=80)
    ask = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    words = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    told = serializers.CharField(max_length=120)
    message = serializers.BooleanField()


class ProtectionAnswerIn(serializers.Serializer[Any]):
    """One factor."""

    factor = serializers.ChoiceField(choices=[(f.code, f.code) for f in FACTORS])
    answer = serializers.ChoiceField(choices=SafetyAnswer.Answer.choices)
    on_day = serializers.DateField(required=False)


class AssessIn(VersionIn):
    """安全评估."""

    answers = ProtectionAnswerIn(many=True)
    level = serializers.ChoiceField(choices=SafetyAssessment.Level.choices)
    reasons = serializers.CharField(max_length=2000)
    on = serializers.DateField(required=False)
    review_on = serializers.DateField(required=False)


class ProtectionReportIn(VersionIn):
    """登记向公安机关报告."""

    reported_at = serializers.DateTimeField()
    station = serializers.CharField(max_length=60)
    receiver = serializers.CharField(max_length=60)
    proof_words = serializers.CharField(max_length=2000)
    late_reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class ProtectionPlanIn(VersionIn):
    """安排措施."""

    kind = serializers.ChoiceField(choices=SafetyStep.Kind.choices)
    what = serializers.CharField(max_length=200)
    who = serializers.CharField(max_length=60)
    due_on = serializers.DateField()


class ProtectionVisitIn(VersionIn):
    """登记走访."""

    way = serializers.ChoiceField(choices=CaseVisit.Way.choices)
    safety = serializers.ChoiceField(choices=CaseVisit.Safety.choices)
    words = serializers.CharField(max_length=2000)
    on = serializers.DateField(required=False)
    next_on = serializers.DateField(required=False)


class OrderIn(VersionIn):
    """协助申请."""

    applicant = serializers.ChoiceField(choices=ProtectionOrder.Applicant.choices)
    court = serializers.CharField(max_length=60)
    urgent = serializers.BooleanField(required=False)
    evidence = serializers.ListField(
        child=serializers.ChoiceField(choices=ProtectionOrder.Evidence.choices), required=False
    )


class WarningIn(VersionIn):
    """登记告诫书."""

    number = serializers.CharField(max_length=40)
    station = serializers.CharField(max_length=60)
    issued_on = serializers.DateField()
    facts = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class StayIn(VersionIn):
    """登记入住; a name, never an address."""

    shelter = serializers.CharField(max_length=60)
    since = serializers.DateField()
    until = serializers.DateField(required=False)
    children = serializers.IntegerField(min_value=0, max_value=20, required=False)


class ProtectionCloseIn(VersionIn):
    """结案."""

    ground = serializers.ChoiceField(choices=ProtectionCase.Ground.choices)
    words = serializers.CharField(max_length=2000)
    on = serializers.DateField(required=False)


class ReopenIn(VersionIn):
    """重新办理."""

    reason = serializers.CharField(max_length=2000)
