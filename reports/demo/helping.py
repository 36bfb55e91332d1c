"""Pairings with what was given, and service activities with the households that took part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from accounts.models import Trail, User
from households.models import (
    HelpEvent,
    Household,
    ListedFamily,
    Pairing,
    ServiceActivity,
    ServiceUse,
)
from reports.demo import words
from reports.demo.county import County, at, told
from reports.demo.homes import new_uid

UNITS = ("县民政局", "镇卫生院", "镇司法所", "县供电公司", "镇中心小学")
FIRMS = ("顺和服装厂", "丰收农机合作社", "康源食品公司")
TEAMS = ("巾帼志愿服务队", "青年志愿服务队")
NEEDS = ("主要劳力患重病，药费负担重。", "独居，行动不便，买药取药困难。", "孩子上学缺少照看。")
MEASURES = ("每月上门一次，联系医保报销和临时救助。", "介绍到镇上厂里上班，农忙帮工。")
EFFECTS = ("药费已按政策报销，家里有了固定收入。", "孩子已复学，成绩稳定。")
GIVEN: tuple[tuple[str, str, int], ...] = (
    ("goods", "送大米 2 袋、油 1 桶", 180),
    ("money", "送慰问金", 500),
    ("company", "陪老人到镇卫生院复查", 0),
    ("job", "联系到镇上厂里上班", 0),
    ("study", "送书包和学习用品", 120),
)
TITLES: dict[str, tuple[str, ...]] = {
    "training": ("月嫂技能培训", "电商直播培训"),
    "jobs": ("家门口就业招聘会",),
    "health": ("妇女两癌筛查", "老年人体检"),
    "counsel": ("亲子沟通课堂", "心理疏导进村"),
    "law": ("宪法进农家", "反诈和婚姻法讲座"),
    "care": ("暑期儿童关爱活动", "重阳节走访慰问"),
}


class Helping:
    """Collects rows of one county, then loads them."""

    def __init__(
        self, county: County, families: list[ListedFamily], homes: list[Household]
    ) -> None:
        self.county = county
        self.families = families
        self.homes: dict[int, list[Household]] = {}
        for home in homes:
            if home.left_on is None:
                self.homes.setdefault(home.village_id, []).append(home)
        self.pairings: list[Pairing] = []
        self.events: list[HelpEvent] = []
        self.activities: list[ServiceActivity] = []
        self.uses: list[ServiceUse] = []

    def load(self) -> None:
        """Build and save; five statements."""
        for family in self.families:
            if family.hardship and not family.sealed:
                dice = self.county.dice("help", family.uid.int)
                if dice.random() < self.county.skill(family.village_id):
                    self._pairing(family, dice)
        for village in self.county.villages:
            self._activities(village.code, self.county.dice("service", village.code))
        Pairing.objects.bulk_create(self.pairings, batch_size=2000)
        HelpEvent.objects.bulk_create(self.events, batch_size=2000)
        ServiceActivity.objects.bulk_create(self.activities, batch_size=2000)
        ServiceUse.objects.bulk_create(self.uses, batch_size=4000)
        Trail.objects.bulk_create(self._trail(), batch_size=4000)

    def _pairing(self, family: ListedFamily, dice: Random) -> None:
        since = self._day(family.listed_on, dice)
        worker = self.county.workers[family.village_id][0]
        kind = dice.choice(("person", "mother", "unit", "enterprise", "team"))
        ended = family.closed_on
        row = Pairing(
            uid=new_uid(dice),
            household_id=family.household_id,
            village_id=family.village_id,
            helper_kind=kind,
            helper_name=self._helper(kind, dice),
            contact=words.phone(dice),
            need=dice.choice(NEEDS),
            measures=dice.choice(MEASURES),
            since=since,
            consent_on=since if dice.random() < 0.2 else None,
            consent_by="户主",
            ended_on=max(ended, since) if ended else None,
            effect=dice.choice(EFFECTS) if ended else "",
            recorded_by=worker,
            recorded_at=at(since, 17),
        )
        if row.consent_on is None:
            row.consent_by = ""
        row.ended_at = at(row.ended_on, 17) if row.ended_on else None
        row.version = 1 + bool(row.consent_on) + bool(row.ended_on)
        self.pairings.append(row)
        for _ in range(dice.randint(0, 3)):
            self._event(row, worker, dice)

    def _event(self, row: Pairing, by: User, dice: Random) -> None:
        day = self._day(row.since, dice, row.ended_on)
        kind, what, value = dice.choice(GIVEN)
        self.events.append(
            HelpEvent(
                uid=new_uid(dice),
                pairing=row,
                village_id=row.village_id,
                happened_on=day,
                kind=kind,
                what=what,
                amount=Decimal(value) if value else None,
                signed_by="户主",
                recorded_by=by,
                recorded_at=at(day, 17),
            )
        )

    def _helper(self, kind: str, dice: Random) -> str:
        if kind in ("person", "mother"):
            return words.person(dice)
        return dice.choice({"unit": UNITS, "enterprise": FIRMS, "team": TEAMS}[kind])

    def _day(self, since: date, dice: Random, until: date | None = None) -> date:
        last = min(until or self.county.until, self.county.until)
        return since + timedelta(days=dice.randint(0, max(0, (last - since).days)))

    def _activities(self, village: int, dice: Random) -> None:
        start = date(self.county.campaign.year, 1, 5)
        for _ in range(dice.randint(1, 3)):
            kind = dice.choice(tuple(TITLES))
            day = self._day(start, dice)
            worker = self.county.workers[village][0]
            row = ServiceActivity(
                uid=new_uid(dice),
                unit_id=village,
                kind=kind,
                title=dice.choice(TITLES[kind]),
                happened_on=day,
                venue="村党群服务中心",
                people=dice.randint(18, 60),
                recorded_by=worker,
                recorded_at=at(day, 18),
            )
            self.activities.append(row)
            for home in dice.sample(self.homes[village], dice.randint(2, 5)):
                self.uses.append(
                    ServiceUse(
                        uid=new_uid(dice),
                        activity=row,
                        household=home,
                        village_id=village,
                        people=1,
                        recorded_by=worker,
                    )
                )

    def _trail(self) -> Iterator[Trail]:
        for row in self.pairings:
            yield told(
                "help.pair",
                by=row.recorded_by,
                on=row,
                place=row.village_id,
                day=row.since,
                after={"helper_kind": row.helper_kind, "since": row.since.isoformat()},
            )
        for activity in self.activities:
            yield told(
                "help.serve",
                by=activity.recorded_by,
                on=activity,
                place=activity.unit_id,
                day=activity.happened_on,
                hour=18,
                after={
                    "kind": activity.kind,
                    "people": activity.people,
                    "on": activity.happened_on.isoformat(),
                },
            )
