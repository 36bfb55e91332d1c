"""Committees and mediators in each state, made by the verbs themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from campaigns.models import Division
from disputes.models import CommitteeSeat, MediationCommittee, MediatorEntry
from disputes.transitions.committee import form_committee, install_committee
from disputes.transitions.mediator_entry import appoint
from disputes.transitions.seat import take_seat
from tests.cast import World
from tests.disputes.cases import ago

NAMES = ("林秀英", "赵德海", "孙桂兰", "周玉梅", "吴大勇", "郑小红", "冯国强", "陈爱华")
SEXES = ("f", "m", "f", "f", "m", "f", "m", "f")


def drafted(
    world: World, place: Division | None = None, by: User | None = None, **more: Any
) -> MediationCommittee:
    """筹建, without members."""
    place = place or world.village_one
    values: dict[str, Any] = {
        "name": f"{place.name}人民调解委员会",
        "kind": "village",
        "established_on": ago(2000),
        "seal_kept_by": "村文书",
    }
    return form_committee(place, by=by or world.village, **(values | more))


def seat(
    committee: MediationCommittee, number: int, by: User, role: str = "member", **more: Any
) -> CommitteeSeat:
    """The number-th of NAMES takes a seat."""
    values: dict[str, Any] = {
        "name": NAMES[number],
        "sex": SEXES[number],
        "since": ago(390),
        "adult": True,
    }
    return take_seat(committee, role=role, by=by, **(values | more))


def whole(
    world: World, place: Division | None = None, by: User | None = None
) -> MediationCommittee:
    """筹建 with a chair (the mediator of 甲一村 where it is there) and two members."""
    row, by = drafted(world, place, by), by or world.village
    seat(row, 1, by, "chair", **({} if place else {"user": world.village, "name": ""}))
    seat(row, 2, by)
    seat(row, 4, by)
    return again(row)


def in_office(world: World, since: date | None = None, **more: Any) -> MediationCommittee:
    """履职 for a year by now."""
    row = whole(world, **more)
    install_committee(row, term_since=since or ago(365), by=world.county)
    return again(row)


def appointed(committee: MediationCommittee, by: User, **more: Any) -> MediatorEntry:
    """An appointed mediator without an account."""
    values: dict[str, Any] = {
        "name": "何美珍",
        "sex": "f",
        "phone": "13912345678",
        "adult": True,
        "appointed_on": ago(100),
        "specialities": ["marriage", "neighbours"],
    }
    return appoint(committee.place, kind="appointed", committee=committee, by=by, **(values | more))


def again(row: MediationCommittee) -> MediationCommittee:
    """The committee as stored now."""
    return MediationCommittee.objects.get(pk=row.pk)
