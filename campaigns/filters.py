"""What lists of campaigns filter by, shared by pages and API."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from campaigns.models import Division, Pledge
from campaigns.models.division import DivisionQuerySet
from campaigns.queries.division import search


class DivisionFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Divisions by the one above, by level, or by words typed."""

    parent = django_filters.NumberFilter(label=_("上级代码"), field_name="parent_id")
    level = django_filters.NumberFilter(label=_("级别"))
    q = django_filters.CharFilter(label=_("名称、代码、拼音或首字母"), method="by_words")

    class Meta:
        model = Division
        fields: list[str] = []

    def by_words(self, queryset: DivisionQuerySet, name: str, value: str) -> DivisionQuerySet:
        """As on the tree page, best first."""
        return search(queryset, value)


class PledgeFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Pledges by year, issuer, holder and state."""

    year = django_filters.NumberFilter(label=_("年度"), field_name="campaign__year")
    issuer = django_filters.NumberFilter(label=_("甲方代码"), field_name="issuer_id")
    holder = django_filters.NumberFilter(label=_("乙方代码"), field_name="holder_id")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=Pledge.Status.choices)

    class Meta:
        model = Pledge
        fields: list[str] = []
