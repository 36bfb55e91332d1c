"""What lists of tasks, findings and circulars filter by."""

from __future__ import annotations

import django_filters
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import Circular, Division, Finding, Task, TaskCard
from campaigns.models.finding import FindingQuerySet
from campaigns.models.task import TaskQuerySet
from campaigns.queries.mergers import counted_in

TASK_STATES = [
    ("late", _("逾期")),
    ("running", _("进行中")),
    ("card", _("督办中")),
    ("done", _("已办结")),
    ("cancelled", _("已取消")),
    ("draft", _("草稿")),
]


class TaskFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Tasks by words, unit and state."""

    q = django_filters.CharFilter(label=_("任务、单位、责任人"), method="by_words")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=TASK_STATES, method="by_state")

    class Meta:
        model = Task
        fields: list[str] = []

    def by_words(
        self, queryset: models.QuerySet[Task], name: str, value: str
    ) -> models.QuerySet[Task]:
        """In the task, its lead and whom it names."""
        word = value.strip()
        return queryset.filter(
            Q(title__icontains=word)
            | Q(measures__icontains=word)
            | Q(responsible__icontains=word)
            | Q(lead_unit__name__icontains=word)
            | Q(lead_place__name__icontains=word)
        )

    def by_state(self, queryset: TaskQuerySet, name: str, value: str) -> models.QuerySet[Task]:
        """Late by the calendar, under a card, else the stored state."""
        if value == "late":
            return queryset.overdue()
        if value == "card":
            return queryset.filter(pk__in=TaskCard.objects.open().values("task"))
        return queryset.filter(status="published" if value == "running" else value)


FINDING_STATES = [
    ("late", _("逾期未改")),
    ("again", _("复查未改")),
    *((s.value, s.label) for s in Finding.Status),
]


class FindingFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Problems by words, state and the round they come from."""

    q = django_filters.CharFilter(label=_("问题、单位"), method="by_words")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=FINDING_STATES, method="by_state")
    place = django_filters.NumberFilter(label=_("单位代码"), method="by_place")

    class Meta:
        model = Finding
        fields: list[str] = []

    def by_words(
        self, queryset: models.QuerySet[Finding], name: str, value: str
    ) -> models.QuerySet[Finding]:
        """In the problem and the unit."""
        word = value.strip()
        return queryset.filter(
            Q(words__icontains=word)
            | Q(place__name__icontains=word)
            | Q(unit__name__icontains=word)
        )

    def by_state(
        self, queryset: FindingQuerySet, name: str, value: str
    ) -> models.QuerySet[Finding]:
        """Late by the calendar, failed before, else the stored state."""
        if value == "late":
            return queryset.overdue()
        if value == "again":
            return queryset.filter(repeats__gt=0)
        return queryset.filter(status=value)

    def by_place(
        self, queryset: models.QuerySet[Finding], name: str, value: int
    ) -> models.QuerySet[Finding]:
        """One unit with what lies below it and what was merged into it."""
        unit = Division.objects.filter(code=value).first()
        if unit is None:
            return queryset.none()
        return queryset.filter(counted_in(unit, "place_id", self.data.get("tree")))


class CircularFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Circulars by state and level."""

    state = django_filters.ChoiceFilter(
        label=_("状态"), field_name="status", choices=Circular.Status.choices
    )
    level = django_filters.ChoiceFilter(label=_("层级"), choices=Circular.Level.choices)

    class Meta:
        model = Circular
        fields: list[str] = []
