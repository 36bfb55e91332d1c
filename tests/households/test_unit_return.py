"""Returns of townships and the county: built from those below, sent back, corrected, locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Division
from households import question_work
from households.models import ExpectedReport, Notice, ReportingPeriod, UnitReturn
from households.queries.report_grid import report_cells
from households.queries.return_board import board
from households.queries.unit_return import children
from households.transitions import expected, unit_return
from households.transitions.report import amend_report, send_back
from households.transitions.return_reminder import remind_returns
from tests.cast import World, division
from tests.households.reporting import FOUND, NIL, at, file_as, local, november

SignIn = Callable[[str], Client]
JSON = "application/json"
OPEN_DAY, AFTER, LATE = "2026-11-20 09:00", "2026-11-26 09:00", "2026-11-28 09:00"


@pytest.fixture
def period(world: World) -> ReportingPeriod:
    return november(world)


def whole_town(world: World, period: ReportingPeriod) -> None:
    with at(OPEN_DAY):
        file_as(world.village, period, world.village_one, FOUND)
        file_as(world.village_next, period, world.village_two, NIL)


def town_files(
    world: World, period: ReportingPeriod, moment: str = AFTER, **more: Any
) -> UnitReturn:
    with at(moment):
        return unit_return.file_return(
            **{
                "period": period,
                "unit": world.township,
                "signer": "镇妇联一",
                "by": world.town,
                **more,
            }
        )


def test_not_before_every_village_filed_or_is_marked_missing_by_name(
    world: World, period: ReportingPeriod
) -> None:
    with at(OPEN_DAY):
        file_as(world.village, period, world.village_one, FOUND)
    with pytest.raises(NotTheMoment, match=r"还有 1 个村.*甲二村"):
        town_files(world, period)
    with at(AFTER):
        expected.note_missing(
            period=period, village=world.village_two.code, reason="换届交接", by=world.town
        )
    row = town_files(world, period)
    assert row.figures == {
        "expected": 2,
        "owed": 2,
        "on_time": 1,
        "late": 0,
        "missing": 1,
        "pending": 0,
        "exempt": 0,
        "nil": 0,
        "found_places": 1,
        "found": 2,
        "untrue": 0,
        "visited": 0,
        "doors": 0,
        "places": {"missing": [990101100202], "exempt": [], "found": [990101100201]},
    }
    assert (row.status, row.is_late, row.revision) == ("filed", False, 1)
    entry = Trail.objects.get(act="return.file")
    assert (entry.by, entry.place) == (world.town, world.township.code)


@pytest.mark.parametrize(
    ("moment", "late"), [("2026-11-27 17:00:00", False), ("2026-11-27 17:00:01", True)]
)
def test_township_due_is_measured_as_the_village_s(
    world: World, period: ReportingPeriod, moment: str, late: bool
) -> None:
    whole_town(world, period)
    assert town_files(world, period, moment).is_late is late
    lines = {line.unit: line for line in _board(world, "2026-11-28 09:00").lines}
    tally = lines[world.township].tally
    assert (tally.expected, tally.on_time, tally.late) == (1, not late, late)
    assert lines[world.divisions[990101101000]].tally.missing == 1
    assert lines[world.county_division].tally.pending == 1


def _board(world: World, moment: str) -> Any:
    with at(moment):
        return board(world.county, 2026)


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("village", Forbidden),
        ("county", Forbidden),
        ("town_next", Forbidden),
        ("governance", Forbidden),
        ("nobody", Forbidden),
    ],
)
def test_only_the_own_township_files(
    world: World, period: ReportingPeriod, who: str, error: type[Exception]
) -> None:
    whole_town(world, period)
    with pytest.raises(error):
        town_files(world, period, by=world.users[who])
    assert not UnitReturn.objects.exists()


def test_what_is_typed_must_hold(world: World, period: ReportingPeriod) -> None:
    whole_town(world, period)
    with pytest.raises(Invalid):
        town_files(world, period, signer=" ")
    with pytest.raises(Invalid):
        town_files(world, period, words="长" * 2001)
    town_files(world, period)
    with pytest.raises(Invalid, match="更正的原因"):
        town_files(world, period)
    with pytest.raises(NotTheMoment, match="新的一版"):
        town_files(world, period, version=9, reason="核对后更正")


def test_returned_corrected_accepted_locked_excepted(world: World, period: ReportingPeriod) -> None:
    whole_town(world, period)
    first = town_files(world, period)
    with at(AFTER):
        for who, error in (("town", Forbidden), ("town_next", Http404), ("village", Http404)):
            with pytest.raises(error):
                unit_return.accept(uid=first.uid, by=world.users[who])
        with pytest.raises(Invalid):
            unit_return.send_back(
                uid=first.uid, reason="数字不对", correct_by=timezone.now(), by=world.county
            )
        unit_return.send_back(
            uid=first.uid, reason="数字不对", correct_by=local(LATE), by=world.county
        )
        with pytest.raises(NotTheMoment):
            unit_return.accept(uid=first.uid, by=world.county)
        assert Notice.objects.for_person(world.town).filter(title__contains="退回").exists()
        assert not Notice.objects.for_person(world.county).exists()
    second = town_files(world, period, LATE, reason="核对后更正")
    assert (second.revision, second.status, second.is_late) == (2, "filed", False)
    with at(LATE):
        with pytest.raises(NotTheMoment, match="新的一版"):
            unit_return.accept(uid=first.uid, by=world.county)
        unit_return.accept(uid=second.uid, by=world.county)
        with pytest.raises(NotTheMoment):
            unit_return.accept(uid=second.uid, by=world.county)
        assert not ExpectedReport.objects.filter(
            period=period, village=world.village_one, locked_at=None
        ).exists()
        report = period.reports.get(village=world.village_one)
        with pytest.raises(NotTheMoment, match="锁定"):
            amend_report(uid=report.uid, figures=NIL, reason="核对后更正", by=world.village)
        with pytest.raises(NotTheMoment, match="锁定"):
            send_back(
                uid=report.uid,
                reason="数字不对",
                correct_by=local("2026-11-30 09:00"),
                by=world.town,
            )
    with pytest.raises(NotTheMoment, match="开补报、更正许可"):
        town_files(world, period, LATE, reason="再次更正")
    with at(LATE):
        expected.grant_exception(
            period=period,
            unit=world.township,
            until=local("2026-11-30 09:00"),
            reason="有一处笔误",
            by=world.county,
        )
    assert town_files(world, period, "2026-11-29 09:00", reason="改正笔误").revision == 3
    versions = UnitReturn.objects.order_by("revision").values_list("status", "is_live")
    assert list(versions) == [("returned", False), ("accepted", False), ("filed", True)]


def test_a_return_that_no_longer_agrees_is_not_accepted(
    world: World, period: ReportingPeriod
) -> None:
    whole_town(world, period)
    row = town_files(world, period)
    with at(AFTER):
        report = period.reports.get(village=world.village_two)
        amend_report(uid=report.uid, figures=FOUND, reason="走访时发现", by=world.village_next)
        with pytest.raises(NotTheMoment, match="对不上"):
            unit_return.accept(uid=row.uid, by=world.county)
    now = town_files(world, period, reason="甲二村更正")
    assert (row.figures["found"], now.figures["found"]) == (2, 4)


def test_the_county_waits_for_accepted_returns_and_the_office_accepts_hers(
    world: World, period: ReportingPeriod
) -> None:
    whole_town(world, period)
    row = town_files(world, period)
    county = {"unit": world.county_division, "by": world.county, "signer": "县妇联甲"}
    with pytest.raises(NotTheMoment, match="还有 2 个镇"):
        town_files(world, period, LATE, **county)
    far = world.divisions[990101101000]
    with at(AFTER):
        unit_return.accept(uid=row.uid, by=world.county)
        with pytest.raises(NotTheMoment, match="截止"):
            unit_return.note_missing(period=period, unit=far, reason="机构合并", by=world.county)
    with at(LATE):
        with pytest.raises(Forbidden):
            unit_return.note_missing(period=period, unit=far, reason="机构合并", by=world.town)
        unit_return.note_missing(period=period, unit=far, reason="机构合并", by=world.county)
    whole = town_files(world, period, LATE, **county)
    assert (whole.level, whole.figures["expected"], whole.figures["found"]) == (3, 3, 2)
    with at(LATE):
        with pytest.raises(Forbidden):
            unit_return.accept(uid=whole.uid, by=world.county)
        unit_return.accept(uid=whole.uid, by=world.governance)
        file_far = pytest.raises(NotTheMoment, match="锁定")
        with file_far:
            file_as(world.system, period, world.village_far)


def test_a_late_township_is_supplementary(world: World, period: ReportingPeriod) -> None:
    whole_town(world, period)
    with at(LATE):
        unit_return.note_missing(
            period=period, unit=world.township, reason="经办人未到岗", by=world.county
        )
    row = town_files(world, period, LATE)
    assert (row.supplementary, row.is_late, row.revision) == (True, True, 2)


def test_a_village_report_is_sent_back_and_keeps_its_time(
    world: World, period: ReportingPeriod
) -> None:
    whole_town(world, period)
    report = period.reports.get(village=world.village_one)
    with at(AFTER):
        for who, error in (("village", Forbidden), ("county", Forbidden), ("town_next", Http404)):
            with pytest.raises(error):
                send_back(
                    uid=report.uid,
                    reason="数字不对",
                    correct_by=local(LATE),
                    by=world.users[who],
                )
        send_back(uid=report.uid, reason="数字不对", correct_by=local(LATE), by=world.town)
        with pytest.raises(NotTheMoment):
            send_back(uid=report.uid, reason="数字不对", correct_by=local(LATE), by=world.town)
        grid = report_cells(world.town, world.township, 2026)
        assert grid.rows[0].cells[10].kind == "returned"
        assert Notice.objects.for_person(world.village).count() == 1
        titles = [item.title for item in question_work.items(world.village, local(AFTER).date())]
        assert titles == ["更正退回的11月零报告"]
        with pytest.raises(NotTheMoment, match="被退回"):
            town_files(world, period)
        now = amend_report(uid=report.uid, figures=NIL, reason="核对后更正", by=world.village)
    assert (now.returned_at, now.is_late) == (None, False)


def test_pages(world: World, period: ReportingPeriod, sign_in: SignIn) -> None:
    whole_town(world, period)
    with at(AFTER):
        url = f"/returns/new?unit={world.township.code}&period={period.pk}"
        page = sign_in("town").get(url)
        assert "签字上报汇总" in page.text
        assert sign_in("town_next").get(url).status_code == 404
        data = {"unit": world.township.code, "period": period.pk, "signer": "镇妇联一"}
        done = sign_in("town").post("/returns/new", data, follow=True)
        assert "等待审核" in done.text
        row = UnitReturn.objects.get()
        for who in ("town", "county", "governance"):
            assert sign_in(who).get(f"/returns/{row.uid}").status_code == 200
            assert sign_in(who).get("/returns/").status_code == 200
        assert sign_in("village").get("/returns/").status_code == 403
        assert sign_in("county").get(f"/returns/{row.uid}/back").status_code == 200
        done = sign_in("county").post(f"/returns/{row.uid}/accept", follow=True)
        assert "已审核，锁定" in done.text
        county = f"/returns/new?unit={world.county_division.code}&period={period.pk}"
        assert "还不能汇总" in sign_in("county").get(county).text
        api = sign_in("county").get("/api/v1/returns").json()
        assert [r["status"] for r in api["results"]] == ["accepted"]
        assert api["results"][0]["figures"]["found"] == 2


def test_queries_do_not_grow_with_townships(world: World, period: ReportingPeriod) -> None:
    whole_town(world, period)
    counts = []
    with at(AFTER):
        for extra in (0, 30):
            towns = [division(990101200000 + n * 1000, f"镇{n}") for n in range(extra)]
            villages = [division(990101200201 + n * 1000, f"村{n}") for n in range(extra)]
            Division.objects.bulk_create([*towns, *villages])
            ExpectedReport.objects.bulk_create(
                ExpectedReport(period=period, village=v) for v in villages
            )
            assert world.county.area_spans
            with CaptureQueriesContext(connection) as queries:
                board(world.county, 2026)
            with CaptureQueriesContext(connection) as more:
                children(world.county, world.county_division, period, timezone.now())
            counts.append((len(queries), len(more)))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 6


def test_returns_are_reminded_of_before_and_after_and_told_above(
    world: World, period: ReportingPeriod
) -> None:
    """Once each, to the unit that owes it, then to who waits for it; no word about violence."""
    assert period.township_due == local("2026-11-27 17:00")
    told: list[tuple[str, str, str]] = []
    for moment in ("2026-11-26 16:59", "2026-11-26 17:00", "2026-11-26 17:05",
                   "2026-11-27 17:01", "2026-11-28 17:01", "2026-12-02 09:00"):  # fmt: skip
        with at(moment):
            had = set(Notice.objects.values_list("pk", flat=True))
            remind_returns(by=world.system)
            rows = Notice.objects.exclude(pk__in=had).filter(key__startswith="returns:")
            told += [(moment[5:10], row.role, row.key.rpartition(":")[2]) for row in rows]
    town, county = "township_federation", "county_federation"
    office = "governance_reviewer"
    towns = ExpectedReport.objects.filter(period=period).values("village__parent").distinct()
    assert told.count(("11-26", town, "remind")) == towns.count()
    assert told.count(("11-27", town, "late")) == towns.count()
    assert told.count(("11-28", county, "above")) == 1
    assert told.count(("12-02", county, "late")) == 1
    assert told.count(("12-02", office, "above")) == 1
    assert len(told) == len(set(told)) + 2 * (towns.count() - 1)


def test_a_filed_return_is_not_asked_for(world: World, period: ReportingPeriod) -> None:
    whole_town(world, period)
    town_files(world, period)
    with at("2026-11-27 17:01"):
        remind_returns(by=world.system)
    late = Notice.objects.filter(key=f"returns:{period.pk}:late")
    assert world.township.code not in set(late.values_list("unit_id", flat=True))


def test_the_county_is_told_that_its_return_came_back(
    world: World, period: ReportingPeriod
) -> None:
    row = UnitReturn.objects.create(
        period=period, unit=world.county_division, level=3, signer="县妇联甲",
        filed_by=world.county, filed_at=local(AFTER), first_filed_at=local(AFTER),
    )  # fmt: skip
    with at(AFTER):
        unit_return.send_back(
            uid=row.uid, reason="合计不对", correct_by=local("2026-11-30 17:00"),
            by=world.governance,
        )  # fmt: skip
    assert Notice.objects.filter(key=f"return-back:{row.pk}", role="county_federation").exists()
