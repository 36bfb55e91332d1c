"""Households with members for tests, made through the verbs; every ID number is of the invented
province 99 (domain G)."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.identity import check_digit
from campaigns.models import Division
from households.models import Household, Member
from households.transitions.household import register_household
from tests.cast import World

ADDRESS = "张寨东路十二号"
PHONE = "13800138000"


def id_number(born: date, order: int) -> str:
    """A valid number of nobody; an odd order is a man's."""
    first = f"990101{born:%Y%m%d}{order:03d}"
    return first + check_digit(first)


FATHER = id_number(date(1980, 1, 1), 1)
MOTHER = id_number(date(1985, 6, 15), 2)
SON = id_number(date(2008, 3, 9), 11)
CHILD = id_number(date(2018, 9, 30), 24)


def person(name: str, relation: str, number: str = "", **values: Any) -> dict[str, Any]:
    """What somebody types about one member."""
    return {"name": name, "relation": relation, "id_number": number} | values


def four() -> list[dict[str, Any]]:
    """A couple, a son of eighteen and a girl under fourteen."""
    return [
        person("姜志强", "head", FATHER, phone=PHONE),
        person("单桂兰", "spouse", MOTHER),
        person("姜小军", "son", SON),
        person("姜小燕", "daughter", CHILD, consent="guardian", consent_note="父亲 11月1日"),
    ]


def house(world: World, village: Division | None = None, **values: Any) -> Household:
    """A household of four with address and numbers, registered by the system a year ago."""
    from tests.households.families import days

    fields: dict[str, Any] = {
        "number": f"H{Household.objects.count() + 1}",
        "head_name": "姜志强",
        "people": 4,
        "address": ADDRESS,
        "registered_on": days(-400),
        "members": four(),
    }
    return register_household(
        village=village or world.village_one, by=world.system, **(fields | values)
    )


def named(household: Household, name: str) -> Member:
    """The member of this name."""
    return Member.objects.get(household=household, name=name)
