"""我们存了这个人的什么 (个人信息保护法 art. 45; reliability C9): every table is asked, by what
points at the person and by her name in open words.

Nothing is listed by hand that could be forgotten: the tables are the walled models, the ways to
a person are their foreign keys (and the foreign keys to those rows), keyed hashes of ID numbers,
and the text columns. Every query begins with visible_to: what is closed to the asker is answered
by whoever handles it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q

from accounts import scope
from accounts.models import Reading, Trail, User
from accounts.querysets import ScopedQuerySet
from accounts.wall_sql import walled_models
from accounts.walls import Kind

CASES = (Kind.CASE, Kind.FILE)
# What a row may hang on and still be this person's: never a place, a period or a colleague.
ROOTS = (
    "households.member",
    "households.household",
    "households.listedfamily",
    "disputes.party",
    "disputes.matter",
)
# Reached only by a key of their own: who else lives there or stands beside her is not she.
PEOPLE = (*ROOTS[:2], "disputes.party")
HASHES = ("id_hash", "person_hash")
LINES = 50


@dataclass(frozen=True)
class Subject:
    """Who is asked about: the names she is known by, the keyed hash of her ID number, and the
    keys registering found, by label of the noun (see ROOTS)."""

    names: frozenset[str] = frozenset()
    id_hash: bytes = b""
    keys: dict[str, set[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Holding:
    """One kind of record: its model, the rows that hang on the person, and those that only name
    her in their words."""

    model: type[models.Model]
    linked: frozenset[int]
    named: frozenset[int]

    @property
    def noun(self) -> str:
        """The kind of record in Chinese."""
        return str(self.model._meta.verbose_name)

    @property
    def count(self) -> int:
        """Rows of both sorts."""
        return len(self.linked | self.named)


def holdings_of(user: User, subject: Subject) -> list[Holding]:
    """Everything the asker may see of the person, kinds without a row left out."""
    linked = _linked(user, subject)
    out = []
    for model in _case_models():
        named = _named(user, model, subject.names)
        keys = frozenset(linked.get(model, ()))
        if keys or named:
            out.append(Holding(model, keys, frozenset(named) - keys))
    return out


def traces_of(subject: Subject) -> tuple[int, int]:
    """How many lines of the trail and of the read log are about the person; counted as the
    system, since the read log is closed to those who work with families. Only numbers leave."""
    done, seen = Q(file__in=subject.keys.get(ROOTS[2], ())), Q(pk__in=[])
    for noun in ROOTS:
        keys = sorted(subject.keys.get(noun, ()))
        if keys:
            done |= Q(noun=noun, key__in=[str(k) for k in keys])
            seen |= Q(noun=noun, keys__overlap=keys)
    with scope.as_system():
        return Trail.objects.filter(done).count(), Reading.objects.filter(seen).count()


def _case_models() -> list[type[models.Model]]:
    return [
        model
        for model, wall in walled_models()
        if wall.kind in CASES and isinstance(model._default_manager.all(), ScopedQuerySet)
    ]


def _linked(user: User, subject: Subject) -> dict[type[models.Model], set[int]]:
    """Rows that point at the person, and rows that point at those, until nothing is new."""
    found: dict[type[models.Model], set[int]] = defaultdict(set)
    for model in _case_models():
        found[model] |= subject.keys.get(model._meta.label_lower, set())
        if subject.id_hash:
            for column in (f.name for f in model._meta.concrete_fields if f.name in HASHES):
                rows = _seen(user, model).filter(**{column: subject.id_hash})
                found[model] |= set(rows.values_list("pk", flat=True))
    growing = True
    while growing:
        growing = False
        for model in _case_models():
            for column, below in _ways(model, found):
                rows = _seen(user, model).filter(**{f"{column}__in": below})
                fresh = set(rows.values_list("pk", flat=True)) - found[model]
                if fresh:
                    found[model] |= fresh
                    growing = True
    return found


def _ways(
    model: type[models.Model], found: dict[type[models.Model], set[int]]
) -> Iterator[tuple[str, list[int]]]:
    """Foreign keys of `model` to rows found so far. A household's other members are not this
    person: from a household one goes down to what is kept about it, never to its people."""
    for column in model._meta.concrete_fields:
        if not isinstance(column, models.ForeignKey):
            continue
        target = column.related_model
        assert isinstance(target, type)
        if model._meta.label_lower in PEOPLE:
            continue
        if keys := found.get(target):
            yield column.name, sorted(keys)


def _named(user: User, model: type[models.Model], names: frozenset[str]) -> set[int]:
    """Rows whose open words hold one of the names."""
    words = [
        f.name
        for f in model._meta.concrete_fields
        if isinstance(f, models.CharField | models.TextField) and not f.choices
    ]
    condition = Q(pk__in=[])
    for column in words:
        for name in names:
            condition |= Q(**{f"{column}__contains": name})
    if not words or not names:
        return set()
    return set(_seen(user, model).filter(condition).values_list("pk", flat=True))


def _seen(user: User, model: type[models.Model]) -> models.QuerySet[models.Model]:
    rows = model._default_manager.all()
    assert isinstance(rows, ScopedQuerySet)
    return rows.visible_to(user).order_by()
