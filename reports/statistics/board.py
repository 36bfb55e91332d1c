"""The board: units by key duties of a month, in words and colour; no family on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.small_cells import suppressed
from campaigns.models import Division, Level
from reports.models import ScoreSheet, ScoringRun
from reports.statistics.duties import COLOURS, DUTIES, PARTS, Duty, Light
from reports.statistics.reading import Reading
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
    """Rows below a unit, the unit itself, and the run its places come from."""

    reading: Reading
    rows: Sequence[Row]
    whole: Row
    run: ScoringRun | None

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The columns."""
        return DUTIES

    def lit(self, state: str) -> int:
        """How many cells are in a state."""
        return sum(mark.light.state == state for row in self.rows for mark in row.marks)


def board(reading: Reading, *, links: bool = True) -> Board:
    """The board of a unit for the month of `reading`; one query for each kind of row."""
    counts = reading.counts(DUTY_TABLE)
    units = [unit for unit in reading.units(counts) if unit.valid_to is None]
    run = run_of(reading.user, reading.days.as_of.year)
    sheets = {sheet.unit_id: sheet for sheet in sheets_of(reading, run)} if run else {}
    whole: dict[str, Any] = {
        part.key: sum(values.get(part.key, 0) or 0 for values in counts.values()) for part in PARTS
    }
    make = _Maker(reading, links)
    if make.veiled:
        _veil(counts, whole, [unit.code for unit in units])
    rows = [
        Row(unit, make.marks(unit, counts.get(unit.code, {})), sheets.get(unit.code),
            make.unit_url(unit))
        for unit in units
        if unit.code != reading.root.code or unit.level == Level.VILLAGE
    ]  # fmt: skip
    return Board(reading, rows, Row(reading.root, make.marks(reading.root, whole)), run)


def _veil(counts: dict[int, dict[str, Any]], whole: dict[str, Any], codes: list[int]) -> None:
    """The words of late disputes: 1 to 4 as <5, and so much else left out that the total does not
    give one away (reliability C8)."""
    others = [code for code in counts if code not in codes]
    words, total = suppressed([counts.get(c, {}).get("over", 0) or 0 for c in [*codes, *others]])
    for code, word in zip([*codes, *others], words, strict=True):
        counts.setdefault(code, {})["over_shown"] = word
    whole["over_shown"] = total


@dataclass(frozen=True)
class _Maker:
    """Cells with the addresses of their rows."""

    reading: Reading
    links: bool

    @property
    def veiled(self) -> bool:
        """Whether small numbers are hidden: from readers without case rights, and on the wall."""
        return self.reading.guarded or not self.links

    def marks(self, unit: Division, values: Mapping[str, Any]) -> list[Mark]:
        """Every duty of a unit."""
        return [
            Mark(duty, duty.light(values, self.veiled), self._url(duty, unit) if self.links else "")
            for duty in DUTIES
        ]

    def unit_url(self, unit: Division) -> str:
        """The board of the unit below."""
        if not self.links or unit.level == Level.VILLAGE:
            return ""
        query = urlencode({"root": unit.code, "period": self.reading.days.code})
        return f"{reverse('reports:board')}?{query}"

    def _url(self, duty: Duty, unit: Division) -> str:
        """The list of what is late, or the table of the unit; for a reader without case rights
        only what holds no family."""
        if duty.key == "findings":
            return _query("campaigns:finding_list", state="late", place=unit.code)
        if self.reading.guarded and duty.key in ("disputes", "visits", "screening"):
            return ""
        if duty.key == "disputes":
            where = {"status": "overdue", "place": unit.code, "counted": "true"}
            return _query("disputes:dispute_list", **where)
        query = {"table": duty.table, "root": unit.code, "period": self.reading.days.code}
        return _query("reports:statistics_table", **query)


def _query(view: str, **more: Any) -> str:
    return f"{reverse(view)}?{urlencode(more)}"


def month_words(reading: Reading) -> str:
    """2026年11月，截至今天 while it runs."""
    if reading.days.last > timezone.localdate():
        return _("%(month)s（进行中）") % {"month": reading.days.words}
    return reading.days.words
