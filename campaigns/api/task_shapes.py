"""Shapes of tasks, inspections, problems, circulars and the ladder in the API, input and output
apart. A unit is a member unit (its uid) or a township or village (its code), exactly one."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from campaigns.models import (
    Circular,
    CircularEntry,
    Finding,
    Inspection,
    InspectionTarget,
    LadderStep,
    Rectification,
    Task,
    TaskReport,
)
from campaigns.models.inspection import PHOTOS_OWED_MOST

# 通报 steps come with the circular itself.
STEP_KINDS = [("talk", "约谈"), ("listed", "挂牌督办")]


class TaskOut(serializers.ModelSerializer[Task]):
    """A line of 任务分解表 with the latest progress the reader may see."""

    place = serializers.IntegerField(source="place_id")
    lead = serializers.CharField()
    assists = serializers.SerializerMethodField()
    status_label = serializers.CharField(source="get_status_display")
    is_late = serializers.BooleanField()
    percent = serializers.IntegerField(allow_null=True)
    progress = serializers.CharField(source="latest_words", allow_null=True)

    class Meta:
        model = Task
        fields = (
            "uid", "place", "number", "title", "measures", "lead", "assists", "due_on",
            "responsible", "status", "status_label", "is_late", "percent", "progress", "ended_on",
            "end_words", "version",
        )  # fmt: skip

    def get_assists(self, row: Task) -> list[str]:
        """配合单位."""
        return [part.name for part in row.assists.all()]


class UnitIn(serializers.Serializer[Any]):
    """A member unit by its uid, or a division by its code."""

    unit = serializers.UUIDField(required=False)
    place = serializers.IntegerField(required=False)


class TaskIn(serializers.Serializer[Task]):
    """A new line, as a draft."""

    title = serializers.CharField(max_length=120)
    measures = serializers.CharField(max_length=2000)
    lead = UnitIn()
    assists = UnitIn(many=True, required=False)
    due_on = serializers.DateField()
    responsible = serializers.CharField(max_length=40)


class TasksPublishedOut(serializers.Serializer[Any]):
    """How many drafts were published."""

    published = serializers.IntegerField()


class TaskReportIn(serializers.Serializer[TaskReport]):
    """Progress of one's own township, or of a member unit as its paper says."""

    client_uuid = serializers.UUIDField(required=False)
    unit = serializers.UUIDField(required=False)
    percent = serializers.IntegerField(min_value=0, max_value=100)
    words = serializers.CharField(max_length=1000)
    reporter = serializers.CharField(max_length=40)
    proof = serializers.FileField(required=False, allow_empty_file=True)


class TaskEndIn(serializers.Serializer[Task]):
    """Done, or cancelled."""

    done = serializers.BooleanField()
    words = serializers.CharField(max_length=300)
    version = serializers.IntegerField()


class InspectionOut(serializers.ModelSerializer[Inspection]):
    """A round, for the county's offices."""

    kind_label = serializers.CharField(source="get_kind_display")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = Inspection
        fields = (
            "uid", "kind", "kind_label", "title", "starts", "ends", "village_items", "home_items",
            "status", "status_label", "closed_on", "close_words", "version",
        )  # fmt: skip


class TargetOut(serializers.ModelSerializer[InspectionTarget]):
    """What is looked at: its checklist with the answers, once there are any."""

    name = serializers.CharField()
    village = serializers.IntegerField(source="village_id")
    status_label = serializers.CharField(source="get_status_display")
    inspectors = serializers.SerializerMethodField()
    checklist = serializers.SerializerMethodField()

    class Meta:
        model = InspectionTarget
        fields = (
            "uid", "code", "title", "kind", "name", "village", "ends", "status", "status_label",
            "inspectors", "checklist", "words", "visited_on", "photos_owed", "version",
        )  # fmt: skip

    def get_inspectors(self, row: InspectionTarget) -> list[str]:
        """Whoever was drawn."""
        return [person.name for person in (row.inspector, row.partner) if person is not None]

    def get_checklist(self, row: InspectionTarget) -> list[dict[str, str]]:
        """Item, what it rests on, answer, words."""
        return [
            {
                "code": one["code"],
                "words": one["words"],
                "ground": one["ground"],
                "answer": one["answer"],
                "said": one["words_said"],
            }
            for one in row.answered
        ]


class ChecklistAnswerIn(serializers.Serializer[InspectionTarget]):
    """The answer to one item; a no needs words."""

    code = serializers.CharField(max_length=4)
    answer = serializers.ChoiceField(choices=InspectionTarget.Answer.choices)
    words = serializers.CharField(max_length=200, required=False, allow_blank=True)


class TargetAnswerIn(serializers.Serializer[InspectionTarget]):
    """The whole checklist."""

    client_uuid = serializers.UUIDField(required=False)
    answers = ChecklistAnswerIn(many=True)
    words = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    visited_on = serializers.DateField()
    photos_owed = serializers.IntegerField(
        min_value=0, max_value=PHOTOS_OWED_MOST, required=False, default=0
    )
    version = serializers.IntegerField(required=False)


class RoundOut(serializers.ModelSerializer[Rectification]):
    """One round: what was done, and what looking again found."""

    class Meta:
        model = Rectification
        fields = (
            "ordinal", "due_on", "words", "done_on", "passed", "recheck_words", "rechecked_on",
        )  # fmt: skip


class FindingOut(serializers.ModelSerializer[Finding]):
    """A problem of one unit."""

    place = serializers.IntegerField(source="place_id")
    holder = serializers.CharField()
    status_label = serializers.CharField(source="get_status_display")
    order = serializers.CharField(source="order.title", default=None)
    rounds = RoundOut(many=True)

    class Meta:
        model = Finding
        fields = (
            "uid", "place", "holder", "origin", "words", "ground", "responsible", "found_on",
            "status", "status_label", "order", "due_on", "repeats", "ended_on", "drop_reason",
            "rounds", "version",
        )  # fmt: skip


class FindingIn(UnitIn):
    """A problem the county has found; of a place, or of a member unit."""

    client_uuid = serializers.UUIDField(required=False)
    words = serializers.CharField(max_length=500)
    ground = serializers.CharField(max_length=200)
    found_on = serializers.DateField()
    responsible = serializers.CharField(max_length=40, required=False, allow_blank=True)
    origin = serializers.CharField(max_length=60, required=False, allow_blank=True)


class FindingsOrderIn(serializers.Serializer[Finding]):
    """下达整改 for problems of one unit."""

    findings = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=50)
    asked = serializers.CharField(max_length=500)
    due_on = serializers.DateField()


class FindingsOrderedOut(serializers.Serializer[Any]):
    """The order."""

    uid = serializers.UUIDField()
    title = serializers.CharField()


class RectifyIn(serializers.Serializer[Finding]):
    """What was done, with photos before and after (multipart)."""

    words = serializers.CharField(max_length=1000)
    done_on = serializers.DateField()
    before = serializers.FileField(required=False, allow_empty_file=True)
    after = serializers.FileField(allow_empty_file=True)
    version = serializers.IntegerField()


class RecheckIn(serializers.Serializer[Finding]):
    """What looking again found; not passed, the day for the next."""

    passed = serializers.BooleanField()
    words = serializers.CharField(max_length=500)
    next_due = serializers.DateField(required=False)
    version = serializers.IntegerField()


class FindingDropIn(serializers.Serializer[Finding]):
    """It does not stand."""

    reason = serializers.CharField(max_length=300)
    version = serializers.IntegerField()


class EntryOut(serializers.ModelSerializer[CircularEntry]):
    """A unit praised or blamed."""

    holder = serializers.CharField()

    class Meta:
        model = CircularEntry
        fields = ("side", "holder", "words", "ground", "due_on", "responsible", "result")


class CircularOut(serializers.ModelSerializer[Circular]):
    """A circular; its PDF is on the page."""

    status_label = serializers.CharField(source="get_status_display")
    document_number = serializers.CharField()
    entries = EntryOut(many=True)

    class Meta:
        model = Circular
        fields = (
            "uid", "level", "document_number", "title", "since", "until", "opening", "demands",
            "ranking", "entries", "status", "status_label", "issued_on", "withdrawn_on",
            "withdraw_reason", "version",
        )  # fmt: skip


class CircularStepIn(serializers.Serializer[Circular]):
    """The version that was looked at."""

    version = serializers.IntegerField()


class CircularIssueIn(CircularStepIn):
    """issued_on: only of a paper from above."""

    issued_on = serializers.DateField(required=False)


class CircularWithdrawIn(CircularStepIn):
    """Why."""

    reason = serializers.CharField(max_length=300)


class LadderStepOut(serializers.ModelSerializer[LadderStep]):
    """One step of one unit."""

    kind_label = serializers.CharField(source="get_kind_display")
    place = serializers.IntegerField(source="place_id")
    holder = serializers.CharField()

    class Meta:
        model = LadderStep
        fields = (
            "uid", "kind", "kind_label", "place", "holder", "ground", "decided_by", "from_on",
            "conditions", "skip_reason", "talked_by", "attendees", "record", "ended_on",
            "end_reason", "version",
        )  # fmt: skip


class LadderStepIn(UnitIn):
    """约谈 or 挂牌督办; 通报 steps come with the circular."""

    client_uuid = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=STEP_KINDS)
    ground = serializers.CharField(max_length=500)
    decided_by = serializers.CharField(max_length=60)
    from_on = serializers.DateField()
    conditions = serializers.CharField(max_length=500)
    skip_reason = serializers.CharField(max_length=300, required=False, allow_blank=True)
    talked_by = serializers.CharField(max_length=60, required=False, allow_blank=True)
    attendees = serializers.CharField(max_length=200, required=False, allow_blank=True)
    record = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class LadderStepEndIn(serializers.Serializer[LadderStep]):
    """Lifted, and how the conditions were met."""

    reason = serializers.CharField(max_length=300)
    version = serializers.IntegerField()
