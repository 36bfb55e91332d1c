"""Shapes of the zero-report API, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from campaigns.models import Campaign
from households.models import CellState, Check, ReportingPeriod, ZeroReport
from households.queries.report_grid import NOTHING_OWED, Cell, Grid, Month, Row, Tally
from households.report_figures import LONGEST_TEXT, MOST_FOUND, Figures


class PeriodOut(serializers.ModelSerializer[ReportingPeriod]):
    """A month that was opened."""

    county = serializers.IntegerField(source="county_id")
    campaign = serializers.IntegerField(source="campaign_id")

    class Meta:
        model = ReportingPeriod
        fields = ("id", "campaign", "county", "starts", "ends", "village_due", "opened_at")


class PeriodIn(serializers.Serializer[ReportingPeriod]):
    """What opening a month takes."""

    campaign = serializers.PrimaryKeyRelatedField(queryset=Campaign.objects.all())
    month = serializers.IntegerField(min_value=1, max_value=12)


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


class UntrueIn(serializers.Serializer[ZeroReport]):
    """Why a nil report was untrue."""

    reason = serializers.CharField(max_length=500)


class TallyOut(serializers.Serializer[Tally]):
    """on_time + late + missing + pending = expected; untrue is counted apart. Rates are 0–1."""

    expected = serializers.IntegerField()
    on_time = serializers.IntegerField()
    late = serializers.IntegerField()
    missing = serializers.IntegerField()
    pending = serializers.IntegerField()
    untrue = serializers.IntegerField()


class RatedOut(TallyOut):
    """A tally with its rates, as decimal strings of four places; null without a base."""

    completeness = serializers.DecimalField(max_digits=5, decimal_places=4, allow_null=True)
    timeliness = serializers.DecimalField(max_digits=5, decimal_places=4, allow_null=True)


class CellOut(serializers.Serializer[Cell]):
    """One unit in one month."""

    month = serializers.IntegerField()
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
    closed = serializers.BooleanField()
    tally = TallyOut()


class GridOut(serializers.Serializer[Grid]):
    """Units by months."""

    code = serializers.IntegerField(source="root.code")
    name = serializers.CharField(source="root.name")
    year = serializers.IntegerField()
    rows = RowOut(many=True)
    months = MonthOut(many=True)
    total = TallyOut()
    closed = RatedOut()
