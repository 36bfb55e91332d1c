"""Measure the hour before the deadline: many phones, each sending again and again (I2)."""

from __future__ import annotations

import asyncio
import os
import random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import scope
from households.models import SyncItem, ZeroReport
from reports.bench import database, storm

GOAL = 2.0  # seconds, p95


class Command(BaseCommand):
    """Makes a county in the bench database, serves it with gunicorn, and counts."""

    help = "在自己的测速库里模拟零报告截止前的高峰：每部手机上报一次、重发若干次"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--phones", type=int, default=400, help="手机数，一村一部")
        parser.add_argument("--seconds", type=float, default=60, help="多少秒内全部上报")
        parser.add_argument("--retries", type=int, default=5, help="每部手机重发几次")
        parser.add_argument("--workers", type=int, default=2, help="网页进程数")
        parser.add_argument("--threads", type=int, default=4, help="每个进程的线程数")
        parser.add_argument("--seed", type=int, default=None, help="随机种子")

    def handle(self, *args: Any, **options: Any) -> None:
        name = f"{database.NAME}_storm"
        seed = options["seed"] if options["seed"] is not None else random.randrange(10**6)
        if not 1 <= options["phones"] <= 5000:
            raise CommandError("手机数应在1至5000之间。")
        with database.lent(name):
            self._measure(name, options, seed)

    def _measure(self, name: str, options: dict[str, Any], seed: int) -> None:
        database.prepare(name)
        with database.connected(name):
            with scope.as_system():
                county = storm.make_county(options["phones"])
            self._say(f"{options['phones']} 部手机，种子 {seed}，负载 {os.getloadavg()[0]:.1f}")
            with storm.serving(name, options["workers"], options["threads"]) as line:
                empty = asyncio.run(storm.baseline(line, 5))
                self._say(f"空载 /healthz：{empty.words()}")
                tally = asyncio.run(
                    storm.storm(county, line, options["seconds"], options["retries"], seed)
                )
            self._tell(tally, empty, options["phones"])

    def _tell(self, tally: storm.Tally, empty: storm.Tally, phones: int) -> None:
        with scope.as_system():
            reports = ZeroReport.objects.count()
            items = SyncItem.objects.count()
        self._say(f"高峰：{tally.words()}，共 {tally.wall:.0f} 秒")
        self._say(f"答复：{dict(sorted(tally.statuses.items()))}，断线 {tally.cuts}")
        self._say(f"p95 是空载的 {tally.at(0.95) / max(empty.at(0.95), 1e-6):.1f} 倍")
        self._say(f"零报告 {reports} 份，应为 {phones}；补传 {items} 条")
        self._say(f"结束时负载 {os.getloadavg()[0]:.1f}（{os.cpu_count()} 核）")
        if reports != phones or items != phones or tally.faults or tally.cuts:
            raise CommandError("多报、漏报、断线或服务器出错。")
        self._say("达标" if tally.at(0.95) <= GOAL else f"p95 超过 {GOAL:.0f} 秒")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
