"""The return visit."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404

from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import Dispute, FollowUp
from disputes.transitions.follow_up import revisit
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago


def visit(dispute: Dispute, world: World, **more: Any) -> FollowUp:
    values: dict[str, Any] = {"performance": "done", "satisfied": True, "by": world.village}
    return revisit(dispute=dispute, **(values | more))


def test_once(world: World) -> None:
    dispute = cases.settled(world).dispute
    assert visit(dispute, world).satisfied
    assert cases.again(dispute).status == "revisited"
    with pytest.raises(NotTheMoment, match="已回访"):
        visit(dispute, world)


def test_each_wrong_status(world: World) -> None:
    for status, dispute in cases.every_state(world).items():
        if status == "settled":
            continue
        with pytest.raises(NotTheMoment):
            visit(dispute, world)


@pytest.mark.parametrize(
    ("field", "value"),
    [("performance", "perhaps"), ("visited_on", ago(7)), ("visited_on", ago(-1))],
)
def test_what_does_not_hold(world: World, field: str, value: object) -> None:
    with pytest.raises(Invalid) as refusal:
        visit(cases.settled(world).dispute, world, **{field: value})
    assert field in refusal.value.errors
    assert not FollowUp.objects.exists()


def test_unperformed_wants_words(world: World) -> None:
    dispute = cases.settled(world).dispute
    with pytest.raises(Invalid, match="下一步"):
        visit(dispute, world, performance="partly")
    assert visit(dispute, world, performance="partly", notes="尚欠一月，已约定补付").notes


def test_reach_role_and_version(world: World) -> None:
    dispute = cases.settled(world).dispute
    with pytest.raises(Http404):
        visit(dispute, world, by=world.village_next)
    with pytest.raises(Forbidden):
        visit(dispute, world, by=world.county)
    with pytest.raises(Stale):
        visit(dispute, world, version=1)
