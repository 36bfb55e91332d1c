"""Job rows that Celery rings for: claim with a lease, write under a fence (reliability G).

A job is a row of a model built on accounts.models.JobRow. A worker claims it and holds it while
the lease lasts; every write checks the fence, so that a worker that was frozen and comes back
changes nothing. Each app's tasks.py tells which task works on which model (`worked_by`); one
sweeper re-rings jobs of them all whose message was lost or whose lease ran out.
"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import timedelta
from types import TracebackType
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import scope
from accounts.models import JobRow
from accounts.refusals import Refusal

logger = logging.getLogger(__name__)

MAX_TRIES = 5

Job = TypeVar("Job", bound=JobRow)

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)
# The task that works on a model's rows; filled by each app's tasks.py.
_tasks: dict[type[JobRow], Any] = {}


class FenceLost(Exception):
    """Another worker holds the job now; this one must stop without writing."""


def settle() -> None:
    """Called once by a worker's process before its first job: what is loaded by now stays, so the
    collector of garbage need not look through it over and over while a county is scored (a sixth
    of the time in Python)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def lease() -> timedelta:
    """How long a claim holds without a sign of life."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def claim(model: type[Job], pk: int) -> Job | None:
    """Take a queued job, or one whose lease ran out; None when another worker has it or it is
    finished. After MAX_TRIES the job fails for good and says so."""
    now = timezone.now()
    with scope.as_system():
        free = Q(state="queued") | Q(state="running", lease_until__lt=now)
        rows: Any = model._default_manager
        job: Job | None = (
            rows.select_for_update(skip_locked=True, of=("self",)).filter(free, pk=pk).first()
        )
        if job is None:
            return None
        if job.tries >= MAX_TRIES:
            job.state = JobRow.State.FAILED
            job.error = _("试了几次都没有完成，已停止，请联系系统管理员。")
            job.lease_until, job.finished_at = None, now
            job.save(update_fields=["state", "error", "lease_until", "finished_at"])
            return None
        job.state = JobRow.State.RUNNING
        job.lease_until = now + lease()
        job.fence += 1
        job.tries += 1
        job.done = 0
        job.save(update_fields=["state", "lease_until", "fence", "tries", "done"])
        return job


def progress(job: JobRow, done: int, total: int, message: str) -> None:
    """Show how far it is and renew the lease, in a transaction of its own."""
    with scope.as_system():
        _show(job, done, total, message)


def step(job: JobRow, done: int, total: int, message: str, called_off: str) -> None:
    """The same, refused with the sentence `called_off` when whoever asked has called the job off
    (the row's `stopped`)."""
    with scope.as_system():
        _show(job, done, total, message)
        require_wanted(job, called_off)


def _show(job: JobRow, done: int, total: int, message: str) -> None:
    _write(job, done=done, total=total, message=message, lease_until=timezone.now() + lease())


def progress_aside(job: JobRow, done: int, total: int, message: str) -> None:
    """The same from inside a long transaction: told on a connection of its own, so that people
    see it and the lease stays ours while nothing is committed yet. The caller has not locked the
    job's row (`hold` comes last)."""
    lost: list[BaseException] = []

    def tell() -> None:
        try:
            progress(job, done, total, message)
        except BaseException as error:  # handed to the calling thread
            lost.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=tell)
    thread.start()
    thread.join()
    if lost:
        raise lost[0]


def hold(job: JobRow) -> None:
    """Inside the final transaction: lock the job and make sure the fence is still ours."""
    rows: Any = type(job)._default_manager
    if (
        not rows.select_for_update(of=("self",))
        .filter(pk=job.pk, fence=job.fence, state="running")
        .exists()
    ):
        raise FenceLost


def finish(job: JobRow, **made: object) -> None:
    """Inside the final transaction, after `hold`: the job is done, with what it made."""
    _write(job, state="done", lease_until=None, finished_at=timezone.now(), error="", **made)


def fail(job: JobRow, sentence: str) -> None:
    """End the job with a sentence people can read."""
    with scope.as_system():
        _write(job, state="failed", error=sentence, lease_until=None, finished_at=timezone.now())


def retry_later(job: JobRow) -> None:
    """Give the job back to the queue after an unexpected error; tries keep counting. When
    another worker has it by now, that one goes on."""
    with scope.as_system(), suppress(FenceLost):
        _write(job, state="queued", lease_until=None, message=_("出错，稍后再试"))


class Ending:
    """Around the work on a claimed job. What stops the work goes no further: `refusals` end the
    job with their sentence, a lost fence leaves it to whoever holds it. Any other error gives it
    back to the queue and is raised."""

    def __init__(
        self, job: JobRow, *refusals: type[Exception], refuse: Callable[[Any, str], None] = fail
    ) -> None:
        self.job, self.refusals, self.refuse = job, refusals, refuse

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if isinstance(fault, self.refusals):
            with suppress(FenceLost):
                self.refuse(self.job, str(fault))
            return True
        if isinstance(fault, Exception) and not isinstance(fault, FenceLost):
            retry_later(self.job)
        return isinstance(fault, FenceLost)


def require_wanted(job: JobRow, sentence: str) -> None:
    """Refuse with the sentence when whoever asked has called the job off; as the system."""
    rows: Any = type(job)._default_manager
    if rows.filter(pk=job.pk, stopped=True).exists():
        raise Refusal(sentence)


def _write(job: JobRow, **values: object) -> None:
    rows: Any = type(job)._default_manager
    if not rows.filter(pk=job.pk, fence=job.fence, state="running").update(**values):
        raise FenceLost


def waiting(model: type[JobRow]) -> list[int]:
    """Keys of jobs nobody works on: queued for half a minute, or with a lease that ran out."""
    now = timezone.now()
    with scope.as_system():
        rows: Any = model._default_manager
        stuck = Q(state="queued", asked_at__lt=now - timedelta(seconds=30)) | Q(
            state="running", lease_until__lt=now
        )
        return list(rows.filter(stuck).values_list("pk", flat=True))


def worked_by(model: type[JobRow], task: Any) -> None:
    """Tell the sweeper which Celery task works on the rows of `model`."""
    _tasks[model] = task


def tasks_by_model() -> dict[type[JobRow], Any]:
    """Which task works on which model."""
    return dict(_tasks)


def sweep() -> None:
    """Ring again for the jobs of every app that nobody works on (G4)."""
    for model, task in _tasks.items():
        for pk in waiting(model):
            task.delay(pk)


@contextmanager
def unrung() -> Iterator[None]:
    """Inside, jobs are queued without ringing: the caller does the work itself (bench, demo)."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def ring_after_commit(task: Any, pk: int) -> None:
    """Ring Celery once the row is committed; a lost ring is made good by the sweeper."""

    if _quiet.get():
        return

    def ring() -> None:
        try:
            task.apply_async(args=[pk], retry=False)
        except Exception:  # the broker may be down; the row waits
            logger.warning("broker not reached, job %s waits", pk)

    transaction.on_commit(ring)
