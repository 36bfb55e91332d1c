"""What the county holds when somebody opens a page: a little of everything, made by the verbs."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from django.utils import timezone

from campaigns.management.commands.load_workdays import DATA, load
from campaigns.models import Duty
from campaigns.models.calendar import duties_of
from campaigns.transitions.duty import put_on_duty
from campaigns.transitions.pledge import issue, sign
from campaigns.transitions.team import change_team
from campaigns.transitions.volunteer_work import record_service
from campaigns.transitions.work_record import record_work
from households.models import SafeFamily, Tier
from households.transitions.period import open_period
from households.transitions.sync import receive_item
from households.transitions.visit import record_visit
from tests import cast
from tests.campaigns.network import point_of, team_of, volunteer_of
from tests.disputes import cases, committees
from tests.households import award_cast, families
from tests.households.reporting import FOUND, at, file_as
from tests.households.syncing import VISIT, parcel

FIRST_PASSWORD = "from the office 2026"
HEADS = ("姜志强", "余德民", "孙桂兰", "王小燕", "欧阳建国", "李秀云", "赵长河", "陈海")


def fill() -> cast.World:
    """The cast and a year under way; call inside the system's scope."""
    world = cast.build()
    for path in DATA.glob("workdays-2026.csv"):
        load(path)
    Duty.objects.bulk_create(duties_of(world.campaign))
    world.village.set_password(FIRST_PASSWORD)
    world.village.must_change_password = True
    world.village.save()
    _homes(world)
    _reports(world)
    _families(world)
    _disputes(world)
    _committee(world)
    _awards(world)
    _sent_later(world)
    _network(world)
    return world


def _homes(world: cast.World) -> None:
    for number, head in enumerate(HEADS * 4, 101):
        row = families.home(world, number=str(number), head_name=head, grid="第一网格")
        SafeFamily.objects.create(
            campaign=world.campaign,
            household=row,
            village=row.village,
            joined_on=world.campaign.sign_by,
            met_on=world.campaign.sign_by,
            met_at=timezone.now(),
            recorded_by=world.village,
        )
    with at("2026-03-10 09:00:00"):
        paper = issue(
            campaign=world.campaign,
            holder=world.township,
            by=world.county,
            issuer_signatory="县长甲",
        )
        sign(pledge=paper, holder_signatory="镇长甲", by=world.town)


def _reports(world: cast.World) -> None:
    months = {}
    for month in (9, 10, 11):
        with at(f"2026-{month:02d}-01 08:00:00"):
            months[month] = open_period(campaign=world.campaign, month=month, by=world.system)
    with at("2026-09-20 09:00:00"):
        file_as(world.village_mate, months[9], world.village_one)
        file_as(world.village_next, months[9], world.village_two, FOUND)
    with at("2026-10-26 09:00:00"):
        file_as(world.village_mate, months[10], world.village_one)
    with at("2026-11-20 09:00:00"):
        file_as(world.village_next, months[11], world.village_two)


def _families(world: cast.World) -> None:
    quiet = families.family(world, families.home(world, number="201", head_name="吴平安"))
    families.age(quiet, 65)
    red = families.family(
        world,
        families.home(world, number="202", head_name="郑大江"),
        tier=Tier.RED,
        reason="扬言伤人，派出所出过警",
    )
    # Next door: a village whose register shows a hazard cannot sign a plain nil.
    families.family(
        world,
        families.home(world, world.village_two, number="203", head_name="陶守义"),
        tier=Tier.RED,
        grave=True,
        reason="扬言伤人，派出所出过警",
        keepers=[world.village_next, world.town],
    )
    record_visit(
        red,
        visited_on=families.days(0),
        way="home",
        met="夫妻双方",
        state="情绪平稳，愿意听劝。",
        change="better",
        by=world.village_mate,
    )


def _disputes(world: cast.World) -> None:
    cases.settled(world, registered=False)
    cases.mediated(world, by=world.village_mate)
    cases.refused(cases.taken(world, applicants=["周大娘"], respondents=["周小军"]), world.village)


def _sent_later(world: cast.World) -> None:
    """One item nobody could enter, one that came twice with two contents."""
    lost = VISIT | {"village": world.village_one.code, "number": "999"}
    receive_item(parcel(world.village_mate, "visit", lost), by=world.village_mate)
    home = {"number": "D1", "head_name": "鲁直", "people": "2", "is_resident": "1"}
    place = {"village": world.village_one.code, "grid": ""}
    first = parcel(world.village_mate, "household", home | place)
    receive_item(first, by=world.village_mate)
    other = parcel(
        world.village_mate,
        "household",
        home | place | {"people": "5"},
        client_uuid=first.client_uuid,
    )
    receive_item(other, by=world.village_mate)


def _committee(world: cast.World) -> None:
    row = committees.in_office(world)
    committees.appointed(row, world.village)


def _awards(world: cast.World) -> None:
    stages = (("何勤", "nominated"), ("许和", "noticed"), ("高远", "reviewed"))
    for number, (head, status) in enumerate(stages, 301):
        home = families.home(world, number=str(number), head_name=head)
        award_cast.award_at(world, status, household=home)


def _network(world: cast.World) -> None:
    """A point with duty and work, a volunteer who leads a team."""
    place, day = world.township, date(2026, 11, 23)
    with at("2026-11-23 15:00:00"):
        point_of(world.county_division, world.county, kind="shelter", name="甲县庇护中心")
        point = point_of(place, world.town, kind="station", name="甲一镇维权站")
        put_on_duty(
            point, day=day, starts=time(8, 30), ends=time(12), person=world.town, by=world.town
        )
        record_work(point, day=day, kind="consult", people=3, by=world.town)
        team = team_of(place, world.town)
        one = volunteer_of(place, world.town, team=team)
        change_team(team, name=team.name, leader=one, by=world.town)
        record_service(one, day=day, kind="trial", hours=Decimal(3), cases=1, by=world.town)
