"""排查月报: every number is the count of the rows behind it; parts add up to the whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import scope as open_scope
from accounts.exports.sheet import Paper, written
from accounts.exports.workbook import write
from campaigns.models import Division
from households.models import Household, ListedFamily, Tier
from households.papers.base import Scope, counted, units_of
from households.papers.monthly import Monthly
from households.papers.periods import days_of
from households.papers.stock import GREY
from households.scales.body import build
from households.scales.shipped import DEFAULT
from households.transitions.scale import change_scale, draft_scale, publish_scale
from tests.cast import World
from tests.exports.books import MARK, opened
from tests.households.families import days
from tests.households.papers.county import fill, screen
from tests.households.reporting import at

MONTHS = ("2026-03", "2026-09", "2026-11")
PAPER = Monthly()
SignIn = Callable[[str], Client]


def scope(world: World, who: str, root: Division, month: str) -> Scope:
    return Scope(world.users[who], root, days_of("month", month))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("month", MONTHS)
def test_every_number_is_the_count_of_its_rows(world: World, seed: int, month: str) -> None:
    with at("2026-11-25 10:00:00"):
        fill(world, seed)
        screen(world, seed)
        for who, root in (("county", world.county_division), ("town", world.township)):
            one = scope(world, who, root, month)
            counts = counted(one, PAPER.parts)
            for unit in units_of(one, counts):
                for part in PAPER.parts:
                    rows = part.listed(one, unit)
                    weight = part.base.weight
                    listed = sum(rows.values_list(weight, flat=True)) if weight else rows.count()
                    assert counts.get(unit.code, {}).get(part.key, 0) == listed, part.key


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("month", MONTHS)
def test_children_add_up_to_their_parent(world: World, seed: int, month: str) -> None:
    with at("2026-11-25 10:00:00"):
        fill(world, seed)
        screen(world, seed)
        county = scope(world, "county", world.county_division, month)
        above = counted(county, PAPER.parts)
        for township in units_of(county, above):
            below = counted(scope(world, "county", township, month), PAPER.parts)
            for part in PAPER.parts:
                whole = above.get(township.code, {}).get(part.key, 0)
                assert whole == sum(v[part.key] for v in below.values() if part.key in v)


@pytest.mark.parametrize("seed", range(4))
def test_tiers_make_up_the_list_and_months_follow_from_each_other(world: World, seed: int) -> None:
    """red + yellow + green + grey = listed; last month + new − closed = this month."""
    with at("2026-11-25 10:00:00"):
        fill(world, seed)
        before = None
        for month in [f"2026-{m:02d}" for m in range(1, 12)]:
            one = scope(world, "county", world.county_division, month)
            counts = counted(one, PAPER.parts)
            total = {p.key: sum(v.get(p.key, 0) for v in counts.values()) for p in PAPER.parts}
            assert total["listed"] == sum(total[t] for t in [*Tier.values, GREY])
            assert total["solved"] <= total["closed"]
            if before is not None:
                assert total["listed"] == before + total["new"] - total["closed"], month
            before = total["listed"]


def test_wrong_entries_are_in_no_number(world: World) -> None:
    with at("2026-11-25 10:00:00"):
        families = fill(world, 5)
        one = scope(world, "county", world.county_division, "2026-11")
        homes = counted(one, PAPER.parts)
        assert any(v["listed"] for v in homes.values())
        for family in families:
            family.status, family.closed_on = "closed", family.closed_on or one.days.last
            family.close_ground = "mistake"
            family.save()
        for values in counted(one, PAPER.parts).values():
            assert not any(n for key, n in values.items() if key != "homes")


def test_screen_and_excel_show_the_same(world: World, sign_in: SignIn) -> None:
    with at("2026-11-25 10:00:00"):
        fill(world, 2)
        page = sign_in("county").get("/papers/monthly?period=2026-11")
        table = PAPER.make(
            scope(world, "county", world.county_division, "2026-11"), masked=True
        ).tables[0]
        sheet = opened(write(Paper("表", tables=[table]), MARK)).active
        body = re.findall(r"<tbody>.*?</tbody>", page.text, re.S)
        lines = re.findall(r"<tr[^>]*>(.*?)</tr>", "".join(body), re.S)
        shown = [
            [
                re.sub(r"<[^>]+>", "", c)
                for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S)
            ]
            for line in lines
        ]
        expected = [
            [written(c, k.kind) for k, c in zip(table.columns, row, strict=True)]
            for row in [*table.rows, table.totals or []]
        ]
        unescaped = [[w.replace("&lt;", "<") for w in row] for row in shown]
        assert unescaped == expected
        for at_row, row in enumerate(table.rows, 5):
            for place, cell in enumerate(row, 1):
                value = sheet.cell(at_row, place).value
                wanted: Any = cell.hidden or ("—" if cell.value is None else cell.value)
                assert value == wanted or value == pytest.approx(wanted), (at_row, place)


def test_links_lead_to_exactly_those_rows(world: World, sign_in: SignIn) -> None:
    with at("2026-11-25 10:00:00"):
        fill(world, 3)
        client = sign_in("county")
        table = PAPER.make(
            scope(world, "county", world.county_division, "2026-11"), masked=True
        ).tables[0]
        cells = [c for row in [*table.rows, table.totals or []] for c in row if c.url]
        links = [c for c in cells if "/rows?" in c.url]
        assert len(links) > 20
        for cell in links:
            page = client.get(cell.url)
            assert page.context["page"].paginator.count == cell.value, cell.url


def test_a_village_sees_its_own_line_only(world: World, sign_in: SignIn) -> None:
    with at("2026-11-25 10:00:00"):
        fill(world, 1)
        page = sign_in("village").get("/papers/monthly")
        assert "甲一村" in page.text
        assert "甲二村" not in page.text
        assert sign_in("village").get("/papers/monthly?root=990101100202").status_code == 404
        code = world.village_two.code
        rows = "/papers/monthly/rows?part=listed&period=2026-11"
        assert sign_in("village").get(f"{rows}&unit={code}").status_code == 404
        assert sign_in("village").get(f"{rows}&unit=x").status_code == 404
        assert sign_in("village").get("/papers/monthly/rows?part=nothing").status_code == 404
        assert sign_in("governance").get("/papers/monthly").status_code == 403


@pytest.mark.parametrize("asked", ["2026-13", "x", "2027-01", "2026-Q4", "2026-11' --", "0000-00"])
def test_an_odd_period_is_the_present_month(world: World, asked: str) -> None:
    with at("2026-11-25 10:00:00"):
        assert days_of("month", asked).code == "2026-11"


def test_a_county_costs_the_same_queries_for_more_rows(
    world: World, sign_in: SignIn, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with at("2026-11-25 10:00:00"):
        client = sign_in("county")
        fill(world, 1, homes=2)
        client.get("/papers/monthly")
        with CaptureQueriesContext(connection) as few:
            client.get("/papers/monthly")
        fill(world, 2, homes=30, first=100)
        with django_assert_num_queries(len(few)):
            client.get("/papers/monthly")


def sealed(world: World, village: Division, n: int) -> None:
    """`n` sealed files of a village, handled by nobody here."""
    for at_ in range(n):
        home = Household.objects.create(
            village=village,
            number=f"S{at_}",
            head_name="封存户",
            registered_on=days(-200),
        )
        ListedFamily.objects.create(
            household=home,
            village=village,
            categories=["01"],
            sealed=True,
            situation="受保护",
            tier=Tier.RED,
            tier_since=days(-10),
            review_due=days(10),
            listed_on=days(-10),
            listed_by=world.system,
            recorded_at=timezone.now(),
        )


def shown(world: World, who: str, root: Division) -> dict[str, list[str]]:
    """Unit → its line in words; 合计 for the totals."""
    user = world.users[who]
    with open_scope.opened(user):
        table = PAPER.make(Scope(user, root, days_of("month", None)), masked=True).tables[0]
    lines = [*table.rows, table.totals or []]
    return {
        line[0].value: [written(c, k.kind) for k, c in zip(table.columns, line, strict=True)][1:]
        for line in lines
    }


def test_a_sealed_file_changes_no_number_of_those_who_do_not_handle_it(world: World) -> None:
    """Village and township: the paper before and after is the same (C6)."""
    before = {
        w: shown(world, w, r) for w, r in (("village", world.village_one), ("town", world.township))
    }
    sealed(world, world.village_one, 3)
    homes = {
        w: shown(world, w, r) for w, r in (("village", world.village_one), ("town", world.township))
    }
    for who, lines in before.items():
        for unit, line in lines.items():
            assert homes[who][unit][1:] == line[1:], (who, unit)


def test_a_county_sees_how_many_there_are_by_township_and_no_small_number(world: World) -> None:
    sealed(world, world.village_one, 4)
    sealed(world, world.village_two, 3)
    sealed(world, world.village_far, 2)
    lines = shown(world, "county", world.county_division)
    table = PAPER.make(
        Scope(world.county, world.county_division, days_of("month", None)), masked=True
    ).tables[0]
    place = [str(c.head) for c in table.columns].index("权益保护") - 1
    # 7 and 2: the 2 is hidden, and so is the 7, since 9 − 7 would give it away.
    assert lines["甲一镇"][place] == "※"
    assert lines["甲二镇"][place] == "<5"
    assert lines["合计"][place] == "9"
    assert lines["合计"][3] == "0"  # they are not among those listed
    assert not any(c.url for row in table.rows for c in row[place + 1 : place + 2])
    village = shown(world, "county", world.township)
    assert all(value == "0" for value in (village["甲一村"][3], village["合计"][3]))


def test_rounds_of_a_month_are_not_added_up(world: World) -> None:
    """Two rounds met the same homes: the larger one counts; no round at all is —, not 0."""
    with at("2026-11-25 10:00:00"):
        screen(world, 1, seen=((10, 30), (10, 20), (10, None)))
        one = scope(world, "town", world.township, "2026-11")
        table = PAPER.make(one, masked=True).tables[0]
        place = [str(c.head) for c in table.columns].index("排查户数")
        assert [row[place].value for row in table.rows] == [30, 20]
        assert table.totals is not None
        assert table.totals[place].value == 50
        empty = scope(world, "town", world.township, "2026-08")
        rows = PAPER.make(empty, masked=True).tables[0].rows
        assert [row[place].value for row in rows] == [None, None]


def test_tiers_are_told_in_the_countys_own_words(world: World, sign_in: SignIn) -> None:
    """The head of the column and the page behind its number, in the scale of the paper's day."""
    red, yellow, green = DEFAULT.levels
    body = (red, replace(yellow, label="橙·关注"), green)
    own = build(body, DEFAULT.weights, DEFAULT.direct, DEFAULT.top_per_keeper, DEFAULT.cadence)
    with at("2026-11-25 10:00:00"):
        draft = draft_scale(world.county_division, by=world.county)
        draft = change_scale(draft, scale=own, by=world.county, version=1)
        day = date(2026, 11, 26)
        publish_scale(draft, effective_from=day, reason="按县里办法", by=world.county, version=2)
    root = world.township.code
    with at("2026-11-27 10:00:00"):
        client = sign_in("town")
        now = client.get(f"/papers/monthly?root={root}&period=2026-11").content.decode()
        rows = f"/papers/monthly/rows?root={root}&period=2026-11&part=yellow"
        behind = client.get(rows).content.decode()
        before = client.get(f"/papers/monthly?root={root}&period=2026-10").content.decode()
    assert "橙·关注" in now
    assert "橙·关注（月末在册）" in behind
    assert "橙·关注" not in before
    assert "黄·中" in before
