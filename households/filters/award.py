"""What lists of demonstration households filter by, shared by page and API."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Division, Level
from campaigns.queries.mergers import counted_in
from households.filters.place import PlacedFilterSet
from households.models import Award
from households.models.rank import Rank
from households.queries.award_stage import STAGES, condition
from households.queries.household import matching

# Rows of queries.award.award_rows, which carry the annotation `objected`.
AwardRows = models.QuerySet[Any, Any]
ENDED = "ended"
STATUSES = [*Award.Status.choices, *((stage, stage) for stage in STAGES)]


class AwardFilter(PlacedFilterSet):
    """place: a township or village code; village: a village of the township chosen; year;
    status, or "ended" for those ready for review; q: name of the head."""

    place = django_filters.NumberFilter(
        label=_("区划"), field_name="village_id", method="with_merged"
    )
    village = django_filters.NumberFilter(
        label=_("村"), field_name="village_id", method="with_merged"
    )
    q = django_filters.CharFilter(label=_("户主"), method="by_name")
    year = django_filters.NumberFilter(label=_("年度"), field_name="campaign__year")
    status = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=STATUSES,
        method="by_status",
        empty_label=_("全部"),
        widget=forms.HiddenInput,
    )

    rank = django_filters.ChoiceFilter(label=_("级别"), choices=Rank.choices, empty_label=_("全部"))

    class Meta:
        model = Award
        fields: list[str] = []

    @property
    def form(self) -> forms.Form:
        """The form; villages can be chosen once a township is."""
        form = super().form
        if not hasattr(self, "_villages_drawn"):
            self._villages_drawn = True
            villages = self._villages()
            choices = [("", _("全部")), *((v.code, v.name) for v in villages)]
            form.fields["village"].widget = (
                forms.Select(choices=choices) if villages else forms.HiddenInput()
            )
        return form

    def _villages(self) -> list[Division]:
        chosen = str(self.data.get("place", ""))
        if not (chosen.isascii() and chosen.isdigit() and len(chosen) == 12):
            return []
        rows = Division.objects.filter(parent=int(chosen), level=Level.VILLAGE)
        return list(rows.order_by("code"))

    def with_merged(self, queryset: AwardRows, name: str, value: Any) -> AwardRows:
        """Inside a place, with the titles of those merged into it: their certificates stay under
        the old code, and the successor prints them."""
        unit = Division.objects.filter(code=int(value)).first()
        return queryset.none() if unit is None else queryset.filter(counted_in(unit, name))

    def by_name(
        self, queryset: models.QuerySet[Award], name: str, value: str
    ) -> models.QuerySet[Award]:
        """By characters, pinyin or initials of the head of the household."""
        return queryset.filter(matching(value, "household__"))

    def by_status(self, queryset: AwardRows, name: str, value: str) -> AwardRows:
        """One status, or a stage (queries.award_stage); ENDED: the village's notice is over and no
        objection is open."""
        return queryset.filter(condition(value, timezone.localdate()))


class AwardCount(AwardFilter):
    """The same where nothing is drawn: counts and the API."""

    form = django_filters.FilterSet.form
