"""What the administrators' lists may be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.act_words import ACT_WORDS
from accounts.models import Export, Posting, Reading, Trail, User
from accounts.roles import Role
from accounts.walls import Kind

DAY = forms.DateInput(attrs={"type": "date"})


class UserFilter(django_filters.FilterSet):  # type: ignore[misc]
    """By name and by whether the account is open."""

    q = django_filters.CharFilter(label=_("登录名或姓名"), method="named", max_length=40)
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        method="in_state",
        empty_label=_("全部"),
        choices=[("on", _("启用")), ("off", _("停用")), ("first", _("未改首次密码"))],
    )

    class Meta:
        model = User
        fields: list[str] = []

    def named(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Part of the sign-in name or of the name."""
        return rows.filter(Q(username__icontains=value) | Q(name__icontains=value))

    def in_state(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Open, closed, or open with the first password still unchanged."""
        if value == "first":
            return rows.filter(is_active=True, must_change_password=True)
        return rows.filter(is_active=value == "on")


class PostingFilter(django_filters.FilterSet):  # type: ignore[misc]
    """By person, role, and whether it holds today."""

    q = django_filters.CharFilter(label=_("登录名或姓名"), method="named", max_length=40)
    role = django_filters.ChoiceFilter(label=_("岗位"), choices=Role.choices, empty_label=_("全部"))
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        method="in_state",
        empty_label=_("全部"),
        choices=[("now", _("在任")), ("over", _("已结束"))],
    )

    class Meta:
        model = Posting
        fields = ["role"]

    def named(self, rows: QuerySet[Posting], name: str, value: str) -> QuerySet[Posting]:
        """Part of the sign-in name or of the name."""
        return rows.filter(Q(user__username__icontains=value) | Q(user__name__icontains=value))

    def in_state(self, rows: QuerySet[Posting], name: str, value: str) -> QuerySet[Posting]:
        """In force today or not any more; one yet to begin is neither."""
        today = timezone.localdate()
        if value == "now":
            return rows.filter(days__contains=today)
        return rows.filter(Q(days__fully_lt=(today, None)) | Q(days__isempty=True))


def noun_choices() -> list[tuple[str, Any]]:
    """Nouns a log line may be about: label and Chinese name."""
    models = [m for m in apps.get_models() if getattr(m, "wall", None) is not None]
    kinds = {Kind.LOG, Kind.SECRET}
    return [
        (m._meta.label_lower, m._meta.verbose_name)
        for m in models
        if m.wall.kind not in kinds  # type: ignore[attr-defined]
    ]


class LogFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Who, which days, which noun."""

    who = django_filters.CharFilter(label=_("谁"), method="named", max_length=40)
    since = django_filters.DateFilter(
        label=_("从"), field_name="at", lookup_expr="date__gte", widget=DAY
    )
    until = django_filters.DateFilter(
        label=_("到"), field_name="at", lookup_expr="date__lte", widget=DAY
    )
    noun = django_filters.ChoiceFilter(label=_("对象"), choices=noun_choices, empty_label=_("全部"))

    def named(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Part of the sign-in name or of the name."""
        return rows.filter(Q(by__username__icontains=value) | Q(by__name__icontains=value))


class TrailFilter(LogFilter):
    """Also by act."""

    act = django_filters.ChoiceFilter(
        label=_("事项"), choices=[(a.value, w) for a, w in ACT_WORDS.items()], empty_label=_("全部")
    )

    class Meta:
        model = Trail
        fields = ["noun", "act"]


class ReadingFilter(LogFilter):
    """Of what was looked at."""

    class Meta:
        model = Reading
        fields = ["noun"]


class ExportFilter(LogFilter):
    """Of what was taken out; also by whether names and numbers were masked."""

    noun = None
    masked = django_filters.ChoiceFilter(
        label=_("隐去"),
        choices=[("yes", _("已隐去")), ("no", _("未隐去"))],
        method="by_masked",
        empty_label=_("全部"),
    )

    class Meta:
        model = Export
        fields: list[str] = []

    def by_masked(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Masked, or not."""
        return rows.filter(masked=value == "yes")
