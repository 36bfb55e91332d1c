"""Measure the year's counts over a made-up province, in a database of its own."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from accounts import scope
from campaigns.models import Level
from reports.bench import counties, database, duck, measuring
from reports.bench.counties import Scored
from reports.bench.measuring import Timing
from reports.metrics.catalogue import METRICS
from reports.metrics.counting import Period

LARGEST, COLUMN = "households_household", "people"
Line = tuple[str, Timing]
# Seconds for the sums, for the sums with the keys of their rows; rows copied.
Yardstick = tuple[Timing, Timing, int]


class Command(BaseCommand):
    """Makes the database, fills it, measures as the application role behind the wall, drops it."""

    help = "在自己的测速库里生成一个省的数据，比较成批计数、逐村查询和一次全表扫描的用时"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--villages", type=int, default=22000, help="村数")
        parser.add_argument("--sample", type=int, default=200, help="逐村查询抽样的村数")
        parser.add_argument("--database", default=database.NAME, help="测速库的名字")
        parser.add_argument("--keep", action="store_true", help="测完保留测速库")

    def handle(self, *args: Any, **options: Any) -> None:
        name, villages = options["database"], options["villages"]
        if not 1 <= villages <= 100_000 or options["sample"] < 1:
            raise CommandError("村数应在1至100000之间，抽样至少1个村。")
        with database.lent(name, keep=options["keep"]):
            self._measure(name, villages, options["sample"])

    def _measure(self, name: str, villages: int, sample: int) -> None:
        self._say_load("开始时")
        database.prepare(name)
        rows, seconds = database.fill(name, villages, self._say)
        with database.connected(name):
            self._say_rows(rows, seconds)
            codes = measuring.village_codes()
            chosen = measuring.sample_of(codes, sample)
            production, whole = measuring.set_based()
            alone, again = measuring.set_based(measuring.NO_PARALLEL)
            costs = measuring.by_metric()
            pair, third = measuring.two_connections(costs)
            looped, single = measuring.village_loop(chosen)
            floor, _ = measuring.scan(LARGEST, COLUMN)
            county = measuring.one_county()
        with database.connected(name, database.owner_entry()):
            bare = measuring.without_wall()
            measuring.execute(counties.ONE_AT_A_TIME)
        with database.connected(name):
            scored = self._counties(name)
            plain = self._one_by_one(Level.VILLAGE, codes, sample)
            plain = plain.and_(self._one_by_one(Level.TOWNSHIP, measuring.town_codes(), sample))
            yardstick = self._duck(name)  # last: its copies would count as memory of the workers
        loop = looped.times(len(codes) / len(chosen))
        self._check(whole, again, third, single)
        self._say_metrics(costs, whole)
        self._say_table(
            loop,
            floor,
            [
                ("成批：一个连接，数据库自行并行（正式环境）", production),
                ("成批：一个连接，不并行", alone),
                ("成批：两个连接共用一个快照", pair),
                ("成批：属主角色，没有第二道墙", bare),
                (f"逐村：抽样{len(chosen)}村，按比例推算{len(codes)}村", loop),
                (f"一次全表扫描：{LARGEST}", floor),
                ("其中一个县（正式运行一次的计数）", county),
            ],
        )
        self._say(
            f"第二道墙的代价：{_percent(production, bare)}。\n"
            f"成批比逐村快：{loop.best / min(production, alone, pair, key=_best).best:.0f} 倍。"
        )
        self._say_scoring(whole, codes)
        self._say_ratios(scored, yardstick, loop, plain)
        self._say_load("结束时")

    def _duck(self, name: str) -> tuple[Yardstick, Yardstick]:
        """DuckDB's times for what RC1 and RC2 count: over the very tables, over its own copies."""
        keys, threads = counties.metrics(), os.cpu_count() or 1
        with scope.as_system():  # without it the wall would copy and count nothing
            period = measuring.whole_year()
            ours = measuring.count_all(period, keys)
            copied = duck.Duck.copied(keys, threads)
        attached = duck.Duck.attached(keys, threads, database.owner_entry(), name)
        return self._counted(attached, period, ours), self._counted(copied, period, ours)

    def _counted(self, yardstick: duck.Duck, period: Period, ours: measuring.All) -> Yardstick:
        if lost := yardstick.spare(period):
            self._say(f"DuckDB 不懂其语句、不算在它用时里的：{'、'.join(lost)}")
        sums, counts = yardstick.counted(period)
        wrong = [METRICS[key].name for key in yardstick.keys if counts[key] != ours[key]]
        if wrong:
            raise CommandError(f"DuckDB 与成批计数结果不同：{'、'.join(wrong)}")
        self._say(f"核对：{len(yardstick.keys)} 项，DuckDB 与 PostgreSQL 逐村相等。")
        return sums, yardstick.keyed(period), yardstick.rows

    def _one_by_one(self, level: Level, codes: list[int], sample: int) -> Timing:
        """Some units of a level scored one by one, reckoned up to all of them."""
        chosen = measuring.sample_of(codes, sample)
        return counties.one_by_one(level, chosen).times(len(codes) / len(chosen))

    def _counties(self, name: str) -> tuple[Scored, Scored, float]:
        """All counties scored by one worker, then by one a core, nothing left between; and the
        seconds that writing the bare rows takes."""
        codes = counties.county_codes()
        alone = counties.workers(codes, 1, name)
        for table, rows, size in counties.stored():
            self._say(f"  写入 {table:<24}{rows:>10,} 行 {size:>8.1f} MB")
        floor = counties.floor()
        counties.forget()
        return alone, counties.workers(codes, os.cpu_count() or 1, name), floor

    def _say_ratios(
        self,
        scored: tuple[Scored, Scored, float],
        yardstick: tuple[Yardstick, Yardstick],
        loop: Timing,
        plain: Timing,
    ) -> None:
        alone, shared, floor = scored
        (live, live_keyed, _none), (sums, keyed, rows) = yardstick
        said = "，".join(f"{n} 个县 {each:.0f}" for n, each in alone.slope())
        self._say(
            f"\n全省考核（{len(alone.each)} 个县各一个任务，两套细则，得分、来源记录全部写入）：\n"
            f"  一个后台进程 {alone.wall:.1f} 秒，{os.cpu_count()} 个 {shared.wall:.1f} 秒，"
            f"每个进程内存最多 {shared.peak_mb:.0f} MB\n"
            f"  每县毫秒（前几个县的平均）：{said}\n"
            f"DuckDB（同样的表、同样的语句，{os.cpu_count()} 线程，只算汇总，不写一行、"
            f"没有第二道墙）：\n"
            f"  就在原表上：{live.best:.2f} 秒，连同记录号 {live_keyed.best:.2f} 秒；"
            f"全省考核 ÷ 它：{shared.wall / live.best:.1f}（目标不超过 3），÷ 连同记录号："
            f"{shared.wall / live_keyed.best:.1f}\n"
            f"  先复制到它自己的内存（{rows:,} 行，不算复制）：{sums.best:.2f} 秒，"
            f"连同记录号 {keyed.best:.2f} 秒；全省考核 ÷ 它：{shared.wall / sums.best:.1f}，"
            f"÷ 连同记录号：{shared.wall / keyed.best:.1f}\n"
            f"  只把同样的结果行再写一遍（无索引、无约束、无日志、无第二道墙）：{floor:.2f} 秒，"
            f"÷ DuckDB 内存汇总：{floor / sums.best:.1f}\n"
            f"  逐村查询（只查数，不评分不写入）÷ 全省考核："
            f"{loop.best / shared.wall:.1f}\n"
            f"  逐个村和乡镇查数、评分、写入（一个进程，同样的工作）{plain.best:.1f} 秒，"
            f"÷ 全省考核：{plain.best / shared.wall:.1f}（目标 25）"
        )

    def _check(
        self,
        whole: measuring.All,
        again: measuring.All,
        third: measuring.All,
        single: dict[int, measuring.All],
    ) -> None:
        wrong = measuring.differences(whole, single)
        if wrong:
            raise CommandError(f"成批与逐村结果不同：{'；'.join(wrong[:5])}")
        if not whole == again == third:
            raise CommandError("几种成批计数的结果不同。")
        self._say(f"核对：{len(single)} 村 × {len(whole)} 项，成批与逐村逐项相等。")

    def _say_rows(self, rows: dict[str, int], seconds: float) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            size = cursor.fetchone()[0] / 2**20
        for table, count in sorted(rows.items(), key=lambda item: -item[1]):
            self._say(f"  {table:<32}{count:>12,}")
        self._say(f"共 {sum(rows.values()):,} 行，{size:,.0f} MB，生成用时 {seconds:.1f} 秒。")

    def _say_metrics(self, costs: dict[str, float], whole: measuring.All) -> None:
        self._say("\n各项单独用时（秒，不并行）和分母合计：")
        for key, cost in sorted(costs.items(), key=lambda item: -item[1]):
            base = sum(facts.base() for facts in whole[key].values())
            self._say(f"  {cost:8.3f} {base:>12,}  {METRICS[key].name}")

    def _say_table(self, loop: Timing, floor: Timing, lines: list[Line]) -> None:
        self._say("\n  最快（秒）  中位（秒）  逐村÷本行  本行÷扫描  项目")
        for label, timing in lines:
            ratio, share = loop.best / timing.best, timing.best / floor.best
            self._say(
                f"  {timing.best:>10.3f}{timing.median:>12.3f}{ratio:>11.1f}{share:>11.1f}  {label}"
            )

    def _say_scoring(self, whole: measuring.All, codes: list[int]) -> None:
        spent = measuring.scoring(whole, codes)
        each = spent.best / len(codes) * 1000
        self._say(f"计分（Python，{len(codes)} 村）：{spent.best:.2f} 秒，每村 {each:.3f} 毫秒。")

    def _say_load(self, when: str) -> None:
        load = os.getloadavg()[0]
        self._say(f"{when}系统负载 {load:.1f}（{os.cpu_count()} 核；大于核数时用时偏大）。")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _best(timing: Timing) -> float:
    return timing.best


def _percent(one: Timing, other: Timing) -> str:
    return f"{(one.best / other.best - 1) * 100:+.0f}%"
