"""The grid: every state, totals that always sum, rates, set-based, inside the reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.models import Division
from households.models import ExpectedReport, ReportingPeriod, Show, ZeroReport
from households.queries.grid_parts import Grid, Tally
from households.queries.report_grid import report_cells
from households.transitions.period import open_period
from households.transitions.report import amend_report
from tests.cast import World, division
from tests.households.reporting import FOUND, NIL, at, file_as, found_untrue, local

SignIn = Callable[[str], Client]


def _kinds(grid: Grid, code: int) -> dict[int, str]:
    row = next(r for r in grid.rows if r.division.code == code)
    return {c.month: c.kind for c in row.cells}


@pytest.fixture
def year(world: World) -> dict[int, ReportingPeriod]:
    """Months 4 to 12 of 2026, all opened."""
    return {m: open_period(campaign=world.campaign, month=m, by=world.system) for m in range(4, 13)}


@pytest.fixture
def filled(world: World, year: dict[int, ReportingPeriod]) -> World:
    """甲一村 in every state, one a month."""
    one = world.village_one
    with at("2026-05-25 17:00:00"):
        file_as(world.village, year[5], one, NIL)
    with at("2026-06-25 17:00:01"):
        file_as(world.village, year[6], one, NIL)
    with at("2026-07-20 09:00:00"):
        file_as(world.village, year[7], one, FOUND)
    with at("2026-08-26 09:00:00"):
        file_as(world.village, year[8], one, FOUND)
    with at("2026-09-20 09:00:00"):
        report = file_as(world.village, year[9], one, NIL)
        amend_report(uid=report.uid, figures=FOUND, reason="走访时发现", by=world.village)
    with at("2026-10-20 09:00:00"):
        report = file_as(world.village, year[10], one, NIL)
        found_untrue(world, report)
    return world


def test_every_state(filled: World) -> None:
    grid = report_cells(filled.town, filled.township, 2026, local("2026-11-24 09:30:00"))
    assert _kinds(grid, filled.village_one.code) == {
        1: "na",
        2: "na",
        3: "na",
        4: "missing",
        5: "nil",
        6: "late_nil",
        7: "found",
        8: "late_found",
        9: "amended",
        10: "untrue",
        11: "open",
        12: "not_due",
    }
    row = grid.rows[0]
    assert row.closed == Tally(expected=7, on_time=4, late=2, missing=1, pending=0, untrue=1)
    assert row.total == row.closed + Tally(expected=2, pending=2)
    assert row.closed.completeness == Decimal(6) / 7
    assert row.closed.timeliness == Decimal(4) / 7
    assert row.cells[7].sentence == "甲一村 8月，迟报，有情况 2 件，8月26日上报"
    assert row.cells[3].sentence == "甲一村 4月，未报，应于4月25日 17:00前上报"


@pytest.mark.parametrize(
    ("moment", "kind", "closed"),
    [
        ("2026-10-31 23:59:59.999", "not_due", False),
        ("2026-11-01 00:00:00", "open", False),
        ("2026-11-25 17:00:00", "open", False),
        ("2026-11-25 17:00:00.000001", "missing", True),
        ("2027-01-01 00:00:00", "missing", True),
    ],
)
def test_calendar_alone_moves_a_cell(
    world: World, year: dict[int, ReportingPeriod], moment: str, kind: str, closed: bool
) -> None:
    grid = report_cells(world.town, world.township, 2026, local(moment))
    cell = grid.rows[0].cells[10]
    assert (cell.kind, cell.closed) == (kind, closed)
    assert grid.months[10].closed is closed


def test_open_month_is_a_count_never_a_rate(
    filled: World, sign_in: SignIn, year: dict[int, ReportingPeriod]
) -> None:
    with at("2026-11-24 09:30:00"):
        file_as(filled.village_next, year[11], filled.village_two)
        page = sign_in("town").get("/reports/?year=2026").text
    head, body = page.split('<tbody class="totals">')[1].split("</tbody>")[:2]
    assert ">1/2</a></td>" in head
    assert head.count("<td>—</td>") >= 5
    assert "更2" in body
    for words in ("零", "迟零", "迟2", "缺", "待"):
        assert f">{words}<" in body


def test_county_sums_its_townships(filled: World) -> None:
    now = local("2026-11-24 09:30:00")
    county = report_cells(filled.county, filled.county_division, 2026, now)
    towns = [
        report_cells(filled.county, filled.divisions[c], 2026, now)
        for c in (990101100000, 990101101000)
    ]
    assert [r.total for r in county.rows] == [t.total for t in towns]
    assert [m.tally for m in county.months] == [
        a.tally + b.tally for a, b in zip(towns[0].months, towns[1].months, strict=True)
    ]
    assert county.closed == towns[0].closed + towns[1].closed


def test_reach_limits_the_grid(filled: World) -> None:
    now = local("2026-11-24 09:30:00")
    for who in ("town_next", "county_other", "governance", "auditor", "nobody"):
        grid = report_cells(filled.users[who], filled.township, 2026, now)
        assert grid.total == Tally(), who
    own = report_cells(filled.village, filled.township, 2026, now)
    assert own.total.expected == 9


def test_narrowed_rows(filled: World) -> None:
    grid = report_cells(filled.town, filled.township, 2026, local("2026-11-24 09:30:00"))
    for show in Show:
        codes = {r.division.code for r in grid.narrowed(show)}
        both = show in {Show.MISSING, Show.OPEN, Show.OWED}
        assert (filled.village_two.code in codes) is both, show
        none = show in {Show.RETURNED, Show.EXEMPT}
        assert (filled.village_one.code in codes) is not none, show


def test_a_figure_and_its_list_are_one_definition(filled: World, sign_in: SignIn) -> None:
    now = "2026-11-24 09:30:00"
    grid = report_cells(filled.town, filled.township, 2026, local(now))
    with at(now):
        for show, wanted in (
            ("filed", grid.closed.filed),
            ("on_time", grid.closed.on_time),
            ("late", grid.closed.late),
            ("missing", grid.closed.missing),
            ("untrue", grid.closed.untrue),
        ):
            query: dict[str, str | int] = {
                "place": filled.township.code,
                "year": 2026,
                "closed": 1,
                "show": str(show),
            }
            page = sign_in("town").get("/reports/list", query)
            assert page.context["page"].paginator.count == wanted, show


def test_merged_village_keeps_its_months(world: World) -> None:
    open_period(campaign=world.campaign, month=4, by=world.system)
    Division.objects.filter(pk=world.village_two.pk).update(
        valid_to=date(2026, 4, 20), successor=world.village_one
    )
    open_period(campaign=world.campaign, month=5, by=world.system)
    grid = report_cells(world.town, world.township, 2026, local("2026-06-30 12:00"))
    kinds = _kinds(grid, world.village_two.code)
    assert (kinds[4], kinds[5]) == ("missing", "na")
    assert grid.total.expected == 3


# --- identity ---------------------------------------------------------------------------------

filings = st.lists(
    st.tuples(
        st.integers(0, 2),  # village
        st.integers(4, 12),  # month
        st.sampled_from(["nil", "found"]),
        st.integers(-30 * 86400, 40 * 86400),  # seconds from the due instant
        st.sampled_from(["", "amended", "untrue"]),
    ),
    max_size=25,
    unique_by=lambda f: f[:2],
)


def _put(world: World, periods: dict[int, ReportingPeriod], made: list[tuple]) -> None:  # type: ignore[type-arg]
    villages = [world.village_one, world.village_two, world.village_far]
    rows = []
    for at_, month, kind, seconds, fate in made:
        when = periods[month].village_due + timedelta(seconds=seconds)
        rows.append(
            ZeroReport(
                period=periods[month],
                village=villages[at_],
                kind=kind,
                found=int(kind == "found"),
                checks=["grid"],
                signer="甲",
                filed_by=world.village,
                received_at=when,
                first_received_at=when,
                revision=2 if fate == "amended" else 1,
                untrue_at=when if fate == "untrue" else None,
                untrue_by=world.town if fate == "untrue" else None,
                untrue_reason="通报" if fate == "untrue" else "",
            )
        )
    ZeroReport.objects.bulk_create(rows)


def _cross_check(low: int, high: int, now: datetime) -> Tally:
    """The same counts by plain SQL that shares nothing with the grid."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*),
              count(*) FILTER (WHERE r.id IS NOT NULL AND r.first_received_at <= p.village_due),
              count(*) FILTER (WHERE r.id IS NOT NULL AND r.first_received_at > p.village_due),
              count(*) FILTER (WHERE r.id IS NULL AND p.village_due < %(now)s),
              count(*) FILTER (WHERE r.id IS NULL AND p.village_due >= %(now)s), 0,
              count(*) FILTER (WHERE r.untrue_at IS NOT NULL)
            FROM households_expectedreport e
            JOIN households_reportingperiod p ON p.id = e.period_id
            LEFT JOIN LATERAL (SELECT * FROM households_zeroreport z WHERE z.is_live
              AND z.period_id = e.period_id AND z.village_id = e.village_id) r ON true
            WHERE e.village_id >= %(low)s AND e.village_id < %(high)s""",
            {"now": now, "low": low, "high": high},
        )
        return Tally(*cursor.fetchone())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=filings, day=st.integers(0, 300), second=st.integers(0, 86399))
def test_parts_are_always_the_whole(
    world: World,
    year: dict[int, ReportingPeriod],
    made: list[tuple],  # type: ignore[type-arg]
    day: int,
    second: int,
) -> None:
    now = local("2026-04-01 00:00:00") + timedelta(days=day, seconds=second)
    ZeroReport.objects.all().delete()
    _put(world, year, made)
    county = report_cells(world.county, world.county_division, 2026, now)
    towns = [report_cells(world.county, row.division, 2026, now) for row in county.rows]
    assert county.total.expected == ExpectedReport.objects.count() == 27
    for grid in (county, *towns):
        tallies = [c.tally for r in grid.rows for c in r.cells]
        tallies += [m.tally for m in grid.months] + [r.closed for r in grid.rows]
        for tally in [*tallies, grid.total, grid.closed]:
            parts = (tally.on_time, tally.late, tally.missing, tally.pending, tally.exempt)
            assert sum(parts) == tally.expected
            assert tally.untrue <= tally.filed
            assert tally.completeness is None or 0 <= tally.completeness <= 1
            assert tally.timeliness is None or 0 <= tally.timeliness <= (tally.completeness or 0)
        assert grid.closed.pending == 0
        assert grid.total == _cross_check(grid.root.code, grid.root.end, now)
    assert county.total == towns[0].total + towns[1].total


# --- scale and pages --------------------------------------------------------------------------


def test_queries_do_not_grow_with_villages(
    world: World, year: dict[int, ReportingPeriod], sign_in: SignIn
) -> None:
    counts = []
    assert world.county.case_spans  # read once per request
    with at("2026-11-24 09:30:00"):
        for more in (0, 40):
            codes = range(990101100300, 990101100300 + more)
            Division.objects.bulk_create(division(c, f"村{c}") for c in codes)
            ExpectedReport.objects.bulk_create(
                ExpectedReport(period=p, village_id=c) for p in year.values() for c in codes
            )
            seen = []
            for who, url in (("town", "/reports/"), ("county", "/reports/")):
                client = sign_in(who)
                client.get(url)  # the first request also begins the session
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(url).status_code == 200
                seen.append(len(queries))
            with CaptureQueriesContext(connection) as queries:
                report_cells(world.county, world.county_division, 2026)
            counts.append([*seen, len(queries)])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15
    assert counts[0][-1] == 2  # a county: the doubts of single villages are not asked for


def test_pages_by_role(filled: World, sign_in: SignIn) -> None:
    with at("2026-11-24 09:30:00"):
        county = sign_in("county").get("/reports/")
        assert "甲二镇" in county.text
        assert f"?root={filled.township.code}" in county.text
        town = sign_in("town").get("/reports/?village=990101100201&at=2026-04-01")
        assert "甲一村 · 4月 · 未报" in town.text
        assert "乙镇村" not in town.text
        assert sign_in("town").get("/reports/?show=late").text.count('<th scope="row">甲') == 1
        for query in ("root=990101101000", "root=990101000000", "root=990102000000", "root=x"):
            assert sign_in("town").get(f"/reports/?{query}").status_code == 404, query
        for query in ("year=abc", "year=1900", "show=zzz", "month=99", "village=x&month=-1"):
            assert sign_in("town").get(f"/reports/?{query}").status_code == 200, query
        for who in ("governance", "auditor", "audit_admin"):
            assert sign_in(who).get("/reports/").status_code == 403
        assert sign_in("county").get("/reports/?root=990101101000").status_code == 200


def test_api(filled: World, sign_in: SignIn) -> None:
    with at("2026-11-24 09:30:00"):
        client = sign_in("town")
        data = client.get("/api/v1/report-grid?year=2026").json()
        assert (data["code"], data["year"]) == (filled.township.code, 2026)
        assert data["rows"][0]["cells"][3]["state"] == "missing"
        assert data["rows"][0]["closed"]["completeness"] == "0.8571"
        parts = data["total"]
        assert parts["expected"] == sum(
            parts[k] for k in ("on_time", "late", "missing", "pending", "exempt")
        )
        assert client.get("/api/v1/report-grid?root=990101101000").status_code == 404
        assert sign_in("governance").get("/api/v1/report-grid").status_code == 403
        county = sign_in("county").get("/api/v1/report-grid?root=990101000000&year=2026").json()
        assert [r["code"] for r in county["rows"]] == [990101100000, 990101101000]
