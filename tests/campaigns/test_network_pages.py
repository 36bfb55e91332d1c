"""Pages of the service network as people meet them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import DutyShift, ServicePoint, Volunteer, VolunteerTeam, WorkRecord
from campaigns.transitions.duty import put_on_duty
from campaigns.transitions.team import change_team
from campaigns.transitions.volunteer_work import record_service, set_limit
from campaigns.transitions.work_record import record_work
from tests.campaigns.network import WEEK, days_ago, point_of, team_of, volunteer_of
from tests.cast import World

SignIn = Callable[[str], Client]
SECRET = "城东路九号三楼"


def address(name: str, *args: Any) -> str:
    return reverse(f"campaigns:{name}", args=args)


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_a_village_opens_rosters_and_records(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    days = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), WEEK, strict=True))
    given = {
        "kind": "home", "name": "甲一村妇女之家", "phone": "0516-89612338", "address": "村部",
        "run_by": "村妇联", "opened_on": "2025-01-01", **days,
    }  # fmt: skip
    answer = client.post(address("point_form"), given | {"mon": "早上"})
    assert answer.status_code == 422
    assert "早上" in answer.content.decode()  # nothing typed is lost
    assert client.post(address("point_form"), given).status_code == 302
    point = ServicePoint.objects.get()
    shift = {"day": f"{days_ago(0)}", "starts": "08:30", "ends": "12:00"}
    person = {"person": world.village.pk}
    assert client.post(address("duty_form", point.uid), shift | person).status_code == 302
    assert client.post(address("duty_form", point.uid), shift | person).status_code == 422
    stranger = {"person": world.village_next.pk}
    assert client.post(address("duty_form", point.uid), shift | stranger).status_code == 422
    work = {"kind": "consult", "people": "3", "day": f"{days_ago(0)}"}
    assert client.post(address("work_form", point.uid), work).status_code == 302
    page = text_of(client, address("point_detail", point.uid))
    assert "咨询 3 人" in page
    assert "村调解一" in text_of(client, address("duty_roster", point.uid))
    off = address("duty_off", DutyShift.objects.get().uid)
    assert client.post(off).status_code == 302
    assert "村调解一 08:30" not in text_of(client, address("duty_roster", point.uid))
    close = {"closed_on": f"{days_ago(0)}", "reason": "村部搬迁", "version": 1}
    back = address("work_back", WorkRecord.objects.get().uid)
    assert client.post(back, {"reason": "人数写错"}).status_code == 302
    assert "没有这样的记录" in text_of(client, address("work_list"))
    assert client.post(address("point_close", point.uid), close).status_code == 302
    for view in ("point_edit", "point_close", "duty_form", "duty_copy", "work_form"):
        assert client.get(address(view, point.uid)).status_code == 409


def test_the_address_of_a_shelter_is_on_no_page(world: World, sign_in: SignIn) -> None:
    shelter = point_of(
        world.county_division, world.county, kind="shelter", name="庇护中心", address=SECRET
    )
    reveal = address("point_reveal", shelter.uid)
    for who in ("county", "town", "village", "governance", "auditor"):
        client = sign_in(who)
        for url in (
            address("point_list"), address("point_detail", shelter.uid),
            address("duty_roster", shelter.uid), "/api/v1/service-points",
            f"/api/v1/service-points/{shelter.uid}",
        ):  # fmt: skip
            page = text_of(client, url)
            assert SECRET not in page
            assert quote(SECRET) not in page
        if who in ("county", "town", "village"):
            export = client.post(address("point_export"), follow=True)
            assert export.status_code == 200
        if who != "county":
            assert client.post(reveal, {"reason": "护送入住"}).status_code == 403
    assert "地址保密" in text_of(sign_in("village"), address("point_list"))
    county = sign_in("county")
    assert SECRET not in text_of(county, address("point_edit", shelter.uid))
    assert SECRET not in text_of(county, reveal)
    shown = county.post(reveal, {"reason": "护送入住"})
    assert SECRET in shown.content.decode()
    assert 'class="sheet no-print"' in shown.content.decode()
    station = point_of(world.county_division, world.county, kind="station")
    assert county.get(address("point_reveal", station.uid)).status_code == 404


def test_a_unit_below_sees_whom_to_call(world: World, sign_in: SignIn) -> None:
    point = point_of(world.township, world.town, kind="station", name="镇维权站")
    put_on_duty(
        point, day=days_ago(0), starts=time(0), ends=time(23, 59), name="田禾", by=world.town
    )
    record_work(point, day=days_ago(0), kind="consult", people=2, by=world.town)
    page = text_of(sign_in("village"), address("point_detail", point.uid))
    assert "0516-89612338" in page
    assert "田禾" in page
    assert "登记工作" not in page
    assert "做了什么" not in page  # the township's own figures
    village = sign_in("village")
    for view in ("point_edit", "point_close", "duty_form", "duty_copy", "work_form"):
        assert village.get(address(view, point.uid)).status_code == 403
    assert village.get(address("duty_off", DutyShift.objects.get().uid)).status_code == 403
    assert sign_in("town_next").get(address("point_detail", point.uid)).status_code == 404


def test_vacancy_is_shown(world: World, sign_in: SignIn) -> None:
    week = ["08:30-12:00 14:00-17:30"] * 7
    point = point_of(world.village_one, world.village, hours=week)
    client = sign_in("village")
    assert "未排班" in text_of(client, address("point_list"))
    put_on_duty(
        point, day=days_ago(0), starts=time(8, 30), ends=time(12), name="田禾", by=world.village
    )
    page = text_of(client, address("point_list"))
    assert "缺岗" in page
    assert "14:00-17:30" in page


def test_load_and_overload(world: World, sign_in: SignIn) -> None:
    team = team_of(world.township, world.town)
    busy = volunteer_of(world.township, world.town, name="田禾", team=team)
    volunteer_of(world.township, world.town, name="白露", team=team)
    change_team(team, name="巾帼调解队", leader=busy, by=world.town)
    set_limit(world.county_division, hours=6, by=world.county)
    for _n in range(2):
        record_service(
            busy, day=days_ago(0), kind="trial", hours=Decimal("3.5"), cases=1, by=world.town
        )
    for who in ("town", "county", "governance"):
        client = sign_in(who)
        page = text_of(client, address("volunteer_list") + "?sort=month")
        assert page.index("田禾") < page.index("白露")
        assert page.count('tag-late">') == 1
        assert "7.0" in page
        assert "负担重" in text_of(client, address("team_detail", team.uid))
        detail = text_of(client, address("volunteer_detail", busy.uid))
        assert "陪审 2 件" in detail
        assert "13900001111" not in page + detail
    # A village of the township finds whom to ask for, not how busy she is.
    page = text_of(sign_in("village"), address("volunteer_list"))
    assert "田禾" in page
    assert "7.0" not in page
    assert "负担重</span>" not in page


def test_a_telephone_is_shown_for_a_reason(world: World, sign_in: SignIn) -> None:
    row = volunteer_of(world.township, world.town)
    url = address("volunteer_reveal", row.uid)
    client = sign_in("county")
    assert "13900001111" not in text_of(client, url)
    assert client.post(url, {"reason": ""}).status_code == 422
    assert "13900001111" in client.post(url, {"reason": "约法律咨询"}).content.decode()
    assert sign_in("governance").post(url, {"reason": "约法律咨询"}).status_code == 403
    assert sign_in("village").post(url, {"reason": "约法律咨询"}).status_code == 403


def test_volunteers_and_teams_by_form(world: World, sign_in: SignIn) -> None:
    client = sign_in("town")
    made = client.post(address("team_form"), {"name": "巾帼调解队", "since": "2025-01-01"})
    assert made.status_code == 302
    team = VolunteerTeam.objects.get()
    given = {
        "name": "田禾", "kind": "invited", "phone": "13900001111", "team": team.pk,
        "since": "2025-01-01",
    }  # fmt: skip
    assert client.post(address("volunteer_form"), given).status_code == 302
    row = Volunteer.objects.get()
    work = {"kind": "court", "hours": "2.5", "cases": "1", "day": f"{days_ago(0)}"}
    form = text_of(client, address("service_work_form", row.uid))
    assert "特邀调解案件" in form
    assert "人民陪审案件" not in form
    assert client.post(address("service_work_form", row.uid), work).status_code == 302
    led = {"name": "巾帼调解队", "leader": row.pk, "version": 1}
    assert client.post(address("team_edit", team.uid), led).status_code == 302
    edit = given | {"phone": "", "skills": "婚姻", "version": 1}
    assert client.post(address("volunteer_edit", row.uid), edit).status_code == 302
    assert client.post(address("volunteer_edit", row.uid), edit).status_code == 409
    gone = {"until": f"{days_ago(0)}", "reason": "工作调动", "version": 2}
    answer = client.post(address("volunteer_end", row.uid), gone)
    assert answer.status_code == 422
    assert "请先换队长" in answer.content.decode()
    page = text_of(client, address("service_work_list"))
    assert "2.5" in page
    assert "撤回" in page
    over = {"until": f"{days_ago(0)}", "reason": "并入二队", "version": 2}
    assert client.post(address("team_end", team.uid), over).status_code == 302
    assert client.post(address("volunteer_end", row.uid), gone).status_code == 302


@pytest.mark.parametrize("view", ["point_list", "work_list", "volunteer_list", "service_work_list"])
def test_lists_cost_the_same_for_one_and_for_many(
    world: World, sign_in: SignIn, view: str, django_assert_max_num_queries: Any
) -> None:
    def add(number: int) -> None:
        point = point_of(world.village_one, world.village, name=f"网点{number}")
        record_work(point, day=days_ago(0), kind="consult", people=1, by=world.village)
        put_on_duty(
            point, day=days_ago(0), starts=time(8), ends=time(9), name="田禾", by=world.village
        )
        row = volunteer_of(world.village_one, world.village, name=f"志愿{number}")
        record_service(row, day=days_ago(0), kind="visit", hours=Decimal(1), by=world.village)

    client = sign_in("county")
    add(0)
    client.get(address(view))
    with django_assert_max_num_queries(60) as few:
        client.get(address(view))
    for number in range(1, 4):
        add(number)
    with django_assert_max_num_queries(60) as many:
        client.get(address(view))
    assert len(many) == len(few)
