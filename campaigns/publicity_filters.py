"""What lists of publicity filter by, shared by pages, exports and API."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Achievement, Activity, Bulletin, Occasion, Training
from campaigns.network_filters import DAY, NetworkFilter, Rows, span_of


class UnitFilter(NetworkFilter):
    """Rows with a unit, between two days."""

    since = django_filters.DateFilter(
        label=_("从"), field_name="day", lookup_expr="gte", widget=DAY
    )
    until = django_filters.DateFilter(
        label=_("到"), field_name="day", lookup_expr="lte", widget=DAY
    )

    def by_place(self, queryset: Rows, name: str, value: Any) -> Rows:
        """Inside the division, or of the division itself."""
        low, high = span_of(int(value))
        if str(self.data.get("own", "")) in ("1", "true", "True"):
            return queryset.filter(unit_id=low)
        return queryset.filter(unit_id__gte=low, unit_id__lt=high)


class ActivityFilter(UnitFilter):
    """Activities by form, fixed date, unit, days."""

    kind = django_filters.ChoiceFilter(
        label=_("形式"), choices=Activity.Kind.choices, empty_label=_("全部")
    )
    occasion = django_filters.ChoiceFilter(
        label=_("集中宣传日"), choices=Occasion.choices, empty_label=_("全部")
    )
    field_order = ("kind", "occasion", "since", "until", "place")

    class Meta:
        model = Activity
        fields: list[str] = []


class TrainingFilter(UnitFilter):
    """Trainings by unit and days."""

    class Meta:
        model = Training
        fields: list[str] = []


class AchievementFilter(UnitFilter):
    """Papers and contests."""

    kind = django_filters.ChoiceFilter(
        label=_("类型"), choices=Achievement.Kind.choices, empty_label=_("全部")
    )

    class Meta:
        model = Achievement
        fields: list[str] = []


class BulletinFilter(UnitFilter):
    """Bulletins by state, unit, day of issue, and whether somebody adopted them."""

    since = django_filters.DateFilter(
        label=_("从"), field_name="issued_on", lookup_expr="gte", widget=DAY
    )
    until = django_filters.DateFilter(
        label=_("到"), field_name="issued_on", lookup_expr="lte", widget=DAY
    )
    status = django_filters.ChoiceFilter(
        label=_("状态"), choices=Bulletin.Status.choices, empty_label=_("全部")
    )
    adopted = django_filters.BooleanFilter(
        method="by_adopted", widget=forms.HiddenInput, label=_("已采用")
    )

    class Meta:
        model = Bulletin
        fields: list[str] = []

    def by_adopted(self, queryset: Rows, name: str, value: bool) -> Rows:
        """Adopted by somebody, or by nobody."""
        return queryset.filter(adopted__gt=0) if value else queryset.filter(adopted=0)
