"""Job rows of any app: one worker at a time, nothing written under a lost fence, a sweeper that
rings again. A scoring run serves as the specimen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps as django_apps
from django.utils import timezone

from accounts import jobs
from accounts.models import JobRow
from accounts.tasks import sweep
from reports import tasks
from reports.models import ScoringRun
from reports.transitions.run import ask_for_run, compute
from tests.cast import World


@pytest.fixture
def queued(world: World) -> ScoringRun:
    """A run nobody has begun."""
    return ask_for_run(campaign=world.campaign, by=world.county)


def expire(run: ScoringRun) -> None:
    """As if the worker had been silent for longer than the lease."""
    gone = timezone.now() - timedelta(seconds=1)
    ScoringRun.objects.filter(pk=run.pk).update(lease_until=gone)


def test_one_worker_holds_a_job_while_its_lease_lasts(queued: ScoringRun, settings: Any) -> None:
    settings.JOB_LEASE_SECONDS = 5
    first = jobs.claim(ScoringRun, queued.pk)
    assert first is not None
    assert (first.state, first.fence, first.tries) == ("running", 1, 1)
    assert first.lease_until is not None
    assert first.lease_until < timezone.now() + timedelta(seconds=6)
    assert jobs.claim(ScoringRun, queued.pk) is None
    assert not compute(queued.pk)
    expire(queued)
    second = jobs.claim(ScoringRun, queued.pk)
    assert second is not None
    assert (second.fence, second.tries) == (2, 2)


def test_progress_and_failure_need_the_fence(queued: ScoringRun) -> None:
    old = jobs.claim(ScoringRun, queued.pk)
    assert old is not None
    expire(queued)
    jobs.claim(ScoringRun, queued.pk)
    with pytest.raises(jobs.FenceLost):
        jobs.progress(old, 1, 2, "冻结数据")
    with pytest.raises(jobs.FenceLost):
        jobs.fail(old, "出错")
    jobs.retry_later(old)  # the other worker goes on
    queued.refresh_from_db()
    assert (queued.state, queued.message) == ("running", "")


def test_the_sweeper_rings_again(
    queued: ScoringRun, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(tasks.compute_run, "delay", rung.append)
    sweep()
    assert rung == []  # just asked for: its own message is on the way
    ScoringRun.objects.filter(pk=queued.pk).update(asked_at=timezone.now() - timedelta(minutes=1))
    sweep()
    assert rung == [queued.pk]
    jobs.claim(ScoringRun, queued.pk)
    sweep()
    assert rung == [queued.pk]
    expire(queued)
    sweep()
    assert rung == [queued.pk, queued.pk]


def test_beat_sweeps() -> None:
    from config.celery import app

    entry = app.conf.beat_schedule["sweep_jobs"]
    assert (entry["task"], entry["schedule"]) == (sweep.name, 30.0)


def test_without_a_broker_the_job_waits(
    world: World, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def unreachable(*args: Any, **kwargs: Any) -> None:
        raise OSError("no broker")

    monkeypatch.setattr(tasks.compute_run, "apply_async", unreachable)
    with django_capture_on_commit_callbacks(execute=True):
        run = ask_for_run(campaign=world.campaign, by=world.county)
    run.refresh_from_db()
    assert run.state == "queued"


def test_every_job_model_has_its_task() -> None:
    from config.celery import app

    app.loader.import_default_modules()
    models = {m for m in django_apps.get_models() if issubclass(m, JobRow)}
    assert models == set(jobs.tasks_by_model())
