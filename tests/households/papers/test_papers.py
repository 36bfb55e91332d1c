"""The other papers: columns as in domain J2, rows inside the reach, masked, logged, exported."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Export, Reading
from accounts.proof import GIVEN
from households.models import Hazard
from households.papers.registry import PAPERS
from tests.cast import World
from tests.exports.books import opened, words
from tests.households.families import days, family, home
from tests.households.reporting import FOUND, at, file_as, november

SignIn = Callable[[str], Client]
ASKED = {"purpose": "report", "reason": "报镇妇联月底存档"}
HEADS = {
    "monthly": "单位 总户数 新增 累计在册 已化解 化解率 升级 降级 销号",
    "zero": "单位 周期 有无重大隐患 数量 摘要 处置 报告人 签发人 上报时间",
    "keepers": "户 等级 包户领导 包户干部 电话 起止 变更",
    "visits": "日期 走访人 方式 见到谁 现状 诉求 风险变化 措施 下次 签名/照片",
    "registration": "村/网格 户主 人口 成员 与户主关系 住址 电话 类别 简要情况 诉求 初定等级 "
    "排查人 日期",
    "hazards": "时间 地点 户 人员 经过 危险 已采取措施 下步 请求支持 签发",
}


def proven(client: Client) -> Client:
    session = client.session
    session[GIVEN] = time.time()
    session.save()
    return client


def told(client: Client, key: str, **body: Any) -> bytes:
    """The workbook of a paper, through the door."""
    made = client.post(f"/papers/{key}/export", ASKED | body)
    assert made.status_code == 302, made.content.decode()[-800:]
    return bytes(client.get(f"{made['Location']}/file").content)


def hazard(world: World) -> Hazard:
    return Hazard.objects.create(
        village=world.village_one,
        household=home(world),
        source="direct",
        status="filed",
        known_at=timezone.now(),
        opened_at=timezone.now(),
        opened_by=world.village,
        dangers=["life"],
        place="村东头",
        persons="夫妻二人",
        course="持刀追赶",
        measures="已劝离并报警",
        next_steps="联合走访",
        support="请派出所到场",
        signed_by="村调解一",
        filed_at=timezone.now(),
        filed_by=world.village,
    )


@pytest.fixture
def filled(world: World) -> World:
    """A listed family with a visit, and a hazard."""
    from households.models import Visit

    row = family(world)
    Visit.objects.create(
        family=row,
        village=row.village,
        visited_on=days(0),
        visitor=world.village,
        way="home",
        met="本人",
        state="平稳",
        needs="盼就业",
        change="same",
        measures="介绍工作",
        recorded_at=timezone.now(),
    )
    hazard(world)
    return world


@pytest.mark.parametrize("key", sorted(PAPERS))
def test_a_paper_has_the_columns_of_the_office(filled: World, sign_in: SignIn, key: str) -> None:
    """On screen and in Excel; what was asked for by domain J2 is there by its name."""
    client = proven(sign_in("town"))
    page = client.get(f"/papers/{key}")
    assert page.status_code == 200
    text, sheet = re.sub(r"<[^>]+>", " ", page.text), words(told(client, key))
    for head in HEADS[key].split():
        assert head in text, head
        assert head in sheet, head
    for line in ("填报单位：", "编号" if key in ("registration", "hazards") else "填表人："):
        assert line in sheet
    assert "第 &P 页 共 &N 页" in sheet
    assert "演示数据" in sheet


@pytest.mark.parametrize("key", sorted(PAPERS))
def test_a_personal_paper_asks_why_and_logs_its_rows(
    filled: World, sign_in: SignIn, key: str
) -> None:
    client = proven(sign_in("town"))
    paper = PAPERS[key]
    bare = client.post(f"/papers/{key}/export", {})
    assert bare.status_code == (422 if paper.personal else 302)
    told(client, key)
    export = Export.objects.filter(kind=key).first()
    assert export is not None
    assert export.personal is paper.personal
    assert bool(export.keys) is (paper.personal and export.rows > 0)
    assert export.rows >= (0 if key == "zero" else 1)
    page = client.get(f"/papers/{key}")
    assert page.status_code == 200
    if paper.personal and export.keys:
        seen = Reading.objects.filter(page=f"households:paper_{key}").first()
        assert seen is not None
        assert set(seen.keys) == set(export.keys)


@pytest.mark.parametrize("key", ["keepers", "visits", "registration"])
def test_names_and_numbers_are_masked_unless_by_right(
    filled: World, sign_in: SignIn, key: str
) -> None:
    client = proven(sign_in("town"))
    assert "姜志强" not in client.get(f"/papers/{key}").text
    masked = words(told(client, key))
    assert "姜*强" in masked
    assert "姜志强" not in masked
    assert "姜志强" in words(told(client, key, unmasked="on"))
    county = proven(sign_in("county"))
    root = f"?root={filled.township.code}"
    made = county.post(f"/papers/{key}/export{root}", ASKED | {"unmasked": "on"})
    assert made.status_code == 302  # the box is not there for the county, so nothing is unmasked
    assert Export.objects.first() is not None
    assert Export.objects.order_by("-pk")[0].masked
    assert "姜志强" not in words(county.get(f"{made['Location']}/file").content)


@pytest.mark.parametrize("key", sorted(PAPERS))
def test_rows_of_the_next_village_never_come_along(
    filled: World, sign_in: SignIn, key: str
) -> None:
    page = sign_in("village_next").get(f"/papers/{key}")
    assert page.status_code == 200
    for word in ("姜*强", "持刀追赶", "盼就业"):
        assert word not in page.text
    assert sign_in("village_next").get(f"/papers/{key}?root=990101100201").status_code == 404
    assert sign_in("governance").get(f"/papers/{key}").status_code == 403


def test_the_zero_paper_says_who_signed_what_and_who_is_missing(
    world: World, sign_in: SignIn
) -> None:
    with at("2026-11-20 10:00:00"):
        period = november(world)
        file_as(world.village, period, world.village_one, FOUND)
    with at("2026-11-28 10:00:00"):
        page = sign_in("town").get("/papers/zero?period=2026-11")
        text = re.sub(r"<[^>]+>", " ", page.text)
        assert "扬言砍人" in text
        assert "未报" in text
        rows = opened(told(proven(sign_in("town")), "zero")).active
        lines = [[c.value for c in row] for row in rows.iter_rows(min_row=4, max_row=6)]
    assert lines[0][0] == "甲一村"
    assert lines[0][2:4] == ["有", 2]
    assert lines[1][2:4] == ["未报", "—"]
    assert lines[2][3] == "=SUM(D4:D5)"


def test_the_roster_puts_the_township_first_and_tells_changes(
    filled: World, sign_in: SignIn
) -> None:
    from households.models import Keeper

    old = Keeper.objects.get(person=filled.village)
    old.until = days(0)
    old.save()
    Keeper.objects.create(
        family=old.family,
        village=old.village,
        person=filled.village_mate,
        since=days(0),
        named_by=filled.town,
    )
    table = PAPERS["keepers"]
    from households.papers.base import Scope
    from households.papers.periods import days_of

    made = table.make(Scope(filled.town, filled.township, days_of("month", None)), masked=False)
    row = [c.value for c in made.tables[0].rows[0]]
    assert row[5:8] == ["镇妇联一", "村执委一", None]
    assert "村调解一 不再包户" in row[10]


def test_a_blank_form_and_one_of_a_household(world: World, sign_in: SignIn) -> None:
    row = home(world, number="17")
    client = sign_in("village")
    assert "初定等级" in client.get("/papers/blank").text
    page = client.get(f"/households/{row.uid}/form")
    assert "编号：17" in page.text
    assert "姜*强" in page.text
    assert "姜志强" not in page.text
    assert sign_in("village_next").get(f"/households/{row.uid}/form").status_code == 404


@pytest.mark.parametrize("key", ["keepers", "visits", "registration", "hazards", "zero"])
def test_more_rows_cost_no_more_queries(filled: World, sign_in: SignIn, key: str) -> None:
    client = sign_in("town")
    client.get(f"/papers/{key}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/papers/{key}")
    for _n in range(4):
        family(filled)
        hazard(filled)
    with CaptureQueriesContext(connection) as more:
        client.get(f"/papers/{key}")
    assert len(more) == len(few)


def test_a_county_picks_a_township_for_the_long_papers(filled: World, sign_in: SignIn) -> None:
    client = proven(sign_in("county"))
    assert "请选一个乡镇" in client.get("/papers/visits").text
    assert client.post("/papers/visits/export", ASKED).status_code == 404
    assert client.get("/papers/visits?root=990101100000").status_code == 200


def test_the_index_names_every_paper(world: World, sign_in: SignIn) -> None:
    page = sign_in("village").get("/papers/")
    for paper in PAPERS.values():
        assert str(paper.title) in page.text
    assert "家暴" not in page.text
