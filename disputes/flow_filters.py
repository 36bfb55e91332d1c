"""Filters of hand-overs, supervision cards and referrals, shared by page and API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import Division
from disputes.models import Agency, MatterHandOver, Referral, SupervisionCard
from disputes.models.matter_hand_over import MatterHandOverQuerySet
from disputes.models.referral import ReferralQuerySet
from disputes.models.supervision_card import SupervisionCardQuerySet
from disputes.queries.hand_over import given_away, to_answer

TO_ME, GIVEN, LATE, HELD = "to_me", "given", "late", "held"
RED, LAPSED = "red", "lapsed"


class HandOverFilter(django_filters.FilterSet):  # type: ignore[misc]
    """show: what waits for me, what I gave away, late, without an owner, or one status."""

    show = django_filters.ChoiceFilter(
        label=_("看哪些"),
        method="by_show",
        empty_label=_("全部"),
        choices=[
            (TO_ME, _("待我接收")),
            (GIVEN, _("我移交的")),
            (LATE, _("逾期未答复")),
            (HELD, _("没有人负责的")),
            *MatterHandOver.Status.choices,
        ],
    )

    class Meta:
        model = MatterHandOver
        fields: list[str] = []

    def by_show(self, rows: MatterHandOverQuerySet, name: str, value: str) -> Any:
        """One group or one status."""
        user: Any = getattr(self.request, "user", None)
        if not isinstance(user, User):
            return rows.none()
        if value == TO_ME:
            return rows.filter(pk__in=to_answer(user).order_by().values("pk"))
        if value == GIVEN:
            return rows.filter(pk__in=given_away(user).order_by().values("pk"))
        if value == LATE:
            return rows.overdue()
        if value == HELD:
            return rows.waiting().filter(held=True)
        return rows.filter(status=value)


class _InUnit(django_filters.FilterSet):  # type: ignore[misc]
    unit = django_filters.NumberFilter(label=_("单位"), method="by_unit")

    def by_unit(self, rows: Any, name: str, value: Any) -> Any:
        """Whose owner sits in one division or below it."""
        unit = Division.objects.filter(code=int(value)).first()
        if unit is None:
            return rows.none()
        return rows.filter(unit__gte=unit.code, unit__lt=unit.end)


class CardFilter(_InUnit):
    """show: red ones (issued red, or overdue), those owed an answer, or one status."""

    show = django_filters.ChoiceFilter(
        label=_("状态"),
        method="by_show",
        empty_label=_("全部"),
        choices=[
            (RED, _("红牌")),
            (LATE, _("逾期未答复")),
            *SupervisionCard.Status.choices,
        ],
    )

    class Meta:
        model = SupervisionCard
        fields: list[str] = []

    def by_show(self, rows: SupervisionCardQuerySet, name: str, value: str) -> Any:
        """One group or one status."""
        if value == RED:
            return rows.open().red()
        if value == LATE:
            return rows.late()
        return rows.filter(status=value)


class ReferralFilter(_InUnit):
    """show: unanswered beyond the day, link run out, or one status."""

    show = django_filters.ChoiceFilter(
        label=_("状态"),
        method="by_show",
        empty_label=_("全部"),
        choices=[
            (LATE, _("逾期未回复")),
            (LAPSED, _("链接已过期")),
            *Referral.Status.choices,
        ],
    )
    kind = django_filters.ChoiceFilter(
        label=_("接收单位"), choices=Agency.choices, empty_label=_("全部")
    )

    class Meta:
        model = Referral
        fields: list[str] = []

    def by_show(self, rows: ReferralQuerySet, name: str, value: str) -> Any:
        """One group or one status."""
        if value == LATE:
            return rows.late()
        if value == LAPSED:
            return rows.lapsed()
        return rows.filter(status=value)
