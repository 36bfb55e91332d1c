"""F7 for hand-overs and slips: two answer at once, one wins. FAULTS=full: 500 races each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accounts import scope
from accounts.models import Trail, User
from accounts.refusals import Refusal
from disputes.models import Matter, MatterHandOver, Referral
from disputes.transitions.hand_over import Ground, accept, offer, recall, refuse
from disputes.transitions.referral import Reply
from disputes.transitions.referral_answer import receive
from tests import cast
from tests.cast import World
from tests.disputes.cases import REASON
from tests.disputes.matters_flow import matter, referred
from tests.faults.test_races import ROUNDS, at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Step = Callable[[MatterHandOver, User], object]


def _accept(row: MatterHandOver, by: User) -> object:
    return accept(row, by=by)


def _recall(row: MatterHandOver, by: User) -> object:
    return recall(row, reason=REASON, by=by)


def _refuse(row: MatterHandOver, by: User) -> object:
    return refuse(row, reason=REASON, by=by)


RACES: dict[str, tuple[Step, Step, tuple[str, str]]] = {
    "accept twice": (_accept, _accept, ("town", "second")),
    "accept or refuse": (_accept, _refuse, ("town", "second")),
    "accept or recall": (_accept, _recall, ("town", "village")),
}


@pytest.fixture
def committed(transactional_db: None) -> World:
    """The cast with a second person in the township, committed."""
    from accounts.models import Posting
    from accounts.roles import Role

    with scope.as_system():
        world = cast.build()
        second = User.objects.create(username="second", name="镇妇联三", password="!")
        Posting.build(
            user=second, role=Role.TOWNSHIP_FEDERATION, division=world.township,
            since=cast.SINCE, until=None, by=world.system,
        ).save()  # fmt: skip
        world.users["second"] = second
        return world


@pytest.mark.parametrize("name", RACES)
def test_exactly_one_answers(committed: World, name: str) -> None:
    one, other, hands = RACES[name]
    people = tuple(committed.users[h] for h in hands)
    for number in range(ROUNDS):
        with scope.as_system():
            row = offer(
                matter(committed), unit=committed.township, asked="请接着办", by=committed.village,
                ground=Ground("duty", words="依法应当由乡镇办理"),
            )  # fmt: skip
            before = Trail.objects.count()
        results = at_once(row, (one, other), people)
        lost = [r for r in results if isinstance(r, BaseException)]
        assert len(lost) == 1, f"{name}, round {number}: {results}"
        assert isinstance(lost[0], Refusal), lost
        assert lost[0].status == 409
        with scope.as_system():
            kept = MatterHandOver.objects.get(pk=row.pk)
            owner = Matter.objects.get(pk=row.matter_id).owner
            assert kept.answered_by in people
            accepted = kept.status == "accepted"
            assert owner == (kept.answered_by if accepted else committed.village)
            assert Trail.objects.count() == before + 1


def test_exactly_one_browser_is_bound(committed: World) -> None:
    for number in range(ROUNDS):
        with scope.as_system():
            row, token = referred(committed)

        def confirm(_row: Any, by: User, token: str = token) -> object:
            got = receive(token, reply=Reply(by.name))
            if got is None:
                raise LookupError
            return got

        results = at_once(row, (confirm, confirm), (committed.village, committed.town))
        lost = [r for r in results if isinstance(r, BaseException)]
        assert [type(r) for r in lost] == [LookupError], f"round {number}: {results}"
        with scope.as_system():
            kept = Referral.objects.get(pk=row.pk)
            [(won, _key)] = [r for r in results if not isinstance(r, BaseException)]
            assert kept.receiver == won.receiver
