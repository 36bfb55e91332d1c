"""500 random families: closed_matters() of the database, the first wall and a small model of the
rule say the same of every worker and matter (C7)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from accounts import scope
from accounts.models import User
from disputes.models import Matter, MatterHandler, MatterOpening, Party
from households.models import EmergencyOpening, Household, Kinship, Member
from tests.cast import World

SEED, GRAPHS, EACH = 20261125, 500, 25
WORKERS = ("village", "village_mate", "town", "county")


def number(n: int) -> bytes:
    return n.to_bytes(16, "big")


class Model:
    """The rule in plain words over plain sets, built beside the rows and asked instead of them."""

    def __init__(self) -> None:
        self.own: dict[int, int] = {}  # worker → her number
        self.kin: set[tuple[int, int]] = set()  # worker, number of a person she declared
        self.ties: set[tuple[int, int]] = set()  # worker, household she declared
        self.lives: set[tuple[int, int]] = set()  # number, household
        self.parties: set[tuple[int, int | None, int | None]] = set()  # matter, number, household
        self.sealed: set[int] = set()
        self.knows: set[tuple[int, int]] = set()  # worker, matter: handles it or has it open
        self.urgent: set[tuple[int, int]] = set()  # worker, household opened in an emergency

    def closed(self, worker: int, matter: int) -> bool:
        if matter in self.sealed and (worker, matter) not in self.knows:
            return True
        people = {n for w, n in self.kin if w == worker} | {self.own.get(worker, -1)}
        homes = {h for w, h in self.ties if w == worker}
        homes |= {h for n, h in self.lives if n in people}
        homes -= {h for w, h in self.urgent if w == worker}
        return any(m == matter and (n in people or h in homes) for m, n, h in self.parties)


def test_five_hundred_random_families(world: World) -> None:
    dice, workers = random.Random(SEED), [world.users[w] for w in WORKERS]
    checked = closed = 0
    for first in range(0, GRAPHS, EACH):
        with transaction.atomic():  # each batch is thrown away, so that tables stay small
            told = Model()
            keys = families(world, dice, told, first, workers)
            later(dice, told, first, workers)
            for worker in workers:
                fresh = User.objects.get(pk=worker.pk)
                wanted = {k for k in keys if not told.closed(worker.pk, k)}
                seen = Matter.objects.visible_to(fresh).filter(pk__in=keys)
                assert set(seen.values_list("pk", flat=True)) == wanted, f"first wall, {SEED}"
                with scope.opened(fresh), connection.cursor() as cursor:
                    cursor.execute("SELECT id FROM disputes_matter WHERE id = ANY (%s)", [keys])
                    second = {row[0] for row in cursor.fetchall()}
                assert second == wanted, f"second wall, {SEED}, batch {first}"
                checked, closed = checked + len(keys), closed + len(keys) - len(wanted)
            transaction.set_rollback(True)
    assert checked == GRAPHS * len(WORKERS)
    assert checked * 0.2 < closed < checked * 0.9  # both answers are really there


def families(
    world: World, dice: random.Random, told: Model, first: int, workers: list[User]
) -> list[int]:
    """Households with people, a matter about each, and what the workers are to them; a few
    inserts for all of them."""
    today, village = timezone.localdate(), world.village_one
    homes = Household.objects.bulk_create(
        Household(village=village, number=f"g{first + i}", head_name="某", registered_on=today)
        for i in range(EACH)
    )
    matters = Matter.objects.bulk_create(
        Matter(
            place=village, unit=village, owner=world.town, received_by=world.town, channel="visit",
            received_on=today, brief="有事", sealed=dice.random() < 0.5,
        )
        for _home in homes
    )  # fmt: skip
    made: dict[type[models.Model], list[Any]] = {}
    for i, (home, matter) in enumerate(zip(homes, matters, strict=True)):
        numbers = range((first + i) * 10 + 1, (first + i) * 10 + 5)
        if matter.sealed:
            told.sealed.add(matter.pk)
        for row in [
            *people(dice, told, home, matter, numbers),
            *(r for w in workers for r in of_worker(dice, told, home, matter, numbers, w, world)),
        ]:
            made.setdefault(type(row), []).append(row)
    for model, rows in made.items():
        model._default_manager.bulk_create(rows)
    return [m.pk for m in matters]


def people(
    dice: random.Random, told: Model, home: Household, matter: Matter, numbers: range
) -> Iterator[models.Model]:
    """Two members, some of whom have left; one or two parties, some without number or home."""
    today = timezone.localdate()
    for n in numbers[:2]:
        gone = dice.random() < 0.2
        yield Member(
            household=home, village_id=home.village_id, name="某", id_hash=number(n),
            joined_on=today, id_number="某号", document="id", relation="other", sex="unknown",
            left_on=today if gone else None,
        )  # fmt: skip
        if not gone:
            told.lives.add((n, home.pk))
    for n in dice.sample(list(numbers), dice.randint(1, 2)):
        with_home, hashed = dice.random() < 0.4, dice.random() < 0.8
        yield Party(
            matter=matter, place_id=matter.place_id, side="concerned", name="某",
            id_hash=number(n) if hashed else None, household=home if with_home else None,
        )  # fmt: skip
        told.parties.add((matter.pk, n if hashed else None, home.pk if with_home else None))


def of_worker(
    dice: random.Random,
    told: Model,
    home: Household,
    matter: Matter,
    numbers: range,
    worker: User,
    world: World,
) -> Iterator[models.Model]:
    """Her tie to the household or one of its people; her term or opening; an emergency; each may
    be over."""
    today, now, place = timezone.localdate(), timezone.now(), matter.place_id
    if dice.random() < 0.12:
        ends = dice.random() < 0.3
        to_home, n = dice.random() < 0.5, dice.choice(numbers)
        yield Kinship(
            person=worker, village_id=place, kind="kin", since=today, declared_by=worker,
            until=today if ends else None, ended_by=world.system if ends else None,
            household=home if to_home else None, person_hash=None if to_home else number(n),
        )  # fmt: skip
        if not ends and to_home:
            told.ties.add((worker.pk, home.pk))
        elif not ends:
            told.kin.add((worker.pk, n))
    if matter.sealed and dice.random() < 0.6:
        over = dice.random() < 0.25
        if dice.random() < 0.5:
            yield MatterHandler(
                matter=matter, place_id=place, person=worker, role="handler", since=today,
                until=today if over else None, named_by=world.system,
            )  # fmt: skip
        else:
            yield MatterOpening(
                matter=matter, place_id=place, person=worker, kind="granted", reason="有事要看",
                opened_by=world.system, opened_at=now - timedelta(hours=3), review_due=today,
                until=now + timedelta(hours=-1 if over else 1), verdict="",
            )  # fmt: skip
        if not over:
            told.knows.add((worker.pk, matter.pk))
    if dice.random() < 0.1:
        over = dice.random() < 0.3
        yield EmergencyOpening(
            household=home, village_id=place, person=worker, reason="急", review_due=today,
            opened_at=now - timedelta(hours=3), until=now + timedelta(hours=-1 if over else 1),
            review_place=world.township,
        )  # fmt: skip
        if not over:
            told.urgent.add((worker.pk, home.pk))


def later(dice: random.Random, told: Model, first: int, workers: list[User]) -> None:
    """A link found later: a worker's own number turns out to be one of theirs."""
    for worker in workers:
        if dice.random() < 0.7:
            n = first * 10 + dice.randrange(EACH) * 10 + dice.randint(1, 4)
            User.objects.filter(pk=worker.pk).update(id_hash=number(n))
            told.own[worker.pk] = n
