"""The grid of villages (or townships) by months, set-based: two queries for any size."""

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
from households.models import CellState, ExpectedReport, Show, Timing
from households.models.period import ExpectedReportQuerySet

NOTHING_OWED = "na"
# A month's timeliness below this is shown in red; a product default.
TIMELY_TARGET = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of expected reports; on_time + late + missing + pending = expected always, and
    untrue is counted apart, inside on_time and late."""

    expected: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    pending: int = 0
    untrue: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def filed(self) -> int:
        """Reports that are there, on time or late."""
        return self.on_time + self.late

    @property
    def completeness(self) -> Decimal | None:
        """完整率, filed ÷ expected between 0 and 1; None where nothing is expected."""
        return Decimal(self.filed) / self.expected if self.expected else None

    @property
    def timeliness(self) -> Decimal | None:
        """及时率, on time ÷ expected between 0 and 1; None where nothing is expected."""
        return Decimal(self.on_time) / self.expected if self.expected else None

    @property
    def untimely(self) -> bool:
        """Timeliness below the target."""
        return self.timeliness is not None and self.timeliness < TIMELY_TARGET


@dataclass(slots=True)
class Cell:
    """One unit in one month. kind: a CellState, or "na" where nothing is owed; count: hazards
    found; closed: the due instant has passed; url and chosen are for the page."""

    unit: str
    code: int
    month: int
    kind: str = NOTHING_OWED
    tally: Tally = Tally()
    closed: bool = False
    due: datetime | None = None
    count: int | None = None
    filed_at: datetime | None = None
    late: bool = False
    report: UUID | None = None
    url: str | None = None
    chosen: bool = False

    @property
    def sentence(self) -> str:
        """前六段村 10月，零报告，10月24日上报."""
        return f"{self.unit} {self.month}月，{self.state_words}{self._when()}"

    @property
    def state_words(self) -> str:
        """The state in words."""
        if self.kind == NOTHING_OWED:
            return _("没有应报")
        words = str(CellState(self.kind).label)
        if self.kind in {CellState.AMENDED, CellState.UNTRUE} and self.late:
            words = _("迟报，%(state)s") % {"state": words}
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
    """A unit's year. total: all months; closed: months whose due instant has passed, the base
    of its rates."""

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
    """A column: tally of all units; closed as in Cell; now: the month of the day."""

    number: int
    tally: Tally
    closed: bool
    now: bool

    @property
    def label(self) -> str:
        """11月."""
        return f"{self.number}月"


@dataclass(slots=True)
class Grid:
    """Rows of villages under a township, of townships under a county."""

    root: Division
    year: int
    level: Level
    rows: list[Row]
    months: list[Month]

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


def report_cells(user: User, root: Division, year: int, now: datetime | None = None) -> Grid:
    """The year's grid under `root` as of `now`: villages of a township (or a village alone),
    townships of a county. Two queries, whatever the size (domain C4, features 16)."""
    now = now or timezone.now()
    level = Level.VILLAGE if root.level >= Level.TOWNSHIP else Level.TOWNSHIP
    owed = ExpectedReport.objects.for_case_roles(user).under(root).of_year(year).with_state(now)
    facts = _village_facts(owed) if level == Level.VILLAGE else _township_facts(owed)
    known = {(f["unit"], f["period__starts"].month): f for f in facts}
    rows = [
        Row(d, [_cell(d, year, m, known.get((d.code, m)), now) for m in range(1, 13)])
        for d in _units(root, level, {unit for unit, _month in known}, timezone.localdate(now))
    ]
    return Grid(root, year, level, rows, [_month(rows, year, m, now) for m in range(1, 13)])


def _village_facts(owed: ExpectedReportQuerySet) -> list[dict[str, Any]]:
    values = owed.values(  # type: ignore[misc]  # names of with_state
        "period__starts",
        "period__village_due",
        "timing",
        "state",
        unit=F("village_id"),
        found=F("live__found"),
        uid=F("live__uid"),
        filed_at=F("live__first_received_at"),
        untrue_at=F("live__untrue_at"),
    )
    return [
        f | {"expected": 1, f["timing"]: 1, "untrue": int(f["untrue_at"] is not None)}
        for f in values
    ]


def _township_facts(owed: ExpectedReportQuerySet) -> list[dict[str, Any]]:
    parts = {t.value: Count("id", filter=Q(timing=t.value)) for t in Timing}
    return list(
        owed.annotate(unit=F("village_id") / 1000 * 1000)
        .order_by()
        .values("unit", "period__starts", "period__village_due")
        .annotate(
            expected=Count("id"),
            untrue=Count("id", filter=Q(live__untrue_at__isnull=False)),
            **parts,
        )
    )


def _units(root: Division, level: Level, owing: set[int], today: date) -> list[Division]:
    """Units of the tree of today, and those that owed a report before they ended."""
    valid = Q(valid_to__isnull=True) | Q(valid_to__gt=today)
    return list(Division.objects.below(root, level).filter(valid | Q(code__in=owing)))


def _cell(
    unit: Division, year: int, month: int, fact: dict[str, Any] | None, now: datetime
) -> Cell:
    cell = Cell(unit=unit.name, code=unit.code, month=month)
    if fact is None:
        if date(year, month, 1) > timezone.localdate(now):
            cell.kind = CellState.NOT_DUE
        return cell
    cell.tally = Tally(**{f.name: fact.get(f.name, 0) for f in fields(Tally)})
    cell.due = fact["period__village_due"]
    cell.closed = fact["period__village_due"] < now
    cell.kind = fact.get("state", CellState.OPEN if cell.tally.pending else CellState.NOT_DUE)
    cell.count, cell.report = fact.get("found"), fact.get("uid")
    cell.filed_at = fact.get("filed_at")
    cell.late = fact.get("timing") == Timing.LATE
    return cell


def _month(rows: list[Row], year: int, month: int, now: datetime) -> Month:
    cells = [row.cells[month - 1] for row in rows]
    today = timezone.localdate(now)
    return Month(
        number=month,
        tally=sum((c.tally for c in cells), Tally()),
        closed=any(c.closed for c in cells),
        now=(today.year, today.month) == (year, month),
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
        Show.AMENDED: kind == CellState.AMENDED,
        Show.UNTRUE: tally.untrue > 0,
    }[Show(show)]
