"""What lists of proposals filter by."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from households.filters.place import PlacedFilterSet
from households.models import Proposal
from households.models.proposal import ProposalQuerySet
from households.queries.household import matching


class ProposalFilter(PlacedFilterSet):
    """Proposals by state, matter, place and what was typed; the open ones unless asked."""

    q = django_filters.CharFilter(label=_("姓名、拼音或户号"), method="by_words")
    kind = django_filters.ChoiceFilter(
        label=_("事项"), choices=Proposal.Kind.choices, empty_label=_("全部")
    )
    status = django_filters.ChoiceFilter(
        label=_("状态"), choices=Proposal.Status.choices, empty_label=_("在办")
    )

    class Meta:
        model = Proposal
        fields: list[str] = []

    def filter_queryset(self, queryset: ProposalQuerySet) -> ProposalQuerySet:
        rows: ProposalQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("status") else rows.open()

    def by_words(self, queryset: ProposalQuerySet, name: str, value: str) -> ProposalQuerySet:
        """The household's name, pinyin, initials or number."""
        return queryset.filter(matching(value, "household__"))
