"""The grid of villages (or townships) by periods of one cadence, set-based: three queries for
any size."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.templatetags.words import zh_day, zh_time
from campaigns.models import Division, Level
from households.models import (
    Cadence,
    CellState,
    Contradiction,
    ExpectedReport,
    Show,
    Timing,
)
from households.models.expected import ExpectedReportQuerySet

NOTHING_OWED = "na"
# A month's timeliness below this is shown in red; a product default.
TIMELY_TARGET = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of expected reports; on_time + late + missing + pending + exempt = expected always,
    and untrue is counted apart, inside on_time and late."""

    expected: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    pending: int = 0
    exempt: int = 0
    untrue: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def filed(self) -> int:
        """Reports that are there, on time or late."""
        return self.on_time + self.late

    @property
    def owed(self) -> int:
        """What counts in a rate: everything expected that is not exempt."""
        return self.expected - self.exempt

    @property
    def completeness(self) -> Decimal | None:
        """完整率, filed ÷ owed between 0 and 1; None where nothing is owed (K2)."""
        return Decimal(self.filed) / self.owed if self.owed else None

    @property
    def timeliness(self) -> Decimal | None:
        """及时率, on time ÷ owed between 0 and 1; None where nothing is owed (K2)."""
        return Decimal(self.on_time) / self.owed if self.owed else None

    @property
    def untimely(self) -> bool:
        """Timeliness below the target."""
        return self.timeliness is not None and self.timeliness < TIMELY_TARGET


@dataclass(slots=True)
class Cell:
    """One unit in one period. kind: a CellState, or "na" where nothing is owed; count: hazards
    found; closed: the due instant has passed; doubted: something stands against its nil and is
    not decided; url and chosen are for the page."""

    unit: str
    code: int
    starts: date
    label: str
    kind: str = NOTHING_OWED
    tally: Tally = Tally()
    closed: bool = False
    due: datetime | None = None
    count: int | None = None
    filed_at: datetime | None = None
    late: bool = False
    doubted: bool = False
    report: UUID | None = None
    period: int | None = None
    url: str | None = None
    chosen: bool = False

    @property
    def month(self) -> int:
        """The month it begins in."""
        return self.starts.month

    @property
    def sentence(self) -> str:
        """前六段村 10月，零报告，10月24日上报."""
        return f"{self.unit} {self.label}，{self.state_words}{self._when()}"

    @property
    def state_words(self) -> str:
        """The state in words."""
        if self.kind == NOTHING_OWED:
            return _("没有应报")
        words = str(CellState(self.kind).label)
        if self.kind in {CellState.AMENDED, CellState.UNTRUE} and self.late:
            words = _("迟报，%(state)s") % {"state": words}
        if self.doubted:
            words = _("%(state)s，待核定") % {"state": words}
        return _("%(state)s %(n)d 件") % {"state": words, "n": self.count} if self.count else words

    def _when(self) -> str:
        if self.filed_at:
            return _("，%(day)s上报") % {"day": zh_day(self.filed_at)}
        if self.due and self.kind in {CellState.MISSING, CellState.OPEN}:
            return _("，应于%(day)s %(time)s前上报") % {
                "day": zh_day(self.due),
                "time": zh_time(self.due),
            }
        return ""


@dataclass(slots=True)
class Row:
    """A unit's periods. total: all; closed: those whose due instant has passed, the base of its
    rates."""

    division: Division
    cells: list[Cell]

    @property
    def total(self) -> Tally:
        """All months opened so far."""
        return sum((c.tally for c in self.cells), Tally())

    @property
    def closed(self) -> Tally:
        """Months past their due instant."""
        return sum((c.tally for c in self.cells if c.closed), Tally())


@dataclass(slots=True)
class Month:
    """A column, one period: tally of all units; closed as in Cell; now: it holds the day."""

    starts: date
    label: str
    tally: Tally
    closed: bool
    now: bool
    period: int | None = None

    @property
    def number(self) -> int:
        """The month it begins in."""
        return self.starts.month


@dataclass(slots=True)
class Grid:
    """Rows of villages under a township, of townships under a county."""

    root: Division
    year: int
    level: Level
    rows: list[Row]
    months: list[Month]
    cadence: Cadence = Cadence.MONTH
    month: int | None = None

    @property
    def total(self) -> Tally:
        """The unit's year, every month opened so far."""
        return sum((m.tally for m in self.months), Tally())

    @property
    def closed(self) -> Tally:
        """The unit's year up to the last month past due."""
        return sum((m.tally for m in self.months if m.closed), Tally())

    @property
    def by_village(self) -> bool:
        """Whether rows are villages."""
        return self.level == Level.VILLAGE

    def narrowed(self, show: str) -> list[Row]:
        """Rows that have at least one cell of one Show."""
        return [row for row in self.rows if any(_matches(cell, show) for cell in row.cells)]


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


def _matches(cell: Cell, show: str) -> bool:
    tally, kind = cell.tally, cell.kind
    return {
        Show.FILED: tally.filed > 0,
        Show.MISSING: tally.missing > 0,
        Show.OPEN: kind == CellState.OPEN,
        Show.ON_TIME: tally.on_time > 0,
        Show.LATE: tally.late > 0,
        Show.FOUND: kind in {CellState.FOUND, CellState.LATE_FOUND} or bool(cell.count),
        Show.RETURNED: kind == CellState.RETURNED,
        Show.EXEMPT: tally.exempt > 0,
        Show.OWED: tally.owed > 0,
        Show.AMENDED: kind == CellState.AMENDED,
        Show.UNTRUE: tally.untrue > 0,
    }[Show(show)]
