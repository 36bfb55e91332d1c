"""An invented province with a batch over all its counties: places, years, runs and the roll-up,
no household, no dispute, no person beside the office that reads it. By dice with a fixed seed."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from django.utils import timezone

from accounts.models import Posting, User
from accounts.roles import Role
from campaigns.models import Campaign, Division, Level
from reports.models import BatchCounty, ScoringBatch, ScoringRun
from reports.rollup import County, Town, rolled
from reports.scoring import digest_of
from reports.transitions.rubric import shipped

PROVINCE, YEAR = 980000000000, 2026
COUNTIES_A_CITY, TOWNS_A_COUNTY = 12, 14
GROUPS = ("乡镇组", "街道农场组")


def build(counties: int, at: int = PROVINCE) -> tuple[User, ScoringBatch]:
    """An office of the province of code `at` and its batch, rolled up: every tenth county has no
    result, a line of some townships is still open, all are scored by one text."""
    dice = random.Random(counties)  # noqa: S311 - figures of a bench
    places = _places(counties, at)
    Division.objects.bulk_create(places)
    office = User.objects.create(username=f"bench_{at}", name="测速员", must_change_password=False)
    system = User.objects.system()
    Posting.build(
        user=office, role=Role.UPPER_GOVERNANCE, division=places[0], since=date(2020, 1, 1),
        until=None, by=system,
    ).save()  # fmt: skip
    own = [place for place in places if place.level == Level.COUNTY]
    runs = _runs(own, system)
    parts = [_part(place, runs.get(place.code), dice) for place in own]
    frozen = rolled([one for _row, one in parts])
    batch = ScoringBatch.objects.create(
        place=places[0], year=YEAR, asked_by=office, asked_at=timezone.now(),
        finished_at=timezone.now(), state=ScoringBatch.State.DONE, frozen=frozen,
        digest=digest_of(frozen), done=counties, total=counties,
    )  # fmt: skip
    for row, _one in parts:
        row.batch = batch
    BatchCounty.objects.bulk_create([row for row, _one in parts])
    return office, batch


def _places(counties: int, at: int) -> list[Division]:
    rows = [Division(code=at, end=at + 10**10, name="测速省", level=Level.PROVINCE)]
    for number in range(counties):
        city, place = divmod(number, COUNTIES_A_CITY)
        code = at + (city + 1) * 10**8
        if place == 0:
            rows.append(_place(code, f"测速{city + 1}市", Level.CITY, at, 10**8))
        county = code + (place + 1) * 10**6
        rows.append(_place(county, f"测速{city + 1}市{place + 1}县", Level.COUNTY, code, 10**6))
    return rows


def _place(code: int, name: str, level: Level, parent: int, width: int) -> Division:
    return Division(code=code, end=code + width, name=name, level=level, parent_id=parent)


def _runs(counties: list[Division], system: User) -> dict[int, ScoringRun]:
    """A finished run of every county but each tenth."""
    scored = [place for number, place in enumerate(counties, 1) if number % 10]
    years = Campaign.objects.bulk_create(
        Campaign(
            county=place, year=YEAR, sign_by=date(YEAR, 3, 31), midyear_on=date(YEAR, 6, 20),
            data_closes_on=date(YEAR, 12, 31), opened_at=timezone.now(), opened_by=system,
        )
        for place in scored
    )  # fmt: skip
    texts = shipped("RC1"), shipped("RC2")
    made = ScoringRun.objects.bulk_create(
        ScoringRun(
            campaign=year, county=year.county, asked_by=system, asked_at=timezone.now(),
            data_until=date(YEAR, 12, 31), township_rubric=texts[0], village_rubric=texts[1],
            state=ScoringRun.State.DONE, asked_for="测速省平安办（成片考核）",
        )
        for year in years
    )  # fmt: skip
    return {run.county_id: run for run in made}


def _part(
    place: Division, run: ScoringRun | None, dice: random.Random
) -> tuple[BatchCounty, County]:
    city = f"测速{place.code // 10**8 % 100}市"
    if run is None:
        refusal = f"没有开展{YEAR}年度活动。"
        row = BatchCounty(county=place, refusal=refusal)
        return row, County(place.code, place.name, "", (), refusal, city=city)
    towns = [_town(place, number, dice) for number in range(TOWNS_A_COUNTY)]
    one = County(
        code=place.code, name=place.name, rubric="same", towns=towns, stage=run.stage,
        until=run.data_until.isoformat(), text="平安家庭考核细则", city=city,
    )  # fmt: skip
    return BatchCounty(county=place, run=run), one


def _town(county: Division, number: int, dice: random.Random) -> Town:
    points = Decimal(dice.randrange(7000, 9950)) / 100
    is_open = dice.random() < 0.02
    return Town(
        code=county.code + (100 + number) * 1000,
        name=f"{county.name}{number + 1}镇",
        group=GROUPS[number > 10],
        homes=dice.randrange(2000, 14000),
        low=points,
        high=points + (5 if is_open else 0),
        total=None if is_open else points,
        vetoed=dice.random() < 0.005,
    )
