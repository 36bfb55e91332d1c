"""Job rows: one worker at a time, nothing written under a lost fence, no endless tries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from reports import jobs, tasks
from reports.freezing import frozen_figures
from reports.models import ScoreSheet, ScoringRun
from reports.rules import FactsError
from reports.transitions import run as run_verbs
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


def test_a_worker_that_comes_back_writes_nothing(
    queued: ScoringRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = frozen_figures

    def taken_away(run: ScoringRun, **kwargs: Any) -> Any:
        expire(run)
        assert jobs.claim(ScoringRun, run.pk) is not None
        return figures(run, **kwargs)

    monkeypatch.setattr(run_verbs, "frozen_figures", taken_away)
    assert not compute(queued.pk)
    queued.refresh_from_db()
    assert (queued.state, queued.fence, queued.digest) == ("running", 2, "")
    assert not ScoreSheet.objects.exists()


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


def test_a_poison_job_fails_after_five_tries_with_a_sentence(
    queued: ScoringRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(run_verbs, "count_by_place", broken)
    for number in range(1, 6):
        with pytest.raises(RuntimeError):
            compute(queued.pk)
        queued.refresh_from_db()
        assert (queued.state, queued.tries) == ("queued", number)
    assert not compute(queued.pk)
    queued.refresh_from_db()
    assert queued.state == "failed"
    assert queued.error.startswith("试了几次都没有完成")
    assert not compute(queued.pk)
    assert not ScoreSheet.objects.exists()


def test_impossible_figures_fail_at_once_with_their_sentence(
    queued: ScoringRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impossible(*args: Any, **kwargs: Any) -> None:
        raise FactsError("按时3份与应报4份不等。")

    monkeypatch.setattr(run_verbs, "sheets_of", impossible)
    assert not compute(queued.pk)
    queued.refresh_from_db()
    assert (queued.state, queued.error) == ("failed", "按时3份与应报4份不等。")


def test_a_finished_job_is_not_repeated(queued: ScoringRun) -> None:
    assert compute(queued.pk)
    queued.refresh_from_db()
    keys = set(ScoreSheet.objects.values_list("pk", flat=True))
    assert not compute(queued.pk)
    assert set(ScoreSheet.objects.values_list("pk", flat=True)) == keys
    assert (queued.tries, queued.lease_until, queued.done) == (1, None, queued.total)
    assert queued.snapshot.startswith("S2")


def test_the_sweeper_rings_again(
    queued: ScoringRun, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(tasks.compute_run, "delay", rung.append)
    tasks.sweep()
    assert rung == []  # just asked for: its own message is on the way
    ScoringRun.objects.filter(pk=queued.pk).update(asked_at=timezone.now() - timedelta(minutes=1))
    tasks.sweep()
    assert rung == [queued.pk]
    jobs.claim(ScoringRun, queued.pk)
    tasks.sweep()
    assert rung == [queued.pk]
    expire(queued)
    tasks.sweep()
    assert rung == [queued.pk, queued.pk]


def test_beat_sweeps() -> None:
    from config.celery import app

    entry = app.conf.beat_schedule["sweep_jobs"]
    assert (entry["task"], entry["schedule"]) == (tasks.sweep.name, 30.0)


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
