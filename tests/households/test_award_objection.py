"""Objections to a notice: recorded while it is up, answered in time."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404

from accounts import trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from households.award_work import answer_due
from households.models import Award, Objection
from households.transitions.award_notice import give_notice
from households.transitions.objection import answer, object_to
from tests.cast import World
from tests.households.award_cast import MONDAY, SetDay, Status, award_at, here, object_now, on_day

__all__ = ["here", "on_day"]


def notice_now(world: World, *awards: Award, start: date = MONDAY) -> list[Award]:
    return give_notice(
        [a.uid for a in awards],
        notice_from=start,
        place="村委会公示栏",
        phone="0516-12345678",
        by=world.village,
    )


def test_anonymous_objection_and_answers(here: World) -> None:
    award = award_at(here, Status.VOTED)
    (award,) = notice_now(here, award)
    first = object_to(award, words="他家与邻居争过地界。", by=here.village)
    assert (first.objector, first.received_on) == ("", MONDAY)
    answer(first, words="地界已经说清，双方签字。", upheld=False, by=here.village)
    award.refresh_from_db()
    assert award.status == Status.NOTICED
    second = object_to(award, words="家里有人酒后闹事。", objector="王平", by=here.town)
    third = object_to(award, words="去年打过架，派出所处理过。", by=here.county)
    answer(second, words="核实属实，不再推荐。", upheld=True, by=here.town)
    award.refresh_from_db()
    assert (award.status, award.reject_reason) == (Status.REJECTED, "公示期间的异议经核实成立")
    # What is still open is answered all the same.
    assert answer(third, words="已经另行答复本人。", upheld=False, by=here.village).answered_on
    assert "酒后" not in "".join(t.reason + str(t.after) for t in trail.of(award))


def test_objection_only_while_noticed(here: World, on_day: SetDay) -> None:
    early = award_at(here, Status.VOTED)
    with pytest.raises(NotTheMoment):
        object_to(early, words="情况不实。", by=here.village)
    (award,) = notice_now(here, early, start=date(2026, 11, 25))
    with pytest.raises(NotTheMoment, match="才开始"):
        object_to(award, words="情况不实。", by=here.village)
    on_day(date(2026, 11, 28))
    with pytest.raises(NotTheMoment, match="期满"):
        object_to(award, words="情况不实。", by=here.village)
    late = object_to(award, words="情况不实。", received_on=date(2026, 11, 27), by=here.village)
    assert late.received_on == date(2026, 11, 27)
    with pytest.raises(Invalid, match="收到日期"):
        object_to(award, words="情况不实。", received_on=date(2026, 11, 24), by=here.village)


def test_objection_refusals(here: World) -> None:
    (award,) = notice_now(here, award_at(here, Status.VOTED))
    with pytest.raises(Invalid, match="异议的内容"):
        object_to(award, words=" ", by=here.village)
    with pytest.raises(Http404):
        object_to(award, words="情况不实。", by=here.village_next)
    uid = uuid4()
    one = object_to(award, words="情况不实。", by=here.village, uid=uid)
    assert object_to(award, words="情况不实。", by=here.village, uid=uid).pk == one.pk
    assert Objection.objects.count() == 1
    with pytest.raises(Forbidden):
        answer(one, words="查过了，不属实。", upheld=False, by=here.county)
    with pytest.raises(Http404):
        answer(one, words="查过了，不属实。", upheld=False, by=here.village_next)
    with pytest.raises(Invalid):
        answer(one, words="", upheld=False, by=here.village)
    answer(one, words="查过了，不属实。", upheld=False, by=here.village)
    with pytest.raises(NotTheMoment, match="答复"):
        answer(one, words="查过了，不属实。", upheld=True, by=here.village)


def test_answers_are_due_in_three_working_days(here: World, django_assert_num_queries: Any) -> None:
    award = award_at(here, Status.NOTICED)
    rows = [object_now(here, award, d) for d in (date(2026, 9, 30), date(2026, 11, 20))]
    with django_assert_num_queries(1):
        due = answer_due(rows)
    assert list(due.values()) == [date(2026, 10, 10), date(2026, 11, 25)]
