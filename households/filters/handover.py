"""What the lists of hand-overs and of overdue visits filter by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from households.filters.place import PlacedFilterSet
from households.models import HandOver, Keeper, ListedFamily, Tier
from households.models.family import ListedFamilyQuerySet
from households.models.handover import HandOverQuerySet


class HandOverFilter(PlacedFilterSet):
    """Hand-overs that concern the reader, all that wait, or all."""

    show = django_filters.ChoiceFilter(
        label=_("只看"),
        choices=[
            ("mine", _("等我答复")),
            ("waiting", _("没答复的")),
            ("held", _("镇里托管的")),
            ("asked", _("我提出的")),
        ],
        method="by_show",
        empty_label=_("全部"),
    )

    class Meta:
        model = HandOver
        fields: list[str] = []

    def by_show(self, queryset: HandOverQuerySet, name: str, value: str) -> HandOverQuerySet:
        """By what the reader has to do with it."""
        user: Any = getattr(self.request, "user", None)
        if value == "mine":
            return queryset.waiting().filter(taking=user)
        if value == "asked":
            return queryset.filter(proposed_by=user)
        return queryset.held() if value == "held" else queryset.waiting()


class OverdueFilter(PlacedFilterSet):
    """Families with an overdue visit, by tier, place and who keeps them."""

    tier = django_filters.ChoiceFilter(label=_("等级"), choices=Tier.choices, empty_label=_("全部"))
    person = django_filters.ModelChoiceFilter(
        label=_("包户人"),
        queryset=lambda request: _keeping(request),
        method="by_person",
        empty_label=_("全部"),
    )

    class Meta:
        model = ListedFamily
        fields: list[str] = []

    def by_person(
        self, queryset: ListedFamilyQuerySet, name: str, value: User
    ) -> ListedFamilyQuerySet:
        """Kept by one person now."""
        term = Keeper.objects.filter(family=OuterRef("pk"), person=value, until__isnull=True)
        return queryset.filter(Exists(term))


def _keeping(request: Any) -> Any:
    """People who keep a family inside the reader's reach now."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return User.objects.none()
    terms = Keeper.objects.visible_to(user).filter(
        until__isnull=True, family__status=ListedFamily.Status.LISTED
    )
    return User.objects.filter(pk__in=terms.values("person")).order_by("name", "pk")
