"""What households tell a draw of an inspection: which households there are, and who is kin,
neighbour or opponent of one in a village. Listings are never looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from accounts import scope
from accounts.models import User
from campaigns import draw_sources
from households.models import Household, Kinship, Member


def homes(user: User, villages: Iterable[int]) -> Mapping[int, Sequence[tuple[str, str]]]:
    """Present households inside the reach; sealed families too, since an absence would tell."""
    rows = Household.objects.visible_to(user).present().filter(village__in=list(villages))
    out: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for village, uid, number in rows.values_list("village_id", "uid", "number").order_by("uid"):
        out[village].append((str(uid), number))
    return out


def ties(people: Iterable[int], villages: Iterable[int]) -> set[tuple[int, int]]:
    """(person, village): declared ties in force, to a household there or to somebody who lives
    there, and one's own home. Only the pair is told, never the household or why."""
    keys, codes = list(people), list(villages)
    with scope.as_system():
        declared = Kinship.objects.in_force().filter(person__in=keys)
        at_home = declared.filter(household__isnull=False, household__village__in=codes)
        out = set(at_home.values_list("person_id", "household__village_id"))
        by_hash: dict[bytes, set[int]] = defaultdict(set)
        for person, found in declared.filter(person_hash__isnull=False).values_list(
            "person_id", "person_hash"
        ):
            by_hash[_key(found)].add(person)
        own = User.objects.filter(pk__in=keys, id_hash__isnull=False)
        for person, found in own.values_list("pk", "id_hash"):
            by_hash[_key(found)].add(person)
        rows = Member.objects.present().filter(
            id_hash__in=list(by_hash), household__village__in=codes
        )
        for found, village in rows.values_list("id_hash", "household__village_id"):
            out |= {(person, village) for person in by_hash[_key(found)]}
    return out


def _key(found: bytes | memoryview | None) -> bytes:
    return bytes(found or b"")


def register() -> None:
    """Once, when the app starts."""
    draw_sources.tell_homes(homes)
    draw_sources.tell_ties(ties)
