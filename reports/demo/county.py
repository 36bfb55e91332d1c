"""The frame of a demo year: who works where, and dice that do not depend on order."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts import demo as sign_ins
from accounts.models import Posting, Trail, User
from accounts.roles import UPPER_ROLES, Role
from accounts.search_terms import search_terms
from accounts.trail import file_of, matter_of
from campaigns.models import Campaign, Division, Level
from campaigns.models.division import WIDTH, ancestor_codes, level_of
from reports.demo import words

SEED = "anjia-2026"
# An invented township with two villages, so that a veto never stands against a real place.
INVENTED_TOWNSHIP = "演示镇"
INVENTED = {199000: INVENTED_TOWNSHIP, 199201: "演示一村", 199202: "演示二村"}


@dataclass
class County:
    """Everything the builders need: places, people by division, the campaign and its last day."""

    division: Division
    townships: list[Division]
    villages: list[Division]
    workers: dict[int, list[User]]
    officers: dict[str, User]
    system: User
    campaign: Campaign
    until: date

    def dice(self, noun: str, place: int) -> random.Random:
        """The same dice for the same noun, place and year, in whatever order rows are made."""
        return random.Random(f"{SEED}:{self.campaign.year}:{noun}:{place}")  # noqa: S311

    def township_of(self, village: int) -> int:
        """The township's code."""
        return village // 1000 * 1000

    def skill(self, place: int) -> float:
        """How well a township works, 0.80 to 0.99: so that ranks differ."""
        dice = random.Random(f"{SEED}:skill:{self.township_of(place)}")  # noqa: S311
        return 0.80 + dice.random() * 0.19


def invented_places(county: Division) -> None:
    """Add the invented township below the county; the real list stays as it was imported."""
    invented({county.code + part: name for part, name in INVENTED.items()})


def invented(places: Mapping[int, str]) -> None:
    """Add places by code and name, each below the one its code lies in."""
    rows = []
    for code, name in places.items():
        level, terms = level_of(code), search_terms(name)
        rows.append(
            Division(
                code=code,
                end=code + WIDTH[level],
                name=name,
                level=level,
                parent_id=ancestor_codes(code)[0],
                pinyin=terms.pinyin,
                initials=terms.initials,
                grams=terms.grams,
            )
        )
    Division.objects.bulk_create(rows, ignore_conflicts=True)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of a day in the county's time zone."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def told(
    act: str,
    *,
    by: User,
    on: object,
    place: int,
    day: date,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
    reason: str = "",
    hour: int = 10,
) -> Trail:
    """An unsaved trail row of an act of that day."""
    from django.db.models import Model

    assert isinstance(on, Model)
    return Trail(
        at=at(day, hour),
        by=by,
        act=act,
        noun=on._meta.label_lower,
        key=str(on.pk),
        place=place,
        file=file_of(on),
        matter=matter_of(on),
        before=dict(before or {}),
        after=dict(after),
        reason=reason,
    )


def people(
    county: Division, system: User, since: date
) -> tuple[dict[int, list[User]], dict[str, User]]:
    """Users and postings of the county: two workers a village and a township, one officer a
    role, three of the governance office, two of the city above. All demo sign-ins share one
    password."""
    secret = make_password(sign_ins.PASSWORD)
    dice = random.Random(f"{SEED}:people:{county.code}")  # noqa: S311
    users: list[User] = []
    wanted: list[tuple[Role, Division]] = []

    def add(username: str, role: Role, place: Division, name: str = "") -> None:
        users.append(
            User(
                username=username,
                name=name or words.person(dice),
                phone=f"1390000{len(users):04d}",
                sex=_sex(role, username),
                password=secret,
                must_change_password=False,
                created_at=at(since, 9),
            )
        )
        wanted.append((role, place))

    for role, username in sign_ins.USERNAMES.items():
        if role not in {Role.TOWNSHIP_FEDERATION, Role.VILLAGE_MEDIATOR} | UPPER_ROLES:
            add(username, role, county)
    add("pinganban2", Role.GOVERNANCE_REVIEWER, county)
    places = Division.objects.within(county).filter(level__in=[Level.TOWNSHIP, Level.VILLAGE])
    for place in places.order_by("code"):
        role = Role.TOWNSHIP_FEDERATION if place.level == Level.TOWNSHIP else Role.VILLAGE_MEDIATOR
        for number in (1, 2):
            add(_username(role, place, number), role, place)
    # Last, so that the names and numbers of the others stay.
    add(sign_ins.LEAD, Role.GOVERNANCE_REVIEWER, county, name="郑国栋")
    city = Division.objects.filter(children=county, level=Level.CITY).first()
    for role, name in ABOVE.items():
        if city is not None:
            add(sign_ins.USERNAMES[role], role, city, name=name)
    made = User.objects.bulk_create(users)
    Posting.objects.bulk_create(
        Posting.build(user=user, role=role, division=place, since=since, until=None, by=system)
        for user, (role, place) in zip(made, wanted, strict=True)
    )
    workers: dict[int, list[User]] = defaultdict(list)
    officers: dict[str, User] = {}
    for user, (_role, place) in zip(made, wanted, strict=True):
        if place.level <= Level.COUNTY:
            officers[user.username] = user
        else:
            workers[place.code].append(user)
    return dict(workers), officers


def _sex(role: Role, username: str) -> str:
    """The women's federation's people and the second worker of a village are women; of the first
    workers about half."""
    women = role in (Role.UPPER_FEDERATION, Role.COUNTY_FEDERATION, Role.TOWNSHIP_FEDERATION)
    women = women or (role == Role.VILLAGE_MEDIATOR and username.endswith("2"))
    dice = random.Random(f"{SEED}:sex:{username}")  # noqa: S311
    return User.Sex.FEMALE if women or dice.random() < 0.5 else User.Sex.MALE


# The city's two offices.
ABOVE = {Role.UPPER_FEDERATION: "程慧敏", Role.UPPER_GOVERNANCE: "顾长松"}
# The township and village whose first workers are the sign-ins shown to visitors: 五段镇前六段村.
SHOWN_TOWNSHIP, SHOWN_VILLAGE = "五段镇", "前六段村"


def _username(role: Role, place: Division, number: int) -> str:
    if number == 1 and place.name.startswith((SHOWN_TOWNSHIP, SHOWN_VILLAGE)):
        return sign_ins.USERNAMES[role]
    return f"u{place.code}{number}"


def shown_villages(county: County) -> list[Division]:
    """The villages of the township whose sign-ins are shown to visitors."""
    towns = {t.code for t in county.townships if t.name.startswith(SHOWN_TOWNSHIP)}
    found = [v for v in county.villages if county.township_of(v.code) in towns]
    return found or county.villages
