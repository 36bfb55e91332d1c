"""Filters of what hangs on agreements, shared by page and API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models import Promise
from disputes.models.promise import PromiseQuerySet


class PromiseFilter(django_filters.FilterSet):  # type: ignore[misc]
    """state: as the calendar and the verbs read it."""

    state = django_filters.ChoiceFilter(
        label=_("履行"),
        method="by_state",
        empty_label=_("全部"),
        choices=[
            ("soon", _("一周内到期")),
            ("late", _("到期待核实")),
            ("performed", _("已履行")),
            ("breached", _("未履行")),
        ],
    )

    class Meta:
        model = Promise
        fields: list[str] = []

    def by_state(self, rows: PromiseQuerySet, name: str, value: str) -> Any:
        """One state."""
        today = timezone.localdate()
        if value == "soon":
            return rows.due_soon(today)
        return rows.overdue(today) if value == "late" else rows.filter(status=value)
