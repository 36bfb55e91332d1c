"""A notice across holidays, its clock, its public page; another body's slip."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts import links, scope
from accounts.models import SignInAttempt, Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.views import public
from households.award_clock import moved
from households.models import Award, AwardNotice, AwardSlip, AwardSlipLine, Objection
from households.queries.award_hold import held_among
from households.transitions import award_slip as slips
from households.transitions.award_notice import give_notice, new_code
from households.transitions.objection import answer, object_to
from tests.cast import World
from tests.households.award_cast import (
    MONDAY,
    SetDay,
    Status,
    award_at,
    here,
    home,
    honour_at,
    on_day,
)

__all__ = ["here", "on_day"]
SignIn = Callable[[str], Client]
WORDS = "他家与邻居争过地界。"


def up(world: World, starts: date = MONDAY, n: int = 1, **extra: Any) -> list[Award]:
    """Awards of 甲一村 on one notice."""
    rows = [award_at(world, Status.VOTED, **extra) for _ in range(n)]
    return give_notice(
        [r.uid for r in rows],
        notice_from=starts,
        place="村委会公示栏",
        phone="0516-12345678",
        by=world.village,
    )


def code_of(award: Award) -> str:
    return AwardNotice.objects.get(awards__contains=[award.pk]).code


# the clock


@pytest.mark.parametrize(
    ("came", "answered", "lost", "until"),
    [
        # 国庆 2026: 1 to 7 October off, Saturday 10 October worked (调休).
        ("09-29", "09-29", 0, "09-30"),
        ("09-29", "09-30", 1, "10-08"),
        ("09-29", "10-08", 2, "10-09"),
        ("09-30", "10-09", 2, "10-09"),
        ("09-30", "10-10", 3, "10-10"),
        ("09-28", "10-10", 5, "10-13"),
    ],
)
def test_the_last_day_moves_by_the_working_days_lost(
    here: World, on_day: SetDay, came: str, answered: str, lost: int, until: str
) -> None:
    first, then = (date.fromisoformat(f"2026-{day}") for day in (came, answered))
    start = date(2026, 9, 28)  # a Monday: three working days, until Wednesday 30 September
    on_day(start)
    (award,) = up(here, start, nominated_on=start - timedelta(days=20), group_on=start)
    assert award.notice_until == date(2026, 9, 30)
    on_day(first)
    one = object_to(award, words=WORDS, by=here.village)
    on_day(then)
    answer(one, words="已经核实，双方说清。", upheld=False, by=here.village)
    award.refresh_from_db()
    assert award.notice_until == date.fromisoformat(f"2026-{until}")
    assert Objection.objects.get().stopped == lost


def test_days_lost_to_two_at_once_are_lost_once(here: World) -> None:
    spans = [(date(2026, 11, 23), date(2026, 11, 25)), (date(2026, 11, 24), date(2026, 11, 26))]
    total = moved(date(2026, 11, 25), spans)
    assert (total.lost, total.until) == (3, date(2026, 11, 30))
    assert [stop.days for stop in total.stops] == [2, 2]
    assert moved(date(2026, 11, 25), []).until == date(2026, 11, 25)


def test_a_stopped_clock_takes_objections_after_the_planned_end(
    here: World, on_day: SetDay
) -> None:
    (award,) = up(here)
    object_to(award, words=WORDS, by=here.village)
    on_day(date(2026, 11, 27))
    assert object_to(award, words="还有一件事要说。", by=here.village)
    other = up(here, date(2026, 11, 27))[0]
    on_day(date(2026, 12, 4))
    with pytest.raises(NotTheMoment, match="期满"):
        object_to(other, words=WORDS, by=here.village)


def test_levels_give_their_own_notices(here: World, on_day: SetDay) -> None:
    """A county title: township notice of five days, county notice of five, each answered by the
    unit whose notice it is."""
    award = award_at(here, Status.REVIEWED, rank="county")
    said: dict[str, Any] = {"notice_from": MONDAY, "place": "公示栏", "phone": "0516-12345678"}
    with pytest.raises(Forbidden):
        give_notice([award.uid], by=here.village, rank="township", **said)
    # Its slip has not come back: it waits, in the same words as for any other ground.
    with pytest.raises(NotTheMoment, match="暂缓，请向县里咨询"):
        give_notice([award.uid], by=here.town, rank="township", **said)
    passed(here, award)
    (row,) = give_notice([award.uid], by=here.town, rank="township", **said)
    assert (row.status, row.notice_until) == (Status.TOWN_NOTICED, date(2026, 11, 27))
    one = object_to(row, words=WORDS, by=here.town)
    assert one.rank == "township"
    with pytest.raises(Forbidden):
        answer(one, words="村里来答复。", upheld=False, by=here.village)
    assert answer(one, words="镇里核实过了。", upheld=False, by=here.town)
    plain = award_at(here, Status.REVIEWED)
    with pytest.raises(NotTheMoment, match="不需要这次公示"):
        give_notice([plain.uid], by=here.town, rank="township", **said)


# the public page


def test_public_page_shows_masks_and_takes_objections(here: World, on_day: SetDay) -> None:
    (award,) = up(here, household=home(here.village_one, head="姜志强"))
    client, url = Client(), f"/n/{code_of(award)}"
    scope.put("")
    page = client.get(url)
    assert page.status_code == 200
    assert "姜*强" in page.text
    assert "姜志强" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert not page.cookies.get("sessionid")
    for bad in (
        {},
        {"award": str(uuid4()), "words": WORDS},
        {"award": str(award.uid), "words": "坏"},
    ):
        assert client.post(url, bad).status_code == 422
    done = client.post(url, {"award": str(award.uid), "words": WORDS})
    assert "异议已收到" in done.text
    with scope.as_system():
        one = Objection.objects.get()
        assert (one.channel, one.objector, one.recorded_by.is_system) == ("web", "", True)
        assert not any(WORDS in str(t.after) + t.reason for t in Trail.objects.all())
    for _n in range(4):
        client.post(url, {"award": str(award.uid), "words": WORDS})
    assert client.post(url, {"award": str(award.uid), "words": WORDS}).status_code == 409


def test_what_is_not_up_is_one_page(here: World, on_day: SetDay) -> None:
    (later,) = up(here, date(2026, 11, 25))
    (old,) = up(here)
    urls = [f"/n/{code_of(later)}", f"/n/{new_code()}", "/n/x", "/n/" + "a" * 500]
    urls.append("/n/a%00b")
    scope.put("")
    bare = [re.sub(r'value="\w+"', "", Client().get(u).text) for u in urls]
    assert len(set(bare)) == 1
    with scope.as_system():
        url = f"/n/{code_of(old)}"
    on_day(date(2026, 11, 26))
    ended = Client().get(url)
    assert "公示期已过" in ended.text
    assert Client().post(url, {"award": str(old.uid), "words": WORDS}).status_code == 404
    on_day(date(2027, 1, 5))
    assert Client().get(url).status_code == 404


@pytest.mark.parametrize("page", ["n", "o", "v", "r", "t", "q"])
def test_what_no_secret_looks_like_is_no_link(here: World, page: str) -> None:
    """A NUL or a sign beyond the alphabet never reaches the database."""
    scope.put("")
    for word in ("a%00b", "%E4%B8%AD", "a'b", "a" * 300):
        assert Client().get(f"/{page}/{word}").status_code == 404, word


def test_asking_too_often_is_slowed(here: World) -> None:
    (award,) = up(here)
    url = f"/n/{code_of(award)}"
    scope.put("")
    client = Client()
    client.get("/n/none")
    with scope.as_system():
        one = SignInAttempt.objects.filter(succeeded=False).latest("pk")
        SignInAttempt.objects.bulk_create(
            SignInAttempt(account=one.account, device="", succeeded=False)
            for _n in range(public.TRIES)
        )
    scope.put("")
    assert client.get(url).status_code == 429


def test_fuzz_of_the_public_pages(here: World) -> None:
    """/n/, /o/ and /v/: never a 5xx, never a whole name. FAULTS=full: 1,000 rounds."""
    (award,) = up(here, household=home(here.village_one, head="姜志强"))
    slip, token = sent(here, award_at(here, Status.NOTICED))
    title = award_at(here, Status.PLATED)
    named = honour_at(here, "noticed", until=date(2026, 11, 27))
    assert named.notice is not None
    starts = [f"/n/{code_of(award)}", f"/o/{token}", f"/v/{title.verify_code}"]
    starts.append(f"/n/{named.notice.code}")
    scope.put("")
    dice = random.Random(20261125)
    signs = "ABCxyz019_-%./?#& \x00\u200b<script>'\"😀"
    for n in range(1000 if os.environ.get("FAULTS") == "full" else 45):
        base = dice.choice(starts)
        broken = list(base)
        for _index in range(dice.randint(0, 3)):
            broken[dice.randrange(3, len(broken))] = dice.choice(signs)
        body = {
            dice.choice(["award", "words", "objector", "answerer", "line-1"]): "".join(
                dice.choice(signs) for _ in range(dice.randint(0, 300))
            )
            for _index in range(3)
        }
        client = Client(REMOTE_ADDR=f"10.1.{n // 200}.{n % 200 + 1}")
        for found in (client.get("".join(broken)), client.post("".join(broken), body)):
            assert found.status_code < 500, "".join(broken)
            if not base.startswith("/o/"):
                assert "姜志强" not in found.content.decode(errors="replace")
                assert "王大姐" not in found.content.decode(errors="replace")
    with scope.as_system():
        assert AwardSlip.objects.get(pk=slip.pk).status == "sent"


# slips


def sent(world: World, *awards: Award) -> tuple[AwardSlip, str]:
    return slips.send(
        [a.uid for a in awards],
        place=world.township,
        body="police",
        agency="甲一镇派出所",
        answer_by=timezone.localdate(),
        by=world.town,
    )


def passed(world: World, award: Award) -> None:
    """A slip that came back with 通过."""
    with scope.as_system():
        slip, _token = sent(world, award)
        lines = AwardSlipLine.objects.filter(slip=slip)
        slips.enter_paper(
            slip, results={line.pk: "pass" for line in lines}, answerer="民警", by=world.town
        )


def test_a_slip_is_answered_once_by_its_link(here: World) -> None:
    one, two = award_at(here, Status.NOTICED), award_at(here, Status.NOTICED)
    slip, token = sent(here, one, two)
    lines = list(AwardSlipLine.objects.filter(slip=slip))
    assert held_among([one, two]) == {one.pk, two.pk}  # out: both wait
    scope.put("")
    client = Client()
    page = client.get(f"/o/{token}")
    assert page.status_code == 200
    assert "姜志强" in page.text  # its household agreed to the check
    some = {f"line-{lines[0].pk}": "pass", "answerer": "王警官"}
    assert client.post(f"/o/{token}", some).status_code == 422
    done = client.post(f"/o/{token}", some | {f"line-{lines[1].pk}": "fail"})
    assert "已收到您的答复" in done.text
    assert client.get(f"/o/{token}").status_code == 404
    with scope.as_system():
        assert held_among([one, two]) == {lines[1].award_id}
        told = Trail.objects.get(act="award.slip_answer")
        assert "pass" not in str(told.after) + told.reason
        assert "fail" not in str(told.after) + told.reason


def test_a_slip_wants_consent_and_its_own_place(here: World, sign_in: SignIn) -> None:
    quiet = award_at(here, Status.NOTICED, consented_on=None)
    with pytest.raises(Invalid, match="还没有同意部门核查"):
        sent(here, quiet)
    early = award_at(here, Status.NOMINATED)
    with pytest.raises(NotTheMoment):
        sent(here, early)
    with pytest.raises(Forbidden):
        slips.send(
            [early.uid],
            place=here.village_one,
            body="police",
            agency="派出所",
            answer_by=MONDAY,
            by=here.village,
        )


def test_a_new_link_and_taking_back_kill_the_old_one(here: World, sign_in: SignIn) -> None:
    award = award_at(here, Status.NOTICED)
    slip, old = sent(here, award)
    row, fresh = slips.reissue(slip, by=here.town)
    scope.put("")
    assert Client().get(f"/o/{old}").status_code == 404
    assert Client().get(f"/o/{fresh}").status_code == 200
    with scope.as_system():
        with pytest.raises(Invalid):
            slips.revoke(row, reason="", by=here.town)
        slips.revoke(row, reason="名单有误，另发。", by=here.town)
        assert held_among([award]) == frozenset()
        assert links.token_hash(slips.PURPOSE, fresh) != b""
    scope.put("")
    assert Client().get(f"/o/{fresh}").status_code == 404
    town = sign_in("town")
    page = town.get(f"/award-slips/{slip.uid}")
    assert "已撤回" in page.text
    assert sign_in("village").get(f"/award-slips/{slip.uid}").status_code == 403


def test_slip_pages_by_hand(here: World, sign_in: SignIn) -> None:
    award = award_at(here, Status.NOTICED)
    town = sign_in("town")
    url = f"/awards/batch/slip?award={award.uid}"
    assert "送部门联审" in town.get(url).text
    said: dict[str, Any] = {
        "body": "police",
        "agency": "甲一镇派出所",
        "answer_by": "2026-11-30",
        "link_days": 14,
        "version": 1,
    }
    shown = town.post(url, said)
    assert "链接只显示这一次" in shown.text
    token = re.search(r"/o/([A-Za-z0-9_-]{22})", shown.text)
    assert token
    slip = AwardSlip.objects.get()
    page = town.get(f"/award-slips/{slip.uid}")
    assert token[1] not in page.text
    line = AwardSlipLine.objects.get()
    paper = {"what": "paper", "answerer": "王警官", f"line-{line.pk}": "pass", "version": 1}
    assert town.post(f"/award-slips/{slip.uid}", paper).status_code == 302
    after = town.get(f"/award-slips/{slip.uid}").text
    assert "已答复" in after
    assert "checked" not in after  # how it was answered is shown to nobody
    assert len(town.get("/award-slips/").context["rows"]) == 1


def test_uid_of_a_notice_is_no_public_code(here: World) -> None:
    (award,) = up(here)
    notice = AwardNotice.objects.get()
    scope.put("")
    assert Client().get(f"/n/{notice.uid}").status_code == 404
    assert isinstance(award.uid, UUID)
