"""Measure whether a household that has to wait (暂缓) can be told from one that does not, and one
ground from another: bytes and time of the award pages (domain K 10)."""

from __future__ import annotations

import logging
import os
import random
import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts import scope
from accounts.models import Posting, User
from accounts.roles import Role
from campaigns.models import Campaign, Division
from households.models import (
    Award,
    AwardSlip,
    AwardSlipLine,
    Household,
    ListedFamily,
    SafeFamily,
)
from households.transitions.household_record import search_columns
from reports.bench import database, storm
from reports.bench.apart import MOVING, Answer, compare

EACH = 40  # households of a kind
# One name and one village for all: numbers are the only thing that differs, and are masked.
NAME = "演示甲"
NUMBERS = re.compile(rb"\d+")
GROUNDS = ("red", "fail", "lost")
WORDS = {"red": "红色在册", "fail": "联审不通过", "lost": "摘过牌"}
Keys = dict[str, list[uuid.UUID]]


class Command(BaseCommand):
    """The village opens nominations, the township looks at candidates, the county at approvals."""

    help = "在自己的测速库里比较“可推荐”和“暂缓”的家庭、暂缓的不同情形：答复的字节和用时分不分得开"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--samples", type=int, default=400, help="每种各问多少次")
        parser.add_argument("--seed", type=int, default=None, help="随机种子")

    def handle(self, *args: Any, **options: Any) -> None:
        name = f"{database.NAME}_held"
        logging.getLogger("django.request").setLevel(logging.CRITICAL)
        seed = options["seed"] if options["seed"] is not None else random.randrange(10**6)
        with database.lent(name):
            database.prepare(name)
            with database.connected(name):
                self._measure(options["samples"], random.Random(seed))

    def _measure(self, samples: int, dice: random.Random) -> None:
        self._say(f"系统负载 {os.getloadavg()[0]:.1f}（{os.cpu_count()} 核）")
        clients, homes, awards = _candidates()
        held = [uid for ground in GROUNDS for uid in awards[ground]]
        looks: list[tuple[str, str, str, Callable[[uuid.UUID], Answer], Any, Any]] = [
            ("推荐页", "可推荐", "暂缓", _get(clients["village"], "/awards/nominate/{}"),
             homes["free"], homes["red"]),
            ("乡镇看一户", "可推荐", "暂缓", _get(clients["town"], "/awards/{}"),
             awards["free"], held),
            ("审批表", "可推荐", "暂缓", _get(clients["county"], "/awards/{}/form"),
             awards["free"], held),
        ]  # fmt: skip
        red, county = awards["red"], clients["county"]
        for ground in GROUNDS[1:]:
            these = WORDS["red"], WORDS[ground]
            looks += [
                ("批准页", *these, _get(county, "/awards/{}/approve"), red, awards[ground]),
                ("批准", *these, _approve(county), red, awards[ground]),
            ]
        good = True
        for title, one, other, ask, these, those in looks:
            verdict = compare(ask, _chosen(dice, these), _chosen(dice, those), samples, dice)
            self._say(f"{title}：{verdict.words(one, other)}")
            good &= verdict.holds
        if not good:
            raise CommandError("分得开：有答复不同，或者用时看得出来。")
        self._say("达标")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _chosen(dice: random.Random, keys: list[uuid.UUID]) -> Callable[[], uuid.UUID]:
    return lambda: dice.choice(keys)


def _get(client: Client, path: str) -> Callable[[uuid.UUID], Answer]:
    def ask(key: uuid.UUID) -> Answer:
        answer = client.get(path.format(key))
        return answer.status_code, _bare(answer.content)

    return ask


def _approve(client: Client) -> Callable[[uuid.UUID], Answer]:
    def ask(key: uuid.UUID) -> Answer:
        answer = client.post(f"/awards/{key}/approve", {"opinion": "同意。", "version": "1"})
        return answer.status_code, _bare(answer.content)

    return ask


def _bare(body: bytes) -> bytes:
    return NUMBERS.sub(b"", MOVING.sub(b"", body))


def _candidates() -> tuple[dict[str, Client], Keys, Keys]:
    """People of the three levels, signed in; households to nominate and awards to approve, of each
    kind so many, shuffled over the numbers of the village."""
    with scope.as_system() as system, transaction.atomic():
        storm.make_county(1)
        posting = Posting.objects.in_force().select_related("user", "division").get()
        village = posting.division
        campaign = Campaign.objects.get()
        clients = {"village": _signed_in(posting.user)}
        for who, role, code in (
            ("town", Role.TOWNSHIP_FEDERATION, village.code // 1000 * 1000),
            ("county", Role.COUNTY_FEDERATION, storm.COUNTY),
        ):
            clients[who] = _signed_in(_posted(who, role, Division.objects.get(pk=code), system))
        kinds = ["free", *GROUNDS] * EACH
        random.Random(1).shuffle(kinds)
        rows = _homes(village, campaign, system, len(kinds) * 2)
        homes: Keys = {"free": [], **{ground: [] for ground in GROUNDS}}
        awards: Keys = {"free": [], **{ground: [] for ground in GROUNDS}}
        for kind, candidate, other in zip(kinds, rows[::2], rows[1::2], strict=True):
            award = _award(campaign, candidate, system)
            awards[kind].append(award.uid)
            homes[kind].append(other.uid)
            for home, its in ((candidate, award), (other, None)):
                _hold(kind, home, its, campaign, system)
    return clients, homes, awards


def _signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def _posted(name: str, role: Role, place: Division, system: User) -> User:
    user = User.objects.create(
        username=f"held-{name}",
        name="演示乙",
        password="!",  # noqa: S106 - signs in by a session made here
        must_change_password=False,
    )
    Posting.build(
        user=user, role=role, division=place, since=date(2020, 1, 1), until=None, by=system
    ).save()
    return user


def _homes(village: Division, campaign: Campaign, system: User, n: int) -> list[Household]:
    made = Household.objects.bulk_create(
        Household(
            village=village,
            number=f"{at:04d}",
            head_name=NAME,
            people=3,
            grid="第一网格",
            registered_on=date(2024, 1, 1),
            **search_columns(NAME, f"{at:04d}"),
        )
        for at in range(1, n + 1)
    )
    SafeFamily.objects.bulk_create(
        SafeFamily(
            campaign=campaign,
            household=home,
            village=village,
            joined_on=date(campaign.year, 3, 1),
            met_on=date(campaign.year, 3, 1),
            met_at=timezone.now(),
            recorded_by=system,
        )
        for home in made
    )
    return made


def _award(campaign: Campaign, home: Household, system: User) -> Award:
    today = timezone.localdate()
    day = today - timedelta(days=9)
    return Award.objects.create(
        campaign=campaign,
        household=home,
        village=home.village,
        status=Award.Status.REVIEWED,
        kind=Award.Kind.CARE,
        story="演示数据：十年照顾瘫痪的婆婆。",
        nominated_on=day,
        nominated_by=system,
        consented_on=day,
        group_on=day,
        group_opinion="符合标准。",
        vote_on=day,
        vote_due=30,
        vote_present=28,
        vote_for=28,
        vote_against=0,
        vote_abstain=0,
        notice_from=day,
        notice_planned=today - timedelta(days=4),
        notice_until=today - timedelta(days=4),
        notice_place="公示栏",
        notice_phone="0516-12345678",
        reviewed_on=today,
        reviewed_by=system,
        review_opinion="同意。",
    )


def _hold(
    kind: str, home: Household, award: Award | None, campaign: Campaign, system: User
) -> None:
    """Give the household its ground to wait; a slip asks about an award only."""
    today = timezone.localdate()
    if kind == "red":
        ListedFamily.objects.create(
            household=home,
            village=home.village,
            tier="red",
            grave=False,
            categories=["02"],
            situation="演示数据",
            tier_since=today,
            review_due=today + timedelta(days=7),
            listed_on=today,
            listed_by=system,
            recorded_at=timezone.now(),
        )
    elif kind == "lost":
        Award.objects.create(
            campaign=campaign,
            household=home,
            village=home.village,
            rank="county",
            source=Award.Source.ABOVE,
            status=Award.Status.REVOKED,
            story="演示数据",
            nominated_on=today,
            nominated_by=system,
            plate_number=f"演示{home.number}",
            plated_on=today,
            ended_on=today,
        )
    elif kind == "fail" and award is not None:
        slip = AwardSlip.objects.create(
            campaign=campaign,
            place_id=home.village_id // 1000 * 1000,
            body="police",
            agency="演示派出所",
            answer_by=today,
            expires_at=timezone.now(),
            status="answered",
            sent_by=system,
            sent_at=timezone.now(),
            answered_at=timezone.now(),
            answerer="演示丙",
        )
        AwardSlipLine.objects.create(slip=slip, award=award, village=home.village, result="fail")
