"""What the list of items kept for a person filters by."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from households.models import SyncItem

STATES = [
    (state.value, state.label)
    for state in (
        SyncItem.State.REFUSED,
        SyncItem.State.QUARANTINED,
        SyncItem.State.SETTLED,
    )
]


class SyncFilter(django_filters.FilterSet):  # type: ignore[misc]
    """By state."""

    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, empty_label=_("全部状态"))

    class Meta:
        model = SyncItem
        fields: list[str] = []
