"""What the list of household pledges filters by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from households.models import Household
from households.queries.household import matching


class HouseholdPledgeFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Households by number or name, and by whether they have signed one by one."""

    q = django_filters.CharFilter(label=_("户号或户主"), method="by_words")
    signed = django_filters.ChoiceFilter(
        label=_("逐户签订"),
        choices=[("no", _("未登记")), ("yes", _("已登记"))],
        method="by_signed",
        empty_label=_("全部"),
    )

    class Meta:
        model = Household
        fields: list[str] = []

    def by_words(
        self, queryset: models.QuerySet[Any], name: str, value: str
    ) -> models.QuerySet[Any]:
        """Number, name, pinyin or initials."""
        return queryset.filter(matching(value))

    def by_signed(
        self, queryset: models.QuerySet[Any], name: str, value: str
    ) -> models.QuerySet[Any]:
        """Signed one by one this year, or not."""
        return queryset.filter(has_signed=value == "yes")
