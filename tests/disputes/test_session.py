"""Holding mediation sessions."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.http import Http404

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import MediationSession
from disputes.transitions.session import hold
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago


def test_sessions_are_numbered(world: World) -> None:
    dispute = cases.accepted(world)
    ordinals = [cases.sit(dispute, world.village, on=ago(n)).ordinal for n in (7, 6, 6)]
    assert ordinals == [1, 2, 3]
    assert cases.again(dispute).status == "mediating"
    assert Trail.objects.filter(act="dispute.mediate").count() == 3


def test_sent_twice_is_one(world: World) -> None:
    dispute, key = cases.accepted(world), uuid.uuid4()
    first = cases.sit(dispute, world.village, client_uuid=key, version=dispute.version)
    assert cases.sit(dispute, world.village, client_uuid=key, version=dispute.version) == first
    assert MediationSession.objects.count() == 1


def test_each_wrong_status(world: World) -> None:
    for status, dispute in cases.every_state(world).items():
        if status in ("accepted", "mediating"):
            continue
        with pytest.raises(NotTheMoment):
            cases.sit(dispute, world.village, on=ago(0))


@pytest.mark.parametrize("field", ["place", "attendants", "notes", "result"])
def test_nothing_is_left_out(world: World, field: str) -> None:
    values: dict[str, Any] = {
        "place": "村调解室",
        "attendants": "双方",
        "notes": "记录",
        "result": "again",
    }
    dispute = cases.accepted(world)
    with pytest.raises(Invalid) as refusal:
        hold(dispute=dispute, by=world.village, **(values | {field: " "}))
    assert field in refusal.value.errors
    assert cases.again(dispute).status == "accepted"


@pytest.mark.parametrize(("day", "sentence"), [(9, "受理日期"), (-1, "晚于今天")])
def test_in_order(world: World, day: int, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        cases.sit(cases.accepted(world), world.village, on=ago(day))


def test_not_before_the_last_one(world: World) -> None:
    dispute = cases.mediated(world)
    with pytest.raises(Invalid, match="上一次调解"):
        cases.sit(dispute, world.village, on=ago(8))


def test_reach_role_and_version(world: World) -> None:
    dispute = cases.accepted(world)
    with pytest.raises(Http404):
        cases.sit(dispute, world.village_next)
    with pytest.raises(Forbidden):
        cases.sit(dispute, world.county)
    with pytest.raises(Stale):
        cases.sit(dispute, world.village, version=1)
    cases.sit(dispute, world.town)
    assert cases.again(dispute).mediator == world.village
