"""Members, hand-overs and the county's matches in every place of the cast."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from accounts.vault import id_hash
from accounts.walls import Kind
from campaigns.models import Division
from households.models import Household, HouseholdChange, HouseholdMove, Member, PersonMatch
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows

NUMBER = "990101198001010014"


def village(rows: Rows, home: Household, place: Division, worker: User) -> None:
    """A head and a spouse of one household, the same head's number in every village."""
    code, today = place.code, timezone.localdate()
    for relation, document in (("head", "id"), ("spouse", "permit")):
        member = rows.make(
            Member,
            code,
            household=home,
            village=place,
            relation=relation,
            sex="unknown",
            birth_date=date(1980, 1, 1),
            document=document,
            joined_on=today,
            consent="",
            **(
                {"id_hash": id_hash(NUMBER), "document_number": ""}
                if document == "id"
                else {"id_number": ""}
            ),
        )
        rows.by_noun["members"].setdefault(code, member)
    former = {"name": rows.canary(Kind.SECRET, code, "households.householdchange.before")}
    rows.by_noun["changes"][code] = rows.make(
        HouseholdChange,
        code,
        household=home,
        member=member,
        village=place,
        fields=["name"],
        before=json.dumps(former),
        by=worker,
    )


def between(world: World, rows: Rows) -> None:
    """Hand-overs from each village to the next one of its county, and a match per county."""
    from tests.security.rows import COUNTIES, VILLAGES, county_of

    for code in VILLAGES:
        mine = [v for v in VILLAGES if county_of(v) == county_of(code) and v != code]
        to = min(mine, default=990102100000)
        words = {
            name: rows.canary_between(code, to, f"households.householdmove.{name}")
            for name in ("head_name", "reason", "answer")
        }
        rows.by_noun["moves"][code] = HouseholdMove.objects.create(
            household=rows.by_noun["households"][code],
            village_id=to,
            from_village_id=code,
            people=3,
            tier="red",
            address=rows.canary_between(code, to, "households.householdmove.address"),
            offered_by=world.system,
            **words,
        )
    for county in COUNTIES:
        inside = [rows.by_noun["members"][v] for v in VILLAGES if county_of(v) == county]
        ordered = sorted(inside, key=lambda m: m.pk)
        if len(ordered) < 2:
            both = Member.objects.filter(household=ordered[0].household).order_by("pk")
            ordered = list(both)
        rows.by_noun["matches"][county] = rows.make(
            PersonMatch,
            county,
            county_id=county,
            first=ordered[0],
            second=ordered[1],
            ground="id",
            verdict="different",
            decided_by=world.system,
        )
