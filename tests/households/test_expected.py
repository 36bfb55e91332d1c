"""Who owes a report: frozen at opening, each change a row; exemptions, exceptions; mergers (K6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Campaign, Division
from households.models import ExpectedChange, ExpectedReport, ReportingPeriod, ZeroReport
from households.queries.report_grid import report_cells
from households.queries.report_rates import report_rates
from households.transitions import expected
from households.transitions.period import open_period
from households.transitions.report import amend_report
from tests.cast import World, division
from tests.households.reporting import FOUND, at, file_as, local, november
from tests.households.test_cadence import october
from tests.households.test_grid import _put

D = date
WHY = "整村搬迁，无人居住"
SignIn = Callable[[str], object]


@pytest.fixture
def period(world: World) -> ReportingPeriod:
    return november(world)


def standing(world: World, period: ReportingPeriod, village: Division) -> str:
    return ExpectedReport.objects.get(period=period, village=village).standing


def test_a_new_village_is_added_and_a_wrong_one_struck(
    world: World, period: ReportingPeriod
) -> None:
    Division.objects.bulk_create([division(990101100203, "新设村")])
    new = Division.objects.get(pk=990101100203)
    expected.add_village(period=period, village=new, reason="11月新设", by=world.county)
    with pytest.raises(NotTheMoment, match="已在应报"):
        expected.add_village(period=period, village=new, reason="11月新设", by=world.county)
    expected.strike_village(period=period, village=new.code, reason="其实没有设立", by=world.county)
    with pytest.raises(NotTheMoment):
        expected.strike_village(period=period, village=new.code, reason="没有设立", by=world.county)
    grid = report_cells(world.county, world.county_division, 2026)
    assert grid.total.expected == 3
    expected.add_village(period=period, village=new, reason="补办了手续", by=world.county)
    rows = ExpectedChange.objects.filter(village=new).order_by("id")
    assert [(c.kind, c.by) for c in rows] == [
        ("added", world.county),
        ("struck", world.county),
        ("restored", world.county),
    ]
    with at("2026-11-20 09:00"):
        file_as(world.village, period, world.village_one)
        with pytest.raises(NotTheMoment, match="已上报"):
            expected.strike_village(
                period=period, village=world.village_one.code, reason="名单有误", by=world.county
            )


@pytest.mark.parametrize(("who", "error"), [("town", Forbidden), ("county_other", Http404)])
def test_only_the_own_county_changes_the_list(
    world: World, period: ReportingPeriod, who: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        expected.strike_village(
            period=period, village=world.village_one.code, reason="名单有误", by=world.users[who]
        )
    with pytest.raises(Forbidden):
        expected.grant_exemption(
            village=world.village_one,
            first=D(2027, 1, 1),
            last=D(2027, 1, 2),
            reason=WHY,
            by=world.users[who],
        )


def test_an_exemption_holds_for_its_days_and_expires(world: World, period: ReportingPeriod) -> None:
    two = world.village_two
    with at("2026-11-20 09:00"):
        with pytest.raises(Invalid):
            expected.grant_exemption(
                village=two,
                first=D(2026, 11, 19),
                last=D(2026, 11, 30),
                reason=WHY,
                by=world.county,
            )
        row = expected.grant_exemption(
            village=two, first=D(2026, 11, 20), last=D(2026, 11, 30), reason=WHY, by=world.county
        )
    assert standing(world, period, two) == "exempt"
    grid = report_cells(world.town, world.township, 2026, local("2026-11-30 12:00"))
    assert (grid.total.expected, grid.total.exempt, grid.total.owed) == (2, 1, 1)
    cell = grid.rows[1].cells[10]
    assert (cell.kind, cell.tally.completeness) == ("exempt", None)
    december = open_period(campaign=world.campaign, month=12, by=world.system)
    assert standing(world, december, two) == "owed"  # over by itself
    with at("2026-11-21 09:00"):
        expected.end_exemption(uid=row.uid, reason="村民已经搬回", by=world.county)
        with pytest.raises(NotTheMoment):
            expected.end_exemption(uid=row.uid, reason="村民已经搬回", by=world.county)
    assert standing(world, period, two) == "owed"
    kinds = ExpectedChange.objects.filter(village=two).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["exempted", "restored"]


def test_an_exemption_mends_nothing_that_is_past(world: World, period: ReportingPeriod) -> None:
    with at("2026-11-25 17:00:01"):
        expected.grant_exemption(
            village=world.village_two,
            first=D(2026, 11, 25),
            last=D(2026, 11, 30),
            reason=WHY,
            by=world.county,
        )
    assert standing(world, period, world.village_two) == "owed"


def test_missing_is_said_by_name_and_a_later_report_is_supplementary(
    world: World, period: ReportingPeriod
) -> None:
    one = world.village_one
    with at("2026-11-25 17:00:00"), pytest.raises(NotTheMoment, match="截止"):
        expected.note_missing(period=period, village=one.code, reason="换届交接", by=world.town)
    with at("2026-11-25 18:00:00"):
        with pytest.raises(Forbidden):
            expected.note_missing(
                period=period, village=one.code, reason="换届交接", by=world.county
            )
        expected.note_missing(period=period, village=one.code, reason="换届交接", by=world.town)
        with pytest.raises(NotTheMoment):
            expected.note_missing(period=period, village=one.code, reason="换届交接", by=world.town)
        report = file_as(world.village, period, one)
        assert report.supplementary
    row = ExpectedReport.objects.get(period=period, village=one)
    assert (row.missing_by, row.missing_reason) == (world.town, "换届交接")


def test_an_exception_opens_one_unit_and_period_until_it_expires(
    world: World, period: ReportingPeriod
) -> None:
    one = world.village_one
    with at("2026-11-20 09:00"):
        report = file_as(world.village, period, one)
        file_as(world.village_next, period, world.village_two)
    ExpectedReport.objects.filter(period=period).update(locked_at=timezone.now())

    def amend(who: str, uid: UUID, moment: str) -> ZeroReport:
        with at(moment):
            return amend_report(
                uid=uid,
                figures=FOUND,
                reason="核对后更正",
                by=world.users[who],
            )

    with pytest.raises(NotTheMoment, match="县妇联给本村开"):
        amend("village", report.uid, "2026-11-28 09:00")
    with at("2026-11-28 10:00"):
        until = timezone.now() + timedelta(hours=5)
        with pytest.raises(Forbidden):
            expected.grant_exception(
                period=period, unit=one, until=until, reason="数字填错", by=world.town
            )
        with pytest.raises(Invalid):
            expected.grant_exception(
                period=period,
                unit=one,
                until=timezone.now() + timedelta(days=16),
                reason="数字填错",
                by=world.county,
            )
        expected.grant_exception(
            period=period, unit=one, until=until, reason="数字填错", by=world.county
        )
    other = ZeroReport.objects.get(village=world.village_two)
    with pytest.raises(NotTheMoment):
        amend("village_next", other.uid, "2026-11-28 11:00")
    with pytest.raises(NotTheMoment):
        amend("village", report.uid, "2026-11-28 15:00:01")
    assert amend("village", report.uid, "2026-11-28 14:59").revision == 2


def test_an_exception_reaches_a_closed_year(world: World, period: ReportingPeriod) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(data_closes_on=D(2026, 11, 26))
    with at("2026-11-28 10:00"):
        with pytest.raises(NotTheMoment, match="补报、更正许可"):
            file_as(world.village, period, world.village_one)
        expected.grant_exception(
            period=period,
            unit=world.village_one,
            until=timezone.now() + timedelta(days=1),
            reason="网络中断有证明",
            by=world.county,
        )
        assert file_as(world.village, period, world.village_one).is_late


# --- mergers and roll-ups ---------------------------------------------------------------------


def test_the_year_of_a_merged_village_is_the_sum_of_its_parts(world: World) -> None:
    """K6: 甲二村 is merged into 甲一村 on 20 April; both owe April, one owes May."""
    open_period(campaign=world.campaign, month=3, by=world.system)
    open_period(campaign=world.campaign, month=4, by=world.system)
    with at("2026-04-24 09:00"):
        Division.objects.filter(pk=world.village_two.pk).update(
            valid_to=D(2026, 4, 20), successor=world.village_one
        )
        april = ReportingPeriod.objects.get(starts=D(2026, 4, 1))
        file_as(world.village, april, world.village_one)
        # Whoever took the village over files what it still owes.
        world.village.__dict__.pop("postings_today", None)
        world.village.__dict__.pop("case_spans", None)
        world.village.__dict__.pop("area_spans", None)
        file_as(world.village, april, world.village_two)
    open_period(campaign=world.campaign, month=5, by=world.system)
    now = local("2026-06-30 12:00")
    grid = report_cells(world.town, world.township, 2026, now)
    parts = [row.total for row in grid.rows]
    assert [p.expected for p in parts] == [3, 2]
    assert grid.total == parts[0] + parts[1]
    county = report_cells(world.county, world.county_division, 2026, now)
    assert next(r for r in county.rows if r.division == world.township).total == grid.total
    rates = report_rates(world.town, world.township, 2026, now)
    assert sum(u.tallies["month"].expected for u in rates.units) == 5
    assert rates.total.tallies["month"] == grid.closed


filings = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(8, 11),
        st.sampled_from(["nil", "found"]),
        st.integers(-20 * 86400, 30 * 86400),
        st.sampled_from(["", "amended", "untrue"]),
    ),
    max_size=12,
    unique_by=lambda f: f[:2],
)
fates = st.lists(
    st.tuples(st.integers(0, 2), st.integers(8, 11), st.sampled_from(["exempt", "struck"])),
    max_size=6,
    unique_by=lambda f: f[:2],
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=filings, changed=fates, day=st.integers(0, 150), daily=st.booleans())
def test_parts_are_the_whole_after_exemptions_strikes_and_sensitive_days(
    world: World,
    made: list[tuple],  # type: ignore[type-arg]
    changed: list[tuple],  # type: ignore[type-arg]
    day: int,
    daily: bool,
) -> None:
    with transaction.atomic():
        if daily:
            with at("2026-09-20 09:00"):
                october(world)
        months = {
            m: open_period(campaign=world.campaign, month=m, by=world.system) for m in range(8, 12)
        }
        for d in range(1, 9):
            if daily:
                open_period(campaign=world.campaign, day=D(2026, 10, d), by=world.system)
        villages = [world.village_one, world.village_two, world.village_far]
        for who, month, fate in changed:
            ExpectedReport.objects.filter(period=months[month], village=villages[who]).update(
                standing=fate
            )
        _put(world, months, made)
        now = local("2026-08-01 00:00") + timedelta(days=day)
        rates = report_rates(world.county, world.county_division, 2026, now)
        tallies = [t for line in (*rates.units, *rates.months) for t in line.tallies.values()]
        for cadence, total in rates.total.tallies.items():
            units = [u.tallies[cadence] for u in rates.units if cadence in u.tallies]
            by_month = [m.tallies[cadence] for m in rates.months if cadence in m.tallies]
            assert sum(t.expected for t in units) == total.expected
            assert sum(t.on_time for t in units) == sum(t.on_time for t in by_month)
            tallies.append(total)
        for tally in tallies:
            parts = (tally.on_time, tally.late, tally.missing, tally.pending, tally.exempt)
            assert sum(parts) == tally.expected
            assert tally.pending == 0
            assert tally.untrue <= tally.filed <= tally.owed
            assert tally.completeness is None or 0 <= tally.completeness <= 1
        for line in (*rates.units, rates.total):
            assert line.even is None or 0 <= line.even <= 1
        transaction.set_rollback(True)
