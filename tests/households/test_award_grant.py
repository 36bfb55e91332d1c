"""A demonstration household above the village: review, approval, plate, return, many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from accounts import scope, trail
from accounts.models import Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.models import Award
from households.transitions.award_grant import (
    APPROVE,
    PLATE,
    REVIEW,
    approve,
    grant_many,
    plate,
    review,
    send_back,
)
from tests import cast
from tests.cast import World
from tests.households.award_cast import MONDAY, SetDay, Status, award_at, here, object_now, on_day

__all__ = ["here", "on_day"]


def test_review_approve_plate(here: World) -> None:
    award = award_at(here, Status.NOTICED)
    row = review(award, opinion="情况属实，同意。", by=here.town, version=1)
    assert (row.status, row.reviewed_by, row.reviewed_on) == (Status.REVIEWED, here.town, MONDAY)
    row = approve(row, opinion="同意命名。", by=here.county, version=2)
    assert row.status == Status.APPROVED
    row = plate(row, by=here.county, version=3)
    assert (row.status, row.plate_number) == (Status.PLATED, "甲示2026-0001")
    row.refresh_from_db()
    assert (row.version, row.plated_on, row.approve_opinion) == (4, MONDAY, "同意命名。")
    acts = [t.act for t in trail.of(row)]
    assert acts == ["award.plate", "award.approve", "award.review"]


def test_review_waits_for_the_notice(here: World, on_day: SetDay) -> None:
    award = award_at(here, Status.NOTICED)
    on_day(date(2026, 11, 20))
    with pytest.raises(NotTheMoment, match="11月20日才满"):
        review(award, opinion="同意。", by=here.town)
    with pytest.raises(NotTheMoment, match="11月20日才满"):
        send_back(award, reason="材料不实，不予通过。", by=here.town)
    on_day(date(2026, 11, 21))
    assert review(award, opinion="同意。", by=here.town).status == Status.REVIEWED


def test_an_open_objection_stops_review(here: World) -> None:
    award = award_at(here, Status.NOTICED)
    objection = object_now(here, award)
    with pytest.raises(NotTheMoment, match="异议没有答复"):
        review(award, opinion="同意。", by=here.town)
    with pytest.raises(NotTheMoment, match="异议没有答复"):
        send_back(award, reason="材料不实，不予通过。", by=here.town)
    objection.answered_on, objection.upheld = MONDAY, False
    objection.save()
    assert review(award, opinion="同意。", by=here.town).status == Status.REVIEWED


@pytest.mark.parametrize(
    ("verb", "status", "mine", "wrong"),
    [
        (review, Status.NOTICED, "town", ["village", "county"]),
        (approve, Status.REVIEWED, "county", ["village", "town"]),
    ],
)
def test_refusals(here: World, verb: Any, status: str, mine: str, wrong: list[str]) -> None:
    award = award_at(here, status)
    for who in wrong:
        with pytest.raises(Forbidden):
            verb(award, opinion="同意。", by=here.users[who])
    for who in ("town_next", "county_other", "governance", "nobody", "village_next"):
        with pytest.raises(Http404):
            verb(award, opinion="同意。", by=here.users[who])
    with pytest.raises(Stale):
        verb(award, opinion="同意。", by=here.users[mine], version=9)
    with pytest.raises(Invalid, match="意见"):
        verb(award, opinion=" ", by=here.users[mine])
    assert not Trail.objects.filter(noun="households.award").exists()
    verb(award, opinion="同意。", by=here.users[mine])
    with pytest.raises(NotTheMoment, match="现在的状态"):
        verb(award, opinion="同意。", by=here.users[mine])


def test_plate_refusals(here: World) -> None:
    award = award_at(here, Status.APPROVED)
    for who in ("village", "town"):
        with pytest.raises(Forbidden):
            plate(award, by=here.users[who])
    with pytest.raises(Http404):
        plate(award, by=here.county_other)
    for day in (date(2026, 11, 22), date(2026, 11, 24)):
        with pytest.raises(Invalid, match="授牌日期"):
            plate(award, by=here.county, plated_on=day)
    plate(award, by=here.county)
    with pytest.raises(NotTheMoment):
        plate(award, by=here.county)


def test_return_by_township_and_by_county(here: World) -> None:
    noticed, reviewed = award_at(here, Status.NOTICED), award_at(here, Status.REVIEWED)
    with pytest.raises(Forbidden):
        send_back(noticed, reason="评议人数不符。", by=here.county)
    with pytest.raises(Forbidden):
        send_back(reviewed, reason="评议人数不符。", by=here.town)
    with pytest.raises(Invalid, match="退回的原因"):
        send_back(noticed, reason="不行", by=here.town)
    row = send_back(noticed, reason="评议人数不符。", by=here.town)
    assert (row.status, row.reject_reason) == (Status.REJECTED, "评议人数不符。")
    assert send_back(reviewed, reason="材料不实在。", by=here.county).rejected_on == MONDAY
    with pytest.raises(NotTheMoment):
        send_back(row, reason="评议人数不符。", by=here.town)
    # A returned household may be nominated again; it frees its place.
    award_at(here, Status.NOMINATED, household=noticed.household)


# many at once


def test_many_are_reviewed_and_the_rest_is_told(here: World) -> None:
    ready = [award_at(here, Status.NOTICED) for _ in range(3)]
    running = award_at(here, Status.NOTICED, notice_until=date(2026, 11, 24))
    opposed, early = award_at(here, Status.NOTICED), award_at(here, Status.VOTED)
    object_now(here, opposed)
    everything = [*ready, running, opposed, early]
    batch = grant_many([a.uid for a in everything], step=REVIEW, opinion="同意。", by=here.town)
    assert {a.pk for a in batch.done} == {a.pk for a in ready}
    assert batch.left == {
        "公示到11月24日才满，满后再办。": 1,
        "还有异议没有答复，答复后再办。": 1,
        "示范户现在的状态是“已评议”，不能审核。": 1,
    }
    assert Trail.objects.filter(act="award.review").count() == 3
    assert Award.objects.filter(status=Status.REVIEWED, version=2).count() == 3


def test_many_is_set_based(here: World, django_assert_max_num_queries: Any) -> None:
    awards = [award_at(here, Status.REVIEWED) for _ in range(60)]
    uids = [a.uid for a in awards]
    _ = here.county.postings_today
    with django_assert_max_num_queries(15):
        assert len(grant_many(uids, step=APPROVE, opinion="同意。", by=here.county).done) == 60
    with django_assert_max_num_queries(18):
        assert len(grant_many(uids, step=PLATE, by=here.county).done) == 60
    numbers = sorted(Award.objects.values_list("plate_number", flat=True))
    assert numbers == [f"甲示2026-{n:04d}" for n in range(1, 61)]


def test_many_refuses_the_foreign_whole(here: World) -> None:
    mine = award_at(here, Status.NOTICED)
    far = award_at(here, Status.NOTICED, village=here.village_far)
    with pytest.raises(Http404):
        grant_many([mine.uid, far.uid], step=REVIEW, opinion="同意。", by=here.town)
    with pytest.raises(Forbidden):
        grant_many([mine.uid], step=REVIEW, opinion="同意。", by=here.county)
    with pytest.raises(Invalid, match="至少选一户"):
        grant_many([], step=REVIEW, opinion="同意。", by=here.town)
    mine.refresh_from_db()
    assert mine.status == Status.NOTICED


def test_a_failed_trail_leaves_nothing(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    awards = [award_at(here, Status.APPROVED) for _ in range(2)]
    monkeypatch.setattr(trail, "record_each", fail)
    with pytest.raises(RuntimeError):
        grant_many([a.uid for a in awards], step=PLATE, by=here.county)
    assert not Award.objects.exclude(plate_number="").exists()
    monkeypatch.undo()
    assert plate(awards[1], by=here.county, plated_on=MONDAY).plate_number == "甲示2026-0001"


# plate numbers


def test_numbers_are_once_a_year(here: World) -> None:
    award_at(here, Status.PLATED, plate_number="甲示2026-0009", plated_on=MONDAY)
    assert plate(award_at(here, Status.APPROVED), by=here.county).plate_number == "甲示2026-0010"
    with pytest.raises(IntegrityError), transaction.atomic():
        award_at(here, Status.PLATED, plate_number="甲示2026-0010", plated_on=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_or_double_under_concurrency(on_day: SetDay) -> None:
    on_day(MONDAY)
    with transaction.atomic():
        system = User.objects.system()
        scope.put(scope.mint(system))
        world = cast.build()
        uids = [award_at(world, Status.APPROVED).uid for _ in range(12)]
        county = world.county.pk

    def take(mine: list[Any]) -> None:
        try:
            with scope.as_system():
                by = User.objects.get(pk=county)
                grant_many(mine, step=PLATE, by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(take, [uids[n::4] for n in range(4)]))
    with scope.as_system():
        numbers = sorted(Award.objects.values_list("plate_number", flat=True))
    assert numbers == [f"甲示2026-{n:04d}" for n in range(1, 13)]
