"""Case numbers: per county and year, without gaps or doubles, also under a crowd."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction

from accounts import scope
from accounts.models import User
from disputes.models import Dispute, DisputeNumber, MediationCommittee
from disputes.transitions.dispute import accept
from disputes.transitions.number import take_next
from disputes.transitions.volume import take_volume
from tests import cast
from tests.cast import World
from tests.disputes import cases

CROWD = 20
BIG_CROWD = 50  # the bar of the issue


def test_written_with_first_signs(world: World) -> None:
    county, township, village = world.county_division, world.township, world.village_one
    county.name, township.name = "沛县", "龙固镇"
    county.save()
    township.save()
    assert take_next(village, 2026) == (1, "(2026)沛龙调字第1号")
    assert take_next(village, 2026) == (2, "(2026)沛龙调字第2号")
    assert take_next(village, 2027) == (1, "(2027)沛龙调字第1号")


def test_one_count_for_the_county(world: World) -> None:
    serials = [take_next(v, 2026)[0] for v in (world.village_one, world.village_far)]
    assert serials == [1, 2]
    assert take_next(world.divisions[990102100201], 2026)[0] == 1


def test_the_year_is_that_of_acceptance(world: World) -> None:
    last_year = date(cases.ago(0).year - 1, 12, 30)
    dispute = cases.taken(world, taken_in_on=last_year)
    cases.consent(dispute, world.village, on=last_year)
    done = accept(dispute=dispute, by=world.village, on=last_year)
    assert done.number.startswith(f"({last_year.year})")


def test_a_rolled_back_acceptance_leaves_no_gap(world: World) -> None:
    dispute = cases.consent(cases.taken(world), world.village)

    class Crash(Exception):
        pass

    def crash() -> None:
        with transaction.atomic():
            assert accept(dispute=dispute, by=world.village).serial == 1
            raise Crash

    with pytest.raises(Crash):
        crash()
    assert not DisputeNumber.objects.filter(last__gt=0).exists()
    assert accept(dispute=dispute, by=world.village).serial == 1


@pytest.fixture
def committed(transactional_db: None) -> World:
    """The cast, committed, so that other connections see it."""
    with scope.as_system():
        return cast.build()


def crowd(work: Callable[[int], object], size: int = CROWD) -> list[BaseException]:
    """Run work(0..size-1) at once, each in its own thread and connection; what they raised."""
    failures: list[BaseException] = []
    start = threading.Barrier(size)

    def one(index: int) -> None:
        try:
            start.wait(timeout=30)
            work(index)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(i,)) for i in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return failures


def willing(world: World, count: int) -> list[Dispute]:
    """Disputes of both villages whose parties consent, committed."""
    with scope.as_system():
        made = []
        for i in range(count):
            by, village = (
                (world.village, world.village_one)
                if i % 2
                else (world.village_next, world.village_two)
            )
            made.append(cases.consent(cases.taken(world, by, village), by))
    return made


def serials(world: World) -> list[int]:
    with scope.as_system():
        given = Dispute.objects.exclude(serial=None).values_list("serial", flat=True)
        return sorted(serial or 0 for serial in given)


def test_a_crowd_gets_one_to_fifty(committed: World) -> None:
    disputes = willing(committed, BIG_CROWD)

    def work(index: int) -> None:
        by = User.objects.get(pk=disputes[index].taken_in_by_id)
        with scope.opened(by):
            accept(dispute=disputes[index], by=by)

    assert crowd(work, BIG_CROWD) == []
    assert serials(committed) == list(range(1, BIG_CROWD + 1))
    with scope.as_system():
        assert len(set(Dispute.objects.values_list("number", flat=True))) == BIG_CROWD


def test_a_crowd_of_volumes_has_no_gap(committed: World) -> None:
    """Fifty dossiers closed at once, every fourth rolled back: one to thirty-seven, each once."""
    with scope.as_system():
        committee = MediationCommittee.objects.create(
            place=committed.township,
            name="甲镇调委会",
            kind="township",
            established_on=date(2026, 1, 1),
            recorded_by=committed.town,
        )
    given: list[int] = []

    class Crash(Exception):
        pass

    def work(index: int) -> None:
        with scope.opened(User.objects.get(pk=committed.town.pk)), transaction.atomic():
            serial, _words = take_volume(committee, 2026)
            if index % 4 == 0:
                raise Crash
        given.append(serial)

    assert {type(f) for f in crowd(work, BIG_CROWD)} == {Crash}
    assert sorted(given) == list(range(1, BIG_CROWD - 13 + 1))
    with scope.as_system():
        assert take_volume(committee, 2026) == (38, "(2026)甲人调字第38号")
        assert take_volume(committee, 2027)[0] == 1


def test_a_crowd_in_which_half_fails_leaves_no_gap(committed: World) -> None:
    disputes = willing(committed, CROWD)

    class Crash(Exception):
        pass

    def work(index: int) -> None:
        by = User.objects.get(pk=disputes[index].taken_in_by_id)
        with scope.opened(by):
            accept(dispute=disputes[index], by=by)
            if index % 4 in (0, 1):
                raise Crash

    failures = crowd(work)
    assert {type(f) for f in failures} == {Crash}
    assert serials(committed) == list(range(1, CROWD // 2 + 1))


def test_a_crowd_on_one_dispute_accepts_it_once(committed: World) -> None:
    dispute = willing(committed, 1)[0]

    def work(index: int) -> None:
        by = User.objects.get(pk=dispute.taken_in_by_id)
        with scope.opened(by):
            accept(dispute=dispute, by=by)

    failures = crowd(work)
    assert len(failures) == CROWD - 1
    assert {type(f).__name__ for f in failures} == {"NotTheMoment"}
    assert serials(committed) == [1]
