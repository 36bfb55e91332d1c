"""What lists of the organisation filter by, shared by pages, exports and API."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import (
    Duty,
    Fund,
    FundItem,
    LeadingGroup,
    Meeting,
    MemberUnit,
    Seat,
    ShowPoint,
)
from campaigns.network_filters import GoingOnFilter, NetworkFilter

Rows = models.QuerySet[Any]


class MemberUnitFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Member units by name, kind and state; those of today unless asked otherwise."""

    q = django_filters.CharFilter(
        label=_("名称"), field_name="name", lookup_expr="icontains", max_length=40
    )
    kind = django_filters.ChoiceFilter(
        label=_("类别"), choices=MemberUnit.Kind.choices, empty_label=_("全部")
    )
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("left", _("已退出")), ("all", _("全部"))],
        method="by_state",
        empty_label=_("在册"),
    )

    class Meta:
        model = MemberUnit
        fields: list[str] = []

    def filter_queryset(self, queryset: Rows) -> Rows:
        rows: Rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(is_live=True)

    def by_state(self, queryset: Rows, name: str, value: str) -> Rows:
        """Those that left, or all."""
        return queryset.filter(is_live=False) if value == "left" else queryset


class GroupFilter(NetworkFilter):
    """Groups by place and state."""

    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("ended", _("已撤销")), ("all", _("全部"))],
        method="by_state",
        empty_label=_("在册"),
    )
    field_order = ("place", "state")

    class Meta:
        model = LeadingGroup
        fields: list[str] = []

    def filter_queryset(self, queryset: Rows) -> Rows:
        rows: Rows = super().filter_queryset(queryset)
        asked = self.form.cleaned_data.get("state")
        return rows if asked else rows.filter(ended_on__isnull=True)

    def by_state(self, queryset: Rows, name: str, value: str) -> Rows:
        """Those given up, or all."""
        return queryset.filter(ended_on__isnull=False) if value == "ended" else queryset


class SeatFilter(NetworkFilter):
    """Seats by place, for the roster."""

    class Meta:
        model = Seat
        fields: list[str] = []


def _year(column: str) -> django_filters.NumberFilter:
    return django_filters.NumberFilter(
        label=_("年度"), field_name=column, min_value=2000, max_value=2100
    )


class MeetingFilter(NetworkFilter):
    """Meetings by year, kind and place; those taken back only when asked for."""

    year = _year("held_on__year")
    kind = django_filters.ChoiceFilter(
        label=_("形式"), choices=Meeting.Kind.choices, empty_label=_("全部")
    )
    group = django_filters.UUIDFilter(field_name="group__uid", widget=forms.HiddenInput)
    state = django_filters.ChoiceFilter(
        label=_("状态"), choices=[("back", _("已撤回"))], method="by_state", empty_label=_("有效")
    )
    field_order = ("year", "kind", "place", "state")

    class Meta:
        model = Meeting
        fields: list[str] = []

    def filter_queryset(self, queryset: Rows) -> Rows:
        rows: Rows = super().filter_queryset(queryset)
        asked = self.form.cleaned_data.get("state")
        return rows if asked else rows.filter(taken_back_at__isnull=True)

    def by_state(self, queryset: Rows, name: str, value: str) -> Rows:
        """Those taken back."""
        return queryset.filter(taken_back_at__isnull=False)


class FundFilter(NetworkFilter):
    """Funds by year and place."""

    year = _year("campaign__year")
    field_order = ("year", "place")

    class Meta:
        model = Fund
        fields: list[str] = []


class FundItemFilter(NetworkFilter):
    """Sums spent by year and place, for the ledger."""

    year = _year("fund__campaign__year")

    class Meta:
        model = FundItem
        fields: list[str] = []


class ShowPointFilter(GoingOnFilter):
    """Points by place and state."""

    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("all", _("全部"))],
        method="by_state",
        empty_label=_("在册"),
    )
    field_order = ("place", "state")

    class Meta:
        model = ShowPoint
        fields: list[str] = []


class DutyFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Duties of the year by level and kind."""

    level = django_filters.ChoiceFilter(
        label=_("层级"),
        choices=[("3", _("县级")), ("4", _("乡级")), ("5", _("村级"))],
        empty_label=_("全部"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("类别"), choices=Duty.Kind.choices, empty_label=_("全部")
    )

    class Meta:
        model = Duty
        fields: list[str] = []
