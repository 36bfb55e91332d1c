"""What lists of listed families filter by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from households.filters.place import PlacedFilterSet
from households.models import Category, Keeper, ListedFamily, Tier, VisitDuty
from households.models.family import ListedFamilyQuerySet
from households.queries.family import observed
from households.queries.handover import with_lacking
from households.queries.help import unpaired, without_care
from households.queries.household import matching
from households.queries.scale import terms_for

# Lists that other nouns declare: families that are owed something.
LISTS: dict[str, Callable[[ListedFamilyQuerySet], ListedFamilyQuerySet]] = {
    "unpaired": unpaired,
    "uncared": without_care,
    "lacking": with_lacking,
}
GREY = ("grey", _("灰·未复核"))
# Lists are printed and seen over shoulders; there the first category has a quieter name.
CATEGORIES = [(c.value, _("权益保护") if c == Category.VIOLENCE else c.label) for c in Category]


class FamilyFilter(PlacedFilterSet):
    """Stays on the list by tier as shown (a lapsed one is grey, whatever it was), category,
    place, what was typed, and what is owed; those on the list now unless asked otherwise."""

    q = django_filters.CharFilter(label=_("姓名、拼音或户号"), method="by_words")
    tier = django_filters.ChoiceFilter(
        label=_("等级"), choices=[*Tier.choices, GREY], method="by_tier", empty_label=_("全部")
    )
    category = django_filters.ChoiceFilter(
        label=_("类别"), choices=CATEGORIES, method="by_category", empty_label=_("全部")
    )
    show = django_filters.ChoiceFilter(
        label=_("只看"),
        choices=[
            ("mine", _("我包的户")),
            ("overdue", _("走访逾期")),
            ("grave", _("重大隐患")),
            ("hardship", _("特别困难")),
            ("unpaired", _("还没结对")),
            ("uncared", _("还没填照看情况")),
            ("lacking", _("不足两名包户人")),
            ("observed", _("观察期满，可销号")),
        ],
        method="by_show",
        empty_label=_("全部"),
    )
    status = django_filters.ChoiceFilter(
        label=_("状态"), choices=[("closed", _("已销号"))], empty_label=_("在册")
    )

    class Meta:
        model = ListedFamily
        fields: list[str] = []

    @property
    def form(self) -> forms.Form:
        """The form, its tiers those of the county's scale."""
        first = not hasattr(self, "_form")
        form = super().form
        user: Any = getattr(self.request, "user", None)
        if first and isinstance(user, User):
            scale = terms_for(user, timezone.localdate()).scale
            named = [(level.code, level.label) for level in scale.levels]
            # A colour that only older decisions still use can be asked for, not picked.
            asked = self.data.get("tier", "") if self.data else ""
            if asked in Tier.values and not scale.has(asked):
                named.append((asked, str(Tier(asked).label)))
            field = form.fields["tier"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("全部")), *named, GREY]
        return form

    def filter_queryset(self, queryset: ListedFamilyQuerySet) -> ListedFamilyQuerySet:
        rows: ListedFamilyQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("status") else rows.listed()

    def by_words(
        self, queryset: ListedFamilyQuerySet, name: str, value: str
    ) -> ListedFamilyQuerySet:
        """The household's name, pinyin, initials or number."""
        return queryset.filter(matching(value, "household__"))

    def by_tier(
        self, queryset: ListedFamilyQuerySet, name: str, value: str
    ) -> ListedFamilyQuerySet:
        """The tier as it shows today."""
        today = timezone.localdate()
        if value == GREY[0]:
            return queryset.filter(review_due__lt=today)
        return queryset.filter(tier=value, review_due__gte=today)

    def by_category(
        self, queryset: ListedFamilyQuerySet, name: str, value: str
    ) -> ListedFamilyQuerySet:
        """One of the family's categories."""
        return queryset.filter(categories__contains=[value])

    def by_show(
        self, queryset: ListedFamilyQuerySet, name: str, value: str
    ) -> ListedFamilyQuerySet:
        """What I keep, what is overdue, or one of the two flags."""
        if value == "mine":
            user: Any = getattr(self.request, "user", None)
            mine = Keeper.objects.filter(
                family=OuterRef("pk"),
                person=user if isinstance(user, User) else None,
                until__isnull=True,
            )
            return queryset.filter(Exists(mine))
        if value == "observed":
            return observed(queryset, timezone.localdate())
        if value == "overdue":
            missed = VisitDuty.objects.overdue(timezone.localdate())
            return queryset.filter(Exists(missed.filter(family=OuterRef("pk"))))
        if value in LISTS:
            return LISTS[value](queryset)
        return queryset.filter(**{value: True})
