"""A county of families for the search bench: invented names, numbers, addresses and telephones,
made by the same functions as the demo county and loaded as the owner role."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from accounts.models import Posting, User
from accounts.roles import Role
from campaigns.models import Division
from campaigns.models.division import WIDTH, Level
from households.models import Household
from households.search_keys import household_keys
from households.transitions.household_record import search_columns
from reports.demo import people, words

COUNTY = 990101000000
TOWNSHIPS, VILLAGES = 20, 400
PEOPLE = (1, 2, 3, 3, 4, 4, 5, 6)  # 3.5 on average: 350,000 persons in 100,000 homes
DAY = date(2025, 1, 1)
CHUNK = 5000


def places() -> list[Division]:
    """One county, twenty townships, four hundred villages (reliability, reference set)."""
    rows = [_division(COUNTY, Level.COUNTY, "测速县", None)]
    towns = [COUNTY + (100 + i) * 1000 for i in range(TOWNSHIPS)]
    rows += [
        _division(code, Level.TOWNSHIP, f"测速{i + 1}镇", COUNTY) for i, code in enumerate(towns)
    ]
    rows += [
        _division(town + 201 + i, Level.VILLAGE, f"{words.SURNAMES[t]}{words.GIVEN[i]}村", town)
        for t, town in enumerate(towns)
        for i in range(VILLAGES // TOWNSHIPS)
    ]
    return Division.objects.bulk_create(rows)


def _division(code: int, level: Level, name: str, parent: int | None) -> Division:
    return Division(code=code, end=code + WIDTH[level], name=name, level=level, parent_id=parent)


def reader() -> User:
    """The county's officer, whose searches are measured: the widest reach there is."""
    user = User.objects.create(username="bench", name="测速", password="!")  # noqa: S106
    Posting.build(
        user=user,
        role=Role.COUNTY_FEDERATION,
        division=Division.objects.get(pk=COUNTY),
        since=DAY,
        until=None,
        by=User.objects.system(),
    ).save()
    return user


def fill(households: int, say: Callable[[str], None]) -> None:
    """The households with all their members, in chunks."""
    villages = [d for d in places() if d.level == Level.VILLAGE]
    dice = random.Random("anjia-search")  # noqa: S311
    for start in range(0, households, CHUNK):
        rows, planned = [], {}
        for index in range(start, min(start + CHUNK, households)):
            village = villages[index % len(villages)]
            name, number = words.person(dice), f"{index // len(villages) + 1:04d}"
            row = Household(
                village=village,
                number=number,
                head_name=name,
                grid=f"第{index % 5 + 1}网格",
                people=dice.choice(PEOPLE),
                registered_on=DAY,
                address=people.address(dice, village),
                **search_columns(name, number),
            )
            typed = people.family(dice, row, DAY)
            planned[str(row.uid)] = typed
            row.keys = household_keys(row, [one["name"] for one in typed])
            rows.append(row)
        people.members(Household.objects.bulk_create(rows, batch_size=1000), planned)
        say(f"  {min(start + CHUNK, households)}/{households} 户")
