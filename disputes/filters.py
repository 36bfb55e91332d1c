"""Filters of dispute lists, shared by page and API."""

from __future__ import annotations

import unicodedata
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import Division
from campaigns.queries.mergers import counted_in
from disputes.models import Category, Dispute, DisputeType, Form, Matter, Party, Route, Source
from disputes.models.dispute import DisputeQuerySet
from disputes.models.matter import MatterQuerySet
from disputes.party_keys import asked_keys
from disputes.queries.matter import late_before, late_q
from disputes.receipts import LENGTH, receipt_hash

OPEN, OVERDUE, UNBOUND = "open", "overdue", "unbound"
YEARS_BACK = 5


def years() -> list[tuple[int, str]]:
    """This year and the five before it, newest first."""
    this = timezone.localdate().year
    return [(year, f"{year}年") for year in range(this, this - YEARS_BACK - 1, -1)]


def day_filter(label: Any, column: str, lookup: str) -> django_filters.DateFilter:
    """A first or last day."""
    day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(label=label, field_name=column, lookup_expr=lookup, widget=day)


def _inside(rows: Any, column: str, code: Any) -> Any:
    unit = Division.objects.filter(code=int(code)).first()
    if unit is None:
        return rows.none()
    return rows.filter(**{f"{column}__gte": unit.code, f"{column}__lt": unit.end})


class DisputeFilter(django_filters.FilterSet):  # type: ignore[misc]
    """status: one status, open (not ended) or overdue; year: of intake; q: number or name."""

    q = django_filters.CharFilter(label=_("案号、姓名"), method="by_text", max_length=60)
    status = django_filters.ChoiceFilter(
        label=_("状态"),
        method="by_status",
        empty_label=_("全部"),
        choices=[
            (OPEN, _("在办")),
            (OVERDUE, _("逾期")),
            *Dispute.Status.choices,
            (UNBOUND, _("待归档")),
        ],
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

    accepted_since = day_filter(_("受理自"), "accepted_on", "gte")
    accepted_until = day_filter(_("至"), "accepted_on", "lte")
    place = django_filters.NumberFilter(label=_("区划"), method="by_place")
    at = django_filters.NumberFilter(label=_("本级"), field_name="village_id")
    counted = django_filters.BooleanFilter(label=_("计入统计的"), method="by_counted")

    class Meta:
        model = Dispute
        fields: list[str] = []

    def by_status(self, rows: DisputeQuerySet, name: str, value: str) -> Any:
        """One status, or a group of them."""
        if value == OPEN:
            return rows.open()
        if value == OVERDUE:
            return rows.overdue(timezone.localdate())
        if value == UNBOUND:
            return rows.unbound()
        return rows.filter(status=value)

    def by_place(self, rows: DisputeQuerySet, name: str, value: Any) -> Any:
        """Inside one division, with what was merged into it."""
        unit = Division.objects.filter(code=int(value)).first()
        if unit is None:
            return rows.none()
        return rows.filter(counted_in(unit, "village_id", self.data.get("tree")))

    def by_counted(self, rows: DisputeQuerySet, name: str, value: bool) -> Any:
        """Without sealed ones, which stand in no figure."""
        return rows.filter(matter__sealed=False) if value else rows

    def by_text(self, rows: DisputeQuerySet, name: str, value: str) -> Any:
        """Part of the number, of a party's name (two characters or more), or her telephone;
        full-width signs are read as half-width (domain K12)."""
        plain = unicodedata.normalize("NFKC", value.strip())
        found = Q(number__icontains=plain)
        if keys := asked_keys(plain):
            named = Party.objects.filter(dispute=OuterRef("pk"), keys__contains=sorted(keys))
            found = found | Q(Exists(named))
        return rows.filter(found)


UNSORTED, LATE, MINE = "unsorted", "late", "mine"
IN_TIME, LATE_HANDLING, NOBODY = "in_time", "overdue", "none"
STATES = [
    (UNSORTED, _("待分办")),
    (LATE, _("待分办，已逾期")),
    (Matter.Status.HANDLING, _("办理中")),
    (IN_TIME, _("办理中，期限内")),
    (LATE_HANDLING, _("办理中，已逾期")),
    (Matter.Status.DONE, _("已办结")),
]
ROUTES = [(value, label) for value, label in Route.choices if value]


class MatterFilter(django_filters.FilterSet):  # type: ignore[misc]
    """state: unsorted, late (unsorted for more than a working day), handling, done; owner: mine;
    since and until: of receipt; q: a receipt code, a name or a telephone number. way and place
    come with the links of the papers."""

    q = django_filters.CharFilter(label=_("姓名、电话、回执码"), method="by_text", max_length=60)
    state = django_filters.ChoiceFilter(
        label=_("状态"), method="by_state", choices=STATES, empty_label=_("全部")
    )
    channel = django_filters.ChoiceFilter(
        label=_("来源"), choices=Source.choices, empty_label=_("全部")
    )
    route = django_filters.ChoiceFilter(label=_("分办"), choices=ROUTES, empty_label=_("全部"))
    category = django_filters.ChoiceFilter(
        label=_("类别"),
        method="by_category",
        choices=[*Category.choices, (NOBODY, _("未分类"))],
        empty_label=_("全部"),
    )
    owner = django_filters.ChoiceFilter(
        label=_("承办"), method="by_owner", choices=[(MINE, _("我承办的"))], empty_label=_("全部")
    )
    since = day_filter(_("收到自"), "received_on", "gte")
    until = day_filter(_("至"), "received_on", "lte")
    way = django_filters.ChoiceFilter(
        label=_("途径"), method="by_form", choices=Form.choices, empty_label=_("全部")
    )
    place = django_filters.NumberFilter(label=_("区划"), method="by_place")
    at = django_filters.NumberFilter(label=_("本级"), field_name="place_id")
    counted = django_filters.BooleanFilter(label=_("计入统计的"), method="by_counted")

    class Meta:
        model = Matter
        fields: list[str] = []

    def by_state(self, rows: MatterQuerySet, name: str, value: str) -> Any:
        """One state; late is asked of the calendar."""
        if value == UNSORTED:
            return rows.unsorted()
        if value == LATE:
            return rows.unsorted().filter(received_on__lt=late_before(timezone.localdate()))
        if value in (Matter.Status.HANDLING, IN_TIME, LATE_HANDLING):
            rows = rows.filter(status=Matter.Status.HANDLING)
            late = late_q(timezone.localdate())
            return (
                rows
                if value == Matter.Status.HANDLING
                else rows.filter(late if value == LATE_HANDLING else ~late)
            )
        return rows.filter(status=Matter.Status.DONE)

    def by_category(self, rows: MatterQuerySet, name: str, value: str) -> Any:
        """What it is about; none: nobody has said."""
        return rows.filter(category="" if value == NOBODY else value)

    def by_form(self, rows: MatterQuerySet, name: str, value: str) -> Any:
        """Letters, calls, visits, other ways."""
        return rows.of_form(value)

    def by_owner(self, rows: MatterQuerySet, name: str, value: str) -> Any:
        """Her own."""
        user: Any = getattr(self.request, "user", None)
        return rows.filter(owner=user) if isinstance(user, User) else rows.none()

    def by_place(self, rows: MatterQuerySet, name: str, value: Any) -> Any:
        """Inside one division."""
        return _inside(rows, "place", value)

    def by_counted(self, rows: MatterQuerySet, name: str, value: bool) -> Any:
        """Without sealed ones, which stand in no figure."""
        return rows.filter(sealed=False) if value else rows

    def by_text(self, rows: MatterQuerySet, name: str, value: str) -> Any:
        """A whole receipt code, else part of a party's name (two characters or more) or her
        telephone; none of them stands in the database in the clear."""
        plain = unicodedata.normalize("NFKC", value.strip())
        found = Q(pk__in=[])
        if len([c for c in plain if c.isalnum()]) == LENGTH:
            found |= Q(receipt_hash=receipt_hash(plain))
        if keys := asked_keys(plain):
            named = Party.objects.filter(matter=OuterRef("pk"), keys__contains=sorted(keys))
            found |= Q(Exists(named))
        return rows.filter(found)
