"""Zero reports of villages and periods as the report prints them (domain C4)."""

from dataclasses import dataclass
from typing import Literal, Self, TypeAlias

CellKind: TypeAlias = Literal["not_due", "missing", "nil", "found", "late_nil", "late", "untrue"]


@dataclass(frozen=True, slots=True)
class ZeroCell:
    """One village and one period; ``found`` counts reported hazards."""

    kind: CellKind
    found: int = 0


@dataclass(frozen=True, slots=True)
class ZeroRow:
    """A village's periods in order (domain C4)."""

    code: str
    name: str
    cells: tuple[ZeroCell, ...]

    def count(self, *kinds: CellKind) -> int:
        """Periods of one of ``kinds``."""
        return sum(cell.kind in kinds for cell in self.cells)


OtherCadence: TypeAlias = Literal["half", "week", "day"]
OTHER_CADENCES: tuple[OtherCadence, ...] = ("half", "week", "day")


@dataclass(frozen=True, slots=True)
class CadenceTally:
    """A village's reports of one cadence, counted as the signs of the monthly grid are."""

    cadence: OtherCadence
    nil: int
    found: int
    late: int
    missing: int
    untrue: int

    @property
    def counts(self) -> tuple[int, ...]:
        """Owed, and its five parts, which make it up."""
        parts = (self.nil, self.found, self.late, self.missing, self.untrue)
        return sum(parts), *parts


@dataclass(frozen=True, slots=True)
class CadenceRow:
    """A village's reports outside the monthly ones."""

    code: str
    name: str
    tallies: tuple[CadenceTally, ...]


@dataclass(frozen=True, slots=True)
class ZeroTotals:
    """on time + late + missing = due; untrue ones were on time and count there too."""

    due: int
    nil: int
    found: int
    late: int
    missing: int
    untrue: int

    @property
    def on_time(self) -> int:
        """Reports filed in time, true or not."""
        return self.nil + self.found + self.untrue

    @classmethod
    def of(cls, rows: tuple[ZeroRow, ...]) -> Self:
        """Sum of the rows; a period not due counts nowhere."""

        def count(*kinds: CellKind) -> int:
            return sum(row.count(*kinds) for row in rows)

        counts = {
            "nil": count("nil"),
            "found": count("found"),
            "late": count("late", "late_nil"),
            "missing": count("missing"),
            "untrue": count("untrue"),
        }
        return cls(due=sum(counts.values()), **counts)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Reports of one period over the whole county."""

    month: int
    due: int
    late: int
    missing: int
    untrue: int
