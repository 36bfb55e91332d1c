"""Shapes of vetoes, appeals and recomputation in the API, input and output apart."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from reports.models import Appeal, Veto


class VetoOut(serializers.ModelSerializer[Veto]):
    """A case of 否决审查, from the hint to its lifting."""

    year = serializers.IntegerField(source="campaign.year")
    unit = serializers.IntegerField(source="unit_id")
    unit_label = serializers.CharField(source="unit.name")
    number = serializers.CharField(source="case_number")
    ground_label = serializers.CharField(source="get_ground_display")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = Veto
        fields = (
            "uid", "year", "unit", "unit_label", "number", "status", "status_label", "ground",
            "ground_label", "source", "clue", "verify_by", "recorded_at", "finding",
            "verified_at", "told_on", "statement_until", "decide_by", "statement", "heard_how",
            "stated_at", "document_number", "reason", "decided_body", "decided_on",
            "lift_ground", "lifted_number", "lifted_reason", "lifted_on",
        )  # fmt: skip


class VetoIn(serializers.Serializer[Any]):
    """A hint."""

    campaign = serializers.IntegerField()
    unit = serializers.IntegerField()
    ground = serializers.ChoiceField(choices=Veto.Ground.choices)
    source = serializers.CharField(max_length=60)  # type: ignore[assignment]
    clue = serializers.CharField(max_length=4000)


class VetoStepIn(serializers.Serializer[Any]):
    """The next step of a case; the fields of that step."""

    do = serializers.ChoiceField(choices=["verify", "state", "decide", "lift"])
    founded = serializers.BooleanField(required=False)
    finding = serializers.CharField(max_length=4000, required=False)
    told_on = serializers.DateField(required=False)
    statement = serializers.CharField(max_length=8000, required=False)
    vetoed = serializers.BooleanField(required=False)
    document_number = serializers.CharField(max_length=60, required=False)
    reason = serializers.CharField(max_length=4000, required=False)
    decided_body = serializers.CharField(max_length=60, required=False)
    decided_on = serializers.DateField(required=False)
    lift_ground = serializers.ChoiceField(choices=Veto.LiftGround.choices, required=False)
    lifted_number = serializers.CharField(max_length=60, required=False)
    lifted_reason = serializers.CharField(max_length=4000, required=False)
    lifted_on = serializers.DateField(required=False)


class AppealOut(serializers.ModelSerializer[Appeal]):
    """An appeal with its clock and its result."""

    year = serializers.IntegerField(source="campaign.year")
    unit = serializers.IntegerField(source="unit_id")
    unit_label = serializers.CharField(source="unit.name")
    run = serializers.UUIDField(source="run.uid", allow_null=True, default=None)
    veto = serializers.UUIDField(source="veto.uid", allow_null=True, default=None)
    revision = serializers.UUIDField(source="revision.uid", allow_null=True, default=None)
    status_label = serializers.CharField(source="get_status_display")
    outcome = serializers.CharField()
    outcome_label = serializers.CharField(source="get_outcome_display")

    class Meta:
        model = Appeal
        fields = (
            "uid", "receipt", "year", "unit", "unit_label", "level", "code", "run", "veto",
            "published", "text", "points_then", "points_wanted", "filed_on", "window_until",
            "reply_by", "status", "status_label", "refusal", "withdrawn_at", "withdrawn_reason",
            "opinion", "outcome",
            "outcome_label", "decision", "points_ruled", "decided_on", "revision", "told_how",
            "told_on",
        )  # fmt: skip


class AppealIn(serializers.Serializer[Any]):
    """An appeal against a line (run, unit, code) or against a veto."""

    run = serializers.UUIDField(required=False)
    unit = serializers.IntegerField(required=False)
    code = serializers.CharField(max_length=12, required=False)
    veto = serializers.UUIDField(required=False)
    text = serializers.CharField(max_length=8000)
    wanted = serializers.DecimalField(max_digits=6, decimal_places=2, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        line = {"run", "unit", "code"} & set(attrs)
        if ("veto" in attrs) == bool(line) or (line and len(line) < 3):
            raise serializers.ValidationError("写明 run、unit、code，或者 veto。")
        return attrs


class AppealStepIn(serializers.Serializer[Any]):
    """The next step of an appeal; the fields of that step."""

    do = serializers.ChoiceField(
        choices=["withdraw", "accept", "refuse", "review", "decide", "tell"]
    )
    withdrawn_reason = serializers.CharField(max_length=300, required=False)
    refusal = serializers.CharField(max_length=2000, required=False)
    opinion = serializers.CharField(max_length=4000, required=False)
    # upheld, partly or rejected; the verb says so in a sentence
    outcome = serializers.CharField(max_length=8, required=False)
    points = serializers.DecimalField(max_digits=6, decimal_places=2, required=False)
    decision = serializers.CharField(max_length=4000, required=False)
    told_how = serializers.CharField(max_length=60, required=False)
    told_on = serializers.DateField(required=False)


class ConsultIn(serializers.Serializer[Any]):
    """For how many working days."""

    workdays = serializers.IntegerField(min_value=1, max_value=30)


class DifferenceOut(serializers.Serializer[Any]):
    """What is kept and what came out."""

    unit = serializers.IntegerField()
    code = serializers.CharField()
    what = serializers.CharField()
    kept = serializers.CharField()
    again = serializers.CharField()


class RecomputedOut(serializers.Serializer[Any]):
    """A result computed again from its snapshot."""

    same = serializers.BooleanField()
    digest = serializers.CharField()
    again = serializers.CharField()
    result = serializers.CharField()
    result_again = serializers.CharField()
    count = serializers.IntegerField()
    sheets = serializers.IntegerField()
    lines = serializers.IntegerField()
    differences = DifferenceOut(many=True)
