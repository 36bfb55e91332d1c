"""What the governance office reads about scoring: where columns differ most, where two blind scores
disagree, and who scores higher or lower than the others (features, wish 23)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import Level
from reports.models import DoubleScoring, LineMark, ScoreLine, ScoringRun
from reports.models.mark import BLIND, Column
from reports.rules import Indicator
from reports.rules import Rubric as Rules
from reports.rules.numbers import MINUS
from reports.sheet_rows import rules_of

FEW = 5  # below this many units a mean says little
Cell = tuple[int, str]
ORDER = [column.value for column in (Column.SELF, Column.DEPARTMENT, *BLIND)]


@dataclass(frozen=True, slots=True)
class Difference:
    """One unit's line whose columns differ: the widest distance and every column."""

    unit: int
    name: str
    indicator: Indicator
    given: dict[str, LineMark]
    points: Decimal | None
    spread: Decimal


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One unit of a line scored twice; None where a score is still wanting or not to be seen."""

    unit: int
    name: str
    first: LineMark | None
    second: LineMark | None
    result: Decimal | None
    apart: Decimal | None
    beyond: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Bias:
    """One scorer's figures of one line beside those of the others over the same units: shares of
    the cap in percent, and the spread of the differences."""

    scorer: str
    code: str
    name: str
    count: int
    own: Decimal
    others: Decimal
    apart: Decimal
    spread: Decimal

    @property
    def apart_words(self) -> str:
        """+4.0, −7.5: how much higher or lower than the others."""
        return f"{self.apart:+}".replace("-", MINUS)

    @property
    def few(self) -> bool:
        """Too few units to say anything."""
        return self.count < FEW


def newest(
    user: User, run: ScoringRun, level: Level, code: str = ""
) -> dict[Cell, dict[str, LineMark]]:
    """The marks that count, as far as `user` may see them, by unit and code, then by column."""
    rows = LineMark.objects.shown_to(user).standing()
    rows = rows.filter(campaign=run.campaign_id, level=level)
    if code:
        rows = rows.filter(code=code)
    found: dict[Cell, dict[str, LineMark]] = defaultdict(dict)
    caps = {line.code: line.cap for line in rules_of(run, level).indicators}
    for mark in rows.select_related("sheet", "by").order_by("at", "id"):
        if caps.get(mark.code) != mark.cap:  # of another version of the rubric
            continue
        found[mark.unit_id, mark.code][mark.column] = mark
    return found


def said(user: User, run: ScoringRun, level: Level, code: str) -> dict[int, str]:
    """自评 3.00，部门 2.90，邓来 2.50: what the others gave a line, by unit, for its reviewer."""
    labels = {Column.SELF: _("自评"), Column.DEPARTMENT: _("部门")}
    return {
        unit: "，".join(
            f"{labels.get(Column(column)) or mark.by.name} {mark.points}"
            for column, mark in sorted(by_column.items(), key=lambda item: ORDER.index(item[0]))
        )
        for (unit, _code), by_column in newest(user, run, level, code).items()
    }


def _lines(user: User, run: ScoringRun, level: Level, code: str = "") -> dict[Cell, ScoreLine]:
    rows = ScoreLine.objects.visible_to(user).filter(sheet__run=run, sheet__level=level)
    if code:
        rows = rows.filter(code=code)
    rows = rows.select_related("unit").only("unit__name", "unit_id", "code", "points", "state")
    return {(line.unit_id, line.code): line for line in rows.order_by("unit_id", "id")}


def differences(user: User, run: ScoringRun, level: Level, rules: Rules) -> list[Difference]:
    """Lines whose columns differ, widest first. The blind scores have their own list."""
    marks = newest(user, run, level)
    lines = _lines(user, run, level)
    found = []
    for cell, by_column in marks.items():
        line = lines.get(cell)
        given = {name: mark for name, mark in by_column.items() if name not in BLIND}
        if line is None or not given:
            continue
        figures = [mark.points for mark in given.values()]
        if line.points is not None:
            figures.append(line.points)
        spread = max(figures) - min(figures)
        if spread:
            indicator = rules.indicator(line.code)
            found.append(
                Difference(line.unit_id, line.unit.name, indicator, given, line.points, spread)
            )
    return sorted(found, key=lambda one: (-one.spread, one.indicator.code, one.unit))


def disagreements(user: User, run: ScoringRun, double: DoubleScoring) -> list[Disagreement]:
    """Every unit of a line scored twice; those beyond the tolerance first, widest first. A score
    that is not to be seen yet is absent here as everywhere."""
    level = Level(double.level)
    marks = newest(user, run, level, double.code)
    again = set(
        LineMark.objects.visible_to(user)
        .filter(
            campaign=run.campaign_id, level=level, code=double.code, shown=True,
            column__in=double.columns,
        )
        .values_list("unit_id", flat=True)
    )  # fmt: skip
    one, two = double.columns
    found = []
    for cell, line in _lines(user, run, level, double.code).items():
        first, second = (marks.get(cell, {}).get(name) for name in (one, two))
        apart = abs(first.points - second.points) if first and second else None
        found.append(
            Disagreement(
                line.unit_id,
                line.unit.name,
                first,
                second,
                line.points if line.state == ScoreLine.State.MANUAL else None,
                apart,
                apart is not None and apart > double.tolerance,
                line.unit_id in again,
            )
        )
    return sorted(found, key=lambda row: (not row.beyond, -(row.apart or 0), row.unit))


def bias(user: User, run: ScoringRun, level: Level, rules: Rules) -> list[Bias]:
    """Per scorer and line the mean of given ÷ cap against the mean of the others over the same
    units; 自评 neither counts as a scorer nor among the others. Furthest apart first, too few
    last."""
    marks = newest(user, run, level)
    lines = _lines(user, run, level)
    pairs: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for cell, by_column in marks.items():
        given = {
            _scorer(mark): float(mark.points / mark.cap)
            for name, mark in by_column.items()
            if name != Column.SELF and mark.cap
        }
        line = lines.get(cell)
        if line is not None and line.points is not None:
            given[""] = float(line.points / rules.indicator(line.code).cap)
        for scorer, share in given.items():
            others = [other for name, other in given.items() if name != scorer]
            if scorer and others:
                pairs[scorer, cell[1]].append((share, sum(others) / len(others)))
    found = [
        _bias(scorer, rules.indicator(code), values) for (scorer, code), values in pairs.items()
    ]
    return sorted(found, key=lambda row: (row.few, -abs(row.apart), row.scorer, row.code))


def _scorer(mark: LineMark) -> str:
    return mark.sheet.department or mark.by.name


def _bias(scorer: str, line: Indicator, values: list[tuple[float, float]]) -> Bias:
    count = len(values)
    own = sum(share for share, _ in values) / count
    others = sum(other for _, other in values) / count
    gaps = [share - other for share, other in values]
    mean = sum(gaps) / count
    spread = sqrt(sum((gap - mean) ** 2 for gap in gaps) / count)
    return Bias(
        scorer, line.code, line.name, count, *map(_percent, (own, others, own - others, spread))
    )


def _percent(share: float) -> Decimal:
    return Decimal(str(share * 100)).quantize(Decimal("0.1"))


def owed(user: User, run: ScoringRun, rules: Rules) -> dict[str, dict[str, Any]]:
    """By department of the township rubric: its lines, how many cells are owed and how many are
    given; two queries."""
    lines = _lines(user, run, Level.TOWNSHIP)
    given = set(
        LineMark.objects.visible_to(user)
        .standing()
        .filter(campaign=run.campaign_id, level=Level.TOWNSHIP, column=Column.DEPARTMENT)
        .values_list("unit_id", "code")
    )
    found: dict[str, dict[str, Any]] = {}
    for indicator in rules.indicators:
        row = found.setdefault(indicator.department, {"lines": [], "owed": 0, "given": 0})
        row["lines"].append(indicator)
        for (unit, code), line in lines.items():
            if code == indicator.code and line.state != ScoreLine.State.NA:
                row["owed"] += 1
                row["given"] += (unit, code) in given
    return found
