"""Celery doors of households: no work here."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts import scope
from households.transitions.period import open_current_periods
from households.transitions.screening import open_due_rounds
from households.transitions.visit import extend_plans


@shared_task(name="households.open_periods")
def open_periods() -> None:
    """Each day after midnight: open the month for every open campaign (domain C4)."""
    with scope.as_system() as system:
        open_current_periods(by=system, today=timezone.localdate())


@shared_task(name="households.plan_visits")
def plan_visits() -> None:
    """Each day after midnight: keep every listed family's visits planned ahead (domain C2)."""
    with scope.as_system() as system:
        extend_plans(timezone.localdate(), by=system)


@shared_task(name="households.open_rounds")
def open_rounds() -> None:
    """Each day after midnight: open the screening rounds that are due (domain C4)."""
    with scope.as_system() as system:
        open_due_rounds(by=system, today=timezone.localdate())
