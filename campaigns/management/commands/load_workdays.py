"""Load the holidays and make-up working days shipped with the product."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from campaigns.models import WorkdayException

DATA = Path(__file__).parents[2] / "data"


class Command(BaseCommand):
    """May run any number of times; a year's days are replaced by the file's."""

    help = "装入节假日和调休上班日（campaigns/data/workdays-年.csv），可重复运行"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="*", type=Path, help="CSV：day,is_workday,name")

    def handle(self, *args: Any, **options: Any) -> None:
        files = options["file"] or sorted(DATA.glob("workdays-*.csv"))
        for path in files:
            self.stdout.write(f"{path.name}：{load(path)} 天。")


@transaction.atomic
def load(path: Path) -> int:
    """Write the days of one file; returns how many."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = [
                WorkdayException(
                    day=date.fromisoformat(row["day"]),
                    is_workday={"0": False, "1": True}[row["is_workday"]],
                    name=row["name"],
                )
                for row in csv.DictReader(lines)
            ]
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise CommandError(f"{path.name} 读不出来：{error}") from None
    WorkdayException.objects.filter(day__year__in={r.day.year for r in rows}).delete()
    return len(WorkdayException.objects.bulk_create(rows))
