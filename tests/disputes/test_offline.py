"""A sitting written on a phone without a network."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from disputes.models import MediationSession
from households.transitions.sync import receive_item
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago
from tests.households.syncing import parcel


def note(world: World, number: object, **more: Any) -> dict[str, Any]:
    values = {
        "village": world.village_one.code,
        "number": str(number),
        "held_on": str(ago(1)),
        "place": "余德民家",
        "way": "joint",
        "is_open": "no",
        "attendants": "双方",
        "notes": "谈过",
        "result": "again",
    }
    return values | more


@pytest.mark.parametrize("whole", [False, True])
def test_found_by_its_number_and_entered_once(world: World, whole: bool) -> None:
    dispute = cases.accepted(world)
    sent = parcel(
        world.village, "session", note(world, dispute.number if whole else dispute.serial)
    )
    item = receive_item(sent, by=world.village)
    assert (item.state, item.sealed) == ("accepted", ""), item.sentence
    receive_item(sent, by=world.village)
    assert MediationSession.objects.get().notes == "谈过"


def test_refused_by_the_verb_and_kept(world: World) -> None:
    dispute = cases.refused(cases.mediated(world), world.village)
    item = receive_item(
        parcel(world.village, "session", note(world, dispute.serial)), by=world.village
    )
    assert (item.state, item.code) == ("refused", 409)
    assert "拒绝" in item.sentence
    assert item.sealed


def test_another_village_s_number_is_not_found(world: World) -> None:
    dispute = cases.accepted(world)
    sent = parcel(world.village_next, "session", note(world, dispute.serial))
    item = receive_item(sent, by=world.village_next)
    assert (item.state, item.code) == ("refused", 422)
    assert not MediationSession.objects.exists()


def test_the_empty_page_knows_nobody(world: World, client: Client) -> None:
    page = client.get("/offline/session")
    assert page.status_code == 200
    assert 'data-shell="session"' in page.text
