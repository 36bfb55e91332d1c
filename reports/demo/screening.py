"""Screening rounds of the year: what every village did, against frozen denominators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from households.models import Household, ScreenedHome, ScreeningRound, VillageScreening
from households.scales.shipped import DEFAULT
from households.transitions.screening import round_name, round_of
from reports.demo.county import SHOWN_TOWNSHIP, County, at
from reports.demo.homes import new_uid


def rounds(county: County, homes: list[Household]) -> list[VillageScreening]:
    """A regular round every half month and the full one of October, each village in each: most
    on time, some late or missing, the round that runs now half filed. Returns its rows of today."""
    there = Counter(home.village_id for home in homes)
    gone = Counter((home.village_id, home.left_on) for home in homes if home.left_on)
    made = ScreeningRound.objects.bulk_create(list(_rounds(county)))
    rows: list[VillageScreening] = []
    for found in made:
        left: Counter[int] = Counter()
        for (village, day), count in gone.items():
            if day is not None and day <= found.starts:
                left[village] += count
        for village in there:
            rows.append(_village(county, found, village, there[village] - left[village]))
    VillageScreening.objects.bulk_create(rows, batch_size=5000)
    now = [row for row in rows if row.round.ends >= county.until]
    _marks(county, now, homes)
    return now


def _rounds(county: County) -> Iterator[ScreeningRound]:
    day, cadence = date(county.campaign.year, 1, 1), DEFAULT.cadence
    while day <= county.until:
        starts, ends = round_of(day, cadence)
        yield _round(county, "regular", starts, ends)
        if starts.day == 1 and starts.month == cadence.full_month:
            last = (starts + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            yield _round(county, "full", starts, last)
        day = ends + timedelta(days=1)


def _round(county: County, kind: str, starts: date, ends: date) -> ScreeningRound:
    dice = county.dice(f"round {kind}", starts.toordinal())
    midnight = datetime.combine(ends + timedelta(days=1), time.min)
    return ScreeningRound(
        uid=new_uid(dice),
        campaign=county.campaign,
        county=county.division,
        kind=kind,
        name=round_name(kind, starts, ends),
        starts=starts,
        ends=ends,
        due=timezone.make_aware(midnight) - timedelta(seconds=1),
        opened_at=at(starts, 0, 10),
        opened_by=county.system,
    )


def _village(
    county: County, found: ScreeningRound, village: int, expected: int
) -> VillageScreening:
    dice = county.dice(f"screening {found.kind} {found.starts}", village)
    row = VillageScreening(uid=new_uid(dice), round=found, village_id=village, expected=expected)
    lot, skill = dice.random(), county.skill(village)
    late = lot > skill + 0.06
    day = found.ends + timedelta(days=dice.randint(1, 5) if late else -dice.randint(0, 4))
    if lot > skill + 0.12 or day > county.until or expected == 0:
        return row
    least = 94 if found.kind == "full" else 55
    row.screened = expected * dice.randint(least, 100) // 100
    row.counted = dice.random() < 0.4
    row.filed_by = county.workers[village][dice.random() < 0.2]
    row.signer, row.filed_at, row.version = row.filed_by.name, at(day, dice.randint(9, 17)), 2
    return row


def _marks(county: County, now: list[VillageScreening], homes: list[Household]) -> None:
    """Homes marked so far in the round that runs, in the villages of the shown township only."""
    shown = {row.village_id: row for row in now if _shown(county, row) and row.filed_at is None}
    marks = [
        ScreenedHome(
            screening=shown[home.village_id],
            household=home,
            village_id=home.village_id,
            marked_at=at(county.until, 15),
            marked_by=county.workers[home.village_id][0],
        )
        for home in homes
        if home.village_id in shown
        and home.left_on is None
        and int(home.number) % 3 == home.village_id % 3
    ]
    ScreenedHome.objects.bulk_create(marks, batch_size=5000)
    counted = Counter(mark.village_id for mark in marks)
    for village, row in shown.items():
        row.screened = counted[village]
    VillageScreening.objects.bulk_update(shown.values(), ["screened"])


def _shown(county: County, row: VillageScreening) -> bool:
    return county.township_of(row.village_id) == shown_township(county)


def shown_township(county: County) -> int:
    """The township whose first worker is the sign-in shown to visitors; else the first."""
    names = (t.code for t in county.townships if t.name.startswith(SHOWN_TOWNSHIP))
    return next(names, county.townships[0].code)
