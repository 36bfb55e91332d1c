"""A scoring run as a job: nothing half written, no endless tries, no second computing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts import jobs
from reports import gathering
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


def test_a_worker_that_comes_back_writes_nothing(
    queued: ScoringRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = frozen_figures

    def taken_away(run: ScoringRun, *args: Any, **kwargs: Any) -> Any:
        expire(run)
        assert jobs.claim(ScoringRun, run.pk) is not None
        return figures(run, *args, **kwargs)

    monkeypatch.setattr(gathering, "frozen_figures", taken_away)
    assert not compute(queued.pk)
    queued.refresh_from_db()
    assert (queued.state, queued.fence, queued.digest) == ("running", 2, "")
    assert not ScoreSheet.objects.exists()


def test_a_poison_job_fails_after_five_tries_with_a_sentence(
    queued: ScoringRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(run_verbs, "gather", broken)
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

    monkeypatch.setattr(run_verbs, "scored", impossible)
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
