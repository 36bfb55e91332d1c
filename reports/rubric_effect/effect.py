"""The effect of a rubric on every unit's total and rank, before it is published (features 24).

From a finished run: its frozen counts, what reviewers entered as far as it fits, the vetoes in
force and the same units and groups. Two queries for a level whatever its size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from campaigns.models import Level
from reports.metrics.counting import Period
from reports.models import ScoreLine, ScoreSheet, ScoringRun
from reports.rubric_effect.changes import Change, changes
from reports.rubric_effect.fitting import refitted
from reports.rubric_effect.inputs import counts_for
from reports.rules import FactsError, Placement, Result, Rubric, Sheet, tally
from reports.scoring import (
    Known,
    Unit,
    counted_claims,
    facts_of_units,
    outside_of,
    placements,
    pools_of,
    results_of,
)
from reports.sheet_rows import rules_of, vetoes_of


@dataclass(frozen=True, slots=True)
class LineMove:
    """A line whose points differ between the texts; None: 待评, not applicable or not there."""

    code: str
    name: str
    before: Decimal | None
    after: Decimal | None
    pending: bool = False


@dataclass(frozen=True, slots=True)
class UnitMove:
    """A unit under the text in force and under the new one. low, high: bounds while lines of the
    new text wait."""

    code: int
    name: str
    group: str
    before: Decimal | None
    before_rank: int | None
    after: Decimal | None
    after_rank: int | None
    low: Decimal
    high: Decimal
    waiting: int
    vetoed: bool
    grade: str
    lines: tuple[LineMove, ...]

    @property
    def gain(self) -> Decimal | None:
        """Points more (less) than now."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def climbs(self) -> int:
        """Ranks up (down)."""
        if self.before_rank is None or self.after_rank is None:
            return 0
        return self.before_rank - self.after_rank

    @property
    def falls(self) -> int:
        """Ranks down."""
        return -self.climbs


@dataclass(frozen=True, slots=True)
class Effect:
    """All units of a level; fresh: metrics counted now, for the run had not frozen them."""

    run: ScoringRun
    level: Level
    units: tuple[UnitMove, ...]
    changes: tuple[Change, ...]
    fresh: tuple[str, ...]
    wrong: tuple[str, ...] = ()

    @property
    def moved(self) -> int:
        """How many units change their rank."""
        return sum(1 for unit in self.units if unit.climbs)

    @property
    def scored(self) -> int:
        """How many units change their points."""
        return sum(1 for unit in self.units if unit.gain)

    @property
    def waiting(self) -> int:
        """How many lines would have to be entered again."""
        return sum(unit.waiting for unit in self.units)


def effect(
    run: ScoringRun,
    level: Level,
    new: Rubric,
    *,
    user: User,
    groups: Mapping[int, str] | None = None,
) -> Effect:
    """Score every unit of a level anew. groups: other peer groups than the run's."""
    old = rules_of(run, level)
    rows = list(
        ScoreSheet.objects.visible_to(user)
        .filter(run=run, level=level)
        .select_related("unit")
        .prefetch_related("lines")
        .order_by("unit_id")
    )
    counts, fresh = counts_for(run, new.metrics(), level)
    units = [Unit(row.unit_id, (groups or {}).get(row.unit_id) or row.peer_group) for row in rows]
    group_of = {unit.code: unit.group for unit in units}
    months = Period.of(run.campaign, run.data_until).months
    by_unit, pools = facts_of_units(new, units, counts, months), pools_of(new, units, counts)
    vetoes = vetoes_of(run, by=user)
    sheets: dict[int, Sheet] = {}
    wrong: list[str] = []
    known: Known = {}
    for row in rows:
        facts = by_unit[row.unit_id]
        outside = outside_of(new, facts)
        try:
            results = results_of(new, facts, known, pools[group_of[row.unit_id]])
            sheets[row.unit_id] = tally(
                new,
                results | _entered(row, old, new),
                claims=counted_claims(outside),
                deductions=outside.get("deduction"),
                vetoes=vetoes.get(row.unit_id, ()),
            )
        except FactsError as error:
            wrong.append(f"{row.unit.name}：{error}")
    placed = placements(new, [u for u in units if u.code in sheets], sheets)
    moves = [
        _move(row, sheets[row.unit_id], placed[row.unit_id], new)
        for row in rows
        if row.unit_id in sheets
    ]
    return Effect(run, level, tuple(moves), tuple(changes(old, new)), tuple(fresh), tuple(wrong))


def _entered(row: ScoreSheet, old: Rubric, new: Rubric) -> dict[str, Result]:
    """What was entered by hand and still fits."""
    before = {line.code: line for line in old.indicators}
    now = {line.code: line for line in new.indicators if line.source == "manual"}
    found: dict[str, Result] = {}
    for line in row.lines.all():
        if line.code not in now or line.state == ScoreLine.State.PENDING:
            continue
        result = refitted(before.get(line.code), now[line.code], line.figures)
        if result is not None:
            found[line.code] = result
    return found


def _move(row: ScoreSheet, sheet: Sheet, placed: Placement, new: Rubric) -> UnitMove:
    held = {line.code: line for line in row.lines.all()}
    lines = []
    for result in sheet.results:
        line = held.pop(result.code, None)
        before = line.points if line else None
        if before != result.points or line is None:
            pending = result.state.value == "pending"
            lines.append(LineMove(result.code, result.name, before, result.points, pending))
    lines += [LineMove(code, "（删去）", line.points, None) for code, line in held.items()]
    return UnitMove(
        code=row.unit_id,
        name=row.unit.name,
        group=placed.group,
        before=row.total,
        before_rank=row.rank,
        after=sheet.total,
        after_rank=placed.rank,
        low=sheet.low,
        high=sheet.high,
        waiting=sheet.pending,
        vetoed=sheet.vetoed,
        grade=placed.grade or "",
        lines=tuple(lines),
    )
