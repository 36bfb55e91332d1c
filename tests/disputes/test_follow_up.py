"""The return visits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import Dispute, FollowUp, Promise
from disputes.transitions.promise import breach
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago


def visit(dispute: Dispute, world: World, **more: Any) -> FollowUp:
    by = more.pop("by", world.village)
    made: FollowUp = cases.visited(dispute, by, **more)
    return made


def two(world: World, first: date, second: date) -> Dispute:
    """An oral agreement with two promises due on these days."""
    dispute = cases.mediated(world, "agreed")
    items = (
        *cases.items(dispute, due_on=first),
        *cases.items(dispute, due_on=second, what="修好后墙", way="deed", amount=None),
    )
    kept = cases.content(dispute, items=items)
    return cases.settle(dispute, kept, world.village)


def test_each_party_in_her_turn(world: World) -> None:
    dispute = cases.settled(world).dispute
    first = visit(dispute, world, found={1: "not_due"})
    assert (first.performance, first.satisfied) == ("on_track", True)
    assert cases.again(dispute).status == "revisited"
    son = dispute.parties.all()[1].pk
    second = visit(dispute, world, party=son, satisfaction="not", found={1: "performed"})
    assert (second.performance, second.satisfied) == ("done", False)
    assert dispute.follow_ups.count() == 2


def test_each_wrong_status(world: World) -> None:
    for status, dispute in cases.every_state(world).items():
        if status in ("settled", "revisited"):
            continue
        with pytest.raises(NotTheMoment):
            visit(dispute, world)


def test_what_she_says_of_a_promise_is_told_of_it(world: World) -> None:
    dispute = two(world, ago(4), ago(4))
    made = visit(
        dispute, world, found={1: "performed", 2: "not"}, notes="墙还没修", visited_on=ago(1)
    )
    assert made.performance == "partly"
    assert made.found == {"1": "performed", "2": "not"}
    states = [(p.status, p.performed_on, p.breached_on) for p in dispute.promises.all()]
    assert states == [("performed", ago(1), None), ("breached", None, ago(1))]
    acts = Trail.objects.filter(key=str(dispute.pk)).values_list("act", flat=True)
    assert {"dispute.perform", "dispute.breach", "dispute.revisit"} <= set(acts)
    later = visit(dispute, world, found={2: "partly"}, notes="修了一半", visited_on=ago(0))
    assert later.performance == "partly"
    assert Promise.objects.get(dispute=dispute, ordinal=2).breached_on == ago(1)


def test_a_known_breach_stays_one(world: World) -> None:
    promise = cases.promise(world, due_on=ago(4))
    breach(promise=promise, words="一分没有付。", by=world.village)
    made = visit(promise.dispute, world, found={1: "not"}, notes="仍没有付")
    assert made.performance == "not_done"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({}, "请选第 1 项"),
        ({1: "perhaps"}, "请选第 1 项"),
        ({1: "not_due", 2: "not_due"}, "第 1 项.*已到期"),
        ({1: "performed", 2: "not"}, "第 2 项.*才满期"),
    ],
)
def test_every_promise_is_asked_after(world: World, found: dict[int, str], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        visit(two(world, ago(4), ago(-9)), world, found=found)
    assert not FollowUp.objects.exists()
    assert not Promise.objects.exclude(status="open").exists()


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("party", {"party": 0}),
        ("satisfaction", {"satisfaction": "so-so"}),
        ("way", {"way": "dream"}),
        ("visited_on", {"visited_on": ago(7)}),
        ("visited_on", {"visited_on": ago(-1)}),
        ("measures", {"hidden_risk": True}),
        ("notes", {"found": {1: "partly"}}),
    ],
)
def test_what_does_not_hold(world: World, field: str, more: dict[str, Any]) -> None:
    dispute = cases.promise(world, due_on=ago(4)).dispute
    with pytest.raises(Invalid) as refusal:
        visit(dispute, world, **more)
    assert field in refusal.value.errors
    assert not FollowUp.objects.exists()


def test_reach_role_and_version(world: World) -> None:
    dispute = cases.settled(world).dispute
    with pytest.raises(Http404):
        visit(dispute, world, by=world.village_next)
    with pytest.raises(Forbidden):
        visit(dispute, world, by=world.county)
    with pytest.raises(Stale):
        visit(dispute, world, version=1)
