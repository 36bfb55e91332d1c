"""Rules as data, places under one lock, 平安家庭, the creation table; what waits looks alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts import scope, trail
from accounts.models import User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Campaign, Division
from disputes.models import Party
from households import award_standards
from households.award_standards import DEFAULT, Ladder, Standard
from households.models import Award, AwardRules, Household, SafeFamily
from households.queries.award import quota_of
from households.queries.award_quota import table_of
from households.transitions.award import nominate, prove_residence
from households.transitions.award_rules import set_quota, set_rules
from households.transitions.safe_family import mark
from reports.transitions.veto import suspect
from tests import cast
from tests.cast import World
from tests.disputes.protections import taken_case
from tests.households.award_cast import (
    MONDAY,
    STORY,
    SetDay,
    Status,
    award_at,
    here,
    home,
    homes,
    list_red,
    on_day,
)

__all__ = ["here", "on_day"]
SignIn = Callable[[str], Client]
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|\d{2}:\d{2}|[0-9a-f-]{36}|name="version" value="\d+"'
)

# The villagers' vote is left out at no level.
NO_VOTE = Ladder(2, 5, frozenset({"vote"}))

# rules


def test_rules_are_versions_and_old_ones_hold_for_what_is_on_its_way(here: World) -> None:
    before = award_at(here, Status.NOMINATED)
    ladder = dict(DEFAULT.ladder) | {"village": replace(DEFAULT.ladder["village"], days=7)}
    made = set_rules(here.campaign, rules=replace(DEFAULT, ladder=ladder), by=here.county)
    assert made.number == 1
    assert award_standards.load(made.body).days("village") == 7
    homes(here.village_one, 14)
    after = nominate(home(here.village_one), story=STORY, by=here.village)
    assert (before.rules_id, after.rules_id) == (None, made.pk)
    assert set_rules(here.campaign, rules=DEFAULT, by=here.county).number == 2
    after.refresh_from_db()
    assert after.rules_id == made.pk
    with pytest.raises(Forbidden):
        set_rules(here.campaign, rules=DEFAULT, by=here.town)
    Campaign.objects.update(status="closed")
    with pytest.raises(NotTheMoment):
        set_rules(here.campaign, rules=DEFAULT, by=here.county)


@pytest.mark.parametrize(
    "line", ["不信邪教", "无缠访闹访", "无越级上访", "无超生", "拥护领导", "家里有党员", "无 信 访"]
)
def test_unlawful_standards_are_refused_in_words(here: World, line: str) -> None:
    rules = replace(DEFAULT, standards=(*DEFAULT.standards, Standard("s11", line)))
    with pytest.raises(Invalid, match="不能作为评选标准"):
        set_rules(here.campaign, rules=rules, by=here.county)
    assert not AwardRules.objects.exists()


@pytest.mark.parametrize(
    "rules",
    [
        replace(DEFAULT, standards=()),
        replace(DEFAULT, standards=(Standard("s1", "防"),)),
        replace(DEFAULT, standards=(Standard("s1", "防诈骗"), Standard("s2", "防诈骗"))),
        replace(DEFAULT, residence_months=500),
        replace(DEFAULT, ladder=dict(DEFAULT.ladder) | {"village": Ladder(101, 3)}),
        replace(DEFAULT, ladder=dict(DEFAULT.ladder) | {"county": Ladder(2, 0)}),
        replace(
            DEFAULT, ladder=dict(DEFAULT.ladder) | {"county": Ladder(2, 5, frozenset({"vote"}))}
        ),
    ],
)
def test_rules_out_of_range(here: World, rules: award_standards.Rules) -> None:
    with pytest.raises(Invalid):
        set_rules(here.campaign, rules=rules, by=here.county)


def test_rules_by_hand(here: World, sign_in: SignIn) -> None:
    county = sign_in("county")
    page = county.get("/awards/rules")
    typed = {k: v for k, v in page.context["form"].initial.items() if v is not None}
    done = county.post("/awards/rules", typed | {"standards": "防诈骗\n防溺水"}, follow=True)
    assert "第1版已发布" in done.text
    bad = county.post("/awards/rules", typed | {"standards": "防诈骗\n无信访"})
    assert bad.status_code == 422
    assert "无信访" in bad.text  # nothing typed is lost
    village = sign_in("village")
    assert "防溺水" in village.get("/awards/rules").text
    assert "发布新一版" not in village.get("/awards/rules").text
    assert village.post("/awards/rules", typed).status_code == 403


# places


def test_places_given_take_the_place_of_the_share(here: World, sign_in: SignIn) -> None:
    homes(here.village_one, 20)
    here_code, year = here.village_one.code, here.campaign.pk
    set_quota(here.campaign, village=here.village_one, rank="village", places=1, by=here.town)
    quota = quota_of(here_code, year)
    assert (quota.percent, quota.allowed) == (None, 1)
    nominate(home(here.village_one), story=STORY, by=here.village)
    with pytest.raises(Invalid, match="本村分到1个名额，今年已推荐1户，名额已满"):
        nominate(home(here.village_one), story=STORY, by=here.village)
    (line,) = table_of([here.village_one], year, DEFAULT)
    assert [(q.used, q.allowed) for q in line.quotas] == [(1, 1), (0, 1), (0, 1)]
    with pytest.raises(Forbidden):
        set_quota(
            here.campaign, village=here.village_one, rank="village", places=9, by=here.village
        )
    town = sign_in("town")
    page = town.get("/awards/quota")
    assert "1/1 单独分配" in page.text
    typed = {"village": str(here_code), "rank": "village", "places": ""}
    assert town.post("/awards/quota", typed).status_code == 302
    assert quota_of(here_code, year).percent == 15


@pytest.mark.django_db(transaction=True)
def test_two_at_once_cannot_pass_the_quota(on_day: SetDay) -> None:
    on_day(MONDAY)
    with transaction.atomic():
        scope.put(scope.mint(User.objects.system()))
        world = cast.build()
        wanted = [h.pk for h in homes(world.village_one, 14)]  # two places of fourteen
        worker = world.village.pk

    def run(key: int) -> str:
        try:
            with scope.as_system():
                pass
            with scope.opened(User.objects.get(pk=worker)) as by:
                nominate(Household.objects.get(pk=key), story=STORY, by=by)
            return "made"
        except Invalid:
            return "full"
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(run, wanted[:6]))
    assert sorted(outcomes) == ["full"] * 4 + ["made"] * 2
    with scope.as_system():
        assert Award.objects.count() == 2


# 平安家庭


def test_a_village_marks_its_families(here: World, django_assert_max_num_queries: Any) -> None:
    rows = [home(here.village_one, basic=False) for _ in range(30)]
    said: dict[str, Any] = {"by": here.village}
    with django_assert_max_num_queries(16):
        made = mark(here.village_one, here.campaign, every=True, not_yet=[rows[0].uid], **said)
    assert made == (30, 29)
    assert mark(here.village_one, here.campaign, met=[rows[0].uid], **said) == (0, 1)
    assert mark(here.village_one, here.campaign, met=[rows[0].uid], **said) == (0, 0)
    foreign = home(here.village_two, basic=False)
    with pytest.raises(Invalid, match="不在本村"):
        mark(here.village_one, here.campaign, met=[foreign.uid], **said)
    with pytest.raises(Invalid, match="至少选一户"):
        mark(here.village_one, here.campaign, **said)
    with pytest.raises(Forbidden):
        mark(here.village_one, here.campaign, every=True, by=here.town)
    told = trail.of(here.campaign).filter(act="award.basic").last()
    assert told is not None
    assert told.after == {"joined": 30, "met": 29, "on": "2026-11-23"}


def test_marking_by_hand(here: World, sign_in: SignIn) -> None:
    rows = [home(here.village_one, head="王平", basic=False) for _ in range(3)]
    village = sign_in("village")
    assert "王* 家" in village.get("/awards/basic").text
    chosen = {"homes": [str(rows[0].uid)], "what": "joined"}
    assert village.post("/awards/basic", chosen).status_code == 302
    assert len(village.get("/awards/basic?state=joined").context["page"]) == 1
    assert village.post("/awards/basic", {"what": "every", "homes": []}).status_code == 302
    assert SafeFamily.objects.filter(met_on__isnull=False).count() == 3
    assert village.post("/awards/basic", {"what": "met", "homes": ["x"]}).status_code == 422
    assert sign_in("town").get("/awards/basic").status_code == 403


def test_creation_table_adds_up_after_a_merger(here: World, sign_in: SignIn) -> None:
    """K 6: a merged village's past and present are the sum of its parts, and every number leads to
    exactly its rows."""
    met = homes(here.village_one, 3)
    home(here.village_one, basic=False)
    homes(here.village_two, 2)
    award_at(here, Status.PLATED, household=met[0])
    award_at(here, Status.REVOKED, household=met[1])
    county = sign_in("county")

    def figures(root: Division) -> list[str]:
        page = county.get(f"/papers/creation?root={root.code}")
        return [cell["words"] for cell in page.context["tables"][0]["totals"]]

    before = figures(here.township)
    assert before == ["合计", "6", "5", "5", "83.3%", "1", "0", "0", "0", "0", "16.7%", "0"]
    Division.objects.filter(pk=here.village_two.pk).update(
        successor=here.village_one, valid_to=date(2026, 6, 1)
    )
    assert figures(here.township) == before
    url = f"/papers/creation/rows?root={here.township.code}&unit={here.village_one.code}&part=met"
    assert len(county.get(url).context["lines"]) == 5  # those of the merged one with it
    empty = county.get(f"/papers/creation?root={here.divisions[990101101000].code}")
    assert [c["words"] for c in empty.context["tables"][0]["totals"]][4] == "—"  # K 2


def test_papers_of_awards(here: World, sign_in: SignIn) -> None:
    from households.transitions.award_notice import give_notice

    row = award_at(here, Status.VOTED, ticked=["s1", "s2"])
    give_notice(
        [row.uid], notice_from=MONDAY, place="公示栏", phone="0516-12345678", by=here.village
    )
    village = sign_in("village")
    page = village.get("/papers/recommended").text
    for words in ("姜*强", "0516-12345678", "甲一村评议小组", "11月23日至11月25日"):
        assert words in page
    forms = village.get("/papers/approvals").text
    for words in (
        "事迹",
        "自评",
        "防拐卖、防盗窃",
        "小组意见",
        "村意见（章）",
        "县意见（章）",
        "公示起止",
    ):
        assert words in forms
    assert "姜志强" not in forms
    one = village.get(f"/awards/{row.uid}/form").text
    assert "乡镇意见（章）" in one
    assert "姜志强" not in one


# what waits looks alike (K 10)


def grounds(world: World, award: Award, ground: str) -> None:
    """Give an award one ground to wait."""
    home_ = award.household
    if ground == "red":
        list_red(home_, world.village)
    elif ground == "sealed":
        list_red(home_, world.village, sealed=True)
    elif ground == "protection":
        case = taken_case(world)
        Party.objects.filter(matter=case.matter).update(household=home_)
    elif ground == "veto":
        # A hint alone already waits, in the same words as everything else.
        suspect(
            campaign=world.campaign,
            unit=world.township,
            ground="a",
            source="县公安局通报",
            clue="责任待查",
            by=world.governance,
        )
    elif ground == "slip":
        from households.transitions import award_slip

        award_slip.send(
            [award.uid],
            place=world.township,
            body="police",
            agency="派出所",
            answer_by=MONDAY + timedelta(days=7),
            by=world.town,
        )
    elif ground == "residence":
        Household.objects.filter(pk=home_.pk).update(
            is_resident=False, registered_on=MONDAY - timedelta(days=30)
        )
    else:
        raise LookupError(ground)


GROUNDS = ["red", "sealed", "slip", "residence", "veto", "protection"]


def reviewer_sees(world: World, sign_in: SignIn, award: Award) -> list[tuple[int, str]]:
    """All a township's reviewer may ask about this award."""
    town = sign_in("town")
    body = {"opinion": "同意。"}
    answers = [
        town.get(f"/awards/{award.uid}/review"),
        town.post(f"/awards/{award.uid}/review", body),
        town.post(f"/awards/batch/review?award={award.uid}", body, follow=True),
        town.get(f"/awards/{award.uid}"),
        town.get("/awards/"),
        town.get("/awards/?status=ended"),
        town.get(f"/api/v1/awards/{award.uid}"),
        town.get("/papers/recommended"),
        town.get("/papers/creation"),
        town.get(f"/awards/{award.uid}/form"),
        Client().get(f"/n/{award.notice.code}"),  # type: ignore[union-attr]
    ]
    return [(a.status_code, CHANGING.sub("", a.text)) for a in answers]


@pytest.mark.parametrize("ground", GROUNDS[1:])
def test_every_ground_gives_the_same_bytes(here: World, sign_in: SignIn, ground: str) -> None:
    award = award_at(here, Status.NOTICED)
    homes(here.village_one, 9)
    with transaction.atomic():
        grounds(here, award, "red")
        listed = reviewer_sees(here, sign_in, award)
        transaction.set_rollback(True)
    with transaction.atomic():
        grounds(here, award, ground)
        other = reviewer_sees(here, sign_in, award)
        transaction.set_rollback(True)
    assert [code for code, _text in listed] == [
        200,
        409,
        200,
        200,
        200,
        200,
        200,
        200,
        200,
        200,
        200,
    ]
    assert "暂缓" in listed[0][1]
    for place, (mine, theirs) in enumerate(zip(listed, other, strict=True)):
        assert mine == theirs, place


def test_proof_of_residence_ends_the_waiting(here: World) -> None:
    from households.queries.award_hold import held_among

    award = award_at(here, Status.NOTICED)
    grounds(here, award, "residence")
    assert held_among([award]) == {award.pk}
    prove_residence(award, by=here.village)
    assert held_among([award]) == frozenset()
