"""Bring every encrypted field under the first key of FIELD_KEYS."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import rotation, vault


class Command(BaseCommand):
    """Online and restartable: stop it at any moment and run it again; readers are not disturbed
    (reliability C2)."""

    help = "把所有加密字段换成 FIELD_KEYS 里的第一把钥匙（可随时中断，再运行会接着做）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=rotation.BATCH, help="每批行数")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch"] < 1:
            raise CommandError("每批至少 1 行。")
        self.stdout.write(f"当前钥匙：{vault.current().name}（{vault.current().algorithm}）")
        start, total = time.monotonic(), 0
        tables = rotation.sealed_tables()
        try:
            for sealed in tables:
                total += self._table(sealed, options["batch"])
        except rotation.Stuck as where:
            words = "用现有的钥匙都打不开，请把旧钥匙加回 FIELD_KEYS。"
            raise CommandError(f"{where} {words}") from None
        left = sum(map(rotation.pending, tables))
        seconds = time.monotonic() - start
        self.stdout.write(f"换好 {total} 行，用时 {seconds:.1f} 秒；旧钥匙下还有 {left} 行。")
        if left:
            raise CommandError("还有记录没有换完，请再运行一次。")
        self.stdout.write("可以从 FIELD_KEYS 里去掉旧钥匙了（先确认备份也不再需要它）。")

    def _table(self, sealed: rotation.Sealed, batch: int) -> int:
        wanted, done = rotation.pending(sealed), 0
        if not wanted:
            return 0
        for count in rotation.rotate(sealed, batch):
            done += count
            self.stdout.write(f"  {sealed.table}：{done}/{wanted}")
            self.stdout.flush()
        return done
