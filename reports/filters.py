"""What lists of scores filter by, on pages and in the API alike."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Level
from reports.models import (
    Appeal,
    BonusClaim,
    Document,
    LineMark,
    ScoreClocks,
    ScoreSheet,
    ScoringBatch,
    ScoringRun,
    Veto,
)
from reports.models.appeal import AppealQuerySet

TOWNSHIP_WIDTH = 1000


class RunFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Runs by year and stage."""

    year = django_filters.NumberFilter(
        label=_("年度"), field_name="campaign__year", min_value=2000, max_value=2100
    )

    class Meta:
        model = ScoringRun
        fields = ("year", "state", "stage")


class BatchFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Batches by year and state."""

    year = django_filters.NumberFilter(label=_("年度"), min_value=2000, max_value=2100)

    class Meta:
        model = ScoringBatch
        fields = ("year", "state")


class SheetFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Sheets of a run by level and township."""

    run = django_filters.UUIDFilter(label=_("考核计算"), field_name="run__uid")
    level = django_filters.ChoiceFilter(
        label=_("级别"),
        choices=[(Level.TOWNSHIP.value, _("乡级")), (Level.VILLAGE.value, _("村级"))],
    )
    township = django_filters.NumberFilter(label=_("乡镇代码"), method="inside")

    class Meta:
        model = ScoreSheet
        fields = ("run", "level", "township")

    def inside(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Sheets of a township and its villages."""
        code = int(value) // TOWNSHIP_WIDTH * TOWNSHIP_WIDTH
        if not 10**11 <= code < 10**12:
            return queryset.none()
        return queryset.filter(unit_id__gte=code, unit_id__lt=code + TOWNSHIP_WIDTH)


class ClocksFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Clocks by year."""

    year = django_filters.NumberFilter(
        label=_("年度"), field_name="campaign__year", min_value=2000, max_value=2100
    )

    class Meta:
        model = ScoreClocks
        fields = ("year",)


class VetoFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Cases of 否决审查 by year and state."""

    year = django_filters.NumberFilter(label=_("年度"), field_name="campaign__year")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=Veto.Status.choices)

    class Meta:
        model = Veto
        fields = ("year", "status")


class AppealFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Appeals by state and unit."""

    q = django_filters.CharFilter(label=_("单位、编号"), method="by_words")
    state = django_filters.ChoiceFilter(
        label=_("状态"), method="by_state",
        choices=[("late", _("逾期未答复")), ("open", _("办理中")), *Appeal.Status.choices],
    )  # fmt: skip
    year = django_filters.NumberFilter(label=_("年度"), field_name="campaign__year")

    class Meta:
        model = Appeal
        fields: list[str] = []

    def by_words(self, queryset: AppealQuerySet, name: str, value: str) -> AppealQuerySet:
        """In the unit's name, or the number of the receipt."""
        word = value.strip()
        found = Q(unit__name__icontains=word)
        digits = "".join(c for c in word.rpartition("〕")[2] if c.isdigit())
        if digits and len(digits) < 8:
            found |= Q(number=int(digits))
        return queryset.filter(found)

    def by_state(self, queryset: AppealQuerySet, name: str, value: str) -> AppealQuerySet:
        """Late by the calendar, open, else the stored state."""
        if value == "late":
            return queryset.open().filter(reply_by__lt=timezone.localdate())
        return queryset.open() if value == "open" else queryset.filter(status=value)


class DocumentFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Reports by run and state."""

    run = django_filters.UUIDFilter(label=_("考核计算"), field_name="run__uid")

    class Meta:
        model = Document
        fields = ("run", "kind", "medium", "status", "state")


class MarkFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Marks by year, level, unit, line and column."""

    year = django_filters.NumberFilter(
        label=_("年度"), field_name="campaign__year", min_value=2000, max_value=2100
    )
    unit = django_filters.NumberFilter(
        label=_("单位代码"), field_name="unit_id", min_value=0, max_value=10**12
    )

    class Meta:
        model = LineMark
        fields = ("year", "level", "unit", "code", "column")


class BonusFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Bonus claims by year and state."""

    year = django_filters.NumberFilter(
        label=_("年度"), field_name="campaign__year", min_value=2000, max_value=2100
    )

    class Meta:
        model = BonusClaim
        fields = ("year", "status")


class PaperFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The list on the page: by kind and status."""

    kind = django_filters.ChoiceFilter(
        label=_("文书"), choices=Document.Kind.choices, empty_label=_("全部")
    )
    status = django_filters.ChoiceFilter(
        label=_("状态"), choices=Document.Status.choices, empty_label=_("全部")
    )

    class Meta:
        model = Document
        fields = ("kind", "status")
