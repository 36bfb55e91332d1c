"""附件3-n: one unit's three kinds of pages; can be cut out and sent as it stands."""

from decimal import Decimal

from reports.documents.assessment.content import AssessmentContent, UnitResult
from reports.documents.assessment.layout.card import CardPages
from reports.documents.assessment.layout.frame import Frame
from reports.documents.assessment.layout.grid import GridPages
from reports.documents.assessment.layout.other_grid import OtherPages, owed
from reports.documents.assessment.layout.sheets import Sheet
from reports.documents.assessment.layout.villages import VillagePages


def unit_html(
    content: AssessmentContent,
    frame: Frame,
    villages: Sheet,
    others: Sheet,
    means: dict[str, Decimal | None],
    place: int,
    unit: UnitResult,
) -> str:
    """All pages of the unit at ``place`` (from 1): scorecard, zero-report grids, villages."""
    card = CardPages(content, frame, means).html(place, unit)
    grid = GridPages(content, frame).html(unit)
    counts = OtherPages(frame, content.year, owed(content.units), others).html(unit)
    return card + grid + counts + VillagePages(content, frame, villages).html(unit)
