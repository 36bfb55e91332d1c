"""F7: two people take a step on one record at the same moment; exactly one wins, the other is told
why in a sentence, and nothing is done twice. FAULTS=full runs the number of the bar."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection

from accounts import scope
from accounts.models import Trail, User
from accounts.refusals import Refusal
from disputes.models import Dispute
from disputes.transitions.dispute import accept, decline, end
from disputes.transitions.mediator import change_mediator
from tests import cast
from tests.cast import World
from tests.disputes import cases

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FULL = os.environ.get("FAULTS") == "full"
ROUNDS = 500 if FULL else 5
Step = Callable[[Dispute, User], object]


@dataclass(frozen=True)
class Race:
    """A record in a state, and two steps that are both open from there."""

    make: Callable[[World], Dispute]
    one: Step
    other: Step


def _told(world: World) -> Dispute:
    return cases.consent(cases.taken(world), world.village)


RACES: dict[str, Race] = {
    "accept twice": Race(
        _told,
        lambda d, by: accept(dispute=d, by=by),
        lambda d, by: accept(dispute=d, by=by),
    ),
    "accept or decline": Race(
        _told,
        lambda d, by: accept(dispute=d, by=by),
        lambda d, by: decline(dispute=d, reason=cases.REASON, by=by),
    ),
    "end or change the mediator": Race(
        cases.mediated,
        lambda d, by: end(
            dispute=d, ending="failed", reason=cases.REASON, remedies_told_on=cases.ago(0), by=by,
            version=d.version,
        ),
        lambda d, by: change_mediator(
            dispute=d, mediator=by, reason=cases.REASON, by=by, version=d.version
        ),
    ),
}  # fmt: skip


@pytest.fixture
def committed(transactional_db: None) -> World:
    """The cast, committed, so that other connections see it."""
    with scope.as_system():
        return cast.build()


@pytest.mark.parametrize("name", RACES)
def test_exactly_one_wins(committed: World, name: str) -> None:
    race = RACES[name]
    for number in range(ROUNDS):
        with scope.as_system():
            record = race.make(committed)
            before = Trail.objects.count()
        hands = (committed.village, committed.users["village_mate"])
        results = at_once(record, (race.one, race.other), hands)
        lost = [r for r in results if isinstance(r, BaseException)]
        assert len(lost) == 1, f"{name}, round {number}: {results}"
        assert isinstance(lost[0], Refusal), lost
        assert lost[0].status == 409
        assert str(lost[0])
        with scope.as_system():
            assert Trail.objects.count() == before + 1, f"{name}, round {number}"


def at_once(record: Any, steps: tuple[Any, ...], hands: tuple[User, ...]) -> list[Any]:
    """What each step gave or raised, each in a thread and connection of its own."""
    start, results = threading.Barrier(len(steps)), list[Any]()

    def run(step: Step, by: User) -> None:
        try:
            with scope.opened(by):
                start.wait(timeout=30)
                results.append(step(record, by))
        except BaseException as refusal:
            results.append(refusal)
        finally:
            connection.close()

    pairs = zip(steps, hands, strict=True)
    threads = [threading.Thread(target=run, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
