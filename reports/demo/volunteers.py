"""Volunteers of the service network: some sixty, two teams, two years of hours and cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from accounts.models import Trail
from campaigns.models import (
    Division,
    ServicePoint,
    Volunteer,
    VolunteerContact,
    VolunteerLimit,
    VolunteerTeam,
    VolunteerWork,
)
from reports.demo import words
from reports.demo.county import County, at, shown_villages, told
from reports.demo.homes import new_uid

EMPLOYERS = {
    "lawyer": "县律师协会", "judge": "县人民法院", "prosecutor": "县人民检察院",
    "assessor": "县中心小学", "counsellor": "县人民医院", "invited": "县退休干部协会",
    "mediator": "镇司法所", "other": "县志愿者协会",
}  # fmt: skip
SKILLS = {
    "lawyer": "婚姻、财产", "judge": "婚姻家庭案件", "prosecutor": "未成年人保护",
    "assessor": "家事案件", "counsellor": "亲子、情绪", "invited": "离婚、赡养",
    "mediator": "邻里、婚姻", "other": "陪伴、宣传",
}  # fmt: skip
DOES = {
    "lawyer": ("law", "publicity"), "judge": ("mediation", "publicity"),
    "prosecutor": ("law", "publicity"), "assessor": ("trial", "visit"),
    "counsellor": ("counsel", "visit"), "invited": ("court", "mediation"),
    "mediator": ("mediation", "visit"), "other": ("visit", "publicity"),
}  # fmt: skip
COUNTY_VOLUNTEERS = ("lawyer", "judge", "prosecutor", "assessor", "counsellor", "invited")
EACH_KIND = 5
LIMIT = 24


class Volunteers:
    """Collects rows of one county, then loads them. until: the last day anything happened."""

    def __init__(self, county: County, until: date, points: list[ServicePoint]) -> None:
        self.county, self.until, self.points = county, until, points
        self.first = date(until.year - 1, 1, 1)
        self.boss = county.officers["xianfulian"]
        self.teams: list[VolunteerTeam] = []
        self.volunteers: list[Volunteer] = []
        self.works: list[VolunteerWork] = []

    def load(self) -> None:
        """Build and save; seven statements."""
        county = self.county
        shown = shown_villages(county)[0].parent_id
        town = next(t for t in county.townships if t.code == shown)
        self._team(county.division, "巾帼调解队")
        self._team(town, f"{town.name}婚姻家庭志愿队")
        gone = self._team(county.division, "平安家庭宣讲队")
        gone.until, gone.end_reason = date(self.until.year, 1, 31), "并入巾帼调解队"
        gone.version = 2
        VolunteerTeam.objects.bulk_create(self.teams)
        for kind in COUNTY_VOLUNTEERS:
            for number in range(EACH_KIND):
                self._volunteer(county.division, kind, number)
        for unit in county.townships:
            for number, kind in enumerate(("mediator", "other")):
                self._volunteer(unit, kind, number)
        last = self.volunteers[EACH_KIND - 1]
        last.until, last.end_reason = date(self.until.year, 3, 31), "工作调动"
        last.version = 2
        Volunteer.objects.bulk_create(self.volunteers)
        self._after_people()

    def _after_people(self) -> None:
        VolunteerContact.objects.bulk_create(
            VolunteerContact(
                uid=new_uid(dice), volunteer=one, place_id=one.place_id, phone=words.phone(dice)
            )
            for one in self.volunteers
            for dice in [self.county.dice("contact", one.uid.int)]
        )
        for team in self.teams[:2]:
            team.leader = next(v for v in self.volunteers if v.team_id == team.pk)
            team.version = 2
        VolunteerTeam.objects.bulk_update(self.teams[:2], ["leader", "version"])
        VolunteerLimit.objects.create(
            county=self.county.division, hours=LIMIT, set_by=self.boss, set_at=at(self.first, 9)
        )
        for one in self.volunteers:
            self._services(one)
        self.works[-1].taken_back_at = at(self.works[-1].day, 18)
        self.works[-1].taken_back_by = self.works[-1].recorded_by
        VolunteerWork.objects.bulk_create(self.works, batch_size=4000)
        Trail.objects.bulk_create(self._trail(), batch_size=4000)

    def _team(self, unit: Division, name: str) -> VolunteerTeam:
        dice = self.county.dice(f"team-{name}", unit.code)
        team = VolunteerTeam(uid=new_uid(dice), place=unit, name=name, since=date(2022, 3, 8))
        self.teams.append(team)
        return team

    def _volunteer(self, unit: Division, kind: str, number: int) -> None:
        dice = self.county.dice(f"volunteer-{kind}-{number}", unit.code)
        team = next((t for t in self.teams if t.place == unit), None)
        joins = kind in ("invited", "mediator", "other", "counsellor") and team is not None
        self.volunteers.append(
            Volunteer(
                uid=new_uid(dice),
                place=unit,
                name=words.person(dice),
                kind=kind,
                employer=EMPLOYERS[kind],
                skills=SKILLS[kind],
                team=team if joins else None,
                since=date(2022, 3, 8),
                recorded_by=self.county.workers.get(unit.code, [self.boss])[0],
            )
        )

    def _services(self, one: Volunteer) -> None:
        """Two a month; one in eight gives more than is good for her this month."""
        dice = self.county.dice("service", one.uid.int)
        own = [p for p in self.points if p.place_id == one.place_id and p.is_open]
        until = min(self.until, one.until or self.until)
        for _n in range(dice.randint(30, 50)):
            self._service(one, dice, own, self.first, until)
        if one.until is None and dice.random() < 0.125:
            for _n in range(8):
                self._service(one, dice, own, self.until.replace(day=1), until)

    def _service(
        self, one: Volunteer, dice: Random, own: list[ServicePoint], since: date, until: date
    ) -> None:
        day = since + timedelta(days=dice.randint(0, (until - since).days))
        kind = dice.choice(DOES[one.kind])
        self.works.append(
            VolunteerWork(
                uid=new_uid(dice),
                volunteer=one,
                place_id=one.place_id,
                team_id=one.team_id,
                point=dice.choice(own) if own and dice.random() < 0.6 else None,
                day=day,
                kind=kind,
                hours=Decimal(dice.randint(2, 8)) / 2,
                cases=dice.randint(1, 2) if kind in VolunteerWork.IN_CASES else 0,
                recorded_by=one.recorded_by,
                recorded_at=at(day, 18),
            )
        )

    def _trail(self) -> Iterator[Trail]:
        """As the verbs write it."""
        for v in self.volunteers:
            after: dict[str, object] = {"kind": v.kind, "since": v.since.isoformat()}
            after["team"] = v.team_id
            yield told(
                "network.volunteer", by=v.recorded_by, on=v, place=v.place_id, day=self.first,
                after=after,
            )  # fmt: skip
        for w in self.works:
            after = {
                "kind": w.kind, "day": w.day.isoformat(), "hours": str(w.hours), "cases": w.cases,
            }  # fmt: skip
            yield told(
                "network.service", by=w.recorded_by, on=w, place=w.place_id, day=w.day,
                after=after, hour=18,
            )  # fmt: skip
