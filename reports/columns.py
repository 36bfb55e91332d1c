"""The columns of a score side by side: 自评, 部门评, 复核, 终评, and why they differ.

Under review the marks are read live, as far as the reader may see them; from the signature on the
page shows what was frozen with the lines, so that a published page never changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from reports.models import LineMark, ScoreClocks, ScoreLine, ScoreSheet, ScoringRun
from reports.models.mark import Column
from reports.sheet_rows import rules_of, update_rows

PRINTED = (Column.SELF, Column.DEPARTMENT)


@dataclass(frozen=True, slots=True)
class Shown:
    """One mark as a page shows it."""

    points: Decimal
    reason: str
    who: str
    day: date
    late: bool
    differs: bool = False

    def as_dict(self) -> dict[str, Any]:
        """JSON shape, frozen with a line."""
        return {
            "points": f"{self.points:.2f}",
            "reason": self.reason,
            "who": self.who,
            "day": self.day.isoformat(),
            "late": self.late,
        }

    @classmethod
    def of(cls, data: Mapping[str, Any], line: ScoreLine) -> Shown:
        """The reverse of as_dict, beside its line."""
        points = Decimal(data["points"])
        return cls(
            points,
            data["reason"],
            data["who"],
            date.fromisoformat(data["day"]),
            data["late"],
            line.points is not None and points != line.points,
        )


Marks = dict[str, Shown]
"""Marks of one line by column."""


def marks_of(
    run: ScoringRun, level: int, user: User, units: Iterable[int] | None = None
) -> dict[tuple[int, str], dict[str, dict[str, Any]]]:
    """The newest standing marks `user` may see, by unit and code, then by column; two queries."""
    rows: QuerySet[Any] = LineMark.objects.shown_to(user).standing()
    rows = rows.filter(campaign=run.campaign_id, level=level, column__in=PRINTED)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    found: dict[tuple[int, str], dict[str, dict[str, Any]]] = defaultdict(dict)
    names = ("unit_id", "code", "column", "points", "reason", "who", "at", "cap")
    days = ScoreClocks.objects.mark_days(run.campaign_id, run.campaign.year)
    # What another version of the rubric gives other points is another line.
    caps = {line.code: line.cap for line in rules_of(run, level).indicators}
    ordered = rows.order_by("at", "id").values_list(*names)
    for unit, code, column, points, reason, who, at, cap in ordered:
        if caps.get(code) != cap:
            continue
        day = _day(at)
        late = day > days.until(column, level)
        found[unit, code][column] = {
            "points": f"{points:.2f}", "reason": reason, "who": who, "day": day.isoformat(),
            "late": late,
        }  # fmt: skip
    return found


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def beside(run: ScoringRun, sheet: ScoreSheet, user: User) -> dict[str, Marks]:
    """Marks of a sheet's lines by code, live while under review, else as frozen."""
    lines = {line.code: line for line in sheet.lines.all()}
    if run.stage in (ScoringRun.Stage.SIGNED, ScoringRun.Stage.PUBLISHED) or run.signed_at:
        kept = {code: line.marks or {} for code, line in lines.items()}
    else:
        live = marks_of(run, sheet.level, user, [sheet.unit_id])
        kept = {code: live.get((sheet.unit_id, code), {}) for code in lines}
    return {
        code: {column: Shown.of(data, lines[code]) for column, data in by_column.items()}
        for code, by_column in kept.items()
    }


def freeze_marks(run: ScoringRun, *, by: User) -> None:
    """Keep with every line what the other columns said; a step of the signature."""
    for level in (4, 5):
        found = marks_of(run, level, by)
        lines = list(
            ScoreLine.objects.visible_to(by)
            .filter(sheet__run=run, sheet__level=level)
            .only("id", "unit_id", "code", "marks")
        )
        changed = []
        for line in lines:
            marks = found.get((line.unit_id, line.code))
            if line.marks != marks:
                line.marks = marks
                changed.append(line)
        update_rows(changed, ("marks",))
