"""A real worker killed with -9 in the middle: nothing half done is seen, the next one finishes
with the same bytes (reliability G)."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
from django.conf import settings
from django.db import connection
from kombu import Connection

from accounts import scope
from accounts.tasks import sweep
from config.trial.ports import free_port
from reports import tasks
from reports.models import ScoreLine, ScoreSheet, ScoringRun
from reports.transitions.run import ask_for_run, compute
from tests import cast
from tests.reports import facts

pytestmark = [
    pytest.mark.worker,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
PAUSE, LEASE, PATIENCE = 0.8, 3.0, 60.0
BROKER_DATABASE = 13  # of our own, so that no other worker takes our messages


def answers(url: str) -> bool:
    """Whether a Redis is there."""
    try:
        return bool(redis.Redis.from_url(url, socket_connect_timeout=1).ping())
    except redis.RedisError:
        return False


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[str]:
    """Address of a Redis: the one of the settings, else a private one that ends with the test."""
    parts = urlsplit(settings.REDIS_URL)
    if answers(settings.REDIS_URL):
        url = urlunsplit(parts._replace(path=f"/{BROKER_DATABASE}"))
        yield url
        redis.Redis.from_url(url).flushdb()
        return
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    try:
        server = subprocess.Popen(
            [*command, "--dir", str(tmp_path), "--databases", "64"], stdout=subprocess.DEVNULL
        )
    except FileNotFoundError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("no Redis answers and redis-server is not installed")
    url = f"redis://127.0.0.1:{port}/{BROKER_DATABASE}"
    wait_for(lambda: answers(url))
    yield url
    server.terminate()
    server.wait(10)


@pytest.fixture
def start_worker(
    broker: str, tmp_path: Path
) -> Iterator[Callable[[float], subprocess.Popen[bytes]]]:
    """start_worker(pause) → a worker on the test database, in a process group of its own."""
    started: list[subprocess.Popen[bytes]] = []
    parts = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-P", "prefork"]

    def start(pause: float) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "DATABASE_URL": database,
            "REDIS_URL": broker,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "TEST_SCORING_PAUSE": str(pause),
            "TEST_JOB_LEASE_SECONDS": str(LEASE),
        }
        with (tmp_path / f"worker-{len(started)}.log").open("wb") as log:
            child = subprocess.Popen(
                [*command, "-c", "1", "--without-gossip", "--without-mingle"],
                cwd=settings.BASE_DIR,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        started.append(child)
        return child

    yield start
    for child in started:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait(10)


def wait_for(ready: Callable[[], bool], step: float = 0.05) -> None:
    """Until `ready`, or the test fails."""
    end = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < end, "waited too long"
        time.sleep(step)


def ring(task: Any, broker: str, *args: int) -> None:
    """Send a task through the broker of this test."""
    with Connection(broker) as line:
        task.apply_async(args=args, connection=line)


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
