"""A real Celery worker on the test database, for tests that kill it in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
from django.conf import settings
from django.db import connection
from kombu import Connection

from config.trial.ports import free_port

PAUSE, LEASE, PATIENCE = 0.8, 3.0, 60.0
# Of our own, and each process of tests another, so that no other worker takes our messages.
BROKER_DATABASE = 13 - int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 8


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
            "TEST_SHEET_PAUSE": str(pause),
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
