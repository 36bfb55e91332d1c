"""Marks beside the review in the demo year, through the verbs: townships and a few villages score
themselves, departments by link and on paper, one line twice without seeing each other; bonus
claims decided each way."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts import demo as sign_ins
from accounts import scope
from accounts.models import Posting, User
from accounts.roles import Role
from campaigns.models import Division, Level
from reports.demo.county import SEED
from reports.demo.tasks import photo
from reports.models import (
    BonusClaim,
    DoubleScoring,
    LineMark,
    MarkSheet,
    ScoreClocks,
    ScoreLine,
    ScoringRun,
)
from reports.transitions import bonus
from reports.transitions import department as links
from reports.transitions.double import set_double
from reports.transitions.mark import Given, mark_blind, mark_department, mark_self

TWICE = "5.4"
NAMES = ("王建国", "张桂芳", "李为民", "陈素英", "赵启明")
WHY_SELF = ("有记录补登在后，系统没有数到", "按实际开展的次数评", "两项佐证交得晚，已补齐")
WHY_DEPARTMENT = ("一份材料没有盖章", "现场抽查有一处不符", "台账与记录对不上一处")
SHORT = "材料不全，酌情扣分"


def play(run: ScoringRun, reviewer: User) -> None:
    """Everything before the review; what is there already stays."""
    if LineMark.objects.filter(campaign=run.campaign_id).exists():
        return
    Marking(run, reviewer).play()


class Marking:
    """The marks of one run."""

    def __init__(self, run: ScoringRun, reviewer: User) -> None:
        self.run, self.reviewer = run, reviewer
        self.boss = User.objects.get(username=sign_ins.USERNAMES[Role.COUNTY_FEDERATION])
        self.dice = random.Random(f"{SEED}:marks:{run.campaign.year}")  # noqa: S311
        rows = ScoreLine.objects.filter(sheet__run=run, sheet__level=Level.TOWNSHIP)
        self.lines = list(rows.select_related("unit").order_by("unit_id", "id"))
        self.units = list({line.unit_id: line.unit for line in self.lines}.values())
        held = Posting.objects.in_force().filter(role=Role.TOWNSHIP_FEDERATION)
        self.workers = {p.division_id: p.user for p in held.select_related("user").order_by("-pk")}

    def play(self) -> None:
        """In the order of the year: 自评, 部门评, the blind scores, the bonus."""
        campaign = self.run.campaign
        days = ScoreClocks.objects.mark_days(campaign.pk, campaign.year)
        if timezone.localdate() >= days.opens:
            self._townships()
            self._villages()
        self._double()
        self._departments()
        self._bonus()

    def _given(self, lines: Iterable[ScoreLine], why: tuple[str, ...], up: bool) -> list[Given]:
        """Mostly the computed figure; here and there a little more or less, with its reason."""
        out = []
        for line in lines:
            if line.state == ScoreLine.State.NA:
                continue
            points, reason = line.points, ""
            step = min(line.cap, Decimal(self.dice.randint(1, 4)) / 10)
            if points is None:
                points = line.cap if self.dice.random() < 0.4 else line.cap - step
                reason = "" if points == line.cap else SHORT
            elif self.dice.random() < 0.12:
                points = min(line.cap, points + step) if up else max(Decimal(0), points - step)
                reason = self.dice.choice(why)
            out.append(Given(line.unit_id, line.code, points, reason))
        return out

    def _townships(self) -> None:
        for number, unit in enumerate(self.units):
            worker = self.workers.get(unit.code)
            if worker is None:
                continue
            own = [line for line in self.lines if line.unit_id == unit.code]
            with scope.opened(worker):
                made = mark_self(
                    run=self.run, unit=unit, given=self._given(own, WHY_SELF, True),
                    signer=worker.name, by=worker, files=[photo("#cde")] if number < 2 else (),
                )  # fmt: skip
            if number % 9 != 4:  # the others were late
                self._handed_in(made, date(self.run.campaign.year, 11, 12 + number % 8))

    def _handed_in(self, sheet: MarkSheet | None, day: date) -> None:
        """On its day; nothing lies later than now."""
        if sheet is None:
            return
        at = timezone.make_aware(datetime.combine(day, time(15, 20)))
        at = min(at, timezone.now())
        MarkSheet.objects.filter(pk=sheet.pk).update(at=at)
        LineMark.objects.filter(sheet=sheet).update(at=at)

    def _villages(self) -> None:
        """The visitor's village and its neighbours."""
        name = sign_ins.USERNAMES[Role.VILLAGE_MEDIATOR]
        post = Posting.objects.in_force().filter(user__username=name).first()
        if post is None:
            return
        town = post.division_id // 1000 * 1000
        rows = ScoreLine.objects.filter(
            sheet__run=self.run, sheet__level=Level.VILLAGE,
            unit__gte=town, unit__lt=town + 1000,
        ).select_related("unit")  # fmt: skip
        by_unit: dict[int, list[ScoreLine]] = {}
        for line in rows.order_by("unit_id", "id"):
            by_unit.setdefault(line.unit_id, []).append(line)
        worker = self.workers.get(town)
        chosen = [post.division_id, *(code for code in by_unit if code != post.division_id)][:4]
        for code in chosen:
            if worker is None or code not in by_unit:
                continue
            lines = by_unit[code]
            given = self._given(lines, WHY_SELF, True)
            with scope.opened(worker):
                made = mark_self(
                    run=self.run, unit=lines[0].unit, given=given, signer=worker.name, by=worker
                )
            self._handed_in(made, date(self.run.campaign.year, 11, 24))

    def _double(self) -> None:
        """示范村建设 is judged by people alone: the second reviewer of the office and the first,
        or the department where there is one reviewer."""
        lines = [line for line in self.lines if line.code == TWICE]
        if not lines or any(line.state != ScoreLine.State.PENDING for line in lines):
            return
        other = User.objects.filter(username="pinganzhuren").first()
        with scope.opened(self.reviewer):
            double = set_double(
                run=self.run, level=Level.TOWNSHIP, code=TWICE, first=other, second=self.reviewer,
                tolerance=Decimal("0.50"), by=self.reviewer,
            )  # fmt: skip
            self._blind(double, self.reviewer, lines, 3)
        if other is not None:
            with scope.opened(other):
                self._blind(double, other, lines, 8)

    def _blind(self, double: DoubleScoring, by: User, lines: list[ScoreLine], most: int) -> None:
        given = [
            Given(
                line.unit_id, line.code, line.cap - Decimal(self.dice.randint(0, most)) / 10,
                "看了示范村的牌子、台账和活动记录",
            )
            for line in lines
        ]  # fmt: skip
        mark_blind(run=self.run, double=double, given=given, by=by)

    def _departments(self) -> None:
        """One by its link, one on paper, one asked and silent, one whose link was taken back."""
        names = list(links.departments(self.run))
        own = "县妇联"
        others = [name for name in names if name != own]
        with scope.opened(self.boss):
            tokens = {
                name: links.issue_link(run=self.run, department=name, by=self.boss)
                for name in others[:3]
            }
            for name in [own, *others[3:4]]:
                if name in names:
                    self._paper(name)
            if len(others) > 2:
                links.revoke_link(
                    link=tokens[others[2]][0], reason="改为交纸质评分表", by=self.boss
                )
        if others:
            _link, token = tokens[others[0]]
            given = self._given(self._of(others[0]), WHY_DEPARTMENT, False)
            links.answer_link(token, given=given, signer=self.dice.choice(NAMES))

    def _of(self, department: str) -> list[ScoreLine]:
        codes = links.departments(self.run)[department]
        return [line for line in self.lines if line.code in codes]

    def _paper(self, department: str) -> None:
        mark_department(
            run=self.run, level=Level.TOWNSHIP, department=department,
            given=self._given(self._of(department), WHY_DEPARTMENT, False),
            signer=self.dice.choice(NAMES), files=[photo("#eee")], by=self.boss,
        )  # fmt: skip

    def _bonus(self) -> None:
        """Two for one matter, one judged, one refused, one taken back."""
        units = [unit for unit in self.units if unit.code in self.workers][:4]
        if len(units) < 4:
            return
        one, two, three, four = units
        city = self._claim(one, "award_city", "家事调解工作现场会", "6月在本镇召开。")
        province = self._claim(one, "award_province", "家事调解工作现场会", "8月获省级表彰。")
        judged = self._claim(two, "innovation", "“家庭议事角”做法", "八个村推开。")
        refused = self._claim(three, "award_city", "镇先进集体", "镇里表彰。")
        gone = self._claim(four, "award_city", "平安家庭宣传片获奖", "市里评选。")
        year = timezone.localdate() - timedelta(days=3)
        with scope.opened(self.workers[four.code]):
            bonus.withdraw_claim(claim=gone, by=self.workers[four.code])
        with scope.opened(self.reviewer):
            for row, accept, points, why in (
                (city, True, None, f"{year.year}年市里文件属实"),
                (province, True, None, "省级表彰决定属实，同一事项只计最高一次"),
                (judged, True, Decimal("1.20"), "做法可推广，已有八个村"),
                (refused, False, None, "不是市级以上表彰，不予认定"),
            ):
                bonus.decide_claim(
                    run=self.run, claim=row, accept=accept, points=points, reason=why,
                    by=self.reviewer,
                )  # fmt: skip

    def _claim(self, unit: Division, item: str, matter: str, words: str) -> BonusClaim:
        worker = self.workers[unit.code]
        with scope.opened(worker):
            return bonus.claim_bonus(
                run=self.run, unit=unit, item=item, matter=matter, words=words,
                files=[photo("#fdc")], by=worker,
            )  # fmt: skip
