"""A sitting, and something somebody came with, written on a phone without a network."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from disputes.models import Dispute, Matter, MediationSession
from households.transitions.sync import receive_item
from households.transitions.sync_kinds import KINDS
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
    for kind in ("session", "matter"):
        page = client.get(f"/offline/{kind}")
        assert page.status_code == 200
        assert f'data-shell="{kind}"' in page.text


def brought(world: World, **more: Any) -> dict[str, Any]:
    values = {
        "village": world.village_one.code,
        "protect": "no",
        "channel": "visit",
        "brief": "两兄弟为宅基地滴水吵了起来。",
        "request": "请来看看",
        "caller": "self",
        "caller_name": "余德民",
        "caller_phone": "13800138000",
        "other_name": "余大海",
        "received_on": str(ago(1)),
    }
    return values | more


def test_what_somebody_came_with_is_taken_in_once(world: World) -> None:
    sent = parcel(world.village, "matter", brought(world))
    item = receive_item(sent, by=world.village)
    assert (item.state, item.sealed) == ("accepted", ""), item.sentence
    receive_item(sent, by=world.village)
    matter = Matter.objects.get()
    assert item.sentence == f"已登记来件，回执码 {matter.receipt}"
    assert {p.name for p in matter.parties.all()} == {"余德民", "余大海"}


def test_protection_is_asked_and_nobody_else_reads_the_item(world: World) -> None:
    told = {"brief": "丈夫喝酒后打她。", "other_name": "石大川"}
    lost = receive_item(parcel(world.village, "matter", brought(world, **told)), by=world.village)
    assert (lost.state, lost.code) == ("refused", 422)  # words of violence, and no reason why not
    kind = KINDS["matter"]
    assert kind.readable(world.village_mate, brought(world, **told))
    assert not kind.readable(world.village_next, brought(world, **told))
    safe = brought(world, protect="yes", **told)
    assert not kind.readable(world.village_mate, safe)
    item = receive_item(parcel(world.village, "matter", safe), by=world.village)
    assert (item.state, item.sealed) == ("accepted", "")
    made = Matter.objects.get()
    assert made.sealed
    assert not Matter.objects.visible_to(world.village_mate).exists()


def test_a_place_elsewhere_is_refused(world: World) -> None:
    sent = parcel(world.village_next, "matter", brought(world))
    item = receive_item(sent, by=world.village_next)
    assert (item.state, item.code) == ("refused", 422)
    assert not Matter.objects.exists()


def test_a_sealed_sitting_is_found_by_its_own_series(world: World) -> None:
    plain, sealed = cases.accepted(world), cases.accepted(world)
    Dispute.objects.filter(pk=sealed.pk).update(serial=plain.serial, sealed_series=True)
    for number, dispute in ((plain.serial, plain), (f"限{plain.serial}", sealed)):
        receive_item(parcel(world.village, "session", note(world, number)), by=world.village)
        assert MediationSession.objects.filter(dispute=dispute).count() == 1
