"""Families the township holds because a keeper is gone, and the hazards of grave families."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from accounts.models import Trail, User
from households.keeper_rules import HOLD_DAYS
from households.models import (
    HandOver,
    Hazard,
    HazardCall,
    HazardNote,
    Keeper,
    ListedFamily,
)
from reports.demo import words
from reports.demo.county import County, at, told
from reports.demo.homes import new_uid

REASONS = ("借调县里半年，暂不能履职。", "突发重病住院，暂不能履职。", "产假，暂不能履职。")
COURSES = (
    "两家因院墙多次争吵，昨晚一方扬言动手，被邻居劝开。",
    "酒后与家人争吵，砸坏门窗，家人躲到邻居家。",
    "欠款被多次上门催要，情绪低落，说过不想活的话。",
)
STEPS = "包户人今晚守在家里，明早司法所约双方谈话。"
WRITTEN = "双方已分开居住，派出所已训诫，包户人每天上门，情绪平稳。"


class Keeping:
    """Collects rows of one county, then loads them in the order their keys need."""

    def __init__(self, county: County, families: list[ListedFamily], keepers: list[Keeper]) -> None:
        self.county = county
        self.families = families
        self.kept: dict[int, list[Keeper]] = {}
        for keeper in keepers:
            self.kept.setdefault(keeper.family_id, []).append(keeper)
        self.terms: list[Keeper] = []
        self.held: list[HandOver] = []
        self.hazards: list[Hazard] = []
        self.calls: list[HazardCall] = []
        self.notes: list[HazardNote] = []

    def load(self) -> None:
        """Build and save; about eight statements."""
        for family in self.families:
            if family.status != ListedFamily.Status.LISTED or family.sealed:
                continue
            dice = self.county.dice("keeping", family.uid.int)
            if len(self.kept.get(family.pk, ())) == 1:
                self._hold(family, dice)
            if family.grave:
                self._hazard(family, dice)
        Keeper.objects.bulk_create(self.terms, batch_size=2000)
        HandOver.objects.bulk_create(self.held, batch_size=2000)
        Hazard.objects.bulk_create(self.hazards, batch_size=2000)
        HazardCall.objects.bulk_create(self.calls, batch_size=2000)
        HazardNote.objects.bulk_create(self.notes, batch_size=2000)
        Trail.objects.bulk_create(self._trail(), batch_size=2000)

    def _township(self, family: ListedFamily) -> tuple[User, User]:
        """Who keeps this village's families for the township, and her colleague."""
        workers = self.county.workers[self.county.township_of(family.village_id)]
        index = family.village_id % 2
        return workers[index], workers[1 - index]

    def _hold(self, family: ListedFamily, dice: Random) -> None:
        """The township's keeper was taken away, her colleague holds the family."""
        leaving, holder = self._township(family)
        day = max(family.listed_on, self.county.until - timedelta(days=dice.randint(0, 25)))
        self.terms.append(
            Keeper(
                family=family,
                village_id=family.village_id,
                person=leaving,
                since=family.listed_on,
                until=day,
                named_by=family.listed_by,
            )
        )
        self.held.append(
            HandOver(
                uid=new_uid(dice),
                batch=new_uid(dice),
                family=family,
                village_id=family.village_id,
                leaving=leaving,
                holder=holder,
                reason=dice.choice(REASONS),
                proposed_by=holder,
                proposed_at=at(day, 15),
                due_on=day + timedelta(days=HOLD_DAYS),
            )
        )

    def _hazard(self, family: ListedFamily, dice: Random) -> None:
        """Known on the day of the tier; most in time, some late."""
        worker, officer = self.county.workers[family.village_id][0], self._township(family)[0]
        known = at(family.tier_since, dice.randint(8, 18), dice.choice((0, 10, 25, 40)))
        late = dice.random() < 0.15
        filed = known + timedelta(minutes=150 if late else dice.randint(50, 110))
        written = known + timedelta(hours=30 if late else dice.randint(12, 23))
        asked = dice.random() < 0.3
        hazard = Hazard(
            uid=new_uid(dice),
            village_id=family.village_id,
            household_id=family.household_id,
            family=family,
            source=Hazard.Source.FAMILY,
            status=Hazard.Status.ASKED if asked else Hazard.Status.FILED,
            known_at=known,
            opened_at=known,
            opened_by=worker,
            dangers=[dice.choice(Hazard.Danger.values)],
            place=dice.choice(words.STREETS) + "，本人家中",
            persons="户主和家人",
            course=dice.choice(COURSES),
            measures=dice.choice(words.REPORT_MEASURES),
            next_steps=STEPS,
            signed_by=worker.name,
            filed_at=filed,
            filed_by=worker,
            written_at=written,
            received_at=known + timedelta(minutes=35),
            handler=officer,
            asked_by=worker if asked else None,
            version=5 if asked else 4,
        )
        self.hazards.append(hazard)
        called = known + timedelta(minutes=dice.randint(5, 45))
        self.calls.append(
            HazardCall(
                hazard=hazard,
                village_id=family.village_id,
                called_at=called,
                person=officer.name,
                unit="镇妇联",
                by=worker,
                recorded_at=filed,
            )
        )
        self._note(hazard, "written", WRITTEN, worker, written, dice)
        if asked:
            said = "连续多日平静，双方书面保证，申请解除。"
            self._note(hazard, "asked", said, worker, written + timedelta(hours=20), dice)

    def _note(
        self, hazard: Hazard, kind: str, text: str, by: User, moment: datetime, dice: Random
    ) -> None:
        self.notes.append(
            HazardNote(
                uid=new_uid(dice),
                hazard=hazard,
                village_id=hazard.village_id,
                kind=kind,
                text=text,
                by=by,
                at=moment,
            )
        )

    def _trail(self) -> Iterator[Trail]:
        for row in self.held:
            yield told(
                "family.hold",
                by=row.proposed_by,
                on=row.family,
                place=row.village_id,
                day=row.proposed_at.date(),
                hour=15,
                after={
                    "hand_over": str(row.uid),
                    "status": row.status,
                    "leaving": row.leaving_id,
                    "taking": None,
                },
            )
        for hazard in self.hazards:
            yield told(
                "hazard.open",
                by=hazard.opened_by,
                on=hazard,
                place=hazard.village_id,
                day=hazard.known_at.date(),
                hour=hazard.known_at.hour,
                after={"known_at": hazard.known_at.isoformat(), "source": hazard.source},
            )
