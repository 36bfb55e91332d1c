"""The bench makes its own database, leaves others alone, and counts alike in every way."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import scope
from reports.bench import database, measuring, province
from reports.gathering import Keys, counted, together
from reports.metrics.counting import grouped_sql
from reports.metrics.declarations import DECLARATIONS
from reports.metrics.together import TOGETHER
from reports.row_lists import keys_in, lists_in

pytestmark = pytest.mark.slow
VILLAGES, SAMPLE = 60, 25
NAME = f"{database.NAME}_{os.getpid()}"


def may_make_databases() -> bool:
    """Whether the owner role is there and has CREATEDB."""
    try:
        entry = database.owner_entry()
        with database.raw(entry, entry["NAME"]) as server:
            row = server.execute(
                "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except (database.Refused, psycopg.OperationalError):
        return False
    return bool(row and row[0])


def databases() -> set[str]:
    """Names of the databases on the server."""
    entry = database.owner_entry()
    with database.raw(entry, entry["NAME"]) as server:
        return {name for (name,) in server.execute("SELECT datname FROM pg_database")}


@pytest.fixture(scope="module")
def printed(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """What the command says over a small province; its database stays until the module ends."""
    if not may_make_databases():
        pytest.skip("the owner role may not make databases")
    with django_db_blocker.unblock():
        out = StringIO()
        try:
            call_command(
                "bench_scoring",
                villages=VILLAGES,
                sample=SAMPLE,
                database=NAME,
                keep=True,
                stdout=out,
            )
            yield out.getvalue()
        finally:
            database.drop(NAME)


def test_the_command_prints_times_and_ratios(printed: str) -> None:
    assert f"核对：{SAMPLE} 村 × {len(DECLARATIONS)} 项，成批与逐村逐项相等。" in printed
    for words in (
        "两个连接共用一个快照",
        "推算60村",
        "第二道墙的代价",
        "计分（Python，60 村）",
        "一次全表扫描",
    ):
        assert words in printed
    made = {
        line.split()[0] for line in printed.splitlines() if line.startswith("  ") and "_" in line
    }
    assert set(province.TABLES) <= made


# What no published rubric scores a village by; the province holds no rows of it.
UNFILLED = {"inspection_problems", "circulars"}
UNFILLED |= {"survey_aware", "survey_took_part", "survey_satisfied", "survey_safe"}
# What only townships are counted by.
UNFILLED |= {"group_meetings", "year_papers", "lead_and_fund"}
UNFILLED |= {"training", "bulletins_adopted", "papers_adopted", "dossier_quality", "rights_decided"}
# What happens too rarely for a made-up province.
UNFILLED |= {"hazards", "first_known"}


def test_totals_are_the_sum_of_the_villages(printed: str) -> None:
    """All villages one by one, added up, are the totals of the province (as the app role)."""
    with database.connected(NAME):
        _, whole = measuring.set_based()
        codes = measuring.village_codes()
        _, single = measuring.village_loop(codes)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database(), current_user")
            assert cursor.fetchone() == (NAME, "anjia_app")
    assert len(codes) == VILLAGES
    assert measuring.differences(whole, single) == []
    for key in DECLARATIONS.keys() - UNFILLED:
        places = {code: facts for code, facts in whole[key].items() if code % 1000}
        assert sum(f.base() for f in places.values()) > 0, key
        for part in ("base", "top"):
            by_place = sum(getattr(facts, part)() for facts in places.values())
            by_loop = sum(
                getattr(facts, part)() for one in single.values() for facts in one[key].values()
            )
            assert by_place == by_loop, (key, part)


def test_the_cheaper_count_is_the_sum_of_the_rows(printed: str) -> None:
    cheaper = [declared for declared in DECLARATIONS.values() if declared.counted]
    assert cheaper
    with database.connected(NAME), scope.as_system(), connection.cursor() as cursor:
        params = measuring.whole_year().params()
        for declared in cheaper:
            both = []
            for one in (declared, replace(declared, counted="")):
                cursor.execute(grouped_sql(one), params)
                both.append({tuple(int(v) for v in row) for row in cursor.fetchall()})
            assert both[0] == both[1]
            assert len(both[0]) == VILLAGES


def test_records_read_together_are_those_of_each_metric_alone(printed: str) -> None:
    """Same counts, and the same keys under the same weights, place by place."""
    with database.connected(NAME), scope.as_system():
        period = measuring.whole_year()
        for group in TOGETHER:
            at_once: Keys = defaultdict(list)
            each: Keys = defaultdict(list)
            counts = together(group, period, at_once)
            assert counts == {key: counted(key, period, each) for key in group.keys}
            assert len(at_once) == VILLAGES
            assert _lists(at_once) == _lists(each)


def _lists(keys: Keys) -> dict[tuple[int, str, tuple[int, ...]], list[int | None]]:
    """The keys by place, metric and weights."""
    out: dict[tuple[int, str, tuple[int, ...]], list[int | None]] = defaultdict(list)
    for place, lines in keys.items():
        for metric, weights, found in lists_in("\n".join(lines)):
            out[place, metric, tuple(weights)] += keys_in(found)
    return {name: sorted(found, key=lambda key: key or 0) for name, found in out.items()}


def test_without_a_token_nothing_is_counted(printed: str) -> None:
    with database.connected(NAME), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM households_household")
        assert cursor.fetchone() == (0,)


def test_it_is_dropped_at_the_end_and_nothing_else_is(printed: str) -> None:
    others = {name for name in databases() if not name.startswith("test_")}
    # Another process of tests drops its own bench meanwhile.
    others = {n for n in others if n.startswith(NAME) or not n.startswith(f"{database.NAME}_")}
    assert NAME in others
    name = f"{NAME}_again"
    call_command("bench_scoring", villages=2, sample=5, database=name, stdout=StringIO())
    assert name not in databases()
    assert others <= databases()


@pytest.mark.parametrize("name", ["anjia", "postgres", "anjia_benchmark", "test_anjia"])
def test_it_refuses_any_other_database(name: str) -> None:
    with pytest.raises(CommandError, match="只能在库"):
        call_command("bench_scoring", villages=2, database=name, stdout=StringIO())
    with pytest.raises(database.Refused):
        database.drop(name)
    with pytest.raises(database.Refused), database.connected(name):
        raise AssertionError


@pytest.mark.parametrize("villages", [0, -1, 10**6])
def test_it_refuses_sizes_that_cannot_be(villages: int) -> None:
    with pytest.raises(CommandError, match="村数应在"):
        call_command("bench_scoring", villages=villages, stdout=StringIO())
