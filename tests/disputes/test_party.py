"""Asking the parties' wish."""

from __future__ import annotations

import pytest
from django.http import Http404

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes.models import Party
from disputes.transitions.party import record_consent
from tests.cast import World
from tests.disputes import cases
from tests.disputes.cases import ago


def test_one_by_one(world: World) -> None:
    dispute = cases.taken(world)
    first, second, third = dispute.parties.all()
    record_consent(dispute=dispute, answers={first.pk: "given"}, on=ago(9), by=world.village)
    done = record_consent(
        dispute=dispute, answers={second.pk: "given", third.pk: "refused"}, by=world.village_mate
    )
    assert [p.consent for p in done.parties.all()] == ["given", "given", "refused"]
    assert [p.pk for p in done.refusing] == [third.pk]
    told = Trail.objects.filter(act="dispute.consent").order_by("id")
    assert told[1].after["parties"] == {str(second.pk): "given", str(third.pk): "refused"}


def test_a_refusal_stands(world: World) -> None:
    dispute = cases.refused(cases.taken(world), world.village)
    last = dispute.refusing[0]
    with pytest.raises(NotTheMoment, match="另行登记"):
        record_consent(dispute=dispute, answers={last.pk: "given"}, by=world.village)


def test_a_refusal_after_two_sessions(world: World) -> None:
    dispute = cases.mediated(world)
    cases.sit(dispute, world.village, on=ago(6))
    assert cases.refused(dispute, world.village).refusing
    with pytest.raises(NotTheMoment, match="第十七条"):
        cases.sit(dispute, world.village, on=ago(0))


def test_consent_only_while_open(world: World) -> None:
    for status, dispute in cases.every_state(world).items():
        if status in ("taken_in",):
            continue
        # Who has consented is not asked again; once it has ended nobody is.
        with pytest.raises(Invalid if status in ("accepted", "mediating") else NotTheMoment):
            cases.consent(dispute, world.village, on=ago(0))


def test_refusal_only_while_open(world: World) -> None:
    for status, dispute in cases.every_state(world).items():
        if status in ("taken_in", "accepted", "mediating"):
            assert cases.refused(dispute, world.village).refusing
            continue
        with pytest.raises(NotTheMoment):
            cases.refused(dispute, world.village)


def test_refusals(world: World) -> None:
    dispute = cases.taken(world)
    party = dispute.parties.all()[0]
    stranger = cases.taken(world, village=world.village_one).parties.all()[0]
    for answers, sentence in (
        ({}, "至少"),
        ({stranger.pk: "given"}, "不在本案"),
        ({party.pk: "maybe"}, "同意"),
    ):
        with pytest.raises(Invalid, match=sentence):
            record_consent(dispute=dispute, answers=answers, by=world.village)
    with pytest.raises(Invalid, match="登记日期"):
        record_consent(dispute=dispute, answers={party.pk: "given"}, on=ago(11), by=world.village)
    with pytest.raises(Invalid, match="晚于今天"):
        record_consent(dispute=dispute, answers={party.pk: "given"}, on=ago(-1), by=world.village)
    with pytest.raises(Stale):
        record_consent(dispute=dispute, answers={party.pk: "given"}, by=world.village, version=7)
    with pytest.raises(Forbidden):
        record_consent(dispute=dispute, answers={party.pk: "given"}, by=world.county)
    with pytest.raises(Http404):
        record_consent(dispute=dispute, answers={party.pk: "given"}, by=world.village_next)
    assert not Party.objects.exclude(consent="asked").exists()


def test_saying_it_twice_changes_nothing(world: World) -> None:
    dispute = cases.consent(cases.taken(world), world.village)
    with pytest.raises(Invalid, match="至少"):
        cases.consent(dispute, world.village)
