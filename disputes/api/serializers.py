"""Shapes of the disputes API, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from disputes.api import mediation_shapes as around
from disputes.api.agreement_shapes import AgreementOut, PromiseOut
from disputes.api.base_shapes import AnswersField, VersionIn
from disputes.api.court_shapes import (
    AvertedOut,
    ConfirmationOut,
    CourtReferralOut,
    FollowUpOut,
)
from disputes.models import (
    Dispute,
    DisputeType,
    MediationSession,
    Party,
    Source,
    Way,
)

ANSWERS = [c for c in Party.Consent.choices if c[0] != Party.Consent.ASKED]


class DisputeOut(serializers.ModelSerializer[Dispute]):
    """A line of the list: names masked."""

    title = serializers.CharField(source="masked_title")
    village = serializers.IntegerField(source="village_id")
    village_label = serializers.CharField(source="village.name")
    status_label = serializers.CharField(source="get_status_display")
    kind_label = serializers.CharField(source="get_kind_display")
    mediator = serializers.CharField(source="mediator.name", default="")
    limit_on = serializers.DateField(allow_null=True, default=None)

    class Meta:
        model = Dispute
        fields = (
            "uid",
            "number",
            "title",
            "village",
            "village_label",
            "status",
            "status_label",
            "kind",
            "kind_label",
            "taken_in_on",
            "accepted_on",
            "due_on",
            "limit_on",
            "mediator",
            "passed_up_on",
        )


class PartyOut(serializers.ModelSerializer[Party]):
    """A party and her wish."""

    name = serializers.CharField()
    occupation = serializers.CharField()
    masked_id = serializers.CharField()
    masked_phone = serializers.CharField()
    agents = around.AgentOut(many=True)

    class Meta:
        model = Party
        fields = (
            "id",
            "uid",
            "side",
            "name",
            "sex",
            "birth_year",
            "occupation",
            "masked_id",
            "masked_phone",
            "capacity",
            "consent",
            "consent_on",
            "agents",
        )


class SessionOut(serializers.ModelSerializer[MediationSession]):
    """One sitting."""

    attendants = serializers.CharField()
    notes = serializers.CharField()

    class Meta:
        model = MediationSession
        fields = ("ordinal", "held_on", "place", "way", "is_open", "attendants", "notes", "result")


class DisputeDetailOut(DisputeOut):
    """An opened record."""

    title = serializers.CharField()
    brief = serializers.CharField()
    request = serializers.CharField()
    declined_reason = serializers.CharField()
    passed_up_reason = serializers.CharField()
    ended_reason = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    parties = PartyOut(many=True)
    sessions = SessionOut(many=True)
    mediators = around.TermOut(many=True)
    recusals = around.RecusalOut(many=True)
    checks = around.CheckOut(many=True)
    plans = around.PlanOut(many=True)
    clock_events = around.ClockEventOut(many=True)
    risks = around.RiskOut(many=True, source="escalations")
    investigations = around.NoteOut(many=True)
    evidence = around.EvidenceOut(many=True)
    agreement = AgreementOut(allow_null=True, default=None)
    promises = PromiseOut(many=True)
    follow_ups = FollowUpOut(many=True)
    confirmations = ConfirmationOut(many=True)
    court_referral = CourtReferralOut(allow_null=True, default=None)
    averted = AvertedOut(many=True)

    class Meta(DisputeOut.Meta):
        fields = (  # type: ignore[assignment]
            *DisputeOut.Meta.fields,
            "source",
            "brief",
            "request",
            "declined_reason",
            "passed_up_reason",
            "ending",
            "ended_on",
            "ended_reason",
            "remedies_told_on",
            "version",
            "parties",
            "sessions",
            "rights_told_on",
            "suspended_on",
            "look_on",
            "mediators",
            "recusals",
            "checks",
            "plans",
            "clock_events",
            "risks",
            "investigations",
            "evidence",
            "agreement",
            "promises",
            "follow_ups",
            "confirmations",
            "court_referral",
            "money",
            "averted",
        )


class Names(serializers.ListField):
    """Names of one side."""

    child = serializers.CharField(max_length=40)
    max_length = 10


class TakeInIn(serializers.Serializer[Dispute]):
    """报纠纷."""

    village = serializers.IntegerField()
    source = serializers.ChoiceField(choices=Source.choices)  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=DisputeType.choices)
    applicants = Names()
    respondents = Names()
    brief = serializers.CharField(max_length=2000)
    request = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    taken_in_on = serializers.DateField(required=False)
    client_uuid = serializers.UUIDField(required=False)


class AnswerIn(serializers.Serializer[Party]):
    """One party's answer."""

    party = serializers.IntegerField()
    consent = serializers.ChoiceField(choices=ANSWERS)


class ConsentIn(VersionIn):
    """征询意愿."""

    answers = AnswerIn(many=True)
    on = serializers.DateField(required=False)


class AcceptIn(VersionIn):
    """受理; mediator: sign-in name, the caller when left out."""

    on = serializers.DateField(required=False)
    mediator = serializers.CharField(max_length=64, required=False)
    rights_told_on = serializers.DateField(required=False)
    answers = AnswersField(required=False)


class DeclineIn(VersionIn):
    """不予受理."""

    reason = serializers.CharField(max_length=2000)


class PassUpIn(DeclineIn):
    """上交乡镇."""

    on = serializers.DateField(required=False)


class EndIn(DeclineIn):
    """终止."""

    ending = serializers.ChoiceField(choices=Dispute.Ending.choices)
    on = serializers.DateField(required=False)
    remedies_told_on = serializers.DateField()


class SessionIn(VersionIn):
    """登记调解."""

    held_on = serializers.DateField(required=False)
    place = serializers.CharField(max_length=80)
    attendants = serializers.CharField(max_length=200)
    notes = serializers.CharField(max_length=2000)
    result = serializers.ChoiceField(choices=MediationSession.Result.choices)
    way = serializers.ChoiceField(choices=Way.choices, required=False)
    is_open = serializers.BooleanField(required=False)
    helpers = around.HelperIn(many=True, required=False)
    helpers_agreed = serializers.BooleanField(required=False)
    answers = AnswersField(required=False)
    client_uuid = serializers.UUIDField(required=False)
