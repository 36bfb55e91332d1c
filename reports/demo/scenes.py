"""Every state of hand-overs, hazards, urging and care in the township shown to visitors, made
through the verbs by the people who sign in there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts import demo as sign_ins
from accounts.models import User
from accounts.roles import Role
from households.models import (
    Category,
    HandOver,
    Household,
    Keeper,
    ListedFamily,
    Member,
    Proposal,
    VisitDuty,
)
from households.queries.family import fall_obstacle
from households.queries.keeper import eligible
from households.queries.overdue import overdue_families
from households.transitions import handover, hazard, hazard_end, proposal, proposal_answer
from households.transitions.care import enter_care, visit_care
from households.transitions.member import add_member
from households.transitions.tier import raise_tier
from households.transitions.urge import urge_hand_over, urge_visit
from reports.demo.county import County

# Said where the factor sheet suggests something else than is decided.
AGAINST = "因素表是上月填的，近日情况有变。"
FORM: dict[str, Any] = {
    "place": "二组，本人家门口",
    "persons": "户主和邻居",
    "course": "因排水沟争吵，一方扬言动手，被邻居劝开。",
    "measures": "包户人和网格员在场劝开，双方各自回家。",
    "next_steps": "今晚包户人守着，明早司法所约谈双方。",
}


class Scenes:
    """Who works in the shown village, and the families there and next door."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.village: User = User.objects.get(username=sign_ins.USERNAMES[Role.VILLAGE_MEDIATOR])
        self.town: User = User.objects.get(username=sign_ins.USERNAMES[Role.TOWNSHIP_FEDERATION])
        posting = self.village.main_posting
        assert posting is not None
        self.place = posting.division
        self.mate = next(w for w in county.workers[self.place.code] if w != self.village)
        low = county.township_of(self.place.code)
        self.families = list(
            ListedFamily.objects.listed()
            .filter(village_id__gte=low, village_id__lt=low + 1000, sealed=False)
            .select_related("household", "village")
            .order_by("village_id", "pk")
        )

    def play(self) -> None:
        """All of them; somewhat over a hundred verbs."""
        self._hand_overs()
        self._hazards()
        self._urges()
        self._care()
        self._tiers()

    def _hand_overs(self) -> None:
        """One waits for the sign-in user, one for her mate, one was accepted, refused, recalled."""
        answers = ["mine", "waiting", "accept", "refuse", "recall"]
        own = [f for f in self.families if f.village_id == self.place.code]
        rest = [f for f in self.families if f.village_id != self.place.code]
        for family in own + rest:
            if not answers:
                return
            kept = Keeper.objects.filter(family=family, until__isnull=True)
            people = [k.person for k in kept.select_related("person")]
            free = eligible(family.village_id).exclude(pk__in=[p.pk for p in people])
            taking = free.order_by("pk").first()
            leaving = next((p for p in people if p.main_posting), None)
            if len(people) < 2 or taking is None or leaving is None or family.tier == "red":
                continue
            self._one(family, leaving, taking, answers.pop(0))

    def _one(self, family: ListedFamily, leaving: User, taking: User, answer: str) -> None:
        if answer == "mine" and family.village_id == self.place.code:
            keeps = Keeper.objects.filter(family=family, person=self.village, until__isnull=True)
            leaving, taking = (self.village, self.mate) if keeps.exists() else (leaving, taking)
        row = handover.propose(
            family, leaving=leaving, taking=taking, reason="工作调整，原包户人分管别的片。",
            by=leaving,
        )  # fmt: skip
        if answer == "accept":
            handover.accept(row, by=taking)
        elif answer == "refuse":
            handover.refuse(row, reason="我手上已有三户红·高，请另选。", by=taking)
        elif answer == "recall":
            handover.recall(row, reason="分管没有调整，不用移交了。", by=leaving)
        elif answer == "waiting":
            urge_hand_over(row, by=leaving)

    def _hazards(self) -> None:
        """Just known; filed and received; asked to be lifted; lifted; a mistake."""
        now = timezone.now()
        homes = list(
            Household.objects.present()
            .filter(village_id=self.place.code, listings__isnull=True)
            .order_by("number")[:4]
        )
        hazard.open_hazard(household=homes[0], known_at=now - timedelta(minutes=40),
                           dangers=["injury"], reporter="邻居来电", by=self.village)  # fmt: skip
        filed = self._filed(homes[1], now - timedelta(hours=20))
        hazard.receive(filed, by=self.town)
        ended = self._filed(homes[2], now - timedelta(hours=26))
        hazard_end.follow_up(
            ended, text="司法所已调解，双方书面保证，包户人每天上门。", by=self.village
        )
        hazard_end.ask_lift(ended, reason="双方和好，连续多日平静。", by=self.village)
        hazard_end.confirm_lift(ended, ending="lifted", reason="已上门核实，平静。", by=self.town)
        wrong = hazard.open_hazard(household=homes[3], by=self.village)
        hazard_end.ask_lift(wrong, reason="听错了，是邻村的事，没有这回事。", by=self.village)
        hazard_end.confirm_lift(wrong, ending="mistake", reason="核实没有这回事。", by=self.town)

    def _filed(self, home: Household, known_at: Any) -> Any:
        row = hazard.open_hazard(household=home, known_at=known_at, by=self.village)
        hazard.record_call(
            row,
            called_at=known_at + timedelta(minutes=20),
            person=self.town.name,
            unit="五段镇妇联",
            by=self.village,
        )
        hazard.file_form(
            row, dangers=["injury"], signed_by=self.village.name, by=self.village, **FORM
        )
        return row

    def _urges(self) -> None:
        """The township urges its oldest overdue visits."""
        today = timezone.localdate()
        for family in overdue_families(self.town, today)[:4]:
            duty = VisitDuty.objects.overdue(today).filter(family=family).earliest("due_on")
            people = Keeper.objects.filter(family=family, until__isnull=True)
            if people.exclude(person=self.town).exists():
                urge_visit(duty, by=self.town, words="请今天上门。")

    def _care(self) -> None:
        """Children, women and old people of the village's families, looked in on."""
        wanted = {
            "child": Category.CHILDREN,
            "woman": Category.LEFT_WOMEN,
            "elder": Category.ELDERLY,
        }
        for kind, category in wanted.items():
            rows = [f for f in self.families if category.value in f.categories][:4]
            for family in rows:
                record = enter_care(
                    self._member(family, kind),
                    kind=kind,
                    carer="祖母" if kind == "child" else "长子",
                    carer_relation="祖孙" if kind == "child" else "母子",
                    contact="0516-00012345",
                    need="放学后没人辅导。" if kind == "child" else "取药不方便。",
                    by=self.town,
                )
                visit_care(
                    record, visited_on=timezone.localdate(), way="home",
                    found="精神好，生活有人照看。", by=self.town,
                )  # fmt: skip

    def _tiers(self) -> None:
        """Villages raise at once, ask to lower and to close; the township confirms, sends back,
        and one village thinks better of it."""
        today = timezone.localdate()
        calm = [f for f in self._untouched() if not fall_obstacle(f, today)]
        falls = [f for f in calm if not f.level.is_lowest][:2]
        ends = [f for f in calm if f.level.is_lowest][:4]
        asked = [self._ask(f, Proposal.Kind.LOWER) for f in falls]
        asked += [self._ask(f, Proposal.Kind.CLOSE) for f in ends]
        answers = ("confirm", "", "", "withdraw", "back", "confirm")
        for row, answer in zip(asked, answers, strict=False):
            if answer == "confirm":
                proposal_answer.confirm(row, by=self.town)
            elif answer == "back":
                proposal_answer.send_back(
                    row, words="请再走访一次，写明两位老人的情况。", by=self.town
                )
            elif answer == "withdraw":
                proposal.withdraw(row, reason="近日又有口角，再看一段。", by=row.proposed_by)
        used = {row.family_id for row in asked}
        worse = [f for f in self._untouched() if f.level.is_lowest and f.pk not in used][:2]
        for confirmed, family in enumerate(worse):
            raise_tier(family, tier="yellow", reason="近日口角增多，邻居反映夜里吵闹。",
                       by=self._worker(family), against=AGAINST)  # fmt: skip
            if confirmed:
                made = Proposal.objects.get(family=family, kind="raise", status="pending")
                proposal_answer.confirm(made, by=self.town)

    def _untouched(self) -> list[ListedFamily]:
        """Families without a proposal or a hand-over under way, as they stand now."""
        busy = Proposal.objects.filter(status__in=["lead", "pending", "returned"])
        rows = ListedFamily.objects.listed().filter(pk__in=[f.pk for f in self.families])
        free = rows.exclude(pk__in=busy.exclude(family=None).values("family"))
        moving = HandOver.objects.waiting().values("family")
        return list(free.exclude(pk__in=moving).select_related("household", "village"))

    def _worker(self, family: ListedFamily) -> User:
        return self.county.workers[family.village_id][0]

    def _ask(self, family: ListedFamily, kind: str) -> Proposal:
        return proposal.propose_change(
            family, kind=kind, reason="走访都平稳，两口子和好，孩子有人照看。",
            by=self._worker(family),
        )  # fmt: skip

    def _member(self, family: ListedFamily, kind: str) -> Member:
        """The one the ledger is about, registered in the household."""
        year = self.county.until.year
        born, name, relation = {
            "child": (date(year - 9, 6, 1), "小宝", "grandchild"),
            "woman": (date(year - 36, 3, 8), "桂芳", "child_in_law"),
            "elder": (date(year - 78, 9, 9), "德厚", "parent"),
        }[kind]
        values = {
            "name": family.household.head_name[0] + name,
            "relation": relation,
            "sex": "female" if kind == "woman" else "male",
            "birth_date": born,
            "document": "later",
            "document_reason": "证件在外地，待补",
            "consent": "duty" if kind == "child" else "",
            "consent_note": "未成年人保护法第四十三条" if kind == "child" else "",
        }
        worker = self.county.workers[family.village_id][0]
        return add_member(family.household, values=values, by=worker)


def play(county: County) -> None:
    """Only where the sign-in users of the demo work."""
    if User.objects.filter(username=sign_ins.USERNAMES[Role.VILLAGE_MEDIATOR]).exists():
        Scenes(county).play()
