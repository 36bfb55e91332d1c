"""The effect of a rubric on every unit's total and rank, before it is published (features 24).

From a finished run: its frozen counts, what reviewers entered as far as it fits, the vetoes in
force and the same units and groups. The draft stands beside the text in force; where the run was
scored by an earlier one, that is worked out anew too. Two queries for a level whatever its size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from campaigns.models import Level
from reports.metrics.counting import Counts
from reports.models import ScoreLine, ScoreSheet, ScoringRun
from reports.rubric_effect.changes import Change, changes
from reports.rubric_effect.fitting import refitted
from reports.rubric_effect.inputs import counts_for, months_of
from reports.rules import (
    FactsError,
    Placement,
    Result,
    Rubric,
    Sheet,
    State,
    VetoDecision,
    tally,
)
from reports.scoring import (
    Unit,
    counted_claims,
    facts_of_units,
    known_of,
    outside_of,
    placements,
    pools_of,
    results_of,
)
from reports.sheet_rows import bonuses_of, rules_of, vetoes_of


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
    def lost(self) -> Decimal:
        """Points less than now."""
        return -(self.gain or Decimal(0))

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
        """How many lines would have to be entered, for the first time or again."""
        return sum(line.pending for unit in self.units for line in unit.lines)


@dataclass(frozen=True, slots=True)
class _Stand:
    """A unit under one text: total, rank and the points of its lines."""

    total: Decimal | None
    rank: int | None
    points: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class _Year:
    """What every text is tried on: the sheets of a level as the run has them."""

    run: ScoringRun
    level: Level
    rows: Sequence[ScoreSheet]
    held: Rubric
    counts: Mapping[str, Counts]
    vetoes: Mapping[int, Sequence[VetoDecision]]
    user: User

    def score(
        self, rules: Rubric, groups: Mapping[int, str]
    ) -> tuple[dict[int, Sheet], dict[int, Placement], list[str]]:
        """Sheets and places under `rules`, and which figures it cannot take."""
        units = [Unit(row.unit_id, groups.get(row.unit_id) or row.peer_group) for row in self.rows]
        group_of = {unit.code: unit.group for unit in units}
        months = months_of(self.run)
        by_unit = facts_of_units(rules, units, self.counts, months)
        pools = pools_of(rules, units, self.counts)
        bonuses = bonuses_of(self.run, self.level, rules, by=self.user)
        sheets: dict[int, Sheet] = {}
        wrong: list[str] = []
        known = known_of(rules)
        for row in self.rows:
            facts = by_unit[row.unit_id]
            outside = outside_of(rules, facts)
            try:
                results = results_of(rules, facts, known, pools[group_of[row.unit_id]])
                sheets[row.unit_id] = tally(
                    rules,
                    results | _entered(row, self.held, rules),
                    claims=[*counted_claims(outside), *bonuses.get(row.unit_id, ())],
                    deductions=outside.get("deduction"),
                    vetoes=self.vetoes.get(row.unit_id, ()),
                )
            except FactsError as error:
                wrong.append(f"{row.unit.name}：{error}")
        placed = placements(rules, [u for u in units if u.code in sheets], sheets)
        return sheets, placed, wrong

    def stands(self, rules: Rubric) -> dict[int, _Stand]:
        """Every unit under the text in force: as the run has it where it was scored by that."""
        if rules.digest == self.held.digest:
            return {
                row.unit_id: _Stand(
                    row.total, row.rank, {line.code: line.points for line in row.lines.all()}
                )
                for row in self.rows
            }
        sheets, placed, _wrong = self.score(rules, {})
        return {
            code: _Stand(sheet.total, placed[code].rank, {r.code: r.points for r in sheet.results})
            for code, sheet in sheets.items()
        }


def effect(
    run: ScoringRun,
    level: Level,
    new: Rubric,
    *,
    user: User,
    force: Rubric | None = None,
    groups: Mapping[int, str] | None = None,
) -> Effect:
    """Score every unit of a level anew. force: the text to compare with (None: the run's own);
    groups: other peer groups than the run's."""
    held = rules_of(run, level)
    force = force or held
    rows = list(
        ScoreSheet.objects.visible_to(user)
        .filter(run=run, level=level)
        .select_related("unit")
        .prefetch_related("lines")
        .order_by("unit_id")
    )
    counts, fresh = counts_for(run, new.metrics() | force.metrics(), level)
    year = _Year(run, level, rows, held, counts, vetoes_of(run, by=user), user)
    before = year.stands(force)
    sheets, placed, wrong = year.score(new, groups or {})
    moves = [
        _move(row, before[row.unit_id], sheets[row.unit_id], placed[row.unit_id])
        for row in rows
        if row.unit_id in sheets and row.unit_id in before
    ]
    return Effect(run, level, tuple(moves), tuple(changes(force, new)), tuple(fresh), tuple(wrong))


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


def _move(row: ScoreSheet, before: _Stand, sheet: Sheet, placed: Placement) -> UnitMove:
    left = dict(before.points)
    lines = []
    for result in sheet.results:
        there, points = result.code in left, left.pop(result.code, None)
        if points != result.points or not there:
            pending = result.state is State.PENDING
            lines.append(LineMove(result.code, result.name, points, result.points, pending))
    lines += [LineMove(code, "（删去）", points, None) for code, points in left.items()]
    return UnitMove(
        code=row.unit_id,
        name=row.unit.name,
        group=placed.group,
        before=before.total,
        before_rank=before.rank,
        after=sheet.total,
        after_rank=placed.rank,
        low=sheet.low,
        high=sheet.high,
        waiting=sheet.pending,
        vetoed=sheet.vetoed,
        grade=placed.grade or "",
        lines=tuple(lines),
    )
