"""What lists of the organisation filter by, shared by pages, exports and API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import MemberUnit

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
