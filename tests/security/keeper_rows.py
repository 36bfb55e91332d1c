"""Hand-overs, hazards, urging and help of every place for the matrix, each field a canary."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.models import User
from accounts.walls import Kind
from households.models import HandOver, Hazard, HazardCall, HazardNote, Keeper, Urge, VisitDuty
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows

WORDS = ("reporter", "place", "persons", "course", "measures", "next_steps", "support")


def build(world: World, rows: Rows) -> None:
    """A family on its way, a hazard with its call and note, and an urge in every village."""
    for code, family in rows.by_noun["families"].items():
        keeper = Keeper.objects.get(family=family).person
        rows.by_noun["keepers"][code] = keeper
        other = world.town if code == 990101100201 else world.county
        _hand_over(rows, family, keeper, other)
        _hazard(rows, family, keeper)
        _urge(rows, family, keeper, world.system)


def _hand_over(rows: Rows, family: Any, leaving: User, taking: User) -> None:
    rows.by_noun["hand_overs"][family.village_id] = rows.make(
        HandOver,
        family.village_id,
        family=family,
        village=family.village,
        leaving=leaving,
        taking=taking,
        proposed_by=leaving,
        proposed_at=timezone.now(),
        due_on=timezone.localdate() + timedelta(days=3),
    )


def _hazard(rows: Rows, family: Any, by: User) -> None:
    code, now = family.village_id, timezone.now()
    words = {name: rows.canary(Kind.CASE, code, f"households.hazard.{name}") for name in WORDS}
    shared: dict[str, Any] = {"village": family.village}
    hazard = rows.make(
        Hazard,
        code,
        family=family,
        household=family.household,
        source="family",
        status="filed",
        known_at=now,
        opened_at=now,
        opened_by=by,
        dangers=["injury"],
        filed_at=now,
        filed_by=by,
        handler=by,
        ending="",
        **words,
        **shared,
    )
    rows.by_noun["hazards"][code] = hazard
    rows.make(HazardCall, code, hazard=hazard, called_at=now, by=by, recorded_at=now, **shared)
    text = rows.canary(Kind.CASE, code, "households.hazardnote.text")
    rows.make(HazardNote, code, hazard=hazard, kind="written", text=text, by=by, at=now, **shared)


def _urge(rows: Rows, family: Any, person: User, by: User) -> None:
    duty = VisitDuty.objects.get(family=family)
    rows.make(
        Urge,
        family.village_id,
        village=family.village,
        duty=duty,
        person=person,
        by=by,
        at=timezone.now(),
        on=timezone.localdate(),
    )
