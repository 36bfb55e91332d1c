"""What lists of households filter by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from households.filters.place import PlacedFilterSet
from households.models import Household, ListedFamily
from households.models.household import HouseholdQuerySet
from households.queries.household import matching


class HouseholdFilter(PlacedFilterSet):
    """Households by what was typed, place and whether they live here; present ones unless
    asked otherwise."""

    q = django_filters.CharFilter(label=_("姓名、拼音或户号"), method="by_words")
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("listed", _("在册")), ("away", _("不常住")), ("left", _("已迁出"))],
        method="by_state",
        empty_label=_("现有家庭"),
    )

    class Meta:
        model = Household
        fields: list[str] = []

    def filter_queryset(self, queryset: HouseholdQuerySet) -> HouseholdQuerySet:
        rows: HouseholdQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") == "left" else rows.present()

    def by_words(self, queryset: HouseholdQuerySet, name: str, value: str) -> HouseholdQuerySet:
        """Name, pinyin, initials or number."""
        return queryset.filter(matching(value))

    def by_state(self, queryset: HouseholdQuerySet, name: str, value: str) -> HouseholdQuerySet:
        """Listed now, not usually at home, or gone."""
        if value == "listed":
            user: Any = getattr(self.request, "user", None)
            listed = ListedFamily.objects.listed()
            listed = listed.visible_to(user) if isinstance(user, User) else listed.none()
            return queryset.filter(Exists(listed.filter(household=OuterRef("pk"))))
        if value == "away":
            return queryset.filter(is_resident=False)
        return queryset.filter(left_on__isnull=False)
