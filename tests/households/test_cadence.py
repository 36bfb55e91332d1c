"""The calendar of cadences, due instants, sensitive periods: no day is ever owed twice (K14)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import WorkdayException
from households.due import due_instants
from households.forms.spans import SpanField, span_words
from households.models import (
    Cadence,
    ExpectedReport,
    ReportingPeriod,
    ReportingRule,
    SensitivePeriod,
)
from households.models.cadence import common, days_of, without
from households.models.rule import STEPS, default_due
from households.transitions.period import open_current_periods, open_period
from households.transitions.reporting_rule import set_rule
from households.transitions.sensitive import end_sensitive, open_sensitive
from tests.cast import World
from tests.households.reporting import at, file_as, local

D = date


@pytest.mark.parametrize(
    ("cadence", "day", "window", "label", "number"),
    [
        ("month", D(2026, 2, 9), (D(2026, 2, 1), D(2026, 2, 28)), "2月", "2026-02"),
        ("half", D(2026, 2, 15), (D(2026, 2, 1), D(2026, 2, 15)), "2月上半月", "2026-02A"),
        ("half", D(2026, 2, 16), (D(2026, 2, 16), D(2026, 2, 28)), "2月下半月", "2026-02B"),
        ("week", D(2026, 11, 8), (D(2026, 11, 2), D(2026, 11, 8)), "11月2日至8日", "2026-W45"),
        (
            "week",
            D(2026, 11, 30),
            (D(2026, 11, 30), D(2026, 12, 6)),
            "11月30日至12月6日",
            "2026-W49",
        ),
        ("day", D(2026, 10, 3), (D(2026, 10, 3), D(2026, 10, 3)), "10月3日", "2026-1003"),
    ],
)
def test_windows_and_names(
    cadence: str, day: date, window: tuple[date, date], label: str, number: str
) -> None:
    one = Cadence(cadence)
    assert one.window(day) == window
    assert (one.name_of(*window), one.number_of(window[0])) == (label, number)


@given(day=st.dates(D(2024, 1, 1), D(2028, 12, 31)), cadence=st.sampled_from(list(Cadence)))
def test_windows_tile_the_year(day: date, cadence: Cadence) -> None:
    first, last = cadence.window(day)
    assert first <= day <= last
    assert cadence.window(last) == (first, last)
    assert cadence.window(last + timedelta(days=1))[0] == last + timedelta(days=1)


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(
    lambda p: (D(2026, 1, 1) + timedelta(min(p)), D(2026, 1, 1) + timedelta(max(p)))
)


@given(whole=spans, holes=st.lists(spans, max_size=4))
def test_cutting_days_loses_and_doubles_none(
    whole: tuple[date, date], holes: list[tuple[date, date]]
) -> None:
    days = days_of(*whole)

    def singles(ranges: Any) -> set[date]:
        return {low + timedelta(i) for low, high in ranges for i in range((high - low).days)}

    rest = without(days, holes)
    assert singles(rest) == singles(days) - singles(holes)
    assert list(rest) == sorted(rest)
    for low, high in holes:
        assert singles(common(days, low, high)) == singles(days) & singles([(low, high)])


def dues(cadence: str, day: date, **rule: Any) -> list[str]:
    one = Cadence(cadence)
    found = due_instants(ReportingRule(**rule), one, *one.window(day))
    zone = local("2026-01-01").tzinfo
    return [f"{found[k].astimezone(zone):%m-%d %H:%M}" for k in ("village", "township", "county")]


def test_due_instants_are_those_of_the_domain(db: None) -> None:
    assert dues("month", D(2026, 2, 1)) == ["02-25 17:00", "02-27 17:00", "02-28 17:00"]
    assert dues("week", D(2026, 11, 4)) == ["11-06 12:00", "11-06 15:00", "11-06 17:00"]
    assert dues("day", D(2026, 10, 1)) == ["10-01 16:00", "10-01 16:30", "10-01 17:00"]
    assert dues("half", D(2026, 2, 20)) == ["02-28 17:00", "03-01 17:00", "03-02 17:00"]


def test_holidays_move_a_limit_only_where_the_rule_says_so(db: None) -> None:
    # 25 October 2026 is a Sunday; 24 is made a working day (调休), Monday 26 a holiday.
    WorkdayException.objects.create(day=D(2026, 10, 24), is_workday=True, name="调休")
    WorkdayException.objects.create(day=D(2026, 10, 26), is_workday=False, name="假")
    assert dues("month", D(2026, 10, 1))[0] == "10-25 17:00"
    assert dues("month", D(2026, 10, 1), shift="earlier")[0] == "10-24 17:00"
    assert dues("month", D(2026, 10, 1), shift="later")[0] == "10-27 17:00"


def october(world: World, **more: Any) -> SensitivePeriod:
    """国庆: daily from the 1st to the 8th."""
    return open_sensitive(
        **{
            "campaign": world.campaign,
            "name": "国庆假期",
            "starts": D(2026, 10, 1),
            "ends": D(2026, 10, 8),
            "cadence": "day",
            "reason": "省妇联通知",
            "by": world.county,
            **more,
        }
    )


def all_days() -> list[date]:
    return [
        low + timedelta(i)
        for p in ReportingPeriod.objects.all()
        for low, high in p.covered
        for i in range((high - low).days)
    ]


def beat(world: World, first: date, last: date) -> None:
    day = first
    while day <= last:
        open_current_periods(by=world.system, today=day)
        day += timedelta(days=1)


def test_daily_reports_replace_the_month_and_the_month_stays_whole(world: World) -> None:
    with at("2026-09-20 09:00"):
        october(world)
    beat(world, D(2026, 10, 1), D(2026, 10, 31))
    periods = list(ReportingPeriod.objects.order_by("cadence", "starts"))
    assert [p.cadence for p in periods] == ["day"] * 8 + ["month"]
    assert periods[-1].covered == ((D(2026, 10, 9), D(2026, 11, 1)),)
    days = all_days()
    assert sorted(days) == [D(2026, 10, d) for d in range(1, 32)]
    assert len(days) == len(set(days))


@pytest.mark.parametrize("usual", ["month", "half", "week"])
def test_daily_creates_no_duplicates_of_any_usual_cadence(world: World, usual: str) -> None:
    with at("2026-09-01 09:00"):
        set_rule(
            county=world.county_division,
            effective_from=D(2026, 9, 1),
            reason="按月改为更勤",
            by=world.county,
            cadence=usual,
        )
    beat(world, D(2026, 9, 28), D(2026, 10, 2))  # the usual period is open before it is cut
    with at("2026-10-02 09:00"):
        october(world, starts=D(2026, 10, 6), ends=D(2026, 10, 14))
    beat(world, D(2026, 10, 3), D(2026, 10, 31))
    days = all_days()
    assert len(days) == len(set(days)), "a day is owed twice"
    assert set(days) >= {D(2026, 10, d) for d in range(1, 32)}, "a day is owed by nobody"
    daily = ReportingPeriod.objects.filter(cadence="day")
    assert [p.starts for p in daily] == [D(2026, 10, d) for d in range(6, 15)]


def test_a_usual_period_without_days_is_owed_no_longer_and_comes_back(world: World) -> None:
    with at("2026-09-01 09:00"):
        set_rule(
            county=world.county_division,
            effective_from=D(2026, 9, 1),
            reason="改为周报",
            by=world.county,
            cadence="week",
        )
    with at("2026-10-05 00:10"):  # a Monday
        week = open_period(campaign=world.campaign, day=D(2026, 10, 5), by=world.system)
        row = october(world, starts=D(2026, 10, 5), ends=D(2026, 10, 18))
    week.refresh_from_db()
    assert week.covered == ()
    assert set(week.expected.values_list("standing", flat=True)) == {"struck"}
    with at("2026-10-06 10:00"):
        end_sensitive(uid=row.uid, last=D(2026, 10, 6), reason="上级通知结束", by=world.county)
    week.refresh_from_db()
    assert week.covered == ((D(2026, 10, 7), D(2026, 10, 12)),)
    assert set(week.expected.values_list("standing", flat=True)) == {"owed"}
    kinds = list(week.expected.first().changes.values_list("kind", flat=True))  # type: ignore[union-attr]
    assert kinds == ["restored", "struck"]
    beat(world, D(2026, 10, 7), D(2026, 10, 18))
    days = all_days()
    assert len(days) == len(set(days))
    assert not ReportingPeriod.objects.filter(cadence="day", starts__gt=D(2026, 10, 6)).exists()


def test_reports_filed_before_a_cut_stay(world: World) -> None:
    with at("2026-10-05 10:00"):
        month = open_period(campaign=world.campaign, month=10, by=world.system)
        file_as(world.village, month, world.village_one)
        october(world, starts=D(2026, 10, 10), ends=D(2026, 10, 12))
    month.refresh_from_db()
    assert month.covered == ((D(2026, 10, 1), D(2026, 10, 10)), (D(2026, 10, 13), D(2026, 11, 1)))
    assert month.reports.count() == 1


def test_the_database_refuses_overlapping_periods_of_a_county(world: World) -> None:
    month = open_period(campaign=world.campaign, month=10, by=world.system)
    copy: dict[str, Any] = {
        "campaign": world.campaign,
        "cadence": "day",
        "starts": D(2026, 10, 31),
        "ends": D(2026, 10, 31),
        "village_due": month.village_due,
        "opened_at": month.opened_at,
    }
    with pytest.raises(IntegrityError, match="period_days_once"), transaction.atomic():
        ReportingPeriod.objects.create(county=world.county_division, **copy)
    ReportingPeriod.objects.create(county=world.divisions[990102000000], **copy)


def test_sensitive_refusals(world: World) -> None:
    with at("2026-09-20 09:00"):
        for who in ("town", "village", "governance", "nobody"):
            with pytest.raises(Forbidden):
                october(world, by=world.users[who])
        for wrong in (
            {"starts": D(2026, 9, 19)},
            {"ends": D(2026, 9, 30)},
            {"ends": D(2026, 12, 31)},
            {"cadence": "month"},
            {"reason": "有"},
            {"name": " "},
        ):
            with pytest.raises(Invalid):
                october(world, **wrong)
        row = october(world)
        with pytest.raises(Invalid, match="错开"):
            october(world, starts=D(2026, 10, 8), ends=D(2026, 10, 9))
        with pytest.raises(Forbidden):
            end_sensitive(uid=row.uid, last=D(2026, 10, 3), reason="上级通知", by=world.town)
        with pytest.raises(Invalid):
            end_sensitive(uid=row.uid, last=D(2026, 10, 8), reason="上级通知", by=world.county)
        end_sensitive(uid=row.uid, last=D(2026, 10, 3), reason="上级通知", by=world.county)
        with pytest.raises(NotTheMoment, match="已经提前结束"):
            end_sensitive(uid=row.uid, last=D(2026, 10, 2), reason="上级通知", by=world.county)
    assert Trail.objects.filter(act__startswith="sensitive.").count() == 2


def test_a_rule_is_versioned_and_never_moves_what_is_open(world: World) -> None:
    month = open_period(campaign=world.campaign, month=11, by=world.system)
    due = default_due()
    due["month"]["village"] = [20, "12:00"]
    with at("2026-11-20 09:00"):
        first = set_rule(
            county=world.county_division,
            effective_from=D(2026, 12, 1),
            reason="按市里通知提前",
            by=world.county,
            due=due,
        )
        with pytest.raises(Stale):
            set_rule(
                county=world.county_division,
                effective_from=D(2026, 12, 1),
                reason="再改一次",
                by=world.county,
                version=0,
            )
        changes: list[dict[str, Any]] = [
            {"effective_from": D(2026, 11, 1)},
            {"checks": []},
            {"reply_days": 0},
            {"due": {"month": {}}},
            {"steps": {}},
            {"cadence": "year"},
        ]
        for wrong in changes:
            with pytest.raises(Invalid):
                set_rule(
                    **{
                        "county": world.county_division,
                        "effective_from": D(2026, 12, 2),
                        "reason": "再改一次",
                        "by": world.county,
                        **wrong,
                    }
                )
        with pytest.raises(Forbidden):
            set_rule(
                county=world.county_division,
                effective_from=D(2026, 12, 2),
                reason="再改一次",
                by=world.town,
            )
    december = open_period(campaign=world.campaign, month=12, by=world.system)
    month.refresh_from_db()
    assert first.version == 1
    assert month.village_due == local("2026-11-25 17:00")
    assert december.village_due == local("2026-12-20 12:00")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    usual=st.sampled_from(["month", "half", "week"]),
    starts=st.integers(0, 20),
    length=st.integers(0, 10),
    ended=st.none() | st.integers(0, 10),
)
def test_whatever_the_county_opens_no_day_is_owed_twice(
    world: World, usual: str, starts: int, length: int, ended: int | None
) -> None:
    with transaction.atomic():
        first, last = D(2026, 9, 1), D(2026, 10, 4)
        with at("2026-09-01 00:01"):
            set_rule(
                county=world.county_division,
                effective_from=first,
                reason="试一试周期",
                by=world.county,
                cadence=usual,
            )
            begin = first + timedelta(starts)
            row = october(world, starts=begin, ends=begin + timedelta(length))
        stop = begin + timedelta(ended) if ended is not None else None
        day = first
        while day <= last:
            with at(f"{day} 00:05"):
                open_current_periods(by=world.system, today=day)
                if day == stop and row.starts <= day < row.ends:
                    end_sensitive(uid=row.uid, last=day, reason="提前结束", by=world.county)
            day += timedelta(days=1)
        days = all_days()
        assert len(days) == len(set(days))
        assert set(days) >= {first + timedelta(i) for i in range((last - first).days + 1)}
        assert ExpectedReport.objects.filter(period__days__holds=first).count() == 3
        transaction.set_rollback(True)


def test_spans_are_written_as_people_do() -> None:
    """What the page shows for the shipped steps comes back as the same minutes."""
    field = SpanField()
    for steps in STEPS.values():
        for minutes in steps.values():
            assert field.clean(span_words(minutes)) == abs(minutes)
    assert [field.clean(w) for w in ("１天", " 2 小时", "20分钟", "当时", "0")] == [
        1440, 120, 20, 0, 0,
    ]  # fmt: skip
    for wrong in ("", "-1天", "两天", "1440", "1天2小时", "99999天"):
        with pytest.raises(ValidationError):
            field.clean(wrong)
