"""The governance office's Excel of a table: its page's figures, whole years, nothing it hides."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Export, Trail
from reports.statistics.guarding import is_veiled
from reports.statistics.reading import Reading
from reports.statistics.registry import TABLES
from reports.statistics.table import Statistic
from tests.cast import World
from tests.disputes import cases
from tests.exports.books import opened, values
from tests.reports.test_statistics import COUNTED, YEAR, SignIn, reading, small  # noqa: F401


def taken_out(client: Client, key: str) -> bytes:
    """The file, through the one door."""
    receipt = client.post(f"/statistics/export?table={key}&period=2026-03")
    assert receipt.status_code == 302, key
    return client.get(f"{receipt.headers['Location']}/file").content


def sensitive(one: Reading) -> list[str]:
    return [t.key for t in COUNTED if is_veiled(t, one) and not t.closed]


def test_every_cell_is_what_the_page_shows(small: World, sign_in: SignIn) -> None:  # noqa: F811
    """Every table of families the office gets, whole year whatever was asked: cell by cell the
    words of the page, numbers as numbers, and beyond the table no other number."""
    for _n in range(2):
        cases.taken(small, small.town_next, small.village_far)
    client, hidden = sign_in("governance"), 0
    for key in sensitive(reading(small, "governance")):
        page = client.get(f"/statistics/table?table={key}&period=2026-03")
        assert page.context["reading"].days.code == YEAR
        content = taken_out(client, key)
        sheets = values(content).worksheets
        for sheet, drawn in zip(sheets, page.context["tables"], strict=False):
            table = drawn["table"]
            first = 2 + len(table.heads) + 1
            lines = [*drawn["rows"], *([drawn["totals"]] if drawn["totals"] else [])]
            for at, cells in enumerate(lines):
                for place, cell in enumerate(cells):
                    there = sheet.cell(first + at, place + 1).value
                    if cell["words"] in ("<5", "※", "—"):
                        assert there == cell["words"], (key, at, place)
                        hidden += cell["words"] != "—"
                    elif cell["right"] and cell["words"].isdigit():
                        assert there == int(cell["words"]), (key, at, place)
            below = [c for row in sheet.iter_rows(min_row=first + len(lines)) for c in row]
            assert not any(isinstance(c.value, int | float) for c in below)
            beside = [
                c.value
                for row in sheet.iter_rows(min_row=first, min_col=len(table.columns) + 1)
                for c in row
            ]
            assert not any(beside)
        assert len(sheets) == 2
        assert {sheet.sheet_state for sheet in sheets} == {"visible"}
    assert hidden > 10


def test_a_hidden_number_is_nowhere_in_the_file(world: World, sign_in: SignIn) -> None:
    """Seven disputes left out to protect two others: no cell, formula, cached sum or comment of the
    file holds the seven."""
    for _n in range(7):
        cases.accepted(world, world.village, village=world.village_one)
    for _n in range(2):
        cases.accepted(world, world.town_next, village=world.village_far)
    truth = reading(world, "county").counts(TABLES["mediation"])  # type: ignore[arg-type]
    assert sorted(v["accepted"] for v in truth.values()) == [2, 7]
    content = taken_out(sign_in("governance"), "mediation")
    cells = [
        cell.value
        for book in (values(content), opened(content))
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert {"<5", "※"} <= {c for c in cells if isinstance(c, str)}
    assert 9 in cells  # the total, as on the page
    assert not {2, 7} & {c for c in cells if isinstance(c, int | float)}
    assert not any(isinstance(c, str) and c.startswith("=") for c in cells)
    parts = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in parts if "comment" in name or "external" in name]


def test_the_door_is_for_statistics_alone(small: World, sign_in: SignIn) -> None:  # noqa: F811
    client = sign_in("governance")
    for key in [t.key for t in COUNTED if t.closed]:
        assert client.get(f"/statistics/export?table={key}").status_code == 404
    assert client.get("/statistics/export?table=screening&root=990101100000").status_code == 404
    assert client.get("/households/export").status_code in (403, 404)
    assert taken_out(client, "zero")
    made = Export.objects.get(kind="statistics_zero")
    assert (made.personal, made.masked, made.keys) == (False, True, [])
    assert Trail.objects.filter(act="export.statistics", by=small.governance).count() == 1
    assert client.get(reverse("accounts:export_list")).status_code == 200
    assert "导出 Excel" in client.get("/statistics/table?table=zero").text


@pytest.mark.parametrize("who", ["auditor", "nobody"])
def test_nobody_else(small: World, sign_in: SignIn, who: str) -> None:  # noqa: F811
    client = sign_in(who)
    assert client.post("/statistics/export?table=zero").status_code == 403
    assert "导出 Excel" not in client.get("/statistics/table?table=zero").text


def test_every_offered_table_can_be_taken(small: World, sign_in: SignIn) -> None:  # noqa: F811
    client = sign_in("governance")
    for key, table in TABLES.items():
        if not (isinstance(table, Statistic) and table.closed):
            assert opened(taken_out(client, key)).worksheets, key
