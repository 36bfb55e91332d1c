"""By what a household and its members are found, as keyed hashes (reliability C1, C3).

A household's keys cover the words of a person who asks "where does that family live": pairs and
single characters of the names of its members, of its number, grid and address, so that a part of
an address is found although the address is sealed. A member's keys cover ID tails, telephone
numbers and the pinyin of the given name.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from accounts import vault
from accounts.search_terms import Terms, pairs, plain
from households.models import Household, Member

ID_TAILS = (4, 5, 6)
PHONE_TAIL = 4


@lru_cache(maxsize=200_000)
def key_of(purpose: str, value: str) -> int:
    """The keyed hash of one part; the parts of a county's names and addresses repeat."""
    return vault.blind_number(f"household.{purpose}", value)


def words_keys(*texts: str) -> set[int]:
    """Single characters and pairs of neighbours of each text."""
    parts: set[str] = set()
    for text in texts:
        clean = plain(text)
        parts.update(pairs(clean))
        parts.update(clean)
    parts.discard("")
    return {key_of("part", part) for part in parts}


def asked_keys(word: str) -> set[int]:
    """What a household must hold to be found by `word` (plain): its pairs, or the one
    character."""
    return {key_of("part", part) for part in pairs(word)} if word else set()


def household_keys(household: Household, names: Iterable[str] = ()) -> list[int]:
    """All keys of a household; names: of its members of today."""
    return sorted(
        words_keys(household.head_name, household.number, household.grid, household.address, *names)
    )


def member_keys(member: Member, terms: Terms) -> list[int]:
    """All keys of a member."""
    keys: set[int] = set()
    if member.id_number:
        keys.update(key_of("tail", member.id_number[-n:]) for n in ID_TAILS)
    if member.phone:
        digits = member.phone.replace("-", "")
        keys.add(vault.blind_number("household.phone", digits))
        keys.add(key_of("tail", digits[-PHONE_TAIL:]))
    if terms.given:
        keys.add(key_of("pinyin", terms.given))
    return sorted(keys)
