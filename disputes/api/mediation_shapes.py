"""Shapes of the API around a mediation, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from disputes.api.base_shapes import VersionIn
from disputes.models import (
    ClockEvent,
    DisputeMediator,
    Escalation,
    EscalationMeasure,
    EvidenceFile,
    InvestigationNote,
    Party,
    PartyAgent,
    Recusal,
    SafetyCheck,
    SessionHelper,
    SessionPlan,
    Topic,
    Way,
)


class AgentOut(serializers.ModelSerializer[PartyAgent]):
    """Who acts for a party; his telephone is not shown here."""

    name = serializers.CharField()
    scope = serializers.CharField()

    class Meta:
        model = PartyAgent
        fields = (
            "uid",
            "kind",
            "name",
            "relation",
            "scope",
            "authorised_on",
            "on_file",
            "since",
            "until",
        )


class TermOut(serializers.ModelSerializer[DisputeMediator]):
    """One person's term as mediator."""

    name = serializers.CharField(source="person.name")

    class Meta:
        model = DisputeMediator
        fields = ("name", "role", "since", "until")


class RecusalOut(serializers.ModelSerializer[Recusal]):
    """A proposal that a mediator stand aside."""

    mediator = serializers.CharField(source="person.name")
    proposed = serializers.CharField(source="proposed.name", default="")
    reason = serializers.CharField()
    decision = serializers.CharField()

    class Meta:
        model = Recusal
        fields = (
            "uid",
            "mediator",
            "ground",
            "reason",
            "status",
            "proposed_on",
            "due_on",
            "proposed",
            "decided_on",
            "decision",
        )


class CheckOut(serializers.ModelSerializer[SafetyCheck]):
    """One safety asking; the last one counts."""

    report_proof = serializers.CharField()
    safe_contact = serializers.CharField()

    class Meta:
        model = SafetyCheck
        fields = (
            "asked_on",
            "subjects",
            "violence_now",
            "violence_known",
            "injury_appraisal",
            "crime_suspected",
            "harmed",
            "police_told_on",
            "reported_on",
            "report_proof",
            "order_until",
            "safe_contact",
        )


class PlanOut(serializers.ModelSerializer[SessionPlan]):
    """A sitting agreed beforehand."""

    room = serializers.CharField()
    reason = serializers.CharField()

    class Meta:
        model = SessionPlan
        fields = ("uid", "at", "room", "way", "is_open", "status", "absent", "wait_until", "reason")


class ClockEventOut(serializers.ModelSerializer[ClockEvent]):
    """What moved the clock."""

    reason = serializers.CharField()

    class Meta:
        model = ClockEvent
        fields = ("kind", "on", "days", "look_on", "consents", "reason")


class MeasureOut(serializers.ModelSerializer[EscalationMeasure]):
    """What was done about a risk."""

    who = serializers.CharField()
    what = serializers.CharField()

    class Meta:
        model = EscalationMeasure
        fields = ("taken_on", "who", "what")


class RiskOut(serializers.ModelSerializer[Escalation]):
    """It may turn worse."""

    words = serializers.CharField()
    police_words = serializers.CharField()
    over_words = serializers.CharField()
    measures = MeasureOut(many=True)

    class Meta:
        model = Escalation
        fields = (
            "uid",
            "kind",
            "people",
            "noted_on",
            "words",
            "police_told_at",
            "police_words",
            "outcome",
            "over_on",
            "over_words",
            "measures",
        )


class NoteOut(serializers.ModelSerializer[InvestigationNote]):
    """What somebody said when asked."""

    place = serializers.CharField()
    askers = serializers.CharField()
    name = serializers.CharField()
    others = serializers.CharField()
    content = serializers.CharField()

    class Meta:
        model = InvestigationNote
        fields = ("uid", "at", "place", "askers", "name", "asked", "others", "content", "signed")


class EvidenceOut(serializers.ModelSerializer[EvidenceFile]):
    """A line of the evidence list; the file itself has one address, its page."""

    title = serializers.CharField()

    class Meta:
        model = EvidenceFile
        fields = ("uid", "title", "source", "received_on", "medium", "pages", "withdrawn_on")


# Input


class EvidenceIn(VersionIn):
    """A photo or a PDF, sent as multipart/form-data."""

    file = serializers.FileField()
    title = serializers.CharField(max_length=60)
    source = serializers.ChoiceField(choices=EvidenceFile.Source.choices)  # type: ignore[assignment]
    received_on = serializers.DateField(required=False)
    client_uuid = serializers.UUIDField(required=False)


class PartyKey(VersionIn):
    """party: its id in the opened record."""

    party = serializers.IntegerField()


class AboutIn(VersionIn):
    """Who a party is; an empty ID number leaves none."""

    name = serializers.CharField(max_length=40)
    sex = serializers.ChoiceField(choices=Party.Sex.choices, required=False, allow_blank=True)
    birth_year = serializers.IntegerField(required=False, allow_null=True)
    id_number = serializers.CharField(max_length=30, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=30, required=False, allow_blank=True)
    address = serializers.CharField(max_length=120, required=False, allow_blank=True)
    occupation = serializers.CharField(max_length=40, required=False, allow_blank=True)
    capacity = serializers.ChoiceField(choices=Party.Capacity.choices, required=False)


class PartyChangeIn(AboutIn, PartyKey):
    """修改当事人."""


class PartyAddIn(AboutIn):
    """增加当事人; a reason after acceptance."""

    side = serializers.ChoiceField(choices=[c for c in Party.Side.choices if c[0] != "concerned"])
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class PartyRemoveIn(PartyKey):
    """删去当事人."""

    reason = serializers.CharField(max_length=2000)


class AgentIn(PartyKey):
    """登记代理人."""

    kind = serializers.ChoiceField(choices=PartyAgent.Kind.choices)
    name = serializers.CharField(max_length=40)
    relation = serializers.ChoiceField(choices=PartyAgent.Relation.choices)
    phone = serializers.CharField(max_length=30, required=False, allow_blank=True)
    scope = serializers.CharField(max_length=200, required=False, allow_blank=True)
    authorised_on = serializers.DateField(required=False)
    on_file = serializers.BooleanField(required=False)


class AgentEndIn(VersionIn):
    """结束代理."""

    agent = serializers.UUIDField()
    reason = serializers.CharField(max_length=2000)


class AgentPaperIn(VersionIn):
    """证明材料入卷."""

    agent = serializers.UUIDField()


class CheckIn(VersionIn):
    """安全询问."""

    on = serializers.DateField(required=False)
    subjects = serializers.ListField(child=serializers.ChoiceField(choices=Topic.choices))
    violence_now = serializers.BooleanField()
    violence_known = serializers.BooleanField()
    injury_appraisal = serializers.BooleanField()
    crime_suspected = serializers.BooleanField()
    harmed = serializers.ListField(child=serializers.IntegerField(), required=False)
    police_told_on = serializers.DateField(required=False, allow_null=True)
    reported_on = serializers.DateField(required=False, allow_null=True)
    report_proof = serializers.CharField(max_length=120, required=False, allow_blank=True)
    order_until = serializers.DateField(required=False, allow_null=True)
    safe_contact = serializers.CharField(max_length=200, required=False, allow_blank=True)


class OnIn(VersionIn):
    """A day, today when left out."""

    on = serializers.DateField(required=False)


class MediatorIn(VersionIn):
    """mediator: sign-in name."""

    mediator = serializers.CharField(max_length=64)


class MediatorReasonIn(MediatorIn):
    """With a reason."""

    reason = serializers.CharField(max_length=2000)


class RecusalIn(VersionIn):
    """提出回避; party: who asks, left out when the mediator herself does."""

    party = serializers.IntegerField(required=False)
    reason = serializers.CharField(max_length=2000)


class DecideIn(serializers.Serializer[Recusal]):
    """决定回避; replacement: sign-in name, the proposed one when left out."""

    grant = serializers.BooleanField()
    words = serializers.CharField(max_length=2000)
    replacement = serializers.CharField(max_length=64, required=False)


class SittingIn(VersionIn):
    """约定调解."""

    at = serializers.DateTimeField()
    room = serializers.CharField(max_length=80)
    way = serializers.ChoiceField(choices=Way.choices, required=False)
    is_open = serializers.BooleanField(required=False)


class AdjournIn(VersionIn):
    """改期."""

    at = serializers.DateTimeField()
    room = serializers.CharField(max_length=80)
    reason = serializers.CharField(max_length=2000)


class NoShowIn(VersionIn):
    """登记没到; absent: ids of parties."""

    absent = serializers.ListField(child=serializers.IntegerField())
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)
    wait_days = serializers.IntegerField(required=False)


class ResumeIn(OnIn):
    """恢复期限."""

    reason = serializers.CharField(max_length=2000)


class SuspendIn(ResumeIn):
    """中止期限."""

    look_on = serializers.DateField()


class ClockExtendIn(ResumeIn):
    """延长期限; consents: ids of every party."""

    days = serializers.IntegerField()
    consents = serializers.ListField(child=serializers.IntegerField())


class RiskIn(OnIn):
    """登记激化风险."""

    kind = serializers.ChoiceField(choices=Escalation.Kind.choices)
    people = serializers.IntegerField(required=False)
    words = serializers.CharField(max_length=2000)


class MeasureIn(OnIn):
    """登记防激化措施."""

    risk = serializers.UUIDField()
    who = serializers.CharField(max_length=80)
    what = serializers.CharField(max_length=2000)


class PoliceIn(VersionIn):
    """登记报告公安机关."""

    risk = serializers.UUIDField()
    at = serializers.DateTimeField(required=False)
    words = serializers.CharField(max_length=200)


class RiskEndIn(OnIn):
    """解除激化风险."""

    risk = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=[c for c in Escalation.Outcome.choices if c[0]])
    words = serializers.CharField(max_length=2000)


class NoteIn(VersionIn):
    """登记调查记录."""

    client_uuid = serializers.UUIDField(required=False)
    at = serializers.DateTimeField()
    place = serializers.CharField(max_length=80)
    askers = serializers.CharField(max_length=80)
    name = serializers.CharField(max_length=40)
    asked = serializers.ChoiceField(choices=InvestigationNote.Asked.choices)
    others = serializers.CharField(max_length=120, required=False, allow_blank=True)
    content = serializers.CharField(max_length=2000)
    signed = serializers.BooleanField(required=False)


class HelperIn(serializers.Serializer[SessionHelper]):
    """Somebody invited to a sitting."""

    name = serializers.CharField(max_length=40)
    kind = serializers.ChoiceField(choices=SessionHelper.Kind.choices)
