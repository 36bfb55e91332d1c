"""Reminders, chasing, escalation step by step and once; notices with read state; the radar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Division
from households.models import (
    Escalation,
    ExpectedReport,
    Household,
    Notice,
    ReportingPeriod,
    SpotCheck,
    ZeroReport,
)
from households.silence import Village, bands, silences
from households.transitions import expected, notice, spot_check
from households.transitions.escalation import chase, climb
from households.transitions.period import open_period
from tests.cast import World, division
from tests.households.reporting import at, file_as, november
from tests.households.test_cadence import october
from tests.households.test_grid import _put

SignIn = Callable[[str], Client]
VIOLENT = ("家暴", "暴力", "打", "伤", "受害")


@pytest.fixture
def period(world: World) -> ReportingPeriod:
    return november(world)


def steps(world: World, village: Division) -> list[str]:
    rows = Escalation.objects.filter(unit=village).order_by("id")
    return list(rows.values_list("step", flat=True))


def run(world: World, moment: str) -> int:
    with at(moment):
        return climb(by=world.system)


def test_steps_climb_once_each_and_stop_when_it_is_filed(
    world: World, period: ReportingPeriod
) -> None:
    one, two = world.village_one, world.village_two
    assert run(world, "2026-11-24 16:59") == 0
    assert run(world, "2026-11-24 17:00") == 3  # three villages are reminded
    assert run(world, "2026-11-24 17:05") == 0
    assert run(world, "2026-11-25 17:00:01") == 3
    with at("2026-11-26 09:00"):
        file_as(world.village_next, period, two)
    assert run(world, "2026-11-26 17:00:01") == 2
    assert run(world, "2026-11-27 17:00:01") == 2
    assert run(world, "2026-11-30 17:00:01") == 2
    assert run(world, "2026-12-01 17:00:01") == 0
    assert steps(world, one) == ["remind", "village", "township", "county", "supervise"]
    assert steps(world, two) == ["remind", "village"]
    cards = {e.step: e.card for e in Escalation.objects.filter(unit=one)}
    assert (cards["county"], cards["supervise"], cards["village"]) == ("yellow", "red", "")


def test_a_beat_that_slept_takes_every_step_and_reminds_of_nothing_past(
    world: World, period: ReportingPeriod
) -> None:
    assert run(world, "2026-11-30 18:00") == 3 * 4
    assert steps(world, world.village_one) == ["village", "township", "county", "supervise"]


def test_who_is_told_what(world: World, period: ReportingPeriod) -> None:
    run(world, "2026-11-27 18:00")

    def told(who: str) -> list[str]:
        rows = Notice.objects.for_person(world.users[who]).order_by("id")
        return list(rows.values_list("title", flat=True))

    assert told("village") == ["11月零报告已过11月25日 17:00，请尽快补报"]
    assert told("town") == ["2 个村11月零报告逾期未报，请催报"]
    assert told("town_next") == ["1 个村11月零报告逾期未报，请催报"]
    assert told("county") == ["3 个村11月零报告逾期未报（黄牌）"]
    assert told("governance") == told("county_other") == told("nobody") == []
    titles = " ".join(Notice.objects.values_list("title", flat=True))
    assert not any(word in titles for word in VIOLENT)


def test_marked_missing_and_exempt_climb_no_further(world: World, period: ReportingPeriod) -> None:
    with at("2026-11-25 18:00"):
        expected.note_missing(
            period=period, village=world.village_one.code, reason="换届交接", by=world.town
        )
        ExpectedReport.objects.filter(village=world.village_two).update(standing="exempt")
    run(world, "2026-11-30 18:00")
    assert steps(world, world.village_one) == steps(world, world.village_two) == []
    assert steps(world, world.village_far) != []


def test_daily_reports_climb_within_the_day(world: World) -> None:
    with at("2026-09-20 09:00"):
        october(world)
    open_period(campaign=world.campaign, day=date(2026, 10, 1), by=world.system)
    assert run(world, "2026-10-01 14:00") == 3
    assert run(world, "2026-10-01 16:21") == 6  # the village, then the township
    assert run(world, "2026-10-01 16:46") == 3


def test_chase_by_hand(world: World, period: ReportingPeriod) -> None:
    with at("2026-11-26 09:00"):
        for who in ("village", "governance", "town_next"):
            with pytest.raises(Forbidden):
                chase(period=period, root=world.township, by=world.users[who])
        assert chase(period=period, root=world.township, by=world.town) == 2
        with pytest.raises(NotTheMoment, match="一小时"):
            chase(period=period, root=world.township, by=world.town)
    with at("2026-11-26 11:00"):
        assert chase(period=period, root=world.township, by=world.town) == 2
        assert chase(period=period, root=world.county_division, by=world.county) == 1
        file_as(world.village, period, world.village_one)
        file_as(world.village_next, period, world.village_two)
    with at("2026-11-26 15:00"), pytest.raises(NotTheMoment, match="都已上报"):
        chase(period=period, root=world.township, by=world.town)
    assert Trail.objects.filter(act="report.chase").count() == 3
    assert steps(world, world.village_one) == ["chased", "chased"]


def test_chase_and_reminders_by_page(
    world: World, period: ReportingPeriod, sign_in: SignIn
) -> None:
    with at("2026-11-26 09:00"):
        grid = sign_in("town").get("/reports/?year=2026").text
        assert "催报 11月未报 2 村" in grid
        data = {"period": period.pk, "root": world.township.code}
        done = sign_in("town").post("/reports/chase", data, follow=True)
        assert "2 个村会收到提醒" in done.text
        assert sign_in("village").post("/reports/chase", data).status_code == 403
        home = sign_in("village").get("/").text
        assert "未读提醒 1 条：镇妇联一催报" in home
        shown = sign_in("town").get("/reports/?year=2026&village=990101100201&at=2026-11-01")
        assert "11月26日 催报" in shown.text


def test_notices_are_read_and_put_away_by_each_person(
    world: World, period: ReportingPeriod, sign_in: SignIn
) -> None:
    with at("2026-11-26 09:00"):
        chase(period=period, root=world.township, by=world.town)
        row = Notice.objects.for_person(world.village).get()
        assert Notice.objects.for_person(world.village).unread_by(world.village).count() == 1
        opened = sign_in("village").post(f"/reminders/{row.uid}/open")
        assert (opened.status_code, opened.headers["Location"]) == (302, row.url)
        assert sign_in("village").get(row.url).status_code == 200
        assert not Notice.objects.for_person(world.village).unread_by(world.village).exists()
        assert Notice.objects.for_person(world.village_mate).unread_by(world.village_mate).exists()
        assert "镇妇联一催报" in sign_in("village").get("/reminders/").text
        sign_in("village").post(f"/reminders/{row.uid}/dismiss")
        sign_in("village").post(f"/reminders/{row.uid}/dismiss")
        assert "没有提醒" in sign_in("village").get("/reminders/").text
        assert "镇妇联一催报" in sign_in("village_mate").get("/reminders/").text
        for who in ("town", "county", "village_next", "county_other"):
            with pytest.raises(Http404):
                notice.dismiss(uid=row.uid, by=world.users[who])
    assert Trail.objects.filter(act="notice.dismiss").count() == 1


sent: list[tuple[list[str], str]] = []


def gateway(phones: list[str], words: str) -> None:
    sent.append((phones, words))


def test_the_sms_hook_gets_one_fixed_sentence(
    world: World,
    period: ReportingPeriod,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    sent.clear()
    settings.SMS_HOOK = f"{__name__}.gateway"
    world.village.phone = "13800000000"
    world.village.save(update_fields=["phone"])
    with at("2026-11-26 09:00"), django_capture_on_commit_callbacks(execute=True):
        chase(period=period, root=world.township, by=world.town)
    assert len(sent) == 1
    phones, words = sent[0]
    assert phones == ["13800000000"]
    assert words == "安家提醒：您单位有一项工作待办，请登录查看。"


def test_climbing_queries_do_not_grow_with_villages(world: World, period: ReportingPeriod) -> None:
    counts = []
    for extra, moment in ((0, "2026-11-25 18:00"), (60, "2026-11-26 18:00")):
        codes = range(990101100300, 990101100300 + extra)
        Division.objects.bulk_create(division(c, f"村{c}") for c in codes)
        ExpectedReport.objects.bulk_create(
            ExpectedReport(period=period, village_id=c) for c in codes
        )
        with CaptureQueriesContext(connection) as queries:
            run(world, moment)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- radar ------------------------------------------------------------------------------------


def county(quiet: int, found: int, n: int = 40, months: int = 10) -> list[Village]:
    """Villages of one size: one always nil, of the others every report but `found` in a hundred
    nil."""
    out = [Village(1, 100, ["nil"] * quiet)]
    for code in range(2, n + 1):
        kinds = ["found" if (code * 7 + m * 13) % 100 < found else "nil" for m in range(months)]
        out.append(Village(code, 100, [*kinds[:-1], "found"]))
    return out


def test_an_unusual_silence_is_heard_and_a_usual_one_is_not() -> None:
    heard = silences(county(10, 40), least_run=6, most_odds=50)
    assert [s.village for s in heard] == [1]
    one = heard[0]
    assert one.odds == round((1 - one.found / one.filed) ** 10 * 1000)
    assert silences(county(5, 40), least_run=6, most_odds=50) == []  # too short a run
    usual = [Village(v.code, 100, ["nil"] * 10) for v in county(10, 0)[:39]]
    lone = Village(99, 100, ["found"] * 5 + ["nil"] * 5)
    assert silences([*usual, lone], least_run=6, most_odds=50) == []  # all are quiet


@pytest.mark.parametrize("end", ["missing", "untrue", "found"])
def test_only_signed_nils_make_a_run(end: str) -> None:
    assert Village(1, 9, ["nil"] * 8 + [end]).run == 0
    assert Village(1, 9, [end] + ["nil"] * 8).run == 8


def test_small_numbers_say_nothing() -> None:
    few = county(10, 40, n=10)
    assert silences(few, least_run=3, most_odds=200) == []
    calm = [Village(c, 100, ["nil"] * 30) for c in range(20)]
    calm += [Village(c, 100, ["found"] + ["nil"] * 29) for c in range(20, 24)]
    assert silences(calm, least_run=6, most_odds=200) == []  # four finds only


@given(st.lists(st.integers(0, 500), min_size=1, max_size=80))
def test_bands_part_no_two_of_one_size(sizes: list[int]) -> None:
    villages = [Village(i, size, []) for i, size in enumerate(sizes)]
    found = bands(villages)
    assert sorted(v.code for band in found for v in band) == list(range(len(sizes)))
    tops = [{v.households for v in band} for band in found]
    for one, other in pairwise(tops):
        assert max(one) < min(other)


def test_a_spot_check_is_raised_for_the_township_and_done_with_words(
    world: World, sign_in: SignIn
) -> None:
    codes = [990101100300 + n for n in range(24)]
    Division.objects.bulk_create(division(c, f"村{c}") for c in codes)
    periods = {
        m: open_period(campaign=world.campaign, month=m, by=world.system) for m in range(1, 11)
    }
    Household.objects.bulk_create(
        Household(village_id=c, number="1", head_name="甲", registered_on=date(2025, 1, 1))
        for c in (*codes, 990101100201, 990101100202, 990101101201)
    )
    _put(world, periods, [(0, m, "nil", -3600, "") for m in periods])
    rows = []
    for n, code in enumerate(codes):
        for m, one in periods.items():
            kind = "found" if (n + m) % 2 else "nil"
            rows.append(
                ZeroReport(
                    period=one,
                    village_id=code,
                    kind=kind,
                    found=int(kind == "found"),
                    checks=["grid"],
                    signer="甲",
                    filed_by=world.village,
                    received_at=one.village_due - timedelta(hours=1),
                    first_received_at=one.village_due - timedelta(hours=1),
                )
            )
    ZeroReport.objects.bulk_create(rows)
    with at("2026-11-01 06:00"):
        with pytest.raises(Forbidden):
            spot_check.raise_checks(campaign=world.campaign, by=world.town)
        made = spot_check.raise_checks(campaign=world.campaign, by=world.system)
        assert spot_check.raise_checks(campaign=world.campaign, by=world.system) == []
        assert [c.village for c in made] == [world.village_one]
        assert (made[0].zeros, made[0].since) == (10, date(2026, 1, 1))
        for who in ("village", "village_next", "governance", "nobody", "town_next"):
            assert not SpotCheck.objects.visible_to(world.users[who]).exists(), who
        url = f"/spot-checks/{made[0].uid}"
        assert "不作扣分" in sign_in("town").get(url).text
        assert sign_in("village").get(url).status_code == 403
        assert sign_in("town_next").get(url).status_code == 404
        with pytest.raises(Forbidden):
            spot_check.finish(uid=made[0].uid, result="入户五家", by=world.county)
        with pytest.raises(Invalid):
            spot_check.finish(uid=made[0].uid, result=" ", by=world.town)
        done = sign_in("town").post(url + "/done", {"result": "入户五家，教了登记"}, follow=True)
        assert "已走访" in done.text
        with pytest.raises(NotTheMoment):
            spot_check.finish(uid=made[0].uid, result="入户五家", by=world.town)
        titles = Notice.objects.for_person(world.town).values_list("title", flat=True)
        assert any("不作扣分" in t for t in titles)


def test_nothing_is_told_twice(world: World, period: ReportingPeriod) -> None:
    run(world, "2026-11-25 18:00")
    before = Notice.objects.count()
    Escalation.objects.all().delete()
    run(world, "2026-11-25 18:05")
    assert Notice.objects.count() == before
