"""Filters of dispute lists, shared by page and API."""

from __future__ import annotations

import unicodedata
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models import Dispute, DisputeType, Party
from disputes.models.dispute import DisputeQuerySet
from disputes.party_keys import asked_keys

OPEN, OVERDUE = "open", "overdue"
YEARS_BACK = 5


def years() -> list[tuple[int, str]]:
    """This year and the five before it, newest first."""
    this = timezone.localdate().year
    return [(year, f"{year}年") for year in range(this, this - YEARS_BACK - 1, -1)]


class DisputeFilter(django_filters.FilterSet):  # type: ignore[misc]
    """status: one status, open (not ended) or overdue; year: of intake; q: number or name."""

    q = django_filters.CharFilter(label=_("案号、姓名"), method="by_text", max_length=60)
    status = django_filters.ChoiceFilter(
        label=_("状态"),
        method="by_status",
        empty_label=_("全部"),
        choices=[(OPEN, _("在办")), (OVERDUE, _("逾期")), *Dispute.Status.choices],
    )
    kind = django_filters.ChoiceFilter(
        label=_("类型"), choices=DisputeType.choices, empty_label=_("全部")
    )
    year = django_filters.ChoiceFilter(
        label=_("登记年度"),
        field_name="taken_in_on",
        lookup_expr="year",
        choices=years,
        empty_label=_("全部"),
    )

    class Meta:
        model = Dispute
        fields: list[str] = []

    def by_status(self, rows: DisputeQuerySet, name: str, value: str) -> Any:
        """One status, or a group of them."""
        if value == OPEN:
            return rows.open()
        if value == OVERDUE:
            return rows.overdue(timezone.localdate())
        return rows.filter(status=value)

    def by_text(self, rows: DisputeQuerySet, name: str, value: str) -> Any:
        """Part of the number, of a party's name (two characters or more), or her telephone;
        full-width signs are read as half-width (domain K12)."""
        plain = unicodedata.normalize("NFKC", value.strip())
        found = Q(number__icontains=plain)
        if keys := asked_keys(plain):
            named = Party.objects.filter(dispute=OuterRef("pk"), keys__contains=sorted(keys))
            found = found | Q(Exists(named))
        return rows.filter(found)
