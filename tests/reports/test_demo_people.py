"""The demo county: the same twice, people in every state, families held back."""

from __future__ import annotations

import pytest

from accounts.identity import id_faults
from households.models import (
    HandOver,
    Household,
    HouseholdMove,
    Keeper,
    Member,
    PersonMatch,
)
from households.queries.people import candidates
from households.transitions.holding import hold_families
from reports.demo import (
    families,
    homes,
    keeping,
    moving,
)
from reports.demo.county import County
from reports.demo.people import whole_villages
from tests.reports.demo import TODAY, at_moment, columns, county

__all__ = ["county"]


def test_the_same_county_twice(county: County) -> None:
    """The dice belong to noun, place and year, so order does not matter."""
    one = homes.households(county)
    first = [(h.uid, h.head_name, h.people) for h in one]
    Member.objects.all().delete()
    Household.objects.all().delete()
    county.villages.reverse()
    again = sorted(homes.households(county), key=lambda h: (h.village_id, h.number))
    assert [(h.uid, h.head_name, h.people) for h in again] == sorted(
        first, key=lambda row: first.index(row)
    )


def test_every_state_of_people_is_there(county: County) -> None:
    """Moves, a split, a merger, deaths, who came back, who is one person in two households."""
    homes.households(county)
    moving.scenes(county)
    states = set(HouseholdMove.objects.values_list("status", flat=True))
    assert states == set(HouseholdMove.Status.values)
    relations = set(Member.objects.values_list("relation", flat=True))
    assert {"head", "spouse", "son", "daughter", "parent", "other"} <= relations
    assert set(Member.objects.values_list("document", flat=True)) >= {"id", "later"}
    assert set(Member.objects.exclude(consent="").values_list("consent", flat=True)) == {
        "guardian",
        "duty",
    }
    assert Member.objects.filter(died_on__isnull=False).exists()
    assert Member.objects.filter(left_on__isnull=False).exists()
    assert PersonMatch.objects.filter(verdict="same", undone_at__isnull=True).exists()
    assert PersonMatch.objects.filter(undone_at__isnull=False).exists()
    boss = county.officers["xianfulian"]
    assert len(candidates(boss, county.division.code)) >= 2
    assert Household.objects.filter(safe_person__isnull=False).exists()
    whole = set(whole_villages(county))
    for village in whole:
        rows = Household.objects.filter(village=village).present()
        assert not rows.filter(members__isnull=True).exists()
    assert not [
        number
        for number in Member.objects.filter(document="id")[:200]
        if id_faults(number.id_number, TODAY)
    ]


def test_held_families_equal_the_verb(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a county that works badly, so that keepers are missing."""
    monkeypatch.setattr(County, "skill", lambda self, place: 0.6)
    listed = families.Families(county)
    listed.load(homes.households(county))
    keeping.Keeping(county, listed.families, listed.keepers).load()
    rows = list(HandOver.objects.select_related("family", "leaving", "holder")[:2])
    assert rows, "no held family to compare"
    for row in rows:
        assert row.leaving is not None
        assert row.holder is not None
        wanted = columns(row)
        Keeper.objects.filter(person=row.leaving, until__isnull=True).update(until=TODAY)
        Keeper.objects.filter(family=row.family, person=row.leaving).update(until=None)
        row.delete()
        with at_moment(row.proposed_at):
            [made] = hold_families(
                person=row.leaving, holder=row.holder, reason=row.reason, by=row.holder
            )
        assert columns(made) | {"batch": 0} == wanted | {"batch": 0}
