"""Sealed matters, made by the verbs."""

from __future__ import annotations

from typing import Any

from accounts import scope
from accounts.models import User
from disputes.models import Matter, MatterHandler
from disputes.transitions.matter import Person, receive
from households.models import Member
from tests.cast import World

REASON = "人身安全有危险，只让经办人知道"
VICTIM, RESPONDENT = "姜月兰", "姜大强"


def sealed_matter(world: World, by: User | None = None, **more: Any) -> Matter:
    """Taken in and sealed at once by the village's mediator; 镇妇联一 supervises."""
    by = by or world.village
    values: dict[str, Any] = {
        "place": world.village_one,
        "channel": "visit",
        "brief": "本人来说，最近在家里不安全。",
        "people": [Person("applicant", VICTIM), Person("respondent", RESPONDENT)],
        "sealed": True,
    }
    with scope.opened(by):
        return receive(by=by, **(values | more))


def knowing(matter: Matter) -> dict[str, str]:
    """Who handles it today: sign-in name → role."""
    rows = MatterHandler.objects.in_force().filter(matter=matter).select_related("person")
    return {h.person.username: h.role for h in rows}


def sees(world: World, who: str, matter: Matter) -> tuple[bool, bool]:
    """(first wall, second wall): each with the other taken away."""
    first = Matter.objects.visible_to(world.users[who]).filter(pk=matter.pk).exists()
    with scope.opened(world.users[who]):
        second = Matter.objects.filter(pk=matter.pk).exists()
    return first, second


BOTH, NEITHER = (True, True), (False, False)


def lodger(world: World, home: Any, number_hash: bytes, name: str) -> Member:
    """A member of a household with a hashed ID number."""
    return Member.objects.create(
        household=home, village_id=home.village_id, name=name, id_hash=number_hash
    )
