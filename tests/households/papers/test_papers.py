"""The other papers: columns as in domain J2, rows inside the reach, masked, logged, exported."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Export, Reading
from accounts.proof import GIVEN
from households.models import Hazard, HelpEvent, Pairing
from households.papers.registry import PAPERS
from households.transitions import unit_return
from tests.cast import World
from tests.exports.books import opened, words
from tests.households.award_cast import award_at
from tests.households.families import days, family, home
from tests.households.reporting import FOUND, NIL, at, file_as, november

SignIn = Callable[[str], Client]
ASKED = {"purpose": "report", "reason": "报镇妇联月底存档"}
HEADS = {
    "monthly": "单位 总户数 排查户数 新增 累计在册 已化解 化解率 升级 降级 销号",
    "zero": "单位 周期 有无重大隐患 数量 摘要 处置 报告人 签发人 上报时间",
    "keepers": "户 等级 包户领导 包户干部 电话 起止 变更",
    "visits": "日期 走访人 方式 见到谁 现状 诉求 风险变化 措施 下次 签名/照片",
    "registration": "村/网格 户主 人口 成员 与户主关系 住址 电话 类别 简要情况 诉求 初定等级 "
    "排查人 日期",
    "pairings": "帮扶人/单位 对象 困难 措施 物资金额 次数 成效",
    "hazards": "时间 地点 户 人员 经过 危险 已采取措施 下步 请求支持 签发",
    "approvals": "户主 成员 住址 事迹 自评 小组意见 村意见 县意见 公示起止 结果 牌号",
    "creation": "单位 总户数 参与户 达标户 创建率 示范户 村 乡 县 市 省 占比 示范村",
    "incentives": "单位 示范户称号 奖励次数 积分合计 折合金额",
    "recommended": "序号 户主 村 类别 电话 受理单位",
}
# What stands at the foot of the papers that nobody fills in as a table.
FOOT = {
    "registration": "编号",
    "hazards": "编号",
    "approvals": "推荐日期",
    "recommended": "受理单位",
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
    """A listed family with a visit, a hazard, a pairing, an award on notice today."""
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
    pairing(world)
    award_at(world, "noticed", notice_from=days(0), notice_until=days(0))
    return world


def pairing(world: World) -> Pairing:
    """A pairing of this quarter with money and a visit."""
    row = Pairing.objects.create(
        village=world.village_one,
        household=home(world),
        helper_kind="mother",
        helper_name="爱心妈妈王",
        need="孩子无人辅导",
        measures="每周辅导",
        since=days(-200),
        recorded_by=world.village,
        recorded_at=timezone.now(),
    )
    for amount, kind in ((Decimal("120.50"), "goods"), (None, "company"), (Decimal(80), "money")):
        HelpEvent.objects.create(
            pairing=row,
            village=row.village,
            happened_on=days(0),
            kind=kind,
            what="米面油",
            amount=amount,
            signed_by="户主",
            recorded_by=world.village,
            recorded_at=timezone.now(),
        )
    return row


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
    for line in ("填报单位：", FOOT.get(key, "填表人：")):
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


def test_returns_stand_under_the_zero_paper_line_by_line(world: World, sign_in: SignIn) -> None:
    """Which villages filed, what they said, who reported and signed for the township, in what
    state the return is; a village's paper has none (C4)."""
    with at("2026-11-20 10:00:00"):
        period = november(world)
        file_as(world.village, period, world.village_one, FOUND)
        file_as(world.village_next, period, world.village_two, NIL)
    with at("2026-11-26 09:00:00"):
        unit_return.file_return(period=period, unit=world.township, signer="镇长一", by=world.town)
    with at("2026-11-28 10:00:00"):
        book = opened(told(proven(sign_in("county")), "zero"))
        lines = {
            str(row[0].value): [c.value for c in row] for row in book.worksheets[1].iter_rows()
        }
        assert lines["甲一镇"][2:9] == [2, 2, 0, 0, 1, 1, 2]
        assert lines["甲一镇"][10:12] == ["镇妇联一", "镇长一"]
        assert lines["甲一镇"][13] == "已报，待审核"
        assert lines["甲二镇"][2:9] == ["—"] * 7
        assert lines["甲二镇"][13] == "未汇总"
        assert lines["甲县"][13] == "未到期"
        assert "镇长一" in str([c.value for c in book.worksheets[0][4]])
        own = sign_in("town").get("/papers/zero?period=2026-11").text
        assert "零报告汇总上报表" in own
        assert "甲二镇" not in own
        assert "零报告汇总上报表" not in sign_in("village").get("/papers/zero?period=2026-11").text


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


@pytest.mark.parametrize(
    "key", ["keepers", "visits", "registration", "hazards", "zero", "pairings"]
)
def test_more_rows_cost_no_more_queries(filled: World, sign_in: SignIn, key: str) -> None:
    client = sign_in("town")
    client.get(f"/papers/{key}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/papers/{key}")
    for _n in range(4):
        family(filled)
        hazard(filled)
        pairing(filled)
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


def test_the_api_gives_the_same_table(filled: World, sign_in: SignIn) -> None:
    client = sign_in("town")
    named = client.get("/api/v1/papers").json()
    assert [one["key"] for one in named] == list(PAPERS)
    page = re.sub(r"<[^>]+>", " ", client.get("/papers/keepers").text)
    given = client.get("/api/v1/papers/keepers").json()
    assert given["tables"][0]["rows"]
    for row in given["tables"][0]["rows"]:
        for cell in row:
            for words_ in cell["words"].split("\n"):
                assert words_ in page
    assert client.get("/api/v1/papers/registration").json()["forms"][0]["entries"]
    assert client.get("/api/v1/papers/nothing").status_code == 404
    assert client.get("/api/v1/papers/keepers?root=990102000000").status_code == 404
    assert sign_in("county").get("/api/v1/papers/visits").status_code == 404
    seen = Reading.objects.filter(page="api_paper-detail")
    assert seen.count() == 2


@pytest.mark.parametrize("key", ["visits", "registration"])
def test_a_county_reads_what_is_in_a_file_only_when_it_is_opened(
    filled: World, sign_in: SignIn, key: str
) -> None:
    page = sign_in("county").get(f"/papers/{key}?root={filled.township.code}").text
    assert "开档后可看" in page
    assert "酒后争吵" not in page
    assert "盼就业" not in page
    own = sign_in("town").get(f"/papers/{key}").text
    assert "盼就业" in own
    made = proven(sign_in("county")).post(f"/families/{filled_uid()}/visits/export", ASKED)
    assert made.status_code == 409


def filled_uid() -> str:
    """The listed family of `filled`."""
    from households.models import ListedFamily

    return str(ListedFamily.objects.get().uid)


def test_the_ledger_of_help_adds_up_to_its_rows(filled: World, sign_in: SignIn) -> None:
    pairing(filled)
    client = proven(sign_in("town"))
    page = client.get("/papers/pairings")
    links = re.findall(r'href="(/papers/pairings/rows[^"]+)">([\d.]+)</a>', page.text)
    assert len(links) == 6  # money and times of two pairings and of the whole
    for address, shown in links:
        rows = client.get(address.replace("&amp;", "&"))
        part, total = rows.context["part"].key, rows.context["total"]
        assert Decimal(shown) == total, address
        count = rows.context["page"].paginator.count
        assert count == (total if part == "times" else 4 if "of=" not in address else 2)
    sheet = opened(told(client, "pairings")).active
    assert [sheet.cell(7, c).value for c in (6, 7)] == ["=SUM(F5:F6)", "=SUM(G5:G6)"]
    assert sheet.cell(5, 6).value == 200.5
    odd = "/papers/pairings/rows?part=times&of="
    assert client.get(odd + "x").status_code == 404
    assert client.get(odd + str(Pairing.objects.all()[0].uid)).status_code == 200


def test_the_grid_exports_what_it_shows(world: World, sign_in: SignIn) -> None:
    with at("2026-11-20 10:00:00"):
        period = november(world)
        file_as(world.village, period, world.village_one, FOUND)
    with at("2026-11-28 10:00:00"):
        client = proven(sign_in("town"))
        grid = client.get("/reports/?year=2026")
        assert "/reports/grid/export?year=2026" in grid.text
        made = client.post("/reports/grid/export?year=2026", {})
        sheet = opened(client.get(f"{made['Location']}/file").content).active
        lines = {r[0].value: [c.value for c in r] for r in sheet.iter_rows(min_row=5, max_row=7)}
    assert lines["甲一村"][11] == "2"
    assert lines["甲二村"][11] == "缺"
    assert lines["合计"][11] == "1/2"
    assert lines["合计"][13:17] == [2, 1, 1, 1]
    assert not Export.objects.get().personal


def test_a_county_reads_the_zero_paper_by_township(world: World, sign_in: SignIn) -> None:
    with at("2026-11-20 10:00:00"):
        period = november(world)
        file_as(world.village, period, world.village_one, FOUND)
    with at("2026-11-28 10:00:00"):
        sheet = opened(told(proven(sign_in("county")), "zero")).active
        lines = [[c.value for c in row] for row in sheet.iter_rows(min_row=4, max_row=6)]
        assert lines[0][0] == "甲一镇"
        assert lines[0][2:5] == ["有", 2, "应报 2 村，已报 1，未报 1"]
        assert lines[1][2:5] == ["—", "—", "应报 1 村，已报 0，未报 1"]
        page = sign_in("county").get("/papers/zero?period=2026-11").text
        link = re.findall(r'href="(/papers/zero[?][^"]+)"', page)[0].replace("&amp;", "&")
        below = sign_in("county").get(link).text
        assert "扬言砍人" in below
