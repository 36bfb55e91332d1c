"""Celery's doors of accounts."""

from __future__ import annotations

from celery import shared_task

from accounts import jobs


@shared_task(name="accounts.sweep")
def sweep() -> None:
    """Ring again for jobs nobody works on: a lost message, a dead worker (G4)."""
    jobs.sweep()
