"""A city has the year of its counties computed: pages, API, calling off, one county again; it reads
points and numbers of its counties and opens none of their rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts import jobs, scope
from accounts.models import Posting, Trail, User
from accounts.refusals import Forbidden, NotTheMoment
from accounts.roles import Role
from campaigns.models import Campaign, Division
from config.home import SOURCES
from reports import tasks
from reports.models import BatchCounty, ScoreLine, ScoreSheet, ScoringBatch, ScoringRun
from reports.transitions import batch as verbs
from reports.transitions.run import ask_for_run, call_off_run, compute
from tests import cast
from tests.cast import CITY, World
from tests.reports import facts

SignIn = Callable[[str], Client]
PROVINCE, ONE, OTHER, T1 = 990000000000, 990101000000, 990102000000, 990101100000
LIST, API = "/scores/batches/", "/api/v1/scoring-batches"


@pytest.fixture(autouse=True)
def above(world: World) -> None:
    """The city's two offices."""
    cast.people_above(world)


@pytest.fixture
def both(world: World) -> Campaign:
    """The year next door too."""
    return Campaign.objects.create(
        county_id=OTHER,
        year=2026,
        sign_by=date(2026, 3, 31),
        midyear_on=date(2026, 6, 20),
        data_closes_on=date(2026, 12, 31),
        opened_at=timezone.now(),
        opened_by=world.users["county_other"],
    )


def ask(world: World, who: str = "city_office") -> ScoringBatch:
    """Asked for in the reader's own scope, as a request is."""
    with scope.opened(world.users[who]) as user:
        return verbs.ask_for_batch(place=Division.objects.get(code=CITY), year=2026, by=user)


def call_off(world: World, batch: ScoringBatch) -> ScoringBatch:
    with scope.opened(world.users["city"]) as user:
        return verbs.call_off_batch(batch=batch, by=user)


def retry(world: World, batch: ScoringBatch, county: int) -> ScoringBatch:
    with scope.opened(world.users["city"]) as user:
        return verbs.retry_county(batch=batch, county=county, by=user)


def run_of(batch: ScoringBatch, county: int) -> ScoringRun:
    run = BatchCounty.objects.get(batch=batch, county_id=county).run
    assert run is not None
    return run


def rolled(world: World) -> ScoringBatch:
    """Both counties computed and rolled up."""
    facts.build(world)
    batch = ask(world)
    for part in batch.counties.exclude(run=None):
        assert part.run_id
        assert compute(part.run_id)
    assert verbs.close(batch.pk)
    batch.refresh_from_db()
    return batch


def test_a_city_asks_in_its_own_name(world: World, both: Campaign) -> None:
    batch = ask(world)
    assert batch.asked_by == world.users["city_office"]
    assert run_of(batch, ONE).asked_by.is_system
    told = Trail.objects.filter(act="batch.run", by=world.users["city_office"])
    # Its own administrators read of it, and those of each county.
    assert set(told.values_list("place", flat=True)) == {CITY, ONE, OTHER}
    for who in ("county", "governance", "auditor", "system_admin"):
        with scope.opened(world.users[who]) as user, pytest.raises(Forbidden):
            verbs.ask_for_batch(place=batch.place, year=2026, by=user)
    with scope.opened(world.county) as user, pytest.raises(Http404):
        verbs.call_off_batch(batch=batch, by=user)


def test_what_the_county_reviews_is_left_alone(world: World, both: Campaign) -> None:
    """The year's own draft is taken as it stands; a provisional one is computed anew."""
    facts.build(world)
    year = ask_for_run(campaign=world.campaign, by=world.county, data_until=date(2026, 12, 31))
    assert compute(year.pk)
    passing = ask_for_run(
        campaign=both, by=world.users["county_other"], data_until=date(2026, 6, 30)
    )
    assert compute(passing.pk)
    batch = ask(world)
    assert run_of(batch, ONE) == year
    assert run_of(batch, OTHER) != passing
    joined = dict(batch.counties.values_list("county", "joined"))
    assert joined == {ONE: True, OTHER: False}


def test_calling_off_ends_what_it_asked_for_and_nothing_else(world: World, both: Campaign) -> None:
    own = ask_for_run(campaign=world.campaign, by=world.county)
    batch = ask(world)
    assert run_of(batch, ONE) == own
    ended = call_off(world, batch)
    own.refresh_from_db()
    asked = run_of(batch, OTHER)
    assert (own.state, asked.state, asked.stopped) == ("queued", "failed", True)
    assert (ended.called_off, ended.under_way, ended.error) == (True, False, "已取消，没有汇总。")
    with pytest.raises(NotTheMoment, match="已经结束"):
        call_off(world, batch)
    # Late rings find nothing to close.
    assert compute(own.pk)
    assert not verbs.close(batch.pk)


def test_one_county_again_opens_the_batch_and_rolls_it_up_anew(
    world: World, both: Campaign
) -> None:
    facts.build(world)
    batch = ask(world)
    bad, good = run_of(batch, ONE), run_of(batch, OTHER)
    ScoringRun.objects.filter(pk=bad.pk).update(tries=jobs.MAX_TRIES)
    assert not compute(bad.pk)
    assert compute(good.pk)
    assert verbs.close(batch.pk)
    batch.refresh_from_db()
    first = batch.digest
    with pytest.raises(NotTheMoment, match="没有失败"):
        retry(world, batch, OTHER)
    with pytest.raises(Http404):
        retry(world, batch, T1)
    again = retry(world, batch, ONE)
    assert (again.state, again.frozen, again.digest) == ("queued", {}, "")
    tasks.compute_run(bad.pk)
    assert verbs.close(batch.pk)
    batch.refresh_from_db()
    assert batch.digest
    assert batch.digest != first
    assert [county["refusal"] for county in batch.frozen["counties"]] == ["", ""]


def test_what_stood_in_the_way_still_does(world: World) -> None:
    batch = ask(world)
    with pytest.raises(NotTheMoment, match="乙县没有开展2026年度活动"):
        retry(world, batch, OTHER)
    # Called off, and asked for anew: the old one is history.
    call_off(world, batch)
    newer = ask(world)
    assert newer.asked_at > batch.asked_at
    with pytest.raises(NotTheMoment, match="最新的一次"):
        retry(world, batch, ONE)


def test_a_county_computed_meanwhile_is_taken_as_it_is(world: World) -> None:
    facts.build(world)
    batch = ask(world)
    call_off_run(run=run_of(batch, ONE), by=world.county)
    own = ask_for_run(campaign=world.campaign, by=world.county, data_until=date(2026, 12, 31))
    assert compute(own.pk)
    retry(world, batch, ONE)
    part = BatchCounty.objects.get(batch=batch, county_id=ONE)
    assert (part.run, part.joined) == (own, True)


def test_the_digest_is_of_the_results_alone(world: World, both: Campaign) -> None:
    """Two batches over the same results: other keys, other moments, the same bytes."""
    first = rolled(world)
    again = rolled_again(world)
    assert first.pk != again.pk
    assert first.counties.first() != again.counties.first()
    assert first.frozen == again.frozen
    assert first.digest == again.digest
    ScoreSheet.objects.filter(unit_id=T1, run=run_of(again, ONE)).update(possible_high="99.99")
    assert rolled_again(world).digest == first.digest  # computed anew, so as before


def rolled_again(world: World) -> ScoringBatch:
    batch = ask(world)
    for part in batch.counties.exclude(run=None):
        assert part.run_id
        compute(part.run_id)
    assert verbs.close(batch.pk)
    batch.refresh_from_db()
    return batch


def test_by_page(world: World, both: Campaign, sign_in: SignIn) -> None:
    facts.build(world)
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
    assert verbs.close(batch.pk)
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
    assert client.post(where, {"act": "call_off"}).status_code == 409
    assert client.post(where, {"act": "x"}).status_code == 404
    assert client.post(where, {"act": "retry", "county": "甲"}).status_code == 404
    assert "看汇总" in client.get(LIST).text


def test_a_county_without_a_result_may_be_tried_again(world: World, sign_in: SignIn) -> None:
    facts.build(world)
    batch = ask(world)
    assert compute(run_of(batch, ONE).pk)
    assert verbs.close(batch.pk)
    client, where = sign_in("city_office"), f"{LIST}{batch.uid}"
    page = client.get(where).text
    assert "1 个县没有结果，没有计入汇总" in page
    assert "没有开展2026年度活动。" in page
    assert f'name="county" value="{OTHER}"' in page
    refused = client.post(where, {"act": "retry", "county": OTHER})
    assert refused.status_code == 409
    assert "乙县没有开展" in refused.text
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


def test_by_api(world: World, both: Campaign, sign_in: SignIn) -> None:
    facts.build(world)
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
    assert verbs.close(ScoringBatch.objects.get().pk)
    whole = client.get(one).json()
    assert len(whole["digest"]) == 64
    assert {c["county_label"]: c["failed"] for c in whole["counties"]} == {
        "甲县": False, "乙县": True,
    }  # fmt: skip
    assert whole["result"]["groups"]["乡镇组"]
    assert client.get(API, {"year": 2026}).json()["count"] == 1
    assert client.get(API, {"year": 2025}).json()["count"] == 0
    for who in ("county", "governance", "audit_admin", "village"):
        assert sign_in(who).get(API).status_code == 403


def post(client: Client, path: str, data: dict[str, Any] | None = None) -> Any:
    return client.post(path, data or {}, content_type="application/json")


def test_no_row_of_a_county_is_seen_from_above(world: World, both: Campaign) -> None:
    """Both walls: what visible_to gives, and what the bare connection shows."""
    rolled(world)
    city = world.users["city"]
    models = (ScoringRun, ScoreSheet, ScoreLine)
    with scope.opened(city):
        assert not city.case_spans
        assert not city.area_spans
        for model in models:
            assert not model.objects.visible_to(city).exists()  # type: ignore[attr-defined]
            assert not model._default_manager.exists()
        assert ScoringBatch.objects.visible_to(city).count() == ScoringBatch.objects.count() == 1
        assert BatchCounty.objects.visible_to(city).count() == BatchCounty.objects.count() == 2
        # Read, never written: the system writes in her name.
        assert ScoringBatch.objects.update(year=2025) == 0
        assert BatchCounty.objects.all().delete()[0] == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT isempty(case_reach()), isempty(reach()), upper_reach()::text")
            assert cursor.fetchone() == (True, True, "{[990100000000,990200000000)}")
    with scope.opened(world.county):
        assert not ScoringBatch.objects.exists()


def test_numbers_of_one_county_at_a_time(world: World, both: Campaign, sign_in: SignIn) -> None:
    """As the governance office reads them: small numbers hidden, whole years; no link to a row, and
    no table of the whole city beside which a county's could be worked out."""
    rolled(world)
    client, office = sign_in("city"), sign_in("governance")
    index = client.get("/statistics/")
    assert index.status_code == 200
    assert "甲县" in index.text
    assert "/statistics/board" not in index.text
    for root in (CITY, PROVINCE, T1, "990101100201"):
        assert client.get("/statistics/", {"root": root}).status_code == 404
    from reports.statistics.registry import TABLES

    shown = 0
    for key in TABLES:
        asked = {"table": key, "root": ONE, "period": "2026"}
        seen, theirs = (
            client.get("/statistics/table", asked),
            office.get("/statistics/table", asked),
        )
        assert seen.status_code == theirs.status_code, key
        shown += seen.status_code == 200
        if seen.status_code != 200:
            continue
        assert cells(seen.text) == cells(theirs.text), key
        body = seen.text[seen.text.index('class="stat-papers"') :]
        assert "<a " not in body.partition("</main>")[0], key
        assert client.get("/statistics/rows", asked).status_code == 403
    assert shown > 10
    assert client.get("/statistics/board").status_code == 403
    assert client.get("/statistics/wall").status_code == 403


def cells(page: str) -> list[str]:
    """What stands in the tables of a page, without addresses."""
    import re

    found = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", page, re.S)
    return [re.sub(r"<[^>]+>", "", one).strip() for one in found]


def test_a_city_posts_its_own_people_alone(world: World, sign_in: SignIn) -> None:
    """Its administrators reach the city's own code: upper roles there, nothing inside a county."""
    from accounts.transitions.beginning import begin_county
    from accounts.transitions.posting import grant_posting

    city, today = Division.objects.get(code=CITY), timezone.localdate()
    made = {user.username: user for user, _password in begin_county(county=city, by=world.system)}
    admin = made["anquan990100"]
    newcomer = User.objects.create(username="newcomer", name="新人", place=CITY)
    with scope.opened(admin):
        grant_posting(
            user=newcomer, role=Role.UPPER_GOVERNANCE, division=city, since=today, until=None,
            by=admin,
        )  # fmt: skip
        for code, role in ((ONE, Role.COUNTY_FEDERATION), (PROVINCE, Role.UPPER_FEDERATION)):
            with pytest.raises(Http404):
                grant_posting(
                    user=newcomer, role=role, division=Division.objects.get(code=code),
                    since=today, until=None, by=admin,
                )  # fmt: skip
        # The database says so too.
        posting = Posting.build(
            user=newcomer, role=Role.COUNTY_FEDERATION, division=world.county_division,
            since=today, until=None, by=admin,
        )  # fmt: skip
        from django.db import ProgrammingError, transaction

        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            posting.save()
        wide = Posting.build(
            user=newcomer, role=Role.UPPER_FEDERATION, division=city,
            since=today + timedelta(days=1), until=None, by=admin,
        )  # fmt: skip
        wide.span = (CITY, PROVINCE + 10**10)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            wide.save()
    newcomer = User.objects.get(pk=newcomer.pk)
    assert newcomer.upper_spans == ((CITY, CITY + 10**8),)
    # No account of a county is the city's to keep.
    from accounts.queries import postings_for, users_for

    assert set(users_for(admin)) >= {newcomer, world.users["city"]}
    assert world.county not in users_for(admin)
    assert not postings_for(admin).filter(division=ONE).exists()
    assert world.users["city"] not in users_for(world.security_admin)
