"""The counting table of the network: every number is its list, parts sum to the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.db.models import Sum
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.exports.sheet import Table
from accounts.models import User
from campaigns import network_counts
from campaigns.models import Division
from campaigns.network_counts import Scope, counted_by, figures
from campaigns.network_filters import ServiceFilter, VolunteerFilter, WorkFilter
from campaigns.network_table import table_of
from campaigns.queries import network as queries
from campaigns.stretch import choices, stretch_of
from campaigns.transitions.volunteer_work import record_service
from campaigns.transitions.work_record import record_work, take_back_work
from tests.campaigns.network import point_of, volunteer_of
from tests.cast import World

DAY = date(2026, 11, 25)
# Ahead of the database, whose own clock ends what was signed before it.
TODAY = date(2036, 11, 25)
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel("2036-11-25 10:00 +0800", tick=False):
        yield


def test_a_stretch_and_the_same_days_a_year_before() -> None:
    for code, first, last, before in (
        ("2026-11", "2026-11-01", "2026-11-30", ("2025-11-01", "2025-11-30")),
        ("2026-Q4", "2026-10-01", "2026-12-31", ("2025-10-01", "2025-12-31")),
        ("2026-H1", "2026-01-01", "2026-06-30", ("2025-01-01", "2025-06-30")),
        ("2026-Y", "2026-01-01", "2026-12-31", ("2025-01-01", "2025-12-31")),
        ("2026-D", "2026-01-01", "2026-11-25", ("2025-01-01", "2025-11-25")),
        ("2025-02", "2025-02-01", "2025-02-28", ("2024-02-01", "2024-02-29")),
    ):
        found = stretch_of(code, DAY)
        assert (f"{found.first}", f"{found.last}") == (first, last)
        assert (f"{found.before.first}", f"{found.before.last}") == before
    assert stretch_of("2024-D", date(2024, 2, 29)).before.last == date(2023, 2, 28)
    for wrong in ("", None, "2027-01", "2026-13", "2026-Q5", "x"):
        assert stretch_of(wrong, DAY).code == "2026-D"
    assert choices(DAY)[0] == ("2026-D", "2026年1月1日至11月25日")
    assert len({code for code, _words in choices(DAY)}) == len(choices(DAY))


@given(day=st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_quarters_and_halves_make_up_the_year(day: date) -> None:
    def days(codes: list[str]) -> list[date]:
        spans = [stretch_of(f"{day.year}-{c}", date(day.year, 12, 31)) for c in codes]
        return [s.first + timedelta(n) for s in spans for n in range((s.last - s.first).days + 1)]

    whole = days(["Y"])
    assert days([f"Q{n}" for n in range(1, 5)]) == whole
    assert days(["H1", "H2"]) == whole
    assert days([f"{n:02d}" for n in range(1, 13)]) == whole


def fill(world: World) -> None:
    """Points of a county, a township, two villages; work in this year and the last."""
    places = {
        world.county: (world.county_division, "station"),
        world.town: (world.township, "station"),
        world.village: (world.village_one, "home"),
        world.village_next: (world.village_two, "home"),
    }
    kinds = ("reception", "consult", "referral", "appraisal", "shelter")
    for at, day in enumerate((date(2035, 11, 3), date(2036, 11, 3), date(2036, 11, 20))):
        with time_machine.travel(f"{day} 12:00 +0800", tick=False):
            for n, (by, (unit, kind)) in enumerate(places.items()):
                name = f"网点{at}"
                point = point_of(unit, by, kind=kind, name=name)
                for m, work in enumerate(kinds):
                    record_work(point, day=day, kind=work, people=n + m + at + 1, by=by)
                gone = record_work(point, day=day, kind="consult", people=50, by=by)
                take_back_work(gone, reason="人数写错", by=by)
                row = volunteer_of(unit, by, name=f"志愿{at}")
                record_service(row, day=day, kind="visit", hours=Decimal("1.5"), by=by, point=point)
                record_service(row, day=day, kind="trial", hours=Decimal(3), cases=2, by=by)
                invited = volunteer_of(unit, by, kind="invited")
                record_service(invited, day=day, kind="court", hours=Decimal(2), cases=1, by=by)


def drawn(user: User, root: Division, code: str = "2036-11") -> Table:
    return table_of(Scope(user, root, stretch_of(code, TODAY)))


LISTS = {
    reverse("campaigns:work_list"): (WorkFilter, queries.records),
    reverse("campaigns:service_work_list"): (ServiceFilter, queries.services),
    reverse("campaigns:volunteer_list"): (
        VolunteerFilter, lambda user: queries.volunteers(user, TODAY),
    ),
}  # fmt: skip


def listed(user: User, url: str, hours: bool) -> object:
    """What the list behind a number adds up to."""
    parts = urlsplit(url)
    shape, rows = LISTS[parts.path]
    request = RequestFactory().get(url)
    request.user = user
    found = shape(
        {k: v[0] for k, v in parse_qs(parts.query).items()}, queryset=rows(user), request=request
    )
    assert found.form.is_valid(), found.form.errors
    if shape is WorkFilter:
        return found.qs.aggregate(n=Sum("people"))["n"]
    if shape is VolunteerFilter:
        return found.qs.count()
    return found.qs.aggregate(n=Sum("hours" if hours else "cases"))["n"]


def test_every_number_is_its_list_and_parts_sum_to_the_whole(world: World) -> None:
    fill(world)
    seen = 0
    for user, root in (
        (world.county, world.county_division), (world.county, world.township),
        (world.town, world.township), (world.village, world.village_one),
    ):  # fmt: skip
        table = drawn(user, root)
        assert table.totals is not None
        for at, total in enumerate(table.totals[1:], 1):
            hours = table.columns[at].kind == "hours"
            parts = [row[at].value for row in table.rows]
            assert sum(p for p in parts if p is not None) == total.value
            for cell in (total, *(row[at] for row in table.rows)):
                if cell.value:
                    assert listed(user, cell.url, hours) == cell.value, cell
                    seen += 1
    assert seen > 150


def test_the_county_and_its_townships_agree(world: World) -> None:
    fill(world)
    county, town = drawn(world.county, world.county_division), drawn(world.county, world.township)
    row = next(r for r in county.rows if r[0].value == "甲一镇")
    assert town.totals is not None
    assert [c.value for c in row[1:]] == [c.value for c in town.totals[1:]]
    assert row[0].url.endswith(f"root={world.township.code}&period=2036-11")
    assert county.rows[0][0].value == "甲县本级"
    assert county.rows[0][1].value == 5  # 1 + 1 and 1 + 2 visits of the county's own points


def test_last_years_column_is_last_years_own(world: World) -> None:
    fill(world)
    now, then = drawn(world.county, world.county_division), drawn(
        world.county, world.county_division, "2035-11"
    )  # fmt: skip
    assert now.totals is not None
    assert then.totals is not None
    assert [c.value for c in now.totals[2::2]] == [c.value for c in then.totals[1::2]]
    assert any(c.value for c in then.totals[1::2])


def test_the_governance_office_gets_guarded_figures_of_the_county_only(world: World) -> None:
    """Domain H ⑤: no township, no village, no point, nothing small (C8)."""
    point = point_of(world.village_one, world.village)
    for kind in ("consult", "referral", "appraisal", "shelter"):
        record_work(point, day=TODAY, kind=kind, people=3, by=world.village)
    guarded = {str(f.label) for f in figures() if f.guarded}
    assert len(guarded) == 3
    for who in (world.governance, world.auditor):
        for root in (world.county_division, world.township, world.village_one):
            table = drawn(who, root)
            assert table.totals is not None
            for at, column in enumerate(table.columns):
                if column.group not in guarded:
                    continue
                assert {row[at].hidden for row in table.rows} == {"※"}
                assert all(row[at].value is None and not row[at].url for row in table.rows)
                county = root == world.county_division
                assert table.totals[at].hidden in ({"<5", ""} if county else {"※"})
                assert table.totals[at].value in (None, 0)
    assert drawn(world.county, world.township).totals[5].value == 3  # type: ignore[index]


def test_an_app_above_adds_its_own_column(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_counts, "_figures", dict(network_counts._figures))
    code = world.village_one.code

    def accepted(scope: Scope) -> dict[int, int]:
        return {code: 7} if scope.root.contains(code) else {}

    counted_by("asked", "受理（件）", accepted)
    with pytest.raises(ValueError, match="asked"):
        counted_by("asked", "受理（件）", accepted)
    county = drawn(world.county, world.county_division)
    assert county.columns[-1].group == "受理（件）"
    assert [row[-2].value for row in county.rows] == [0, 7, 0]
    assert county.totals[-2].value == 7  # type: ignore[index]
    town = drawn(world.town, world.township)
    assert town.rows[-1][-2].value == 7  # it belongs to no point
    assert drawn(world.town_next, world.divisions[990101101000]).totals[-2].value == 0  # type: ignore[index]


class Links(HTMLParser):
    """Addresses a page leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(dict(attrs).get("href") or "")


def test_the_page_its_links_and_its_excel(world: World, sign_in: SignIn) -> None:
    fill(world)
    url = reverse("campaigns:network_counts")
    for who in ("county", "town", "village", "governance", "auditor"):
        client = sign_in(who)
        answer = client.get(f"{url}?period=2036-Q4")
        assert answer.status_code == 200
        links = Links()
        links.feed(answer.content.decode())
        numbers = [a for a in links.found if "since=" in a]
        assert numbers
        for address in numbers[:4]:
            assert client.get(address).status_code == 200
    county = sign_in("county")
    made = county.post(f"{reverse('campaigns:network_counts_export')}?period=2036-Q4")
    assert made.status_code == 302
    assert sign_in("governance").get(reverse("campaigns:network_counts_export")).status_code == 403
    far = f"{url}?root={world.divisions[990102000000].code}"
    assert county.get(far).status_code == 404
    assert sign_in("town").get(f"{url}?root={world.county_division.code}").status_code == 404


def test_the_table_costs_the_same_for_one_and_for_many(world: World) -> None:
    def cost() -> int:
        user = User.objects.get(pk=world.county.pk)
        with CaptureQueriesContext(connection) as found:
            drawn(user, world.county_division)
            drawn(user, world.township)
        return len(found)

    few = cost()
    fill(world)
    assert cost() == few
