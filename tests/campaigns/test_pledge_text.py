"""The text of pledges: editions, lawful content, and that every clause goes down the tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import Campaign, Division, Pledge, PledgeTemplate, Rung
from campaigns.pledge_cascade import MISSING, WEAKER, compared, what_blocks
from campaigns.pledge_words import why_not
from campaigns.queries.pledge_template import against_above, all_texts, threads
from campaigns.transitions.pledge import issue
from campaigns.transitions.pledge_template import PARTS, Typed, draft, publish, save
from tests.cast import World

SignIn = Callable[[str], Client]
COVER = Typed("screening", "家庭排查覆盖率", Decimal(95), metric="screening")
MOST = replace(COVER, at_least=False)


def parts(**more: Any) -> dict[str, Any]:
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    return dict.fromkeys(PARTS, "") | days | more


def drafted(
    world: World, rung: int, *clauses: Typed, owner: Division | None = None
) -> PledgeTemplate:
    owner = owner or world.county_division
    by = world.county if owner == world.county_division else world.town
    row = draft(campaign=world.campaign, owner=owner, rung=rung, by=by)
    return save(row, by=by, parts=parts(), clauses=clauses)


class TestDraft:
    def test_from_the_edition_in_force_and_then_published_in_its_place(self, world: World) -> None:
        before = world.pledge_text(4)
        row = draft(campaign=world.campaign, owner=before.owner, rung=4, by=world.county)
        assert [c.code for c in row.clauses.all()] == ["screening"]
        assert row.measures == before.measures
        done = publish(row, by=world.county, version=1)
        assert (done.status, done.edition) == ("published", 2)
        before.refresh_from_db()
        assert before.status == "replaced"

    def test_one_draft_at_a_time(self, world: World) -> None:
        drafted(world, 4, COVER)
        with pytest.raises(NotTheMoment, match="已经有一份草稿"):
            draft(campaign=world.campaign, owner=world.county_division, rung=4, by=world.county)

    def test_a_township_writes_for_its_villages_only(self, world: World) -> None:
        assert draft(campaign=world.campaign, owner=world.township, rung=5, by=world.town).pk
        with pytest.raises(Invalid, match="只能另写"):
            draft(campaign=world.campaign, owner=world.township, rung=6, by=world.town)

    @pytest.mark.parametrize("who", ["village", "governance", "town"])
    def test_not_the_countys(self, world: World, who: str) -> None:
        with pytest.raises((Forbidden, Http404)):
            draft(
                campaign=world.campaign,
                owner=world.county_division,
                rung=4,
                by=world.users[who],
            )

    def test_not_next_door_and_not_in_a_closed_year(self, world: World) -> None:
        with pytest.raises(Http404):
            draft(campaign=world.campaign, owner=world.township, rung=5, by=world.town_next)
        Campaign.objects.update(status="closed")
        with pytest.raises(NotTheMoment):
            draft(campaign=world.campaign, owner=world.county_division, rung=4, by=world.county)

    def test_begins_with_the_sample_and_what_the_text_above_asks(self, world: World) -> None:
        PledgeTemplate.objects.filter(rung__in=[5, 6]).update(status="replaced")
        row = draft(campaign=world.campaign, owner=world.county_division, rung=5, by=world.county)
        codes = [c.code for c in row.clauses.all()]
        assert "letters" in codes
        assert codes.count("screening") == 1

    def test_a_published_text_never_changes(self, world: World) -> None:
        text = world.pledge_text(4)
        with pytest.raises(NotTheMoment):
            save(text, by=world.county, parts=parts(), clauses=[COVER])
        with pytest.raises(NotTheMoment):
            publish(text, by=world.county)

    def test_an_older_version_is_stale(self, world: World) -> None:
        row = drafted(world, 4, COVER)
        with pytest.raises(Stale):
            save(row, by=world.county, parts=parts(), clauses=[COVER], version=1)


class TestLawful:
    @pytest.mark.parametrize(
        "words",
        [
            "打架的罚款五百元", "不计划生育的不签", "杜绝越级访", "信教家庭单独登记", "零上访",
            "缴纳保 证 金", "党员带头",
        ],
    )  # fmt: skip
    def test_what_is_refused(self, words: str) -> None:
        assert why_not(words)

    @pytest.mark.parametrize(
        "words", ["信访按期办结率", "夫妻平等相待，反对家庭暴力", "奖惩只对单位和责任人", ""]
    )
    def test_what_is_not(self, words: str) -> None:
        assert why_not(words) == ""

    def test_in_parts_and_in_clauses(self, world: World) -> None:
        row = drafted(world, 6, COVER)
        with pytest.raises(Invalid) as refusal:
            save(row, by=world.county, parts=parts(measures="违约罚款"), clauses=[COVER])
        assert "罚款" in refusal.value.errors["measures"]
        with pytest.raises(Invalid, match="反映诉求"):
            save(
                row,
                by=world.county,
                parts=parts(),
                clauses=[replace(COVER, text="进京访人次")],
            )

    @pytest.mark.parametrize(
        ("clauses", "words"),
        [
            ([COVER, COVER], "用了两次"),
            ([replace(COVER, target=Decimal(101))], "不能超过100"),
            ([replace(COVER, metric="no_such")], "统计指标"),
        ],
    )
    def test_clauses_that_do_not_hold(self, world: World, clauses: list[Typed], words: str) -> None:
        row = drafted(world, 4, COVER)
        with pytest.raises(Invalid, match=words):
            save(row, by=world.county, parts=parts(), clauses=clauses)


class TestCascade:
    def test_a_missing_clause_blocks_and_a_weaker_one_needs_its_reason(self, world: World) -> None:
        row = drafted(world, 5, Typed("other", "另一条", Decimal(1), "次"))
        with pytest.raises(Invalid, match="缺这一条"):
            publish(row, by=world.county)
        weak = replace(COVER, target=Decimal("90.5"))
        save(row, by=world.county, parts=parts(), clauses=[weak])
        with pytest.raises(Invalid, match=r"比上级低4\.5个百分点，请写明理由"):
            publish(row, by=world.county)
        _above, lines = against_above(world.county, row)
        assert [(line.state, line.gap) for line in lines] == [(WEAKER, Decimal("4.5"))]
        reasoned = replace(weak, weaker_reason="外出家庭多，分两年达到")
        save(row, by=world.county, parts=parts(), clauses=[reasoned])
        assert publish(row, by=world.county).edition == 2

    def test_it_need_not_go_below_where_it_reaches(self) -> None:
        above = [replace(COVER, reaches=Rung.TOWNSHIP)]
        assert [x.state for x in compared(above, [], Rung.TOWNSHIP)] == [MISSING]
        assert compared(above, [], Rung.VILLAGE) == []

    @pytest.mark.parametrize(
        ("above", "below", "state"),
        [
            (COVER, COVER, "same"),
            (COVER, replace(COVER, target=Decimal(99)), "stronger"),
            (COVER, replace(COVER, unit="户"), "unlike"),
            (MOST, replace(MOST, target=Decimal(99)), "weaker"),
            (MOST, replace(MOST, target=Decimal(90)), "stronger"),
        ],
    )
    def test_directions(self, above: Typed, below: Typed, state: str) -> None:
        (line,) = compared([above], [below], Rung.VILLAGE)
        assert line.state == state
        assert bool(what_blocks([line])) == (state in ("unlike", "weaker"))

    def test_a_family_promises_the_act(self) -> None:
        (line,) = compared([COVER], [replace(COVER, unit="户", target=Decimal(1))], Rung.HOUSEHOLD)
        assert line.state == "same"

    def test_a_township_answers_to_the_edition_it_has_signed(self, world: World) -> None:
        issue(campaign=world.campaign, holder=world.township, by=world.county)
        newer = drafted(world, 4, COVER, Typed("extra", "新增一条", Decimal(3), "次"))
        publish(newer, by=world.county)
        own = drafted(world, 5, COVER, owner=world.township)
        assert publish(own, by=world.town).status == "published"
        elsewhere = draft(
            campaign=world.campaign, owner=world.divisions[990101101000], rung=5, by=world.town_next
        )
        assert {c.code for c in elsewhere.clauses.all()} == {"screening", "extra"}

    def test_what_was_issued_stays_on_its_edition(self, world: World) -> None:
        pledge = issue(campaign=world.campaign, holder=world.township, by=world.county)
        first = pledge.template_id
        publish(drafted(world, 4, replace(COVER, target=Decimal(98))), by=world.county)
        pledge.refresh_from_db()
        assert pledge.template_id == first
        other = issue(
            campaign=world.campaign, holder=world.divisions[990101101000], by=world.county
        )
        assert other.template.edition == 2

    def test_a_townships_own_text_before_the_countys(self, world: World) -> None:
        publish(drafted(world, 5, COVER, owner=world.township), by=world.town)
        mine = issue(campaign=world.campaign, holder=world.village_one, by=world.town)
        assert mine.template.owner_id == world.township.code
        far = issue(campaign=world.campaign, holder=world.village_far, by=world.town_next)
        assert far.template.owner_id == world.county_division.code

    def test_nothing_is_issued_before_a_text_is_published(self, world: World) -> None:
        PledgeTemplate.objects.filter(rung=5).update(status="replaced")
        with pytest.raises(NotTheMoment, match="还没有发布"):
            issue(campaign=world.campaign, holder=world.village_one, by=world.town)
        assert not Pledge.objects.exists()

    def test_each_clause_down_the_tree(self, world: World) -> None:
        publish(
            drafted(world, 5, replace(COVER, target=Decimal(90), weaker_reason="分两年达到")),
            by=world.county,
        )
        texts = all_texts(world.county, world.campaign)
        (thread,) = threads(texts, world.county_division.code)
        county, town, village, home = thread.steps
        assert county is None
        assert [step.goal for step in (town, village, home) if step] == [
            "95%以上",
            "90%以上",
            "承诺",
        ]
        assert [step.reason for step in (town, village) if step and step.weaker] == ["分两年达到"]


class TestPages:
    @pytest.mark.parametrize("who", ["county", "town", "village", "governance", "auditor"])
    def test_everybody_of_the_county_reads(self, sign_in: SignIn, world: World, who: str) -> None:
        client = sign_in(who)
        assert "家庭排查覆盖率" in client.get("/pledges/texts/").text
        assert client.get(f"/pledges/texts/{world.pledge_text(5).uid}").status_code == 200

    def test_drafted_put_right_and_published(self, sign_in: SignIn, world: World) -> None:
        county = sign_in("county")
        made = county.post("/pledges/texts/draft", {"rung": 5})
        edit = made.headers["Location"]
        assert "家庭排查覆盖率" in county.get(edit).text
        draft_of = PledgeTemplate.objects.get(status="draft")
        # A draft is nobody else's to read; the governance office of the county is of its unit.
        assert sign_in("town").get(f"/pledges/texts/{draft_of.uid}").status_code == 404
        assert sign_in("governance").get(f"/pledges/texts/{draft_of.uid}").status_code == 200
        line = {
            "c-0-code": "screening", "c-0-text": "家庭排查覆盖率", "c-0-at_least": "1",
            "c-0-target": "90", "c-0-unit": "%", "c-0-reaches": "5", "c-0-metric": "screening",
            "c-0-rubric_line": "x", "c-TOTAL_FORMS": "1", "c-INITIAL_FORMS": "1",
            "starts_on": "2026-01-01", "ends_on": "2026-12-31", "opening": "原来打的字",
            "version": "1",
        }  # fmt: skip
        bad = county.post(edit, line)
        assert bad.status_code == 422
        assert "像 3.1 这样填" in bad.text
        assert "原来打的字" in bad.text
        good = county.post(edit, line | {"c-0-rubric_line": "3.1"}, follow=True)
        assert "比上级低5个百分点" in good.text
        text = PledgeTemplate.objects.get(status="draft")
        refused = county.post(f"/pledges/texts/{text.uid}/publish")
        assert refused.status_code == 422
        assert "请写明理由" in refused.text
        county.post(
            edit,
            line | {"c-0-rubric_line": "3.1", "c-0-weaker_reason": "分两年达到", "version": "2"},
        )
        done = county.post(f"/pledges/texts/{text.uid}/publish", follow=True)
        assert "已发布第2版" in done.text

    def test_api(self, sign_in: SignIn, world: World) -> None:
        county = sign_in("county")
        made = county.post("/api/v1/pledge-texts", {"rung": 4}, "application/json")
        assert made.status_code == 201, made.text
        uid, url = made.json()["uid"], f"/api/v1/pledge-texts/{made.json()['uid']}"
        typed = {name: made.json()[name] for name in ("starts_on", "ends_on", *PARTS, "clauses")}
        typed["clauses"][0] |= {"target": "97.00"}
        put = county.put(url, typed | {"version": 1}, "application/json")
        assert (put.json()["version"], put.json()["clauses"][0]["target"]) == (2, "97.00"), put.text
        assert county.put(url, typed | {"version": 1}, "application/json").status_code == 409
        fine = typed | {"rewards": "完不成的罚款200元。", "version": 2}
        assert county.put(url, fine, "application/json").status_code == 422
        assert sign_in("town").put(url, typed | {"version": 2}, "application/json").status_code in (
            403,
            404,
        )
        done = county.post(
            f"/api/v1/pledge-texts/{uid}/publish", {"version": 2}, "application/json"
        )
        assert (done.json()["edition"], done.json()["clauses"][0]["code"]) == (2, "screening")
        assert sign_in("county_other").get(f"/api/v1/pledge-texts/{uid}").status_code == 404
        refused = sign_in("village").post("/api/v1/pledge-texts", {"rung": 5}, "application/json")
        assert refused.status_code in (403, 404)
