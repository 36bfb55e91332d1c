"""What the lists of help filter by."""

from __future__ import annotations

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from households.filters.place import PlacedFilterSet
from households.filters.report import inside_place
from households.models import CareRecord, Pairing, ServiceActivity
from households.models.care import CareRecordQuerySet
from households.models.help import PairingQuerySet
from households.queries.household import matching

DAY = forms.DateInput(attrs={"type": "date"})


class PairingFilter(PlacedFilterSet):
    """Pairings by helper, household and place; those going on unless asked otherwise."""

    q = django_filters.CharFilter(label=_("户主、拼音或户号"), method="by_words")
    helper = django_filters.CharFilter(
        label=_("帮扶人"), field_name="helper_name", lookup_expr="icontains", max_length=40
    )
    kind = django_filters.ChoiceFilter(
        label=_("类型"),
        field_name="helper_kind",
        choices=Pairing.Helper.choices,
        empty_label=_("全部"),
    )
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("ended", _("已结束")), ("all", _("全部"))],
        method="by_state",
        empty_label=_("在帮"),
    )

    class Meta:
        model = Pairing
        fields: list[str] = []

    def filter_queryset(self, queryset: PairingQuerySet) -> PairingQuerySet:
        rows: PairingQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.active()

    def by_words(self, queryset: PairingQuerySet, name: str, value: str) -> PairingQuerySet:
        """The household's name, pinyin, initials or number."""
        return queryset.filter(matching(value, "household__"))

    def by_state(self, queryset: PairingQuerySet, name: str, value: str) -> PairingQuerySet:
        """Ended, or all."""
        return queryset if value == "all" else queryset.filter(ended_on__isnull=False)


class CareFilter(PlacedFilterSet):
    """People in the ledgers by ledger and place; those still in it unless asked otherwise."""

    kind = django_filters.ChoiceFilter(
        label=_("台账"), choices=CareRecord.Kind.choices, empty_label=_("全部")
    )
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("ended", _("已退出"))],
        method="by_state",
        empty_label=_("在台账"),
    )

    class Meta:
        model = CareRecord
        fields: list[str] = []

    def filter_queryset(self, queryset: CareRecordQuerySet) -> CareRecordQuerySet:
        rows: CareRecordQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.active()

    def by_state(self, queryset: CareRecordQuerySet, name: str, value: str) -> CareRecordQuerySet:
        """Those taken out."""
        return queryset.filter(ended_on__isnull=False)


class ActivityFilter(PlacedFilterSet):
    """Activities by kind, days and unit."""

    place = django_filters.NumberFilter(label=_("区划"), field_name="unit_id", method=inside_place)
    kind = django_filters.ChoiceFilter(
        label=_("类型"), choices=ServiceActivity.Kind.choices, empty_label=_("全部")
    )
    since = django_filters.DateFilter(
        label=_("从"), field_name="happened_on", lookup_expr="gte", widget=DAY
    )
    until = django_filters.DateFilter(
        label=_("到"), field_name="happened_on", lookup_expr="lte", widget=DAY
    )

    class Meta:
        model = ServiceActivity
        fields: list[str] = []
