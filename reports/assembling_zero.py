"""A run's frozen zero reports as the rows of the report's grids."""

from __future__ import annotations

from reports.documents.assessment.zero import (
    OTHER_CADENCES,
    CadenceRow,
    CadenceTally,
    ZeroCell,
    ZeroRow,
)
from reports.freezing import CELL_KINDS
from reports.models import ScoreSheet, ScoringRun


def zero_row(run: ScoringRun, row: ScoreSheet) -> ZeroRow:
    """A village's months, a sign each."""
    cells = run.frozen["cells"].get(str(row.unit_id), "-" * 12)
    found = run.frozen["found"].get(str(row.unit_id), {})
    return ZeroRow(
        str(row.unit_id),
        row.unit.name,
        tuple(
            ZeroCell(CELL_KINDS[cell], found.get(str(month), 0))  # type: ignore[arg-type]
            for month, cell in enumerate(cells, 1)
        ),
    )


def other_rows(run: ScoringRun, below: list[ScoreSheet]) -> tuple[CadenceRow, ...]:
    """Villages that owed a report outside the monthly ones; none for a run frozen before these
    were counted."""
    frozen = run.frozen.get("others", {})
    rows = []
    for row in below:
        counted = frozen.get(str(row.unit_id), {})
        tallies = tuple(CadenceTally(c, *counted[c]) for c in OTHER_CADENCES if c in counted)
        if tallies:
            rows.append(CadenceRow(str(row.unit_id), row.unit.name, tallies))
    return tuple(rows)
