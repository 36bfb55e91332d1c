"""Shapes of the campaigns API, input and output apart."""

from __future__ import annotations

from rest_framework import serializers

from campaigns.models import (
    Campaign,
    Division,
    Pledge,
    PledgeClause,
    PledgeTemplate,
    Rung,
)
from campaigns.queries.pledge import Row


class CampaignOut(serializers.ModelSerializer[Campaign]):
    """A campaign year."""

    county = serializers.IntegerField(source="county_id")
    county_label = serializers.CharField(source="county.name")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = Campaign
        fields = (
            "id",
            "county",
            "county_label",
            "year",
            "slogan",
            "status",
            "status_label",
            "sign_by",
            "midyear_on",
            "data_closes_on",
        )


class CampaignIn(serializers.Serializer[Campaign]):
    """What opening a year takes."""

    year = serializers.IntegerField(min_value=2020, max_value=2100)
    slogan = serializers.CharField(max_length=60, required=False, allow_blank=True)
    sign_by = serializers.DateField(required=False)
    midyear_on = serializers.DateField(required=False)
    data_closes_on = serializers.DateField(required=False)


class DivisionOut(serializers.ModelSerializer[Division]):
    """A division; parent_code is null for a province."""

    parent_code = serializers.IntegerField(source="parent_id", allow_null=True)
    level_label = serializers.CharField(source="get_level_display")

    class Meta:
        model = Division
        fields = (
            "code",
            "name",
            "level",
            "level_label",
            "parent_code",
            "acts_as_county",
            "households",
            "valid_to",
        )


class PledgeOut(serializers.ModelSerializer[Pledge]):
    """A pledge; late_days counts from the campaign's last day of signing."""

    year = serializers.IntegerField(source="campaign.year")
    issuer = serializers.IntegerField(source="issuer_id")
    issuer_label = serializers.CharField(source="issuer.name")
    holder = serializers.IntegerField(source="holder_id")
    holder_label = serializers.CharField(source="holder.name")
    status_label = serializers.CharField(source="get_status_display")
    late_days = serializers.SerializerMethodField()
    number = serializers.CharField()
    text = serializers.UUIDField(source="template.uid")

    class Meta:
        model = Pledge
        fields = (
            "uid",
            "year",
            "issuer",
            "issuer_label",
            "holder",
            "holder_label",
            "status",
            "status_label",
            "issued_on",
            "signed_on",
            "late_days",
            "issuer_signatory",
            "holder_signatory",
            "issuer_signed_on",
            "number",
            "text",
            "version",
        )

    def get_late_days(self, pledge: Pledge) -> int:
        """0 when on time or unsigned."""
        return Row(pledge.holder, pledge).late_days


class PledgeIssueIn(serializers.Serializer[Pledge]):
    """What issuing takes; holder: code of the unit below."""

    holder = serializers.IntegerField()
    issuer_signatory = serializers.CharField(max_length=40, required=False, allow_blank=True)
    issued_on = serializers.DateField(required=False)


class PledgeIssueAllIn(serializers.Serializer[Pledge]):
    """What issuing to all units below takes; issuer: code of one's own unit; year: of its counties,
    where a city issues (default the running one)."""

    issuer = serializers.IntegerField()
    year = serializers.IntegerField(min_value=2000, max_value=2100, required=False)
    issuer_signatory = serializers.CharField(max_length=40, required=False, allow_blank=True)
    issued_on = serializers.DateField(required=False)


class PledgeIssuedOut(serializers.Serializer[Pledge]):
    """How many were issued."""

    issued = serializers.IntegerField()


class PledgeSignIn(serializers.Serializer[Pledge]):
    """What signing takes: one's own side's name; on paper the other's, if it has signed too."""

    holder_signatory = serializers.CharField(max_length=40, required=False, allow_blank=True)
    issuer_signatory = serializers.CharField(max_length=40, required=False, allow_blank=True)
    signed_on = serializers.DateField(required=False)
    way = serializers.ChoiceField(choices=Pledge.Way.choices, required=False)
    version = serializers.IntegerField()


class PledgeHandOverIn(serializers.Serializer[Pledge]):
    """What a hand-over to a new leader takes."""

    to_name = serializers.CharField(max_length=40)
    handed_on = serializers.DateField()
    note = serializers.CharField(max_length=120, required=False, allow_blank=True)


class PledgeClauseOut(serializers.ModelSerializer[PledgeClause]):
    """A measurable line of a text; reaches: the lowest rung that has to take it up."""

    class Meta:
        model = PledgeClause
        fields = (
            "code",
            "text",
            "at_least",
            "target",
            "unit",
            "reaches",
            "metric",
            "rubric_line",
            "weaker_reason",
        )


class PledgeTextOut(serializers.ModelSerializer[PledgeTemplate]):
    """A text of pledges with its clauses; rung: 3 county, 4 township, 5 village, 6 household."""

    year = serializers.IntegerField()
    owner = serializers.IntegerField(source="owner_id")
    clauses = PledgeClauseOut(many=True)

    class Meta:
        model = PledgeTemplate
        fields = (
            "uid",
            "year",
            "owner",
            "rung",
            "status",
            "edition",
            "starts_on",
            "ends_on",
            "opening",
            "measures",
            "appraisal",
            "rewards",
            "veto",
            "clauses",
            "version",
        )


class PledgeDraftIn(serializers.Serializer[PledgeTemplate]):
    """Which text one's own unit begins; year: of its counties, where a city begins one."""

    rung = serializers.ChoiceField(choices=Rung.choices)
    year = serializers.IntegerField(min_value=2000, max_value=2100, required=False)


class PledgeClauseIn(serializers.ModelSerializer[PledgeClause]):
    """A clause as it shall stand."""

    class Meta:
        model = PledgeClause
        fields = PledgeClauseOut.Meta.fields


class PledgeTextIn(serializers.Serializer[PledgeTemplate]):
    """A draft as it shall stand; clauses that are left out are gone."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    opening = serializers.CharField(max_length=4000, allow_blank=True)
    measures = serializers.CharField(max_length=4000, allow_blank=True)
    appraisal = serializers.CharField(max_length=4000, allow_blank=True)
    rewards = serializers.CharField(max_length=4000, allow_blank=True)
    veto = serializers.CharField(max_length=4000, allow_blank=True)
    clauses = PledgeClauseIn(many=True)
    version = serializers.IntegerField()


class PledgePublishIn(serializers.Serializer[PledgeTemplate]):
    """The version that was read before publishing."""

    version = serializers.IntegerField()


class PledgeWithdrawIn(serializers.Serializer[Pledge]):
    """What withdrawing takes."""

    reason = serializers.CharField(max_length=200)
    version = serializers.IntegerField()


class PledgeFiguresOut(serializers.Serializer[Row]):
    """A unit's own pledge and the figures of its villages; rate is a share of 1, null where
    nothing is due."""

    code = serializers.IntegerField(source="unit.code")
    name = serializers.CharField(source="unit.name")
    signed_on = serializers.DateField(source="pledge.signed_on", default=None)
    holder_signatory = serializers.CharField(source="pledge.holder_signatory", default="")
    due = serializers.IntegerField(source="below.due")
    signed = serializers.IntegerField(source="below.signed")
    on_time = serializers.IntegerField(source="below.on_time")
    late = serializers.IntegerField(source="below.late")
    missing = serializers.IntegerField(source="below.missing")
    rate = serializers.FloatField(source="below.rate", allow_null=True)
