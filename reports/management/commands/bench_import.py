"""Measure the import of a county's roster, phase by phase, in a database of its own."""

from __future__ import annotations

import io
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from accounts import jobs, scope
from campaigns.models import Division, Sheet
from campaigns.sheets.faults import LARGE
from campaigns.sheets.kinds import kind_of
from campaigns.sheets.package import check_package
from campaigns.sheets.reading import read_sheets
from campaigns.sheets.work import work
from campaigns.transitions.sheet import confirm_sheet, return_sheet, send_sheet
from households.models import Household, Member
from reports.bench import database, roster

T = TypeVar("T")


class Command(BaseCommand):
    """Makes the database, sends the roster, confirms it, drops the database."""

    help = "在自己的测速库里导入一份全县名册，分步计时，并与直接读同一文件的用时相比"

    plain = 0.0  # CPU seconds of a plain read, once it is measured

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rows", type=int, default=100_000, help="名册的行数")
        parser.add_argument("--database", default=f"{database.NAME}_import", help="测速库的名字")
        parser.add_argument("--return", action="store_true", dest="back", help="也测撤销")
        parser.add_argument("--keep", action="store_true", help="测完保留测速库")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["database"]
        if not 10 <= options["rows"] <= LARGE.rows - 10:
            raise CommandError(f"行数应在10至{LARGE.rows - 10}之间。")
        with database.lent(name, keep=options["keep"]):
            database.prepare(name)
            with database.connected(name), jobs.unrung():
                self._measure(options["rows"], back=options["back"])

    def _measure(self, rows: int, *, back: bool) -> None:
        data = self._timed("写出名册文件（不计入）", lambda: roster.workbook(rows))[0]
        self.stdout.write(f"  {rows:,} 行，{len(data) / 1024**2:.1f} MB")
        worked = _worked()
        plain = self._timed("直接用 openpyxl 只读方式读一遍", lambda: _plain(data))[1]
        self.plain = _worked() - worked
        self._timed("其中：压缩包检查", lambda: check_package(data, LARGE))
        self._timed("其中：子进程读完", lambda: sum(1 for _ in read_sheets(data, LARGE)))
        with scope.as_system():
            officer = roster.places(rows // roster.ROWS_A_VILLAGE + 1)
            place = Division.objects.get(pk=roster.COUNTY)
        sheet, sent = self._timed(
            "上传（检查、加密保存）", lambda: self._send(officer, place, data)
        )
        read = self._timed("读取、核对、保存核对结果", lambda: work(sheet.pk))[1]
        self._require(sheet, "waiting")
        with scope.opened(officer):
            confirm_sheet(sheet, by=officer)
        written = self._timed("写入", lambda: work(sheet.pk))[1]
        self._require(sheet, "written")
        whole = sent + read + written
        with scope.as_system():
            found = (Household.objects.count(), Member.objects.count())
        self.stdout.write(f"合计 {whole:.1f} 秒，是直接读一遍的 {whole / plain:.1f} 倍。")
        self.stdout.write(f"写入 {found[0]:,} 户、{found[1]:,} 人。")
        own, child = (
            resource.getrusage(who).ru_maxrss / 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        self.stdout.write(f"内存最多：本进程 {own:.0f} MB，子进程 {child:.0f} MB。")
        if back:
            with scope.opened(officer):
                return_sheet(sheet, by=officer)
            self._timed("撤销", lambda: work(sheet.pk))
            self._require(sheet, "returned")

    def _send(self, officer: Any, place: Division, data: bytes) -> Sheet:
        with scope.opened(officer):
            return send_sheet(kind=kind_of("roster"), place=place, by=officer, data=data)

    def _require(self, sheet: Sheet, stage: str) -> None:
        with scope.as_system():
            sheet.refresh_from_db()
        if sheet.stage != stage or sheet.wrong:
            raise CommandError(f"没有走到{stage}：{sheet.stage} {sheet.error} {sheet.wrong}")

    def _timed(self, what: str, do: Callable[[], T]) -> tuple[T, float]:
        start, worked, stored = time.perf_counter(), _worked(), _database_worked()
        made = do()
        seconds, worked = time.perf_counter() - start, _worked() - worked
        stored = max(0.0, _database_worked() - stored)
        ratio = "" if not self.plain else f"，是直接读的 {(worked + stored) / self.plain:.1f} 倍"
        self.stdout.write(
            f"  {seconds:8.1f} 秒（CPU {worked:6.1f}，数据库 CPU {stored:6.1f}{ratio}）  {what}"
        )
        self.stdout.flush()
        return made, seconds


def _worked() -> float:
    """CPU seconds of this process and of ended children; the database's are not in it."""
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _database_worked() -> float:
    """CPU seconds of the database's process behind our connection, where it runs on this
    machine; 0 elsewhere."""
    connection.ensure_connection()
    folder = Path("/proc") / str(connection.connection.info.backend_pid)
    try:
        if (folder / "comm").read_text().strip() != "postgres":
            return 0.0
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _plain(data: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))
