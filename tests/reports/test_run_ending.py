"""A run called off or tried again: at the next step, no half rows, from every state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Trail
from accounts.refusals import Forbidden, NotTheMoment
from reports.models import RunRows, ScoreLine, ScoreSheet, ScoringRun
from reports.transitions import run as verbs
from reports.transitions.run import ask_for_run, call_off_run, compute, retry_run
from tests.cast import World

SignIn = Callable[[str], Client]


@pytest.fixture
def queued(world: World) -> ScoringRun:
    """A run nobody has begun."""
    return ask_for_run(campaign=world.campaign, by=world.county)


def fresh(run: ScoringRun) -> ScoringRun:
    return ScoringRun.objects.get(pk=run.pk)


def test_a_waiting_run_ends_at_once(world: World, queued: ScoringRun) -> None:
    call_off_run(run=queued, by=world.governance)
    run = fresh(queued)
    assert (run.state, run.called_off, run.error) == ("failed", True, "已取消，没有留下结果。")
    assert not compute(run.pk)
    assert Trail.objects.filter(act="score.run", key=str(run.pk), after__stopped=True).exists()
    assert ask_for_run(campaign=world.campaign, by=world.county).pk != run.pk


@pytest.mark.parametrize("step", ["gather", "scored", "write_sheets"])
def test_a_running_one_ends_at_its_next_step(
    world: World, queued: ScoringRun, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Asked for in each phase; what is being written then is written whole or not at all."""
    work: Any = getattr(verbs, step)

    def called_off(*args: Any, **kwargs: Any) -> Any:
        if not fresh(queued).stopped:
            call_off_run(run=queued, by=world.county)
        return work(*args, **kwargs)

    monkeypatch.setattr(verbs, step, called_off)
    finished = compute(queued.pk)
    run = fresh(queued)
    if step == "write_sheets":  # past the last question: the whole result is there
        assert (finished, run.state, run.called_off) == (True, "done", False)
        assert ScoreSheet.objects.filter(run=run).count() == 5
        return
    assert (finished, run.state, run.called_off) == (False, "failed", True)
    assert not (ScoreSheet.objects.exists())
    assert not (ScoreLine.objects.exists())
    assert not RunRows.objects.exists()


def test_a_run_whose_worker_died_is_called_off_by_the_next(
    world: World, queued: ScoringRun
) -> None:
    ScoringRun.objects.filter(pk=queued.pk).update(state="running", lease_until=None, fence=1)
    call_off_run(run=queued, by=world.county)
    assert fresh(queued).state == "running"
    with pytest.raises(NotTheMoment, match="正在停下"):
        call_off_run(run=queued, by=world.county)
    ScoringRun.objects.filter(pk=queued.pk).update(state="queued")  # its lease ran out
    assert not compute(queued.pk)
    assert fresh(queued).called_off


def test_again_after_a_failure(world: World, queued: ScoringRun) -> None:
    with pytest.raises(NotTheMoment, match="没有完成的"):
        retry_run(run=queued, by=world.county)
    ScoringRun.objects.filter(pk=queued.pk).update(state="failed", tries=5, error="坏了。")
    retry_run(run=queued, by=world.county)
    run = fresh(queued)
    assert (run.state, run.tries, run.error, run.stopped) == ("queued", 0, "", False)
    assert compute(run.pk)
    for verb in (retry_run, call_off_run):
        with pytest.raises(NotTheMoment):
            verb(run=run, by=world.county)
    with pytest.raises(Forbidden):
        retry_run(run=run, by=world.town)


def test_not_again_beside_another_or_after_the_year_is_out(
    world: World, queued: ScoringRun
) -> None:
    call_off_run(run=queued, by=world.county)
    other = ask_for_run(campaign=world.campaign, by=world.county)
    with pytest.raises(NotTheMoment, match="正在进行"):
        retry_run(run=queued, by=world.county)
    assert compute(other.pk)
    ScoringRun.objects.filter(pk=other.pk).update(stage="signed", signed_by=world.governance)
    with pytest.raises(NotTheMoment, match="已签字"):
        retry_run(run=queued, by=world.county)


def test_the_two_buttons(sign_in: SignIn, queued: ScoringRun) -> None:
    at = f"/scores/{queued.uid}"
    client = sign_in("county")
    assert "取消计算" in client.get(at).text
    assert "取消计算" not in sign_in("town").get(at).text
    assert sign_in("town").post(at, {"act": "call_off"}).status_code == 403
    assert sign_in("county_other").post(at, {"act": "call_off"}).status_code == 404
    assert client.post(at, {"act": "delete"}).status_code == 404
    assert client.post(at, {"act": "call_off"}, follow=True).status_code == 200
    page = client.get(at).text
    assert "这次计算已取消" in page
    assert "重新计算" in page
    assert client.post(at, {"act": "call_off"}).status_code == 409
    assert client.post(at, {"act": "retry"}).status_code == 302
    assert fresh(queued).state == "queued"


def test_by_api(sign_in: SignIn, queued: ScoringRun) -> None:
    at = f"/api/v1/scoring-runs/{queued.uid}"
    client = sign_in("governance")
    told = client.post(f"{at}/call-off").json()
    assert (told["state"], told["called_off"], told["provisional"]) == ("failed", True, True)
    assert client.post(f"{at}/call-off").status_code == 409
    assert client.post(f"{at}/retry").json()["state"] == "queued"
    assert sign_in("auditor").post(f"{at}/retry").status_code == 403
