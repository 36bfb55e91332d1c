"""Hand-overs, hazards, urging and help of every place for the matrix, each field a canary."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.models import User
from accounts.walls import Kind
from households.models import (
    CareRecord,
    CareVisit,
    HandOver,
    Hazard,
    HazardCall,
    HazardNote,
    HelpEvent,
    Keeper,
    Member,
    Pairing,
    ServiceActivity,
    ServiceUse,
    Urge,
    VisitDuty,
)
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
        _help(rows, family, keeper)


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


def _help(rows: Rows, family: Any, by: User) -> None:
    code, today, now = family.village_id, timezone.localdate(), timezone.now()
    shared: dict[str, Any] = {"village": family.village}

    def secret(column: str) -> str:
        return rows.canary(Kind.CASE, code, column)

    pairing = rows.make(
        Pairing,
        code,
        household=family.household,
        helper_kind="mother",
        contact=secret("households.pairing.contact"),
        need=secret("households.pairing.need"),
        measures=secret("households.pairing.measures"),
        since=today,
        consent_on=today,
        recorded_by=by,
        recorded_at=now,
        **shared,
    )
    rows.by_noun["pairings"][code] = pairing
    rows.make(
        HelpEvent,
        code,
        pairing=pairing,
        happened_on=today,
        kind="goods",
        what=secret("households.helpevent.what"),
        recorded_by=by,
        recorded_at=now,
        **shared,
    )
    member = Member.objects.filter(village_id=code).first()
    assert member is not None
    care = rows.make(
        CareRecord,
        code,
        household=member.household,
        member=member,
        kind="elder",
        contact=secret("households.carerecord.contact"),
        need=secret("households.carerecord.need"),
        since=today,
        end_reason="",
        recorded_by=by,
        **shared,
    )
    rows.by_noun["care"][code] = care
    found = secret("households.carevisit.found")
    rows.make(CareVisit, code, record=care, visited_on=today, way="home", found=found, visitor=by,
              recorded_at=now, **shared)  # fmt: skip
    activity = rows.make(
        ServiceActivity,
        code,
        unit=family.village,
        kind="law",
        happened_on=today,
        people=9,
        recorded_by=by,
        recorded_at=now,
    )
    rows.by_noun["services"][code] = activity
    rows.by_noun["service_uses"][code] = rows.make(
        ServiceUse, code, activity=activity, household=family.household, recorded_by=by, **shared
    )
