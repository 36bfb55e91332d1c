"""The board: units by key duties of a month, in words and colour; no family on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Division, Level
from reports.models import ScoreSheet, ScoringRun
from reports.statistics.counting import summed
from reports.statistics.duties import COLOURS, DUTIES, PARTS, Duty, Light
from reports.statistics.guarding import Hidden, hidden_in
from reports.statistics.reading import Reading, gone
from reports.statistics.table import Statistic
from reports.statistics.tables.results import run_of, sheets_of

# Board parts stand for a table of their own, so that they are counted as tables are.
DUTY_TABLE = Statistic(
    key="board",
    title="",
    about="",
    subject="",
    measure="",
    parts=PARTS,
    lines=lambda scope, values: (),
)


@dataclass(frozen=True)
class Mark:
    """One cell: the light and where its rows are."""

    duty: Duty
    light: Light
    url: str = ""

    @property
    def colour(self) -> str:
        """绿, 黄, 红, 待; for a big screen, where the word of the state is too long."""
        return str(COLOURS[self.light.state])


@dataclass(frozen=True)
class Row:
    """A unit with its marks and its present place."""

    unit: Division
    marks: Sequence[Mark]
    sheet: ScoreSheet | None = None
    url: str = ""

    @property
    def reds(self) -> int:
        """How many duties are not reached."""
        return sum(mark.light.state == "low" for mark in self.marks)


@dataclass(frozen=True)
class Board:
    """Rows below a unit, the unit itself, its numbers, and the run its places come from."""

    reading: Reading
    duties: Sequence[Duty]
    rows: Sequence[Row]
    whole: Row
    sums: Mapping[str, Any]
    run: ScoringRun | None

    def lit(self, state: str) -> int:
        """How many cells are in a state."""
        return sum(mark.light.state == state for row in self.rows for mark in row.marks)


def board(reading: Reading, *, links: bool = True) -> Board:
    """The board of a unit for the month of `reading`; one query for each kind of row."""
    counts = reading.counts(DUTY_TABLE)
    day = reading.days.as_of
    units = [
        unit
        for unit in reading.units(counts)
        if not gone(unit, day) and (unit.code != reading.root.code or unit.level == Level.VILLAGE)
    ]
    run = run_of(reading.user, day.year, reading.root)
    sheets = {sheet.unit_id: sheet for sheet in sheets_of(reading, run)} if run else {}
    sums = summed(DUTY_TABLE, counts)
    values = [counts.get(unit.code, {}) for unit in units]
    duties = duties_for(reading)
    veiled = reading.guarded or not links  # small numbers are hidden on the wall too
    keys = [duty.counts for duty in duties if duty.counts]
    hidden = hidden_in(keys, values, sums) if veiled else {}
    make = _Maker(reading, links, duties, veiled, hidden)
    rows = [
        Row(unit, make.marks(unit, values[at], at), sheets.get(unit.code), make.unit_url(unit))
        for at, unit in enumerate(units)
    ]
    whole = Row(reading.root, make.marks(reading.root, sums, -1))
    return Board(reading, duties, rows, whole, sums, run)


def duties_for(reading: Reading) -> list[Duty]:
    """The columns of this reader: without case rights no number of families of a single township,
    which would take the county's apart (reliability C8), as of no table."""
    single = reading.guarded and reading.root.level > Level.COUNTY
    return [duty for duty in DUTIES if not (single and duty.counts)]


@dataclass(frozen=True)
class _Maker:
    """Cells with the addresses of their rows."""

    reading: Reading
    links: bool
    duties: Sequence[Duty]
    veiled: bool
    hidden: Hidden

    def marks(self, unit: Division, values: Mapping[str, Any], at: int) -> list[Mark]:
        """Every duty of a unit; at: its row, -1 for the whole."""
        out = []
        for duty in self.duties:
            light = duty.light(values, self.veiled)
            if hidden := self.hidden.get((duty.counts, at)):
                light = light.hidden(hidden)
            out.append(Mark(duty, light, self._url(duty, unit) if self.links else ""))
        return out

    def unit_url(self, unit: Division) -> str:
        """The board of the unit below."""
        if not self.links or unit.level == Level.VILLAGE:
            return ""
        query = urlencode({"root": unit.code, "period": self.reading.days.code})
        return f"{reverse('reports:board')}?{query}"

    def _url(self, duty: Duty, unit: Division) -> str:
        """The list of what is late, or the table of the unit; for a reader without case rights
        only what holds no family."""
        day = self.reading.days.as_of
        tree = {} if day == timezone.localdate() else {"tree": day}
        if duty.key == "findings":
            return _query("campaigns:finding_list", state="late", place=unit.code, **tree)
        if self.reading.guarded and duty.key in ("disputes", "visits", "screening"):
            return ""
        if duty.key == "disputes":
            where = {"status": "overdue", "place": unit.code, "counted": "true"}
            return _query("disputes:dispute_list", **where, **tree)
        query = {"table": duty.table, "root": unit.code, "period": self.reading.days.code}
        return _query("reports:statistics_table", **query)


def _query(view: str, **more: Any) -> str:
    return f"{reverse(view)}?{urlencode(more)}"


def month_words(reading: Reading) -> str:
    """2026年11月，截至今天 while it runs."""
    if reading.days.last > timezone.localdate():
        return _("%(month)s（进行中）") % {"month": reading.days.words}
    return reading.days.words
