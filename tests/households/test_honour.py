"""Honours of places, teams and persons: proposed, on notice, objected to, granted, revoked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import scope
from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Campaign, Division
from disputes.models import PoliceWarning
from households.award_work import items
from households.models import (
    Award,
    AwardNotice,
    Contradiction,
    Honour,
    Objection,
    ZeroReport,
)
from households.queries.honour import share_of
from households.queries.honour_hold import held_honours
from households.transitions import honour as honours
from households.transitions.award import OnHold
from households.transitions.honour_notice import give_notice
from households.transitions.household import leave_household
from households.transitions.objection import answer, object_to
from tests.cast import World
from tests.disputes.protections import taken_case
from tests.households.award_cast import (
    MONDAY,
    SetDay,
    award_at,
    here,
    home,
    homes,
    honour_at,
    list_red,
    on_day,
)
from tests.households.reporting import NIL, at, file_as, november
from tests.households.test_award_ladder import grounds

__all__ = ["here", "on_day"]
SignIn = Callable[[str], Client]
HELD = "暂缓，请向县里咨询"
WORDS = "去年有一件纠纷没人管。"
SAID: dict[str, Any] = {"notice_from": MONDAY, "place": "县妇联网站", "phone": "0516-12345678"}


def proposed(world: World, kind: str = "mediator", **extra: Any) -> Honour:
    said: dict[str, Any] = {"place": world.village_one, "recipient": "王大姐", "consent": True}
    said |= {"rank": "county", "reason": "调解成功率高。", "by": world.town}
    return honours.propose(world.campaign, kind=kind, **said | extra)


def fresh(row: Honour) -> Honour:
    return Honour.objects.get(pk=row.pk)


# proposing


def test_a_village_is_named_when_its_share_is_exactly_met(here: World) -> None:
    """60.00 % is enough (domain K 4)."""
    met = homes(here.village_one, 3)
    home(here.village_one, basic=False)
    home(here.village_one, basic=False)
    row = proposed(here, "village")
    with pytest.raises(Invalid, match="已经推荐过"):
        proposed(here, "village")
    leave_household(met[0], left_on=MONDAY, reason="全家迁往外省。", by=here.village)
    honours.refuse(row, words="人数有变。", by=here.county)
    with pytest.raises(NotTheMoment, match="全村4户，达标2户，不到60%"):
        proposed(here, "village")


def merge(world: World) -> None:
    """甲二村 joins 甲一村; its households keep the code of their day."""
    Division.objects.filter(pk=world.village_two.pk).update(
        successor=world.village_one, valid_to=date(2026, 6, 1)
    )


def test_a_merged_village_is_the_sum_of_its_parts(here: World) -> None:
    """K 6: share and grounds of the village are those of both."""
    homes(here.village_one, 3)
    homes(here.village_two, 1)
    home(here.village_two, basic=False)
    quiet = honour_at(here, "noticed", kind="quiet")
    list_red(home(here.village_two, basic=False), here.village)
    assert share_of(here.campaign.pk, here.village_one) == (3, 3)
    assert held_honours([quiet]) == frozenset()
    merge(here)
    assert share_of(here.campaign.pk, here.village_one) == (6, 4)
    assert held_honours([quiet]) == {quiet.pk}


def test_what_a_proposal_needs(here: World) -> None:
    with pytest.raises(Invalid, match="征得本人同意"):
        proposed(here, consent=False)
    with pytest.raises(Invalid, match="请写集体或个人"):
        proposed(here, "team", recipient="")
    with pytest.raises(Forbidden):
        proposed(here, by=here.village)
    with pytest.raises(Forbidden):  # its neighbour's
        proposed(here, by=here.users["town_next"])
    with pytest.raises(Invalid, match="请填现有示范户的牌号"):
        proposed(here, "family", plate="甲示2026-0404")
    title = award_at(here, "plated")
    row = proposed(here, "family", plate=title.plate_number, recipient="别的名字")
    assert (row.award, row.place_id) == (title, title.village_id)
    assert row.recipient == title.household.head_name


# the notice


def test_nothing_is_granted_without_its_notice(here: World, on_day: SetDay) -> None:
    row = proposed(here)
    with pytest.raises(NotTheMoment):
        honours.grant(row, by=here.county)
    notice = give_notice([row.uid], by=here.county, **SAID)
    assert (notice.kind, notice.days, notice.until) == ("honours", 5, date(2026, 11, 27))
    assert (notice.honours, notice.awards) == ([row.pk], [])
    for verb in (honours.grant, honours.refuse):
        with pytest.raises(NotTheMoment, match="11月27日才满"):
            verb(row, words="人数有变。", by=here.county)
    with pytest.raises(NotTheMoment):  # twice
        give_notice([row.uid], by=here.county, **SAID)
    on_day(date(2026, 11, 28))
    assert honours.grant(row, by=here.county).number == "甲荣2026-0001"
    with pytest.raises(NotTheMoment):
        honours.grant(row, by=here.county)
    with pytest.raises(IntegrityError), transaction.atomic():  # the database too
        Honour.objects.filter(pk=row.pk).update(notice_until=None)


@pytest.mark.parametrize(
    ("who", "refusal"), [("village", Forbidden), ("town", Forbidden), ("county_other", Http404)]
)
def test_the_county_alone_decides(here: World, who: str, refusal: type[Exception]) -> None:
    by = here.users[who]
    waiting, over, held = (honour_at(here, s) for s in ("proposed", "noticed", "granted"))
    for verb in (
        lambda: give_notice([waiting.uid], by=by, **SAID),
        lambda: honours.grant(over, by=by),
        lambda: honours.refuse(over, words="人数有变。", by=by),
        lambda: honours.revoke(held, words="材料不实。", by=by),
    ):
        with pytest.raises(refusal):
            verb()
    assert {fresh(r).version for r in (waiting, over, held)} == {1}


MOMENTS = {"notice": "proposed", "grant": "noticed", "refuse": "noticed", "revoke": "granted"}


@pytest.mark.parametrize("verb", MOMENTS)
@pytest.mark.parametrize("status", Honour.Status.values)
def test_refused_from_every_other_status(here: World, verb: str, status: str) -> None:
    row = honour_at(here, status)
    words: dict[str, Any] = {} if verb == "grant" else {"words": "材料不实。"}

    def go() -> Any:
        if verb == "notice":
            return give_notice([row.uid], by=here.county, **SAID)
        return getattr(honours, verb)(row, by=here.county, **words)

    if status in Honour.ALLOWED[verb]:
        go()
        assert fresh(row).version == 2
    else:
        with pytest.raises(NotTheMoment):
            go()
        assert fresh(row).version == 1
        assert not Trail.objects.filter(noun="households.honour").exists()


def test_numbers_have_no_gaps_and_stay_used(here: World) -> None:
    rows = [honour_at(here, "noticed") for _ in range(3)]
    assert [honours.grant(r, by=here.county).number for r in rows[:2]] == [
        "甲荣2026-0001",
        "甲荣2026-0002",
    ]
    gone = honours.revoke(rows[1], words="材料不实。", by=here.county)
    assert (gone.status, gone.number, gone.ended_on) == ("revoked", "甲荣2026-0002", MONDAY)
    assert honours.grant(rows[2], by=here.county).number == "甲荣2026-0003"


# objections


def test_an_open_objection_stops_the_clock(here: World, on_day: SetDay) -> None:
    """Over 国庆 2026: 1 to 7 October off, Saturday 10 October worked (调休)."""
    start = date(2026, 9, 28)
    on_day(start)
    row = proposed(here)
    notice = give_notice([row.uid], by=here.county, **SAID | {"notice_from": start})
    assert notice.until == date(2026, 10, 9)
    on_day(date(2026, 9, 30))
    one = object_to(row, words=WORDS, by=here.town)
    assert (one.honour, one.award, one.rank) == (row, None, "county")
    on_day(date(2026, 10, 10))
    for verb in (honours.grant, honours.refuse):
        with pytest.raises(NotTheMoment, match="还有异议没有答复"):
            verb(row, words="人数有变。", by=here.county)
    for who in ("village", "town"):
        with pytest.raises(Forbidden):
            answer(one, words="已经核实。", upheld=False, by=here.users[who])
    assert any("答复荣誉公示异议" in i.title for i in items(here.county, date(2026, 10, 10)))
    answer(one, words="已经核实，没有此事。", upheld=False, by=here.county)
    # 8, 9 and 10 October were lost; three working days after the 9th are the 10th, 12th, 13th.
    assert (fresh(row).notice_until, Objection.objects.get().stopped) == (date(2026, 10, 13), 3)
    with pytest.raises(NotTheMoment, match="10月13日才满"):
        honours.grant(row, by=here.county)
    on_day(date(2026, 10, 14))
    assert honours.grant(row, by=here.county).status == "granted"
    with pytest.raises(NotTheMoment):
        object_to(row, words=WORDS, by=here.county)


def test_an_objection_that_is_right_ends_it(here: World) -> None:
    row = honour_at(here, "noticed", until=date(2026, 11, 27))
    first, second = (object_to(row, words=WORDS, by=here.county) for _ in range(2))
    answer(first, words="核实属实。", upheld=True, by=here.county)
    assert (fresh(row).status, fresh(row).answer) == ("refused", "公示期间的异议经核实成立")
    answer(second, words="另行答复。", upheld=False, by=here.county)
    assert WORDS not in "".join(str(t.after) + t.reason for t in Trail.objects.all())


def test_the_public_page_is_masked_and_takes_objections(here: World, on_day: SetDay) -> None:
    rows = [proposed(here), proposed(here, "team", recipient="巾帼志愿队")]
    notice = give_notice([r.uid for r in rows], by=here.county, **SAID)
    client, url = Client(), f"/n/{notice.code}"
    scope.put("")
    page = client.get(url)
    assert page.status_code == 200
    for words in ("集体和个人荣誉公示", "王*姐", "巾帼志愿队", "十佳人民调解员"):
        assert words in page.text
    assert "王大姐" not in page.text
    assert client.post(url, {"award": str(uuid4()), "words": WORDS}).status_code == 422
    assert "异议已收到" in client.post(url, {"award": str(rows[0].uid), "words": WORDS}).text
    with scope.as_system():
        one = Objection.objects.get()
        assert (one.honour, one.channel, one.objector) == (rows[0], "web", "")
    on_day(date(2026, 12, 7))
    scope.put("")
    late = {"award": str(rows[1].uid), "words": WORDS}
    assert client.post(url, late).status_code == 422 or "异议" in client.get(url).text
    with scope.as_system():
        assert Objection.objects.count() == 1


def test_by_hand(here: World, sign_in: SignIn, on_day: SetDay) -> None:
    town, county, village = (sign_in(n) for n in ("town", "county", "village"))
    said = {"kind": "mediator", "rank": "county", "place": str(here.village_one.code)}
    said |= {"recipient": "王大姐", "reason": "调解成功率高。", "consent": "on"}
    assert town.post("/honours/propose", said).status_code == 302
    row = Honour.objects.get()
    url = f"/honours/{row.uid}"
    assert "王大姐" in county.get("/honours/notice").text
    assert town.get("/honours/notice").status_code == 403
    hung = {"awards": [str(row.uid)], "notice_from": "2026-11-23", "place": "县妇联网站"}
    done = county.post("/honours/notice", hung | {"phone": "0516-12345678"}, follow=True)
    assert "第 1 天，共 5 个工作日" in done.text
    assert "王大姐" not in done.text
    paper = county.post(f"/notices/{AwardNotice.objects.get().uid}/pdf")
    assert paper.content.startswith(b"%PDF")
    assert AwardNotice.objects.get().code in town.get(url).text  # what is public is the town's too
    objection = {"received_on": "2026-11-23", "words": WORDS, "client_uuid": uuid4()}
    assert village.post(f"{url}/object", objection).status_code == 302
    reply = f"/objections/{Objection.objects.get().uid}/answer"
    assert town.get(reply).status_code == 403
    assert "没有留姓名" in county.get(reply).text
    assert "有异议待答复" in town.get("/honours/").text
    answered = {"upheld": "no", "answer": "已经核实，没有此事。"}
    assert county.post(reply, answered).status_code == 302
    assert county.post(url, {"what": "grant"}).status_code == 409
    on_day(date(2026, 11, 28))
    assert "公示已满" in county.get(url).text
    assert county.post(url, {"what": "grant", "version": 2}).status_code == 302
    assert "甲荣2026-0001" in village.get(url).text


def test_work_and_list_cost_the_same_for_many(here: World, sign_in: SignIn) -> None:
    county = sign_in("county")

    def cost() -> tuple[int, list[str]]:
        with CaptureQueriesContext(connection) as seen:
            assert county.get("/honours/").status_code == 200
            titles = [i.title for i in items(here.county, MONDAY)]
        return len(seen), [t for t in titles if "荣誉" in t]

    honour_at(here, "proposed")
    honour_at(here, "noticed")
    cost()  # what a first request alone asks for
    first = cost()
    for _n in range(3):
        honour_at(here, "proposed")
        honour_at(here, "noticed")
    assert first[1] == ["集体和个人荣誉，1项待公示", "集体和个人荣誉公示已满，1项待命名"]
    assert cost() == (first[0], ["集体和个人荣誉，4项待公示", "集体和个人荣誉公示已满，4项待命名"])
    assert not [i for i in items(here.town, MONDAY) if "荣誉" in i.title]


# what has to wait (domain K 10)


def warned(world: World) -> None:
    """A written warning of this year in 甲一村. That help was asked for did not count."""
    case = taken_case(world)
    assert held_honours(Honour.objects.all()) == frozenset()
    PoliceWarning.objects.create(
        matter=case.matter,
        case=case,
        place=world.village_one,
        number="甲公告字1号",
        station="甲一镇派出所",
        issued_on=MONDAY,
        recorded_by=world.county,
        recorded_at=timezone.now(),
    )


def closed(world: World) -> None:
    Campaign.objects.update(status="closed")


def red(world: World) -> None:
    list_red(home(world.village_one), world.village)


def taken_back(world: World) -> None:
    honour_at(world, "revoked", kind="quiet", ended_on=date(2026, 11, 1))


def _nil(world: World) -> ZeroReport:
    with at("2026-11-20 09:00"):
        return file_as(world.village, november(world), world.village_one, NIL)


def untrue(world: World) -> None:
    """A nil report of this year was found untrue."""
    now, today = timezone.now(), timezone.localdate()
    report = _nil(world)
    Contradiction.objects.create(
        report=report,
        period=report.period,
        village=report.village,
        status="confirmed",
        grounds="当月有事没有报。",
        incident=None,
        asked_at=now,
        asked_by=world.town,
        reply_by=today,
        finding="瞒报。",
        decided_at=now,
        decided_by=world.town,
    )


def vetoed(world: World) -> None:
    """A veto of the township stops its villages too."""
    grounds(world, award_at(world, "plated"), "veto")


@pytest.mark.parametrize("ground", [closed, red, taken_back, warned, untrue, vetoed])
def test_a_quiet_place_waits_and_nobody_learns_why(
    here: World, sign_in: SignIn, ground: Callable[[World], None]
) -> None:
    """Proposed like any other; on notice and granted it answers 暂缓 alike for every ground."""
    first = honour_at(here, "proposed", kind="quiet", place=here.village_one)
    over = honour_at(here, "noticed", kind="quiet", place=here.village_two)
    Honour.objects.filter(pk=over.pk).update(place=here.village_one, rank="city")
    assert held_honours([first, over]) == frozenset()
    ground(here)
    assert held_honours([first, over]) == {first.pk, over.pk}
    with pytest.raises(OnHold):
        give_notice([first.uid], by=here.county, **SAID)
    with pytest.raises(OnHold) as refusal:
        honours.grant(over, by=here.county)
    assert refusal.value.sentence == HELD
    page = sign_in("county").post(f"/honours/{over.uid}", {"what": "grant"})
    assert page.status_code == 409
    assert HELD in page.text
    assert {fresh(r).version for r in (first, over)} == {1}
    assert not Trail.objects.filter(noun="households.honour").exists()


def test_only_a_quiet_place_asks_for_quiet(here: World) -> None:
    rows = [honour_at(here, "noticed", kind=kind) for kind in ("village", "team", "mediator")]
    red(here)
    assert held_honours(rows) == frozenset()


def test_a_family_waits_like_its_title(here: World) -> None:
    title = award_at(here, "plated")
    row = honour_at(here, "noticed", kind="family", award=title)
    assert held_honours([row]) == frozenset()
    list_red(title.household, here.village)
    assert held_honours([row]) == {row.pk}
    other = honour_at(here, "noticed", kind="family", award=award_at(here, "plated"))
    Award.objects.filter(pk=other.award_id or 0).update(status="closed", ended_on=MONDAY)
    assert held_honours([other]) == {other.pk}


def test_held_is_one_query(here: World, django_assert_num_queries: Any) -> None:
    rows = [honour_at(here, "noticed", kind=kind) for kind in ("quiet", "team", "mediator")]
    with django_assert_num_queries(5):  # one, the rules, and the system's scope around them
        held_honours(rows)
