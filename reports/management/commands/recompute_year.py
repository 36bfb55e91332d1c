"""Compute published results again from their snapshots and say whether they come out the same."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import scope
from reports.models import ScoringRun
from reports.recomputing import recompute


class Command(BaseCommand):
    """``manage.py recompute_year 2026 [--county CODE]``: exits with an error where anything
    differs."""

    help = "Recompute the published results of a year from their snapshots."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--county", type=int, help="code of one county")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every published and corrected result of the year."""
        with scope.as_system() as system:
            runs = ScoringRun.objects.filter(
                campaign__year=options["year"], stage__in=["published", "corrected"]
            )
            if options["county"]:
                runs = runs.filter(county_id=options["county"])
            runs = runs.select_related("county").defer("frozen").order_by("county_id", "pk")
            found = [(run, recompute(run=run, by=system)) for run in runs]
        if not found:
            raise CommandError("没有已公布的结果。")
        for run, again in found:
            word = "一致" if again.same else f"有 {again.count} 处不同"
            self.stdout.write(
                f"{run.county.name} {run.snapshot} {run.get_stage_display()}：{word}，"
                f"{again.sheets} 份 {again.lines} 项，校验码 {again.again[:16]}，"
                f"{again.seconds:.2f} 秒"
            )
            for one in again.differences:
                self.stdout.write(f"  {one.unit} {one.code} {one.what}：{one.kept} → {one.again}")
        if not all(again.same for _run, again in found):
            raise CommandError("核验不一致。")
