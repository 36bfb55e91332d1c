"""Pages of the year as people meet them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign, DutyMark, FundItem, KeptFile, LeadingGroup, Meeting, Seat
from campaigns.transitions.fund import plan_fund, spend
from campaigns.transitions.meeting import Came, record_meeting
from campaigns.transitions.member_unit import take_in
from campaigns.transitions.seat import begin_seat
from campaigns.transitions.year_duty import mark_done
from tests.campaigns.year import duty_in, group_of, seat_of
from tests.cast import World
from tests.exports.books import words
from tests.pictures import jpeg

SignIn = Callable[[str], Client]


def address(name: str, *args: Any) -> str:
    return reverse(f"campaigns:{name}", args=args)


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def picture(name: str = "a.jpg") -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, jpeg(), "image/jpeg")


def test_a_township_works_a_duty_off(world: World, sign_in: SignIn) -> None:
    duty = duty_in(world, 3)
    client = sign_in("town")
    assert "报送小结" in text_of(client, "/")
    page = address("year_duty_detail", duty.uid)
    assert "登记办结" in text_of(client, page)
    wrong = client.post(address("year_duty_done", duty.uid), {"note": " ", "day": "2026-11-25"})
    assert wrong.status_code == 422
    typed = {"note": "已报县里", "day": f"{timezone.localdate()}", "file": picture()}
    assert client.post(address("year_duty_done", duty.uid), typed).status_code == 302
    assert "报送小结" not in text_of(client, "/")
    assert "已报县里" in text_of(client, page)
    file = KeptFile.objects.get()
    assert client.get(address("kept_file", file.uid)).status_code == 200
    assert sign_in("town_next").get(address("kept_file", file.uid)).status_code == 404
    county = sign_in("county")
    assert "1</a>/2" in text_of(county, address("year_duty_list"))
    assert "已报县里" in text_of(county, page)
    assert "待办" in text_of(county, address("year_duty_table") + "?level=4")
    back = address("duty_mark_back", DutyMark.objects.get().uid)
    assert county.post(back, {"reason": "登记错了"}).status_code == 403
    assert sign_in("town").post(back, {"reason": "登记错了"}).status_code == 302
    assert "报送小结" in text_of(client, "/")


def test_a_meeting_is_recorded_seat_by_seat(world: World, sign_in: SignIn) -> None:
    group = group_of(world.township, world.town)
    head, deputy = seat_of(group, world.town), seat_of(group, world.town, "deputy", "周敏")
    client, url = sign_in("town"), address("meeting_new", group.uid)
    assert "韩立" in text_of(client, url)
    typed = {
        "kind": "full", "held_on": f"{timezone.localdate()}", "held_at": "镇会议室",
        "topic": "部署秋季排查", "minutes": "会议议定十月底前排查完毕。",
        f"seat-{head.uid}": "present",
        f"seat-{deputy.uid}": "absent",
    }  # fmt: skip
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert "缺席的写原因" in answer.content.decode()
    assert client.post(url, typed | {f"note-{deputy.uid}": "出差"}).status_code == 302
    meeting = Meeting.objects.get()
    assert "出差" in text_of(client, address("meeting_detail", meeting.uid))
    assert "1/2" in text_of(client, address("leading_group_list")).replace("</a>", "")
    edit = {k: typed[k] for k in ("kind", "held_at", "minutes")} | {
        "topic": "部署冬季排查", "version": "1"
    }  # fmt: skip
    assert (
        client.post(address("meeting_edit", meeting.uid), edit | {"file": picture()}).status_code
        == 302
    )
    assert client.post(address("meeting_edit", meeting.uid), edit).status_code == 409
    assert "会议纪要" in text_of(client, address("meeting_detail", meeting.uid))


def test_money_is_planned_and_spent(world: World, sign_in: SignIn) -> None:
    client, today = sign_in("village"), f"{timezone.localdate()}"
    plan = {"planned": "1,000", "budget_paper": "镇财[2026]05号", "decided_on": today}
    assert client.post(address("fund_new"), plan).status_code == 302
    page = text_of(client, address("fund_list"))
    assert "镇财〔2026〕5号" in page
    from campaigns.models import Fund

    fund = Fund.objects.get()
    spent = {"amount": "1200.50", "purpose": "印宣传单", "spent_on": today}
    answer = client.post(address("fund_spend", fund.uid), spent)
    assert answer.status_code == 422
    assert "只剩1,000元" in answer.content.decode()
    over = {"over_words": "村集体经费列支", "file": picture()}
    assert client.post(address("fund_spend", fund.uid), spent | over).status_code == 302
    assert "超支" in text_of(client, address("fund_detail", fund.uid))
    back = address("fund_item_back", FundItem.objects.get().uid)
    assert client.post(back, {"reason": "金额写错"}).status_code == 302
    assert "1,000元" in text_of(client, address("fund_detail", fund.uid))
    assert client.get(address("fund_detail", fund.uid)).status_code == 200
    assert sign_in("village_next").get(address("fund_detail", fund.uid)).status_code == 404


def test_a_group_with_its_people(world: World, sign_in: SignIn) -> None:
    client = sign_in("county")
    typed = {"name": "甲县领导小组", "meetings_a_year": "4", "set_up_on": "2025-01-10"}
    assert client.post(address("leading_group_new"), typed).status_code == 302
    group = LeadingGroup.objects.get()
    seat = {"post": "head", "name": "韩立", "title": "县委副书记", "since": "2025-01-10"}
    assert client.post(address("leading_group_seat", group.uid), seat).status_code == 302
    end = {"until": "2026-05-31", "reason": "工作调动", "next_name": "周敏"}
    assert client.post(address("seat_end", Seat.objects.get().uid), end).status_code == 302
    page = text_of(client, address("leading_group_detail", group.uid))
    assert "周敏" in page
    assert "韩立" in page
    assert "工作调动" in page
    village = text_of(sign_in("village"), address("leading_group_detail", group.uid))
    assert "周敏" in village
    assert "年会议" not in village


@pytest.mark.parametrize(
    ("view", "cells"),
    [
        ("year_duty_export", {"乡级", "报送小结", "提前（天）"}),
        ("leading_group_export", {"甲一镇领导小组", "组长", "韩立", "甲县公安局", "分管负责人"}),
        ("meeting_export", {"镇会议室", "部署秋季排查", "韩立（出差）"}),
        ("fund_export", {"100元", "60元", "印宣传单", "镇财〔2026〕5号"}),
    ],
)
def test_lists_leave_as_excel(world: World, sign_in: SignIn, view: str, cells: set[str]) -> None:
    group, today = group_of(world.township, world.town), timezone.localdate()
    seat = seat_of(group, world.town)
    duty_in(world, 3)
    police = take_in(
        world.county_division, name="甲县公安局", short_name="公安局", kind="police",
        since=today, by=world.county,
    )  # fmt: skip
    begin_seat(police, post="lead", name="耿卫", since=today, by=world.county)
    record_meeting(
        group, held_on=today, came={seat: Came("absent", "出差")}, by=world.town, kind="full",
        held_at="镇会议室", topic="部署秋季排查", minutes="议定月底前完成排查。",
    )  # fmt: skip
    fund = plan_fund(
        world.township, world.campaign, planned=10000, budget_paper="镇财〔2026〕5号",
        decided_on=today, by=world.town,
    )  # fmt: skip
    spend(fund, spent_on=today, amount=6000, purpose="印宣传单", by=world.town)
    client = sign_in("town")
    assert client.get(address(view)).status_code == 200
    made = client.post(address(view), {})
    assert made.status_code == 302
    found = set(words(client.get(made["Location"] + "/file").content).splitlines())
    assert cells <= found, found


def test_the_overview_of_every_level_and_year(world: World, sign_in: SignIn) -> None:
    Campaign.objects.create(
        county=world.county_division, year=2025, sign_by=date(2025, 3, 31),
        midyear_on=date(2025, 6, 20), data_closes_on=date(2025, 12, 31), status="closed",
        opened_at=timezone.now(), opened_by=world.system,
    )  # fmt: skip
    group_of(world.township, world.town)
    late = duty_in(world, -5)
    mark_done(late, world.township, note="补报", by=world.town)
    for who in ("county", "town", "village", "governance", "auditor"):
        page = text_of(sign_in(who), address("campaign_list"))
        assert "领导小组会议" in page, who
        assert "2025年（已截止）" in page
    county = sign_in("county")
    assert "0/2" in text_of(county, address("campaign_list"))
    old = text_of(county, address("campaign_list") + "?year=2025")
    assert "只供查看" in old
    below = f"?at={world.township.code}"
    assert "甲一镇" in text_of(county, address("campaign_list") + below)
    assert sign_in("town_next").get(address("campaign_list") + below).status_code == 404
    assert county.get(address("campaign_list") + "?year=2019").status_code == 404


@pytest.mark.parametrize(
    "view", ["leading_group_list", "meeting_list", "fund_list", "show_point_list", "campaign_list"]
)
def test_lists_cost_the_same_for_one_and_for_many(
    world: World, sign_in: SignIn, view: str, django_assert_max_num_queries: Any
) -> None:
    def add(unit: Any, by: Any) -> None:
        group = group_of(unit, by)
        seat = seat_of(group, by)
        record_meeting(
            group, held_on=timezone.localdate(), came={seat: Came("present")}, by=by,
            kind="full", held_at="村部", topic="排查", minutes="议定月底前完成排查。",
        )  # fmt: skip
        duty_in(world, -timedelta(days=unit.level).days, level=unit.level, title=f"{unit}")

    client = sign_in("county")
    add(world.township, world.town)
    client.get(address(view))
    with django_assert_max_num_queries(60) as few:
        client.get(address(view))
    add(world.village_one, world.village)
    add(world.village_two, world.village_next)
    with django_assert_max_num_queries(60) as many:
        client.get(address(view))
    assert len(many) <= len(few) + (1 if view == "campaign_list" else 0)
