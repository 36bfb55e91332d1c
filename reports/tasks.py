"""Celery's doors of reports: an id in, one function called."""

from __future__ import annotations

from celery import shared_task

from reports import jobs
from reports.models import Document, ScoringRun


@shared_task(name="reports.compute_run")
def compute_run(pk: int) -> None:
    """Compute a scoring run."""
    from reports.transitions import run

    run.compute(pk)


@shared_task(name="reports.draw_document")
def draw_document(pk: int) -> None:
    """Draw the assessment report."""
    from reports.transitions import document

    document.draw(pk)


@shared_task(name="reports.sweep")
def sweep() -> None:
    """Ring again for jobs nobody works on: a lost message, a dead worker (G4)."""
    for pk in jobs.waiting(ScoringRun):
        compute_run.delay(pk)
    for pk in jobs.waiting(Document):
        draw_document.delay(pk)
