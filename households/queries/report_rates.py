"""完整率 and 及时率 by unit, by month and by cadence: one grouped query, what is due only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractMonth
from django.utils import timezone

from accounts.models import User
from campaigns.models import Division, Level
from households.models import Cadence, ExpectedReport, Timing
from households.queries.grid_parts import Tally


@dataclass(slots=True)
class Line:
    """A unit or a month, with a tally by cadence."""

    key: int
    name: str
    tallies: dict[str, Tally]

    @property
    def even(self) -> Decimal | None:
        """Timeliness with every cadence that is owed weighing the same, so that eight daily
        reports do not drown a month's (K14); None where nothing is owed."""
        rates = [t.timeliness for t in self.tallies.values() if t.timeliness is not None]
        return sum(rates, Decimal()) / len(rates) if rates else None


@dataclass(slots=True)
class Rates:
    """By unit, by month, and all together; cadences in use."""

    root: Division
    year: int
    cadences: list[Cadence]
    units: list[Line]
    months: list[Line]
    total: Line


def report_rates(user: User, root: Division, year: int, now: datetime | None = None) -> Rates:
    """What was due under `root` in `year` as of `now`; two queries whatever the size."""
    now = now or timezone.now()
    by_village = root.level >= Level.TOWNSHIP
    width = 1 if by_village else 1000
    parts = {t.value: Count("id", filter=Q(timing=t.value)) for t in Timing}
    rows = (
        ExpectedReport.objects.for_case_roles(user)
        .under(root)
        .of_year(year)
        .filter(period__village_due__lt=now)
        .with_state(now)
        .annotate(unit=F("village_id") / width * width, month=ExtractMonth("period__starts"))
        .order_by()
        .values("unit", "month", "period__cadence")
        .annotate(
            expected=Count("id"),
            untrue=Count("id", filter=Q(live__untrue_at__isnull=False) & ~Q(timing=Timing.EXEMPT)),
            **parts,
        )
    )
    return _grouped(root, year, list(rows))


def _grouped(root: Division, year: int, rows: list[Any]) -> Rates:
    units: dict[int, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    months: dict[int, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    total: dict[str, Tally] = defaultdict(Tally)
    for row in rows:
        unit, month, cadence = row["unit"], row["month"], row["period__cadence"]
        tally = Tally(**{f.name: row[f.name] for f in fields(Tally)})
        units[unit][cadence] += tally
        months[month][cadence] += tally
        total[cadence] += tally
    names = dict(Division.objects.filter(code__in=list(units)).values_list("code", "name"))
    return Rates(
        root=root,
        year=year,
        cadences=[c for c in Cadence if c in total],
        units=[Line(code, names[code], dict(units[code])) for code in sorted(units)],
        months=[Line(m, f"{m}月", dict(months[m])) for m in sorted(months)],
        total=Line(root.code, root.name, dict(total)),
    )
