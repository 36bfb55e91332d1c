"""What of disputes is due for erasing, and wiping it; what is held about a person. Told to
households.shelves when the app starts (domain H ⑦; reliability C9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from campaigns.models import Division
from disputes.models import Matter, MatterHold, MatterOpening, Party, PersonNotice, Route
from disputes.party_keys import name_key
from households.erasing import delete_with_all
from households.models import RetentionRule
from households.queries.retention import years_before
from households.shelves import Shelf

# A file of mediation or of letters and visits is kept as archive rules say (domain D2: 短期 30
# years [V weak], configurable by the county's own archive rules later).
DOSSIER_YEARS = 30


def due(county: Division, rule: RetentionRule, day: date) -> list[int]:
    """Keys of matters whose term is over: sealed ones the long term after closing, dossiers thirty
    years, what was only answered the plain term. Held ones are left out."""
    held = MatterHold.objects.in_force(day).filter(matter=OuterRef("pk"))
    dossier = Q(route__in=[Route.MEDIATION, Route.RIGHTS])
    over = (
        Q(sealed=True, closed_on__lt=years_before(day, rule.long_years))
        | (~dossier & Q(sealed=False, closed_on__lt=years_before(day, rule.plain_years)))
        | (dossier & Q(sealed=False, closed_on__lt=years_before(day, DOSSIER_YEARS)))
    )
    rows = Matter.objects.filter(
        ~Exists(held),
        over,
        status=Matter.Status.DONE,
        place_id__gte=county.code,
        place_id__lt=county.end,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def erase(keys: Sequence[int]) -> dict[str, int]:
    """Delete matters with everything that hangs on them; rows by table."""
    rows: dict[str, int] = {}
    for key in keys:
        openings = MatterOpening.objects.filter(matter=key).values_list("pk", flat=True)
        told = PersonNotice.objects.filter(
            Q(key__startswith=f"matter-{key}-")
            | Q(key__startswith=f"barred-{key}-")
            | Q(key__in=[f"opening-{pk}" for pk in openings])
        )
        rows["disputes_personnotice"] = rows.get("disputes_personnotice", 0) + told.delete()[0]
    delete_with_all(Matter, list(keys), rows)
    return {table: n for table, n in rows.items() if n}


def find(user: User, id_hash: bytes, names: frozenset[str]) -> dict[str, set[int]]:
    """Parties by the keyed hash of the ID number or of the whole name, and their matters; only
    what the asker may see."""
    who = Q(pk__in=[])
    if id_hash:
        who |= Q(id_hash=id_hash)
    for name in names:
        named = Q(keys__contains=[name_key(name)])
        # Where the number is known, somebody of the same name with another number is not she.
        who |= named & Q(id_hash__isnull=True) if id_hash else named
    found = list(Party.objects.visible_to(user).filter(who).values_list("pk", "matter_id"))
    return {
        "disputes.party": {pk for pk, _matter in found},
        "disputes.matter": {matter for _pk, matter in found},
    }


SHELF = Shelf("disputes.matter", due, erase, find)
