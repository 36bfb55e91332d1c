"""Kill a scoring worker at random points and compare with the undisturbed run (G1–G3, G6)."""

from __future__ import annotations

import os
import random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import scope
from campaigns.models import Campaign
from reports.bench import database, soak


class Command(BaseCommand):
    """A county of its own in the bench database, a real worker, a reader at 20 looks a second."""

    help = (
        "在自己的测速库里反复计算一个县，随机时刻 kill -9 后台进程，核对结果与未受干扰时逐字节相同"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kills", type=int, default=20, help="杀几次")
        parser.add_argument("--villages", type=int, default=220, help="村数，一个县")
        parser.add_argument("--seed", type=int, default=None, help="随机种子")
        parser.add_argument(
            "--broker", default="", help="专用的 Redis 地址，默认为设置里的 14 号库"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["kills"] <= 1000 or not 1 <= options["villages"] <= 2000:
            raise CommandError("杀的次数应在1至1000之间，村数在1至2000之间。")
        seed = options["seed"] if options["seed"] is not None else random.randrange(10**6)
        broker = options["broker"] or settings.REDIS_URL.rpartition("/")[0] + "/14"
        name = f"{database.NAME}_soak"
        with database.lent(name):
            database.prepare(name)
            database.fill(name, options["villages"], self._say)
            with database.connected(name):
                self._soak(name, broker, seed, options["kills"])

    def _soak(self, name: str, broker: str, seed: int, kills: int) -> None:
        with scope.as_system():
            campaign = Campaign.objects.select_related("county").order_by("pk").first()
        assert campaign is not None
        self._say(f"种子 {seed}，负载 {os.getloadavg()[0]:.1f}")
        try:
            with soak.soaking(campaign, database=name, broker=broker, seed=seed) as running:
                self._say(f"未受干扰的一次 {running.length:.2f} 秒")
                for number in range(kills):
                    one = running.kill(soak.TARGETS[number % len(soak.TARGETS)])
                    self._say(
                        f"  {number + 1:>3} {one.target:<6} {one.delay:5.2f} 秒后，{one.phase}，"
                        f"试了 {one.tries} 次，{one.seconds:.1f} 秒"
                    )
        except soak.Broken as fault:
            raise CommandError(f"种子 {seed}：{fault}") from None
        phases = "，".join(f"{phase} {n}" for phase, n in running.phases().items())
        self._say(
            f"{kills}/{kills} 次结果相同；读者看了 {running.looks} 次，0 次见到半份（{phases}）"
        )

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
