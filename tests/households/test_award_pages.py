"""Pages and work list of demonstration households."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Reading
from households.award_work import items
from households.models import Award, AwardNotice, Objection
from households.transitions.award_notice import give_notice
from tests.cast import World
from tests.households.award_cast import (
    MONDAY,
    STORY,
    SetDay,
    Status,
    award_at,
    here,
    home,
    homes,
    object_now,
    on_day,
)

__all__ = ["here", "on_day"]
SignIn = Callable[[str], Client]
VOTE = {"vote_on": "2026-11-23", "due": 32, "present": 30, "in_favour": 28, "against": 0}


def test_the_whole_way_by_hand(here: World, sign_in: SignIn, on_day: SetDay) -> None:
    homes(here.village_one, 12)
    mine = home(here.village_one, head="姜志强")
    village, town, county = (sign_in(n) for n in ("village", "town", "county"))
    assert "姜*强 家" in village.get("/awards/nominate?q=jzq").text
    form = village.get(f"/awards/nominate/{mine.uid}")
    typed = {
        "kind": "care",
        "story": STORY,
        "client_uuid": form.context["form"]["client_uuid"].value(),
        "source": "village",
        "consent": "on",
    }
    for _ in range(2):  # sent twice, made once
        made = village.post(f"/awards/nominate/{mine.uid}", typed)
        assert made.status_code == 302
    award = Award.objects.get()
    base = f"/awards/{award.uid}"
    assert made.headers["Location"] == base
    early = village.post(f"{base}/vote", VOTE | {"abstain": 2, "version": 1})
    assert early.status_code == 409
    said = {"assessed_on": "2026-11-23", "opinion": "逐条核对，符合标准。", "version": 1}
    assert village.post(f"{base}/assess", said).status_code == 302
    assert village.post(f"{base}/vote", VOTE | {"abstain": 2, "version": 2}).status_code == 302
    said = {"awards": [str(award.uid)], "notice_from": "2026-11-23", "place": "村委会公示栏"}
    done = village.post(f"{base}/notice", said | {"phone": "0516-12345678"}, follow=True)
    assert "第 1 天，共 3 个工作日" in done.text
    assert "姜*强" in done.text
    assert "姜志强" not in done.text
    assert "公示到11月25日才满" in town.get(base).text
    objection = {
        "received_on": "2026-11-23",
        "words": "他家与邻居争过地界。",
        "client_uuid": uuid4(),
    }
    assert village.post(f"{base}/object", objection).status_code == 302
    on_day(date(2026, 11, 26))
    assert "1 件异议没有答复" in town.get(base).text
    assert town.post(f"{base}/review", {"opinion": "同意。"}).status_code == 409
    answer = f"/objections/{Objection.objects.get().uid}/answer"
    assert village.get(answer).status_code == 200
    village.post(answer, {"upheld": "no", "answer": "地界已经说清，双方签字。"})
    # Three working days were lost to it: from the 23rd to the 26th, so until the 30th.
    assert "共停 3 个工作日，到11月30日期满" in town.get(base).text
    assert town.post(f"{base}/review", {"opinion": "情况属实。"}).status_code == 409
    on_day(date(2026, 12, 1))
    assert town.post(f"{base}/review", {"opinion": "情况属实。", "version": 5}).status_code == 302
    assert county.post(f"{base}/approve", {"opinion": "同意命名。"}).status_code == 302
    done = county.post(f"{base}/plate", {"plated_on": "2026-12-01"}, follow=True)
    assert "已授牌，牌号甲示2026-0001。" in done.text
    page = village.get(base).text
    for words in (
        "情况属实。",
        "同意命名。",
        "应到 32，实到 30，同意 28",
        "异议不成立",
        "12月1日",
    ):
        assert words in page


PAGES: list[tuple[str, str, str]] = [
    ("village", "", Status.NOTICED),
    ("village", "/vote", Status.NOMINATED),
    ("village", "/notice", Status.VOTED),
    ("village", "/object", Status.NOTICED),
    ("town", "/review", Status.NOTICED),
    ("county", "/approve", Status.REVIEWED),
    ("county", "/plate", Status.APPROVED),
    ("town", "/return", Status.NOTICED),
]


@pytest.mark.parametrize(("who", "tail", "status"), PAGES)
def test_pages_by_role_and_reach(
    here: World, sign_in: SignIn, who: str, tail: str, status: str
) -> None:
    award = award_at(here, status)
    url = f"/awards/{award.uid}{tail}"
    page = sign_in(who).get(url)
    assert page.status_code == 200
    assert "姜志强" in page.text
    assert Reading.objects.filter(by=here.users[who], keys=[award.pk]).exists()
    foreign = {"village": "village_next", "town": "town_next", "county": "county_other"}[who]
    other = sign_in(foreign).get(url)
    assert other.status_code == 404
    assert "姜志强" not in other.text
    for outsider in ("governance", "auditor", "system_admin", "nobody"):
        assert sign_in(outsider).get(url).status_code == 403
    assert Client().get(url).status_code == 302


def test_notice_sheet_is_masked_and_inside_the_reach(here: World, sign_in: SignIn) -> None:
    one, two = (
        award_at(here, Status.VOTED, household=home(here.village_one, head=name))
        for name in ("姜志强", "王平")
    )
    (row, _other) = give_notice(
        [one.uid, two.uid],
        notice_from=MONDAY,
        place="村委会公示栏",
        phone="0516-12345678",
        by=here.village,
    )
    assert row.notice_id
    notice = AwardNotice.objects.get(pk=row.notice_id)
    # What hangs, hangs: one who falls later stays on the paper as it was.
    Award.objects.filter(pk=two.pk).update(status=Status.REJECTED)
    page = sign_in("village").get(f"/notices/{notice.uid}")
    assert page.status_code == 200
    assert "拟命名下列 2 户" in page.text
    assert "王*" in page.text
    assert not any(name in page.text for name in ("姜志强", "王平"))
    assert sign_in("village_next").get(f"/notices/{notice.uid}").status_code == 404


def test_bad_input_keeps_what_was_typed(here: World, sign_in: SignIn) -> None:
    award, client = award_at(here, Status.NOMINATED), sign_in("village")
    page = client.post(f"/awards/{award.uid}/vote", VOTE | {"abstain": 1, "version": 1})
    assert page.status_code == 422
    assert "加起来是29，与实到30人不符" in page.text
    mine = home(here.village_one)
    page = client.post(f"/awards/nominate/{mine.uid}", {"story": "照顾婆婆十年如一日"})
    assert page.status_code == 422
    assert "照顾婆婆十年如一日" in page.text
    stale = client.post(f"/awards/{award.uid}/vote", VOTE | {"abstain": 2, "version": 5})
    assert stale.status_code == 409


def test_list_tabs_and_filters(here: World, sign_in: SignIn) -> None:
    award_at(here, Status.NOTICED, household=home(here.village_one, head="姜志强"))
    opposed = award_at(here, Status.NOTICED, household=home(here.village_two, head="王建国"))
    object_now(here, opposed)
    award_at(here, Status.REVIEWED, village=here.village_far)
    county, town = sign_in("county"), sign_in("town")
    page = county.get("/awards/")
    assert [(t["label"], t["count"]) for t in page.context["tabs"]] == [
        ("全部", 3),
        ("公示中", 2),
        ("公示已满", 1),
        ("待批准", 1),
    ]
    assert len(town.get("/awards/").context["lines"]) == 2
    assert len(town.get("/awards/?status=ended").context["lines"]) == 1
    assert len(town.get("/awards/?q=wjg").context["lines"]) == 1
    place = f"/awards/?place={here.village_two.code}"
    assert len(town.get(place).context["lines"]) == 1
    inside = county.get(f"/awards/?place={here.township.code}&village={here.village_one.code}")
    assert len(inside.context["lines"]) == 1
    assert 'name="village"' in inside.text
    for bad in ("status=x", "place=x", "village=99999999999999999999", "year=二", "page=x"):
        assert county.get(f"/awards/?{bad}").status_code == 200


def test_many_from_the_list(here: World, sign_in: SignIn) -> None:
    for village in (here.village_one, here.village_one, here.village_two):
        award_at(here, Status.NOTICED, village=village)
    town, county = sign_in("town"), sign_in("county")
    assert "全部 3 户" in town.get("/awards/?status=ended").text
    assert 'type="checkbox" name' not in town.get("/awards/").text
    some = f"/awards/batch/review?all=1&place={here.village_one.code}"
    page = town.get(some)
    assert "审核 2 户" in page.text
    changed = town.post(some, {"opinion": "同意。", "version": 3})
    assert changed.status_code == 409
    done = town.post(some, {"opinion": "同意。", "version": 2}, follow=True)
    assert "已审核2户。" in done.text
    uids = "&".join(f"award={a.uid}" for a in Award.objects.filter(status=Status.REVIEWED))
    done = county.post(f"/awards/batch/approve?{uids}", {"opinion": "同意。"}, follow=True)
    assert "已批准2户。" in done.text
    done = county.post("/awards/batch/plate?all=1", {"plated_on": "2026-11-23"}, follow=True)
    assert "已授牌2户。" in done.text
    empty = county.post("/awards/batch/plate?all=1", {"plated_on": "2026-11-23"})
    assert empty.status_code == 422
    assert county.get("/awards/batch/review?all=1").status_code == 403
    assert town.get("/awards/batch/approve?award=x&award=1").status_code == 403
    assert county.get("/awards/batch/approve?award=x&award=1").status_code == 200


def queries_of(act: Callable[[], object]) -> int:
    """Queries of a request without what every request pays: savepoints and the scope."""
    with CaptureQueriesContext(connection) as seen:
        act()
    frame = ("SAVEPOINT", "RELEASE", "SELECT set_config", "SELECT coalesce(current_setting")
    return sum(not q["sql"].startswith(frame) for q in seen.captured_queries)


def test_as_many_queries_for_every_length(here: World, sign_in: SignIn) -> None:
    clients = {who: sign_in(who) for who in ("county", "town", "village")}

    def counted() -> dict[str, int]:
        one = Award.objects.first()
        assert one
        urls = [
            ("county", f"/awards/?place={here.township.code}"),
            ("town", "/awards/?status=ended"),
            ("town", "/awards/batch/review?all=1"),
            ("village", "/awards/nominate"),
            ("village", f"/notices/{one.uid}"),
            ("village", f"/awards/{one.uid}"),
            ("county", "/api/v1/awards"),
        ]
        pages = {url: queries_of(partial(clients[who].get, url)) for who, url in urls}
        work = {who: queries_of(partial(items, here.users[who], MONDAY)) for who in clients}
        return pages | work

    def more(rows: int) -> None:
        for _ in range(rows):
            object_now(here, award_at(here, Status.NOTICED))
            award_at(here, Status.NOTICED)

    more(3)
    counted()
    few = counted()
    more(27)
    assert counted() == few
    assert max(few.values()) <= 15


def test_work_lists(here: World) -> None:
    for status in (
        Status.NOMINATED,
        Status.VOTED,
        Status.NOTICED,
        Status.REVIEWED,
        Status.APPROVED,
    ):
        award_at(here, status)
    opposed = award_at(here, Status.NOTICED)
    object_now(here, opposed)
    titles = {who: [i.title for i in items(here.users[who], MONDAY)] for who in PEOPLE}
    assert titles == {
        "village": [
            "答复示范户公示异议，11月19日收到",
            "示范户推荐，1户待村民代表评议",
            "示范户评议通过，1户待公示",
        ],
        "town": ["示范户公示已满，1户待审核"],
        "county": ["示范户乡镇已审，1户待批准", "示范户已批准，1户待授牌"],
        "village_next": [],
        "town_next": [],
        "auditor": [],
    }
    assert items(here.village, MONDAY)[0].due == date(2026, 11, 24)
    late = items(here.town, date(2026, 11, 25))
    assert late[0].urgency(date(2026, 11, 25)) == "overdue"


PEOPLE = ("village", "town", "county", "village_next", "town_next", "auditor")
