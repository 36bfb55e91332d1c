"""Celery's doors of reports: an id in, one function called."""

from __future__ import annotations

from celery import shared_task

from accounts import jobs
from reports.models import Document, ScoringBatch, ScoringRun


@shared_task(name="reports.compute_run")
def compute_run(pk: int) -> None:
    """Compute a scoring run; the batches that wait for it are rung when it has ended."""
    from reports.transitions import batch_close, run

    run.compute(pk)
    for waiting in batch_close.waiting_for(pk):
        jobs.ring_after_commit(close_batch, waiting)


@shared_task(name="reports.close_batch")
def close_batch(pk: int) -> None:
    """Roll a batch up once all its counties have ended."""
    from reports.transitions import batch_close

    batch_close.close(pk)


@shared_task(name="reports.draw_document")
def draw_document(pk: int) -> None:
    """Draw the assessment report."""
    from reports.transitions import document_drawing

    document_drawing.draw(pk)


jobs.worked_by(ScoringRun, compute_run)
jobs.worked_by(ScoringBatch, close_batch)
jobs.worked_by(Document, draw_document)
