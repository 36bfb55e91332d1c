"""What the list of hazards filters by."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from households.filters.place import PlacedFilterSet
from households.models import Hazard
from households.models.hazard import HazardQuerySet


class HazardFilter(PlacedFilterSet):
    """Hazards by state and place; those that run unless asked otherwise."""

    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[*Hazard.Status.choices, ("all", _("全部"))],
        method="by_state",
        empty_label=_("没结束的"),
    )

    class Meta:
        model = Hazard
        fields: list[str] = []

    def filter_queryset(self, queryset: HazardQuerySet) -> HazardQuerySet:
        rows: HazardQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.running()

    def by_state(self, queryset: HazardQuerySet, name: str, value: str) -> HazardQuerySet:
        """One state, or all."""
        return queryset if value == "all" else queryset.filter(status=value)
