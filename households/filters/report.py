"""What lists of zero reports filter by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.models import Cadence, ExpectedReport, Show, ZeroReport
from households.models.expected import ExpectedReportQuerySet

MONTHS = [(m, f"{m}月") for m in range(1, 13)]
YEARS = {"min_value": 2000, "max_value": 2100}
SPAN_UNITS = (1, 10**3, 10**6, 10**8, 10**10)


def inside_place(queryset: Any, name: str, value: Any) -> Any:
    """Villages inside the division code `value`, whose span follows from its trailing zeros."""
    code = int(value)
    if not 10**11 <= code < 10**12:
        return queryset.none()
    width = max(w for w in SPAN_UNITS if code % w == 0)
    return queryset.filter(**{f"{name}__gte": code, f"{name}__lt": code + width})


class ExpectedFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Expected reports of a page: year, month, cadence, one period, state, place, past due only."""

    year = django_filters.NumberFilter(
        label=_("年度"), field_name="period__starts", lookup_expr="year", **YEARS
    )
    month = django_filters.ChoiceFilter(
        label=_("月份"),
        choices=MONTHS,
        field_name="period__starts",
        lookup_expr="month",
        empty_label=_("全年"),
    )
    cadence = django_filters.ChoiceFilter(
        label=_("周期"),
        choices=Cadence.choices,
        field_name="period__cadence",
        empty_label=_("全部周期"),
    )
    period = django_filters.NumberFilter(label=_("哪一期"), field_name="period_id")
    show = django_filters.ChoiceFilter(
        label=_("状态"), choices=Show.choices, method="by_show", empty_label=_("全部状态")
    )
    closed = django_filters.ChoiceFilter(
        label=_("期限"), choices=[("1", _("已到期"))], method="by_closed", empty_label=_("全部")
    )
    place = django_filters.NumberFilter(
        label=_("区划代码"), field_name="village_id", method=inside_place
    )

    class Meta:
        model = ExpectedReport
        fields: list[str] = []

    def by_show(
        self, queryset: ExpectedReportQuerySet, name: str, value: str
    ) -> ExpectedReportQuerySet:
        """One Show."""
        return queryset.showing(value)

    def by_closed(
        self, queryset: ExpectedReportQuerySet, name: str, value: str
    ) -> ExpectedReportQuerySet:
        """Months whose due instant has passed."""
        return queryset.filter(period__village_due__lt=timezone.now())


class ReportFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filed reports of the API."""

    year = django_filters.NumberFilter(field_name="period__starts", lookup_expr="year", **YEARS)
    month = django_filters.NumberFilter(
        field_name="period__starts", lookup_expr="month", min_value=1, max_value=12
    )
    kind = django_filters.ChoiceFilter(choices=ZeroReport.Kind.choices)
    place = django_filters.NumberFilter(field_name="village_id", method=inside_place)
    live = django_filters.BooleanFilter(field_name="is_live")
    untrue = django_filters.BooleanFilter(field_name="untrue_at", method="by_untrue")

    class Meta:
        model = ZeroReport
        fields: list[str] = []

    def by_untrue(
        self, queryset: models.QuerySet[ZeroReport], name: str, value: bool
    ) -> models.QuerySet[ZeroReport]:
        """Marked untrue, or not."""
        return queryset.filter(untrue_at__isnull=not value)
