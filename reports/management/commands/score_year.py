"""Ask for the year's scoring, wait for Celery, and say where the report lies."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import scope
from accounts.refusals import Refusal
from campaigns.models import Campaign, Division
from reports.demo import above, papers
from reports.demo.scores import finish_year
from reports.models import Document, ScoringBatch, ScoringRun
from reports.rollup import told
from reports.transitions.batch import ask_for_batch
from reports.transitions.batch_close import progress_of
from reports.transitions.run import ask_for_run

POLL_SECONDS = 0.3


class Command(BaseCommand):
    """Rings Celery and only watches: the work is the worker's."""

    help = "把年终考核作为后台任务运行，显示进度，完成后生成报告"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, help="年度，默认最近一年")
        parser.add_argument("--wait", action="store_true", help="等到报告生成")
        parser.add_argument("--timeout", type=int, default=600, help="最多等几秒")
        parser.add_argument("--under", type=int, help="市或省的12位代码：其下各县各算一次，再汇总")

    def handle(self, *args: Any, **options: Any) -> None:
        self.deadline = time.monotonic() + options["timeout"]
        if options["under"]:
            self._batch(options["under"], options["year"], wait=options["wait"])
            return
        with scope.as_system():
            campaigns = Campaign.objects.select_related("county").order_by("-year", "county_id")
            if options["year"]:
                campaigns = campaigns.filter(year=options["year"])
            campaign = campaigns.first()
        if campaign is None:
            raise CommandError("还没有开展年度活动，没有可考核的数据。")
        run = self._run(campaign)
        if not options["wait"]:
            return
        self._watch(ScoringRun, run.pk, "考核计算")
        document = finish_year(run.pk) if settings.DEMO_DATA else None
        if document is None:
            self.stdout.write("考核计算已完成，请平安办复核、签字、公布后生成报告。")
            return
        self._watch(Document, document.pk, "绘制报告")
        papers.play(document, lambda paper: self._watch(Document, paper.pk, "绘制文书"))
        batch = above.ask(campaign.year)
        if batch is not None:
            self._watch_batch(batch.pk)
        with scope.as_system():
            made = Document.objects.get(pk=document.pk)
        self.stdout.write(f"报告：{settings.MEDIA_ROOT / made.file}（{made.pages} 页）")

    def _run(self, campaign: Campaign) -> ScoringRun:
        with scope.as_system() as system:
            done = ScoringRun.objects.filter(campaign=campaign).exclude(state="failed").first()
            return done or ask_for_run(campaign=campaign, by=system)

    def _batch(self, code: int, year: int | None, *, wait: bool) -> None:
        """All counties below a city or a province, each a job of its own, then the roll-up."""
        if not year:
            raise CommandError("成片计算要写 --year。")
        with scope.as_system() as system:
            place = Division.objects.filter(code=code).first()
            if place is None:
                raise CommandError(f"没有代码为 {code} 的区划。")
            open_one = ScoringBatch.objects.filter(place=place, year=year, state="queued").first()
            try:
                batch = open_one or ask_for_batch(place=place, year=year, by=system)
            except Refusal as refusal:
                raise CommandError(str(refusal)) from None
            self._say_counties(batch)
        if wait:
            self._watch_batch(batch.pk)

    def _say_counties(self, batch: ScoringBatch) -> None:
        done, total = progress_of(batch)
        self.stdout.write(
            f"{batch.place.name}{batch.year}年度：{total} 个县（市、区），已结束 {done}"
        )
        for one in batch.counties.filter(run=None).select_related("county"):
            self.stdout.write(f"  {one.county.name}：{one.refusal}")

    def _watch_batch(self, pk: int) -> None:
        said = (-1, -1)
        while True:
            with scope.as_system():
                batch = ScoringBatch.objects.get(pk=pk)
                now = progress_of(batch)
            if now != said:
                self.stdout.write(f"成片计算 {now[0]}/{now[1]}")
                self.stdout.flush()
                said = now
            if batch.state == ScoringBatch.State.DONE:
                break
            if batch.state == ScoringBatch.State.FAILED:
                raise CommandError(f"成片计算没有完成：{batch.error}")
            if time.monotonic() > self.deadline:
                raise CommandError("成片计算等了太久，请看后台任务的日志。")
            time.sleep(POLL_SECONDS)
        for line in told(batch.frozen):
            self.stdout.write(line)

    def _watch(self, model: type[ScoringRun] | type[Document], pk: int, title: str) -> None:
        said = ""
        while True:
            with scope.as_system():
                job = model.objects.get(pk=pk)
            line = f"{title} {job.done}/{job.total or '…'} {job.message or '等待后台'}"
            if line != said:
                self.stdout.write(line)
                self.stdout.flush()
                said = line
            if job.state == ScoringRun.State.DONE:
                return
            if job.state == ScoringRun.State.FAILED:
                raise CommandError(f"{title}没有完成：{job.error}")
            if time.monotonic() > self.deadline:
                raise CommandError(f"{title}等了太久，请看后台任务的日志。")
            time.sleep(POLL_SECONDS)
