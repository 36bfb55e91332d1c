"""Whose ordinary telephone is closed to a survey on the ground of a dispute: found by the household
or by the ID number, asked at the door like some others, and whoever draws cannot see why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts import scope
from accounts.vault import id_hash
from campaigns.transitions import survey as surveys
from disputes.models import Matter, Party
from disputes.phone_guard import closed
from households import guarded_phones
from households.models import Household, SampledHousehold
from households.transitions.survey import draw_sample, number_of
from tests.cast import World
from tests.disputes import cases
from tests.households.people import FATHER, MOTHER, PHONE, house


def named(party: Party, **values: Any) -> Party:
    """The party as found in the roster."""
    with scope.as_system():
        Party.objects.filter(pk=party.pk).update(**values)
    return party


def told(home: Household) -> set[int]:
    with scope.as_system():
        return closed([home.pk])


def test_a_party_of_a_sealed_matter_by_household_or_by_number(world: World) -> None:
    home = house(world)
    dispute = cases.taken(world)
    party = dispute.parties.first()
    assert party is not None
    named(party, household=home)
    assert told(home) == set()  # an ordinary dispute closes nothing
    with scope.as_system():
        Matter.objects.filter(pk=dispute.matter_id).update(sealed=True)
    assert told(home) == {home.pk}
    named(party, household=None, id_hash=id_hash(MOTHER))
    assert told(home) == {home.pk}
    named(party, id_hash=id_hash("990101199901010015"))
    assert told(home) == set()


def test_who_was_harmed_though_the_matter_is_open(world: World) -> None:
    home = house(world)
    dispute = cases.taken(world)
    party = dispute.parties.first()
    assert party is not None
    named(party, id_hash=id_hash(FATHER))
    assert told(home) == set()
    cases.checked(dispute, world.village, violence_known=True, harmed=[party.pk])
    assert told(home) == {home.pk}
    with scope.as_system():  # the guard is told to households when the apps start
        assert guarded_phones.guarded([home.pk]) == {home.pk}


def test_closed_after_the_draw_the_number_is_not_shown(world: World) -> None:
    home = house(world)
    today = timezone.localdate()
    with scope.opened(world.county):
        row = surveys.plan_survey(
            world.campaign, kind="own", title="满意度调查", starts_on=today,
            ends_on=today + timedelta(days=5), phone_share=80, code_share=0, by=world.county,
        )  # fmt: skip
        row = surveys.open_survey(draw_sample(row, by=world.county), by=world.county)
        SampledHousehold.objects.update(way="phone")
    with scope.opened(world.town):
        asked = SampledHousehold.objects.get(household=home)
        assert number_of(asked, by=world.town, page="x") == PHONE
    dispute = cases.taken(world)
    party = dispute.parties.first()
    assert party is not None
    named(party, household=home)
    with scope.as_system():
        Matter.objects.filter(pk=dispute.matter_id).update(sealed=True)
    with scope.opened(world.town):
        assert number_of(asked, by=world.town, page="x") == ""
