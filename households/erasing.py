"""Wiping a file or a departed household out of every table, found by what points at it.

What hangs on a file goes with it. Rows of the reporting year that only mention a file (an
incident, a question about a nil) lose the mention and keep their place in the statistics. The
trail holds keys and facts, never names or words, and stays: it shows that the work was done."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from accounts.pointing import pointing_at
from accounts.search_terms import search_terms
from households.models import (
    Contradiction,
    EmergencyOpening,
    FamilyFigure,
    Household,
    HouseholdChange,
    HouseholdMove,
    HouseholdPledge,
    Incident,
    Kinship,
    ListedFamily,
    Member,
    RightsRequest,
    Visit,
)

# Rows that stay and only lose the mention of the file.
UNLINKED: tuple[type[models.Model], ...] = (Incident, Contradiction)
# Their words may name the family, and go.
WORDS_OF: dict[type[models.Model], tuple[str, ...]] = {
    Contradiction: ("grounds", "reply", "finding")
}
# Rows about people of a household that go with it; awards are kept as archive rules say.
WITH_HOME: tuple[type[models.Model], ...] = (
    Kinship,
    EmergencyOpening,
    RightsRequest,
    HouseholdMove,
)
WIPED_NAME = "（已清除）"


def erase_families(families: Sequence[ListedFamily]) -> dict[str, int]:
    """Delete files with everything that hangs on them, leaving one figure each; rows by table."""
    if not families:
        return {}
    keys = [f.pk for f in families]
    visits = dict(
        Visit.objects.filter(family__in=keys)
        .order_by()
        .values_list("family")
        .annotate(n=models.Count("pk"))
    )
    FamilyFigure.objects.bulk_create(_figure(f, visits.get(f.pk, 0)) for f in families)
    rows: dict[str, int] = {}
    delete_with_all(ListedFamily, keys, rows)
    return rows


def erase_households(homes: Sequence[Household]) -> dict[str, int]:
    """Members and contacts of departed households go; number, village and days stay."""
    if not homes:
        return {}
    keys = [h.pk for h in homes]
    rows: dict[str, int] = {}
    changes = HouseholdChange.objects.filter(household__in=keys)
    rows[HouseholdChange._meta.db_table] = changes.count()
    changes.delete()
    members = list(Member.objects.filter(household__in=keys).values_list("pk", flat=True))
    delete_with_all(Member, members, rows)
    for model in WITH_HOME:
        hanging = model._base_manager.filter(household__in=keys)
        delete_with_all(model, list(hanging.values_list("pk", flat=True)), rows)
    pledges = HouseholdPledge.objects.filter(household__in=keys)
    rows[HouseholdPledge._meta.db_table] = pledges.update(signatory=WIPED_NAME)
    for home in homes:
        _wipe(home)
    rows[Household._meta.db_table] = len(homes)
    return rows


def _wipe(home: Household) -> None:
    home.head_name, home.head_pinyin, home.head_initials = WIPED_NAME, "", ""
    home.grams, home.keys = list(search_terms(WIPED_NAME).grams), []
    for name in ("address", "safe_phone", "safe_hours", "safe_person", "safe_words"):
        setattr(home, name, "")
    home.version += 1
    home.save()


def _figure(family: ListedFamily, visits: int) -> FamilyFigure:
    assert family.closed_on is not None  # only closed files are erased
    village = family.village_id // 1000 * 1000 if family.sealed else family.village_id
    return FamilyFigure(
        village_id=village,
        year=family.listed_on.year,
        closed_year=family.closed_on.year,
        categories=family.categories,
        tier=family.tier,
        ground=family.close_ground,
        visits=visits,
    )


def delete_with_all(model: type[models.Model], keys: list[int], rows: dict[str, int]) -> None:
    """Delete rows by key after everything that points at them; rows by table are added up. Other
    apps wipe their own files with it (households.shelves)."""
    if not keys:
        return
    for below, column in pointing_at(model):
        pointing = below._base_manager.filter(**{f"{column.name}__in": keys})
        if below in UNLINKED or below is model:
            for words in WORDS_OF.get(below, ()):
                pointing.exclude(**{words: ""}).update(**{words: WIPED_NAME})
            pointing.update(**{column.name: None})
            continue
        found = list(pointing.values_list("pk", flat=True))
        delete_with_all(below, found, rows)
    done, _ = _raw(model, keys)
    table = model._meta.db_table
    rows[table] = rows.get(table, 0) + done


def _raw(model: type[models.Model], keys: list[int]) -> tuple[int, None]:
    queryset = model._base_manager.filter(pk__in=keys)
    return queryset._raw_delete(queryset.db), None
