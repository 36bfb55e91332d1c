"""Celery doors of households: no work here."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts import scope
from households.transitions.period import open_current_periods


@shared_task(name="households.open_periods")
def open_periods() -> None:
    """Each day after midnight: open the month for every open campaign (domain C4)."""
    with scope.as_system() as system:
        open_current_periods(by=system, today=timezone.localdate())
