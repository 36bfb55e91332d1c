"""Measure the search box over a county of families, in a database of its own."""

from __future__ import annotations

import os
import random
import secrets
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from accounts import rotation, scope
from accounts.models import User
from households.models import Household, Member
from households.queries.search import find
from reports.bench import database, people

SAMPLES = 100
PAGE = 20
Asker = Callable[[Member], str]
KINDS: dict[str, Asker] = {
    "姓名": lambda m: m.name,
    "姓名的一部分": lambda m: m.name[-2:],
    "姓": lambda m: m.name[:1],
    "拼音": lambda m: m.pinyin,
    "拼音开头": lambda m: m.pinyin[: max(4, len(m.pinyin) - 3)],
    "首字母": lambda m: m.initials,
    "住址的一部分": lambda m: m.household.address[-6:],
    "村名和姓名": lambda m: f"{m.household.address[:3]} {m.name}",
    "证件尾号4位": lambda m: m.id_number[-4:],
    "证件尾号6位": lambda m: m.id_number[-6:],
    "完整证件号": lambda m: m.id_number,
    "电话": lambda m: m.phone,
}


class Command(BaseCommand):
    """Makes the database, fills it, measures as the application role behind the wall, drops it."""

    help = "在自己的测速库里生成一个县的家庭，比较查找和没有索引的 LIKE 的用时"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--households", type=int, default=100_000, help="户数")
        parser.add_argument("--database", default=database.NAME, help="测速库的名字")
        parser.add_argument("--rotate", action="store_true", help="再测换钥匙的用时")
        parser.add_argument("--keep", action="store_true", help="测完保留测速库")

    def handle(self, *args: Any, **options: Any) -> None:
        name, households = options["database"], options["households"]
        if not 100 <= households <= 1_000_000:
            raise CommandError("户数应在 100 至 1000000 之间。")
        with database.lent(name, keep=options["keep"]):
            self._measure(name, households, options["rotate"])

    def _measure(self, name: str, households: int, rotate: bool) -> None:
        self._say(f"系统负载 {os.getloadavg()[0]:.1f}（{os.cpu_count()} 核）")
        database.prepare(name)
        start = time.perf_counter()
        with database.connected(name, database.owner_entry()):
            with transaction.atomic():
                people.fill(households, self._say)
                people.reader()
            with connection.cursor() as cursor:
                cursor.execute("VACUUM (ANALYZE)")
        self._say(f"生成用时 {time.perf_counter() - start:.0f} 秒")
        with database.connected(name):
            user = User.objects.get(username="bench")
            with scope.opened(user):
                self._searches(user)
        with database.connected(name, database.owner_entry()), transaction.atomic():
            self._plain()
        if rotate:
            with database.connected(name):
                self._rotate()
        self._say(f"系统负载 {os.getloadavg()[0]:.1f}")

    def _searches(self, user: User) -> None:
        dice = random.Random("ask")
        wanted = Member.objects.filter(id_number__isnull=False, phone__isnull=False)
        keys = dice.sample(list(wanted.values_list("pk", flat=True)), SAMPLES)
        members = list(Member.objects.filter(pk__in=keys).select_related("household"))
        homes, persons = Household.objects.count(), Member.objects.count()
        self._say(f"{homes:,} 户，{persons:,} 人；每种 {SAMPLES} 次，县级范围，含计数和第一页")
        self._say("  中位 ms   p95 ms   最慢 ms  平均找到  怎么找")
        for kind, ask in KINDS.items():
            spent, hits = [], []
            for member in members:
                typed = ask(member)
                begin = time.perf_counter()
                found = find(user, typed)
                assert found is not None  # every kind asks for something
                hits.append(found.households.count())
                list(found.households[:PAGE])
                spent.append((time.perf_counter() - begin) * 1000)
            if not all(hits):
                raise CommandError(f"按{kind}查找，有的没有找到。")
            self._line(spent, f"{statistics.mean(hits):8.1f}  {kind}")

    def _plain(self) -> None:
        """The same question without an index: the yardstick of this machine at this moment."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT right(name, 2) FROM households_member ORDER BY id LIMIT 20")
            words = [row[0] for row in cursor.fetchall()]
            spent = []
            for word in words:
                begin = time.perf_counter()
                cursor.execute(
                    "SELECT DISTINCT household_id FROM households_member WHERE name LIKE %s",
                    [f"%{word}%"],
                )
                cursor.fetchall()
                spent.append((time.perf_counter() - begin) * 1000)
        self._line(spent, "       —  没有索引的 LIKE（成员表，没有第二道墙），比照用")

    def _rotate(self) -> None:
        """Every sealed value under a new key, as the command does it."""
        former = settings.FIELD_KEYS
        settings.FIELD_KEYS = (("bench2", "aes-256-gcm", secrets.token_bytes(32)), *former)
        try:
            for sealed in rotation.sealed_tables():
                start, done = time.perf_counter(), 0
                for count in rotation.rotate(sealed):
                    done += count
                seconds = time.perf_counter() - start
                if done:
                    words = f"{done:,} 行，{seconds:.1f} 秒，每秒 {done / seconds:,.0f} 行"
                    self._say(f"换钥匙 {sealed.table}：{words}")
        finally:
            settings.FIELD_KEYS = former

    def _line(self, spent: list[float], words: str) -> None:
        ordered = sorted(spent)
        p95 = ordered[int(len(ordered) * 0.95) - 1]
        middle = statistics.median(ordered)
        self._say(f"{middle:9.1f}{p95:9.1f}{ordered[-1]:10.1f}  {words}")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
