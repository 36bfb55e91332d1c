"""Pages, Excel and API of a city's scoring."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from django.test import Client
from django.utils import timezone

from campaigns.models import Campaign
from config.home import SOURCES
from reports.models import ScoreSheet, ScoringBatch
from reports.transitions import batch_close
from reports.transitions.run import compute
from tests.cast import CITY, World
from tests.reports.above import (
    API,
    LIST,
    ONE,
    OTHER,
    PROVINCE,
    T1,
    SignIn,
    above,
    ask,
    both,
    rolled,
    run_of,
)

__all__ = ["above", "both"]  # fixtures


def test_by_page(world: World, small_year: None, both: Campaign, sign_in: SignIn) -> None:
    client = sign_in("city")
    assert "还没有进行过成片考核" in client.get(LIST).text
    form = client.get(f"{LIST}ask").text
    assert "测试市" in form
    assert "2026年度" in form
    wrong = client.post(f"{LIST}ask", {"place": PROVINCE, "year": 2026})
    assert wrong.status_code == 422
    made = client.post(f"{LIST}ask", {"place": CITY, "year": 2026})
    assert made.status_code == 302
    where = made.headers["Location"]
    page = client.get(where).text
    assert "2 个县（市、区），已结束 0 个" in page
    assert "全部取消" in page
    assert f'hx-get="{where}/progress"' in page
    assert "0/2" in client.get(LIST).text
    again = client.post(f"{LIST}ask", {"place": CITY, "year": 2026})
    assert again.status_code == 409
    assert "正在进行" in again.text
    batch = ScoringBatch.objects.get()
    for part in batch.counties.all():
        assert part.run_id
        assert compute(part.run_id)
    assert "已结束 2 个" in client.get(f"{where}/progress", headers={"HX-Request": "true"}).text
    assert client.get(f"{where}/export").status_code == 409
    assert batch_close.close(batch.pk)
    done = client.get(f"{where}/progress", headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"
    page = client.get(where).text
    for words in (
        "测试市2026年度平安家庭考核汇总表",
        "乡镇组排名表",
        "甲一镇",
        "乙县镇",
        "汇总校验码",
    ):
        assert words in page, words
    assert "root=990101000000" in page
    assert "/scores/" + str(run_of(batch, ONE).uid) not in page
    late = client.post(where, {"act": "call_off"}, follow=True)
    assert "这次成片考核已经结束，不用取消。" in late.text
    assert client.post(where, {"act": "x"}).status_code == 404
    assert client.post(where, {"act": "retry", "county": "甲"}).status_code == 404
    assert "看汇总" in client.get(LIST).text


def test_a_county_without_a_result_may_be_tried_again(
    world: World, small_year: None, sign_in: SignIn
) -> None:
    batch = ask(world)
    assert compute(run_of(batch, ONE).pk)
    assert batch_close.close(batch.pk)
    client, where = sign_in("city_office"), f"{LIST}{batch.uid}"
    page = client.get(where).text
    assert "1 个县没有结果，没有计入汇总" in page
    assert "没有开展2026年度活动。" in page
    assert f'name="county" value="{OTHER}"' in page
    refused = client.post(where, {"act": "retry", "county": OTHER}, follow=True)
    assert "乙县没有开展2026年度活动。" in refused.text
    assert client.post(where, {"act": "retry", "county": T1}).status_code == 404
    items = [i for s in SOURCES for i in s(world.users["city_office"], timezone.localdate())]
    assert [item.title for item in items] == ["2026年度成片考核有 1 个县没有结果"]
    assert "有 1 个县没有结果" in client.get("/").text


def test_a_year_nobody_had_computed_is_on_the_work_list(world: World, sign_in: SignIn) -> None:
    Campaign.objects.create(
        county_id=ONE, year=2025, sign_by=date(2025, 3, 31), midyear_on=date(2025, 6, 20),
        data_closes_on=date(2025, 12, 31), opened_at=timezone.now(), opened_by=world.county,
    )  # fmt: skip
    page = sign_in("city").get("/").text
    assert "2025年度成片考核还没有计算" in page
    assert "2026年度成片考核还没有计算" not in page
    assert "成片考核还没有计算" not in sign_in("county").get("/").text


def test_excel_is_the_same_table(world: World, both: Campaign, sign_in: SignIn) -> None:
    batch = rolled(world)
    client = sign_in("city")
    made = client.post(f"{LIST}{batch.uid}/export")
    assert made.status_code == 302
    receipt = client.get(made.headers["Location"]).text
    assert "平安家庭考核汇总表" in receipt
    taken = client.get(made.headers["Location"] + "/file")
    book = openpyxl.load_workbook(BytesIO(taken.content), data_only=False)
    words = {
        str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    }
    assert {"甲县", "乙县", "甲一镇", "乙县镇"} <= words
    for sheet in ScoreSheet.objects.filter(level=4):
        assert (f"{sheet.possible_low}–{sheet.possible_high}" in words) == (sheet.total is None)
    assert sign_in("county").get(made.headers["Location"]).status_code == 404


def test_by_api(world: World, small_year: None, both: Campaign, sign_in: SignIn) -> None:
    client = sign_in("city_office")
    refused = post(client, API, {"place": PROVINCE, "year": 2026})
    assert (refused.status_code, "您管的范围里没有" in refused.text) == (422, True)
    made = post(client, API, {"place": CITY, "year": 2026})
    assert made.status_code == 201, made.text
    one = f"{API}/{made.json()['uid']}"
    states = [(c["county"], c["state_label"], c["failed"]) for c in made.json()["counties"]]
    assert states == [(ONE, "排队中", False), (OTHER, "排队中", False)]
    stopped = post(client, f"{one}/call-off")
    assert (stopped.status_code, stopped.json()["called_off"]) == (200, True)
    again = post(client, f"{one}/retry", {"county": ONE}).json()
    assert (again["state"], again["called_off"]) == ("queued", False)
    compute(run_of(ScoringBatch.objects.get(), ONE).pk)
    assert batch_close.close(ScoringBatch.objects.get().pk)
    whole = client.get(one).json()
    assert len(whole["digest"]) == 64
    assert {c["county_label"]: c["failed"] for c in whole["counties"]} == {
        "甲县": False, "乙县": True,
    }  # fmt: skip
    assert whole["result"]["groups"]["乡镇组"]
    county, run = sign_in("governance"), run_of(ScoringBatch.objects.get(), ONE).uid
    asker = "测试市平安办（成片考核）"
    assert county.get(f"/api/v1/scoring-runs/{run}").json()["asker"] == asker
    assert asker in county.get(f"/scores/{run}").text
    assert client.get(API, {"year": 2026}).json()["count"] == 1
    assert client.get(API, {"year": 2025}).json()["count"] == 0
    for who in ("county", "governance", "audit_admin", "village"):
        assert sign_in(who).get(API).status_code == 403


def post(client: Client, path: str, data: dict[str, Any] | None = None) -> Any:
    return client.post(path, data or {}, content_type="application/json")
