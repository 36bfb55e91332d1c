"""The grid of villages (or townships) by periods of one cadence, set-based: three queries for
any size."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from accounts.models import User
from campaigns.models import Division, Level
from households.models import (
    Cadence,
    CellState,
    Contradiction,
    ExpectedReport,
    Timing,
)
from households.models.expected import ExpectedReportQuerySet
from households.queries.grid_parts import Cell, Grid, Month, Row, Tally


def report_cells(
    user: User,
    root: Division,
    year: int,
    now: datetime | None = None,
    *,
    cadence: Cadence = Cadence.MONTH,
    month: int | None = None,
) -> Grid:
    """The grid under `root` as of `now`: villages of a township (or a village alone), townships
    of a county; one cadence of the year, or of one month. Three queries, whatever the size
    (domain C4, features 16)."""
    now = now or timezone.now()
    level = Level.VILLAGE if root.level >= Level.TOWNSHIP else Level.TOWNSHIP
    owed = ExpectedReport.objects.for_case_roles(user).under(root).of_year(year)
    owed = owed.filter(period__cadence=cadence)
    if month is not None:
        owed = owed.filter(period__starts__month=month)
    owed = owed.with_state(now)
    facts = _village_facts(owed) if level == Level.VILLAGE else _township_facts(owed)
    known = {(f["unit"], f["period__starts"]): f for f in facts}
    columns = _columns(facts, cadence, year, month)
    doubts = _doubts(user, root, year) if level == Level.VILLAGE else set()
    rows = [
        Row(d, [_cell(d, starts, label, known, doubts, now) for starts, label in columns])
        for d in _units(root, level, {unit for unit, _starts in known}, timezone.localdate(now))
    ]
    ends = {f["period__starts"]: (f["period__ends"], f["period__id"]) for f in facts}
    months = [_month(rows, i, column, ends, now) for i, column in enumerate(columns)]
    return Grid(root, year, level, rows, months, cadence, month)


def _columns(
    facts: list[dict[str, Any]], cadence: Cadence, year: int, month: int | None
) -> list[tuple[date, str]]:
    """(first day, label) of the periods shown: all months of a year, else those opened."""
    if cadence == Cadence.MONTH:
        starts = [date(year, m, 1) for m in range(1, 13) if month in (None, m)]
        return [(day, f"{day.month}月") for day in starts]
    seen = {f["period__starts"]: f["period__ends"] for f in facts}
    return [(day, cadence.name_of(day, seen[day])) for day in sorted(seen)]


def _doubts(user: User, root: Division, year: int) -> set[tuple[int, date]]:
    """(village, first day) of nil reports something stands against, as far as `user` may know."""
    rows = Contradiction.objects.visible_to(user).open()
    rows = rows.filter(village_id__gte=root.code, village_id__lt=root.end)
    found = rows.filter(period__starts__year=year).values_list("village_id", "period__starts")
    return set(found.distinct().order_by())


PERIOD = ("period__id", "period__starts", "period__ends", "period__village_due")


def _village_facts(owed: ExpectedReportQuerySet) -> list[dict[str, Any]]:
    values = owed.values(
        *PERIOD,
        "timing",
        "state",
        unit=F("village_id"),
        found=F("live__found"),
        uid=F("live__uid"),
        filed_at=F("live__first_received_at"),
        untrue_at=F("live__untrue_at"),
    )
    return [f | {"expected": 1, f["timing"]: 1, "untrue": _untrue(f)} for f in values]


def _untrue(fact: dict[str, Any]) -> int:
    return int(fact["untrue_at"] is not None and fact["timing"] != Timing.EXEMPT)


def _township_facts(owed: ExpectedReportQuerySet) -> list[dict[str, Any]]:
    parts = {t.value: Count("id", filter=Q(timing=t.value)) for t in Timing}
    untrue = Q(live__untrue_at__isnull=False) & ~Q(timing=Timing.EXEMPT)
    return list(
        owed.annotate(unit=F("village_id") / 1000 * 1000)
        .order_by()
        .values("unit", *PERIOD)
        .annotate(expected=Count("id"), untrue=Count("id", filter=untrue), **parts)
    )


def _units(root: Division, level: Level, owing: set[int], today: date) -> list[Division]:
    """Units of the tree of today, and those that owed a report before they ended."""
    valid = Q(valid_to__isnull=True) | Q(valid_to__gt=today)
    return list(Division.objects.below(root, level).filter(valid | Q(code__in=owing)))


def _cell(
    unit: Division,
    starts: date,
    label: str,
    known: dict[tuple[int, date], dict[str, Any]],
    doubts: set[tuple[int, date]],
    now: datetime,
) -> Cell:
    cell = Cell(unit=unit.name, code=unit.code, starts=starts, label=label)
    fact = known.get((unit.code, starts))
    if fact is None:
        if starts > timezone.localdate(now):
            cell.kind = CellState.NOT_DUE
        return cell
    cell.tally = Tally(**{f.name: fact.get(f.name, 0) for f in fields(Tally)})
    cell.due, cell.period = fact["period__village_due"], fact["period__id"]
    cell.closed = fact["period__village_due"] < now
    cell.kind = fact.get("state", CellState.OPEN if cell.tally.pending else CellState.NOT_DUE)
    cell.count, cell.report = fact.get("found"), fact.get("uid")
    cell.filed_at = fact.get("filed_at")
    cell.late = fact.get("timing") == Timing.LATE
    cell.doubted = (unit.code, starts) in doubts
    return cell


def _month(
    rows: list[Row],
    index: int,
    column: tuple[date, str],
    periods: dict[date, tuple[date, int]],
    now: datetime,
) -> Month:
    cells = [row.cells[index] for row in rows]
    starts, label = column
    ends, period = periods.get(starts, (Cadence.MONTH.window(starts)[1], None))
    return Month(
        starts=starts,
        label=label,
        tally=sum((c.tally for c in cells), Tally()),
        closed=any(c.closed for c in cells),
        now=starts <= timezone.localdate(now) <= ends,
        period=period,
    )
