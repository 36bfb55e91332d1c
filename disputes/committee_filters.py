"""Filters of committees and of the roster, shared by page and API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models import DisputeType, MediationCommittee, MediatorEntry
from disputes.models.committee import MediationCommitteeQuerySet
from disputes.models.mediator_entry import MediatorEntryQuerySet
from households.filters.place import PlacedFilterSet
from households.filters.report import inside_place

Status = MediationCommittee.Status
INCOMPLETE = "incomplete"  # annotated by committee_rows


class CommitteeFilter(PlacedFilterSet):
    """Committees by place, kind and state; those given up only when asked for."""

    place = django_filters.NumberFilter(label=_("区划"), field_name="place_id", method=inside_place)
    kind = django_filters.ChoiceFilter(
        label=_("类型"), choices=MediationCommittee.Kind.choices, empty_label=_("全部")
    )
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[
            ("draft", _("筹建")),
            ("in_office", _("履职")),
            ("incomplete", _("待补选")),
            ("expiring", _("该换届")),
            ("ended", _("已撤销")),
        ],
        method="by_state",
        empty_label=_("全部"),
    )

    class Meta:
        model = MediationCommittee
        fields: list[str] = []

    def filter_queryset(self, queryset: MediationCommitteeQuerySet) -> Any:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.standing()

    def by_state(self, rows: MediationCommitteeQuerySet, name: str, value: str) -> Any:
        """A status; what the seats lack and what the calendar says."""
        if value == "incomplete":
            short = rows.filter(**{INCOMPLETE: True})
            return short.filter(status=Status.IN_OFFICE)
        if value == "expiring":
            return rows.expiring(timezone.localdate())
        return rows.filter(status=value)


# How the roster may be ordered: the word of the choice, the columns.
ORDERS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "open": (_("在办多的在前"), ("-open_cases", "pk")),
    "year": (_("本年多的在前"), ("-year_cases", "pk")),
    "settled": (_("调成多的在前"), ("-settled_cases", "pk")),
    "days": (_("用时短的在前"), (F("days").asc(nulls_last=True), "pk")),
    "free": (_("在办少的在前"), ("open_cases", "year_cases", "pk")),
}


class MediatorEntryFilter(PlacedFilterSet):
    """Mediators by name, kind, speciality, weekday and place; those appointed today unless asked
    otherwise. sort: by load."""

    q = django_filters.CharFilter(label=_("姓名"), field_name="name", lookup_expr="icontains")
    place = django_filters.NumberFilter(label=_("区划"), field_name="place_id", method=inside_place)
    kind = django_filters.ChoiceFilter(
        label=_("类别"), choices=MediatorEntry.Kind.choices, empty_label=_("全部")
    )
    speciality = django_filters.ChoiceFilter(
        label=_("擅长"), choices=DisputeType.choices, method="by_speciality", empty_label=_("全部")
    )
    weekday = django_filters.ChoiceFilter(
        label=_("值班"),
        choices=[(str(n), f"周{sign}") for n, sign in enumerate("一二三四五六日", 1)],
        method="by_weekday",
        empty_label=_("不限"),
    )
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("lapsed", _("聘期已满")), ("ended", _("已解聘"))],
        method="by_state",
        empty_label=_("在聘"),
    )
    sort = django_filters.ChoiceFilter(
        label=_("排序"),
        choices=[(name, words) for name, (words, _columns) in ORDERS.items()],
        method="by_load",
        empty_label=_("按单位"),
    )

    class Meta:
        model = MediatorEntry
        fields: list[str] = []

    def filter_queryset(self, queryset: MediatorEntryQuerySet) -> Any:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.on(timezone.localdate())

    def by_speciality(self, rows: MediatorEntryQuerySet, name: str, value: str) -> Any:
        """Good at this kind of dispute."""
        return rows.filter(specialities__contains=[value])

    def by_weekday(self, rows: MediatorEntryQuerySet, name: str, value: str) -> Any:
        """There on this day of the week."""
        return rows.filter(weekdays__contains=[int(value)])

    def by_state(self, rows: MediatorEntryQuerySet, name: str, value: str) -> Any:
        """Ended with a reason, or run out by the calendar."""
        if value == "ended":
            return rows.filter(ended_on__isnull=False)
        return rows.filter(Q(ended_on__isnull=True), appointed_until__lt=timezone.localdate())

    def by_load(self, rows: MediatorEntryQuerySet, name: str, value: str) -> Any:
        """By what they have on their hands; needs with_load()."""
        return rows.order_by(*ORDERS[value][1])
