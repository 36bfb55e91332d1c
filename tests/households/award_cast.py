"""Households and awards on their way, for the award tests; every test lives on a fixed day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.templatetags.words import mask_name
from campaigns.management.commands.load_workdays import DATA, load
from campaigns.models import Campaign, Division
from households.models import (
    Award,
    AwardNotice,
    Honour,
    Household,
    ListedFamily,
    Objection,
    SafeFamily,
)
from households.transitions.award_notice import new_code
from households.transitions.household_record import search_columns
from tests.cast import World

Status = Award.Status
MONDAY = date(2026, 11, 23)
STORY = "十年照顾瘫痪的婆婆，邻里有事都找她说和。"
_numbers = count(1)

SetDay = Callable[[date], None]


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> SetDay:
    """on_day(date): that day is today."""

    def put(day: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *a, **k: day)

    return put


@pytest.fixture
def here(world: World, on_day: SetDay) -> World:
    """The cast on Monday 23 November 2026 with the holidays of the year."""
    for path in DATA.glob("workdays-2026.csv"):
        load(path)
    on_day(MONDAY)
    return world


def home(village: Division, head: str = "姜志强", *, basic: bool = True, **extra: Any) -> Household:
    """A household, resident since 2024, a 平安家庭 of the year unless said otherwise."""
    number = str(next(_numbers))
    values = {"people": 4, "grid": "第一网格", "registered_on": date(2024, 1, 1)} | extra
    made = Household.objects.create(
        village=village, number=number, head_name=head, **values, **search_columns(head, number)
    )
    campaign = Campaign.objects.for_place(village.code).first()
    if campaign and basic:
        SafeFamily.objects.create(
            campaign=campaign,
            household=made,
            village=village,
            joined_on=date(campaign.year, 3, 1),
            met_on=date(campaign.year, 3, 1),
            met_at=timezone.now(),
            recorded_by=campaign.opened_by,
        )
    return made


def homes(village: Division, n: int) -> list[Household]:
    """n households."""
    return [home(village) for _ in range(n)]


def award_at(world: World, status: str, village: Division | None = None, **extra: Any) -> Award:
    """An award that has come as far as `status`; its notice ended on Friday unless said."""
    household = extra.pop("household", None) or home(village or world.village_one)
    far = FAR.get(Status(status), 0)
    values: dict[str, Any] = {"nominated_on": MONDAY - timedelta(days=20), "kind": Award.Kind.CARE}
    values |= {"consented_on": MONDAY - timedelta(days=20), "group_opinion": "符合标准"}
    values |= {"group_on": MONDAY - timedelta(days=16)}
    if far >= 1:
        values |= {"vote_on": MONDAY - timedelta(days=12), "vote_due": 32, "vote_present": 30}
        values |= {"vote_for": 28, "vote_against": 0, "vote_abstain": 2}
    if far >= 2:
        values |= {"notice_from": date(2026, 11, 18), "notice_until": date(2026, 11, 20)}
        values |= {"notice_place": "村委会公示栏", "notice_phone": "0516-00000107"}
    if far >= 3:
        values |= {"review_opinion": "同意", "reviewed_on": MONDAY, "reviewed_by": world.town}
    if far >= 4:
        values |= {"approve_opinion": "同意", "approved_on": MONDAY, "approved_by": world.county}
    if far >= 5:
        values |= {"plate_number": f"甲示2026-9{next(_numbers):03d}", "plated_on": MONDAY}
        values |= {"verify_code": new_code()}
    if status in (Status.REVOKED, Status.ENDED):
        values |= {"ended_on": MONDAY}
    values |= extra
    if values.get("notice_until"):
        values["notice_planned"] = extra.get("notice_planned", values["notice_until"])
    made = _made(world, household, status, values)
    if far >= 2 and extra.get("notice", True):
        made.notice = notice_for(made)
        made.save(update_fields=["notice"])
    return made


def notice_for(*awards: Award) -> AwardNotice:
    """The village's notice these awards are on."""
    one = awards[0]
    assert one.notice_from is not None
    assert one.notice_planned is not None
    return AwardNotice.objects.create(
        code=new_code(),
        campaign=one.campaign,
        place=one.village,
        rank="village",
        starts=one.notice_from,
        until=one.notice_planned,
        days=3,
        board="村委会公示栏",
        phone="0516-00000107",
        unit=f"{one.village.name}评议小组",
        lines=[
            {
                "award": str(a.uid),
                "head": mask_name(a.household.head_name),
                "village": a.village.name,
                "grid": a.household.grid,
                "kind": "尊老爱幼",
                "rank": "村级",
                "vote": [32, 30, 28, 0, 2],
            }
            for a in awards
        ],
        awards=[a.pk for a in awards],
        given_by=one.nominated_by,
        given_at=timezone.now(),
    )


# How far an award of each status has come.
FAR = {
    Status.NOMINATED: 0,
    Status.VOTED: 1,
    Status.NOTICED: 2,
    Status.REVIEWED: 3,
    Status.TOWN_NOTICED: 3,
    Status.APPROVED: 4,
    Status.COUNTY_NOTICED: 4,
    Status.PLATED: 5,
    Status.IMPROVING: 5,
    Status.REVOKED: 5,
    Status.ENDED: 5,
}


def _made(world: World, household: Household, status: str, values: dict[str, Any]) -> Award:
    return Award.objects.create(
        campaign=world.campaign,
        household=household,
        village=household.village,
        story=STORY,
        nominated_by=world.village,
        status=status,
        **values,
    )


def honour_at(world: World, status: str, **extra: Any) -> Honour:
    """An honour that has come as far as `status`: its notice of five days ended on Friday unless
    said; 十佳好邻居 of 甲一村 unless said."""
    values: dict[str, Any] = {"place": world.village_one, "kind": "neighbour", "rank": "county"}
    values |= {"reason": "邻居有难处总是第一个到。", "proposed_on": date(2026, 11, 12)}
    values |= {"proposed_by": world.town, "campaign": world.campaign, "status": status}
    kind = extra.get("kind", "neighbour")
    if kind not in Honour.OF_PLACES:
        values |= {"recipient": "王大姐"}
    if kind in Honour.OF_PERSONS:
        values |= {"consented_on": date(2026, 11, 12)}
    until = extra.pop("until", date(2026, 11, 20))
    if status not in ("proposed", "refused"):
        starts = until - timedelta(days=4)
        notice = AwardNotice.objects.create(
            code=new_code(),
            campaign=world.campaign,
            place=world.campaign.county,
            rank="county",
            kind="honours",
            starts=starts,
            until=until,
            days=5,
            board="县妇联网站",
            phone="0516-00000107",
            unit="甲县妇联",
            given_by=world.county,
            given_at=timezone.now(),
        )
        values |= {"notice": notice, "notice_from": starts}
        values |= {"notice_planned": until, "notice_until": until}
    if status in ("granted", "revoked"):
        values |= {"number": f"甲荣2026-9{next(_numbers):03d}", "granted_on": MONDAY}
        values |= {"granted_by": world.county, "verify_code": new_code()}
    made = Honour.objects.create(**values | extra)
    if made.notice:
        made.notice.honours = [made.pk]
        made.notice.lines = [
            {"award": str(made.uid), "head": "王*姐", "village": "甲一村", "grid": ""}
            | {"kind": str(made.get_kind_display()), "rank": "县级"}
        ]
        made.notice.save()
    return made


def object_now(world: World, award: Award, day: date = date(2026, 11, 19)) -> Objection:
    """An open, anonymous objection."""
    return Objection.objects.create(
        award=award,
        village=award.village,
        received_on=day,
        words="他家上个月还与邻居争过地界。",
        recorded_by=world.village,
    )


def list_red(household: Household, by: User, **extra: Any) -> ListedFamily:
    """Put a household on the list, red unless said otherwise."""
    values = {"tier": "red", "grave": False} | extra
    return ListedFamily.objects.create(
        household=household,
        village=household.village,
        categories=["02"],
        situation="夫妻多次争吵动手",
        tier_since=MONDAY,
        review_due=MONDAY + timedelta(days=7),
        listed_on=MONDAY,
        listed_by=by,
        recorded_at=timezone.now(),
        **values,
    )
