"""Ask for the year's scoring, wait for Celery, and say where the report lies."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import scope
from campaigns.models import Campaign
from reports.demo.scores import finish_year
from reports.models import Document, ScoringRun
from reports.transitions.run import ask_for_run

POLL_SECONDS = 0.3


class Command(BaseCommand):
    """Rings Celery and only watches: the work is the worker's."""

    help = "把年终考核作为后台任务运行，显示进度，完成后生成报告"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, help="年度，默认最近一年")
        parser.add_argument("--wait", action="store_true", help="等到报告生成")
        parser.add_argument("--timeout", type=int, default=600, help="最多等几秒")

    def handle(self, *args: Any, **options: Any) -> None:
        self.deadline = time.monotonic() + options["timeout"]
        with scope.as_system():
            campaigns = Campaign.objects.select_related("county").order_by("-year")
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
        with scope.as_system():
            made = Document.objects.get(pk=document.pk)
        self.stdout.write(f"报告：{settings.MEDIA_ROOT / made.file}（{made.pages} 页）")

    def _run(self, campaign: Campaign) -> ScoringRun:
        with scope.as_system() as system:
            done = ScoringRun.objects.filter(campaign=campaign).exclude(state="failed").first()
            return done or ask_for_run(campaign=campaign, by=system)

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
