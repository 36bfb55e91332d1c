"""The service network: points of the county, its townships and villages, rosters of this month,
and two years of work, so that last year stands beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random

from accounts.models import Trail, User
from campaigns.models import Division, DutyShift, ServicePoint, ShelterAddress, WorkRecord
from reports.demo import words
from reports.demo.county import County, at, shown_villages, told
from reports.demo.homes import new_uid
from reports.demo.volunteers import Volunteers

OFFICE = ["08:30-12:00 14:00-17:30"] * 5 + ["", ""]
ALWAYS = ["00:00-24:00"] * 7
VILLAGE = ["08:30-11:30"] * 5 + ["", ""]
NIGHT, DAYTIME = (time(0), time(12)), (time(12), time(23, 59))
MORNING, AFTERNOON = (time(8, 30), time(12)), (time(14), time(17, 30))
# Kind, name, who runs it, hours, and what it does how often a month.
COUNTY_POINTS = (
    ("station", "妇女儿童维权站", "县妇联", OFFICE,
     (("reception", 8), ("consult", 8), ("referral", 3), ("mediation", 3))),
    ("complaint", "权益保护投诉站", "县公安局", ALWAYS, (("reception", 4), ("referral", 2))),
    ("shelter", "庇护中心", "县民政局", ALWAYS, (("shelter", 2),)),
    ("appraisal", "伤情鉴定点", "县公安局", OFFICE, (("appraisal", 2),)),
    ("legal_aid", "妇女儿童法律援助工作站", "县司法局", OFFICE, (("consult", 6),)),
    ("mediation", "婚姻家庭纠纷调解室", "县妇联", OFFICE, (("mediation", 5), ("consult", 3))),
)  # fmt: skip
TOWN_WORK = (("reception", 2), ("consult", 2), ("referral", 1), ("mediation", 1))
HOME_WORK = ("consult", "reception", "publicity")
MOST = {"publicity": 45, "reception": 4, "consult": 3}


class Network:
    """Collects rows of one county, then loads them. until: the last day anything happened."""

    def __init__(self, county: County, until: date) -> None:
        self.county, self.until = county, until
        self.first = date(until.year - 1, 1, 1)
        self.boss = county.officers["xianfulian"]
        self.points: list[ServicePoint] = []
        self.records: list[WorkRecord] = []
        self.shifts: list[DutyShift] = []

    def load(self) -> None:
        """Build and save; a dozen statements."""
        county = self.county
        for kind, name, run_by, hours, _work in COUNTY_POINTS:
            self._point(county.division, kind, f"{county.division.name}{name}", run_by, hours)
        self._closed()
        for town in county.townships:
            self._point(town, "station", f"{town.name}维权站", f"{town.name}妇联", OFFICE)
        for village in county.villages:
            self._point(village, "home", f"{village.name}妇女之家", f"{village.name}妇联", VILLAGE)
        ServicePoint.objects.bulk_create(self.points, batch_size=2000)
        self._shelters()
        self._work()
        self._rosters()
        WorkRecord.objects.bulk_create(self.records, batch_size=4000)
        DutyShift.objects.bulk_create(self.shifts, batch_size=4000)
        Volunteers(self.county, self.until, self.points).load()
        Trail.objects.bulk_create(self._trail(), batch_size=4000)

    def _worker(self, unit: Division) -> User:
        return self.boss if unit == self.county.division else self.county.workers[unit.code][0]

    def _point(
        self, unit: Division, kind: str, name: str, run_by: str, hours: list[str]
    ) -> ServicePoint:
        dice = self.county.dice(f"point-{kind}-{name}", unit.code)
        where = "村党群服务中心" if kind == "home" else "综治中心一楼"
        point = ServicePoint(
            uid=new_uid(dice),
            place=unit,
            kind=kind,
            name=name,
            address="" if kind == "shelter" else f"{unit.name}{where}",
            phone=words.phone(dice),
            hours=hours,
            run_by=run_by,
            opened_on=date(2018 + dice.randint(0, 5), dice.randint(1, 12), 8),
            recorded_by=self._worker(unit),
        )
        self.points.append(point)
        return point

    def _closed(self) -> None:
        """One that was merged into the station."""
        unit = self.county.division
        point = self._point(unit, "post", f"{unit.name}人民法院维权岗", "县人民法院", OFFICE)
        point.status, point.version = "closed", 2
        point.closed_on, point.close_reason = date(self.first.year, 6, 30), "并入县维权站"

    def _shelters(self) -> None:
        for point in self.points:
            if point.kind == "shelter":
                ShelterAddress.objects.create(
                    uid=new_uid(self.county.dice("shelter", point.place_id)),
                    point=point,
                    county=point.place,
                    address="演示路 18 号 3 楼（虚构）",
                )

    # What points did

    def _work(self) -> None:
        wanted = {name: work for _k, name, _r, _h, work in COUNTY_POINTS}
        for point in self.points:
            dice = self.county.dice("work", point.uid.int)
            name = point.name.removeprefix(self.county.division.name)
            if point.kind == "home":
                for _n in range(dice.randint(4, 9)):
                    self._record(point, dice.choice(HOME_WORK), dice, self.first)
            elif point.is_open:
                for kind, times in wanted.get(name, TOWN_WORK):
                    for _n in range(times * 22):
                        self._record(point, kind, dice, self.first)
        for point in (p for p in self.points if p.kind == "home"):
            if point.place in shown_villages(self.county):
                dice = self.county.dice("work-now", point.uid.int)
                for _n in range(6):
                    self._record(point, dice.choice(HOME_WORK), dice, self.until.replace(day=1))
        self.records[-1].taken_back_at = at(self.records[-1].day, 18)
        self.records[-1].taken_back_by = self.records[-1].recorded_by

    def _record(self, point: ServicePoint, kind: str, dice: Random, since: date) -> None:
        day = self._workday(since, dice)
        self.records.append(
            WorkRecord(
                uid=new_uid(dice),
                point=point,
                place_id=point.place_id,
                day=day,
                kind=kind,
                people=dice.randint(1, MOST.get(kind, 1)),
                recorded_by=point.recorded_by,
                recorded_at=at(day, 17),
            )
        )

    def _workday(self, since: date, dice: Random) -> date:
        """A day from `since` to the last one, on no weekend unless the month begins with it."""
        day = since + timedelta(days=dice.randint(0, (self.until - since).days))
        while day.weekday() > 4 and day > since:
            day -= timedelta(days=1)
        return day

    # Who is on duty this month

    def _rosters(self) -> None:
        today = self.until + timedelta(days=1)
        villages = {v.code for v in shown_villages(self.county)}
        for point in self.points:
            if point.is_open and (point.kind != "home" or point.place_id in villages):
                self._roster(point, today.replace(day=1))

    def _roster(self, point: ServicePoint, day: date) -> None:
        dice, month = self.county.dice("duty", point.uid.int), day.month
        people = self.county.workers.get(point.place_id, [self.boss])
        names = (words.person(dice), words.person(dice))
        halves = (NIGHT, DAYTIME) if point.hours == ALWAYS else (MORNING, AFTERNOON)
        while day.month == month:
            if point.hours == ALWAYS or day.weekday() < 5:
                for half, (starts, ends) in enumerate(halves):
                    if (point.kind == "home" and half) or dice.random() < 0.06:
                        continue  # left open: shown as vacant
                    # The federation's own people sit in its own points, others send theirs.
                    outside = point.place == self.county.division
                    outside = outside and (half == 1 or point.kind != "station")
                    self._shift(
                        point, day, starts, ends, None if outside else dice.choice(people),
                        names[half] if outside else "", dice,
                    )  # fmt: skip
            day += timedelta(days=1)

    def _shift(
        self,
        point: ServicePoint,
        day: date,
        starts: time,
        ends: time,
        person: User | None,
        name: str,
        dice: Random,
    ) -> None:
        if point.kind == "home":
            ends = time(11, 30)
        off = dice.random() < 0.02
        set_at = at(min(self.until, day - timedelta(days=1)), 16)
        self.shifts.append(
            DutyShift(
                uid=new_uid(dice),
                point=point,
                place_id=point.place_id,
                day=day,
                starts=starts,
                ends=ends,
                person=person,
                name=name,
                set_by=point.recorded_by,
                set_at=set_at,
                called_off_at=set_at if off else None,
                called_off_by=point.recorded_by if off else None,
            )
        )

    # The trail, as the verbs write it

    def _trail(self) -> Iterator[Trail]:
        for p in self.points:
            after: dict[str, object] = {"kind": p.kind, "opened_on": p.opened_on.isoformat()}
            yield told(
                "network.open",
                by=p.recorded_by,
                on=p,
                place=p.place_id,
                day=self.first,
                after=after,
            )
        for r in self.records:
            after = {"kind": r.kind, "people": r.people, "day": r.day.isoformat()}
            yield told(
                "network.work", by=r.recorded_by, on=r, place=r.place_id, day=r.day, after=after,
                hour=17,
            )  # fmt: skip


def network(county: County, until: date) -> None:
    """The whole network of the county."""
    Network(county, until).load()
