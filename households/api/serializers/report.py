"""Shapes of the zero-report API, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from campaigns.models import Campaign
from households.models import (
    Cadence,
    CellState,
    Check,
    Contradiction,
    ReportingPeriod,
    ZeroReport,
)
from households.queries.grid_parts import NOTHING_OWED, Cell, Grid, Month, Row, Tally
from households.report_figures import LONGEST_TEXT, MOST_DOORS, MOST_FOUND, Figures


class PeriodOut(serializers.ModelSerializer[ReportingPeriod]):
    """A period that was opened; days: pairs of first day and the day after the last."""

    label = serializers.CharField()  # type: ignore[assignment]
    days = serializers.ListField(
        child=serializers.ListField(child=serializers.DateField()), source="covered"
    )
    county = serializers.IntegerField(source="county_id")
    campaign = serializers.IntegerField(source="campaign_id")

    class Meta:
        model = ReportingPeriod
        fields = (
            "id",
            "campaign",
            "county",
            "cadence",
            "label",
            "starts",
            "ends",
            "days",
            "village_due",
            "township_due",
            "county_due",
            "opened_at",
        )


class PeriodIn(serializers.Serializer[ReportingPeriod]):
    """What opening a period takes: a month, or a day it holds."""

    campaign = serializers.PrimaryKeyRelatedField(queryset=Campaign.objects.all())
    month = serializers.IntegerField(min_value=1, max_value=12, required=False)
    day = serializers.DateField(required=False)


class ReportOut(serializers.ModelSerializer[ZeroReport]):
    """A filed report; amends is the uid of the version it replaced."""

    number = serializers.CharField()
    period = serializers.IntegerField(source="period_id")
    month = serializers.CharField(source="period.label")
    village = serializers.IntegerField(source="village_id")
    village_label = serializers.CharField(source="village.name")
    kind_label = serializers.CharField(source="get_kind_display")
    filed_by = serializers.CharField(source="filed_by.name")
    late = serializers.BooleanField(source="is_late")
    amends = serializers.UUIDField(source="amends.uid", default=None)

    class Meta:
        model = ZeroReport
        fields = (
            "uid",
            "number",
            "period",
            "month",
            "village",
            "village_label",
            "kind",
            "kind_label",
            "found",
            "checks",
            "households_visited",
            "doors",
            "difference",
            "supplementary",
            "summary",
            "measures",
            "signer",
            "filed_by",
            "received_at",
            "first_received_at",
            "late",
            "revision",
            "is_live",
            "amends",
            "amend_reason",
            "untrue_at",
            "untrue_reason",
            "returned_at",
            "returned_reason",
            "correct_by",
        )


class FiguresIn(serializers.Serializer[ZeroReport]):
    """What a village states."""

    kind = serializers.ChoiceField(choices=ZeroReport.Kind.choices)
    found = serializers.IntegerField(default=0, min_value=0, max_value=MOST_FOUND)
    checks = serializers.ListField(
        child=serializers.ChoiceField(choices=Check.choices), default=list, max_length=10
    )
    summary = serializers.CharField(default="", allow_blank=True, max_length=LONGEST_TEXT)
    measures = serializers.CharField(default="", allow_blank=True, max_length=LONGEST_TEXT)
    signer = serializers.CharField(max_length=40)
    doors = serializers.IntegerField(default=0, min_value=0, max_value=MOST_DOORS)
    difference = serializers.CharField(default="", allow_blank=True, max_length=LONGEST_TEXT)

    def figures(self) -> Figures:
        """The statement of valid input."""
        data = self.validated_data
        return Figures(
            kind=data["kind"],
            found=data["found"],
            checks=tuple(data["checks"]),
            summary=data["summary"],
            measures=data["measures"],
            signer=data["signer"],
            doors=data["doors"],
            difference=data["difference"],
        )


class ReportIn(FiguresIn):
    """A new report. client_uuid is made by the sender and kept through retries."""

    period = serializers.PrimaryKeyRelatedField(queryset=ReportingPeriod.objects.all())
    village = serializers.IntegerField(min_value=10**11, max_value=10**12 - 1)
    client_uuid = serializers.UUIDField()


class AmendIn(FiguresIn):
    """A correction of the revision `version`."""

    reason = serializers.CharField(max_length=500)
    version = serializers.IntegerField(min_value=1)
    client_uuid = serializers.UUIDField(required=False)


class QuestionIn(serializers.Serializer[ZeroReport]):
    """A sentence."""

    reason = serializers.CharField(max_length=500)


class BackIn(QuestionIn):
    """Why it is sent back, and until when it is to be corrected."""

    correct_by = serializers.DateTimeField()


class ContradictionOut(serializers.ModelSerializer[Contradiction]):
    """Something that stands against a nil report: asked, answered, confirmed or cleared."""

    report = serializers.UUIDField(source="report.uid")
    village = serializers.IntegerField(source="village_id")
    period = serializers.IntegerField(source="period_id")
    told = serializers.CharField()
    happened_on = serializers.DateField(source="incident.happened_on", default=None)

    class Meta:
        model = Contradiction
        fields = (
            "uid",
            "report",
            "village",
            "period",
            "status",
            "told",
            "happened_on",
            "grounds",
            "asked_at",
            "reply_by",
            "reply",
            "replied_at",
            "finding",
            "decided_at",
            "version",
        )


class SaidIn(serializers.Serializer[Contradiction]):
    """Words on the version they were written for."""

    words = serializers.CharField(max_length=1000)
    version = serializers.IntegerField(min_value=1, required=False)


class TallyOut(serializers.Serializer[Tally]):
    """on_time + late + missing + pending + exempt = expected; untrue is counted apart. Rates are
    0–1, of what is owed."""

    expected = serializers.IntegerField()
    on_time = serializers.IntegerField()
    late = serializers.IntegerField()
    missing = serializers.IntegerField()
    pending = serializers.IntegerField()
    exempt = serializers.IntegerField()
    untrue = serializers.IntegerField()


class RatedOut(TallyOut):
    """A tally with its rates, as decimal strings of four places; null without a base."""

    completeness = serializers.DecimalField(max_digits=5, decimal_places=4, allow_null=True)
    timeliness = serializers.DecimalField(max_digits=5, decimal_places=4, allow_null=True)


class CellOut(serializers.Serializer[Cell]):
    """One unit in one period."""

    month = serializers.IntegerField()
    starts = serializers.DateField()
    doubted = serializers.BooleanField()
    state = serializers.ChoiceField(
        source="kind", choices=[*CellState.choices, (NOTHING_OWED, "没有应报")]
    )
    sentence = serializers.CharField()
    found = serializers.IntegerField(source="count", allow_null=True)
    report = serializers.UUIDField(allow_null=True)
    tally = TallyOut()


class RowOut(serializers.Serializer[Row]):
    """A unit's year; closed counts only months past due."""

    code = serializers.IntegerField(source="division.code")
    name = serializers.CharField(source="division.name")
    cells = CellOut(many=True)
    total = TallyOut()
    closed = RatedOut()


class MonthOut(serializers.Serializer[Month]):
    """A column's tally; closed says whether its due instant has passed."""

    month = serializers.IntegerField(source="number")
    starts = serializers.DateField()
    label = serializers.CharField()  # type: ignore[assignment]
    closed = serializers.BooleanField()
    tally = TallyOut()


class GridOut(serializers.Serializer[Grid]):
    """Units by periods of one cadence."""

    cadence = serializers.ChoiceField(choices=Cadence.choices)
    code = serializers.IntegerField(source="root.code")
    name = serializers.CharField(source="root.name")
    year = serializers.IntegerField()
    rows = RowOut(many=True)
    months = MonthOut(many=True)
    total = TallyOut()
    closed = RatedOut()
