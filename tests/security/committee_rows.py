"""Mediation committees of every unit for the matrix: those of villages are in office, a
township's is whole and drafted, the county's has ended its first term."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from campaigns.models.division import Level
from disputes.committee_rules import term_until
from disputes.models import (
    CommitteeSeat,
    Dispute,
    Dossier,
    MediationCommittee,
    MediatorContact,
    MediatorEntry,
)
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows

SINCE = date(2025, 3, 2)
KINDS = {Level.VILLAGE: "village", Level.TOWNSHIP: "township", Level.COUNTY: "sectoral"}
SEATS = (("chair", "f"), ("vice", "m"), ("member", "f"), ("member", "m"))


def build(world: World, rows: Rows) -> None:
    """A committee with four seats and an appointed mediator, and a court's list above villages."""
    for code in world.divisions:
        level = world.divisions[code].level
        if level in KINDS:
            _committee(world, rows, code, KINDS[Level(level)])
    for dispute in Dispute.objects.filter(status="revisited"):
        code = dispute.village_id
        rows.make(
            Dossier,
            code,
            matter=dispute.matter,
            dispute=dispute,
            village=dispute.village,
            committee=rows.by_noun["committees"][code],
            serial=1,
            keep="long",
            bound_on=SINCE,
            bound_by=world.system,
            pages=9,
            holds={"visits": [], "performed": [], "confirmation": []},
        )


def _committee(world: World, rows: Rows, code: int, kind: str) -> None:
    place, boss = world.divisions[code], world.system
    since = None if kind == "township" else SINCE
    row = rows.make(
        MediationCommittee,
        code,
        place=place,
        kind=kind,
        status="in_office" if since else "draft",
        established_on=SINCE,
        term_since=since,
        term_until=term_until(since) if since else None,
        end_reason="",
        recorded_by=boss,
    )
    seats = [_seat(rows, row, code, role, sex) for role, sex in SEATS]
    own: dict[str, Any] = {"kind": "appointed", "committee": row, "court": ""}
    listed = _entry(rows, code, row, **(own if kind == "village" else {"kind": "invited"}))
    rows.by_noun["committees"][code] = row
    rows.by_noun["seats"][code] = seats[-1]
    rows.by_noun["mediators"][code] = listed


def _seat(rows: Rows, row: MediationCommittee, code: int, role: str, sex: str) -> CommitteeSeat:
    entry = _entry(rows, code, row, kind="member", committee=row, court="", sex=sex)
    return rows.make(
        CommitteeSeat,
        code,
        place_id=code,
        committee=row,
        entry=entry,
        role=role,
        since=SINCE,
        end_reason="",
    )


def _entry(rows: Rows, code: int, row: MediationCommittee, **values: Any) -> MediatorEntry:
    entry = rows.make(
        MediatorEntry,
        code,
        place_id=code,
        specialities=["marriage"],
        appointed_on=SINCE,
        end_reason="",
        recorded_by=row.recorded_by,
        **values,
    )
    rows.make(MediatorContact, code, place_id=code, entry=entry)
    return entry
