"""The first edge of the tree: a city writes the year's text, issues it to its counties, each signs
back; its own counties alone, once, and nothing of what lies below them is seen from above."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts import scope
from accounts.models import Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import Campaign, Division, Level, Pledge, PledgeTemplate, Rung
from campaigns.queries import pledge_template as queries
from campaigns.queries.pledge_city import county_rows, figures, without_year
from campaigns.transitions import pledge as verbs
from campaigns.transitions import pledge_template as texts
from campaigns.transitions.pledge_city import issue_to_counties
from campaigns.transitions.pledge_end import take_back
from campaigns.transitions.pledge_hand_over import record_city
from campaigns.work import items
from tests import cast
from tests.cast import CITY, World

ONE, OTHER, PROVINCE = 990101000000, 990102000000, 990000000000
URL = "/pledges/counties/"


@pytest.fixture(autouse=True)
def above(world: World) -> None:
    cast.people_above(world)
    Campaign.objects.create(
        county_id=OTHER, year=2026, sign_by=date(2026, 3, 31), midyear_on=date(2026, 6, 20),
        data_closes_on=date(2026, 12, 31), opened_at=timezone.now(),
        opened_by=world.users["county_other"],
    )  # fmt: skip


def city() -> Division:
    return Division.objects.get(code=CITY)


def written(world: World, who: str = "city", at: int = CITY) -> PledgeTemplate:
    with scope.opened(world.users[who]) as user:
        return texts.draft(
            campaign=None, owner=Division.objects.get(code=at), rung=Rung.COUNTY, year=2026, by=user
        )


def published(world: World) -> PledgeTemplate:
    row = written(world)
    with scope.opened(world.users["city"]) as user:
        return texts.publish(row, by=user, version=row.version)


def issued(world: World, signatory: str = "", who: str = "city_office") -> list[Pledge]:
    with scope.opened(world.users[who]) as user:
        made = issue_to_counties(place=city(), year=2026, by=user, issuer_signatory=signatory)
    return made.pledges


def signed(world: World, pledge: Pledge, who: str, **names: Any) -> Pledge:
    with scope.opened(world.users[who]) as user:
        row = Pledge.objects.fetch(user, pk=pledge.pk)
        return verbs.sign(row, by=user, version=row.version, **names)


def test_one_text_for_all_counties_signed_by_both_sides(world: World) -> None:
    with pytest.raises(NotTheMoment, match="还没有发布"):
        issued(world)
    published(world)
    made = issued(world)
    assert [(p.holder_id, p.issuer_id, p.status) for p in made] == [
        (ONE, CITY, "issued"), (OTHER, CITY, "issued"),
    ]  # fmt: skip
    assert issued(world) == []  # again: nothing twice
    first = made[0]
    with scope.opened(world.county):
        assert [i.title for i in items(world.county, timezone.localdate())][:1] == [
            "签订2026年责任状（测试市下发）"
        ]
    half = signed(world, first, "county", holder_signatory="周县长")
    assert (half.status, half.stands) == ("issued", "乙方已签，待甲方签")
    with pytest.raises(NotTheMoment, match="已经签过字"):
        signed(world, first, "county", holder_signatory="周县长")
    with scope.opened(world.users["city"]) as user:
        row = Pledge.objects.fetch(user, pk=first.pk)
        with pytest.raises(Stale):
            verbs.sign(row, by=user, issuer_signatory="王市长", version=row.version - 1)
        told = [i.title for i in items(user, date(2026, 4, 1))]
        assert told == ["1份责任状乙方已签，等您签字"]
    done = signed(world, first, "city", issuer_signatory="王市长")
    assert (done.status, done.issuer_signatory) == ("signed", "王市长")
    with scope.opened(world.users["city"]) as user:
        rows = county_rows(user, city(), 2026)
        assert [(r.row.unit.code, r.words) for r in rows] == [
            (ONE, "迟签" if rows[0].row.late_days else "已签"), (OTHER, "待签"),
        ]  # fmt: skip
        assert (figures(rows).due, figures(rows).signed) == (2, 1)
    # Each county's own administrators read who issued and signed.
    assert Trail.objects.filter(act="pledge.issue", by=world.users["city_office"]).count() == 2
    assert Trail.objects.filter(act="pledge.sign", by=world.users["city"], place=ONE).exists()


def test_what_is_signed_goes_down_the_tree(world: World) -> None:
    """The county's own text has to take up what its city asks for, and the tree shows it."""
    row = written(world)
    lines = [texts.Typed("screening", "家庭排查覆盖率", Decimal(97), reaches=Rung.VILLAGE)]
    parts = {name: getattr(row, name) for name in (*texts.PARTS, "starts_on", "ends_on")}
    with scope.opened(world.users["city"]) as user:
        texts.publish(texts.save(row, by=user, parts=parts, clauses=lines), by=user)
    issued(world)
    own = texts.draft(
        campaign=world.campaign, owner=world.county_division, rung=Rung.TOWNSHIP, by=world.county
    )
    with scope.opened(world.county):
        above = queries.above_of(world.county, own)
        assert above is not None
        assert above.owner_id == CITY
        found = queries.all_texts(world.county, world.campaign)
        thread = next(t for t in queries.threads(found, ONE) if t.code == "screening")
    assert thread.steps[0] is not None
    assert thread.steps[0].goal == "97%以上"
    weak = [texts.Typed("screening", "家庭排查覆盖率", Decimal(90), reaches=Rung.VILLAGE)]
    parts = {name: getattr(own, name) for name in (*texts.PARTS, "starts_on", "ends_on")}
    texts.save(own, by=world.county, parts=parts, clauses=weak)
    with pytest.raises(Invalid, match="比上级低7个百分点"):
        texts.publish(own, by=world.county)


def test_only_the_city_itself(world: World) -> None:
    far = Division.objects.create(
        code=990200000000, end=990300000000, name="邻市", level=Level.CITY, parent_id=PROVINCE
    )
    county_far = Division.objects.create(
        code=990201000000, end=990202000000, name="邻县", level=Level.COUNTY, parent=far
    )
    for who, at, error in (
        ("city", far.code, Http404), ("city", PROVINCE, Http404), ("city", ONE, Forbidden),
        ("county", CITY, Http404), ("governance", CITY, Http404), ("county", ONE, Invalid),
    ):  # fmt: skip
        with pytest.raises(error):
            written(world, who, at)
    row = published(world)
    for who in ("county", "governance", "town", "village", "auditor"):
        with scope.opened(world.users[who]) as user, pytest.raises(Http404):
            issue_to_counties(place=city(), year=2026, by=user)
    with scope.opened(world.users["city"]) as user, pytest.raises(Http404):
        issue_to_counties(place=far, year=2026, by=user)
    pledge = issued(world)[0]
    for who in ("county_other", "town", "governance"):
        with pytest.raises((Http404, Forbidden)):
            signed(world, pledge, who, holder_signatory="某")
    with scope.opened(world.county), pytest.raises(Forbidden):
        take_back(pledge, by=world.county, reason="不想签了")
    with scope.opened(world.users["city"]) as user:
        # Not of another city; nothing below a county; never written past the verbs.
        assert not Pledge.objects.visible_to(user).filter(holder=county_far).exists()
        assert set(Pledge.objects.values_list("issuer_id", flat=True)) == {CITY}
        assert set(PledgeTemplate.objects.values_list("owner_id", flat=True)) == {CITY}
        assert Pledge.objects.filter(pk=pledge.pk).update(status="signed") == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        PledgeTemplate.objects.filter(pk=row.pk).update(opening="改过")


def test_a_second_draft_a_withdrawn_pledge_and_a_closed_year(world: World) -> None:
    row = written(world)
    with pytest.raises(NotTheMoment, match="已经有一份草稿"):
        written(world, "city_office")
    with scope.opened(world.users["city"]) as user:
        with pytest.raises(Stale):
            texts.publish(row, by=user, version=row.version + 1)
        texts.publish(row, by=user)
        with pytest.raises(NotTheMoment):
            texts.publish(row, by=user)
    first, second = issued(world, signatory="王市长")
    with scope.opened(world.users["city"]) as user:
        take_back(second, by=user, reason="期限写错，重新下发")
    assert [p.holder_id for p in issued(world)] == [OTHER]
    done = signed(world, first, "county", holder_signatory="周县长")
    assert done.status == "signed"
    with scope.opened(world.users["city"]) as user, pytest.raises(NotTheMoment):
        take_back(done, by=user, reason="签了又撤回")
    Campaign.objects.filter(county=OTHER).update(status="closed")
    live = Pledge.objects.live().get(holder=OTHER)
    with pytest.raises(NotTheMoment, match="已经截止"):
        signed(world, live, "county_other", holder_signatory="吴县长")
    with scope.opened(world.users["city"]) as user:
        made = issue_to_counties(place=city(), year=2026, by=user)
        assert (made.pledges, [c.code for c in made.waiting]) == ([], [OTHER])
        # Half signed for a fortnight, the city ends its own.
        with pytest.raises(NotTheMoment, match="已经截止"):
            take_back(live, by=user, reason="县里一直没有签")


def test_a_county_without_the_year_is_told_apart(world: World, sign_in: Any) -> None:
    """Neither owing nor left out: a state and a count of its own; a closed year still owes."""
    published(world)
    for status, due, words in (
        ("open", 2, "未下发"), ("closed", 2, "年度已截止，未下发"), ("", 1, "未建年度"),
    ):  # fmt: skip
        theirs = Campaign.objects.filter(county=OTHER)
        _done = theirs.update(status=status) if status else theirs.delete()
        with scope.opened(world.users["city"]) as user:
            rows = county_rows(user, city(), 2026)
        told, apart = figures(rows), without_year(rows)
        assert (rows[1].words, told.due) == (words, due)
        assert told.due + len(apart) == len(rows)
        assert [county.code for county in apart] == ([] if status else [OTHER])
    other = Division.objects.get(code=OTHER).name
    page = sign_in("city").get(f"{URL}?year=2026").text
    assert "应签 1 份" in page
    assert f"未建年度 1 个</b>：{other}，" in page
    sent = {"issuer_signatory": "王市长", "issued_on": timezone.localdate().isoformat()}
    done = sign_in("city").post(f"{URL}issue?year=2026", sent, follow=True).text
    assert f"未建年度：{other}；" in done


def test_what_the_county_typed_in_from_paper_stays(world: World) -> None:
    typed_in(world.campaign, world.county)
    record_city(
        campaign=world.campaign, by=world.county, issuer_signatory="王市长",
        holder_signatory="周县长", signed_on=timezone.localdate() - timedelta(days=1),
    )  # fmt: skip
    published(world)
    assert [p.holder_id for p in issued(world)] == [OTHER]
    with scope.opened(world.users["city"]) as user:
        rows = county_rows(user, city(), 2026)
        assert rows[0].row.is_signed
        assert [row.paper for row in rows] == [True, False]
        assert rows[0].row.pledge is not None
        assert rows[0].row.pledge.number == f"平安责〔2026〕{ONE}号"
        # The text it typed in is the county's; the city reads its own alone.
        assert not PledgeTemplate.objects.filter(owner=ONE).exists()
    other, mine = Campaign.objects.get(county=OTHER), world.users["county_other"]
    typed_in(other, mine)
    with pytest.raises(Invalid, match="已经登记"):
        record_city(
            campaign=other, by=mine, issuer_signatory="王", holder_signatory="吴",
            signed_on=timezone.localdate(),
        )  # fmt: skip


def typed_in(campaign: Campaign, by: User) -> None:
    """The county types in the text it signed on paper."""
    row = texts.draft(campaign=campaign, owner=campaign.county, rung=Rung.COUNTY, by=by)
    parts = {name: getattr(row, name) for name in (*texts.PARTS, "starts_on", "ends_on")}
    line = texts.Typed("screening", "家庭排查覆盖率", Decimal(95))
    texts.publish(texts.save(row, by=by, parts=parts, clauses=[line]), by=by)


def test_by_page(world: World, sign_in: Any) -> None:
    client: Client = sign_in("city")
    assert "还没有样本" in client.get(f"{URL}?year=2026").text
    made = client.post(f"{URL}draft?year=2026")
    assert made.status_code == 302, made.text
    assert client.get(made.headers["Location"]).status_code == 200
    text = PledgeTemplate.objects.get(owner=CITY)
    assert sign_in("county").get(f"/pledges/texts/{text.uid}").status_code == 404
    done = client.post(f"/pledges/texts/{text.uid}/publish")
    assert done.status_code == 302
    assert "市里写的" in sign_in("county").get(f"/pledges/texts/{text.uid}").text
    page = client.get(f"{URL}?year=2026").text
    assert "向 2 个县（市、区）下发" in page
    sent = {"issuer_signatory": "王市长", "issued_on": timezone.localdate().isoformat()}
    assert client.post(f"{URL}issue?year=2026", sent).status_code == 302
    twice = client.post(f"{URL}issue?year=2026", sent, follow=True)
    assert "已下发 0 份" in twice.text
    pledge = Pledge.objects.get(holder=ONE)
    county = sign_in("county")
    own = county.get("/pledges/").text
    assert f"/pledges/{pledge.uid}/sign" in own
    form = county.get(f"/pledges/{pledge.uid}/sign").text
    assert "甲方王市长已于" in form
    back = county.post(
        f"/pledges/{pledge.uid}/sign",
        {"way": "app", "holder_signatory": "周县长", "version": pledge.version,
         "signed_on": timezone.localdate().isoformat()},
    )  # fmt: skip
    assert back.status_code == 302, back.text
    page = client.get(f"/pledges/{pledge.uid}").text
    assert "周县长" in page
    assert "指标进度" not in page
    assert client.get(f"/pledges/{pledge.uid}/pdf").status_code == 200
    for who in ("county", "governance", "town", "village"):
        assert sign_in(who).get(URL).status_code == 403
    assert sign_in("county_other").get(f"/pledges/{pledge.uid}").status_code == 404
    for path in ("/pledges/", "/pledges/texts/", f"/pledges/issue/{ONE}"):
        assert client.get(path).status_code == 403


def test_by_api(world: World, sign_in: Any) -> None:
    client: Client = sign_in("city")

    def post(path: str, data: dict[str, Any]) -> Any:
        return client.post(path, data, content_type="application/json")

    made = post("/api/v1/pledge-texts", {"rung": 3, "year": 2026})
    assert made.status_code == 201, made.text
    one = f"/api/v1/pledge-texts/{made.json()['uid']}"
    assert post(f"{one}/publish", {"version": made.json()["version"]}).status_code == 200
    sent = {"issuer": CITY, "year": 2026}
    assert post("/api/v1/pledges/issue-all", sent).json() == {"issued": 2}
    assert post("/api/v1/pledges/issue-all", sent).json() == {"issued": 0}
    assert post("/api/v1/pledges/issue-all", {"issuer": ONE}).status_code == 404
    listed = client.get("/api/v1/pledges").json()
    assert {row["holder"] for row in listed["results"]} == {ONE, OTHER}
