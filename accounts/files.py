"""Files that are closed to somebody inside the reach: the first wall's half of the seal.

A file is a listed family, or a matter of disputes, with everything that hangs on it. Which files
are closed to whom is told by the app they belong to when it is loaded (accounts looks nothing up
above itself); the second wall has the same rules as SQL (accounts.seal_sql), and each is tested
with the other taken away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.models import Case, Q, When

from accounts import request_context
from accounts.models.user import User

# Gives querysets of the keys of files closed to a user.
Rule = Callable[[User], Iterable[models.QuerySet[Any]]]
_rules: dict[str, list[Rule]] = defaultdict(list)


def closed_by(shelf: str, rule: Rule) -> None:
    """Tell which files of a shelf (walls.FAMILIES, walls.MATTERS) are closed; each rule adds to
    the others."""
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


def _closed(user: User, shelf: str) -> tuple[models.QuerySet[Any], ...]:
    """The unread querysets of every rule of a shelf; a page asks for them a dozen times."""
    kept, key = request_context.kept(), (_closed, user.pk, user.id_hash, shelf)
    if key not in kept:
        kept[key] = tuple(rows for rule in _rules[shelf] for rows in rule(user))
    closed: tuple[models.QuerySet[Any], ...] = kept[key]
    return closed
