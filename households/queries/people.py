"""Reads about people: one household's members, changes and moves, the county's candidates."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from accounts.models import User
from accounts.walls import COUNTY_WIDTH
from campaigns.models import Division
from campaigns.models.division import Level
from households.models import Household, HouseholdChange, HouseholdMove, Member, PersonMatch

CANDIDATES_MOST = 100


def members_of(user: User, household: Household) -> tuple[list[Member], list[Member]]:
    """Members of today and those who are gone, in the order of the paper."""
    rows = list(Member.objects.visible_to(user).filter(household=household).in_order())
    return [r for r in rows if r.is_present], [r for r in rows if not r.is_present]


def heirs_of(user: User, member: Member) -> list[Member]:
    """Who could follow a head: the other members of today; nobody has to for anybody else."""
    if member.relation != "head":
        return []
    rows = Member.objects.visible_to(user).filter(household=member.household_id).present()
    return list(rows.exclude(pk=member.pk).in_order())


def changes_of(user: User, household: Household) -> list[HouseholdChange]:
    """What was changed, newest first."""
    rows = HouseholdChange.objects.visible_to(user).filter(household=household)
    return list(rows.select_related("member", "by")[:100])


def open_move(user: User, household: Household) -> HouseholdMove | None:
    """The hand-over that waits for the other village."""
    rows = HouseholdMove.objects.visible_to(user).filter(household=household, status="offered")
    return rows.select_related("village").first()


def moves(user: User) -> list[HouseholdMove]:
    """Hand-overs from and to the reach, those that wait first."""
    rows = HouseholdMove.objects.visible_to(user).select_related(
        "village__parent", "from_village__parent", "offered_by", "answered_by"
    )
    return sorted(rows[:200], key=lambda m: (m.status != "offered", -m.offered_at.timestamp()))


def waiting_moves(user: User) -> list[HouseholdMove]:
    """Offers the reader's own villages have to answer."""
    rows = HouseholdMove.objects.visible_to(user).filter(status="offered")
    waiting = rows.select_related("from_village", "village").order_by("offered_at")
    return [m for m in waiting if any(p.covers(m.village_id) for p in user.postings_today)]


def villages_by_town(village: int) -> list[tuple[str, list[Division]]]:
    """The other villages of the county by township, for the select of a move."""
    county = village // COUNTY_WIDTH * COUNTY_WIDTH
    rows = (
        Division.objects.current()
        .filter(level=Level.VILLAGE, code__gte=county, code__lt=county + COUNTY_WIDTH)
        .exclude(code=village)
        .select_related("parent")
        .order_by("code")
    )
    towns: dict[str, list[Division]] = {}
    for row in rows:
        towns.setdefault(row.parent.name if row.parent else "", []).append(row)
    return list(towns.items())


def elsewhere(user: User, members: list[Member]) -> list[Member]:
    """Other registrations of the same persons inside the reach (K7); a village sees its own."""
    keys = [m.person_key for m in members]
    rows = Member.objects.visible_to(user).present().filter(person_key__in=keys)
    rows = rows.exclude(household__in={m.household_id for m in members})
    return list(rows.select_related("household", "village"))


@dataclass(frozen=True)
class Candidate:
    """Two registrations that may be one person, and why it seems so."""

    ground: str
    first: Member
    second: Member

    @property
    def ground_label(self) -> str:
        """身份证号相同."""
        return str(PersonMatch.Ground(self.ground).label)


# Neighbours in the order of the hash (or of name and birth date): a set-based pass over an index,
# never a comparison of everybody with everybody. A person of three registrations is two pairs.
_BY_ID = """
    SELECT 'id' AS ground, before AS first, id AS second FROM (
      SELECT id, person_key, lag(id) OVER same AS before, lag(person_key) OVER same AS their_key
      FROM households_member
      WHERE id_hash IS NOT NULL AND left_on IS NULL AND died_on IS NULL
        AND village_id >= %(low)s AND village_id < %(high)s
      WINDOW same AS (PARTITION BY id_hash ORDER BY id)
    ) pairs WHERE before IS NOT NULL AND their_key <> person_key
"""
_BY_NAME = """
    SELECT 'name_birth' AS ground, before AS first, id AS second FROM (
      SELECT id, person_key, id_hash, lag(id) OVER same AS before,
        lag(person_key) OVER same AS their_key, lag(id_hash) OVER same AS their_hash
      FROM households_member
      WHERE birth_date IS NOT NULL AND left_on IS NULL AND died_on IS NULL
        AND village_id >= %(low)s AND village_id < %(high)s
      WINDOW same AS (PARTITION BY name, birth_date ORDER BY id)
    ) pairs WHERE before IS NOT NULL AND their_key <> person_key
      AND (id_hash IS NULL OR their_hash IS NULL)
"""
_UNDECIDED = """
    SELECT ground, first, second FROM ({pairs}) found WHERE NOT EXISTS (
      SELECT FROM households_personmatch m
      WHERE m.undone_at IS NULL AND m.first_id = least(first, second)
        AND m.second_id = greatest(first, second))
    ORDER BY ground, first LIMIT %(most)s
"""


def candidates(user: User, county: int) -> list[Candidate]:
    """Pairs of the county that look like one person and are not decided on. Row security holds
    for this text like for any query; who may not see families gets nothing."""
    pairs = _UNDECIDED.format(pairs=f"{_BY_ID} UNION ALL {_BY_NAME}")
    with connection.cursor() as cursor:
        cursor.execute(
            pairs, {"low": county, "high": county + COUNTY_WIDTH, "most": CANDIDATES_MOST}
        )
        found = cursor.fetchall()
    wanted = {key for _ground, first, second in found for key in (first, second)}
    rows = Member.objects.visible_to(user).select_related("household", "village__parent")
    members = rows.in_bulk(wanted)
    return [
        Candidate(ground, members[first], members[second])
        for ground, first, second in found
        if first in members and second in members
    ]


def decided(user: User) -> list[PersonMatch]:
    """The county's decisions, newest first."""
    rows = PersonMatch.objects.visible_to(user).select_related(
        "first__household", "first__village", "second__household", "second__village", "decided_by"
    )
    return list(rows.filter(Q(undone_at__isnull=True))[:100])
