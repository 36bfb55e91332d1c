"""The statistics: every figure equals its list, no rate above one, last year beside."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.exports.sheet import Cell, Table
from disputes.models import Dispute, Matter
from disputes.statistics.figures import BY_KEY, FIGURES, counted
from disputes.statistics.periods import choices, period_of, year_before
from disputes.statistics.table import tables
from disputes.transitions import averted
from disputes.transitions import confirmation as confirm
from households.papers.base import Scope
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago

SignIn = Callable[[str], Client]


def some(world: World) -> dict[str, Dispute]:
    """A small county: every state in one village, others next door and outside."""
    made = cases.every_state(world)
    court = cases.accepted(world, source="court", kind="medical")
    averted.set_money(dispute=court, money=320_050, by=world.village)
    row = averted.tell(
        dispute=cases.again(court),
        kind="fight",
        persons=12,
        reason="两边聚了人。",
        by=world.village,
    )
    averted.check(averted=row, true=True, words="问过派出所。", by=world.town)
    averted.tell(
        dispute=cases.again(court), kind="crime", persons=2, reason="扬言动手。", by=world.village
    )
    wanted = confirm.want(dispute=made["settled"], by=world.village)
    filed = confirm.file(confirmation=wanted, court="法院", joint=True, by=world.village)
    taken = confirm.answer(confirmation=filed, taken=True, by=world.village)
    confirm.decide(confirmation=taken, confirmed=True, number="1号", by=world.village)
    cases.taken(world, world.village_next, world.village_two, kind="land")
    old = cases.mediated(world, "agreed")
    cases.settle(old, cases.content(old), world.village)
    _a_year_ago(old)
    sealed = cases.settled(world).dispute
    Matter.objects.filter(pk=sealed.matter_id).update(sealed=True)
    return made


def _a_year_ago(row: Dispute) -> None:
    """Move a dispute into the same days of last year."""
    for name in ("taken_in_on", "accepted_on"):
        day = getattr(row, name)
        setattr(row, name, day.replace(year=day.year - 1, day=min(day.day, 28)))
    row.number, row.serial = "(旧)1号", 9001
    row.save()


def scope_of(world: World, who: str, root: Any, code: str = "") -> Scope:
    return Scope(getattr(world, who), root, period_of(code or f"{ago(0).year}-YTD"))


def urls(table: Table) -> list[tuple[Cell, str]]:
    rows = [*table.rows, *([table.totals] if table.totals else [])]
    return [(c, c.url) for row in rows for c in row[1:] if c.url]


def test_every_cell_lists_what_it_counts(world: World, sign_in: SignIn) -> None:
    """The link of every number leads to exactly as many rows (or their sum) as the number says,
    this year's and last year's."""
    some(world)
    client = sign_in("county")
    made = tables(scope_of(world, "county", world.county_division))
    cells = [one for table in made for one in urls(table)]
    assert len(cells) > 40
    for cell, url in cells:
        page = client.get(url)
        assert page.status_code == 200, url
        shown = re.search(r"表上的数是 <b>([\d,.]+)", unescape(page.text))
        assert shown, url
        assert float(shown[1].replace(",", "")) == float(cell.value), url
        count = page.context["page"].paginator.count
        if not page.context["figure"].weight:
            assert count == cell.value, url
        assert count > 0


def test_figures(world: World) -> None:
    some(world)
    found = counted(scope_of(world, "town", world.township), by_kind=True)
    family, medical = found["marriage"], found["medical"]
    assert family["accepted"] == 5
    assert (family["success"], family["oral"], family["written"]) == (2, 2, 0)
    assert (family["performed"], family["revisited"], family["confirmed"]) == (1, 1, 1)
    assert (family["found"], family["handled"], family["solved"]) == (7, 4, 2)
    assert (medical["referred"], medical["money"], medical["active"]) == (1, 320_050, 0)
    assert (medical["fight"], medical["crime"]) == (1, 0)
    assert found["land"]["found"] == 1
    assert found["land"].get("accepted", 0) == 0
    assert medical.get("petition_persons", 0) == 0


def test_no_rate_above_one_and_parts_within(world: World) -> None:
    some(world)
    for table in tables(scope_of(world, "county", world.county_division)):
        rows = [*table.rows, table.totals or []]
        for row in rows:
            for column, cell in zip(table.columns, row, strict=True):
                if column.kind == "rate" and cell.value is not None:
                    assert 0 <= cell.value <= 1
    by_unit = counted(scope_of(world, "county", world.county_division), by_kind=False)
    by_kind = counted(scope_of(world, "county", world.county_division), by_kind=True)
    for figure in FIGURES:
        ways = [sum(v.get(figure.key, 0) for v in c.values()) for c in (by_unit, by_kind)]
        assert ways[0] == ways[1], figure.key
    for values in by_kind.values():
        sources = values.get("active", 0) + values.get("applied", 0) + values.get("referred", 0)
        assert sources == values.get("accepted", 0)


def test_nothing_gives_a_dash(world: World) -> None:
    made = tables(scope_of(world, "town", world.township))
    rates = [
        cell.value
        for table in made
        for column, cell in zip(table.columns, table.totals or [], strict=True)
        if column.kind == "rate"
    ]
    assert rates == [None] * 8


def test_last_year_stands_beside(world: World) -> None:
    some(world)
    table = tables(scope_of(world, "county", world.county_division))[0]
    totals = table.totals or []
    assert (totals[1].value, totals[2].value) == (6, 1)
    assert f"period={ago(0).year - 1}-YTD" in totals[2].url


def test_a_sealed_matter_counts_nowhere(world: World) -> None:
    """Also not for its own handlers (C6: figures before and after sealing differ by it alone)."""
    some(world)
    scope = scope_of(world, "county", world.county_division)
    before = counted(scope, by_kind=False)
    Matter.objects.update(sealed=True)
    with_none = counted(scope, by_kind=False)
    assert sum(v["accepted"] for v in before.values()) == 6
    assert not any(v for values in with_none.values() for v in values.values())
    assert not BY_KEY["found"].listed(scope, world.county_division).exists()


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2026-YTD", date(2026, 1, 1), date(2026, 11, 25)),
        ("2027-01", date(2026, 1, 1), date(2026, 11, 25)),
        ("nonsense", date(2026, 1, 1), date(2026, 11, 25)),
    ],
)
def test_periods(code: str, first: date, last: date) -> None:
    with time_machine.travel("2026-11-25T04:00:00Z", tick=False):
        period = period_of(code)
        assert (period.first, period.last) == (first, last)
        before = year_before(period)
        assert (before.first.year, before.last.month) == (first.year - 1, last.month)
        assert all(period_of(c).code == c for c, _words in choices())


def test_leap_day_to_date() -> None:
    with time_machine.travel("2028-02-29T04:00:00Z", tick=False):
        assert timezone.localdate() == date(2028, 2, 29)
        assert year_before(period_of("2028-YTD")).last == date(2027, 2, 28)


def test_pages(world: World, sign_in: SignIn) -> None:
    some(world)
    for who in ("village", "town", "county"):
        client = sign_in(who)
        page = client.get("/statistics/mediation")
        assert page.status_code == 200
        for words in ("婚姻家庭", "征地拆迁", "上年同期", "受保护的档案不计入"):
            assert words in page.text
        assert client.get("/statistics/mediation?period=2026-13").status_code == 200
    client = sign_in("town")
    rows = "/statistics/mediation/rows"
    assert client.get(f"{rows}?part=none").status_code == 404
    assert client.get(f"{rows}?kind=none").status_code == 404
    assert client.get(f"{rows}?unit={world.village_far.code}").status_code == 404
    assert client.get(f"/statistics/mediation?root={world.village_far.code}").status_code == 404
    assert "这个数是 0" in client.get(f"{rows}?part=suicide").text
    done = client.post("/statistics/mediation/export", {})
    assert done.status_code == 302


def test_family_table(world: World, sign_in: SignIn) -> None:
    some(world)
    page = sign_in("village").get("/statistics/family")
    assert "婚姻家庭纠纷排查表" in page.text
    assert "两个儿子对赡养费分摊有分歧" in page.text
    assert "余德民" not in page.text
    assert "两个儿子对赡养费分摊有分歧" not in sign_in("county").get("/statistics/family").text
