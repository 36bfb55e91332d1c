"""Killing a real worker at random points of a scoring run, over and over (reliability G1–G3, G6).

A round asks for a run, lets a real Celery worker take it, kills the worker's child, its parent or
both with -9 after a random delay, and rings like the sweeper until the run has ended. Meanwhile a
reader looks twenty times a second: she must find the old result whole or the new one whole. At the
end everything must be as in the undisturbed run: digests, lines, keys, and each effect once.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from kombu import Connection

from accounts import jobs, scope
from accounts.models import Trail
from campaigns.models import Campaign
from reports import result_digest, tasks
from reports.models import LineChange, RunRows, ScoreLine, ScoreSheet, ScoringRun
from reports.transitions.run import ask_for_run

TARGETS = ("child", "parent", "both")
PATIENCE = 120.0
LOOKS_A_SECOND = 20
# What a reader sees of a campaign's runs in one statement, so in one moment.
SEEN = """
SELECT r.id, r.state, r.stage, r.result_digest,
  (SELECT count(*) FROM reports_scoresheet s WHERE s.run_id = r.id),
  (SELECT count(*) FROM reports_scoreline l JOIN reports_scoresheet s ON s.id = l.sheet_id
    WHERE s.run_id = r.id)
FROM reports_scoringrun r WHERE r.campaign_id = %s ORDER BY r.id"""


class Broken(Exception):
    """A bar was missed; says where."""


@dataclass
class Worker:
    """A Celery worker with its children on a database and a broker, in a process group of its
    own."""

    database: str
    broker: str
    log: Path
    pause: float = 0.0
    lease: float = 2.0
    children: int = 1
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """Start it; the log is added to."""
        parts = urlsplit(os.environ["DATABASE_URL"])
        env = {k: v for k, v in os.environ.items() if k != "OWNER_DATABASE_URL"} | {
            "DATABASE_URL": urlunsplit(parts._replace(path=f"/{self.database}")),
            "REDIS_URL": self.broker,
            # Only the settings for tests take a short lease, so that a round lasts seconds.
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "TEST_SCORING_PAUSE": str(self.pause),
            "TEST_JOB_LEASE_SECONDS": str(self.lease),
        }
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-P", "prefork"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "-c", str(self.children), "--without-gossip", "--without-mingle"],
                cwd=settings.BASE_DIR,
                env=env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, target: str) -> None:
        """-9 to the child, the parent or both; whoever is gone already is not missed."""
        children = _children(self.process.pid)
        chosen = {"child": children, "parent": [self.process.pid]}.get(
            target, [*children, self.process.pid]
        )
        for pid in chosen:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def revive(self) -> None:
        """Start again when the parent is gone."""
        if self.process.poll() is not None:
            self.start()

    def stop(self) -> None:
        """End the whole group."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.process.wait(10)


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except FileNotFoundError:
        return []
    return [int(child) for child in text.split()]


@dataclass
class Reader(threading.Thread):
    """Looks at a campaign's runs while they are computed; `mixed` holds what may not be seen."""

    campaign: int
    whole: tuple[int, int]
    digest: str
    done: threading.Event = field(default_factory=threading.Event)
    looks: int = 0
    mixed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(name="reader", daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Until told to stop."""
        try:
            while not self.done.wait(1 / LOOKS_A_SECOND):
                with scope.as_system(), connection.cursor() as cursor:
                    cursor.execute(SEEN, [self.campaign])
                    self._judge(cursor.fetchall())
                self.looks += 1
        except Exception as error:  # told by the caller's thread
            self.mixed.append(f"reader ended: {error!r}")
        finally:
            connection.close()

    def _judge(self, rows: list[tuple[int, str, str, str, int, int]]) -> None:
        drafts = 0
        for pk, state, stage, digest, sheets, lines in rows:
            whole = (sheets, lines) == self.whole and digest in ("", self.digest)
            drafts += state == "done" and stage == "draft"
            if state == "done" and stage == "draft" and not whole:
                self.mixed.append(f"run {pk} done with {sheets} sheets, {lines} lines")
            if state != "done" and (sheets or lines or digest):
                self.mixed.append(f"run {pk} {state} shows {sheets} sheets, {lines} lines")
        if drafts != 1:
            self.mixed.append(f"{drafts} results in force at once")


@dataclass
class Round:
    """One kill: when, whom, in which phase, how often the run was tried."""

    delay: float
    target: str
    phase: str
    tries: int
    seconds: float


@dataclass
class Soak:
    """Rounds of killing over one campaign."""

    campaign: Campaign
    worker: Worker
    dice: random.Random
    rounds: list[Round] = field(default_factory=list)
    looks: int = 0
    base: ScoringRun = field(init=False)
    length: float = field(init=False)

    def undisturbed(self) -> None:
        """The run all others are held to, computed by the warm worker; how long it takes. Called
        again after something was entered by hand."""
        self._until(self._rung())
        start = time.monotonic()
        self.base = self._until(self._rung())
        self.length = time.monotonic() - start

    def kill(self, target: str) -> Round:
        """One run with one kill; raises Broken where anything is not as undisturbed."""
        base = self.base
        reader = Reader(self.campaign.pk, self._size(base.pk), base.result_digest)
        reader.start()
        begun = time.monotonic()
        pk = self._rung()
        self._wait(lambda: self._look(pk).state != "queued", "taken")
        delay = self.dice.uniform(0, max(self.length, 0.2))
        time.sleep(delay)
        phase = self._look(pk).message or "领取"
        self.worker.kill(target)
        if target != "child":
            self.worker.process.wait(10)
        time.sleep(0.2)
        self.worker.revive()
        run = self._until(pk)
        reader.done.set()
        reader.join(10)
        made = Round(delay, target, phase, run.tries, time.monotonic() - begun)
        self.rounds.append(made)
        self.looks += reader.looks
        self._compare(run, reader)
        self.base = run
        return made

    def _compare(self, run: ScoringRun, reader: Reader) -> None:
        base = self.base
        faults = reader.mixed[:5]
        with scope.as_system():
            if (run.digest, run.result_digest) != (base.digest, base.result_digest):
                faults.append("digests differ")
            if result_digest.stored(run.pk) != base.result_digest:
                faults.append("stored rows differ from their digest")
            if self._size(run.pk) != self._size(base.pk):
                faults.append("another number of rows")
            keys = [
                list(RunRows.objects.filter(run=pk).order_by("place_id").values_list("rows"))
                for pk in (run.pk, base.pk)
            ]
            if keys[0] != keys[1]:
                faults.append("keys of source rows differ")
            changes = [
                LineChange.objects.filter(line__sheet__run=pk).count() for pk in (run.pk, base.pk)
            ]
            if changes[0] != changes[1]:
                faults.append(f"changes carried over {changes}")
            if Trail.objects.filter(act="score.run", key=str(run.pk)).count() != 1:
                faults.append("trail told more than once")
        if faults:
            raise Broken(f"{self.rounds[-1]}: {'; '.join(faults)}")

    def phases(self) -> Counter[str]:
        """How often each phase was hit."""
        return Counter(one.phase for one in self.rounds)

    def _ask(self) -> int:
        with scope.as_system() as system, jobs.unrung():
            until = self.campaign.data_closes_on
            return ask_for_run(campaign=self.campaign, by=system, data_until=until).pk

    def _rung(self) -> int:
        pk = self._ask()
        self._ring(pk)
        return pk

    def _ring(self, pk: int) -> None:
        with Connection(self.worker.broker) as line:
            task: Any = tasks.compute_run
            task.apply_async(args=[pk], connection=line)

    def _until(self, pk: int) -> ScoringRun:
        """Ring like the sweeper until the run has ended."""

        def ended() -> bool:
            for waiting in jobs.waiting(ScoringRun):
                self._ring(waiting)
            return self._look(pk).state in ("done", "failed")

        self._wait(ended, "ended", 0.25)
        run = self._look(pk)
        if run.state != "done":
            raise Broken(f"run {pk} failed: {run.error}")
        return run

    def _look(self, pk: int) -> ScoringRun:
        with scope.as_system():
            return ScoringRun.objects.defer("frozen").get(pk=pk)

    @staticmethod
    def _size(pk: int) -> tuple[int, int]:
        with scope.as_system():
            sheets = ScoreSheet.objects.filter(run=pk).count()
            return sheets, ScoreLine.objects.filter(sheet__run=pk).count()

    @staticmethod
    def _wait(ready: Callable[[], bool], what: str, step: float = 0.02) -> None:
        end = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > end:
                raise Broken(f"not {what} in {PATIENCE:.0f} s")
            time.sleep(step)


@contextmanager
def soaking(
    campaign: Campaign, *, database: str, broker: str, seed: int, pause: float = 0.0
) -> Iterator[Soak]:
    """A worker on the database and the broker, and the undisturbed run; the worker is ended."""
    with tempfile.TemporaryDirectory(prefix="anjia-soak-") as folder:
        worker = Worker(database, broker, Path(folder) / "worker.log", pause)
        worker.start()
        soak = Soak(campaign, worker, random.Random(seed))  # noqa: S311 - a test
        try:
            soak.undisturbed()
            yield soak
        finally:
            worker.stop()
