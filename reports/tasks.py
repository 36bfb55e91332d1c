"""Celery's doors of reports: an id in, one function called."""

from __future__ import annotations

from celery import shared_task

from accounts import jobs
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


jobs.worked_by(ScoringRun, compute_run)
jobs.worked_by(Document, draw_document)
