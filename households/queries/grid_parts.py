"""What a grid of reports is made of: counts, one unit in one period, a unit's row, a column."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.templatetags.words import zh_day, zh_time
from campaigns.models import Division, Level
from households.models import Cadence, CellState, Show

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
