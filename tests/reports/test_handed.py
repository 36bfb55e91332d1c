"""A city hands a text down: two persons, its own counties alone, taken over once and unchanged the
same text everywhere; what a county writes of its own keeps its townships out of the ranking."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts import scope
from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import Campaign, Division, Level
from reports import queries_handed as queries
from reports.models import HandedRubric, Rubric, RubricDraft, ScoringRun
from reports.rollup import apart
from reports.transitions import rubric_draft, rubric_hand
from reports.transitions.rubric import rubrics_for
from tests.cast import CITY, World
from tests.reports.above import ONE, OTHER, PROVINCE, SignIn, above, both, rolled, rolled_again
from tests.reports.test_rubric_drafts import text

__all__ = ["above", "both"]  # fixtures
URL, API = "/scores/handed-rubrics/", "/api/v1/handed-rubrics"


def begun(world: World, who: str = "city", year: int = 2026, at: int = CITY) -> HandedRubric:
    with scope.opened(world.users[who]) as user:
        return rubric_hand.start(
            place=Division.objects.get(code=at), year=year, level=4, content=text(),
            source="示例", by=user,
        )  # fmt: skip


def handed(world: World, year: int = 2026) -> HandedRubric:
    row = begun(world, year=year)
    with scope.opened(world.users["city_office"]) as user:
        return rubric_hand.publish(row, by=user, version=row.version)


def take(world: World, row: HandedRubric, county: str = "county") -> RubricDraft:
    user = world.users[county]
    code = user.main_posting.division_id if user.main_posting else 0
    with scope.opened(user):
        campaign = Campaign.objects.get(county=code, year=2026)
        return rubric_hand.take_over(row, campaign=campaign, by=user)


def in_force(world: World, draft: RubricDraft) -> Rubric:
    """Handed in and published by two persons, as any draft; of the county next door by the
    system, which has one account there in the cast."""
    mine = draft.county_id == ONE
    drafter, office = (world.county, world.governance) if mine else (draft.drafted_by, world.system)
    sent = rubric_draft.submit(draft, reason=draft.reason, by=drafter)
    return rubric_draft.publish(sent, by=office).rubric


def test_drafted_by_one_and_handed_down_by_another(world: World, both: Campaign) -> None:
    row = begun(world)
    assert row.content["version"] == "测试市2026年第1版"
    with scope.opened(world.users["city"]) as user:
        with pytest.raises(NotTheMoment, match="已经有一份草稿"):
            begun(world)
        with pytest.raises(NotTheMoment, match="两个人"):
            rubric_hand.publish(row, by=user)
        with pytest.raises(Forbidden, match="甲县自己起草"):
            begun(world, at=ONE)
        with pytest.raises(Http404):
            begun(world, at=PROVINCE)
    with scope.opened(world.users["city_office"]) as user:
        with pytest.raises(Stale):
            rubric_hand.save(row, content=row.content, by=user, version=0)
        rubric_hand.save(row, content={**row.content, "name": "全市细则"}, by=user)
        # Whoever changed it last does not hand it down either.
        with pytest.raises(NotTheMoment, match="两个人"):
            rubric_hand.publish(row, by=user)
        # Read, never written past the verbs.
        assert HandedRubric.objects.filter(pk=row.pk).update(source="x") == 0
    for who in ("county", "governance", "town", "security_admin"):
        user = world.users[who]
        with scope.opened(user):
            assert not queries.handed(user).exists()
            with pytest.raises(Http404):
                rubric_hand.publish(row, by=user)
            with pytest.raises((Http404, Forbidden)):
                begun(world, who)
    assert Trail.objects.filter(act="rubric.hand", place=CITY).count() == 2


def test_what_was_handed_down_does_not_change(world: World) -> None:
    row = handed(world)
    with scope.opened(world.users["city"]) as user:
        with pytest.raises(NotTheMoment, match="已下发"):
            rubric_hand.save(row, content=text(), by=user)
        with pytest.raises(NotTheMoment, match="已下发"):
            rubric_hand.publish(row, by=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandedRubric.objects.filter(pk=row.pk).update(content={})
    again = begun(world)
    assert again.content["version"] == "测试市2026年第2版"
    with scope.opened(world.users["city_office"]) as user:
        rubric_hand.publish(again, by=user)
    row.refresh_from_db()
    assert row.status == "replaced"
    with pytest.raises(NotTheMoment, match="已被新版代替"):
        take(world, row)


def test_a_county_takes_it_over_once_by_two_persons(world: World) -> None:
    row = handed(world)
    with scope.opened(world.governance), pytest.raises(Forbidden):
        rubric_hand.take_over(row, campaign=world.campaign, by=world.governance)
    draft = take(world, row)
    assert draft.source.startswith("市里下发：测试市《")
    with pytest.raises(NotTheMoment, match="已经有一份草稿"):
        take(world, row)
    kept = in_force(world, draft)
    assert (kept.digest, kept.origin) == (row.digest, row.origin)
    with pytest.raises(NotTheMoment, match="已经在用"):
        take(world, row)
    own = rubric_draft.submit(
        rubric_draft.start(
            campaign=world.campaign, level=4, content=text(), source="示例", by=world.county
        ),
        reason="另定", by=world.county,
    )  # fmt: skip
    rubric_draft.publish(own, by=world.governance)
    with pytest.raises(NotTheMoment, match="换一份"):
        take(world, row)


def test_another_city_s_and_another_year_s_are_not_for_the_county(world: World) -> None:
    far = Division.objects.create(
        code=990200000000, end=990300000000, name="邻市", level=Level.CITY, parent_id=PROVINCE
    )
    row = handed(world, year=2027)
    with pytest.raises(NotTheMoment, match="2027年度的"):
        take(world, row)
    HandedRubric.objects.create(
        place=far, year=2026, level=4, content=text(), source="x", digest="1" * 64,
        status="published", drafted_by=world.users["city"], changed_by=world.users["city"],
        published_by=world.system, published_at=row.published_at,
    )  # fmt: skip
    other = HandedRubric.objects.get(place=far)
    with pytest.raises(Http404):
        take(world, other)
    with scope.opened(world.users["city"]) as user:
        assert not queries.handed(user).filter(place=far).exists()
        with pytest.raises(Http404):
            rubric_hand.start(place=far, year=2026, level=4, content=text(), source="x", by=user)


def test_after_the_year_is_signed_nothing_is_taken_over(world: World) -> None:
    row = handed(world)
    draft = take(world, row)
    texts = rubrics_for(world.campaign, by=world.system)
    ScoringRun.objects.create(
        campaign=world.campaign, county=world.county_division, asked_by=world.system,
        asked_at=row.drafted_at, data_until=world.campaign.data_closes_on, state="done",
        stage="signed", signed_by=world.governance, signed_at=row.published_at,
        township_rubric=texts[Level.TOWNSHIP].rubric, village_rubric=texts[Level.VILLAGE].rubric,
    )  # fmt: skip
    with pytest.raises(NotTheMoment, match="细则已锁定"):
        rubric_draft.submit(draft, reason="x", by=world.county)
    rubric_draft.drop(draft, by=world.county)
    with pytest.raises(NotTheMoment, match="细则已锁定"):
        take(world, row)


def test_the_same_text_ranks_counties_and_a_changed_one_is_named(
    world: World, both: Campaign, sign_in: SignIn
) -> None:
    row = handed(world)
    in_force(world, take(world, row))
    batch = rolled(world)
    assert not batch.frozen["comparable"]
    assert apart(batch.frozen)[0].startswith("用《")
    assert "（上级下发）》的 1 个：甲县。" in apart(batch.frozen)[0]
    page = sign_in("city").get(f"/scores/batches/{batch.uid}").text
    assert "用《" in page
    assert "的 1 个：乙县。" in page
    in_force(world, take(world, row, "county_other"))
    again = rolled_again(world)
    assert again.frozen["comparable"]
    assert apart(again.frozen) == []
    assert all(county["handed"] for county in again.frozen["counties"])


def test_a_changed_text_is_the_county_s_own(world: World) -> None:
    row = handed(world)
    draft = take(world, row)
    content = {**draft.content, "name": "本县细则"}
    draft = rubric_draft.save(draft, content=content, by=world.county)
    assert draft.content["version"].startswith("2026年第")
    kept = in_force(world, draft)
    assert kept.digest != row.digest
    assert kept.origin.startswith("据市里下发")
    spread = queries.spread(row)
    assert [(c.county.code, c.words) for c in spread.counties] == [
        (ONE, "用另一份"), (OTHER, "未建年度"),
    ]  # fmt: skip


def test_by_page(world: World, both: Campaign, sign_in: SignIn) -> None:
    city, office, county = sign_in("city"), sign_in("city_office"), sign_in("county")
    assert "还没有下发细则" in city.get(f"{URL}?year=2026").text
    source = next(s for s in queries_shipped() if s.code == "RC1")
    made = city.post(f"{URL}start", {"year": 2026, "level": 4, "source": str(source.uid)})
    assert made.status_code == 302, made.text
    where = made.headers["Location"]
    page = city.get(where).text
    assert "请另一位核对、下发" in page
    assert "看效果" not in page
    assert city.get(f"{where}?part=c0").status_code == 200
    saved = city.post(f"{where}?part=c0", typed(city.get(f"{where}?part=c0").text, "组织领导"))
    assert saved.status_code == 302, saved.text
    row = HandedRubric.objects.get()
    assert "组织领导" in str(row.content)
    assert county.get(f"{where}/text").status_code == 404
    twice = city.post(f"{where}/verb?act=publish", {"version": row.version})
    assert (twice.status_code, "两个人" in twice.text) == (409, True)
    old = office.post(f"{where}/verb?act=publish", {"version": row.version - 1})
    assert old.status_code == 409
    done = office.post(f"{where}/verb?act=publish", {"version": row.version}, follow=True)
    assert "各县可以采用了" in done.text
    assert office.post(f"{where}/verb?act=publish", {"version": row.version}).status_code == 409
    assert "用另一份 2 个" in city.get(f"{URL}?year=2026").text
    assert "测试市下发了2026年考核细则，请决定是否采用" in county.get("/").text
    listed = county.get("/scores/rubrics/").text
    assert "上级下发" in listed
    assert f"{where}/take" in listed
    assert "采用" in county.get(f"{where}/text").text
    assert county.get(f"{where}/text", {"as": "toml"}).status_code == 200
    taken = county.post(f"{where}/take")
    assert taken.status_code == 302
    assert "市里下发" in county.get(taken.headers["Location"]).text
    assert county.post(f"{where}/take").status_code == 409
    assert "请决定是否采用" not in county.get("/").text
    assert sign_in("governance").get(f"{where}/take").status_code == 403
    assert sign_in("county").get(where).status_code == 403
    assert "采用中 1 个" in city.get(f"{URL}?year=2026").text


def queries_shipped() -> list[Rubric]:
    return list(Rubric.objects.shipped())


def typed(page: str, title: str) -> dict[str, Any]:
    """The fields of a part as the form shows them, with another title."""
    fields = dict(re.findall(r'name="(f-[\w-]+)"[^>]*value="([^"]*)"', page))
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    return {**fields, "f-title": title, "version": version[1], "do": "save"}


def test_by_api(world: World, sign_in: SignIn) -> None:
    city, office, county = sign_in("city"), sign_in("city_office"), sign_in("county")
    sent = {"year": 2026, "level": 4, "content": text()}
    made = post(city, API, sent)
    assert made.status_code == 201, made.text
    one = f"{API}/{made.json()['uid']}"
    assert post(county, API, sent).status_code == 403
    assert county.get(one).status_code == 404
    wrong = post(city, f"{one}/content", {"content": [], "version": 1})
    assert wrong.status_code == 422
    assert post(city, f"{one}/publish").status_code == 409
    assert post(office, f"{one}/publish", {"version": 1}).json()["status"] == "published"
    assert county.get(one).json()["place"] == CITY
    draft = post(county, f"{one}/take")
    assert (draft.status_code, draft.json()["handed"]) == (201, made.json()["uid"])
    assert post(county, f"{one}/take").status_code == 409
    assert post(city, f"{one}/take").status_code in (403, 404)
    with pytest.raises(Invalid), scope.opened(world.users["city"]) as user:
        rubric_hand.start(
            place=Division.objects.get(code=CITY), year=2026, level=3, content=text(),
            source="x", by=user,
        )  # fmt: skip


def post(client: Any, path: str, data: dict[str, Any] | None = None) -> Any:
    return client.post(path, data or {}, content_type="application/json")
