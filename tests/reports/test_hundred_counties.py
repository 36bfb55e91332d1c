"""A province of 120 counties on one page: as many queries as one of twelve, cut to what can be
read, found by name, whole for the printer and in Excel, with the sums of every city."""

from __future__ import annotations

from io import BytesIO

import openpyxl
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import scope
from reports import batch_paper
from reports.bench import hundred
from reports.models import ScoringBatch
from tests.cast import World


def built(counties: int, at: int = hundred.PROVINCE) -> tuple[Client, ScoringBatch]:
    with scope.as_system():
        office, batch = hundred.build(counties, at)
    client = Client()
    client.force_login(office)
    client.get("/")  # what is asked once a session
    return client, batch


def asked(client: Client, path: str) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(queries), answer.text


def test_a_hundred_and_twenty_counties(world: World) -> None:
    client, small = built(24, at=970000000000)
    few = [asked(client, path)[0] for path in paths(small)]
    client, batch = built(120)
    many = [asked(client, path) for path in paths(batch)]
    assert [count for count, _page in many] == few
    page = many[1][1]
    assert "测速省2026年度各市汇总表" in page
    # A fold for every city, shut once all have ended; those without a result stand before them.
    assert page.count('<details class="city-fold"') == 10
    assert page.count('class="city-fold" open') == 0
    assert page.count('<tr class="bad">') == 24
    assert "12 个没有结果" in page
    assert "只列前 60 个，共" in page
    assert len(page) < 400_000
    found = client.get(f"/scores/batches/{batch.uid}?q=测速3市5县").text
    assert "测速3市5县14镇" in found
    assert "测速4市" not in found[found.index("各市汇总表") :]
    whole = client.get(f"/scores/batches/{batch.uid}?whole=1").text
    assert whole.count('<tr><th scope="row">') == 10 + 120 + 108 * 14


def paths(batch: ScoringBatch) -> list[str]:
    one = f"/scores/batches/{batch.uid}"
    return ["/scores/batches/", one, f"{one}?whole=1", f"{one}/progress"]


def test_the_sums_of_a_city_are_those_of_its_townships(world: World) -> None:
    _client, batch = built(24)
    frozen = batch.frozen
    for city in frozen["cities"]:
        own = [c for c in frozen["counties"] if c["city"] == city["name"]]
        assert city["counties"] == len(own)
        assert city["homes"] == sum(c["homes"] for c in own)
        assert city["townships"] == sum(c["townships"] for c in own)
        means = [float(c["low"]) for c in own if c["townships"]]
        assert min(means) <= float(city["low"]) <= max(means)
    tables = batch_paper.tables(batch, batch_paper.Look())
    assert [len(table.rows) for table in tables][:2] == [2, 24]
    assert sum(len(table.rows) for table in tables[2:]) == 22 * hundred.TOWNS_A_COUNTY


def test_excel_holds_every_township(world: World) -> None:
    client, batch = built(24)
    made = client.post(f"/scores/batches/{batch.uid}/export?q=1县")
    taken = client.get(made.headers["Location"] + "/file")
    book = openpyxl.load_workbook(BytesIO(taken.content), read_only=True)
    words = {
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    }
    assert {"测速1市", "测速2市12县14镇"} <= words
