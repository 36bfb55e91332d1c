"""What a summary table is: numbers that count rows, rates that follow from their sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise

from accounts import scope
from accounts.exports.sheet import Column, Kind, Table
from households.papers.base import Part, Scope

Words = str | Promise
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Number:
    """A column that counts. part: its key among the table's parts; cents: kept in fen, shown in
    yuan; shared: shown to readers without case rights too."""

    part: str
    head: Words
    group: Words = ""
    width: int = 7
    kind: Kind = "int"
    cents: bool = False
    shared: bool = False

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return self.part

    @property
    def column(self) -> Column:
        """Its column on paper; sums stand below."""
        return Column(str(self.head), self.kind, self.width, str(self.group), total=True)

    def value(self, values: Values) -> Any:
        """The number of one line, in the unit it is shown in."""
        raw = values.get(self.part, 0) or 0
        return raw / 100 if self.cents else raw


@dataclass(frozen=True)
class Share:
    """A rate: the sum of some numbers of the sum of others, never a mean of rates (features 9,
    K 2)."""

    key: str
    head: Words
    top: tuple[str, ...]
    base: tuple[str, ...]
    group: Words = ""
    width: int = 8
    shared: bool = False

    @property
    def column(self) -> Column:
        """Its column on paper; rates are not added up."""
        return Column(str(self.head), "rate", self.width, str(self.group))

    def value(self, values: Values) -> float | None:
        """The rate of one line; None where there is nothing to divide by."""
        base = sum(values.get(key, 0) or 0 for key in self.base)
        return sum(values.get(key, 0) or 0 for key in self.top) / base if base else None


Line = Number | Share
Lines = Callable[[Scope, Values], Sequence[Line]]


@dataclass(frozen=True)
class Statistic:
    """One table of domain J2. parts: every number; lines: its columns, from the numbers of the
    whole (a county's own scale decides which tiers there are); case: its rows stand behind the
    case wall; sensitive: its numbers tell of families, so that readers without case rights see
    only the shared columns without small numbers; absent: numbers that are not applicable where
    another one is 0; paper: the view of the register the table sums up; scored: the score counts
    the same rows, but only those that came in before its data closed."""

    key: str
    title: Words
    about: Words
    subject: Words
    measure: Words
    parts: tuple[Part, ...]
    lines: Lines
    case: bool = True
    sensitive: bool = True
    closed: bool = False
    absent: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Words, ...] = ()
    paper: str = ""
    scored: bool = True

    def part(self, key: str) -> Part | None:
        """The part of this key."""
        return next((p for p in self.parts if p.key == key), None)


def fixed(*lines: Line) -> Lines:
    """Columns that are the same everywhere."""
    return lambda scope, values: lines


@dataclass(frozen=True)
class Result:
    """A table of results that are no sums of rows: it draws itself for a reader, and from above in
    the system's name, without a way to the rows."""

    key: str
    title: Words
    about: Words
    subject: Words
    draw: Callable[[Any], list[Table]]

    def drawn_for(self, reading: Any) -> list[Table]:
        """The tables for this reader."""
        if not reading.from_above:
            return self.draw(reading)
        with scope.as_system() as system:
            made = self.draw(reading.read_by(system))
        return [_closed(table, reading.user.name) for table in made]


def _closed(table: Table, name: str) -> Table:
    """Signed by the reader, and nothing leads anywhere."""
    signers = ((table.signers[0][0], name), *table.signers[1:])
    rows = [[replace(cell, url="") for cell in row] for row in table.rows]
    return replace(table, rows=rows, signers=signers)
