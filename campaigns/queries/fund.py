"""Reads of special funds: what is planned, spent and left, in fen."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.querysets import ScopedQuerySet
from campaigns.models import Fund, FundItem
from campaigns.models.fund import FundItemQuerySet


def funds(user: User) -> ScopedQuerySet[Any]:
    """Funds of the reach with what is spent."""
    rows = Fund.objects.visible_to(user).select_related("place", "campaign")
    spent = Coalesce(Sum("items__amount", filter=Q(items__taken_back_at__isnull=True)), 0)
    return rows.annotate(spent=spent).order_by("-campaign__year", "place_id", "pk")


def items(user: User) -> FundItemQuerySet:
    """Sums spent inside the reach, newest first."""
    rows = FundItem.objects.visible_to(user).select_related("fund__campaign", "place")
    return rows.order_by("-spent_on", "-pk")


def totals(rows: QuerySet[Fund]) -> tuple[int, int]:
    """Planned and spent of a list of funds."""
    planned = rows.order_by().aggregate(sum=Sum("planned"))["sum"] or 0
    spent = FundItem.objects.counted().filter(fund__in=rows.order_by().values("pk"))
    return planned, spent.aggregate(sum=Sum("amount"))["sum"] or 0
