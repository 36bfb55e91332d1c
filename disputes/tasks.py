"""Celery doors of disputes: no work here."""

from __future__ import annotations

from celery import shared_task

from accounts import scope
from disputes.transitions.seal import keep_supervised


@shared_task(name="disputes.keep_supervised")
def keep_matters_supervised() -> None:
    """Each night: no sealed matter without a supervisor at her post (domain H ③)."""
    with scope.as_system() as system:
        keep_supervised(by=system)
