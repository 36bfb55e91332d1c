"""Celery's doors of accounts."""

from __future__ import annotations

from celery import shared_task

from accounts import jobs, scope
from accounts.transitions.export import clear_dead_files


@shared_task(name="accounts.sweep")
def sweep() -> None:
    """Ring again for jobs nobody works on: a lost message, a dead worker (G4)."""
    jobs.sweep()


@shared_task(name="accounts.clear_dead_files")
def clear_exports() -> None:
    """Each minute: destroy files of exports whose link has died (reliability E7)."""
    with scope.as_system():
        clear_dead_files()
