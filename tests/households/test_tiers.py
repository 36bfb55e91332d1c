"""The rules of tiers as plain functions over a scale: days of visits, terms, months."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from households.scales.body import (
    CODES,
    Cadence,
    Level,
    Phase,
    Scale,
    build,
    dump,
    load,
)
from households.scales.checking import complaints
from households.scales.shipped import DEFAULT
from households.scales.words import differences, explained, rhythm
from households.tiers import add_months, review_due, visit_days

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
RED, YELLOW, GREEN = DEFAULT.levels


@st.composite
def phases(draw: st.DrawFn) -> tuple[Phase, ...]:
    """A rhythm the checks let pass."""
    out = []
    for last in (False,) * draw(st.integers(0, 2)) + (True,):
        unit = draw(st.sampled_from(["day", "week", "month"]))
        every = draw(st.integers(1, 6))
        most = {"day": 1, "week": 7, "month": 28}[unit] * every
        times = draw(st.integers(1, min(most, 9)))
        out.append(Phase(times, every, unit, 0 if last else draw(st.integers(1, 4))))
    return tuple(out)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    """Scales of two to five levels that hold."""
    others = draw(st.sets(st.sampled_from(CODES[1:]), min_size=1, max_size=4))
    codes = ["red", *(code for code in CODES[1:] if code in others)]
    levels = tuple(
        Level(
            code=code,
            label=f"级{place}",
            standard="标准",
            points_from=20 - 3 * place,
            first_hours=24 * (place + 1),
            meeting_hours=0,
            phases=draw(phases()),
            review_days=7 * (place + 1),
            quiet_days=draw(st.integers(1, 366)),
            keepers="",
        )
        for place, code in enumerate(codes)
    )
    return build(levels, DEFAULT.weights, DEFAULT.direct, 3, Cadence())


@given(scales(), st.integers(0, 4), DAYS, st.integers(-10, 800))
def test_visit_days_increase_inside_their_range(
    scale: Scale, place: int, since: date, ahead: int
) -> None:
    level = scale.levels[place % len(scale.levels)]
    until = since + timedelta(days=ahead)
    days = visit_days(level, since, until)
    assert all(a < b for a, b in itertools.pairwise(days))
    assert all(since < day <= until for day in days)


@given(scales(), DAYS, st.integers(0, 400), st.integers(0, 400))
def test_a_longer_plan_begins_with_the_shorter(scale: Scale, since: date, a: int, b: int) -> None:
    short, long = sorted((a, b))
    first = visit_days(scale.top, since, since + timedelta(days=short))
    assert visit_days(scale.top, since, since + timedelta(days=long))[: len(first)] == first


@given(scales())
def test_a_scale_survives_its_json_and_its_checks(scale: Scale) -> None:
    assert load(dump(scale)) == scale
    assert complaints(scale) == []
    for level in scale.levels:
        assert explained(level)
        assert rhythm(level.phases)


@given(scales(), scales())
def test_carried_over_a_level_is_never_less_urgent_in_place(old: Scale, new: Scale) -> None:
    """Another version may not quietly lower a family: the share of levels above it never grows
    unless the colour itself is kept."""
    for level in old.levels:
        into = new.carried(level)
        assert into in new.levels
        if not new.has(level.code) and not level.is_lowest:
            assert into.place * level.of <= level.place * into.of
    assert new.carried(old.top).is_top


@given(DAYS)
def test_gaps_of_each_shipped_level(since: date) -> None:
    until = since + timedelta(days=800)
    longest = {RED: 7, YELLOW: 18, GREEN: 92}
    for level, most in longest.items():
        days = [since, *visit_days(level, since, until)]
        assert max((b - a).days for a, b in itertools.pairwise(days)) <= most


def test_red_is_twice_a_week_then_weekly() -> None:
    days = visit_days(RED, date(2026, 10, 5), date(2026, 11, 5))
    assert [f"{d:%m%d}" for d in days] == [
        "1006", "1009", "1012", "1016", "1019", "1026", "1102",
    ]  # fmt: skip


def test_yellow_is_every_half_month() -> None:
    days = visit_days(YELLOW, date(2026, 10, 5), date(2026, 12, 5))
    assert [f"{d:%m%d}" for d in days] == ["1008", "1020", "1105", "1120", "1205"]


def test_green_is_monthly_then_quarterly() -> None:
    days = visit_days(GREEN, date(2026, 1, 31), date(2026, 12, 31))
    assert [f"{d:%m%d}" for d in days] == ["0207", "0228", "0331", "0430", "0731", "1031"]


def test_months_keep_the_day_where_they_can() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2027, 11, 30), 3) == date(2028, 2, 29)


def test_the_shipped_scale_is_the_domains() -> None:
    """Domain C2 and C3, number by number."""
    assert [(one.code, one.label) for one in DEFAULT.levels] == [
        ("red", "红·高"),
        ("yellow", "黄·中"),
        ("green", "绿·低"),
    ]
    assert [one.review_days for one in DEFAULT.levels] == [7, 30, 90]
    assert [one.quiet_days for one in DEFAULT.levels] == [30, 60, 90]
    assert [one.first_hours for one in DEFAULT.levels] == [24, 72, 168]
    assert [one.points_from for one in DEFAULT.levels] == [8, 4, 1]
    assert RED.meeting_hours == 48
    assert DEFAULT.top_per_keeper == 3
    assert [rhythm(one.phases) for one in DEFAULT.levels] == [
        "头两周每周 2 次，以后每周 1 次",
        "每半月 1 次",
        "头三个月每月 1 次，以后每季度 1 次",
    ]
    assert DEFAULT.weights == {
        "police.one": 1, "police.two": 2, "police.three": 4,
        "injury.slight": 2, "injury.treated": 4,
        "weapon.yes": 5, "threat.yes": 5, "drinking.yes": 1, "debt.yes": 1,
        "divorce.open": 1, "divorce.filed": 2, "separation.yes": 2, "no_support.yes": 1,
        "child_witness.yes": 1, "earlier_order.yes": 3, "care.yes": 2, "quiet.yes": -2,
        "order_breach.yes": 0, "vulnerable.yes": 0,
    }  # fmt: skip
    assert DEFAULT.direct == {
        "weapon.yes", "threat.yes", "injury.treated", "order_breach.yes", "vulnerable.yes",
    }  # fmt: skip
    assert DEFAULT.cadence == Cadence("half_month", 0, 10)
    assert complaints(DEFAULT) == []


def test_terms() -> None:
    assert [DEFAULT.one_lower(one.code) for one in DEFAULT.levels] == [YELLOW, GREEN, None]
    assert DEFAULT.higher("green") == (YELLOW, RED)
    assert [one.shape for one in DEFAULT.levels] == ["top", "mid1", "low"]
    for level in DEFAULT.levels:
        assert (review_due(level, date(2026, 1, 1)) - date(2026, 1, 1)).days == level.review_days


def changed(**values: object) -> Scale:
    """The shipped scale with its lowest level changed."""
    lowest = replace(GREEN, **values)  # type: ignore[arg-type]
    return build((RED, YELLOW, lowest), DEFAULT.weights, DEFAULT.direct, 3, DEFAULT.cadence)


@pytest.mark.parametrize(
    ("scale", "word"),
    [
        (changed(code="orange"), "由高到低"),
        (changed(label="黄·中"), "不同的名称"),
        (changed(review_days=10), "复核间隔"),
        (changed(first_hours=24), "首次到场"),
        (changed(points_from=4), "建议分"),
        (changed(phases=(Phase(1, 1, "month", 3),)), "最后一段"),
        (changed(phases=(Phase(0, 1, "month"),)), "次数或周期"),
        (changed(phases=()), "1 到 4 段"),
        (changed(standard=" "), "标准"),
        (changed(quiet_days=0), "平稳天数"),
        (build((YELLOW, GREEN), DEFAULT.weights, DEFAULT.direct, 3, Cadence()), "红色"),
        (build((RED,), DEFAULT.weights, DEFAULT.direct, 3, Cadence()), "2 到 5 级"),
        (build(DEFAULT.levels, {"faith.yes": 1}, DEFAULT.direct, 3, Cadence()), "不能另加"),
        (build(DEFAULT.levels, {"weapon.yes": 99}, DEFAULT.direct, 3, Cadence()), "因素分"),
        (build(DEFAULT.levels, DEFAULT.weights, frozenset(), 3, Cadence()), "直接定为"),
        (build(DEFAULT.levels, DEFAULT.weights, DEFAULT.direct, 0, Cadence()), "户数"),
        (build(DEFAULT.levels, {}, DEFAULT.direct, 3, Cadence("year")), "排查周期"),
        (build(DEFAULT.levels, {}, DEFAULT.direct, 3, Cadence(full_month=13)), "月份"),
    ],
)
def test_a_scale_that_cannot_be_worked_with_is_told_why(scale: Scale, word: str) -> None:
    assert any(word in sentence for sentence in complaints(scale)), complaints(scale)


def test_differences_name_what_changes() -> None:
    blue = build(
        (RED, replace(YELLOW, review_days=20), replace(GREEN, code="blue", label="蓝·低")),
        dict(DEFAULT.weights) | {"drinking.yes": 2},
        DEFAULT.direct - {"threat.yes"},
        2,
        Cadence("week"),
    )
    told = " ".join(differences(DEFAULT, blue))
    for words in (
        "复核天数 30 → 20", "新增蓝·低", "取消绿·低", "酒后起冲突：1 分 → 2 分",
        "不再直接定为最高级", "3 户改为 2 户", "每周一轮",
    ):  # fmt: skip
        assert words in told, told
    assert differences(DEFAULT, DEFAULT) == []
