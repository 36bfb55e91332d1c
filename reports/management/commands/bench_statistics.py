"""Measure the tables, the boards and an export at the size of a county (issue 6, F)."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.test import Client

from accounts import scope
from accounts.exports.listing import Field, table_of
from accounts.exports.sheet import Mark
from accounts.exports.workbook import write
from accounts.models import User
from households.models import Household
from reports.bench import cases, database
from reports.bench.processor import processor_ms
from reports.statistics.registry import ALL
from reports.statistics.table import Statistic

BAR_MS, BAR_SECONDS, ROWS = 300, 15, 100_000
# The yardstick of the same run: one sequential pass over the table the pages count most of.
BASELINE = "SELECT count(*), count(accepted_on) FROM disputes_dispute"
HEADS = ("户号", "户主", "网格", "人数", "登记日期")


class Command(BaseCommand):
    """Makes the database, fills it, asks the pages as their readers behind the wall, drops it."""

    help = "在自己的测速库里生成一个县，量统计表、一览、挂图和导出的用时"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--households", type=int, default=100_000, help="户数")
        parser.add_argument("--disputes", type=int, default=60_000, help="纠纷件数")
        parser.add_argument("--samples", type=int, default=12, help="每页问几次")
        parser.add_argument("--database", default=database.NAME, help="测速库的名字")
        parser.add_argument("--keep", action="store_true", help="测完保留测速库")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["database"]
        if options["samples"] < 1:
            raise CommandError("每页至少问一次。")
        with database.lent(name, keep=options["keep"]):
            self._fill(name, options["households"], options["disputes"])
            with database.connected(name):
                slow = self._pages(options["samples"])
                seconds = self._export()
        if slow or seconds > BAR_SECONDS:
            raise CommandError(f"没有达到：{'、'.join(slow) or '导出'}")

    def _fill(self, name: str, households: int, disputes: int) -> None:
        start = time.perf_counter()
        database.prepare(name)
        database.fill(name, cases.VILLAGES, self._say)
        with database.connected(name, database.owner_entry()):
            with transaction.atomic():
                cases.add(households, disputes)
                cases.readers()
            with connection.cursor() as cursor:
                cursor.execute("VACUUM (ANALYZE)")
        self._say(f"生成用时 {time.perf_counter() - start:.0f} 秒")

    def _pages(self, samples: int) -> list[str]:
        """Every table and board by every reader; those whose p95 is over the bar."""
        self._say(f"系统负载 {os.getloadavg()[0]:.1f}（{os.cpu_count()} 核）")
        base = self._baseline(samples)
        self._say(f"基准（顺序读一遍纠纷表）中位 {base:.1f} ms")
        self._say("  中位 ms   p95 ms 处理器 ms    是基准的  谁、哪一页")
        slow = []
        for username in ("county_federation", "governance_reviewer", "township_federation"):
            client = Client(HTTP_HOST=(settings.ALLOWED_HOSTS or ["localhost"])[0])
            user = User.objects.get(username=username)
            client.force_login(user)
            for path in self._paths(username):
                answered = self._ask(client, path, samples)
                if answered is None:
                    continue
                spent, work = answered
                p95 = spent[int(len(spent) * 0.95) - 1 if len(spent) > 1 else 0]
                middle = statistics.median(spent)
                shown = "—" if work is None else f"{work:.0f}"
                times = f"{middle:9.0f}{p95:9.0f}{shown:>9}{middle / base:10.1f}"
                self._say(f"{times}  {user.name} {path}")
                if p95 > BAR_MS:
                    slow.append(path)
        return slow

    @staticmethod
    def _paths(username: str) -> list[str]:
        tables = [t.key for t in ALL if isinstance(t, Statistic)]
        out = [f"/statistics/table?table={key}&period=2026-YTD" for key in tables]
        out.append("/statistics/board")
        if username != "township_federation":
            out.append("/statistics/wall")
        if username == "county_federation":
            out.append("/statistics/rows?table=mediation&part=accepted&period=2026-YTD")
            out.append("/statistics/rows?table=screening&part=homes&period=2026-YTD")
        return out

    @staticmethod
    def _ask(client: Client, path: str, samples: int) -> tuple[list[float], float | None] | None:
        """Milliseconds of each answer, sorted, and of work for one, ours and the database's; None
        where the reader does not get the page."""
        spent = []
        for n in range(samples + 1):
            if n == 1:
                before = processor_ms()
            begin = time.perf_counter()
            answer = client.get(path)
            spent.append((time.perf_counter() - begin) * 1000)
            if answer.status_code == 404:
                return None
            if answer.status_code != 200:
                raise CommandError(f"{path} 答 {answer.status_code}")
        after = processor_ms()
        work = None if before is None or after is None else (after - before) / samples
        return sorted(spent[1:]), work  # the first one also fills the caches of the server

    @staticmethod
    def _baseline(samples: int) -> float:
        spent = []
        with scope.as_system(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_indexscan = off")
            cursor.execute("SET LOCAL enable_indexonlyscan = off")
            for _n in range(max(3, samples)):
                begin = time.perf_counter()
                cursor.execute(BASELINE)
                cursor.fetchall()
                spent.append((time.perf_counter() - begin) * 1000)
        return statistics.median(spent)

    def _export(self) -> float:
        """A list of 100,000 rows as Excel, read from the database in pieces and written as it
        comes; seconds taken."""
        user = User.objects.get(username="county_federation")
        values: tuple[Callable[[Any, bool], Any], ...] = (
            lambda r, m: r.number,
            lambda r, m: r.head_name,
            lambda r, m: r.grid,
            lambda r, m: r.people,
            lambda r, m: r.registered_on,
        )
        kinds: tuple[Any, ...] = ("code", "text", "text", "int", "date")
        fields = [Field(h, v, k) for h, v, k in zip(HEADS, values, kinds, strict=True)]
        with scope.opened(user):
            rows = Household.objects.visible_to(user).order_by("village_id", "pk")[:ROWS]
            begin = time.perf_counter()
            paper = table_of(
                "家庭", "测速县", fields, rows.iterator(5000), masked=True, measure="户",
                filter_words="全部",
            )  # fmt: skip
            content = write(paper, Mark("测速县", user.name, user.created_at, "N-1"))
            seconds = time.perf_counter() - begin
        self._say(f"导出 {ROWS:,} 行：{seconds:.1f} 秒，{len(content) / 1e6:.1f} MB")
        return seconds

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
