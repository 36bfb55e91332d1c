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
