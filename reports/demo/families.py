"""Listed families with tier decisions, keepers, visits owed and visits made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from accounts.models import Trail, User
from households.models import (
    FileHandler,
    Household,
    Keeper,
    ListedFamily,
    Tier,
    TierDecision,
    Visit,
    VisitDuty,
)
from households.scales.shipped import DEFAULT
from households.tiers import PLAN_AHEAD_DAYS, review_due, visit_days
from reports.demo import words
from reports.demo.county import County, at, told
from reports.demo.homes import new_uid

LAPSE_DAYS = 30  # a review missed longer ago has been made up for
CATEGORY_WEIGHTS = {
    "01": 3, "02": 14, "03": 12, "04": 3, "05": 6, "06": 1, "07": 5, "08": 14, "09": 8, "10": 14,
    "11": 7, "12": 5, "13": 5, "14": 10, "15": 6, "16": 2,
}  # fmt: skip


class Families:
    """Collects rows of one county, then loads them in the order their keys need."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.families: list[ListedFamily] = []
        self.decisions: list[TierDecision] = []
        self.keepers: list[Keeper] = []
        self.handlers: list[FileHandler] = []
        self.visits: list[Visit] = []
        self.duties: list[VisitDuty] = []
        self.fulfilled: list[tuple[VisitDuty, Visit]] = []
        self.reds: dict[int, int] = {}
        self.first: dict[int, TierDecision] = {}

    def load(self, homes: list[Household]) -> None:
        """Build and save."""
        self.build(homes)
        self.save()

    def build(self, homes: list[Household]) -> None:
        """About five families a village."""
        by_village: dict[int, list[Household]] = {}
        for home in homes:
            if home.left_on is None:
                by_village.setdefault(home.village_id, []).append(home)
        for village in self.county.villages:
            dice = self.county.dice("family", village.code)
            chosen = dice.sample(by_village[village.code], dice.randint(3, 7))
            for home in chosen:
                self._family(home, dice)

    def save(self) -> None:
        """Load everything; a dozen statements in all."""
        ListedFamily.objects.bulk_create(self.families, batch_size=2000)
        TierDecision.objects.bulk_create(self.decisions, batch_size=5000)
        Keeper.objects.bulk_create(self.keepers, batch_size=5000)
        FileHandler.objects.bulk_create(self.handlers, batch_size=5000)
        Visit.objects.bulk_create(self.visits, batch_size=4000)
        for duty, visit in self.fulfilled:
            duty.visit = visit
        VisitDuty.objects.bulk_create(self.duties, batch_size=5000)
        Trail.objects.bulk_create(self._trail(), batch_size=5000)

    def _family(self, home: Household, dice: Random) -> None:
        county = self.county
        year_start = date(county.campaign.year, 1, 1)
        span = max(1, (county.until - year_start).days - 20)
        listed = year_start + timedelta(days=dice.randint(-60, span))
        categories = sorted(
            set(dice.choices(list(CATEGORY_WEIGHTS), list(CATEGORY_WEIGHTS.values()), k=2))
        )[: dice.randint(1, 2)]
        people = self._people(home.village_id)
        family = ListedFamily(
            uid=new_uid(dice),
            household=home,
            village_id=home.village_id,
            categories=categories,
            other_words="房屋出租收入分配" if "16" in categories else "",
            situation=dice.choice(words.SITUATIONS[categories[0]]),
            plan=dice.choice(words.PLANS) if dice.random() < 0.9 else "",
            hardship="14" in categories,
            sealed="01" in categories,
            listed_on=listed,
            listed_by=people[1],
            recorded_at=at(listed, 10),
        )
        self.families.append(family)
        self._tiers(family, dice, people[0])
        self._keepers(family, people, dice)
        if family.sealed:
            self._seal(family, people[0], dice)
        self._plan(family, dice, people)

    def _people(self, village: int) -> tuple[User, User]:
        workers = self.county.workers
        return workers[village][0], workers[self.county.township_of(village)][village % 2]

    def _tiers(self, family: ListedFamily, dice: Random, by: User) -> None:
        tier = Tier(dice.choices(("red", "yellow", "green"), (3, 22, 75))[0])
        if tier is Tier.RED and self._red_full(family.village_id):
            tier = Tier.YELLOW
        family.grave = tier is Tier.RED and dice.random() < 0.5
        lowered = {Tier.RED: Tier.YELLOW, Tier.YELLOW: Tier.GREEN}.get(tier)
        later = family.listed_on + timedelta(
            days=DEFAULT.level(tier).quiet_days + dice.randint(3, 30)
        )
        until = self.county.until
        if lowered and later < until and dice.random() < 0.5:
            self._decide(family, "", tier, family.listed_on, by, dice, later)
            township = self._people(family.village_id)[1]
            self._decide(family, tier, lowered, later, township, dice, until)
        else:
            self._decide(family, "", tier, family.listed_on, by, dice, until)
        if family.tier == Tier.RED:
            for person in self._people(family.village_id):
                self.reds[person.pk] = self.reds.get(person.pk, 0) + 1

    def _red_full(self, village: int) -> bool:
        return any(self.reds.get(p.pk, 0) >= DEFAULT.top_per_keeper for p in self._people(village))

    def _decide(
        self,
        family: ListedFamily,
        before: str,
        tier: Tier,
        day: date,
        by: User,
        dice: Random,
        until: date,
    ) -> None:
        """A tier from `day`, and its reviews before `until`; some of the last month lapsed, and
        those families show grey."""
        family.tier, family.tier_since = tier, day
        family.review_due = review_due(DEFAULT.level(tier), day)
        self._decision(family, before, day, by, dice)
        while family.review_due < until:
            lapses = (self.county.until - family.review_due).days < LAPSE_DAYS
            if lapses and until == self.county.until and dice.random() < 0.3:
                break
            self._decision_again(family, by, dice)

    def _decision_again(self, family: ListedFamily, by: User, dice: Random) -> None:
        day = family.review_due - timedelta(days=dice.randint(0, 2))
        family.review_due = review_due(family.level, day)
        self._decision(family, family.tier, day, by, dice)

    def _decision(
        self, family: ListedFamily, before: str, day: date, by: User, dice: Random
    ) -> None:
        family.version = 1 if not before else family.version + 1
        decision = TierDecision(
            uid=new_uid(dice),
            family=family,
            village_id=family.village_id,
            before=before,
            after=family.tier,
            reason=dice.choice(words.REASONS),
            decided_on=day,
            decided_by=by if before else family.listed_by,
            review_due=family.review_due,
        )
        self.first.setdefault(id(family), decision)
        self.decisions.append(decision)

    def _keepers(self, family: ListedFamily, people: tuple[User, User], dice: Random) -> None:
        lacking = dice.random() > self.county.skill(family.village_id) + 0.12
        for person in people[:1] if lacking else people:
            self.keepers.append(
                Keeper(
                    family=family,
                    village_id=family.village_id,
                    person=person,
                    since=family.listed_on,
                    named_by=people[0],
                )
            )

    def _seal(self, family: ListedFamily, by: User, dice: Random) -> None:
        """Like the verb: who listed it and the keepers handle it, the township's first person
        supervises."""
        supervisor = self.county.workers[self.county.township_of(family.village_id)][0]
        kept = [k.person for k in self.keepers[-2:] if k.family is family]
        people = {p.pk: p for p in (by, *kept) if p.pk != supervisor.pk}
        roles = [(p, FileHandler.Role.HANDLER) for p in people.values()]
        for person, role in [*roles, (supervisor, FileHandler.Role.SUPERVISOR)]:
            self.handlers.append(
                FileHandler(
                    uid=new_uid(dice),
                    family=family,
                    village_id=family.village_id,
                    person=person,
                    role=role,
                    since=family.listed_on,
                    named_by=by,
                )
            )

    def _plan(self, family: ListedFamily, dice: Random, people: tuple[User, User]) -> None:
        county, until = self.county, self.county.until
        closed = self._closing(family, dice)
        horizon = closed or until + timedelta(days=PLAN_AHEAD_DAYS)
        opens, skill = family.tier_since, county.skill(family.village_id)
        missed: list[VisitDuty] = []
        for due in visit_days(family.level, family.tier_since, horizon):
            duty = VisitDuty(
                family=family, village_id=family.village_id, opens_on=opens, due_on=due
            )
            self.duties.append(duty)
            missed.append(duty)
            lot = dice.random()
            if due <= until and lot < skill + 0.1:
                # Like the verb: what was missed is answered late, else the present duty on time.
                day = (
                    due + timedelta(days=1)
                    if lot > skill
                    else due - timedelta(days=dice.randint(0, 2))
                )
                day = min(max(day, opens), until)
                visit = self._visit(family, day, dice, people[dice.random() < 0.3])
                done = [one for one in missed if one.due_on < day] or [duty]
                self.fulfilled += [(one, visit) for one in done]
                missed = [one for one in missed if one not in done]
            opens = due + timedelta(days=1)

    def _closing(self, family: ListedFamily, dice: Random) -> date | None:
        quiet = family.tier_since + timedelta(days=DEFAULT.lowest.quiet_days + 2)
        if family.tier != Tier.GREEN or quiet >= self.county.until or dice.random() > 0.25:
            return None
        day = quiet + timedelta(days=dice.randint(0, (self.county.until - quiet).days))
        ground = dice.choices(("quiet", "moved", "ended", "mistake"), (80, 10, 6, 4))[0]
        family.status, family.closed_on, family.close_ground = "closed", day, ground
        family.close_reason = "情况稳定满三个月，走访按期，经镇里核实予以销号。"
        family.version += 1
        for keeper in reversed(self.keepers):
            if keeper.family is not family:
                break
            keeper.until = day
        return day

    def _visit(self, family: ListedFamily, day: date, dice: Random, by: User) -> Visit:
        visit = Visit(
            uid=new_uid(dice),
            family=family,
            village_id=family.village_id,
            visited_on=day,
            visitor=by,
            way=dice.choices(("home", "phone", "meeting"), (8, 1, 1))[0],
            met=dice.choice(words.MET),
            state=dice.choice(words.VISIT_STATES),
            change=dice.choices(("better", "same", "worse"), (3, 6, 1))[0],
            measures=dice.choice(words.MEASURES),
            recorded_at=at(day, 18),
        )
        self.visits.append(visit)
        return visit

    def _trail(self) -> Iterator[Trail]:
        for decision in self.decisions:
            yield from self._decided(decision)
        for family in self.families:
            yield told(
                "family.list",
                by=family.listed_by,
                on=family,
                place=family.village_id,
                day=family.listed_on,
                after={
                    "categories": family.categories,
                    "tier": self.first[id(family)].after,
                    "grave": family.grave,
                    "hardship": family.hardship,
                },
            )
            if family.closed_on:
                yield told(
                    "family.close",
                    by=self._people(family.village_id)[1],
                    on=family,
                    place=family.village_id,
                    day=family.closed_on,
                    before={"status": "listed", "tier": family.tier},
                    after={"status": "closed", "ground": family.close_ground},
                )
        answered = Counter(id(visit) for _, visit in self.fulfilled)
        for visit in self.visits:
            yield told(
                "family.visit",
                by=visit.visitor,
                on=visit.family,
                place=visit.village_id,
                day=visit.visited_on,
                hour=18,
                after={
                    "visit": str(visit.uid),
                    "visited_on": visit.visited_on.isoformat(),
                    "change": visit.change,
                    "duties": answered[id(visit)],
                },
            )

    def _decided(self, decision: TierDecision) -> Iterator[Trail]:
        if not decision.before:
            return
        same = decision.before == decision.after
        due = decision.review_due.isoformat()
        yield told(
            "family.review" if same else "family.lower",
            by=decision.decided_by,
            on=decision.family,
            place=decision.village_id,
            day=decision.decided_on,
            hour=14,
            before={} if same else {"tier": decision.before},
            after={"review_due": due, "tier": decision.after},
        )
