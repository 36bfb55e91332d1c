"""A run over a small year: every point worked out by hand, and the rows behind each figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Division, Level
from reports.metrics.counting import Period, rows_behind, weight_of
from reports.metrics.declarations import DECLARATIONS
from reports.models import ScoreLine, ScoreSheet, ScoringRun
from reports.records import spans_of
from reports.rules import Indicator
from reports.sheet_rows import result_of, rules_of
from reports.transitions.review import Entry, enter_lines
from reports.transitions.run import ask_for_run, compute
from tests.cast import World
from tests.reports import facts

T1, T2 = 990101100000, 990101101000
V1, V2, V3 = 990101100201, 990101100202, 990101101201
NA = None

# Computed lines by hand: unit → code → points (None: 不适用).
BY_HAND: dict[int, dict[str, str | None]] = {
    # (6+0)/10×4; 6−(98−90)×0.5; 1/2×6; 6−0.2−0.5; 1/2×4; 8−(90−40)×0.2 <0; 1/2×4; 1/3×4; 1/3×6;
    # 5−1; and 5.1: 1/2×6; two of four quarters; one of four dates; 5−(85−80)×0.2; 95 % is full;
    # 3.5: 4−2 for what the police told; 4.4: passed up four months after it was taken in
    V1: {"1.1": "2.40", "1.3": "2.00", "2.2": "1.50", "3.1": "2.00", "3.2": "3.00", "3.3": "5.30",
         "3.4": "2.00", "3.5": "2.00", "4.1": "0.00", "4.2": "2.00", "4.3": "1.33", "4.4": "0.00",
         "5.1": "3.00", "5.2": "2.00", "6.1": "4.00", "6.2": "4.00", "7.1": "8.00"},
    # (1+3)/5×4; 5/5; 1/2×6; 6−0.5−2; 1/2×4; 1/1; 1/1; none due; 1/2×6; no batch;
    # 5.1: 0/1, paired only next year; 7.1: (85−80)/15×8
    V2: {"1.1": "3.20", "1.3": "0.00", "2.2": "0.00", "3.1": "6.00", "3.2": "3.00", "3.3": "3.50",
         "3.4": "2.00", "3.5": "4.00", "4.1": "8.00", "4.2": "4.00", "4.3": NA, "4.4": "4.00",
         "5.1": "0.00", "5.2": "3.00",
         "6.1": "5.00", "6.2": NA, "7.1": "2.67"},
    # (1+3 of a list of 9)/4×4; all on time; nothing else happened
    V3: {"1.1": "4.00", "1.3": "0.00", "2.2": "0.00", "3.1": "6.00", "3.2": "6.00", "3.3": "6.00",
         "3.4": NA, "3.5": "4.00", "4.1": NA, "4.2": NA, "4.3": NA, "4.4": "4.00", "5.1": NA,
         "5.2": NA, "6.1": "0.00",
         "6.2": NA, "7.1": NA},
    # (2+1×0.5)/3×4; 14/15×5−1; 5−0.2−2×0.5−2; 2/4×4; 2/3×4; 2/5×4; 5/6×3; 5−(95−80)×0.25;
    # 1/3×3; and 5.1: 1/3×4; one meeting of two; the plan, not the ledger, of 2 points due: ×4÷2;
    # 5−(90−85)×0.25; 4−(90−80)×0.2; what the villages did on the dates is theirs; no bulletin;
    # 13/15 of the homes; (90−80)/15×10; 3.6: 3−1.5; 4.3 and 4.6: one of two
    T1: {"1.1": "3.33", "1.2": "1.50", "1.3": "2.00", "1.4": "2.00", "1.5": NA, "2.1": "3.75",
         "2.2": "2.00", "2.3": "0.00", "2.4": "0.00", "3.1": "3.67", "3.2": "1.80", "3.3": "2.00",
         "3.4": "2.67", "3.5": "1.60", "3.6": "1.50", "4.1": "2.50", "4.2": "1.25", "4.3": "2.00",
         "4.4": "1.00", "4.6": "1.00", "5.1": "1.33", "5.2": "5.00", "5.3": NA, "6.1": "6.67"},
    # (0+1×0.5)/2×4; all on time
    T2: {"1.1": "1.00", "1.2": "0.00", "1.3": "0.00", "1.4": "0.00", "1.5": NA, "2.1": NA,
         "2.2": NA, "2.3": "0.00", "2.4": "0.00", "3.1": "5.00", "3.2": "5.00", "3.3": NA,
         "3.4": NA, "3.5": NA, "3.6": "3.00", "4.1": NA, "4.2": NA, "4.3": NA, "4.4": NA,
         "4.6": "2.00", "5.1": NA, "5.2": "0.00",
         "5.3": NA, "6.1": NA},
}  # fmt: skip
# With every manual line at its cap, category by category. V1: 8.4+7.5+14.3+3.33+5+8+8.
# V2: 7.2+6+(14.5 and 4 full)+(12, 折算 4 and 4 full)+3+(5 and 5)+2.67, and 1 off for the circular.
# V3: 8+6+(18, 4 and 4 full)+4 full+0 of 10, 折算 of the 36 points of 四, 五 and 七: 36/56×36.
# T1: (8.83 and 1.36)+5.75+13.24+10.75+(9.33 and 2.33)+6.67, 1 off and 0.5 for the paper.
# T2: (1 and 0.15)+0+(10, 12 and 3 full)+(3, 15 and 2 full)+(3 and 2.63), 折算 of the 10 of 六:
# 46.78/85×10.
TOTALS = {V1: "54.53", V2: "66.37", V3: "67.14", T1: "57.76", T2: "57.28"}


def ask(world: World, by: str = "county") -> ScoringRun:
    """A run over the whole year, queued."""
    return ask_for_run(campaign=world.campaign, by=world.users[by], data_until=date(2026, 12, 31))


def computed(world: World) -> ScoringRun:
    """A finished run over the small year. Tests that begin with one take the fixture
    `computed_run`, or `filled_run`."""
    facts.build(world)
    return compute_year(world)


def compute_year(world: World) -> ScoringRun:
    """A finished run over what is there."""
    run = ask(world)
    assert compute(run.pk)
    return ScoringRun.objects.get(pk=run.pk)


def fill(world: World, run: ScoringRun, level: Level, leave: int = 0) -> int:
    """Enter the full points on every manual line of a level, but for the last `leave`."""
    lines = [
        Entry(line.unit_id, line.code, points=line.cap)
        for line in ScoreLine.objects.filter(sheet__run=run, sheet__level=level, state="pending")
    ]
    return enter_lines(
        run=run,
        level=level,
        entries=lines[: len(lines) - leave],
        reason="现场核查",
        by=world.governance,
    )


def waiting_lines(run: ScoringRun, level: int) -> int:
    """How many manual lines of a level there are to enter."""
    rules = rules_of(run, level)
    manual = sum(line.source == "manual" for line in rules.indicators)
    return manual * run.sheets.filter(level=level).count()


def fill_all(world: World, run: ScoringRun) -> None:
    """Nothing is left 待评."""
    fill(world, run, Level.VILLAGE)
    fill(world, run, Level.TOWNSHIP)


def test_every_computed_point_is_as_worked_out_by_hand(
    world: World, computed_run: ScoringRun
) -> None:
    run = computed_run
    assert (run.state, run.stage, run.error, run.tries) == ("done", "draft", "", 1)
    got = {
        unit: {
            line.code: None if line.points is None else str(line.points)
            for line in ScoreLine.objects.filter(sheet__run=run, unit_id=unit).exclude(
                state="pending"
            )
        }
        for unit in BY_HAND
    }
    assert got == BY_HAND
    assert {s.unit_id for s in run.sheets.all()} == set(BY_HAND)  # the county next door has none
    assert not run.sheets.exclude(total=None).exists()
    assert not run.sheets.exclude(rank=None).exists()


def test_totals_ranks_and_grades(world: World, computed_run: ScoringRun) -> None:
    run = computed_run
    fill_all(world, run)
    rows = {s.unit_id: s for s in run.sheets.all()}
    assert {unit: str(rows[unit].total) for unit in rows} == TOTALS
    assert [(rows[u].rank, rows[u].grade) for u in (T1, T2)] == [(1, "不合格"), (2, "不合格")]
    assert [(rows[u].rank, rows[u].grade) for u in (V2, V1)] == [(1, "合格"), (2, "不合格")]
    assert rows[V3].rank == 1
    assert rows[V1].summary.startswith("基础 54.53")
    assert rows[T1].summary == "基础 58.26 + 加分 0.50 − 扣分 1.00 = 57.76"
    assert rows[T1].outside == {"deduction": {"blame_county": 1}, "bonus": {"adopted": 1}}
    assert (rows[V2].outside, rows[T2].outside) == ({"deduction": {"blame_county": 1}}, {})


def parts_of(run: ScoringRun, sheet: ScoreSheet) -> list[tuple[Indicator, str, int]]:
    """(line, part, count) of every computed line of a sheet."""
    rules = rules_of(run, sheet.level)
    found = []
    for line in sheet.lines.all():
        indicator = rules.indicator(line.code)
        if indicator.source == "computed":
            parts = {p.key: p.count for p in result_of(line, indicator).parts}
            assert {t.part for t in result_of(line, indicator).tokens} - {""} <= set(parts)
            found += [(indicator, key, count) for key, count in parts.items()]
    return found


def test_rows_behind_every_part_count_to_its_figure(world: World, computed_run: ScoringRun) -> None:
    run = computed_run
    period = Period.of(world.campaign, run.data_until)
    checked = 0
    for sheet in run.sheets.select_related("unit").prefetch_related("lines"):
        for line, part, count in parts_of(run, sheet):
            (span,) = spans_of(sheet.unit, own=line.own)
            metric = line.metric
            behind = rows_behind(metric, period, spans=[span], part=part, user=world.system)
            where = f"{sheet.unit} {line.code} {metric}.{part}"
            assert behind.weight == count, where
            assert behind.total == len(behind.rows), where
            assert sum(row.weight for row in behind.rows) == count, where
            assert all(span[0] <= row.place < span[1] for row in behind.rows), where
            frozen = run.frozen["places"][metric].items()
            mine = [v for code, v in frozen if span[0] <= int(code) < span[1]]
            assert sum(weight_of(DECLARATIONS[metric], v, part) for v in mine) == count, where
            checked += 1
    assert checked > 60


def test_rows_behind_are_cut_to_pages_and_reach(world: World, computed_run: ScoringRun) -> None:
    run = computed_run
    period = Period.of(world.campaign, run.data_until)
    whole = [(T1, T1 + 1000)]

    def behind(user: User, **rest: Any) -> Any:
        return rows_behind(
            "household_pledges", period, spans=whole, part="denominator", user=user, **rest
        )

    first, second = behind(world.system, limit=10), behind(world.system, limit=10, offset=10)
    assert (len(first.rows), len(second.rows), first.total) == (10, 5, 15)
    assert {row.place for row in behind(world.village).rows} == {V1}
    assert behind(world.town_next).total == 0
    with pytest.raises(LookupError):
        rows_behind("visits", period, spans=whole, part="untrue", user=world.system)


def test_counting_never_asks_per_village(world: World, small_year: None) -> None:
    run = ask(world)
    with CaptureQueriesContext(connection) as few:
        compute(run.pk)
    Division.objects.bulk_create(
        Division(code=c, end=c + 1, name=f"村{c}", level=5, parent_id=T1)
        for c in range(T1 + 300, T1 + 340)
    )
    again = ask(world)
    with CaptureQueriesContext(connection) as many:
        compute(again.pk)
    assert again.sheets.count() == run.sheets.count() + 40
    # The second run also carries the first over; nothing grows with the villages.
    assert len(many) <= len(few) + 45


def test_a_village_merged_in_the_year_is_counted_with_its_successor(
    world: World, small_year: None
) -> None:
    Division.objects.filter(code=V2).update(valid_to=date(2026, 9, 1), successor_id=V1)
    run = ask(world)
    compute(run.pk)
    lines = {(line.unit_id, line.code): line for line in ScoreLine.objects.filter(sheet__run=run)}
    assert not any(unit == V2 for unit, _code in lines)
    line = lines[V1, "1.1"]
    assert (line.numerator, line.denominator) == (6 + 4, 10 + 5)
    assert lines[T1, "3.3"].denominator == 4  # the township is the sum of its parts


def test_same_facts_same_digest(world: World, computed_run: ScoringRun) -> None:
    first = computed_run
    again = ask(world, "governance")
    compute(again.pk)
    again.refresh_from_db()
    assert (again.digest, again.frozen) == (first.digest, first.frozen)
    assert len(again.digest) == 64
    Division.objects.filter(code=V1).update(name="改名村")
    third = ask(world, "governance")
    compute(third.pk)
    third.refresh_from_db()
    assert third.digest != first.digest


def test_what_was_entered_moves_to_the_next_run(world: World, computed_run: ScoringRun) -> None:
    first = computed_run
    fill(world, first, Level.VILLAGE)
    line = ScoreLine.objects.get(sheet__run=first, unit_id=V1, code="2.1")
    assert line.changes.get().after == Decimal("6.00")
    again = ask(world)
    compute(again.pk)
    first.refresh_from_db()
    assert first.stage == "replaced"
    rows = {s.unit_id: s.total for s in again.sheets.filter(level=Level.VILLAGE)}
    assert {u: str(t) for u, t in rows.items()} == {u: TOTALS[u] for u in (V1, V2, V3)}
    kept = ScoreLine.objects.get(sheet__run=again, unit_id=V1, code="2.1")
    assert (kept.state, kept.changes.get().reason) == ("manual", "现场核查")
    with pytest.raises(NotTheMoment, match="已被替代"):
        fill(world, first, Level.TOWNSHIP)


@pytest.mark.parametrize("who", ["town", "village", "auditor", "county_other", "nobody"])
def test_who_may_ask(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        ask_for_run(campaign=world.campaign, by=world.users[who])
    assert not ScoringRun.objects.exists()


def test_one_run_at_a_time(world: World) -> None:
    run = ask_for_run(campaign=world.campaign, by=world.county)
    assert Trail.objects.filter(act="score.run", key=str(run.pk)).exists()
    with pytest.raises(NotTheMoment, match="正在进行"):
        ask_for_run(campaign=world.campaign, by=world.governance)
    with pytest.raises(Invalid, match="2026年内"):
        ask_for_run(campaign=world.campaign, by=world.county, data_until=date(2027, 1, 1))


def test_a_run_before_the_year_ends_counts_up_to_today(world: World) -> None:
    run = ask_for_run(campaign=world.campaign, by=world.county)
    assert run.data_until == min(date(2026, 12, 31), timezone.localdate())


def test_a_shorter_year_counts_only_its_days(world: World, small_year: None) -> None:
    run = ask_for_run(campaign=world.campaign, by=world.county, data_until=date(2026, 2, 28))
    compute(run.pk)
    lines = {line.code: line for line in ScoreLine.objects.filter(sheet__run=run, unit_id=V1)}
    assert (lines["1.1"].numerator, lines["1.1"].denominator) == (0, 11)
    assert str(lines["3.3"].points) == "5.80"  # one late report, March not yet due
    assert lines["4.3"].state == "na"
