"""Leads, proposals and factor sheets of the shown township, in every state; a scale to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Trail, User
from households.models import (
    FactorAnswer,
    FactorSheet,
    Household,
    ListedFamily,
    Proposal,
    TierDecision,
)
from households.scales.body import Cadence, build
from households.scales.shipped import DEFAULT
from households.suggesting import suggest
from households.transitions.scale import change_scale, draft_scale, publish_scale
from reports.demo import words
from reports.demo.county import County, at, told
from reports.demo.homes import new_uid
from reports.demo.screening import shown_township

LEADS = (
    ("02", "邻居说夫妻最近夜里常争吵，孩子有时住奶奶家。"),
    ("03", "老人说三个儿子都推着不管，已自己开伙两个月。"),
    ("13", "听说外出打工欠了债，有人上门要账。"),
)
ANSWERS = (
    {"drinking": "yes", "child_witness": "yes", "divorce": "open", "separation": "yes"},
    {"police": "one", "no_support": "yes", "debt": "yes", "weapon": "no"},
    {"care": "yes", "no_support": "yes", "threat": "no", "injury": "no"},
    {"divorce": "filed", "drinking": "yes", "quiet": "yes"},
)


class Proposals:
    """Rows of one county's shown township."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.township = shown_township(county)
        self.rows: list[Proposal] = []
        self.sheets: list[FactorSheet] = []
        self.answers: list[FactorAnswer] = []
        self.trail: list[Trail] = []

    def load(
        self,
        homes: list[Household],
        families: list[ListedFamily],
        first: dict[int, TierDecision],
    ) -> None:
        """Build and save; first: the first decision of each family, by id()."""
        mine = [f for f in families if self.county.township_of(f.village_id) == self.township]
        listed = {f.household_id for f in families}
        for family in mine:
            if family.tier != "green" and family.status == "listed" and not family.sealed:
                self._sheet(family.household, family)
        for family in mine:
            if not family.sealed:
                self._confirmed(family, first[id(family)].after)
        self._states([h for h in homes if self._free(h, listed)])
        Proposal.objects.bulk_create(self.rows)
        FactorSheet.objects.bulk_create(self.sheets)
        FactorAnswer.objects.bulk_create(self.answers)
        Trail.objects.bulk_create(self._told())

    def _free(self, home: Household, listed: set[int]) -> bool:
        here = self.county.township_of(home.village_id) == self.township
        return here and home.left_on is None and home.pk not in listed

    def _states(self, homes: list[Household]) -> None:
        """In each village one lead and one proposal in some state; all states in the township."""
        by_village: dict[int, list[Household]] = {}
        for home in homes:
            by_village.setdefault(home.village_id, []).append(home)
        states = ("pending", "returned", "dismissed", "withdrawn", "pending")
        for place, (_village, free) in enumerate(sorted(by_village.items())):
            self._proposal(free[3], "lead", place)
            self._sheet(free[7], None)
            self._proposal(free[7], states[place % len(states)], place)

    def _confirmed(self, family: ListedFamily, tier: str) -> None:
        """How a family of the list came onto it."""
        village = self.county.workers[family.village_id][0]
        self.rows.append(
            Proposal(
                uid=new_uid(self.county.dice("confirmed", family.household_id)),
                kind="list",
                status="confirmed",
                household=family.household,
                family=family,
                village_id=family.village_id,
                categories=family.categories,
                other_words=family.other_words,
                situation=family.situation,
                grave=family.grave,
                hardship=family.hardship,
                plan=family.plan,
                tier=tier,
                reason="入户核实，村里研判属实。",
                proposed_by=village,
                proposed_on=family.listed_on - timedelta(days=1),
                decided_by=family.listed_by,
                decided_on=family.listed_on,
                tier_set=tier,
                version=2,
            )
        )

    def _proposal(self, home: Household, status: str, place: int) -> None:
        county = self.county
        dice = county.dice(f"proposal {status}", home.village_id)
        village, town = county.workers[home.village_id][0], county.workers[self.township][0]
        category, heard = LEADS[place % len(LEADS)]
        day = county.until - timedelta(days=dice.randint(0, 3) + (4 if status != "lead" else 0))
        row = Proposal(
            uid=new_uid(dice),
            kind="list",
            status=status,
            household=home,
            village_id=home.village_id,
            categories=[category],
            situation=heard,
            proposed_by=village,
            proposed_on=day,
        )
        if status != "lead":
            row.tier, row.reason = "yellow", dice.choice(words.REASONS)
            row.keepers = [village.pk, town.pk]
        if status in ("returned", "dismissed", "withdrawn"):
            row.decided_by = village if status == "withdrawn" else town
            row.decided_on, row.version = day + timedelta(days=1), 2
            row.answer = {
                "returned": "请补孩子由谁照看、老人身体情况。",
                "dismissed": "上门核实，是装修吵闹，没有纠纷。",
                "withdrawn": "双方已和好，先不列入。",
            }[status]
        self.rows.append(row)

    def _sheet(self, home: Household, family: ListedFamily | None) -> None:
        county = self.county
        dice = county.dice("factors", home.pk)
        given = ANSWERS[dice.randrange(len(ANSWERS))]
        found = suggest(given, DEFAULT)
        day = family.tier_since if family else county.until - timedelta(days=5)
        by = county.workers[home.village_id][0]
        sheet = FactorSheet(
            uid=new_uid(dice),
            household=home,
            family=family,
            village_id=home.village_id,
            points=found.points,
            suggested=found.level.code if found.level else "",
            filled_by=by,
            filled_on=day,
            recorded_at=at(day, 9),
        )
        self.sheets.append(sheet)
        for factor, answer in given.items():
            yes = answer != "no"
            self.answers.append(
                FactorAnswer(
                    sheet=sheet,
                    village_id=home.village_id,
                    factor=factor,
                    answer=answer,
                    on_day=day - timedelta(days=dice.randint(1, 20)) if yes else None,
                    evidence=dice.choice(("seen", "party", "neighbour")) if yes else "",
                )
            )

    def _told(self) -> Iterator[Trail]:
        for row in self.rows:
            first: Mapping[str, object] = {"status": "lead", "categories": row.categories}
            asked: Mapping[str, object] = {"status": "pending", "tier": row.tier}
            yield self._line("make", row, row.proposed_by, row.proposed_on, row.reason,
                             asked if row.tier else first)  # fmt: skip
            if row.decided_by is None or row.decided_on is None:
                continue
            if row.status == "confirmed":
                yield self._line("confirm", row, row.decided_by, row.decided_on, "",
                                 {"tier": row.tier_set}, {"tier": row.tier})  # fmt: skip
            else:
                act = {"returned": "return", "dismissed": "dismiss"}.get(row.status, "make")
                before = {} if act == "make" else {"status": "pending"}
                yield self._line(act, row, row.decided_by, row.decided_on, row.answer,
                                 {"status": row.status}, before)  # fmt: skip
        for sheet in self.sheets:
            after = {"points": sheet.points, "suggested": sheet.suggested}
            yield told("factor.fill", by=sheet.filled_by, on=sheet, place=sheet.village_id,
                       day=sheet.filled_on, after=after)  # fmt: skip

    def _line(
        self,
        act: str,
        row: Proposal,
        by: User,
        day: date,
        reason: str,
        after: Mapping[str, object],
        before: Mapping[str, object] | None = None,
    ) -> Trail:
        return told(f"proposal.{act}", by=by, on=row, place=row.village_id, day=day,
                    reason=reason, after=after, before=before)  # fmt: skip


def scale_to_come(county: County) -> None:
    """A version the county has published for the coming year, through the verbs: keepers two reds
    at most, a longer grace for screening. It changes nothing yet."""
    by = county.officers["xianfulian"]
    row = draft_scale(county.division, by=by)
    scale = build(DEFAULT.levels, DEFAULT.weights, DEFAULT.direct, 2, Cadence("half_month", 1, 10))
    row = change_scale(row, scale=scale, by=by)
    year = timezone.localdate().year + 1
    publish_scale(
        row,
        effective_from=date(year, 1, 1),
        reason="明年起每人最多包两户红色，排查到期宽限一天。",
        by=by,
    )
