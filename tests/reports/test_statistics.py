"""Statistics: tables add up, every number is the length of its list, last year may be empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.exports.sheet import Cell, Paper, Table, written
from accounts.exports.workbook import write
from campaigns.models import Activity, Division, Trainee, Training
from disputes.statistics.periods import between, period_of, year_before
from households.models import Household, ListedFamily
from households.papers.base import Scope, counted
from households.papers.creation import PARTS as CREATION_PARTS
from households.papers.monthly import parts as monthly_parts
from reports.statistics.counting import count, summed
from reports.statistics.drawing import BY_THE_DAY, Drawing
from reports.statistics.guarding import is_offered
from reports.statistics.periods import asked_period, period_before
from reports.statistics.reading import Reading
from reports.statistics.registry import ALL, TABLES
from reports.statistics.table import Number, Share, Statistic
from tests.cast import World
from tests.exports.books import MARK, opened, values
from tests.reports.moments import day, moment

SignIn = Callable[[str], Client]
COUNTED = [table for table in ALL if isinstance(table, Statistic)]
T1, V1, V2 = 990101100000, 990101100201, 990101100202
YEAR = "2026"


@pytest.fixture
def small(world: World, small_year: None) -> World:
    """The small year of the metrics, and publicity and training on all three levels."""
    for unit, who in ((990101000000, "county"), (T1, "town"), (V1, "village")):
        person = world.users[who]
        Activity.objects.create(
            unit_id=unit, kind="door", theme="家风", day=day(3, 8), venue="广场", people=40,
            materials=25, recorded_by=person, recorded_at=moment(3, 8),
        )  # fmt: skip
        held = Training.objects.create(
            unit_id=unit, day=day(4, 9), topic="调解", teacher="李老师", venue="礼堂",
            recorded_by=person, recorded_at=moment(4, 9),
        )  # fmt: skip
        for name, came in (("甲", True), ("乙", False)):
            Trainee.objects.create(training=held, place_id=unit, name=f"{name}{unit}", came=came)
    return world


def reading(world: World, who: str, root: int = 990101000000, code: str = YEAR) -> Reading:
    return Reading(world.users[who], Division.objects.get(code=root), period_of(code))


def totals(table: Statistic, one: Reading) -> dict[str, Any]:
    return summed(table, one.counts(table))


def test_the_small_county_fills_most_tables(small: World) -> None:
    """What the other tests sum is not nothing."""
    empty = [t.key for t in COUNTED if not any(totals(t, reading(small, "county")).values())]
    assert set(empty) <= {"rectification", "hazards"}


def test_a_countys_table_is_the_sum_of_its_townships_and_villages(small: World) -> None:
    county = reading(small, "county")
    for table in COUNTED:
        above = county.counts(table)
        for code in {c for c in above if c != county.root.code}:
            town = reading(small, "county", code)
            below = town.counts(table)
            for part in table.parts:
                inside = sum(v.get(part.key, 0) for v in below.values())
                assert above[code].get(part.key, 0) == inside, (table.key, part.key)
                for unit in below:
                    if unit != code:
                        alone = totals(table, reading(small, "county", unit))
                        assert alone[part.key] == below[unit].get(part.key, 0), part.key


def test_every_number_is_the_length_of_its_list(small: World) -> None:
    for root in (990101000000, T1):
        one = reading(small, "county", root)
        for table in COUNTED:
            counts = one.counts(table)
            scope = Scope(one.user, one.root, one.days)
            for unit in one.units(counts):
                own = unit.code == root
                for part in table.parts:
                    rows = part.listed(scope, unit, own=own)
                    weight = part.base.weight
                    shown = counts.get(unit.code, {}).get(part.key, 0)
                    if weight:
                        held = sum(v or 0 for v in rows.values_list(weight, flat=True))
                    else:
                        held = rows.count()
                    assert shown == held, (table.key, part.key)


def test_rows_and_total_agree_and_rates_come_from_sums(small: World) -> None:
    """The last line is the sum of the lines above it; a rate of the whole is no mean of rates."""
    for table in COUNTED:
        done = count(table, reading(small, "county"))
        for line in done.lines:
            lines: list[Any] = [line.value(done.now.of(unit)) for unit in done.units]
            if isinstance(line, Number):
                assert sum(lines) == line.value(done.now.whole), (table.key, line.key)
            else:
                whole = line.value(done.now.whole)
                assert whole is None or 0 <= whole <= 1, (table.key, line.key)
    visits = count(TABLES["visits"], reading(small, "county"))  # type: ignore[arg-type]
    rate = next(line for line in visits.lines if isinstance(line, Share))
    top, base = visits.now.whole["on_time"], sum(visits.now.whole[k] for k in rate.base)
    assert rate.value(visits.now.whole) == top / base


def test_lower_apps_papers_show_the_same_numbers(small: World) -> None:
    """No number is counted in two ways: the month's paper and the half-year's are called, not
    rewritten."""
    one = reading(small, "county")
    scope = Scope(one.user, one.root, one.days)
    assert one.counts(TABLES["screening"]) == counted(scope, monthly_parts())  # type: ignore[arg-type]
    assert one.counts(TABLES["creation"]) == counted(scope, CREATION_PARTS)  # type: ignore[arg-type]


def papers(key: str, one: Reading) -> list[Table]:
    table = TABLES[key]
    assert isinstance(table, Statistic)
    done = count(table, one)
    return Drawing(done, done.lines[0]).papers()


def test_last_year_empty_gives_a_dash_and_a_sign(small: World) -> None:
    _main, compared, by_unit = papers("screening", reading(small, "county"))
    words = [
        [written(cell, c.kind) for c, cell in zip(compared.columns, row, strict=True)]
        for row in compared.rows
    ]
    homes = next(row for row in words if row[0] == "总户数")
    assert homes[2:5] == ["0", f"+{homes[1]}", "—"]
    assert all("nan" not in cell for row in words for cell in row)
    assert by_unit.totals is not None
    assert written(by_unit.totals[4], "growth") == "—"


def test_growth_is_signed_and_rates_differ_by_points() -> None:
    assert written(Cell(-3, kind="change"), "int") == "-3"
    assert written(Cell(0, kind="change"), "int") == "0"
    assert written(Cell(0.125, kind="growth"), "int") == "+12.5%"
    assert written(Cell(-0.00001, kind="growth"), "int") == "0.0%"
    assert written(Cell(0.012, kind="points"), "rate") == "+1.2个百分点"


def test_compared_with_last_year(small: World) -> None:
    """A home registered a year earlier is in last year's number."""
    Household.objects.filter(village_id=V1).update(registered_on=date(2025, 3, 1))
    homes = Household.objects.filter(village_id=V1).count()  # nobody had left by then
    row = papers("screening", reading(small, "county"))[1].rows[0]
    assert row[2].value == homes
    assert row[3].value == row[1].value - homes
    assert row[4].value == pytest.approx(row[3].value / homes)


@pytest.mark.parametrize(
    ("code", "before", "last_year"),
    [
        ("2026-03", "2026-02", "2025-03"),
        ("2026-01", "2025-12", "2025-01"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-H1", "2025-H2", "2025-H1"),
        ("2025", None, "2024"),
        ("2026-YTD", None, "2025-YTD"),
        ("20260111-20260120", "20260101-20260110", "20250111-20250120"),
    ],
)
def test_periods_beside(code: str, before: str | None, last_year: str) -> None:
    one = asked_period(code)
    assert one.code == code
    found = period_before(one)
    assert (found.code if found else None) == before
    assert year_before(one).code == last_year


def test_two_days_make_a_period_or_none() -> None:
    one = asked_period("", date(2026, 2, 3), date(2026, 3, 4))
    assert (one.first, one.last) == (date(2026, 2, 3), date(2026, 3, 4))
    assert one.words == "2026年2月3日至2026年3月4日"
    assert between(date(2026, 3, 4), date(2026, 2, 3)) is None
    assert asked_period("20260230-20260301").code.endswith("YTD")


def test_pages_link_every_number_to_its_list(small: World, sign_in: SignIn) -> None:
    client, seen = sign_in("county"), 0
    for key in ("pledges", "visits", "zero", "help", "publicity", "marriage"):
        page = client.get(f"/statistics/table?table={key}&period={YEAR}")
        assert page.status_code == 200, key
        for cell in (c for row in page.context["tables"][0]["rows"] for c in row if c["right"]):
            if not cell["url"]:
                continue
            rows = client.get(cell["url"])
            shown = re.search(r"表上的数是 <b>([\d.]+)", unescape(rows.text))
            assert shown is not None
            assert float(shown[1]) == float(cell["words"]), cell["url"]
            assert "截至" in rows.text
            seen += 1
    assert seen > 20


def test_every_table_opens_for_everybody_it_is_offered_to(small: World, sign_in: SignIn) -> None:
    for who in ("county", "town", "village", "governance", "auditor"):
        client = sign_in(who)
        offered = client.get("/statistics/")
        assert offered.status_code == 200
        for key, table in TABLES.items():
            page = client.get(f"/statistics/table?table={key}&period=2026-H1")
            root = small.users[who].main_posting.division  # type: ignore[union-attr]
            own = Reading(small.users[who], root, period_of("2026-H1"))
            there = not isinstance(table, Statistic) or is_offered(table, own)
            assert page.status_code == (200 if there else 404), (who, key)
            assert (f"table={key}&amp;" in offered.text) == there, (who, key)
            scored = there and isinstance(table, Statistic) and table.scored
            assert page.text.count(str(BY_THE_DAY)) == scored, (who, key)


def test_a_village_sees_its_own_only(small: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    page = client.get(f"/statistics/table?table=screening&period={YEAR}")
    assert "甲一村" in page.text
    assert "甲二村" not in page.text
    for root in (V2, T1, 990101000000, 990102000000):
        address = f"/statistics/table?table=screening&root={root}"
        assert client.get(address).status_code == 404
        assert client.get(f"/statistics/export?table=screening&root={root}").status_code == 404
    rows = f"/statistics/rows?table=screening&part=homes&period={YEAR}&unit={V2}"
    assert client.get(rows).status_code == 404


def test_without_case_rights_no_small_number_and_no_list(small: World, sign_in: SignIn) -> None:
    """The governance office: whole years, shared columns, <5 for small ones, no rows."""
    client = sign_in("governance")
    page = client.get("/statistics/table?table=screening&period=2026-11")
    assert page.context["reading"].days.code == "2026"
    heads = [str(column.head) for column in page.context["tables"][0]["table"].columns]
    assert heads == ["单位", "总户数", "排查户数", "累计在册"]
    shown = [c["words"] for row in page.context["tables"][0]["rows"] for c in row]
    assert "<5" in shown
    assert not {"1", "2", "3", "4"} & set(shown)
    assert not any(c["url"] for t in page.context["tables"] for r in t["rows"] for c in r)
    for address in (
        f"table?table=screening&root={T1}",
        "table?table=marriage",
        "rows?table=screening&part=listed&period=2026",
        "rows?table=zero&part=missing&period=2026",
    ):
        assert client.get(f"/statistics/{address}").status_code == 404, address
    rows = client.get("/statistics/rows?table=pledges&part=villages&period=2026")
    assert rows.status_code == 200


def test_what_is_sealed_is_in_no_number_without_case_rights(small: World) -> None:
    one = reading(small, "governance")
    before = totals(TABLES["screening"], one)  # type: ignore[arg-type]
    family = ListedFamily.objects.filter(status="listed").first()
    assert family is not None
    ListedFamily.objects.filter(pk=family.pk).update(sealed=True)
    after = totals(TABLES["screening"], one)  # type: ignore[arg-type]
    assert after["listed"] == before["listed"] - 1


def test_excel_cell_by_cell(small: World) -> None:
    """The sheet is the table: heads, 单位：, sums as formulas with their values, signs of a
    change, — where nothing applies."""
    table, compared = papers("zero", reading(small, "county"))[:2]
    content = write(Paper("零报告", tables=[table, compared]), MARK)
    sheet, other = values(content).worksheets
    first = 2 + len(table.heads) + 1
    assert sheet.cell(1, 1).value == "零报告情况统计表"
    assert sheet.cell(2, 1).value == "填报单位：甲县"
    said = [c.value for c in sheet[2] if c.value]
    assert "单位：份、件" in said
    lines = [*table.rows, table.totals or []]
    for at, row in enumerate(lines):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            there = sheet.cell(first + at, place + 1)
            if cell.value is None:
                assert there.value == "—"
            elif column.right:
                assert there.value == pytest.approx(float(cell.value))
                assert there.alignment.horizontal == "right"
            else:
                assert there.value == cell.value
    formulas = opened(content).worksheets[0]
    assert str(formulas.cell(first + len(table.rows), 2).value).startswith("=SUM(")
    told = [c.value for row in sheet.iter_rows(min_row=first + len(lines)) for c in row if c.value]
    assert str(BY_THE_DAY) in told
    assert any("填表人：县妇联甲" in str(v) and "审核人：" in str(v) for v in told)
    changes = [other.cell(2 + 2 + 1 + at, 4) for at in range(len(compared.rows))]
    assert any("+" in c.number_format for c in changes)


def test_export_through_the_one_door(small: World, sign_in: SignIn) -> None:
    client = sign_in("town")
    address = f"/statistics/export?table=visits&period={YEAR}"
    assert "统计" in client.get(address).text
    done = client.post(address)
    assert done.status_code == 302
    receipt = client.get(done.headers["Location"])
    assert "走访情况统计表" in receipt.text


def test_queries_do_not_grow_with_units(small: World, sign_in: SignIn) -> None:
    client = sign_in("county")

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    paths = [f"/statistics/table?table={t.key}&period={YEAR}" for t in COUNTED]
    paths += ["/statistics/board", "/statistics/wall", "/statistics/"]
    before = {path: asked(path) for path in [paths[-1], *paths]}
    for n in range(5):
        town = Division.objects.create(
            code=990101200000 + n * 1000, end=990101201000 + n * 1000, name=f"新{n}镇", level=4,
            parent_id=990101000000,
        )  # fmt: skip
        for k in range(3):
            code = town.code + 201 + k
            Division.objects.create(
                code=code, end=code + 1, name=f"新{n}{k}村", level=5, parent=town
            )
            Household.objects.create(
                village_id=code, number="1", head_name="某某", people=3, registered_on=day(1, 5)
            )
    assert {path: asked(path) for path in [paths[-1], *paths]} == before
    assert max(before.values()) <= 60, before
