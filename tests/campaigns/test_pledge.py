"""Pledges: issued and signed down the tree; rates, who is missing, pages, API, work lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns import work
from campaigns.models import Campaign, Division, Duty, Pledge
from campaigns.queries.pledge import Figures, row_of, rows_below
from campaigns.queries.pledge_map import missing
from campaigns.transitions.pledge import issue, issue_all, sign
from campaigns.transitions.pledge_end import abandon, withdraw
from tests.cast import World, division

SignIn = Callable[[str], Client]
TODAY = timezone.localdate
ISSUED = date(2026, 3, 1)


@pytest.fixture
def town_pledge(world: World) -> Pledge:
    return issue(
        campaign=world.campaign,
        holder=world.township,
        by=world.county,
        issued_on=ISSUED,
        issuer_signatory="周立新",
    )


@pytest.fixture
def village_pledge(world: World) -> Pledge:
    return issue(
        campaign=world.campaign,
        holder=world.village_one,
        by=world.town,
        issued_on=ISSUED,
        issuer_signatory="李秀云",
    )


def signed(pledge: Pledge, by: User, day: date = date(2026, 3, 20)) -> Pledge:
    return sign(pledge, by=by, holder_signatory="孙桂兰", signed_on=day)


class TestIssue:
    def test_county_to_township(self, world: World, town_pledge: Pledge) -> None:
        assert town_pledge.issuer == world.county_division
        assert town_pledge.status == Pledge.Status.ISSUED
        assert Trail.objects.filter(act="pledge.issue", key=str(town_pledge.pk)).count() == 1

    def test_township_to_village(self, world: World, village_pledge: Pledge) -> None:
        assert village_pledge.issuer == world.township

    @pytest.mark.parametrize("who", ["town", "governance", "auditor"])
    def test_others_do_not_issue_for_the_county(self, world: World, who: str) -> None:
        with pytest.raises(Forbidden):
            issue(campaign=world.campaign, holder=world.township, by=world.users[who])
        assert not Pledge.objects.exists()

    def test_the_county_does_not_issue_in_a_townships_place(self, world: World) -> None:
        with pytest.raises(Forbidden, match="甲一镇的乡镇妇联办理"):
            issue(campaign=world.campaign, holder=world.village_one, by=world.county)

    @pytest.mark.parametrize("who", ["county_other", "town_next", "village_next", "nobody"])
    def test_outside_the_reach_it_is_not_found(self, world: World, who: str) -> None:
        with pytest.raises(Http404):
            issue(campaign=world.campaign, holder=world.village_one, by=world.users[who])

    def test_one_live_a_year(self, world: World, town_pledge: Pledge) -> None:
        with pytest.raises(Invalid, match="已经下发"):
            issue(campaign=world.campaign, holder=world.township, by=world.county)
        assert Pledge.objects.count() == 1

    def test_only_units_below_that_still_exist(self, world: World) -> None:
        with pytest.raises(Invalid):
            issue(campaign=world.campaign, holder=world.county_division, by=world.county)
        Division.objects.filter(pk=world.township.pk).update(valid_to=date(2026, 1, 1))
        world.township.refresh_from_db()
        with pytest.raises(Invalid, match="已撤并"):
            issue(campaign=world.campaign, holder=world.township, by=world.county)

    def test_not_in_a_closed_year_and_not_tomorrow(self, world: World) -> None:
        with pytest.raises(Invalid, match="不能晚于今天"):
            issue(
                campaign=world.campaign,
                holder=world.township,
                by=world.county,
                issued_on=TODAY() + timedelta(days=1),
            )
        Campaign.objects.update(status=Campaign.Status.CLOSED)
        with pytest.raises(NotTheMoment, match="已经截止"):
            issue(campaign=world.campaign, holder=world.township, by=world.county)
        with pytest.raises(NotTheMoment):
            issue_all(campaign=world.campaign, issuer=world.county_division, by=world.county)

    def test_all_at_once_skips_those_that_have_one(self, world: World, town_pledge: Pledge) -> None:
        made = issue_all(campaign=world.campaign, issuer=world.county_division, by=world.county)
        assert made == 1
        again = issue_all(campaign=world.campaign, issuer=world.county_division, by=world.county)
        assert again == 0
        assert Pledge.objects.count() == 2
        assert Trail.objects.filter(act="pledge.issue").count() == 2

    @pytest.mark.parametrize("who", ["county", "village", "governance"])
    def test_all_at_once_by_the_unit_itself_only(self, world: World, who: str) -> None:
        with pytest.raises((Forbidden, Http404)):
            issue_all(campaign=world.campaign, issuer=world.township, by=world.users[who])
        assert not Pledge.objects.exists()

    def test_all_at_once_is_a_fixed_number_of_queries(self, world: World) -> None:
        Division.objects.bulk_create(division(990101100300 + i, f"新{i}村") for i in range(30))
        with CaptureQueriesContext(connection) as told:
            issue_all(campaign=world.campaign, issuer=world.township, by=world.town)
        assert Pledge.objects.count() == 32
        assert len(told) <= 12


class TestSign:
    def test_the_holder_signs(self, world: World, village_pledge: Pledge) -> None:
        done = sign(
            village_pledge,
            by=world.village,
            holder_signatory=" 孙桂兰 ",
            signed_on=date(2026, 3, 20),
            version=1,
        )
        assert (done.status, done.holder_signatory, done.version) == ("signed", "孙桂兰", 2)
        assert done.signed_by == world.village
        line = Trail.objects.get(act="pledge.sign")
        assert (line.before["status"], line.after["signed_on"]) == ("issued", "2026-03-20")

    @pytest.mark.parametrize("who", ["county", "governance", "auditor"])
    def test_nobody_signs_in_its_place(
        self, world: World, village_pledge: Pledge, who: str
    ) -> None:
        with pytest.raises(Forbidden):
            signed(village_pledge, world.users[who])
        village_pledge.refresh_from_db()
        assert village_pledge.status == "issued"

    @pytest.mark.parametrize("who", ["village_next", "town_next", "county_other", "nobody"])
    def test_outside_the_reach_it_is_not_found(
        self, world: World, village_pledge: Pledge, who: str
    ) -> None:
        with pytest.raises(Http404):
            signed(village_pledge, world.users[who])

    def test_twice_and_after_withdrawal_is_not_the_moment(
        self, world: World, village_pledge: Pledge, town_pledge: Pledge
    ) -> None:
        signed(village_pledge, world.village)
        with pytest.raises(NotTheMoment, match="已签"):
            signed(village_pledge, world.village)
        withdraw(town_pledge, by=world.county, reason="责任期限写错")
        with pytest.raises(NotTheMoment, match="已撤回"):
            signed(town_pledge, world.town)

    def test_an_older_version_is_stale(self, world: World, village_pledge: Pledge) -> None:
        Pledge.objects.update(version=2)
        with pytest.raises(Stale):
            sign(village_pledge, by=world.village, holder_signatory="孙桂兰", version=1)

    @pytest.mark.parametrize(
        ("day", "field"),
        [(ISSUED - timedelta(days=1), "signed_on"), (TODAY() + timedelta(days=1), "signed_on")],
    )
    def test_the_day_must_be_possible(
        self, world: World, village_pledge: Pledge, day: date, field: str
    ) -> None:
        with pytest.raises(Invalid) as refusal:
            signed(village_pledge, world.village, day)
        assert field in refusal.value.errors

    def test_somebody_signs(self, world: World, village_pledge: Pledge) -> None:
        with pytest.raises(Invalid, match="乙方代表"):
            sign(village_pledge, by=world.village, holder_signatory="  ")

    def test_a_failure_leaves_nothing(
        self, world: World, village_pledge: Pledge, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*args: Any, **kwargs: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr("accounts.trail.record", broken)
        with pytest.raises(RuntimeError):
            signed(village_pledge, world.village)
        village_pledge.refresh_from_db()
        assert (village_pledge.status, village_pledge.version) == ("issued", 1)


class TestWithdraw:
    def test_with_a_reason_and_then_anew(self, world: World, village_pledge: Pledge) -> None:
        gone = withdraw(village_pledge, by=world.town, reason="责任期限写错", version=1)
        assert gone.status == "withdrawn"
        assert Trail.objects.get(act="pledge.withdraw").reason == "责任期限写错"
        assert issue(campaign=world.campaign, holder=world.village_one, by=world.town).pk

    def test_not_without_a_reason(self, world: World, village_pledge: Pledge) -> None:
        with pytest.raises(Invalid, match="原因"):
            withdraw(village_pledge, by=world.town, reason=" 错 ")

    @pytest.mark.parametrize("who", ["county", "village", "governance"])
    def test_by_the_issuer_only(self, world: World, village_pledge: Pledge, who: str) -> None:
        with pytest.raises(Forbidden):
            withdraw(village_pledge, by=world.users[who], reason="责任期限写错")

    def test_a_signed_pledge_stands(self, world: World, village_pledge: Pledge) -> None:
        signed(village_pledge, world.village)
        with pytest.raises(NotTheMoment):
            withdraw(village_pledge, by=world.town, reason="责任期限写错")


class TestAbandon:
    """The holder has signed, the issuer never did."""

    @pytest.fixture
    def half(self, world: World) -> Pledge:
        pledge = issue(
            campaign=world.campaign, holder=world.village_one, by=world.town, issued_on=ISSUED
        )
        return signed(pledge, world.village)

    def test_by_the_unit_above_and_then_anew(self, world: World, half: Pledge) -> None:
        gone = abandon(half, by=world.county, reason="镇里换届，一直没有签", version=2)
        assert (gone.status, gone.holder_signatory) == ("withdrawn", "孙桂兰")
        assert Trail.objects.get(act="pledge.abandon").reason == "镇里换届，一直没有签"
        assert issue(campaign=world.campaign, holder=world.village_one, by=world.town).pk
        with pytest.raises(NotTheMoment):
            abandon(half, by=world.county, reason="镇里换届，一直没有签")

    @pytest.mark.parametrize("who", ["town", "village", "governance"])
    def test_not_by_a_side_of_it(self, world: World, half: Pledge, who: str) -> None:
        with pytest.raises(Forbidden):
            abandon(half, by=world.users[who], reason="镇里换届，一直没有签")

    @pytest.mark.parametrize("who", ["county_other", "town_next"])
    def test_not_from_elsewhere(self, world: World, half: Pledge, who: str) -> None:
        with pytest.raises(Http404):
            abandon(half, by=world.users[who], reason="镇里换届，一直没有签")

    def test_only_half_signed_and_after_a_while(self, world: World, half: Pledge) -> None:
        with pytest.raises(Invalid, match="原因"):
            abandon(half, by=world.county, reason=" 换 ")
        Pledge.objects.filter(pk=half.pk).update(signed_on=TODAY())
        with pytest.raises(NotTheMoment, match="满15天"):
            abandon(half, by=world.county, reason="镇里换届，一直没有签")
        sign(half, by=world.town, issuer_signatory="李秀云")
        with pytest.raises(NotTheMoment):
            abandon(half, by=world.county, reason="镇里换届，一直没有签")

    def test_unsigned_it_is_the_issuers(self, world: World, village_pledge: Pledge) -> None:
        with pytest.raises(NotTheMoment, match="由下发的单位撤回"):
            abandon(village_pledge, by=world.county, reason="镇里换届，一直没有签")

    def test_by_hand(self, world: World, half: Pledge, sign_in: SignIn) -> None:
        url, county = f"/pledges/{half.uid}", sign_in("county")
        assert f"{url}/withdraw" in county.get(url).text
        assert f"{url}/withdraw" not in sign_in("town").get(url).text
        assert "由上一级终止" in county.get(f"{url}/withdraw").text
        said = {"reason": "镇里换届，一直没有签", "version": 2}
        assert county.post(f"{url}/withdraw", said).status_code == 302
        assert "镇里换届" in county.get(url).text


class TestRates:
    def test_on_time_late_and_missing_make_what_is_due(
        self, world: World, village_pledge: Pledge
    ) -> None:
        signed(village_pledge, world.village, date(2026, 3, 31))
        second = issue(
            campaign=world.campaign,
            holder=world.village_two,
            by=world.town,
            issuer_signatory="李秀云",
        )
        rows = {
            r.unit.code: r for r in rows_below(world.county, world.campaign, world.county_division)
        }
        assert rows[world.township.code].below == Figures(2, 1, 0, 1)
        assert rows[990101101000].below == Figures(1, 0, 0, 0)
        assert rows[world.township.code].pledge is None
        Pledge.objects.filter(pk=second.pk).update(issued_on=ISSUED)
        signed(second, world.village_next, date(2026, 4, 1))
        below = rows_below(world.county, world.campaign, world.county_division)[0].below
        assert below == Figures(2, 1, 1, 0)
        assert (below.signed, below.missing, below.rate) == (2, 0, Fraction(1))
        assert row_of(world.town, world.campaign, world.village_two).late_days == 1

    def test_nothing_due_has_no_rate(self) -> None:
        assert Figures().rate is None

    def test_withdrawn_counts_as_missing(self, world: World, village_pledge: Pledge) -> None:
        withdraw(village_pledge, by=world.town, reason="责任期限写错")
        row = rows_below(world.town, world.campaign, world.township)[0]
        assert row.pledge is None
        assert row.own == Figures(1, 0, 0, 0)

    def test_a_merged_village_is_not_due(self, world: World, village_pledge: Pledge) -> None:
        signed(village_pledge, world.village)
        Division.objects.filter(pk=world.village_one.pk).update(valid_to=date(2026, 6, 1))
        below = rows_below(world.county, world.campaign, world.county_division)[0].below
        assert below == Figures(1, 0, 0, 0)

    def test_who_is_missing(self, world: World, village_pledge: Pledge) -> None:
        names = [d.name for d in missing(world.county, world.campaign, world.county_division)]
        assert names == ["甲一镇", "甲一村", "甲二村", "甲二镇", "乙镇村"]
        signed(village_pledge, world.village)
        rows = missing(world.town, world.campaign, world.township)
        assert [(d.name, d.stands) for d in rows] == [("甲二村", "")]  # type: ignore[attr-defined]


class TestPages:
    @pytest.mark.parametrize("who", ["county", "town", "village", "governance", "auditor"])
    def test_map_for_each_role(
        self, sign_in: SignIn, village_pledge: Pledge, town_pledge: Pledge, who: str
    ) -> None:
        page = sign_in(who).get("/pledges/")
        assert page.status_code == 200, page.text
        assert "责任状签订情况" in page.text

    def test_drill_down(self, sign_in: SignIn, village_pledge: Pledge, world: World) -> None:
        signed(village_pledge, world.village, date(2026, 4, 2))
        client = sign_in("county")
        # The picture shows every village, the table the townships.
        assert client.get("/pledges/").text.count("乙镇村") == 2
        township = client.get("/pledges/?at=990101100000").text
        assert "晚 2 天" in township
        assert "孙桂兰" in township
        assert client.get("/pledges/?at=990101100201").status_code == 200
        assert client.get("/pledges/missing?at=990101100000").text.count("甲二村") == 1

    @pytest.mark.parametrize(
        ("who", "address"),
        [
            ("county", "/pledges/?at=990102100000"),
            ("county", "/pledges/?at=990100000000"),
            ("county", "/pledges/?at=x"),
            ("county", "/pledges/?year=2031"),
            ("town", "/pledges/?at=990101000000"),
            ("town", "/pledges/missing?at=990101101000"),
            ("village", "/pledges/?at=990101100202"),
            ("village_next", "/pledges/{uid}"),
            ("town_next", "/pledges/{uid}/sign"),
            ("county_other", "/pledges/{uid}/withdraw"),
            ("town_next", "/pledges/issue/990101100201"),
            ("county_other", "/pledges/issue-all/990101000000"),
        ],
    )
    def test_outside_the_reach_is_not_found(
        self, sign_in: SignIn, village_pledge: Pledge, who: str, address: str
    ) -> None:
        client = sign_in(who)
        assert client.get(address.format(uid=village_pledge.uid)).status_code == 404

    def test_wrong_role(self, sign_in: SignIn, village_pledge: Pledge) -> None:
        uid = village_pledge.uid
        assert sign_in("governance").get(f"/pledges/{uid}/sign").status_code == 403
        assert sign_in("village").get(f"/pledges/{uid}/withdraw").status_code == 403
        assert sign_in("village").get("/pledges/issue-all/990101100201").status_code == 403
        assert sign_in("system_admin").get("/pledges/").status_code == 403

    def test_paper_holds_the_text_and_both_sides(
        self, sign_in: SignIn, village_pledge: Pledge
    ) -> None:
        village = sign_in("governance").get(f"/pledges/{village_pledge.uid}").text
        assert "平安责〔2026〕990101100201号" in village
        assert "家庭排查覆盖率" in village
        assert "95%以上" in village
        assert "李秀云" in village
        assert "甲方已签，待乙方签" in village

    def test_issue_and_sign_by_hand(self, sign_in: SignIn, world: World) -> None:
        day = TODAY().isoformat()
        town = sign_in("town")
        assert "甲一村、甲二村" in town.get("/pledges/issue-all/990101100000").text
        typed = {"issued_on": day, "issuer_signatory": "李秀云"}
        done = town.post("/pledges/issue-all/990101100000", typed, follow=True)
        assert "已下发 2 份责任状" in done.text
        pledge = Pledge.objects.get(holder=world.village_one)
        village = sign_in("village")
        form = village.get(f"/pledges/{pledge.uid}/sign")
        assert "村调解一" in form.text
        bad = village.post(
            f"/pledges/{pledge.uid}/sign",
            {
                "way": "app",
                "holder_signatory": "孙桂兰",
                "signed_on": "2026-01-01",
                "version": 1,
            },
        )
        assert bad.status_code == 422
        assert "孙桂兰" in bad.text
        assert "不能早于下发日期" in bad.text
        good = village.post(
            f"/pledges/{pledge.uid}/sign",
            {"way": "app", "holder_signatory": "孙桂兰", "signed_on": day, "version": 1},
            follow=True,
        )
        assert "双方都已签字，责任状已签订" in good.text
        again = village.post(
            f"/pledges/{pledge.uid}/sign",
            {"way": "app", "holder_signatory": "孙桂兰", "signed_on": day, "version": 1},
        )
        assert again.status_code == 409

    def test_withdraw_by_hand(self, sign_in: SignIn, village_pledge: Pledge) -> None:
        town, address = sign_in("town"), f"/pledges/{village_pledge.uid}/withdraw"
        assert town.get(address).status_code == 200
        assert town.post(address, {"reason": "错", "version": 1}).status_code == 422
        done = town.post(address, {"reason": "责任期限写错", "version": 1}, follow=True)
        assert "责任期限写错" in done.text
        reissued = town.post(
            "/pledges/issue/990101100201", {"issued_on": TODAY().isoformat()}, follow=True
        )
        assert "已向甲一村下发责任状" in reissued.text
        twice = town.post("/pledges/issue/990101100201", {"issued_on": TODAY().isoformat()})
        assert twice.status_code == 422

    def test_without_a_campaign(self, sign_in: SignIn) -> None:
        page = sign_in("county_other").get("/pledges/")
        assert page.status_code == 200
        assert "还没有开展年度活动" in page.text
        assert sign_in("county_other").get("/pledges/missing").status_code == 404

    def test_queries_do_not_grow(self, world: World, sign_in: SignIn) -> None:
        client = sign_in("county")
        addresses = ("/pledges/", "/pledges/?at=990101100000", "/pledges/missing")

        def counted() -> list[int]:
            out = []
            for address in addresses:
                with CaptureQueriesContext(connection) as told:
                    assert client.get(address).status_code == 200
                out.append(len(told))
            return out

        issue_all(campaign=world.campaign, issuer=world.township, by=world.town)
        issue(campaign=world.campaign, holder=world.township, by=world.county)
        counted()
        few = counted()
        Division.objects.bulk_create(division(990101100300 + i, f"新{i}村") for i in range(30))
        Division.objects.bulk_create(
            division(990101200000 + i * 1000, f"新{i}镇") for i in range(20)
        )
        issue_all(campaign=world.campaign, issuer=world.township, by=world.town)
        issue_all(campaign=world.campaign, issuer=world.county_division, by=world.county)
        assert counted() == few
        assert max(few) <= 24  # a dozen of them are the frame's own


class TestApi:
    def test_issue_sign_withdraw(self, sign_in: SignIn, world: World) -> None:
        town, village = sign_in("town"), sign_in("village")
        typed = {"holder": 990101100201, "issuer_signatory": "李秀云"}
        made = town.post("/api/v1/pledges", typed, "application/json")
        assert made.status_code == 201, made.text
        uid = made.json()["uid"]
        again = town.post("/api/v1/pledges", {"holder": 990101100201}, "application/json")
        assert again.status_code == 422
        rest = town.post("/api/v1/pledges/issue-all", {"issuer": 990101100000}, "application/json")
        assert rest.json() == {"issued": 1}
        words = {"holder_signatory": "孙桂兰", "version": 1}
        twice = town.post(f"/api/v1/pledges/{uid}/sign", words, "application/json")
        assert twice.status_code == 409
        county = sign_in("county").post(f"/api/v1/pledges/{uid}/sign", words, "application/json")
        assert county.status_code == 403
        done = village.post(f"/api/v1/pledges/{uid}/sign", words, "application/json")
        assert done.json()["status_label"] == "已签"
        assert done.json()["late_days"] == (TODAY() - world.campaign.sign_by).days
        late = village.post(f"/api/v1/pledges/{uid}/sign", words, "application/json")
        assert late.status_code == 409
        kept = {"reason": "责任期限写错", "version": 2}
        assert (
            town.post(f"/api/v1/pledges/{uid}/withdraw", kept, "application/json").status_code
            == 409
        )
        assert sign_in("village_next").get(f"/api/v1/pledges/{uid}").status_code == 404
        assert village.get("/api/v1/pledges", {"status": "signed"}).json()["count"] == 1
        foreign = town.post("/api/v1/pledges", {"holder": 990101101201}, "application/json")
        assert foreign.status_code == 404

    def test_figures(self, sign_in: SignIn, world: World, village_pledge: Pledge) -> None:
        signed(village_pledge, world.village)
        rows = sign_in("governance").get("/api/v1/pledge-figures").json()
        assert rows[0]["name"] == "甲一镇"
        assert (rows[0]["due"], rows[0]["signed"], rows[0]["rate"]) == (2, 1, 0.5)
        assert rows[0]["signed_on"] is None
        below = sign_in("county").get("/api/v1/pledge-figures", {"at": 990101100000}).json()
        assert below[0]["holder_signatory"] == "孙桂兰"
        assert sign_in("county").get("/api/v1/pledge-figures?at=990102000000").status_code == 404


class TestWork:
    def test_to_issue_then_to_sign(self, world: World) -> None:
        today = date(2026, 3, 10)
        Duty.objects.all().delete()
        county = work.items(world.county, today)
        assert [(i.title, i.due) for i in county] == [
            ("向2个镇（街道）下发2026年责任状", world.campaign.sign_by)
        ]
        assert "向2个村（社区）" in work.items(world.town, today)[0].title
        assert work.items(world.village, today) == []
        issue_all(
            campaign=world.campaign,
            issuer=world.township,
            by=world.town,
            issuer_signatory="李秀云",
        )
        assert work.items(world.town, today) == []
        (item,) = work.items(world.village, today)
        assert item.title == "签订2026年责任状（甲一镇下发）"
        assert item.url.endswith("/sign")
        signed(Pledge.objects.get(holder=world.village_one), world.village, TODAY())
        assert work.items(world.village, today) == []

    def test_duties_near_the_day(self, world: World) -> None:
        Duty.objects.bulk_create(
            Duty(campaign=world.campaign, due_on=date(2026, 6, day), level=level, title=title)
            for day, level, title in [
                (10, 5, "村的"),
                (10, 4, "镇的"),
                (25, 5, "还早"),
                (1, 5, "刚过"),
            ]
        )
        assert [i.title for i in work.items(world.village, date(2026, 6, 10))] == ["刚过", "村的"]
        late = [i.title for i in work.items(world.village, date(2026, 7, 5))]
        assert late == ["刚过", "村的", "还早"], "a duty stands there until it is done"
        Campaign.objects.update(status=Campaign.Status.CLOSED)
        assert work.items(world.village, date(2026, 6, 10)) == []

    def test_nothing_for_administrators(self, world: World) -> None:
        assert work.items(world.system_admin, date(2026, 3, 10)) == []
