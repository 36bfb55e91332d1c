"""Measure the pages of a province's scoring at many counties, in a database of its own."""

from __future__ import annotations

import logging
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.test import Client

from accounts import scope
from reports.bench import database, hundred


class Command(BaseCommand):
    """Makes the province, asks its pages, drops the database."""

    help = "在自己的测速库里量成片考核页面和 Excel：一省很多县时的查询数、用时、大小"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--counties", type=int, default=120, help="县数")
        parser.add_argument("--samples", type=int, default=100, help="每页问多少次")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["counties"] <= 1000 or options["samples"] < 2:
            raise CommandError("县数应在1至1000之间，至少问两次。")
        name = f"{database.NAME}_batch"
        logging.getLogger("django.request").setLevel(logging.CRITICAL)
        with database.lent(name):
            database.prepare(name)
            with database.connected(name):
                self._measure(options["counties"], options["samples"])

    def _measure(self, counties: int, samples: int) -> None:
        self._say(f"系统负载 {os.getloadavg()[0]:.1f}（{os.cpu_count()} 核），{counties} 个县")
        with scope.as_system():
            office, batch = hundred.build(counties)
        client, url = Client(), f"/scores/batches/{batch.uid}"
        client.force_login(office)
        pages = {
            "列表": "/scores/batches/",
            "汇总页": url,
            "汇总页（按名称找）": f"{url}?q=3县",
            "汇总页（全部列出）": f"{url}?whole=1",
            "进度": f"{url}/progress",
        }
        for title, path in pages.items():
            self._one(title, lambda path=path: client.get(path), samples)  # type: ignore[misc]
        self._one("导出 Excel", lambda: client.post(f"{url}/export"), max(2, samples // 5))

    def _one(self, title: str, ask: Callable[[], Any], samples: int) -> None:
        asked: list[str] = []

        def note(execute: Any, sql: str, *rest: Any) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            answer = ask()
        if answer.status_code not in (200, 302):
            raise CommandError(f"{title}：{answer.status_code}")
        spent = []
        for _time in range(samples):
            start = time.perf_counter()
            ask()
            spent.append(time.perf_counter() - start)
        p95 = statistics.quantiles(spent, n=20)[-1]
        self._say(
            f"{title}：{len(asked)} 次查询，{len(answer.content) / 1024:.0f} kB，"
            f"中位 {statistics.median(spent) * 1000:.0f} ms，p95 {p95 * 1000:.0f} ms"
        )

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
