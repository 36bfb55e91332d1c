"""Surveys of the demo year: one closed and counted with thousands of answers, one that runs, one
drawn, one planned, one given up, a third party's, and words about interference in every state.

The answers of the closed one are loaded in bulk; a test proves them equal to the verb."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from django.db.models import Q
from django.utils import timezone

from accounts import demo as sign_ins
from accounts import jobs, scope
from accounts.acts import Act
from accounts.models import Trail, User
from accounts.roles import Role
from campaigns.draw_rule import digest
from campaigns.models import Campaign, Survey, SurveyAnswer, SurveyStratum, SurveyToken, TokenBatch
from campaigns.sheets.kinds import kind_of
from campaigns.sheets.work import work
from campaigns.survey_rules import sample_size
from campaigns.transitions import sheet as sheets
from campaigns.transitions import survey as verbs
from campaigns.transitions import survey_answer as answers
from campaigns.transitions.survey_answer import Said
from households.models import Household, SampledHousehold
from households.transitions.survey import answer_for, draw_sample, miss, to_door
from reports.demo.county import SEED, County, at, told

Way = SampledHousehold.Way
SURVEYOR = "江苏某某社情民意调查中心（演示）"
HEAD = ("序号", "单位", "调查机构", "样本", "有效", "知晓", "参与", "满意", "安全感")
ASKED, REACHED = 0.93, 0.82  # of door and telephone, of slips


def said(dice: Random, skill: float) -> Said:
    """An answer as a township of this skill would have it; some questions are passed over."""

    def step(good: float) -> int | None:
        if dice.random() < 0.05:
            return None
        return dice.choice((1, 1, 2, 2, 2)) if dice.random() < good else dice.choice((3, 3, 4, 5))

    return Said(
        aware=dice.random() < skill - 0.05,
        took_part=None if dice.random() < 0.05 else dice.random() < skill - 0.12,
        satisfied=step(skill - 0.06),
        safe=step(skill - 0.03),
    )


class SurveyYear:
    """The people and days of the surveys."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.campaign: Campaign = county.campaign
        self.boss: User = county.officers["xianfulian"]
        self.village, self.town, self.reviewer = (
            User.objects.get(username=sign_ins.USERNAMES[role])
            for role in (
                Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION, Role.GOVERNANCE_REVIEWER,
            )
        )  # fmt: skip
        self.today = timezone.localdate()

    def play(self) -> None:
        """All of them; nothing where the demo's year is not this one, or twice."""
        if self.campaign.year != self.today.year or Survey.objects.exists():
            return
        self._closed()
        self._third()
        running = self._running()
        self._interference(running)
        self._drawn()
        self._plan("own", "返乡家庭专题调查", 12, 25, margin=100)
        wrong = self._plan("own", "返乡家庭专题调查", 12, 13, margin=100)
        verbs.cancel_survey(wrong, reason="结束日期写错，另行组织", by=self.boss)

    def _plan(self, kind: str, title: str, first: int, last: int, **more: int) -> Survey:
        row = verbs.plan_survey(
            self.campaign,
            kind=kind,
            title=title,
            starts_on=self.today + timedelta(days=first),
            ends_on=self.today + timedelta(days=last),
            by=self.boss,
            **more,
        )
        if row.secret:  # the demo is the same each time
            row.secret = f"{SEED}-{row.pk}"
            row.seed_hash = digest(row.secret)
            row.save(update_fields=["secret", "seed_hash"])
        return row

    def _opened(self, row: Survey) -> Survey:
        return verbs.open_survey(draw_sample(row, by=self.boss), by=self.boss)

    def _closed(self) -> None:
        """So many households, and so many needed, that about half of the villages stand alone."""
        homes = Household.objects.present().count()
        margin = 15 if homes > 20_000 else 40
        each = sample_size(homes, margin) // len(self.county.villages)
        least = min(100, max(10, each))
        plan = {"margin": margin, "least": least, "phone_share": 40, "code_share": 15}
        title = f"{self.campaign.year}年平安家庭群众调查"
        row = self._opened(self._plan("own", title, -40, -15, **plan))
        row = verbs.count_for_score(row, by=self.boss)
        fill(self.county, row)
        verbs.close_survey(row, by=self.boss)
        Survey.objects.filter(pk=row.pk).update(closed_on=row.ends_on + timedelta(days=2))

    def _third(self) -> None:
        """By township, from pasted lines."""
        row = verbs.open_survey(self._plan("third", "第三方满意度调查", -30, -12), by=self.boss)
        lines: list[tuple[str, ...]] = [HEAD]
        for number, town in enumerate(self.county.townships, 1):
            dice, skill = self.county.dice("third", town.code), self.county.skill(town.code)
            valid = dice.randint(52, 60)
            hits = [min(valid, round(valid * (skill - less))) for less in (0.05, 0.12, 0.06, 0.03)]
            lines.append((str(number), str(town.code), SURVEYOR, "60", *map(str, (valid, *hits))))
        with jobs.unrung():
            text = "\n".join("\t".join(line) for line in lines)
            with scope.opened(self.boss):
                sheet = sheets.send_sheet(
                    kind=kind_of("survey"), place=self.county.division, by=self.boss, text=text
                )
            work(sheet.pk)
            with scope.opened(self.boss):
                sheets.confirm_sheet(sheet, by=self.boss)
            work(sheet.pk)
        verbs.close_survey(row, by=self.boss)
        Survey.objects.filter(pk=row.pk).update(closed_on=row.ends_on + timedelta(days=2))

    def _running(self) -> Survey:
        """A few households asked in the shown village and township, one slip answered."""
        plan = {"margin": 30, "phone_share": 45, "code_share": 30}
        row = self._opened(self._plan("own", "四季度群众满意度调查", -3, 12, **plan))
        place = self.village.main_posting
        assert place is not None
        town = self.county.township_of(place.division_id)
        inside = SampledHousehold.objects.filter(
            survey=row, village__gte=town, village__lt=town + 1000
        )
        at_home = Q(village=place.division_id)
        own, others = list(inside.filter(at_home)), list(inside.exclude(at_home))
        # Of the shown village the last stays to be asked.
        doors = [*own[:-1], *others][:2]
        SampledHousehold.objects.filter(pk__in=[s.pk for s in own + doors]).update(way=Way.DOOR)
        dice = self.county.dice("survey", town)
        for sampled, ask in zip(doors, (True, False), strict=False):
            by = self.village if sampled in own else self.town
            if ask:
                answer_for(sampled, said=said(dice, 0.9), by=by)
            else:
                miss(sampled, by=by)
        rings = [s for s in others if s not in doors and s.way != Way.CODE][:3]
        SampledHousehold.objects.filter(pk__in=[s.pk for s in rings]).update(way=Way.PHONE)
        for sampled in rings[:1]:
            answer_for(sampled, said=said(dice, 0.9), by=self.town)
        for sampled in rings[1:2]:
            to_door(sampled, by=self.town)
        self._slips(row, town, dice)
        return row

    def _slips(self, row: Survey, town: int, dice: Random) -> None:
        strata = row.strata.filter(village__gte=town, village__lt=town + 1000, codes__gt=0)
        codes = dict(strata.values_list("village_id", "codes")[:3])
        if not codes:
            return
        made = answers.print_slips(row, codes, by=self.town)
        answers.answer_by_slip(made[0][1][0], said(dice, 0.9))
        first = next(iter(codes))
        if len(codes) > 1:
            answers.void_slips(made[-1][0], by=self.town)
        answers.tell_interference(row, words="村里有人站在旁边，教怎么答。", about=first)

    def _interference(self, row: Survey) -> None:
        cases = (
            ("有人上门前先打招呼，叫都答满意。", True, "走访三户，情况属实，已责成镇里重新上门。"),
            ("怀疑有人替别人扫码。", False, "核对了条子，没有发现代答。"),
        )
        for words, found, handling in cases:
            told_ = answers.tell_interference(
                row, words=words, about=self.county.townships[0].code, by=self.town
            )
            answers.handle_interference(
                told_, found=found, handling=handling, version=1, by=self.reviewer
            )

    def _drawn(self) -> None:
        row = self._plan("own", "流动家庭专题调查", 5, 20, margin=100)
        draw_sample(row, by=self.boss, public_words="35264")


def fill(county: County, row: Survey) -> None:
    """Answers of a running survey in bulk: those asked as answer_for leaves them, those who
    answered a slip as answer_by_slip does."""
    pooled = dict(SurveyStratum.objects.filter(survey=row).values_list("village_id", "pooled"))
    sampled = list(SampledHousehold.objects.filter(survey=row).order_by("village", "rank"))
    given: list[SurveyAnswer] = []
    asked: list[SampledHousehold] = []
    slips: Counter[int] = Counter()
    for one in sampled:
        dice = county.dice("survey", one.pk)
        code = one.way == Way.CODE
        if dice.random() > (REACHED if code else ASKED):
            continue
        village = one.village_id
        place = county.township_of(village) if pooled[village] else village
        answer = vars(said(dice, county.skill(village)))
        given.append(SurveyAnswer(survey=row, place_id=place, **answer))
        if code:
            slips[village] += 1
        else:
            asked.append(_asked(county, row, one, dice))
    SampledHousehold.objects.bulk_update(asked, ["state", "asked_by", "asked_on"], batch_size=1000)
    SurveyAnswer.objects.bulk_create(given, batch_size=2000)
    Trail.objects.bulk_create((_told(one) for one in asked), batch_size=2000)
    _printed(county, row, slips)


def _asked(county: County, row: Survey, one: SampledHousehold, dice: Random) -> SampledHousehold:
    place = one.village_id if one.way == Way.DOOR else county.township_of(one.village_id)
    one.state = SampledHousehold.State.DONE
    one.asked_by = county.workers[place][0]
    one.asked_on = row.starts_on + timedelta(days=dice.randint(1, 20))
    return one


def _told(one: SampledHousehold) -> Trail:
    assert one.asked_by is not None
    assert one.asked_on is not None
    return told(
        Act.SURVEY_ASK,
        by=one.asked_by,
        on=one,
        place=one.village_id,
        day=one.asked_on,
        after={"state": one.state},
    )


def _printed(county: County, row: Survey, used: Counter[int]) -> None:
    """A printing of each village, with as many of its slips used as answered."""
    strata: Sequence[tuple[int, int]] = [
        (code, count)
        for code, count in SurveyStratum.objects.filter(survey=row).values_list(
            "village_id", "codes"
        )
        if count
    ]
    day: date = row.starts_on
    batches = TokenBatch.objects.bulk_create(
        TokenBatch(
            survey=row,
            village_id=code,
            count=count,
            printed_by=county.workers[county.township_of(code)][0],
            printed_at=at(day, 9),
        )
        for code, count in strata
    )
    SurveyToken.objects.bulk_create(
        SurveyToken(
            batch=batch,
            village_id=batch.village_id,
            token_hash=secrets.token_bytes(32),
            used=number < used[batch.village_id],
        )
        for batch in batches
        for number in range(batch.count)
    )
    Trail.objects.bulk_create(
        told(
            Act.SURVEY_PRINT,
            by=batch.printed_by,
            on=batch,
            place=batch.village_id,
            day=day,
            after={"count": batch.count},
        )
        for batch in batches
    )


def play(county: County) -> None:
    """The demo's surveys."""
    SurveyYear(county).play()
