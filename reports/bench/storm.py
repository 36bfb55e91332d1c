"""A county of phones on loopback: its people, a real web server, and what is asked of both."""

from __future__ import annotations

import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts import sealing
from accounts.middleware.sessions import SEEN, STARTED
from accounts.models import Posting, User
from accounts.roles import Role
from campaigns.models import Campaign, Division
from campaigns.models.division import WIDTH, level_of
from households.models import ReportingPeriod
from households.transitions.period import open_period
from reports.bench.phones import Answer, Cut, Line, Phone

COUNTY = 980101000000
VILLAGES_A_TOWNSHIP = 20
NIL = {"kind": "nil", "found": "", "checks": ["police"], "summary": "", "measures": ""}
START_SECONDS = 30.0


@dataclass
class County:
    """What the phones of one run belong to."""

    period: ReportingPeriod
    phones: list[Phone]

    def nil(self, phone: Phone, **changes: Any) -> dict[str, Any]:
        """The content of a nil report of the phone's village."""
        return NIL | {"period": self.period.pk, "village": phone.village} | changes


def make_county(villages: int, accounts_each: int = 1) -> County:
    """A county with its villages, one or more people each, signed in, and this month's period.
    Call inside the system's scope."""
    system, today = User.objects.system(), timezone.localdate()
    codes = [
        COUNTY + (100 + i // VILLAGES_A_TOWNSHIP) * 1000 + 201 + i % VILLAGES_A_TOWNSHIP
        for i in range(villages)
    ]
    towns = sorted({code // 1000 * 1000 for code in codes})
    above = [980000000000, 980100000000, COUNTY]
    for batch in (above[:1], above[1:2], above[2:], towns, codes):
        Division.objects.bulk_create(_division(code) for code in batch)
    campaign = Campaign.objects.create(
        county_id=COUNTY,
        year=today.year,
        sign_by=date(today.year, 3, 31),
        midyear_on=date(today.year, 6, 20),
        data_closes_on=date(today.year, 12, 31),
        opened_at=timezone.now(),
        opened_by=system,
    )
    period = open_period(campaign=campaign, month=today.month, by=system)
    places = Division.objects.in_bulk(codes)
    people = User.objects.bulk_create(
        User(
            username=f"storm-{code}-{n}",
            name=f"演示{code % 10**6}",
            password="!",  # noqa: S106 - signs in by a session made here
            must_change_password=False,
        )
        for code in codes
        for n in range(accounts_each)
    )
    Posting.objects.bulk_create(
        Posting.build(
            user=user,
            role=Role.VILLAGE_MEDIATOR,
            division=places[int(user.username.split("-")[1])],
            since=date(2020, 1, 1),
            until=None,
            by=system,
        )
        for user in people
    )
    return County(period, [_phone(user) for user in people])


def _division(code: int) -> Division:
    level = level_of(code)
    parents = {1: None, 2: 980000000000, 3: 980100000000, 4: COUNTY, 5: code // 1000 * 1000}
    return Division(
        code=code,
        end=code + WIDTH[level],
        name=f"测速{code}",
        level=level,
        parent_id=parents[int(level)],
        households=100,
    )


def _phone(user: User) -> Phone:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[STARTED] = session[SEEN] = time.time()
    session.save()
    return Phone(
        user=user.pk,
        session=session.session_key or "",
        owner=sealing.owner_tag(user, sealing.public_key()[0]),
        village=int(user.username.split("-")[1]),
    )


@contextmanager
def serving(database: str, workers: int = 2, threads: int = 4) -> Iterator[Line]:
    """A real gunicorn on loopback over a database of this server; its log in a temporary file."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(512)
    port = int(listener.getsockname()[1])
    parts = urlsplit(os.environ["DATABASE_URL"])
    env = {k: v for k, v in os.environ.items() if k != "OWNER_DATABASE_URL"}
    env["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{database}"))
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application"]
    command += ["--bind", f"fd://{listener.fileno()}", "--no-control-socket"]
    command += ["--workers", str(workers), "--threads", str(threads), "--preload"]
    with tempfile.TemporaryFile() as log:
        child = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=env,
            pass_fds=(listener.fileno(),),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            line = Line("127.0.0.1", port)
            _wait(line, child, log)
            yield line
        finally:
            child.terminate()
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            listener.close()


def _wait(line: Line, child: subprocess.Popen[bytes], log: Any) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and child.poll() is None:
        try:
            if asyncio.run(Phone(0, "", "", 0).ask(line, "GET", "/healthz")).status == 200:
                return
        except Cut:
            pass
        time.sleep(0.2)
    log.seek(0)
    raise RuntimeError("网页服务没有起来：\n" + log.read().decode(errors="replace")[-2000:])


@dataclass
class Tally:
    """Answers of a run."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    cuts: int = 0
    wall: float = 0.0

    def take(self, answer: Answer) -> None:
        """One more answer."""
        self.seconds.append(answer.seconds)
        self.statuses[answer.status] += 1

    @property
    def faults(self) -> int:
        """Answers of 5xx."""
        return sum(n for status, n in self.statuses.items() if status >= 500)

    def at(self, share: float) -> float:
        """The time below which `share` of the answers lie, in seconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.seconds) / self.wall if self.wall else 0.0

    def words(self) -> str:
        """p50/p95/p99 in milliseconds and the rate."""
        times = " / ".join(f"{self.at(share) * 1000:.0f}" for share in (0.5, 0.95, 0.99))
        mean = statistics.mean(self.seconds) * 1000
        return f"p50/p95/p99 {times} ms，平均 {mean:.0f} ms，{self.rate:.1f} 次/秒"


async def storm(county: County, line: Line, seconds: float, retries: int, seed: int) -> Tally:
    """Every phone wakes at a moment of its own, fetches its frame and sends its nil report, then
    sends it again `retries` times: on a bad line half of the answers are never read."""
    dice, tally = random.Random(seed), Tally()  # noqa: S311 - a bench
    begin = time.perf_counter()

    async def one(phone: Phone, wake: float, again: list[tuple[float, bool]]) -> None:
        await asyncio.sleep(wake)
        tally.take(await phone.prepare(line))
        item = phone.item("report", county.nil(phone))
        for pause, lost in [(0.0, False), *again]:
            await asyncio.sleep(pause)
            try:
                answer = await phone.send(line, item)
            except Cut:
                tally.cuts += 1
                continue
            if not lost:
                tally.take(answer)

    await asyncio.gather(
        *(
            one(
                phone,
                dice.uniform(0, seconds * 0.8),
                [
                    (dice.uniform(0, seconds * 0.2 / max(1, retries)), dice.random() < 0.5)
                    for _ in range(retries)
                ],
            )
            for phone in county.phones
        )
    )
    tally.wall = time.perf_counter() - begin
    return tally


async def baseline(line: Line, seconds: float, abreast: int = 8) -> Tally:
    """The same server asked for nothing but its health: what the machine gives at all."""
    tally, begin = Tally(), time.perf_counter()

    async def one() -> None:
        while time.perf_counter() - begin < seconds:
            tally.take(await Phone(0, "", "", 0).ask(line, "GET", "/healthz"))

    await asyncio.gather(*(one() for _ in range(abreast)))
    tally.wall = time.perf_counter() - begin
    return tally
