"""What of a score line a reader is told: where one of its counts is too small for her (reliability
C8), neither formula nor reason nor figures, since each gives the others away. One place for the
page, the papers in every medium, the API and the forms of marks and appeals.

Points are shown to everybody: they are the result itself, which its unit argues over and two
offices sign, and a line without its points could not be added up. Where a rule takes off so much
an event they tell how often; a draft whose rule would tell that of families says so while it can
still be changed (reports.rubric_editing.checking)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.reach import inside
from accounts.small_cells import SMALL
from accounts.walls import Kind
from reports.metrics.declarations import DECLARATIONS
from reports.models import ScoreLine, ScoreSheet
from reports.rules import Indicator, Result
from reports.rules import Rubric as Rules
from reports.sheet_rows import result_of

Reader = User | None
"""None: whoever is handed a paper."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line's words and figures as far as one reader may have them."""

    kept_back: bool
    filled: str
    reason: str
    numerator: int | None
    denominator: int | None


def told(line: ScoreLine, indicator: Indicator, reader: Reader) -> Told:
    """The line as `reader` is told it. What people wrote themselves (a ruling, a reviewer's
    ground) stays."""
    if not kept_back(indicator, result_of(line, indicator), reader, line.unit_id):
        return Told(False, line.filled, line.reason, line.numerator, line.denominator)
    reason = line.reason
    if reason and line.state != ScoreLine.State.RULED:
        reason = _("有小于5的数，不列明细")
    words = _("有小于5的数，不列算式")
    if line.points is not None:
        words = _("%(words)s，得 %(points)s 分") % {"words": words, "points": line.points}
    return Told(True, words, reason, None, None)


def told_of(sheet: ScoreSheet, rules: Rules, reader: Reader) -> dict[str, Told]:
    """All lines of a sheet, by code."""
    return {line.code: told(line, rules.indicator(line.code), reader) for line in sheet.lines.all()}


def kept_back(indicator: Indicator, result: Result, reader: Reader, unit: int) -> bool:
    """Whether a count of the line is too small for this reader."""
    return indicator.source == "computed" and any(
        too_small(indicator.metric, part.count, reader, unit) for part in result.parts
    )


def too_small(metric: str, count: int, reader: Reader, unit: int) -> bool:
    """Whether this count of the unit (its code) is kept from this reader."""
    return 0 < count < SMALL and sensitive(metric) and not told_whole(reader, unit)


def told_whole(reader: Reader, unit: int) -> bool:
    """Whether the reader works with the unit's families, so that a small number tells her nothing
    new."""
    return reader is not None and bool(reader.case_spans) and inside(reader.case_spans, unit)


def sensitive(metric: str) -> bool:
    """Whether the metric counts listed families, their visits, or disputes: its small numbers are
    not shown to roles that see no family (reliability C8)."""
    model: Any = apps.get_model(DECLARATIONS[metric].noun)
    return bool(model.wall.kind is Kind.FILE)
