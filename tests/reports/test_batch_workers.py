"""A city's counties over real workers: with one process and with four, rung in any order, and with
a worker killed in the middle, every input, result and the roll-up come to the same digests."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from kombu import Connection

from accounts import jobs, scope
from campaigns.models import Division
from reports import result_digest, tasks
from reports.bench.soak import Worker
from reports.models import ScoringBatch, ScoringRun
from reports.transitions.batch import ask_for_batch
from reports.transitions.batch_close import progress_of
from tests.reports import city
from tests.workers import PAUSE, wait_for

pytestmark = [
    pytest.mark.worker,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
COUNTIES, VILLAGES, SEED = 5, 60, 20261126
# The digests of inputs and result by county, the roll-up's, and the rows as they are stored.
Told = tuple[dict[int, tuple[str, str, str]], str]


@contextmanager
def working(broker: str, folder: Path, children: int, pause: float = 0.0) -> Iterator[Worker]:
    """A worker with so many processes on the test's database."""
    name = str(connection.settings_dict["NAME"])
    worker = Worker(
        name, broker, folder / f"worker-{children}-{pause}.log", pause, children=children
    )
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def asked(place: Division) -> ScoringBatch:
    with scope.as_system() as system, jobs.unrung():
        return ask_for_batch(place=place, year=2026, by=system)


def rung(broker: str, batch: ScoringBatch, dice: random.Random) -> None:
    """Every county and the closing step, in a thrown order."""
    with scope.as_system():
        runs = list(batch.counties.values_list("run", flat=True))
    messages: list[tuple[Any, int | None]] = [(tasks.compute_run, run) for run in runs]
    messages.append((tasks.close_batch, batch.pk))
    dice.shuffle(messages)
    with Connection(broker) as line:
        for task, key in messages:
            task.apply_async(args=(key,), connection=line)


def swept(broker: str) -> None:
    """What the sweeper does: ring for jobs nobody works on."""
    with Connection(broker) as line:
        for model in (ScoringRun, ScoringBatch):
            for key in jobs.waiting(model):
                jobs.tasks_by_model()[model].apply_async(args=[key], connection=line)


def ended(batch: ScoringBatch, broker: str) -> Told:
    """Wait for the roll-up, then say what came out."""

    def over() -> bool:
        swept(broker)
        with scope.as_system():
            batch.refresh_from_db()
        return not batch.under_way

    wait_for(over, 0.25)
    assert batch.state == "done", batch.error
    with scope.as_system():
        runs = {part.county_id: part.run for part in batch.counties.select_related("run")}
        return {
            county: (run.digest, run.result_digest, result_digest.stored(run.pk))
            for county, run in runs.items()
            if run is not None
        }, batch.digest


def test_one_worker_and_four_give_the_same_bytes(broker: str, tmp_path: Path) -> None:
    dice = random.Random(SEED)
    with scope.as_system():
        place = city.fill(COUNTIES, VILLAGES)
    told: list[Told] = []
    for children in (1, 4):
        with working(broker, tmp_path, children):
            batch = asked(place)
            rung(broker, batch, dice)
            told.append(ended(batch, broker))
    first, second = told
    assert len(first[0]) == COUNTIES
    assert len(set(first[0].values())) == COUNTIES  # each county its own
    assert all(result == stored for _inputs, result, stored in first[0].values())
    assert first == second
    with scope.as_system():
        one, four = ScoringBatch.objects.order_by("pk")
        assert one.frozen == four.frozen
        assert one.counties.first() != four.counties.first()
        assert set(one.counties.values_list("run")) & set(four.counties.values_list("run")) == set()
    # And once more with a worker that dies in the middle of it.
    with working(broker, tmp_path, 2, PAUSE / 8) as worker:
        batch = asked(place)
        rung(broker, batch, dice)

        def half() -> bool:
            with scope.as_system():
                return 1 <= progress_of(batch)[0] < COUNTIES

        wait_for(half, 0.02)
        worker.kill("both")
        worker.process.wait(10)
        with scope.as_system():
            batch.refresh_from_db()
            assert batch.under_way
        worker.revive()
        assert ended(batch, broker) == first
