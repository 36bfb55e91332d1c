"""A line of the printed report, followed to its rows: PDF → page → formula → list → records, and
counted once more by plain SQL from the tables, in one township and its villages."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from accounts import scope
from campaigns.models import Division
from reports.assembling import Heading, assemble
from reports.documents.assessment.render import render_assessment
from reports.models import ScoringRun
from tests.cast import World
from tests.reports.test_run import T1, V1, V2

SignIn = Callable[[str], Client]
HEADING = Heading("甲平家", "周敏", "县委、县政府", date(2027, 1, 28))
YEAR_OVER = "2027-01-01T00:00+08:00"

REPORTS = f"""
SELECT count(*) FILTER (WHERE came > due), count(*) FILTER (WHERE came IS NULL),
  count(*) FILTER (WHERE untrue)
FROM (SELECT p.village_due AS due,
    (SELECT min(z.first_received_at) FROM households_zeroreport z WHERE z.is_live
      AND (z.village_id, z.period_id) = (e.village_id, e.period_id)
      AND z.first_received_at < '{YEAR_OVER}') AS came,
    EXISTS (SELECT 1 FROM households_zeroreport z WHERE z.is_live AND z.untrue_at IS NOT NULL
      AND (z.village_id, z.period_id) = (e.village_id, e.period_id)) AS untrue
  FROM households_expectedreport e, households_reportingperiod p
  WHERE p.id = e.period_id AND e.standing = 'owed' AND e.village_id / %s = %s
    AND p.village_due < '{YEAR_OVER}') owed"""
SCREENED = f"""
SELECT sum(s.screened) FILTER (WHERE s.filed_at < '{YEAR_OVER}'), sum(s.expected)
FROM households_villagescreening s, households_screeninground r
WHERE r.id = s.round_id AND r.kind = 'full' AND r.due < '{YEAR_OVER}'
  AND s.village_id / %s = %s"""
SIGNED = """
SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM households_householdpledge p
  WHERE p.household_id = h.id AND p.signed_on <= '2026-12-31')), count(*)
FROM households_household h WHERE h.registered_on <= '2026-12-31'
  AND coalesce(h.left_on > '2026-12-31', true) AND h.village_id / %s = %s"""
LEDGER = """
SELECT count(*) FROM campaigns_duty d WHERE d.kind = 'ledger' AND d.level = 4
  AND d.due_on <= '2026-12-31' AND d.lifted_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM campaigns_dutymark k WHERE k.duty_id = d.id
    AND k.taken_back_at IS NULL AND k.place_id / %s = %s)"""
COUNCILS = """
SELECT (1 - count(*) FILTER (WHERE q = 2)), (1 - count(*) FILTER (WHERE q = 4))
FROM (SELECT DISTINCT extract(quarter FROM m.held_on) AS q FROM campaigns_meeting m
  WHERE m.kind = 'council' AND m.taken_back_at IS NULL AND m.place_id / %s = %s) held"""


@dataclass(frozen=True)
class Followed:
    """A line: of which unit, its parts with what the SQL counts of each, its points by hand."""

    unit: int
    code: str
    parts: tuple[str, ...]
    sql: str
    counts: tuple[int, ...]
    points: Decimal
    said: str


LINES = (
    # A rate: 14/15 of homes, less than 95 %: 4 × 14/15 = 3.73, and what is below costs (3.67).
    Followed(T1, "3.1", ("numerator", "denominator"), SCREENED, (14, 15), Decimal("3.67"),
             "应排查15户，已排查14户"),
    # Deductions: 5 − 1×0.2 − 2×0.5 − 1×2.
    Followed(T1, "3.2", ("late", "missing", "untrue"), REPORTS, (1, 2, 1), Decimal("1.80"),
             "迟报1份，未报2份，失实零报告1份"),
    # A checklist of two papers due, one missing: half of four.
    Followed(T1, "1.3", ("ledger_lack",), LEDGER, (1,), Decimal("2.00"), "工作台账缺"),
    # The same kinds in a village: 6/10 × 4; 6 − 0.5 − 2; two of four quarters.
    Followed(V1, "1.1", ("numerator", "denominator"), SIGNED, (6, 10), Decimal("2.40"),
             "应签10户，已签6户"),
    Followed(V2, "3.3", ("late", "missing", "untrue"), REPORTS, (0, 1, 1), Decimal("3.50"),
             "未报1份，失实零报告1份"),
    Followed(V1, "1.3", ("q2_lack", "q4_lack"), COUNCILS, (1, 1), Decimal("2.00"),
             "二季度议事会缺，四季度议事会缺"),
)  # fmt: skip


@pytest.fixture
def run(world: World, filled_run: ScoringRun) -> ScoringRun:
    return filled_run


def pages_of(world: World, run: ScoringRun, folder: Path) -> list[str]:
    """The printed report as pdftotext reads it, a text a page."""
    with scope.opened(world.governance):
        content = assemble(run, HEADING, by=world.governance)
    path = render_assessment(content, folder / "report.pdf", workers=1).path
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\f")


def printed(pages: list[str], world: World, line: Followed) -> tuple[Decimal, str]:
    """What the paper says of a line: its points, and of a township the reason beside them."""
    place = world.divisions[line.unit]
    if place.code % 1000 == 0:
        card = next(page for page in pages if f"{place.name}考核评分卡" in page)
        row = next(r for r in card.splitlines() if re.match(rf"\s*{re.escape(line.code)}\s", r))
        code, _name, _cap, _self, _department, points, *rest = row.split()
        assert code == line.code
        return Decimal(points), "".join(rest[:-1])
    town = Division.objects.get(pk=place.code // 1000 * 1000)
    sheet = next(page for page in pages if f"{town.name}所辖村（社区）考核得分表" in page)
    rows = [row.split() for row in sheet.splitlines()]
    codes = next(row for row in rows if "1.1" in row and "7.1" in row)
    mine = next(row for row in rows if place.name in row)
    figures = mine[mine.index(place.name) + 1 :]
    return Decimal(figures[[c for c in codes if "." in c].index(line.code)]), ""


def linked(page: str, run: ScoringRun, line: Followed) -> dict[str, str]:
    """The lists behind the figures of an opened line, by part."""
    path = re.escape(f"/scores/{run.uid}/{line.unit}/{line.code}/")
    return {part: f"/scores/{run.uid}/{line.unit}/{line.code}/{part}"
            for part in re.findall(rf'href="{path}(\w+)', page)}  # fmt: skip


def counted(line: Followed) -> tuple[int, ...]:
    """The same by plain SQL; a township's rows are those of the places below it."""
    whole = 1000 if line.unit % 1000 == 0 else 1
    with scope.as_system(), connection.cursor() as cursor:
        cursor.execute(line.sql, [whole, line.unit // whole])
        return tuple(int(one) for one in cursor.fetchone())


def test_a_printed_line_leads_to_its_rows(
    world: World, run: ScoringRun, sign_in: SignIn, tmp_path: Path
) -> None:
    pages = pages_of(world, run, tmp_path)
    client = sign_in("county")
    for line in LINES:
        points, reason = printed(pages, world, line)
        assert (line.code, points) == (line.code, line.points)
        if reason:
            assert reason == line.said
        page = client.get(f"/scores/{run.uid}/{line.unit}", {"open": line.code}).text
        assert line.said in unescape(page)
        assert f"{line.points}" in page
        assert counted(line) == line.counts
        found = {part: n for part, n in zip(line.parts, line.counts, strict=True) if n}
        lists = linked(page, run, line)
        assert set(found) <= set(lists), (line.code, lists)
        for part, count in found.items():
            rows, heading = listed(client, lists[part])
            assert re.search(rf"\b{count} ", heading), (line.code, part, heading)
            if line.sql is SCREENED:  # a row a village, with its homes
                homes = [re.findall(r"全村 (\d+) 户，走过 (\d+) 户", row)[0] for row in rows]
                assert sum(int(one[part == "numerator"]) for one in homes) == count
            else:
                assert len(rows) == count, (line.code, part)
            for url in re.findall(r'href="([^"]+)"', "".join(rows)):
                assert client.get(unescape(url)).status_code == 200


def listed(client: Client, path: str) -> tuple[list[str], str]:
    """The rows and the heading of a list."""
    shown = client.get(path)
    assert shown.status_code == 200
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", shown.text, re.S)
    body = re.search(r"<tbody>(.*?)</tbody>", shown.text, re.S)
    assert heading
    assert body
    return re.findall(r"<tr>(.*?)</tr>", body[1], re.S), heading[1]
