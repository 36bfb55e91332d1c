"""Measure whether a row elsewhere can be told from one that is not there: bytes and time (A4)."""

from __future__ import annotations

import logging
import os
import random
import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.test import Client

from accounts import scope
from accounts.models import Posting, User
from campaigns.models import Division
from disputes.models import Dispute
from disputes.transitions.dispute import take_in
from reports.bench import database, storm
from reports.bench.apart import MOVING, compare

VILLAGES, DISPUTES = 2, 60
# Address → whose key it takes.
PLACES = {"/disputes/{}": 0, "/matters/{}": 1, "/disputes/{}/accept": 0}
GUESSED = "/disputes/{}"


class Command(BaseCommand):
    """Asks for rows of the village next door and for rows that nobody has, in turn, as a village
    mediator; the same bytes are expected, and times that no one could tell apart."""

    help = "在自己的测速库里比较“别村的”和“没有的”记录：答复的字节和用时分不分得开"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--samples", type=int, default=500, help="每种各问多少次")
        parser.add_argument("--ids", type=int, default=10_000, help="随机编号问多少次")
        parser.add_argument("--seed", type=int, default=None, help="随机种子")

    def handle(self, *args: Any, **options: Any) -> None:
        name = f"{database.NAME}_absent"
        logging.getLogger("django.request").setLevel(logging.CRITICAL)
        seed = options["seed"] if options["seed"] is not None else random.randrange(10**6)
        with database.lent(name):
            database.prepare(name)
            with database.connected(name):
                self._measure(options, random.Random(seed))

    def _measure(self, options: dict[str, Any], dice: random.Random) -> None:
        self._say(f"系统负载 {os.getloadavg()[0]:.1f}（{os.cpu_count()} 核）")
        client, rows = _village_next_door()
        wrong = self._guess(client, options["ids"], dice)
        worst = [
            self._compare(client, place, [r[key] for r in rows], options["samples"], dice)
            for place, key in PLACES.items()
        ]
        if wrong or not all(worst):
            raise CommandError("分得开：有答复不同，或者用时看得出来。")
        self._say("达标")

    def _guess(self, client: Client, count: int, dice: random.Random) -> int:
        found = 0
        for _ in range(count):
            guess = uuid.UUID(int=dice.getrandbits(128), version=4)
            found += _ask(client, GUESSED.format(guess))[0] != 404
        self._say(f"随机编号 {count:,} 个：不是 404 的 {found} 个")
        return found

    def _compare(
        self, client: Client, place: str, rows: list[uuid.UUID], samples: int, dice: random.Random
    ) -> bool:
        verdict = compare(
            lambda uid: _ask(client, place.format(uid)),
            lambda: dice.choice(rows),
            uuid.uuid4,
            samples,
            dice,
        )
        self._say(f"{place}：{verdict.words('别村', '没有')}")
        return verdict.holds

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _ask(client: Client, path: str) -> tuple[int, bytes]:
    answer = client.get(path)
    return answer.status_code, MOVING.sub(b"", answer.content)


def _village_next_door() -> tuple[Client, list[tuple[uuid.UUID, uuid.UUID]]]:
    """A mediator of one village, signed in, and the disputes and matters of the next."""
    with scope.as_system() as system, transaction.atomic():
        storm.make_county(VILLAGES)
        posting, other = Posting.objects.in_force().select_related("user").order_by("pk")[:2]
        away = Division.objects.get(pk=other.division_id)
        for number in range(DISPUTES):
            take_in(
                village=away, source="visit", kind="neighbours", applicants=[f"演示甲{number}"],
                respondents=[f"演示乙{number}"], brief="演示数据：宅基地边界。", by=system,
            )  # fmt: skip
        rows = list(Dispute.objects.filter(village=away).values_list("uid", "matter__uid"))
        user = User.objects.get(pk=posting.user_id)
        client = Client(raise_request_exception=False)
        client.force_login(user)
    return client, rows
