"""Laws that hold for all figures: bounds, monotony, order does not matter, same bytes."""

import random
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from reports.metrics.catalogue import METRICS, Metric
from reports.rules import (
    Facts,
    FactsError,
    Indicator,
    Result,
    Rubric,
    RubricError,
    Standing,
    State,
    evaluate,
    load_shipped,
    load_text,
    place,
    ranks,
    rubric_from_dict,
    tally,
)
from reports.rules.kinds import Check
from tests.reports.rule_lines import lawful

RC1, RC2 = load_shipped("RC1"), load_shipped("RC2")
LINES = [line for rubric in (RC1, RC2) for line in rubric.indicators if line.inputs]
RATES = [line for line in LINES if line.rule.by_rate and not line.rule.event_keys()]
EVENTS = [line for line in LINES if line.rule.kind == "deduct"]
small = st.integers(0, 400)


@st.composite
def facts_of_items(draw: st.DrawFn, metric: Metric, months: int) -> Facts:
    """Counts of a metric whose items make up the whole."""
    few = st.integers(0, 3)
    by_item = {e.key: draw(few) for item in metric.items for e in item.events()}
    done = sum(by_item[item.done] for item in metric.items)
    late = sum(by_item[item.late] for item in metric.items if item.timed)
    lacking = sum(by_item[item.lacking] for item in metric.items)
    counts = dict.fromkeys(metric.event_keys(), 0) | by_item
    for key in metric.partition[1:]:
        counts[key] = late if key == "late" else lacking if key == metric.partition[-1] else 0
    return Facts(done, done + late + lacking, counts, months)


@st.composite
def facts_for(draw: st.DrawFn, line: Indicator) -> Facts:
    """Figures a line may really see."""
    keys = sorted(line.rule.event_keys())
    if line.source == "manual" and line.rule.kind == "checklist":
        states = [int(Check.MISSING), int(Check.DONE)]
        return Facts(counts={key: draw(st.sampled_from(states)) for key in keys})
    base, months = draw(small), draw(st.integers(0, 12))
    metric = METRICS.get(line.metric)
    if metric is not None and metric.items:
        return draw(facts_of_items(metric, months))
    if metric is None or not metric.partition:
        top = draw(st.integers(0, base))
        high = base - top if line.rule.by_rate else 400 if metric is None else base
        known = metric.event_keys() if metric else keys
        counts = {key: draw(st.integers(0, high // max(1, len(known)))) for key in sorted(known)}
        return Facts(top, base, counts, months)
    # The parts of the whole share the denominator; what is counted besides is part of some of them.
    parts, left = {}, base
    for key in metric.partition[1:]:
        parts[key] = draw(st.integers(0, left))
        left -= parts[key]
    others = {key: draw(st.integers(0, left)) for key in sorted(metric.event_keys() - set(parts))}
    return Facts(left, base, {**parts, **others}, months)


@st.composite
def results_for(draw: st.DrawFn, rubric: Rubric) -> dict[str, Result]:
    found = {}
    for line in rubric.indicators:
        known = bool(line.inputs) and draw(st.integers(0, 9)) > 0
        found[line.code] = evaluate(line, draw(facts_for(line))) if known else evaluate(line)
    return found


@given(st.data())
def test_points_stay_within_the_cap(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(LINES))
    result = evaluate(line, data.draw(facts_for(line)))
    assert 0 <= result.low <= result.high <= line.cap
    if result.points is None:
        assert result.state is State.NA
        assert result.carries == line.cap
    else:
        assert 0 <= result.points <= line.cap
        assert result.points == result.points.quantize(Decimal("0.01"))
        assert result.formula.endswith(f"{result.points:.2f}")


@given(st.data())
def test_one_more_achieved_never_lowers(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(RATES))
    base = data.draw(st.integers(line.few.least if line.few else 1, 2000))
    top = data.draw(st.integers(0, base - 1))

    def points(achieved: int) -> Decimal | None:
        return evaluate(
            line, lawful(line, achieved, base) if line.metric else Facts(achieved, base)
        ).points

    less, more = points(top), points(top + 1)
    assert less is not None
    assert more is not None
    assert less <= more


@given(st.data())
def test_one_more_event_never_raises(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(EVENTS))
    facts = data.draw(facts_for(line))
    key = data.draw(st.sampled_from(sorted(line.rule.event_keys())))
    counts = {**facts.counts, key: facts.counts[key] + 1}
    top = facts.numerator
    if line.metric and key in METRICS[line.metric].partition:
        assume(top)
        top = (top or 0) - 1
    assume(not line.denominator or counts[key] <= (facts.denominator or 0))
    before, after = evaluate(line, facts), evaluate(line, Facts(top, facts.denominator, counts))
    assume(before.state is not State.NA)
    assert before.points is not None
    assert after.points is not None
    assert after.points <= before.points


@given(st.integers(1, 300), st.data())
def test_signing_late_is_between_on_time_and_never(due: int, data: st.DataObject) -> None:
    line = RC1.indicator("1.1")
    on_time = data.draw(st.integers(0, due - 1))
    never = evaluate(line, Facts(on_time, due, {"late": 0})).points or 0
    late = evaluate(line, Facts(on_time, due, {"late": 1})).points or 0
    timely = evaluate(line, Facts(on_time + 1, due, {"late": 0})).points or 0
    assert never <= late <= timely


@given(st.sampled_from([RC1, RC2]), st.data())
def test_sheet_bounds_and_sum(rubric: Rubric, data: st.DataObject) -> None:
    results = data.draw(results_for(rubric))
    sheet = tally(rubric, results)
    assert 0 <= sheet.low <= sheet.high <= rubric.total
    for category in sheet.categories:
        assert 0 <= category.low <= category.high <= category.cap
    if sheet.base is not None:
        lines = sum((line.points or Decimal(0)) for line in sheet.results)
        extra = sum(category.adjustment for category in sheet.categories) + sheet.adjustment
        assert lines + extra == sheet.base == sheet.low == sheet.high
    again = tally(rubric, dict(reversed(results.items())))
    assert again.digest == sheet.digest


@st.composite
def groups(draw: st.DrawFn) -> list[Standing]:
    totals = st.none() | st.integers(5500, 10500).map(lambda n: Decimal(n // 50 * 50) / 100)
    size = draw(st.integers(0, 25))
    return [
        Standing(
            320322000000 + number,
            draw(st.sampled_from(["甲组", "乙组"])),
            draw(totals),
            draw(st.integers(0, 9)) == 0,
            ((Fraction(draw(st.integers(0, 3))), Fraction(0)),),
        )
        for number in range(size)
    ]


@given(groups(), st.integers(0, 2**32))
def test_ranks_do_not_depend_on_the_order_of_units(units: list[Standing], seed: int) -> None:
    shuffled = units.copy()
    random.Random(seed).shuffle(shuffled)
    assert ranks(shuffled) == ranks(units)
    assert place(shuffled, RC1.grades) == place(units, RC1.grades)


@given(groups())
def test_excellent_never_exceeds_its_share_and_equals_are_treated_alike(
    units: list[Standing],
) -> None:
    placed = place(units, RC1.grades)
    by_unit = {unit.unit: unit for unit in units}
    for group in ("甲组", "乙组"):
        members = [one for one in placed if one.group == group]
        excellent = [one for one in members if one.grade == "优秀"]
        assert 10 * len(excellent) <= 3 * len(members)
        assert [one.order for one in members] == list(range(1, len(members) + 1))
        graded: dict[Decimal | None, set[tuple[int | None, str | None]]] = {}
        for one in members:
            if by_unit[one.unit].ranked:
                total = by_unit[one.unit].total
                graded.setdefault(total, set()).add((one.rank, one.grade))
            else:
                assert (one.rank, one.grade) == (None, None)
        assert all(len(kinds) == 1 for kinds in graded.values())


@given(st.text(max_size=200))
def test_any_text_is_a_rubric_or_a_sentence(text: str) -> None:
    with suppress(RubricError):
        load_text(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.data())
def test_any_damage_to_a_rubric_is_answered_with_a_sentence(data: st.DataObject) -> None:
    plain = RC1.as_dict()
    node: object = plain
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))  # type: ignore[arg-type]
        key = data.draw(st.sampled_from(keys))
        child = node[key]  # type: ignore[index]
        if not isinstance(child, (dict, list)) or not child or data.draw(st.booleans()):
            node[key] = data.draw(JSON)  # type: ignore[index]
            break
        node = child
    with suppress(RubricError):
        rubric_from_dict(plain)


@given(st.dictionaries(st.sampled_from(["numerator", "denominator", "counts"]), JSON))
def test_any_facts_are_taken_or_refused_with_a_sentence(raw: dict[str, object]) -> None:
    with suppress(FactsError):
        Facts.from_dict(raw)
