"""What lists of the service network filter by, shared by pages, exports and API."""

from __future__ import annotations

from typing import Any, cast

import django_filters
from django import forms
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import (
    Division,
    DutyShift,
    ServicePoint,
    Volunteer,
    VolunteerTeam,
    VolunteerWork,
    WorkRecord,
)
from campaigns.models.division import WIDTH, level_of
from campaigns.models.volunteer import in_force

DAY = forms.DateInput(attrs={"type": "date"})
Rows = models.QuerySet[Any]


def span_of(code: int) -> tuple[int, int]:
    """First code inside a division and first one after it."""
    return code, code + WIDTH[level_of(code)]


class NetworkFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Rows with a place. own: only those of the place itself, not of units below it."""

    place = django_filters.NumberFilter(
        label=_("区划"),
        method="by_place",
        min_value=10**11,
        max_value=10**12 - 1,
        widget=forms.HiddenInput,
    )
    own = django_filters.BooleanFilter(method="nothing", widget=forms.HiddenInput)

    @property
    def form(self) -> forms.Form:
        """The form; the place is a select of the units directly below the reader's own, and what
        a link asked for beyond that stays."""
        first = not hasattr(self, "_form")
        form = cast(forms.Form, super().form)
        if first:
            choices = self._choices()
            if choices:
                form.fields["place"].widget = forms.Select(choices=[("", _("全部")), *choices])
        return form

    def _choices(self) -> list[tuple[int, str]]:
        user: Any = getattr(self.request, "user", None)
        posting = user.main_posting if isinstance(user, User) else None
        if posting is None:
            return []
        unit = posting.division
        below = [*Division.objects.filter(parent=unit).current().order_by("code")]
        asked = str(self.data.get("place", ""))
        known = {str(d.code) for d in (unit, *below)}
        if asked.isascii() and asked.isdigit() and asked not in known:
            below += list(Division.objects.in_reach(user).filter(code=int(asked)))
        return [(d.code, d.name) for d in (unit, *below)] if below else []

    def by_place(self, queryset: Rows, name: str, value: Any) -> Rows:
        """Inside the division, or of the division itself."""
        low, high = span_of(int(value))
        if str(self.data.get("own", "")) in ("1", "true", "True"):
            return queryset.filter(place_id=low)
        return queryset.filter(place_id__gte=low, place_id__lt=high)

    def nothing(self, queryset: Rows, name: str, value: Any) -> Rows:
        """Read together with the place."""
        return queryset


def _kinds(model: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=_("类型"), field_name="kind", choices=model.Kind.choices, empty_label=_("全部")
    )


def _since() -> django_filters.DateFilter:
    return django_filters.DateFilter(label=_("从"), field_name="day", lookup_expr="gte", widget=DAY)


def _until() -> django_filters.DateFilter:
    return django_filters.DateFilter(label=_("到"), field_name="day", lookup_expr="lte", widget=DAY)


class PointFilter(NetworkFilter):
    """Points by name, kind, place and state; open ones unless asked otherwise."""

    q = django_filters.CharFilter(label=_("名称"), field_name="name", lookup_expr="icontains")
    kind = _kinds(ServicePoint)
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("closed", _("停办")), ("all", _("全部"))],
        method="by_state",
        empty_label=_("开办"),
    )
    field_order = ("q", "kind", "place", "state")

    class Meta:
        model = ServicePoint
        fields: list[str] = []

    def filter_queryset(self, queryset: Rows) -> Rows:
        rows: Rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(status="open")

    def by_state(self, queryset: Rows, name: str, value: str) -> Rows:
        """Closed, or all."""
        return queryset if value == "all" else queryset.filter(status="closed")


class WorkFilter(NetworkFilter):
    """What points did, by kind, days, place and point."""

    kind = _kinds(WorkRecord)
    since, until = _since(), _until()
    point = django_filters.UUIDFilter(field_name="point__uid", widget=forms.HiddenInput)

    class Meta:
        model = WorkRecord
        fields: list[str] = []


class ServiceFilter(NetworkFilter):
    """What volunteers did. outside: at none of the points of the place."""

    kind = _kinds(VolunteerWork)
    since, until = _since(), _until()
    volunteer = django_filters.UUIDFilter(field_name="volunteer__uid", widget=forms.HiddenInput)
    team = django_filters.UUIDFilter(field_name="team__uid", widget=forms.HiddenInput)
    point = django_filters.UUIDFilter(field_name="point__uid", widget=forms.HiddenInput)
    outside = django_filters.BooleanFilter(method="elsewhere", widget=forms.HiddenInput)

    class Meta:
        model = VolunteerWork
        fields: list[str] = []

    def elsewhere(self, queryset: Rows, name: str, value: bool) -> Rows:
        """Without a point, or at one outside the place."""
        place = str(self.data.get("place", ""))
        if not (value and place.isascii() and place.isdigit() and len(place) == 12):
            return queryset
        low, high = span_of(int(place))
        there = Q(point__place_id__lt=low) | Q(point__place_id__gte=high)
        return queryset.filter(Q(point__isnull=True) | there)


class VolunteerFilter(NetworkFilter):
    """Volunteers by name, kind, team and place; those in force on a day (today) unless asked
    otherwise. sort: by load."""

    SORTS = {
        "month": ("-month_hours", "-year_hours"),
        "year": ("-year_hours", "-month_hours"),
        "trials": ("-trials",),
        "court": ("-court",),
    }

    q = django_filters.CharFilter(label=_("姓名"), field_name="name", lookup_expr="icontains")
    kind = _kinds(Volunteer)
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("ended", _("已退出")), ("all", _("全部"))],
        method="by_state",
        empty_label=_("在任"),
    )
    team = django_filters.UUIDFilter(field_name="team__uid", widget=forms.HiddenInput)
    day = django_filters.DateFilter(label=_("哪天在任"), method="as_is", widget=forms.HiddenInput)
    sort = django_filters.ChoiceFilter(
        label=_("排序"),
        choices=[
            ("month", _("本月时数")),
            ("year", _("本年时数")),
            ("trials", _("陪审件数")),
            ("court", _("特邀调解件数")),
        ],
        method="by_sort",
        empty_label=_("按单位"),
    )

    class Meta:
        model = Volunteer
        fields: list[str] = []

    def filter_queryset(self, queryset: Rows) -> Rows:
        rows: Rows = super().filter_queryset(queryset)
        data = self.form.cleaned_data
        if not data.get("state"):
            rows = rows.filter(in_force(data.get("day") or timezone.localdate()))
        return rows

    def by_state(self, queryset: Rows, name: str, value: str) -> Rows:
        """Ended, or all."""
        return queryset if value == "all" else queryset.filter(until__lt=timezone.localdate())

    def as_is(self, queryset: Rows, name: str, value: Any) -> Rows:
        """Read together with the state."""
        return queryset

    def by_sort(self, queryset: Rows, name: str, value: str) -> Rows:
        """The heaviest load first; whoever did nothing comes last."""
        order = [F(n.removeprefix("-")).desc(nulls_last=True) for n in self.SORTS[value]]
        return queryset.order_by(*order, "place_id", "pk")


class GoingOnFilter(NetworkFilter):
    """Of what has an `until`: those that go on, unless the `state` of a subclass asks for all."""

    def filter_queryset(self, queryset: Rows) -> Rows:
        rows: Rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(until__isnull=True)

    def by_state(self, queryset: Rows, name: str, value: str) -> Rows:
        """Also those that have ended."""
        return queryset


class TeamFilter(GoingOnFilter):
    """Teams of a place; those that go on unless asked otherwise."""

    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("all", _("全部"))],
        method="by_state",
        empty_label=_("在队"),
    )

    class Meta:
        model = VolunteerTeam
        fields: list[str] = []


class ShiftFilter(NetworkFilter):
    """Shifts of the API by point and days."""

    point = django_filters.UUIDFilter(field_name="point__uid")
    since, until = _since(), _until()

    class Meta:
        model = DutyShift
        fields: list[str] = []
