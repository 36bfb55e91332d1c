"""Titles in force: re-check, improvement, reward, revocation, an end without blame."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import scope
from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from households.award_work import items
from households.models import Award, AwardNotice, AwardRevocation, Member
from households.transitions import award_revoke as revoking
from households.transitions.award import nominate
from households.transitions.award_title import check, end, improved, record_above, reward
from households.transitions.household import leave_household
from households.transitions.household_split import split_household
from households.transitions.move import accept_move, offer_move
from tests.cast import World
from tests.households.award_cast import (
    MONDAY,
    STORY,
    SetDay,
    Status,
    award_at,
    here,
    homes,
    on_day,
)

__all__ = ["here", "on_day"]
SignIn = Callable[[str], Client]
WORDS = "逐条核对，仍符合标准。"


def title(world: World, **extra: Any) -> Award:
    return award_at(world, Status.PLATED, **extra)


def test_yearly_check_is_owed_once(here: World) -> None:
    old = title(here, plated_on=date(2026, 6, 1))
    title(here, plated_on=date(2026, 10, 9))  # given too late to be looked at this year
    work = [i.title for i in items(here.village, MONDAY)]
    assert "示范户年度复核，1户待复核" in work
    made = check(old, result="keep", words=WORDS, by=here.village)
    assert (made.year, made.result) == (2026, "keep")
    assert not any("复核" in i.title for i in items(here.village, MONDAY))
    with pytest.raises(NotTheMoment, match="已经复核过"):
        check(old, result="keep", words=WORDS, by=here.village)
    with pytest.raises(Forbidden):
        check(old, result="keep", words=WORDS, by=here.town)


def test_improvement_has_a_day_and_an_end(here: World, on_day: SetDay) -> None:
    row = title(here, plated_on=date(2026, 6, 1))
    with pytest.raises(Invalid, match="整改期限"):
        check(row, result="improve", words=WORDS, by=here.village)
    check(row, result="improve", words=WORDS, improve_by=date(2026, 12, 10), by=here.village)
    row.refresh_from_db()
    assert row.status == Status.IMPROVING
    on_day(date(2026, 12, 11))
    assert any("整改到期" in i.title for i in items(here.village, date(2026, 12, 11)))
    last = improved(row, words="门前杂物已清。", by=here.village)
    row.refresh_from_db()
    assert (row.status, last.improved_on) == (Status.PLATED, date(2026, 12, 11))


def test_rewards_are_kept(here: World, sign_in: SignIn) -> None:
    row = title(here)
    with pytest.raises(Invalid):
        reward(row, kind="gold", what="", giver="", by=here.village)
    reward(
        row, kind="loan", what="授信贴息", giver="农商银行", amount=Decimal("300.50"), by=here.town
    )
    reward(row, kind="points", what="道德银行加分", giver="甲一村", points=50, by=here.village)
    assert "授信贴息" in sign_in("village").get(f"/awards/{row.uid}").text
    paper = sign_in("county").get("/papers/incentives").text
    assert "300.50" in paper
    with pytest.raises(NotTheMoment):
        reward(
            award_at(here, Status.APPROVED),
            kind="goods",
            what="锦旗一面",
            giver="甲县",
            by=here.village,
        )


def revoked(world: World, row: Award) -> AwardRevocation:
    """Through every step."""
    one = revoking.open_revocation(row, ground="law", facts="处罚决定书一份。", by=world.village)
    revoking.village_opinion(one, words="村里情况属实。", by=world.village)
    revoking.propose(one, words="建议撤销称号。", by=world.town)
    revoking.hear(one, hearing="spoken", words="本户没有意见。", by=world.town)
    return revoking.decide(one, revoke=True, words="同意撤销称号。", by=world.county)


def test_revocation_hears_first_and_corrects_in_public(here: World, on_day: SetDay) -> None:
    row = title(here)
    one = revoking.open_revocation(row, ground="law", facts="处罚决定书一份。", by=here.village)
    with pytest.raises(NotTheMoment, match="正在办理"):
        revoking.open_revocation(row, ground="law", facts="处罚决定书一份。", by=here.town)
    verbs: tuple[Callable[[], Any], ...] = (
        lambda: revoking.propose(one, words="建议撤销称号。", by=here.town),
        lambda: revoking.hear(one, hearing="declined", by=here.town),
        lambda: revoking.decide(one, revoke=True, words="同意撤销称号。", by=here.county),
    )
    for verb in verbs:
        with pytest.raises(NotTheMoment):
            verb()
    with pytest.raises(IntegrityError), transaction.atomic():  # the database too
        AwardRevocation.objects.filter(pk=one.pk).update(status="revoked")
    revoking.village_opinion(one, words="村里情况属实。", by=here.village)
    with pytest.raises(Forbidden):
        revoking.propose(one, words="建议撤销称号。", by=here.village)
    revoking.propose(one, words="建议撤销称号。", by=here.town)
    with pytest.raises(Invalid, match="本户的意见"):
        revoking.hear(one, hearing="spoken", by=here.town)
    revoking.hear(one, hearing="spoken", words="本户没有意见。", by=here.town)
    with pytest.raises(Forbidden):
        revoking.decide(one, revoke=True, words="同意撤销称号。", by=here.town)
    revoking.decide(one, revoke=True, words="同意撤销称号。", by=here.county)
    row.refresh_from_db()
    assert (row.status, row.ended_on) == (Status.REVOKED, MONDAY)
    assert revoking.plate_back(one, by=here.village).plate_back_on == MONDAY
    notice = revoking.correct(
        one, notice_from=MONDAY, board="县妇联网站", phone="0516-12345678", by=here.county
    )
    assert not any("处罚" in str(t.after) + t.reason for t in Trail.objects.all())
    code, verify = notice.code, row.verify_code
    scope.put("")
    page = Client().get(f"/n/{code}").text
    assert row.plate_number in page
    assert "姜*强" in page
    for secret in ("处罚", "姜志强", "依法认定"):
        assert secret not in page
    gone = Client().get(f"/v/{verify}").text
    assert "已终止" in gone
    assert "姜" not in gone


def test_a_kept_title_stays(here: World) -> None:
    row = title(here)
    one = revoking.open_revocation(row, ground="false", facts="材料有出入。", by=here.town)
    revoking.village_opinion(one, words="材料属实的。", by=here.village)
    revoking.propose(one, words="建议保留称号。", by=here.town)
    revoking.hear(one, hearing="declined", by=here.town)
    revoking.decide(one, revoke=False, words="保留称号。", by=here.county)
    row.refresh_from_db()
    assert row.status == Status.PLATED


def test_after_a_revocation_it_waits_some_years(here: World, on_day: SetDay) -> None:
    homes(here.village_one, 14)
    row = title(here)
    revoked(here, row)
    again: dict[str, Any] = {"story": STORY, "by": here.village}
    with pytest.raises(NotTheMoment, match="暂缓，请向县里咨询"):
        nominate(row.household, **again)
    Award.objects.filter(pk=row.pk).update(ended_on=MONDAY - timedelta(days=731))
    assert nominate(row.household, **again).status == Status.NOMINATED


def test_revocation_by_hand(here: World, sign_in: SignIn) -> None:
    row = title(here)
    url = f"/titles/{row.uid}/revoke"
    village, town, county = (sign_in(n) for n in ("village", "town", "county"))
    facts = {"ground": "law", "facts": "处罚决定书一份。"}
    assert village.post(url, facts).status_code == 302
    assert town.get(url).status_code == 403  # the village's turn
    assert "摘牌：村里意见" in village.get(url).text
    village.post(url, {"words": "村里情况属实。"})
    town.post(url, {"words": "建议撤销称号。"})
    town.post(url, {"hearing": "declined", "heard_on": "2026-11-23"})
    assert any("待县里决定" in i.title for i in items(here.county, MONDAY))
    assert county.post(url, {"revoke": "yes", "words": "同意撤销称号。"}).status_code == 302
    assert village.post(url, {"returned_on": "2026-11-23"}).status_code == 302
    board = {"notice_from": "2026-11-23", "board": "县妇联网站", "phone": "0516-12345678"}
    assert county.post(url, board).status_code == 302
    assert county.get(url).status_code == 409
    assert AwardNotice.objects.filter(kind="correction").count() == 1
    assert "已决定摘牌" in county.get(f"/awards/{row.uid}").text


@pytest.mark.parametrize("status", [Status.NOMINATED, Status.NOTICED, Status.PLATED])
def test_leaving_ends_without_blame(here: World, status: str) -> None:
    row = award_at(here, status)
    leave_household(row.household, left_on=MONDAY, reason="全家迁往外省。", by=here.village)
    row.refresh_from_db()
    assert (row.status, row.end_ground, row.ended_on) == (Status.ENDED, "gone", MONDAY)
    assert not AwardRevocation.objects.exists()


def test_moving_ends_here_and_begins_nowhere(here: World) -> None:
    row = title(here)
    move = offer_move(row.household, village=here.village_two, reason="搬家", by=here.village)
    accept_move(move, number="901", by=here.village_next)
    row.refresh_from_db()
    assert (row.status, row.end_ground) == (Status.ENDED, "moved")


def test_splitting_ends_without_blame(here: World) -> None:
    row = title(here)
    people = [
        Member.objects.create(
            household=row.household,
            village=row.village,
            name=name,
            relation=relation,
            document="none",
            document_reason="未办证",
            joined_on=date(2024, 1, 1),
        )
        for name, relation in (("姜志强", "head"), ("姜小强", "son"))
    ]
    split_household(
        row.household, members=[people[1].uid], head=people[1].uid, number="902", by=here.village
    )
    row.refresh_from_db()
    assert (row.status, row.end_ground) == (Status.ENDED, "split")


def test_its_own_wish_ends_it(here: World) -> None:
    row = title(here)
    with pytest.raises(Forbidden):
        end(row, by=here.county)
    assert end(row, by=here.village).end_ground == "wish"
    # Another year, or another try: nothing stands in the way.
    award_at(here, Status.NOMINATED, household=row.household)


def test_titles_from_above_are_recorded(here: World) -> None:
    row = title(here, rank="county")
    said: dict[str, Any] = {
        "number": "徐示2026-7",
        "granted_on": MONDAY,
        "document": "徐妇〔2026〕12号",
    }
    with pytest.raises(Invalid, match="市级或省级"):
        record_above(row.household, here.campaign, rank="county", by=here.county, **said)
    with pytest.raises(Invalid, match="还没有下一级"):
        record_above(row.household, here.campaign, rank="province", by=here.county, **said)
    with pytest.raises(Forbidden):
        record_above(row.household, here.campaign, rank="city", by=here.town, **said)
    made = record_above(row.household, here.campaign, rank="city", by=here.county, **said)
    assert (made.status, made.source, made.plate_number) == (Status.PLATED, "above", "徐示2026-7")


def test_titles_from_above_by_hand(here: World, sign_in: SignIn) -> None:
    row = title(here, rank="county")
    county, url = sign_in("county"), f"/titles/{row.uid}/above"
    assert "登记市级命名" in county.get(f"/awards/{row.uid}").text
    assert sign_in("town").get(url).status_code == 403
    said = {"number": "徐示2026-7", "granted_on": "2026-11-20", "document": "徐妇〔2026〕12号"}
    assert county.post(url, said | {"number": ""}).status_code == 422
    done = county.post(url, said, follow=True)
    assert "已登记平安家庭示范户（市级）" in done.text
    made = Award.objects.get(rank="city")
    assert (made.plate_number, made.plated_on) == ("徐示2026-7", date(2026, 11, 20))
    assert county.get(url).status_code == 409  # recorded already
    assert "登记省级命名" in county.get(f"/awards/{made.uid}").text
    for url_ in (f"/awards/{made.uid}/form", "/awards/?status=plated", "/api/v1/awards"):
        assert county.get(url_).status_code == 200
    low = title(here)
    assert county.get(f"/titles/{low.uid}/above").status_code == 409


def test_residence_proved_later_by_hand(here: World, sign_in: SignIn) -> None:
    """The page stands there for every application alike, so it does not tell who waits for it."""
    row = award_at(here, Status.NOTICED)
    village, url = sign_in("village"), f"/awards/{row.uid}/residence"
    assert "核对居住证明" in village.get(f"/awards/{row.uid}").text
    assert village.post(url, {"version": 9}).status_code == 409
    assert village.post(url, {"version": 1}).status_code == 302
    row.refresh_from_db()
    assert row.residence_on == MONDAY
    page = village.get(f"/awards/{row.uid}").text
    assert "11月23日核对" in page or "2026年11月23日核对" in page
    assert url not in page
    assert sign_in("town").get(url).status_code == 403


def test_the_township_sees_what_its_villages_are_late_with(
    here: World, sign_in: SignIn, on_day: SetDay
) -> None:
    owed = title(here, plated_on=date(2026, 6, 1))
    late = title(here, plated_on=date(2026, 6, 1))
    check(late, result="improve", words=WORDS, improve_by=date(2026, 12, 10), by=here.village)
    assert not [i for i in items(here.town, MONDAY) if "复" in i.title]
    town = sign_in("town")
    page = town.get("/awards/?status=improving").text
    assert "整改到期" in page
    assert "12月10日" in page
    assert f"/awards/{owed.uid}" in town.get("/awards/?status=to_check").text
    on_day(date(2026, 12, 21))
    titles = [i.title for i in items(here.town, date(2026, 12, 21))]
    assert "示范户年度复核，各村还有1户没有复核" in titles
    assert "示范户整改到期，各村还有1户没有复查" in titles
    improved(late, words="门前杂物已清。", by=here.village)
    titles = [i.title for i in items(here.town, date(2026, 12, 21))]
    assert not any("整改到期" in t for t in titles)
    assert not any("各村" in i.title for i in items(here.users["town_next"], date(2026, 12, 21)))
