"""The fixed cast: a small county in which everybody has a name and a place.

Two counties; 甲县 has two townships (甲一镇 with two villages, 甲二镇 with one), 乙县 one of each.
Who owns, who is above, who is next door, who is nobody.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from accounts.models import Posting, User
from accounts.roles import Role
from campaigns.models import Campaign, Division, PledgeClause, PledgeTemplate
from campaigns.models.division import WIDTH, level_of

PASSWORD = "correct horse battery"
SINCE = date(2020, 1, 1)

DIVISIONS: dict[int, str] = {
    990000000000: "测试省",
    990100000000: "测试市",
    990101000000: "甲县",
    990101100000: "甲一镇",
    990101100201: "甲一村",
    990101100202: "甲二村",
    990101101000: "甲二镇",
    990101101201: "乙镇村",
    990102000000: "乙县",
    990102100000: "乙县镇",
    990102100201: "乙县村",
}

# username: (name, role, division). Village next door, township next door, other county.
PEOPLE: dict[str, tuple[str, Role, int]] = {
    "county": ("县妇联甲", Role.COUNTY_FEDERATION, 990101000000),
    "county_other": ("县妇联乙", Role.COUNTY_FEDERATION, 990102000000),
    "town": ("镇妇联一", Role.TOWNSHIP_FEDERATION, 990101100000),
    "town_next": ("镇妇联二", Role.TOWNSHIP_FEDERATION, 990101101000),
    "village": ("村调解一", Role.VILLAGE_MEDIATOR, 990101100201),
    "village_mate": ("村执委一", Role.VILLAGE_MEDIATOR, 990101100201),
    "village_next": ("村调解二", Role.VILLAGE_MEDIATOR, 990101100202),
    "governance": ("平安办甲", Role.GOVERNANCE_REVIEWER, 990101000000),
    "governance_two": ("平安办丙", Role.GOVERNANCE_REVIEWER, 990101000000),
    "governance_lead": ("平安办主任甲", Role.GOVERNANCE_REVIEWER, 990101000000),
    "auditor": ("督查甲", Role.AUDITOR, 990101000000),
    "system_admin": ("系统管理", Role.SYSTEM_ADMIN, 990101000000),
    "security_admin": ("安全管理", Role.SECURITY_ADMIN, 990101000000),
    "audit_admin": ("审计管理", Role.AUDIT_ADMIN, 990101000000),
}

# Women, where it matters who keeps a family; of the others it is not known.
WOMEN = {"county", "county_other", "town", "town_next", "village_mate"}


@dataclass
class World:
    """The cast of one test: users by name, divisions by code, the campaign of 2026."""

    users: dict[str, User]
    divisions: dict[int, Division]
    campaign: Campaign
    system: User

    def __getattr__(self, name: str) -> User:
        # Not self.users: a copy in the making is asked for things before it has any.
        users: dict[str, User] = vars(self).get("users", {})
        try:
            return users[name]
        except KeyError:
            raise AttributeError(name) from None

    def pledge_text(self, rung: int) -> PledgeTemplate:
        """The county's text of a rung: 4 for townships, 5 for villages, 6 for households."""
        return PledgeTemplate.objects.get(campaign=self.campaign, rung=rung, status="published")

    @property
    def village_one(self) -> Division:
        """甲一村, whose mediator is `village`."""
        return self.divisions[990101100201]

    @property
    def village_two(self) -> Division:
        """甲二村, next door in the same township."""
        return self.divisions[990101100202]

    @property
    def village_far(self) -> Division:
        """A village of the township next door."""
        return self.divisions[990101101201]

    @property
    def township(self) -> Division:
        """甲一镇."""
        return self.divisions[990101100000]

    @property
    def county_division(self) -> Division:
        """甲县."""
        return self.divisions[990101000000]


# Those of the city of both counties, in tests that ask for them.
ABOVE: dict[str, tuple[str, Role]] = {
    "city": ("市妇联", Role.UPPER_FEDERATION),
    "city_office": ("市平安办", Role.UPPER_GOVERNANCE),
}
CITY = 990100000000


def people_above(world: World) -> None:
    """The federation and the governance office of the city, in the open scope (the system's)."""
    secret, city = make_password(PASSWORD), Division.objects.get(code=CITY)
    for username, (name, role) in ABOVE.items():
        user = User.objects.create(
            username=username, name=name, password=secret, must_change_password=False, place=CITY
        )
        Posting.build(
            user=user, role=role, division=city, since=SINCE, until=None, by=world.system
        ).save()
        world.users[username] = user


def division(code: int, name: str) -> Division:
    """An unsaved division with level, span and parent from its code."""
    level = level_of(code)
    parents = [c for c in DIVISIONS if c < code < c + WIDTH[level_of(c)]]
    return Division(
        code=code,
        end=code + WIDTH[level],
        name=name,
        level=level,
        parent_id=max(parents, default=None),
        households=100,
    )


def pledge_texts(campaign: Campaign, by: User) -> None:
    """A text in force on each rung, so that pledges can be issued. Clauses first, then
    published: the database lets nobody add to a published text."""
    moment = campaign.opened_at
    texts = PledgeTemplate.objects.bulk_create(
        PledgeTemplate(
            campaign=campaign,
            owner=campaign.county,
            rung=rung,
            starts_on=date(campaign.year, 1, 1),
            ends_on=campaign.data_closes_on,
            opening="甲乙双方签订本责任状。",
            measures="每半月排查一次。\n按时报告。",
            drafted_by=by,
            drafted_at=moment,
        )
        for rung in (4, 5, 6)
    )
    PledgeClause.objects.bulk_create(
        PledgeClause(
            template=text,
            owner=text.owner,
            ordinal=1,
            code="screening",
            text="家庭排查覆盖率",
            target=95,
            unit="%",
            reaches=6,
            metric="screening",
            rubric_line="3.1",
        )
        for text in texts
    )
    PledgeTemplate.objects.filter(pk__in=[text.pk for text in texts]).update(
        status="published", edition=1, published_by=by, published_at=moment
    )


def next_edition(
    text: PledgeTemplate, clauses: Iterable[PledgeClause], *, rung: int | None = None
) -> PledgeTemplate:
    """The text as its next edition with these clauses; the former is replaced."""
    PledgeTemplate.objects.filter(pk=text.pk).update(status="replaced")
    by, moment, edition = text.published_by, text.published_at, text.edition + 1
    new = PledgeTemplate.objects.get(pk=text.pk)
    new.pk, new.uid, new.rung = None, uuid.uuid4(), rung or text.rung
    new.status, new.edition, new.published_by, new.published_at = "draft", 0, None, None
    new.save(force_insert=True)
    for clause in clauses:
        clause.pk, clause.template, clause.owner = None, new, new.owner
        clause.save(force_insert=True)
    new.status, new.edition, new.published_by, new.published_at = "published", edition, by, moment
    new.save()
    return new


def build() -> World:
    """Make the cast in the open scope (the system's); about seventeen inserts."""
    from datetime import datetime

    from django.utils import timezone

    system = User.objects.system()
    Division.objects.bulk_create(division(c, n) for c, n in DIVISIONS.items())
    places = {d.code: d for d in Division.objects.filter(code__in=DIVISIONS)}
    secret = make_password(PASSWORD)
    people = User.objects.bulk_create(
        User(
            username=u,
            name=n,
            password=secret,
            must_change_password=False,
            sex=User.Sex.FEMALE if u in WOMEN else "",
        )
        for u, (n, _, _) in PEOPLE.items()
    )
    nobody = User.objects.create(
        username="nobody", name="无任职", password=secret, must_change_password=False
    )
    Posting.objects.bulk_create(
        Posting.build(
            user=person,
            role=PEOPLE[person.username][1],
            since=SINCE,
            until=None,
            by=system,
            division=places[PEOPLE[person.username][2]],
        )
        for person in people
    )
    campaign = Campaign.objects.create(
        county=places[990101000000],
        year=2026,
        sign_by=date(2026, 3, 31),
        midyear_on=date(2026, 6, 20),
        data_closes_on=date(2026, 12, 31),
        opened_at=datetime(2026, 1, 5, 9, tzinfo=timezone.get_default_timezone()),
        opened_by=people[0],
    )
    pledge_texts(campaign, people[0])
    users = {p.username: p for p in people} | {"nobody": nobody}
    return World(users=users, divisions=places, campaign=campaign, system=system)
