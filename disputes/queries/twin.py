"""Possible duplicates (疑似重复) by parties, place and time; for the county alone (T3).

Proposed are matters of the county within so many days either way in which a person has the same
ID number or telephone, or the same whole name in the same village, or two the same names in the
same township. Only hashes are compared. Sealed matters are neither proposed nor compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.walls import COUNTY_WIDTH
from disputes.models import Matter, MatterTwin, Party
from disputes.party_keys import name_key, phone_key
from disputes.queries.intake_rule import county_of, rule_of
from disputes.queries.matter import is_county

VAGUE = ("某", "姓名不详", "不知")  # such a name is nobody's
MOST = 20


@dataclass
class Possible:
    """Another matter and why it may be the same."""

    matter: Matter
    grounds: list[str] = field(default_factory=list)
    verdict: str = ""
    reason: str = ""


@dataclass
class _Hits:
    ids: int = 0
    phones: int = 0
    names: set[int] = field(default_factory=set)


def possible_twins(user: User, matter: Matter) -> list[Possible]:
    """Other matters that may be this one, those decided on first; empty for everybody below the
    county and for a sealed matter."""
    if matter.sealed or not is_county(user, matter.place_id):
        return []
    decided = _decided(user, matter)
    hits = _hits(user, matter)
    wanted = set(hits) | set(decided)
    rows = (
        Matter.objects.visible_to(user)
        .filter(pk__in=wanted, sealed=False)
        .select_related("place", "unit")
        .prefetch_related("parties")
    )
    out = []
    for row in rows:
        grounds = _grounds(matter, row, hits.get(row.pk, _Hits()))
        twin = decided.get(row.pk)
        if grounds or twin:
            told = (twin.verdict, twin.reason) if twin else ("", "")
            out.append(Possible(row, grounds, *told))
    out.sort(key=lambda p: (p.verdict != "same", p.verdict == "different", -p.matter.pk))
    return out[:MOST]


def _hits(user: User, matter: Matter) -> dict[int, _Hits]:
    parties = list(matter.parties.all())
    ids = {bytes(p.id_hash) for p in parties if p.id_hash}
    phones = {key for p in parties if (key := phone_key(p.phone))}
    names = {name_key(p.name) for p in parties if is_name(p.name)}
    if not (ids or phones or names):
        return {}
    county = county_of(matter.place_id)
    near = timedelta(days=rule_of(county).twin_days)
    rows = (
        Party.objects.visible_to(user)
        .exclude(matter=matter)
        .filter(Q(id_hash__in=ids) | Q(keys__overlap=sorted(phones | names)))
        .filter(
            place__gte=county,
            place__lt=county + COUNTY_WIDTH,
            matter__sealed=False,
            matter__received_on__range=(matter.received_on - near, matter.received_on + near),
        )
    )
    out: dict[int, _Hits] = defaultdict(_Hits)
    for key, id_hash, keys in rows.values_list("matter_id", "id_hash", "keys")[:500]:
        found = out[key]
        found.ids += id_hash is not None and bytes(id_hash) in ids
        found.phones += bool(phones & set(keys))
        found.names |= names & set(keys)
    return out


def _decided(user: User, matter: Matter) -> dict[int, MatterTwin]:
    rows = MatterTwin.objects.visible_to(user).filter(Q(matter=matter) | Q(other=matter))
    return {(t.other_id if t.matter_id == matter.pk else t.matter_id): t for t in rows}


def _grounds(mine: Matter, other: Matter, hits: _Hits) -> list[str]:
    out = []
    if hits.ids:
        out.append(_("身份证号相同"))
    if hits.phones:
        out.append(_("电话相同"))
    village = mine.place_id == other.place_id
    township = mine.place_id // 1000 == other.place_id // 1000
    if hits.names and (village or (township and len(hits.names) > 1)):
        words = _("姓名相同，同村") if village else _("双方姓名相同，同乡镇")
        out.append(words)
    return out


def is_name(name: str) -> bool:
    """Whether a name can be compared: 王某 is nobody's."""
    return len(name.strip()) > 1 and not any(word in name for word in VAGUE)


def open_count(twins: Iterable[Possible]) -> int:
    """How many are still to be decided on."""
    return sum(1 for twin in twins if not twin.verdict)
