"""Shapes of the scores API, input and output apart."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.jobs import JobShape, StoppableShape
from reports.models import Document, ScoreLine, ScoreSheet, ScoringRun
from reports.models.rubric import LEVEL_CHOICES
from reports.rules import Facts
from reports.transitions.review import Entry


class RunOut(StoppableShape):
    """A scoring run and how far it is; digest is over what was frozen, result_digest over the
    sheets and lines (empty while a review changes them); asker: the person, or the office above
    that had the county's year computed."""

    campaign = serializers.IntegerField(source="campaign_id")
    year = serializers.IntegerField(source="campaign.year")
    county = serializers.IntegerField(source="county_id")
    county_label = serializers.CharField(source="county.name")
    stage_label = serializers.CharField(source="get_stage_display")
    provisional = serializers.BooleanField(help_text="data_until lies before the year's data close")
    asker = serializers.CharField()
    revises = serializers.UUIDField(source="revises.uid", allow_null=True, default=None)

    class Meta:
        model = ScoringRun
        fields = (
            *StoppableShape.JOB, "campaign", "year", "county", "county_label", "stage",
            "stage_label", "data_until", "asker", "snapshot", "digest", "result_digest",
            "provisional", "tries", "signed_at", "published_at", "consult_until", "revises",
        )  # fmt: skip


class RunIn(serializers.Serializer[Any]):
    """What asking takes."""

    campaign = serializers.IntegerField()
    data_until = serializers.DateField(required=False)


class LineOut(serializers.ModelSerializer[ScoreLine]):
    """One indicator; formula is the rule in words, filled the rule with its figures. Counts under
    five of families or disputes are left out for readers without case rights (C8)."""

    state_label = serializers.CharField(source="get_state_display")

    class Meta:
        model = ScoreLine
        fields = (
            "code", "cap", "state", "state_label", "numerator", "denominator", "points",
            "formula", "filled", "reason",
        )  # fmt: skip

    def to_representation(self, instance: ScoreLine) -> dict[str, Any]:
        data = super().to_representation(instance)
        words = self.context["told"][instance.code]
        for name in ("numerator", "denominator", "filled", "reason"):
            data[name] = getattr(words, name)
        return data


class SheetOut(serializers.ModelSerializer[ScoreSheet]):
    """A unit's score; total is null while lines wait, then possible_low/high bound it."""

    run = serializers.UUIDField(source="run.uid")
    unit = serializers.IntegerField(source="unit_id")
    unit_label = serializers.CharField(source="unit.name")
    outside = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()),
        help_text="deduction、bonus：由系统计数的扣分事件和加分项，各发生几次。",
    )

    class Meta:
        model = ScoreSheet
        fields = (
            "id", "run", "unit", "unit_label", "level", "peer_group", "base", "bonus",
            "deduction", "total", "possible_low", "possible_high", "rank", "grade", "vetoed",
            "note", "categories", "summary", "outside",
        )  # fmt: skip


class SheetWithLinesOut(SheetOut):
    """A sheet with its lines."""

    lines = LineOut(many=True)

    class Meta(SheetOut.Meta):
        fields = (*SheetOut.Meta.fields, "lines")  # type: ignore[assignment]


class EntryIn(serializers.Serializer[Any]):
    """One unit's manual line: counts for the rule, or points."""

    unit = serializers.IntegerField()
    code = serializers.CharField(max_length=12)
    numerator = serializers.IntegerField(required=False, min_value=0, max_value=99_999_999)
    denominator = serializers.IntegerField(required=False, min_value=0, max_value=99_999_999)
    counts = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=99_999_999), required=False
    )
    points = serializers.DecimalField(max_digits=6, decimal_places=2, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        counted = {"numerator", "denominator", "counts"} & set(attrs)
        if counted and "points" in attrs:
            raise serializers.ValidationError("数量和得分只填一种。")
        return attrs

    @staticmethod
    def entry(data: dict[str, Any]) -> Entry:
        """The entry as the verb takes it."""
        counted = {"numerator", "denominator", "counts"} & set(data)
        facts = (
            Facts(data.get("numerator"), data.get("denominator"), data.get("counts") or {})
            if counted
            else None
        )
        return Entry(data["unit"], data["code"], facts, data.get("points"))


class LinesIn(serializers.Serializer[Any]):
    """Manual lines of one level with one reason."""

    level = serializers.ChoiceField(choices=LEVEL_CHOICES)
    reason = serializers.CharField(max_length=2000)
    entries = EntryIn(many=True, allow_empty=False)


class LinesOut(serializers.Serializer[Any]):
    """How many lines changed, how many still wait."""

    changed = serializers.IntegerField()
    waiting = serializers.IntegerField()


class UnsignIn(serializers.Serializer[Any]):
    """An act that needs its reason."""

    reason = serializers.CharField(max_length=2000)


class DocumentOut(JobShape):
    """A report, drawn or being drawn."""

    run = serializers.UUIDField(source="run.uid")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = Document
        fields = (
            *JobShape.JOB, "run", "kind", "medium", "title", "document_number", "status",
            "status_label", "place", "edition", "issued_on", "withdrawn_on", "withdraw_reason",
            "version", "pages", "size", "digest", "content_digest",
        )  # fmt: skip


class HeadingIn(serializers.Serializer[Any]):
    """What a person decides about the paper."""

    kind = serializers.ChoiceField(choices=Document.Kind.choices, default="assessment")
    place = serializers.IntegerField(required=False, allow_null=True)
    word = serializers.CharField(max_length=20)
    signer = serializers.CharField(max_length=20)
    addressee = serializers.CharField(max_length=60)
    signed_on = serializers.DateField()


class DocumentStepIn(serializers.Serializer[Any]):
    """A step of a document, made on a version of it."""

    version = serializers.IntegerField(required=False, allow_null=True)


class DocumentReasonIn(DocumentStepIn):
    """A step that needs a reason."""

    reason = serializers.CharField(max_length=300)


class DocumentCopyIn(serializers.Serializer[Any]):
    """Another medium of a document."""

    medium = serializers.ChoiceField(choices=[("docx", "Word"), ("xlsx", "Excel")])


class DocumentTextIn(DocumentStepIn):
    """The words of a draft: a line each paragraph."""

    title = serializers.CharField(max_length=80)
    text = serializers.CharField(max_length=12000)
