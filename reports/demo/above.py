"""What stands above and beside the demo county: a tiny invented county of the same city with a year
of its own, a new district without one, and the city that has them all scored."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import make_password

from accounts import demo as sign_ins
from accounts import scope
from accounts.models import Posting, User
from accounts.roles import Role
from campaigns.models import Division, Level
from campaigns.transitions.campaign import open_year
from reports.demo import handed, homes, pledge_texts
from reports.demo.county import County, at, invented
from reports.models import HandedRubric, ScoringBatch
from reports.transitions.batch import ask_for_batch
from reports.transitions.rubric import rubrics_for

# Beyond every real code of the city; parts of a county's code below it.
COUNTY, DISTRICT = 99_000_000, 98_000_000
NAMES = {
    100_000: "演示东镇", 100_201: "东一村", 100_202: "东二村",
    101_000: "演示西镇", 101_201: "西一村",
}  # fmt: skip
KEEPER, OFFICE = "yanshixian", "yanshipingan"


def neighbours(county: County) -> None:
    """Both invented places beside `county`; nothing where it lies in no city."""
    city = Division.objects.filter(children=county.division, level=Level.CITY).first()
    if city is None:
        return
    base = city.code + COUNTY
    places = {base: "演示县", city.code + DISTRICT: "演示新区"}
    places |= {base + part: name for part, name in NAMES.items()}
    invented(places)
    division = Division.objects.get(pk=base)
    keeper = _person(KEEPER, "方玉兰", Role.COUNTY_FEDERATION, division, county)
    office = _person(OFFICE, "石明远", Role.GOVERNANCE_REVIEWER, division, county)
    small = County(
        division=division,
        townships=list(Division.objects.below(division, Level.TOWNSHIP)),
        villages=list(Division.objects.below(division, Level.VILLAGE)),
        workers={code: [keeper, keeper] for code in places},
        officers={"xianfulian": keeper},
        system=county.system,
        campaign=open_year(
            county=division, year=county.campaign.year, by=keeper, owed_from=county.until
        ),
        until=county.until,
    )
    homes.household_pledges(small, homes.households(small))
    _same_text(county, small, keeper, office)
    # Issued to the small county too, which has not signed yet.
    pledge_texts.issue_above(county)


def _person(name: str, called: str, role: Role, place: Division, county: County) -> User:
    since = date(county.campaign.year, 1, 1)
    person = User.objects.create(
        username=name, name=called, must_change_password=False, created_at=at(since, 9),
        sex=User.Sex.FEMALE if role == Role.COUNTY_FEDERATION else User.Sex.MALE,
        password=make_password(sign_ins.PASSWORD), place=place.code,
    )  # fmt: skip
    Posting.build(
        user=person, role=role, division=place, since=since, until=None, by=county.system
    ).save()
    return person


def _same_text(county: County, small: County, keeper: User, office: User) -> None:
    """The tiny county takes over what the city handed down, as the demo county did, so that both
    can be ranked together; in a year just begun the city hands last year's text down again."""
    campaign = county.campaign
    found = HandedRubric.objects.filter(year=campaign.year, status="published").first()
    if found is None:
        text = rubrics_for(campaign, by=county.system)[Level.TOWNSHIP].rubric
        found = handed.hand_down(campaign, county.officers, text)
        boss, reviewer = county.officers["xianfulian"], county.officers["pinganban"]
        handed.take_over(found, campaign, federation=boss, office=reviewer)
    handed.take_over(found, small.campaign, federation=keeper, office=office)


def ask(year: int) -> ScoringBatch | None:
    """The city's governance office has its counties scored; None where there is no city, or it was
    done before."""
    with scope.as_system():
        name = sign_ins.USERNAMES[Role.UPPER_GOVERNANCE]
        person = User.objects.filter(username=name).first()
        posting = person.main_posting if person else None
        if person is None or posting is None or ScoringBatch.objects.exists():
            return None
    with scope.opened(person):
        return ask_for_batch(place=posting.division, year=year, by=person)
