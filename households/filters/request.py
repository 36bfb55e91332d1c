"""What the list of requests filters by."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from households.filters.place import PlacedFilterSet
from households.models import RightsRequest


class RequestFilter(PlacedFilterSet):
    """By kind and state."""

    kind = django_filters.ChoiceFilter(
        label=_("申请"), choices=RightsRequest.Kind.choices, empty_label=_("全部")
    )
    status = django_filters.ChoiceFilter(
        label=_("状态"), choices=RightsRequest.Status.choices, empty_label=_("全部")
    )

    class Meta:
        model = RightsRequest
        fields: list[str] = []
