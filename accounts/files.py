"""Files that are closed to somebody inside the reach: the first wall's half of the seal.

A file is a listed family, or a matter of disputes, with everything that hangs on it. Which files
are closed to whom is told by the app they belong to when it is loaded (accounts looks nothing up
above itself); the second wall has the same rules as SQL (accounts.seal_sql), and each is tested
with the other taken away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Case, Q, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts import request_context
from accounts.models.user import User

# Gives querysets of the keys of files closed to a user.
Rule = Callable[[User], Iterable[models.QuerySet[Any]]]
_rules: dict[str, list[Rule]] = defaultdict(list)


def closed_by(shelf: str, rule: Rule) -> None:
    """Tell which files of a shelf (walls.FAMILIES, walls.MATTERS) are closed; each rule adds to
    the others. A rule looks at who asks (key and ID hash), at today and now, and at nothing else
    outside the database."""
    _rules[shelf].append(rule)


def open_to(user: User, shelf: str, column: str) -> Q:
    """A condition on `column` (the key of a file of the shelf, or null): no rule closes it to
    `user`."""
    if user.is_system:
        return Q()
    condition = Q()
    for closed in _closed(user, shelf):
        condition &= ~Q(**{f"{column}__in": closed})
    # The CASE keeps the planner from guessing that each rule halves what is left, a guess that
    # turned counts over a county into nested loops (as in the second wall, accounts.wall_sql).
    return Q(Case(When(condition, then=True), default=False)) if condition else condition


def _closed(user: User, shelf: str) -> tuple[RawSQL, ...]:
    """The unread keys of every rule of a shelf; a page asks for them a dozen times."""
    kept, key = request_context.kept(), (_closed, user.pk, user.id_hash, shelf)
    if key not in kept:
        hashed = bytes(user.id_hash) if user.id_hash else None
        told = {ME: user.pk, MY_HASH: hashed, TODAY: timezone.localdate(), NOW: timezone.now()}
        kept[key] = tuple(
            RawSQL(sql, tuple(told[one] if isinstance(one, Blank) else one for one in values))
            for sql, values in _compiled(shelf, hashed is not None)
        )
    closed: tuple[RawSQL, ...] = kept[key]
    return closed


class Blank(Enum):
    """What a compiled rule leaves open."""

    ME = "the key of the one who asks"
    MY_HASH = "the keyed hash of her ID number"
    TODAY = "the day"
    NOW = "the moment"


ME, MY_HASH, TODAY, NOW = Blank
NOBODY, NO_HASH = -(2**62), b"nobody's id hash"


@cache
def _compiled(shelf: str, hashed: bool) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """The rules of a shelf as SQL with blanks. Writing this SQL took a third of the time of a page
    that shows one row, and but for who asks and when it is always the same."""
    probe = User(pk=NOBODY, id_hash=NO_HASH if hashed else None)
    begun, day = timezone.now(), timezone.localdate()

    def blank(value: Any) -> Any:
        value = getattr(value, "obj", value)  # bytes come wrapped for the database
        if value == NOBODY:
            return ME
        if value == NO_HASH:
            return MY_HASH
        if isinstance(value, datetime) and begun <= value <= timezone.now():
            return NOW
        if type(value) is date and day <= value <= timezone.localdate():
            return TODAY
        if isinstance(value, int | str):
            return value
        raise LookupError(f"a rule of closed files may know only who asks, today and now: {value}")

    found = []
    for rule in _rules[shelf]:
        for rows in rule(probe):
            sql, values = rows.order_by().query.sql_with_params()
            found.append((sql, tuple(blank(value) for value in values)))
    return tuple(found)
