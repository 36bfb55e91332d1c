"""Files that are closed to somebody inside the reach: the first wall's half of the seal.

A file is a listed family with everything that hangs on it. Which files are closed to whom is
told by households when it is loaded (accounts looks nothing up above itself); the second wall
has the same rule as SQL (accounts.seal_sql), and each is tested with the other taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models.user import User

# Gives querysets of the keys of files closed to a user.
Rule = Callable[[User], Iterable[models.QuerySet[Any]]]
_rules: list[Rule] = []


def closed_by(rule: Rule) -> None:
    """Tell which files are closed; each rule adds to the others."""
    _rules.append(rule)


def open_to(user: User, column: str) -> Q:
    """A condition on `column` (the key of a file, or null): no rule closes it to `user`."""
    if user.is_system:
        return Q()
    condition = Q()
    for rule in _rules:
        for closed in rule(user):
            condition &= ~Q(**{f"{column}__in": closed})
    return condition
