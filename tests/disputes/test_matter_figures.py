"""The quarterly table and the handling rate: every number is its list, the shares add up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.exports.sheet import Cell, Table
from disputes.matter_figures import Quarter, handling
from disputes.models import Category, Matter
from disputes.statistics.periods import day_a_year_before
from disputes.transitions.sorting import answer_advice
from households.papers.base import Scope
from households.papers.periods import days_of
from tests.cast import World
from tests.disputes import cases, letters
from tests.disputes.letters import letter

SignIn = Callable[[str], Client]


def scope_of(world: World, who: str, unit: Any) -> Scope:
    return Scope(world.users[who], unit, days_of("quarter", None))


def several(world: World) -> None:
    """Matters of this quarter and of last year's, in several places, by several ways."""
    today = timezone.localdate()
    before = day_a_year_before(today)
    letter(world, "county", place=world.county_division, channel="hotline", received_on=today)
    letter(world, "county", place=world.township, channel="visit", category="marriage",
           received_on=today)  # fmt: skip
    letter(world, "county", place=world.village_far, channel="letter", category="labour",
           received_on=before)  # fmt: skip
    letter(world, "village", channel="reception", category="marriage", received_on=today)
    letter(world, "village", channel="village", category="property", received_on=today)
    done = letter(world, received_on=today)
    answer_advice(matter=done, words="已告知劳动仲裁的办法。", by=world.town)
    Matter.objects.filter(pk=letters.opened(world, received_on=today).matter_id).update(
        received_on=today
    )
    cases.taken(world, taken_in_on=today)


def cells(table: Table) -> list[Cell]:
    """Every number with a link."""
    lines = [*table.rows, *([table.totals] if table.totals else [])]
    return [cell for line in lines for cell in line if cell.url]


@pytest.mark.parametrize(
    ("who", "unit"),
    [("county", "county_division"), ("town", "township"), ("village", "village_one")],
)
def test_every_number_is_its_list(world: World, sign_in: SignIn, who: str, unit: str) -> None:
    several(world)
    scope = scope_of(world, who, getattr(world, unit))
    client, seen = sign_in(who), 0
    for table in (*Quarter(scope).tables(), handling(scope)):
        for cell in cells(table):
            found = client.get(cell.url).context["page"].paginator.count
            assert found == cell.value, (table.title, cell.url)
            seen += cell.value
    assert seen


def test_sums_and_shares(world: World) -> None:
    several(world)
    scope = scope_of(world, "county", world.county_division)
    kinds, units = Quarter(scope).tables()
    assert kinds.totals
    assert units.totals
    for at in range(1, 6):
        assert sum(row[at].value for row in kinds.rows) == kinds.totals[at].value
    assert sum(row[6].value for row in kinds.rows) == pytest.approx(1)
    assert kinds.totals[5].value == units.totals[1].value == 7
    assert kinds.totals[7].value == units.totals[-1].value == 1
    assert sum(row[1].value for row in units.rows) == 7
    rate = handling(scope)
    assert rate.totals
    for row in (*rate.rows, rate.totals):
        assert row[1].value == sum(cell.value for cell in row[2:6])
        shares = [cell.value for cell in row[6:]]
        assert shares == [None] * 4 if not row[1].value else sum(shares) == pytest.approx(1)
    names = [row[0].value for row in rate.rows]
    assert names == ["甲县本级", "甲一镇", "甲二镇"]


def test_nothing_is_no_hundred_percent(world: World) -> None:
    table = handling(scope_of(world, "county", world.county_division))
    assert table.totals
    assert [c.value for c in table.totals[1:]] == [0, 0, 0, 0, 0, None, None, None, None]


def test_a_late_step_is_late(world: World) -> None:
    row = letters.opened(world)
    old = timezone.localdate() - timedelta(days=16)
    Matter.objects.filter(pk=row.matter_id).update(received_on=old)
    scope = Scope(world.county, world.county_division, days_of("quarter", _code(old)))
    table = handling(scope)
    assert table.totals
    assert [c.value for c in table.totals[1:6]] == [1, 0, 0, 1, 0]


def _code(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def test_sealed_ones_are_in_no_number(world: World) -> None:
    before = Quarter(scope_of(world, "county", world.county_division)).number(lambda key: True)
    made = letter(world, "village", brief="丈夫殴打妻子", protect=True, received_on=None)
    supervisor = made.handlers.get(role="supervisor").person
    for name in ("county", "town", "village_mate"):
        if world.users[name] == supervisor:
            continue
        scope = scope_of(world, name, world.village_one if "village" in name else world.township)
        assert Quarter(scope).number(lambda key: True) == before == 0, name


def test_pages_print_and_excel(world: World, sign_in: SignIn) -> None:
    several(world)
    client = sign_in("county")
    with CaptureQueriesContext(connection) as caught:
        page = client.get("/matters/quarter")
    assert len(caught) <= 16
    assert page.status_code == 200
    for label in Category.labels:
        assert str(label) in page.text
    assert "甲县本级" in page.text
    assert "余德民" not in page.text
    assert "甲一镇" in client.get("/matters/rate").text
    for name in ("quarter", "rate"):
        made = client.post(f"/matters/{name}/export", {})
        assert made.status_code == 302, made.text[-800:]
        content = client.get(made.headers["Location"] + "/file").content
        book = openpyxl.load_workbook(BytesIO(content), read_only=True)
        words = [c for s in book for r in s.iter_rows(values_only=True) for c in r if c]
        assert any("合计" in str(w) for w in words)
        assert not any("余" in str(w) for w in words)
    assert sign_in("governance").get("/matters/quarter").status_code == 403
    assert sign_in("town").get(f"/matters/quarter?root={990101101000}").status_code == 404


def test_a_year_before_a_leap_day() -> None:
    assert day_a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)
