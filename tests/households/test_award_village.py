"""A demonstration household in its village: nominated, voted on, put on notice, objected to."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts import trail
from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import Campaign
from households.award_rules import Vote
from households.models import Award
from households.queries.award import notice_of, quota_of
from households.transitions.award import assess, nominate, vote
from households.transitions.award_notice import give_notice
from tests.cast import World
from tests.households.award_cast import (
    MONDAY,
    STORY,
    SetDay,
    Status,
    award_at,
    here,
    home,
    homes,
    on_day,
)

__all__ = ["here", "on_day"]
CARRIED = Vote(due=32, present=30, in_favour=28, against=0, abstain=2)
FAR = ["village_next", "county_other", "nobody", "governance", "auditor"]


def notice_now(world: World, *awards: Award, start: date = MONDAY) -> list[Award]:
    return give_notice(
        [a.uid for a in awards],
        notice_from=start,
        place="村委会公示栏",
        phone="0516-12345678",
        by=world.village,
    )


# nominate


def test_village_nominates(here: World) -> None:
    award = nominate(home(here.village_one), story=STORY, kind="care", by=here.village)
    assert (award.status, award.campaign_id) == (Status.NOMINATED, here.campaign.pk)
    assert [t.act for t in trail.of(award)] == ["award.nominate"]


@pytest.mark.parametrize("who", ["town", "county"])
def test_only_the_village_nominates(here: World, who: str) -> None:
    with pytest.raises(Forbidden):
        nominate(home(here.village_one), story=STORY, by=here.users[who])
    assert not Award.objects.exists()


@pytest.mark.parametrize("who", FAR)
def test_foreign_households_are_not_found(here: World, who: str) -> None:
    with pytest.raises(Http404):
        nominate(home(here.village_one), story=STORY, by=here.users[who])


def test_one_live_award_a_household_and_year(here: World) -> None:
    homes(here.village_one, 40)
    mine = home(here.village_one)
    nominate(mine, story=STORY, by=here.village)
    with pytest.raises(Invalid, match="已经推荐过"):
        nominate(mine, story=STORY, by=here.village_mate)
    Award.objects.update(status=Status.REJECTED)
    assert nominate(mine, story=STORY, by=here.village).status == Status.NOMINATED
    with pytest.raises(IntegrityError), transaction.atomic():
        award_at(here, Status.NOMINATED, household=mine)


def test_the_same_uid_makes_one_award(here: World) -> None:
    mine, uid = home(here.village_one), uuid4()
    first = nominate(mine, story=STORY, by=here.village, uid=uid)
    assert nominate(mine, story=STORY, by=here.village, uid=uid).pk == first.pk
    assert Trail.objects.filter(act="award.nominate").count() == 1


def test_residence(here: World) -> None:
    gone = home(here.village_one, left_on=date(2026, 5, 1))
    with pytest.raises(Invalid, match="迁出"):
        nominate(gone, story=STORY, by=here.village)


def test_only_holders_of_the_level_below_are_picked(here: World) -> None:
    homes(here.village_one, 40)
    outside = home(here.village_one, basic=False)
    with pytest.raises(Invalid, match="还没有登记达标"):
        nominate(outside, story=STORY, by=here.village)
    mine = home(here.village_one)
    for rank, words in (("township", "还不是村级示范户"), ("county", "还不是乡级示范户")):
        with pytest.raises(Invalid, match=words):
            nominate(mine, story=STORY, rank=rank, by=here.village)
    award_at(here, Status.PLATED, household=mine)
    up = nominate(mine, story=STORY, rank="township", by=here.village)
    assert (up.rank, up.status) == ("township", Status.NOMINATED)
    assert trail.of(up)[0].after["skipped"] == ["county_notice"]
    with pytest.raises(Invalid, match="请选村级"):
        nominate(mine, story=STORY, rank="province", by=here.village)


def test_an_own_application_is_whole_and_agreed_to(here: World) -> None:
    homes(here.village_one, 10)
    mine = home(here.village_one)
    with pytest.raises(Invalid, match="防盗窃"):
        nominate(mine, story=STORY, source="self", ticked=["s1"], by=here.village)
    codes = [f"s{n}" for n in range(1, 11)]
    with pytest.raises(Invalid, match="本户同意"):
        nominate(mine, story=STORY, source="self", ticked=codes, by=here.village)
    row = nominate(mine, story=STORY, source="self", ticked=codes, consent=True, by=here.village)
    assert (row.source, row.consented_on) == ("self", MONDAY)


def test_the_group_speaks_before_the_vote(here: World) -> None:
    award = award_at(here, Status.NOMINATED, group_on=None, group_opinion="", consented_on=None)
    with pytest.raises(NotTheMoment, match="小组还没有初评"):
        vote(award, count=CARRIED, vote_on=MONDAY, by=here.village)
    with pytest.raises(Invalid):
        assess(award, opinion="", by=here.village)
    with pytest.raises(Forbidden):
        assess(award, opinion="符合标准。", by=here.town)
    row = assess(award, opinion="符合标准。", consent=True, by=here.village)
    assert (row.group_on, row.consented_on, row.status) == (MONDAY, MONDAY, Status.NOMINATED)
    assert vote(row, count=CARRIED, vote_on=MONDAY, by=here.village).status == Status.VOTED


def test_no_notice_without_the_household_s_consent(here: World) -> None:
    award = award_at(here, Status.VOTED, consented_on=None)
    with pytest.raises(Invalid, match="还没有同意公示"):
        notice_now(here, award)


def test_words_and_campaign_are_needed(here: World) -> None:
    mine = home(here.village_one)
    with pytest.raises(Invalid, match="事迹"):
        nominate(mine, story="好", by=here.village)
    with pytest.raises(Invalid, match="类别"):
        nominate(mine, story=STORY, kind="rich", by=here.village)
    Campaign.objects.update(year=2027)
    with pytest.raises(Invalid, match="还没有开展"):
        nominate(mine, story=STORY, by=here.village)


def test_quota_is_fifteen_percent_in_one_query(
    here: World, django_assert_num_queries: object
) -> None:
    rows = homes(here.village_one, 20)
    home(here.village_one, left_on=date(2026, 1, 1))
    home(here.village_two)
    for row in rows[:3]:
        nominate(row, story=STORY, by=here.village)
    with pytest.raises(Invalid, match="全村20户，示范户最多占15%，也就是3户，今年已推荐3户"):
        nominate(rows[3], story=STORY, by=here.village)
    Award.objects.filter(household=rows[0]).update(status=Status.REJECTED)
    nominate(rows[3], story=STORY, by=here.village)
    with django_assert_num_queries(1):  # type: ignore[operator]
        quota = quota_of(here.village_one.code, here.campaign.pk)
    assert (quota.households, quota.allowed, quota.used, quota.left) == (20, 3, 3, 0)


def test_a_small_village_has_one_place(here: World) -> None:
    one, two = homes(here.village_one, 2)
    nominate(one, story=STORY, by=here.village)
    with pytest.raises(Invalid, match="名额已满"):
        nominate(two, story=STORY, by=here.village)
    assert quota_of(here.village_far.code, here.campaign.pk).allowed == 0


# vote


def test_vote_carries(here: World) -> None:
    award = award_at(here, Status.NOMINATED)
    row = vote(award, count=CARRIED, vote_on=MONDAY, by=here.village, version=1)
    assert (row.status, row.vote_for, row.version) == (Status.VOTED, 28, 2)
    assert trail.of(row)[0].after["vote"]["for"] == 28


def test_half_is_no_majority(here: World) -> None:
    award = award_at(here, Status.NOMINATED)
    half = Vote(due=32, present=30, in_favour=15, against=5, abstain=10)
    row = vote(award, count=half, vote_on=MONDAY, by=here.village)
    assert row.status == Status.REJECTED
    assert row.reject_reason == "村民代表评议没有过半数同意"
    assert row.rejected_on == MONDAY


@pytest.mark.parametrize(
    ("count", "field"),
    [
        (Vote(32, 30, 28, 1, 2), "in_favour"),
        (Vote(29, 30, 28, 0, 2), "present"),
        (Vote(32, 0, 0, 0, 0), "present"),
        (Vote(32, 30, 31, -1, 0), "due"),
    ],
)
def test_figures_add_up(here: World, count: Vote, field: str) -> None:
    award = award_at(here, Status.NOMINATED)
    with pytest.raises(Invalid) as refusal:
        vote(award, count=count, vote_on=MONDAY, by=here.village)
    assert field in refusal.value.errors
    assert not Trail.objects.filter(act="award.vote").exists()


@pytest.mark.parametrize("day", [MONDAY - timedelta(days=21), MONDAY + timedelta(days=1)])
def test_vote_day(here: World, day: date) -> None:
    with pytest.raises(Invalid, match="评议日期"):
        vote(award_at(here, Status.NOMINATED), count=CARRIED, vote_on=day, by=here.village)


def test_vote_refusals(here: World) -> None:
    award = award_at(here, Status.NOMINATED)
    for who, refusal in (("town", Forbidden), ("county", Forbidden), ("village_next", Http404)):
        with pytest.raises(refusal):
            vote(award, count=CARRIED, vote_on=MONDAY, by=here.users[who])
    with pytest.raises(Stale):
        vote(award, count=CARRIED, vote_on=MONDAY, by=here.village, version=7)
    vote(award, count=CARRIED, vote_on=MONDAY, by=here.village)
    with pytest.raises(NotTheMoment, match="已评议"):
        vote(award, count=CARRIED, vote_on=MONDAY, by=here.village)


# notice


@pytest.mark.parametrize(
    ("start", "until"),
    [
        (date(2026, 9, 30), date(2026, 10, 9)),  # the holiday of 1–7 October lies between
        (date(2026, 10, 1), date(2026, 10, 10)),  # begins on a holiday, ends on a Saturday worked
        (date(2026, 10, 8), date(2026, 10, 10)),
        (date(2026, 9, 18), date(2026, 9, 21)),  # Sunday the 20th is worked
        (date(2026, 11, 21), date(2026, 11, 25)),  # begins on a Saturday
        (MONDAY, date(2026, 11, 25)),
    ],
)
def test_three_working_days(here: World, on_day: SetDay, start: date, until: date) -> None:
    on_day(start)
    award = award_at(here, Status.VOTED, nominated_on=date(2026, 9, 1), vote_on=date(2026, 9, 2))
    (row,) = notice_now(here, award, start=start)
    assert (row.status, row.notice_from, row.notice_until) == (Status.NOTICED, start, until)


def test_notice_in_figures_over_the_october_holiday(here: World) -> None:
    award = award_at(
        here, Status.NOTICED, notice_from=date(2026, 9, 30), notice_until=date(2026, 10, 9)
    )
    seen = [
        (n.day, n.total, n.ended, n.days)
        for day in ("09-29", "09-30", "10-05", "10-08", "10-09", "10-10")
        if (n := notice_of(award, date.fromisoformat(f"2026-{day}")))
    ]
    assert seen == [
        (0, 3, False, [False, False, False]),
        (1, 3, False, [True, False, False]),
        (1, 3, False, [True, False, False]),
        (2, 3, False, [True, True, False]),
        (3, 3, False, [True, True, True]),
        (3, 3, True, [True, True, True]),
    ]


def test_one_notice_for_several(here: World) -> None:
    awards = [award_at(here, Status.VOTED) for _ in range(3)]
    rows = notice_now(here, *awards)
    assert {r.status for r in rows} == {Status.NOTICED}
    assert {r.version for r in rows} == {2}
    assert Trail.objects.filter(act="award.notice").count() == 3


def test_notice_is_all_or_nothing(here: World) -> None:
    voted, early = award_at(here, Status.VOTED), award_at(here, Status.NOMINATED)
    with pytest.raises(NotTheMoment, match="已推荐"):
        notice_now(here, voted, early)
    voted.refresh_from_db()
    assert voted.status == Status.VOTED
    assert not Trail.objects.filter(act="award.notice").exists()


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("notice_from", {"notice_from": MONDAY - timedelta(days=1)}),
        ("notice_from", {"notice_from": MONDAY + timedelta(days=31)}),
        ("place", {"place": " "}),
        ("phone", {"phone": "找老李"}),
    ],
)
def test_notice_needs_day_place_phone(here: World, field: str, values: dict[str, object]) -> None:
    award = award_at(here, Status.VOTED)
    whole = {"notice_from": MONDAY, "place": "村委会公示栏", "phone": "0516-12345678"} | values
    with pytest.raises(Invalid) as refusal:
        give_notice([award.uid], by=here.village, **whole)  # type: ignore[arg-type]
    assert set(refusal.value.errors) == {field}


def test_notice_refusals(here: World) -> None:
    award = award_at(here, Status.VOTED)
    said = {"notice_from": MONDAY, "place": "村委会公示栏", "phone": "0516-12345678"}
    for who, refusal in (("town", Forbidden), ("county", Forbidden), ("village_next", Http404)):
        with pytest.raises(refusal):
            give_notice([award.uid], by=here.users[who], **said)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="至少选一户"):
        give_notice([], by=here.village, **said)  # type: ignore[arg-type]
    notice_now(here, award)
    with pytest.raises(NotTheMoment):
        notice_now(here, award)


# atomic


def test_a_failed_trail_leaves_nothing(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(trail, "record", fail)
    monkeypatch.setattr(trail, "record_each", fail)
    mine, voted = home(here.village_one), award_at(here, Status.VOTED, household=None)
    nominated = award_at(here, Status.NOMINATED)
    homes(here.village_one, 30)
    with pytest.raises(RuntimeError):
        nominate(mine, story=STORY, by=here.village)
    with pytest.raises(RuntimeError):
        vote(nominated, count=CARRIED, vote_on=MONDAY, by=here.village)
    with pytest.raises(RuntimeError):
        notice_now(here, voted)
    voted.refresh_from_db()
    nominated.refresh_from_db()
    assert (voted.status, nominated.status) == (Status.VOTED, Status.NOMINATED)
    assert Award.objects.count() == 2
