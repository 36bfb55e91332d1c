"""API of the year's windows and clocks (考核期限); the same verb as the page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import AREA_ROLES
from campaigns.queries.campaign import campaign_at
from campaigns.views.asked import asked_year
from reports.api.asked import campaign_asked
from reports.filters import ClocksFilter
from reports.models import ScoreClocks
from reports.transitions.clocks import set_clocks

NAMES = tuple(ScoreClocks.BOUNDS)


def day_fields() -> dict[str, serializers.IntegerField]:
    """One number for each clock, by the words of the page; the verb judges how many days."""
    fields = {}
    for name in NAMES:
        label, unit, least, most = ScoreClocks.told(name)
        words = _("%(least)d 至 %(most)d 个%(unit)s") % {"least": least, "most": most, "unit": unit}
        fields[name] = serializers.IntegerField(label=label, help_text=words)
    return fields


class ScoreClocksOut(serializers.ModelSerializer[ScoreClocks]):
    """Numbers somebody set, and from which day on they hold."""

    year = serializers.IntegerField(source="campaign.year", label=_("年度"))
    county = serializers.IntegerField(source="county_id", label=_("县级代码"))
    by = serializers.CharField(source="by.name", label=_("定的人"))

    class Meta:
        model = ScoreClocks
        fields = ("id", "year", "county", "starts", *NAMES, "reason", "by", "at")
        extra_kwargs = {"id": {"label": _("编号")}, "at": {"label": _("定的时间")}}


class ClocksNowOut(serializers.Serializer[Any]):
    """The numbers that hold today, and between which days the year is scored by others."""

    year = serializers.IntegerField(label=_("年度"))
    starts = serializers.DateField(label=_("自哪一天起"), allow_null=True, help_text=_(
        "空的，是县里没有另定，用系统的天数"
    ))  # fmt: skip
    self_opens = serializers.DateField(label=_("自评第一天"))
    self_town_until = serializers.DateField(label=_("乡级自评按时的最后一天"))
    self_village_until = serializers.DateField(label=_("村级自评按时的最后一天"))
    department_until = serializers.DateField(label=_("部门评按时的最后一天"))

    def get_fields(self) -> dict[str, Any]:
        """The days beside the rest."""
        return super().get_fields() | day_fields()


class ScoreClocksIn(serializers.Serializer[Any]):
    """All numbers, from a coming day on."""

    campaign = serializers.IntegerField(label=_("年度工作编号"))
    starts = serializers.DateField(label=_("自哪一天起"), help_text=_("从明天或以后的一天起"))
    reason = serializers.CharField(label=_("理由"), max_length=300, allow_blank=True)

    def get_fields(self) -> dict[str, Any]:
        """The days beside the rest."""
        return super().get_fields() | day_fields()


@extend_schema_view(
    list=extend_schema(
        summary="考核期限：历次定的天数",
        description="本县各年度定过的考核期限，新的在前。已经开始的期限不随后来的改动变。",
    )
)
class ClocksViewSet(mixins.ListModelMixin, Scoped):
    """考核期限: what was set when, what holds today, setting it."""

    audience = AREA_ROLES
    serializer_class = ScoreClocksOut
    queryset = ScoreClocks.objects.none()
    filterset_class = ClocksFilter

    def get_queryset(self) -> models.QuerySet[ScoreClocks]:
        return ScoreClocks.objects.visible_to(self.user).select_related("campaign", "by")

    @extend_schema(
        summary="考核期限：定新的天数",
        description="由平安办定，写理由，从以后的一天起用；这一天以前开始的期限不变。",
        request=ScoreClocksIn,
        responses={201: ScoreClocksOut},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """New numbers from a coming day on."""
        data = self.typed(ScoreClocksIn)
        row = set_clocks(
            campaign=campaign_asked(self.user, data["campaign"]),
            starts=data["starts"],
            days={name: data[name] for name in NAMES},
            reason=data["reason"],
            by=self.user,
        )
        return Response(ScoreClocksOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary="考核期限：今天用的天数",
        description="今天开始的期限各是几天；县里没有另定的，是系统的天数。"
        "自评、部门评另给出这一年从哪天到哪天。",
        parameters=[OpenApiParameter("year", OpenApiTypes.INT, description="年度，不写是今年")],
        responses=ClocksNowOut,
    )
    @action(detail=False, methods=["get"], filterset_class=None, pagination_class=None)
    def current(self, request: Request) -> Response:
        """What holds today."""
        posting = self.user.main_posting
        year = asked_year(request._request)
        campaign = campaign_at(posting.division.code, year) if posting else None
        if campaign is None:
            raise Http404
        rows = ScoreClocks.objects.visible_to(self.user)
        now = rows.on(campaign.pk, timezone.localdate())
        days = rows.mark_days(campaign.pk, campaign.year)
        values = {name: getattr(now, name) for name in NAMES} | {
            "year": campaign.year,
            "starts": now.starts if now.pk else None,
            "self_opens": days.opens,
            "self_town_until": days.town_until,
            "self_village_until": days.village_until,
            "department_until": days.department_until,
        }
        return Response(ClocksNowOut(values).data)
