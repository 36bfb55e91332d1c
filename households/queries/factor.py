"""Reads about factor sheets."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from households.models import FactorSheet

# A sheet filled in longer ago says nothing about a household that was never decided on.
FRESH_DAYS = 60


def current_sheet(user: User, household: int, since: date | None = None) -> FactorSheet | None:
    """The newest sheet of a household filled in since the last decision, with its answers; for
    one nobody has decided on yet, of the last sixty days."""
    least = since or timezone.localdate() - timedelta(days=FRESH_DAYS)
    rows = FactorSheet.objects.visible_to(user).filter(household=household, filled_on__gte=least)
    return rows.prefetch_related("answers").first()


def latest_sheet(user: User, household: int) -> FactorSheet | None:
    """The newest sheet, with its answers and who filled it in."""
    rows = FactorSheet.objects.visible_to(user).filter(household=household)
    return rows.select_related("filled_by").prefetch_related("answers").first()
