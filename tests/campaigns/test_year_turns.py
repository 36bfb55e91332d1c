"""The plan of a year, its closing, and the next one opened from it (features 24)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import scope
from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import Campaign, Duty, Fund, Meeting, Plan, Seat, WorkdayException
from campaigns.models.calendar import year_calendar
from campaigns.transitions.campaign import close_year, open_year
from campaigns.transitions.fund import plan_fund
from campaigns.transitions.meeting import Came, record_meeting
from campaigns.transitions.plan import PhaseFacts, write_plan
from campaigns.transitions.rollover import in_year
from campaigns.transitions.year_duty import add_duty, lift_duty, mark_done
from tests.campaigns.year import duty_in, group_of, seat_of
from tests.cast import World, build

SignIn = Callable[[str], Client]
FIRST = PhaseFacts("动员部署", date(2026, 1, 1), date(2026, 2, 28), "印发方案，签订责任状。")
SECOND = PhaseFacts("组织实施", date(2026, 3, 1), date(2026, 10, 31), "排查、宣传、评选。")


def plan_of(world: World, **facts: Any) -> Plan:
    """A plan of the year."""
    given: dict[str, Any] = {"aims": "创建率达到85%。", "phases": [FIRST, SECOND]} | facts
    return write_plan(world.campaign, by=given.pop("by", world.county), **given)


ISSUED: dict[str, Any] = {"number": "甲妇[2026]05号", "issued_on": date(2026, 2, 20)}


def test_a_draft_is_the_countys_and_an_issued_plan_everybodys(
    world: World, sign_in: SignIn
) -> None:
    plan = plan_of(world)
    page = reverse("campaigns:plan_detail") + "?year=2026"
    assert sign_in("county").get(page).status_code == 200
    assert sign_in("village").get(page).status_code == 404
    plan = plan_of(world, version=plan.version, slogan="家家平安", **ISSUED)
    assert (plan.number, plan.version) == ("甲妇〔2026〕5号", 2), "brackets and number as printed"
    assert "甲妇〔2026〕5号" in sign_in("village").get(page).content.decode()
    assert sign_in("county_other").get(page).status_code == 404
    assert Campaign.objects.get(year=2026, county=world.county_division).slogan == "家家平安"


def test_an_issued_plan_changes_with_a_reason_and_never_goes_back(world: World) -> None:
    plan = plan_of(world, **ISSUED)
    for facts, where in (
        (ISSUED, {"reason"}),
        ({"reason": "改回草稿"}, {"number"}),
    ):
        with pytest.raises(Invalid) as wrong:
            plan_of(world, version=plan.version, **facts)
        assert set(wrong.value.errors) == where
    plan_of(world, version=1, reason="市里补充一项目标", aims="创建率达到90%。", **ISSUED)
    with pytest.raises(Stale) as stale:
        plan_of(world, version=1, reason="市里补充一项目标", aims="八成", **ISSUED)
    assert stale.value.version == 2
    assert Plan.objects.get().phases.count() == 2
    assert Trail.objects.filter(act="plan.write", reason="市里补充一项目标").count() == 1


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"aims": " "}, {"aims"}),
        ({"number": "甲妇〔2026〕5号"}, {"issued_on"}),
        ({"issued_on": date(2026, 2, 20)}, {"number"}),
        (ISSUED | {"number": "5号"}, {"number"}),
        (ISSUED | {"issued_on": date(2099, 1, 1)}, {"issued_on"}),
        (ISSUED | {"phases": []}, {"phases"}),
        ({"phases": [FIRST, FIRST]}, {"phases"}),
        ({"phases": [PhaseFacts("一", date(2025, 1, 1), date(2026, 1, 1), "宣传")]}, {"phases"}),
        ({"phases": [FIRST] * 7}, {"phases"}),
    ],
)
def test_a_wrong_plan_is_not_kept(world: World, facts: dict[str, Any], where: set[str]) -> None:
    with pytest.raises(Invalid) as wrong:
        plan_of(world, **facts)
    assert set(wrong.value.errors) == where
    assert not Plan.objects.exists()


@pytest.mark.parametrize("who", ["town", "village", "governance", "auditor", "county_other"])
def test_nobody_else_writes_plans_or_closes_years(world: World, who: str) -> None:
    with pytest.raises((Forbidden, Http404)):
        plan_of(world, by=world.users[who])
    with pytest.raises((Forbidden, Http404)):
        close_year(world.campaign, by=world.users[who])
    assert not Plan.objects.exists()


def over(world: World) -> Campaign:
    """The year whose data closed yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Campaign.objects.filter(pk=world.campaign.pk).update(
        data_closes_on=max(yesterday, world.campaign.midyear_on)
    )
    world.campaign.refresh_from_db()
    return world.campaign


def test_a_year_closes_on_its_day_and_once(world: World) -> None:
    later = timezone.localdate() + timedelta(days=1)
    Campaign.objects.filter(pk=world.campaign.pk).update(data_closes_on=later)
    with pytest.raises(NotTheMoment, match="到那天"):
        close_year(world.campaign, by=world.county)
    campaign = over(world)
    with pytest.raises(Stale):
        close_year(campaign, by=world.county, version=9)
    assert close_year(campaign, by=world.county, version=1).status == "closed"
    with pytest.raises(NotTheMoment, match="已经截止"):
        close_year(campaign, by=world.county)
    assert Trail.objects.filter(act="campaign.close").count() == 1


def test_a_closed_year_stays_readable_and_comparable_and_takes_nothing(
    world: World, sign_in: SignIn
) -> None:
    group = group_of(world.township, world.town)
    seat = seat_of(group, world.town)
    words: dict[str, Any] = {"kind": "full", "held_at": "镇会议室", "topic": "部署"}

    def meet() -> Meeting:
        came, today = {seat: Came("present")}, timezone.localdate()
        minutes = "会议议定月底前排查完毕。"
        return record_meeting(
            group, held_on=today, came=came, by=world.town, minutes=minutes, **words
        )

    meet()
    done = mark_done(duty_in(world, -3), world.township, note="已报", by=world.town)
    money: dict[str, Any] = {"budget_paper": "镇财〔2026〕5号", "decided_on": date(2026, 1, 9)}
    plan_fund(world.township, world.campaign, planned=9900, by=world.town, **money)
    campaign = over(world)
    new = open_year(county=world.county_division, year=2027, by=world.county, last=campaign)
    close_year(campaign, by=world.county)
    for verb in (
        meet,
        lambda: plan_of(world),
        lambda: plan_fund(world.village_one, campaign, planned=1, by=world.village, **money),
    ):
        with pytest.raises(NotTheMoment, match="只能查看"):
            verb()
    client = sign_in("county")
    old = client.get(reverse("campaigns:campaign_list") + "?year=2026").content.decode()
    assert "只供查看" in old
    assert "99元" in old
    page = reverse("campaigns:year_duty_detail", args=[done.duty.uid])
    assert "已报" in client.get(page + f"?at={world.township.code}").content.decode()
    now = client.get(reverse("campaigns:campaign_list") + f"?year={new.year}").content.decode()
    assert "1 次" in now, "last year's meetings stand beside this year's"
    assert Seat.objects.count() == 1, "who holds a post goes on by itself"


def test_the_next_year_takes_duties_to_working_days(world: World) -> None:
    last, county = world.campaign, world.county

    def put(day: date, title: str, **facts: Any) -> Duty:
        return add_duty(
            last, level=4, due_on=day, title=title, reason="市里布置", by=county, **facts
        )

    put(date(2026, 5, 15), "纪念日", is_fixed=True)  # a Saturday in 2027
    put(date(2026, 5, 15), "报材料", ahead=30, kind="ledger")
    put(date(2026, 10, 1), "节日", kind="midyear")
    put(last.sign_by, "签责任状")
    put(date(2026, 12, 30), "归档")
    lift_duty(put(date(2026, 6, 1), "取消的"), reason="市里取消", by=county)
    WorkdayException.objects.bulk_create(
        WorkdayException(day=date(2027, 10, n), is_workday=False, name="国庆") for n in range(1, 8)
    )
    WorkdayException.objects.bulk_create(
        WorkdayException(day=date(2027, 12, n), is_workday=False, name="元旦") for n in (30, 31)
    )
    new = open_year(
        county=world.county_division, year=2027, by=county, last=last,
        sign_by=date(2027, 3, 20),
    )  # fmt: skip
    rows = Duty.objects.filter(campaign=new)
    found = {d.title: d.due_on for d in rows}
    assert found == {
        "纪念日": date(2027, 5, 15),
        "报材料": date(2027, 5, 17),
        "节日": date(2027, 10, 8),
        "签责任状": date(2027, 3, 20),
        "归档": date(2027, 12, 29),
    }
    copied = rows.get(title="报材料")
    assert (copied.ahead, copied.kind, copied.first_due_on) == (30, "ledger", None)
    assert not rows.filter(marks__isnull=False).exists(), "marks begin anew"


def test_the_next_year_costs_the_same_whatever_the_calendar(
    world: World, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        duty_in(world, -n, title=f"第{n}件")
    with django_assert_max_num_queries(20):
        open_year(county=world.county_division, year=2027, by=world.county, last=world.campaign)


def test_the_plan_becomes_a_draft_of_the_next(world: World) -> None:
    plan_of(world, **ISSUED)
    new = open_year(county=world.county_division, year=2028, by=world.county, last=world.campaign)
    plan = Plan.objects.get(campaign=new)
    assert (plan.number, plan.issued_on, plan.aims) == ("", None, "创建率达到85%。")
    first, second = plan.phases.all()
    assert first.until == date(2028, 2, 29), "February ends with its last day"
    assert second.since == date(2028, 3, 1)


def test_opened_once_and_only_from_ones_own_past(world: World) -> None:
    county = world.county_division
    open_year(county=county, year=2027, by=world.county, last=world.campaign)
    duties = Duty.objects.count()
    with pytest.raises(Invalid, match="已经开展"):
        open_year(county=county, year=2027, by=world.county, last=world.campaign)
    assert Duty.objects.count() == duties
    new = Campaign.objects.get(year=2027)
    with pytest.raises(Invalid):
        open_year(county=county, year=2026, by=world.county, last=new)
    other = world.divisions[990102000000]
    with pytest.raises(Invalid):
        open_year(county=other, year=2028, by=world.county_other, last=new)
    assert Trail.objects.filter(act="campaign.open", after__last=2026).count() == 1


@pytest.mark.parametrize("who", ["town", "village", "governance", "auditor", "county_other"])
def test_nobody_else_turns_the_year(world: World, who: str) -> None:
    with pytest.raises((Forbidden, Http404)):
        open_year(county=world.county_division, year=2027, by=world.users[who], last=world.campaign)
    assert Campaign.objects.filter(county=world.county_division).count() == 1


def test_a_leap_day_has_a_next_year() -> None:
    assert in_year(date(2028, 2, 29), 1) == date(2029, 2, 28)


def test_the_calendar_of_the_year_is_whole() -> None:
    campaign = Campaign(
        year=2026, sign_by=date(2026, 3, 31), midyear_on=date(2026, 6, 20),
        data_closes_on=date(2026, 12, 31),
    )  # fmt: skip
    lines = year_calendar(campaign)
    assert len({(n.due_on, n.level, n.title) for n in lines}) == len(lines)
    fixed = {(n.due_on.month, n.due_on.day) for n in lines if n.is_fixed}
    assert fixed >= {(3, 8), (5, 15), (6, 26), (11, 25)}, "the four dates of RC1 2.3"
    scored = [n.kind for n in lines if n.level == 4 and n.kind in Duty.SCORED]
    assert sorted(scored) == sorted(Duty.SCORED), "one of each of RC1 1.3"
    for level in (3, 4, 5):
        months = {n.due_on.month for n in lines if n.level == level}
        assert len(months) >= 7, level


def test_a_year_opened_late_begins_without_arrears(world: World) -> None:
    june = date(2025, 6, 1)
    new = open_year(county=world.county_division, year=2025, by=world.county, owed_from=june)
    duties = Duty.objects.filter(campaign=new)
    assert not duties.standing().filter(due_on__lt=june).exists()
    early = duties.filter(due_on__lt=june)
    assert set(early.values_list("lift_reason", flat=True)) == {"开展年度活动时已过"}
    assert duties.standing().count() + early.count() == len(year_calendar(new))
    assert june > early.latest("due_on").due_on


@pytest.mark.django_db(transaction=True)
def test_the_closing_waits_for_whoever_is_writing(django_db_setup: None) -> None:
    """What is being written when the year closes is in it, and nothing comes after."""
    with scope.as_system():
        world = build()
        today = timezone.localdate()
        Campaign.objects.filter(pk=world.campaign.pk).update(data_closes_on=today)
    facts: dict[str, Any] = {
        "planned": 100_000,
        "budget_paper": "甲财〔2026〕1号",
        "decided_on": today,
    }
    told: list[str] = []

    def close() -> None:
        try:
            with scope.opened(world.county):
                told.append(close_year(world.campaign, by=world.county).status)
        finally:
            connection.close()

    closing = threading.Thread(target=close)
    with scope.opened(world.county):
        plan_fund(world.county_division, world.campaign, by=world.county, **facts)
        closing.start()
        closing.join(0.5)
        assert closing.is_alive()
    closing.join(20)
    assert told == ["closed"]
    with scope.opened(world.town), pytest.raises(NotTheMoment):
        plan_fund(world.township, world.campaign, by=world.town, **facts)
    with scope.as_system():
        assert Fund.objects.count() == 1
