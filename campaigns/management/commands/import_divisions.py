"""Import a list of divisions: manage.py import_divisions FILE[.gz] [--under CODE]."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaigns.importing.csv_text import BadFile
from campaigns.importing.divisions import import_divisions


class Command(BaseCommand):
    """Refuses a bad file whole, with line and reason, and exit code 1."""

    help = "导入区划代码表（CSV：code,name；UTF-8 或 GBK，可为 .gz），可重复运行"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV 文件，或其 .gz")
        parser.add_argument("--under", type=int, help="只导入这个代码及其下级（连同上级链）")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            done = import_divisions(options["file"], options["under"])
        except BadFile as refusal:
            raise CommandError(f"没有导入：{refusal}") from None
        self.stdout.write(f"区划：新增 {done.added}，更新 {done.changed}，不变 {done.unchanged}。")
        if options["verbosity"] >= 2:
            self.stdout.write(f"用时 {time.monotonic() - began:.1f} 秒，内存峰值 {peak_mb()} MB。")


def peak_mb() -> int:
    """Peak resident memory of this process in MB (ru_maxrss is in KB, on macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak // (1 << 20 if sys.platform == "darwin" else 1 << 10))
