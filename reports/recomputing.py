"""A year computed again from its snapshot (features, wish 22): the frozen counts, the rubrics kept
with the run, what reviewers entered and appeals ruled. Reads no live record of any family.

The same figures must come out, and the same digest; whatever differs is named."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import NotTheMoment
from campaigns.models import Level
from reports.metrics.counting import Counts
from reports.models import ScoreLine, ScoreSheet, ScoringRun
from reports.result_digest import computed as result_of_texts
from reports.result_digest import line_text, sheet_text, stored
from reports.rules import BonusClaim, Facts, Indicator, Sheet, VetoDecision, tally
from reports.rules import Rubric as Rules
from reports.scoring import (
    Unit,
    counted_claims,
    facts_of_units,
    outside_of,
    placements,
    pool_for,
    pools_of,
)
from reports.sheet_rows import (
    bonuses_of,
    line_values,
    result_from,
    ruled_values,
    rules_of,
    sheet_values,
)
from reports.snapshot import counts_of, input_digest, units_of

LEVELS = (Level.TOWNSHIP, Level.VILLAGE)
LISTED = 200  # differences shown; all are counted


@dataclass(frozen=True, slots=True)
class Difference:
    """What is kept and what came out: of a line (`code`) or of the sheet."""

    unit: int
    code: str
    what: str
    kept: str
    again: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """digest: what the run keeps; again: over the same inputs now. result, result_again: the same
    over the sheets and lines. differences: the first ones; count: of all."""

    digest: str
    again: str
    result: str
    result_again: str
    differences: tuple[Difference, ...]
    count: int
    sheets: int
    lines: int
    seconds: float

    @property
    def same(self) -> bool:
        """Whether everything came out as it is kept."""
        return not self.count and self.digest == self.again and self.result == self.result_again


@transaction.atomic
def recompute(*, run: ScoringRun, by: User) -> Recomputed:
    """Compute the run again and compare; anyone who may read the whole county's result may."""
    rows = ScoringRun.objects.visible_to(by).select_related("township_rubric", "village_rubric")
    run = rows.get(pk=run.pk)
    acts.require(by, Act.SCORE_RECOMPUTE, run.county_id)
    if run.state != ScoringRun.State.DONE:
        raise NotTheMoment(_("计算还没有完成，不能核验。"))
    found = compared(run, by=by)
    trail.record(
        Act.SCORE_RECOMPUTE,
        by=by,
        on=run,
        place=run.county_id,
        after={"same": found.same, "differences": found.count},
    )
    return found


def compared(run: ScoringRun, *, by: User) -> Recomputed:
    """The run's sheets and lines beside what its frozen inputs give."""
    began = time.perf_counter()
    counts, units = counts_of(run), units_of(run)
    differences: list[Difference] = []
    sheet_texts: list[str] = []
    line_texts: list[str] = []
    for level in LEVELS:
        rows = ScoreSheet.objects.visible_to(by).filter(run=run, level=level)
        kept = {row.unit_id: row for row in rows.prefetch_related("lines")}
        missing = [unit.code for unit in units[level] if unit.code not in kept]
        differences += [Difference(code, "", _("评分表"), _("无"), _("有")) for code in missing]
        scored = [unit for unit in units[level] if unit.code in kept]
        rules, months = rules_of(run, level), run.frozen["months_over"]
        bonuses = bonuses_of(run, level, rules, by=by)
        for unit, values, made in _computed(scored, kept, rules, counts[level], months, bonuses):
            differences += _differing(kept[unit.code], values, made)
            sheet_texts.append(sheet_text(unit.code, int(level), unit.group, values))
            line_texts += [
                line_text(unit.code, code, rules.indicator(code).cap, line)
                for code, line in made.items()
            ]
    return Recomputed(
        digest=run.digest,
        again=input_digest(run),
        result=stored(run.pk),
        result_again=result_of_texts(sheet_texts, line_texts),
        differences=tuple(differences[:LISTED]),
        count=len(differences),
        sheets=len(sheet_texts),
        lines=len(line_texts),
        seconds=time.perf_counter() - began,
    )


Made = dict[str, dict[str, Any]]


def _computed(
    units: list[Unit],
    rows: Mapping[int, ScoreSheet],
    rules: Rules,
    counts: Mapping[str, Counts],
    months: int,
    bonuses: Mapping[int, Sequence[BonusClaim]],
) -> Iterator[tuple[Unit, dict[str, Any], Made]]:
    """Each unit with the columns of its sheet and of its lines, from the inputs alone."""
    facts, pools = facts_of_units(rules, units, counts, months), pools_of(rules, units, counts)
    tallied: dict[int, Sheet] = {}
    made: dict[int, Made] = {}
    for unit in units:
        row, results, made[unit.code] = rows[unit.code], {}, {}
        kept = {line.code: line for line in row.lines.all()}
        own = facts[unit.code]
        for indicator in rules.indicators:
            line = kept.get(indicator.code)
            figures = _figures(indicator, line, own, pools[unit.group])
            result = result_from(figures, indicator)
            results[indicator.code] = result
            values = line_values(result, figures["facts"], figures["score"])
            if figures.get("ruled"):
                values = ruled_values(result, figures)
            made[unit.code][indicator.code] = values
        outside = outside_of(rules, own)
        # That a unit was vetoed is an input like a reviewer's points; what it does is computed.
        tallied[unit.code] = tally(
            rules,
            results,
            claims=[*counted_claims(outside), *bonuses.get(unit.code, ())],
            deductions=outside.get("deduction"),
            vetoes=_veto(rules) if row.vetoed else (),
        )
    placed = placements(rules, units, tallied)
    for unit in units:
        yield unit, sheet_values(tallied[unit.code], placed[unit.code]), made[unit.code]


def _veto(rules: Rules) -> tuple[VetoDecision, ...]:
    return (VetoDecision(rules.vetoes[0].key, "—", "—", "—", date(2000, 1, 1)),)


def _figures(
    indicator: Indicator,
    line: ScoreLine | None,
    own: Mapping[str, Facts],
    pooled: Mapping[str, Facts],
) -> dict[str, Any]:
    """What a line is computed from: counts of the snapshot, or what was entered."""
    entered = line.figures if line is not None else {}
    figures = {"facts": entered.get("facts"), "score": entered.get("score")}
    if indicator.source == "computed":
        counted = own[indicator.counts_key]
        group = pool_for(indicator, counted, pooled)
        figures = {"facts": counted.as_dict(), "score": None}
        figures |= {"pooled": group.as_dict()} if group is not None else {}
    return figures | ({"ruled": entered["ruled"]} if entered.get("ruled") else {})


LINE_WORDS = {
    "points": "得分",
    "state": "状态",
    "numerator": "分子",
    "denominator": "分母",
    "filled": "算式",
}
SHEET_WORDS = {
    "base": "基础分",
    "bonus": "加分",
    "deduction": "扣分",
    "total": "总分",
    "rank": "名次",
    "grade": "等次",
    "print_order": "排列",
}


def _differing(row: ScoreSheet, values: Mapping[str, Any], made: Made) -> Iterator[Difference]:
    lines = {line.code: line for line in row.lines.all()}
    for code in sorted(lines.keys() ^ made.keys()):
        yield Difference(row.unit_id, code, _("指标"), *_present(code in lines))
    for code in sorted(lines.keys() & made.keys()):
        for name, words in LINE_WORDS.items():
            kept, again = getattr(lines[code], name), made[code][name]
            if kept != again:
                yield Difference(row.unit_id, code, words, str(kept), str(again))
    for name, words in SHEET_WORDS.items():
        kept, again = getattr(row, name), values[name]
        if kept != again:
            yield Difference(row.unit_id, "", words, str(kept), str(again))


def _present(kept: bool) -> tuple[str, str]:
    return (_("有"), _("无")) if kept else (_("无"), _("有"))
