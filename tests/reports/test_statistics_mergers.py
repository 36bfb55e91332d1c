"""Merged places in the statistics (domain K6): one row with the heir from the day of the merger on,
over the whole year in a year's table, no row lost, none twice, every list as long as its number."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from accounts import scope as open_scope
from accounts.models import User
from campaigns.models import Division
from disputes.statistics.figures import counted as dispute_counts
from disputes.statistics.periods import period_of
from households.models import Household
from households.papers.base import Scope
from reports.statistics.counting import count
from reports.statistics.reading import Reading
from reports.statistics.table import Number, Statistic
from tests.cast import World
from tests.disputes import cases
from tests.reports.test_statistics import COUNTED, SignIn, small  # noqa: F401

COUNTY, T1, T2 = 990101000000, 990101100000, 990101101000
V1, V2, FAR = 990101100201, 990101100202, 990101101201
TABLES_OF_ROWS = [t for t in COUNTED if t.key != "pledges"]  # who signs is the tree of the day
Counts = dict[int, dict[str, Any]]


def merge(code: int, heir: int, day: date = date(2026, 6, 15)) -> None:
    """In the middle of the year, and of a month."""
    Division.objects.filter(code=code).update(valid_to=day, successor_id=heir)


def reading(who: User, root: int, code: str = "2026") -> Reading:
    return Reading(who, Division.objects.get(code=root), period_of(code))


def every(who: User, root: int, code: str = "2026") -> dict[str, Counts]:
    """The counts of every table by unit."""
    return {t.key: reading(who, root, code).counts(t) for t in TABLES_OF_ROWS}


def sums(counts: Counts, *codes: int) -> dict[str, Any]:
    """What some units come to; all of them for none."""
    out: dict[str, Any] = {}
    for code in codes or counts:
        for key, value in counts.get(code, {}).items():
            out[key] = out.get(key, 0) + value
    return {key: value for key, value in out.items() if value}


def lists_are_as_long(one: Reading, table: Statistic) -> int:
    """Every number of every row is what its list holds; how many were not nothing."""
    counts, found = one.counts(table), 0
    with one.scope() as scope:
        for unit in one.units(counts):
            own = unit.code == one.root.code
            for part in table.parts:
                rows, weight = part.listed(scope, unit, own=own), part.base.weight
                held = (
                    sum(v or 0 for v in rows.values_list(weight, flat=True))
                    if weight
                    else rows.count()
                )
                assert counts.get(unit.code, {}).get(part.key, 0) == held, (table.key, part.key)
                found += bool(held)
    return found


def test_a_years_table_has_the_merged_village_with_its_heir(small: World) -> None:  # noqa: F811
    before, told = every(small.county, T1), 0
    merge(V2, V1)
    after = every(small.county, T1)
    for table in TABLES_OF_ROWS:
        old, new = before[table.key], after[table.key]
        assert V2 not in new, table.key
        assert sums(new, V1) == sums(old, V1, V2), table.key
        assert sums(new) == sums(old), table.key
        told += bool(sums(old, V1)) and bool(sums(old, V2))
        assert V2 not in [unit.code for unit in reading(small.county, T1).units(new)]
        lists_are_as_long(reading(small.county, T1), table)
    assert told >= 3


@pytest.mark.parametrize(
    ("code", "together"),
    [("2026-05", False), ("2026-Q1", False), ("2026-06", True), ("2026-H1", True),
     ("2026-09", True), ("2025", False)],
)  # fmt: skip
def test_the_tree_is_that_of_the_last_day(
    small: World,  # noqa: F811
    code: str,
    together: bool,
) -> None:
    before = every(small.county, T1, code)
    merge(V2, V1)
    after = every(small.county, T1, code)
    for key, old in before.items():
        if together:
            assert V2 not in after[key]
            assert sums(after[key], V1) == sums(old, V1, V2), key
        else:
            assert after[key] == old, key


def test_into_another_township(small: World) -> None:  # noqa: F811
    """The county's total stays, one township gives what the other takes; each township's own table
    and the county's row are the same, and so are the lists."""
    before, villages = every(small.county, COUNTY), every(small.county, T1)
    merge(V2, FAR)
    after, found = every(small.county, COUNTY), 0
    for table in TABLES_OF_ROWS:
        old, new = before[table.key], after[table.key]
        assert sums(new) == sums(old), table.key
        moved = sums(villages[table.key], V2)
        for key in {*sums(old, T1), *moved}:
            less = old.get(T1, {}).get(key, 0) - moved.get(key, 0)
            assert new.get(T1, {}).get(key, 0) == less, (table.key, key)
        for town in (T1, T2):
            own = reading(small.county, town)
            assert sums(own.counts(table)) == sums(new, town), (table.key, town)
            found += lists_are_as_long(own, table)
        lists_are_as_long(reading(small.county, COUNTY), table)
    assert found > 20
    taker = User.objects.get(username="town_next")
    for table in TABLES_OF_ROWS:
        with open_scope.opened(taker):
            assert sums(reading(taker, T2).counts(table)) == sums(after[table.key], T2), table.key


def test_a_chain_and_a_township(small: World) -> None:  # noqa: F811
    """甲二村 into 甲一村, then all of 甲一镇 into 甲二镇: the county has one row of all of it, and
    the township that took it over has it in its own."""
    before = every(small.county, COUNTY)
    merge(V2, V1)
    merge(T1, T2, date(2026, 8, 1))
    after = every(small.county, COUNTY)
    for table in TABLES_OF_ROWS:
        assert T1 not in after[table.key]
        assert sums(after[table.key], T2) == sums(before[table.key], T1, T2), table.key
        assert sums(after[table.key]) == sums(before[table.key]), table.key
        own = reading(small.county, T2)
        assert sums(own.counts(table)) == sums(after[table.key], T2), table.key
        lists_are_as_long(own, table)
        # The table of what is gone stays what it was under its own codes.
        assert sums(reading(small.county, T1).counts(table)) == sums(before[table.key], T1)


def test_what_is_compared_follows_the_same_tree(small: World, sign_in: SignIn) -> None:  # noqa: F811
    """Last year's number stands beside the heir as a whole, and its link lists the same rows."""
    Household.objects.filter(village_id__in=(V1, V2)).update(registered_on=date(2025, 3, 1))
    merge(V2, FAR)
    table = next(t for t in COUNTED if t.key == "screening")
    done = count(table, reading(small.county, COUNTY))
    assert done.last_year is not None
    homes = Household.objects.filter(village_id=V2).count()
    assert done.last_year.counts[T2]["homes"] == homes > 0
    page = sign_in("county").get("/statistics/table?table=screening&period=2026")
    then = next(row for row in page.context["tables"][2]["rows"] if row[0]["words"] == "甲二镇")[2]
    assert then["words"] == str(homes)
    rows = sign_in("county").get(then["url"])
    shown = re.search(r"表上的数是 <b>([\d.]+)", unescape(rows.text))
    assert shown is not None
    assert int(shown[1]) == homes


def test_the_mediation_tables_and_lists_follow_too(small: World, sign_in: SignIn) -> None:  # noqa: F811
    cases.taken(small, small.village_next, small.village_two)
    one = Scope(small.county, small.township, period_of("2026-YTD"))
    old: Counts = dispute_counts(one, by_kind=False)
    merge(V2, V1)
    one = Scope(small.county, small.township, period_of("2026-YTD"))
    new: Counts = dispute_counts(one, by_kind=False)
    assert V2 not in new
    assert sums(new, V1) == sums(old, V1, V2)
    client = sign_in("county")
    both = client.get(f"/statistics/board?root={T1}").context["board"]
    mark = next(m for m in both.rows[0].marks if m.duty.key == "disputes")
    assert both.rows[0].unit.code == V1
    assert len(both.rows) == 1
    assert client.get(mark.url).context["page"].paginator.count == int(mark.light.shown) > 0


def test_a_unit_given_up_without_an_heir_keeps_its_row(small: World) -> None:  # noqa: F811
    before = every(small.county, T1)
    Division.objects.filter(code=V2).update(valid_to=date(2026, 6, 15))
    for table in TABLES_OF_ROWS:
        done = count(table, reading(small.county, T1))
        assert done.now.counts == before[table.key]
        for line in done.lines:
            if isinstance(line, Number):
                shown: list[Any] = [line.value(done.now.of(unit)) for unit in done.units]
                assert sum(shown) == line.value(done.now.whole), (table.key, line.key)


def test_a_ring_of_mergers_ends(small: World) -> None:  # noqa: F811
    merge(V2, V1)
    merge(V1, V2)
    for counts in every(small.county, COUNTY).values():
        assert sum(sums(counts).values()) >= 0
