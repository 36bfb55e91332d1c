"""A real worker killed with -9 in the middle: nothing half done is seen, the next one finishes
with the same bytes (reliability G)."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts import scope
from accounts.tasks import sweep
from reports import tasks
from reports.models import ScoreLine, ScoreSheet, ScoringRun
from reports.transitions.run import ask_for_run, compute
from tests import cast
from tests.reports import facts
from tests.workers import PAUSE, ring, wait_for

pytestmark = [
    pytest.mark.worker,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def look(pk: int) -> tuple[ScoringRun, int]:
    """The run and how many of its sheets can be seen."""
    with scope.as_system():
        return ScoringRun.objects.get(pk=pk), ScoreSheet.objects.filter(run_id=pk).count()


def contents(pk: int) -> bytes:
    """Sheets and lines of a run as bytes, without keys."""
    with scope.as_system():
        rows: list[Any] = [
            *ScoreSheet.objects.filter(run_id=pk).order_by("unit_id").values(),
            *ScoreLine.objects.filter(sheet__run_id=pk).order_by("unit_id", "code").values(),
        ]
    for row in rows:
        for key in ("id", "run_id", "sheet_id"):
            row.pop(key, None)
    return json.dumps(rows, default=str, ensure_ascii=False).encode()


def asked() -> int:
    """A run over the small county, committed."""
    with scope.as_system() as system:
        world = cast.build()
        facts.build(world)
        return ask_for_run(campaign=world.campaign, by=system, data_until=date(2026, 12, 31)).pk


def test_a_killed_worker_leaves_no_half_score(
    broker: str, start_worker: Callable[[float], subprocess.Popen[bytes]]
) -> None:
    pk = asked()
    first = start_worker(PAUSE)
    ring(tasks.compute_run, broker, pk)
    wait_for(lambda: look(pk)[0].message == "写入评分表")
    time.sleep(PAUSE * 1.5)  # sheets of the townships are written now, not yet committed
    run, seen = look(pk)
    assert (run.state, seen) == ("running", 0)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait(10)
    run, seen = look(pk)
    assert (run.state, run.tries, run.digest, seen) == ("running", 1, "", 0)

    start_worker(0)

    def finished() -> bool:
        ring(sweep, broker)
        return look(pk)[0].state == "done"

    wait_for(finished, step=0.5)
    run, seen = look(pk)
    assert (run.tries, run.fence, seen) == (2, 2, 5)

    with scope.as_system() as system:
        again = ask_for_run(campaign=run.campaign, by=system, data_until=run.data_until).pk
    assert compute(again)
    assert look(again)[0].digest == run.digest
    assert contents(again) == contents(pk)
