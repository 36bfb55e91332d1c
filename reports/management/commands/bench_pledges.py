"""Measure the year's cascade: pledges issued down the tree, printed as a job, and the household
letters of a whole county printed village by village, in a database of its own."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pikepdf
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Max, Sum

from accounts import jobs, scope
from campaigns import printing
from campaigns.models import Campaign, Division, Pledge, PledgePrint
from campaigns.transitions.pledge import issue_all
from campaigns.transitions.pledge_print import ask_print
from households import letters
from households.models import Household, LetterPart, LetterPrint
from households.queries.pledge import letter_text
from households.transitions.letter import ask_letters
from reports.bench import database, pledges

T = TypeVar("T")
ORIGIN = "https://anjia.example"


class Command(BaseCommand):
    """Makes the county, issues, prints, drops the database."""

    help = "在自己的测速库里逐级下发责任状，批量打印责任状和家庭承诺书，报告用时和内存"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--villages", type=int, default=402, help="村数")
        parser.add_argument("--homes", type=int, default=100_000, help="户数")
        parser.add_argument("--baseline", type=int, default=2000, help="基准用多少页")
        parser.add_argument("--database", default=f"{database.NAME}_pledges", help="测速库的名字")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["database"]
        if not 1 <= options["villages"] <= 1000 or options["homes"] < options["villages"]:
            raise CommandError("村数应在1至1000之间，户数不少于村数。")
        with database.lent(name):
            database.prepare(name)
            with database.connected(name), jobs.unrung():
                self._measure(options)

    def _measure(self, options: dict[str, Any]) -> None:
        self._say(f"系统负载 {os.getloadavg()[0]:.1f}（{os.cpu_count()} 核）")
        with scope.as_system():
            boss, towns, campaign = pledges.build(options["villages"], options["homes"])
            county = campaign.county
        self._memory()
        issued, _ = self._timed("逐级下发", lambda: self._issue(county, boss, towns, campaign))
        self._say(f"  {issued} 份责任状，{options['homes']:,} 户家庭")
        self._print(county, boss, campaign)
        self._letters(county, boss, campaign, options["baseline"])

    def _issue(self, county: Division, boss: Any, towns: dict[int, Any], year: Campaign) -> int:
        with scope.opened(boss):
            made = issue_all(campaign=year, issuer=county, by=boss, issuer_signatory="甲方")
        for code, officer in towns.items():
            with scope.opened(officer):
                town = Division.objects.get(pk=code)
                made += issue_all(campaign=year, issuer=town, by=officer, issuer_signatory="甲方")
        return made

    def _print(self, county: Division, boss: Any, campaign: Campaign) -> None:
        with scope.opened(boss):
            job = ask_print(campaign=campaign, place=county, origin=ORIGIN, by=boss)
        _done, seconds = self._timed("责任状批量打印（作业）", lambda: printing.draw(job.pk))
        with scope.as_system():
            row = PledgePrint.objects.get(pk=job.pk)
            if row.state != "done" or row.papers != Pledge.objects.count():
                raise CommandError(f"责任状没有印完：{row.state} {row.error}")
        self._say(
            f"  {row.papers} 份 {row.pages} 页，{row.pages / seconds:.1f} 页/秒，"
            f"{row.size / 1024**2:.1f} MB"
        )
        self._memory()

    def _letters(self, county: Division, boss: Any, campaign: Campaign, pages: int) -> None:
        plain = self._baseline(boss, campaign, pages)
        with scope.opened(boss):
            job = ask_letters(campaign=campaign, place=county, origin=ORIGIN, by=boss)
        _done, seconds = self._timed("承诺书批量打印（作业）", lambda: letters.draw(job.pk))
        with scope.as_system():
            row = LetterPrint.objects.get(pk=job.pk)
            made = LetterPart.objects.aggregate(whole=Sum("size"), most=Max("size"))
            parts, homes = LetterPart.objects.count(), Household.objects.count()
        if row.state != "done" or row.letters != homes:
            raise CommandError(f"承诺书没有印完：{row.state} {row.error} {row.letters}/{homes}")
        rate = row.letters / seconds
        self._say(
            f"  {row.letters:,} 份（页），{parts} 个村文件，{rate:.0f} 页/秒，"
            f"共 {made['whole'] / 1024**2:.1f} MB，最大一份 {made['most'] / 1024:.0f} KB"
        )
        self._say(f"  每页用时是只复制底页的 {plain / rate:.1f} 倍")
        self._memory()

    def _memory(self) -> None:
        """The most the process of the job, and any of its children, have held so far."""
        own, child = (
            resource.getrusage(who).ru_maxrss / 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        self._say(f"  内存最多：作业进程 {own:.0f} MB，绘图子进程 {child:.0f} MB")

    def _baseline(self, boss: Any, campaign: Campaign, pages: int) -> float:
        """Pages a second of copying the drawn letter with pikepdf and nothing on it."""
        with scope.opened(boss), tempfile.TemporaryDirectory(prefix="anjia-bench-") as name:
            text = letter_text(boss, campaign)
            assert text is not None  # published above
            background = letters.draw_background(text, ORIGIN, Path(name))
            _made, seconds = self._timed(
                f"基准：把底页复制 {pages} 页存盘", lambda: _copied(background, pages)
            )
        return pages / seconds

    def _timed(self, what: str, do: Callable[[], T]) -> tuple[T, float]:
        start = time.perf_counter()
        made = do()
        seconds = time.perf_counter() - start
        self._say(f"{what}：{seconds:.2f} 秒")
        return made, seconds

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _copied(background: Path, pages: int) -> int:
    with pikepdf.Pdf.new() as pdf, pikepdf.Pdf.open(background) as source:
        for _ in range(pages):
            pdf.pages.append(source.pages[0])
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.tell()
