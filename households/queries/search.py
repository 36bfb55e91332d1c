"""One box: a name or a part of it, pinyin, initials, a part of an address, a house number, an ID
number or its tail, a telephone (features.md, wish 25). Walls and masking hold for what it finds.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import vault
from accounts.identity import normalise_id, phone_faults, read_phone
from accounts.models import User
from accounts.search_terms import plain
from accounts.vault import id_hash
from households.models import Household, Member
from households.models.household import HouseholdQuerySet
from households.queries.household import household_rows
from households.search_keys import asked_keys, key_of

MOST = 300  # per way of finding; more than that is a list, not an answer
_TAIL = re.compile(r"[0-9]{3,5}[0-9X]")


@dataclass(frozen=True)
class Asked:
    """What was typed, as the database is asked: keys of a household, marks of a member, a range
    of pinyin, or an ID number's hash; kind is what the log says."""

    kind: str | Promise
    keys: frozenset[int] = frozenset()
    marks: frozenset[int] = frozenset()
    latin: str = ""
    id_hash: bytes = b""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """households: a queryset behind both walls; members: keys of those that matched; capped:
    there may be more than is shown."""

    asked: Asked
    households: HouseholdQuerySet
    members: frozenset[int] = field(default_factory=frozenset)
    capped: bool = False


def asked(typed: str) -> Asked | None:
    """What to look for; None for nothing that could be looked for."""
    words = tuple(filter(None, map(plain, typed.split())))
    if not words:
        return None
    bare = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed)).upper()
    if re.fullmatch(r"[0-9]{15}|[0-9]{17}[0-9X×]", bare):
        return Asked(_("证件号"), id_hash=id_hash(normalise_id(bare)))
    if re.search(r"[0-9]{7}", bare) and not phone_faults(typed):
        digits = read_phone(typed).replace("-", "")
        return Asked(_("电话"), marks=frozenset({vault.blind_number("household.phone", digits)}))
    keys = frozenset().union(*map(asked_keys, words))
    if _TAIL.fullmatch(bare):
        return Asked(_("尾号、户号"), keys, frozenset({key_of("tail", bare)}), words=words)
    if len(words) == 1 and re.fullmatch(r"[a-zü]+", words[0]):
        marks = frozenset({key_of("pinyin", words[0])})
        return Asked(_("拼音"), keys, marks, latin=words[0], words=words)
    return Asked(_("姓名、住址"), keys, words=words)


def find(user: User, typed: str) -> Found | None:
    """The households inside the reach that hold what was typed, those that live here first."""
    wanted = asked(typed)
    if wanted is None:
        return None
    if wanted.id_hash:
        pairs: list[tuple[int, int | None]] = list(
            Member.objects.visible_to(user)
            .filter(id_hash=wanted.id_hash)
            .values_list("household_id", "pk")[:MOST]
        )
        capped = False
    else:
        pairs = _looked_up(wanted)
        capped = len(pairs) >= MOST
    rows = household_rows(user).filter(pk__in={pair[0] for pair in pairs})
    return Found(
        wanted,
        rows.order_by(F("left_on").asc(nulls_first=True), "village", "number"),
        frozenset(member for _household, member in pairs if member),
        capped,
    )


def _looked_up(wanted: Asked) -> list[tuple[int, int | None]]:
    high = wanted.latin + "\U0010ffff" if wanted.latin else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT household, member FROM anjia_find(%s::bigint[], %s::bigint[], %s, %s, %s)",
            [sorted(wanted.keys), sorted(wanted.marks), wanted.latin, high, MOST],
        )
        found: list[tuple[int, int | None]] = cursor.fetchall()
    return found


def shown_members(user: User, households: list[Household], found: Found) -> dict[int, list[Member]]:
    """Household → its members that matched, by mark or by a word of their name."""
    rows = Member.objects.visible_to(user).filter(household__in=households).in_order()
    out: dict[int, list[Member]] = {}
    for row in rows:
        name = plain(row.name)
        if row.pk in found.members or any(word in name for word in found.asked.words):
            out.setdefault(row.household_id, []).append(row)
    return out
