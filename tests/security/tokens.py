"""Who asks the database by hand: under a token, true or bad, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from accounts import scope


@contextmanager
def scoped(token: str) -> Iterator[None]:
    """A savepoint under a token; the scope before is put back."""
    with transaction.atomic():
        before = scope.current()
        scope.put(token)
        yield
        transaction.set_rollback(True)
    scope.put(before)


def bad_tokens(world: Any) -> dict[str, str]:
    """No token, forged ones, an expired one, one of another key."""
    good = scope.mint(world.county)
    user, expiry, mac = good.split(".")
    with override_settings(SCOPE_KEY="another-key-" + "x" * 50):
        other = scope.mint(world.county)
    return {
        "none": "",
        "words": "let me in",
        "no mac": f"{user}.{expiry}.",
        "cut mac": f"{user}.{expiry}.{mac[:-1]}",
        "another user": f"{world.system.pk}.{expiry}.{mac}",
        "longer": f"{user}.{int(expiry) + 9999}.{mac}",
        "expired": scope.mint(world.county, -1),
        "wrong key": other,
        "sql": "1'; SELECT 1 --.2.3",
        "nobody": scope.mint(world.nobody),
        "disabled": scope.mint(world.users["disabled"]),
        "former": scope.mint(world.users["former"]),
        "administrator": scope.mint(world.system_admin),
    }


def count(table: str) -> int:
    """Rows the connection sees."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        row = cursor.fetchone()
    return int(row[0])


def refused(sql: str, *values: Any) -> bool:
    """Whether the database says no, or changes nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values or None)
            changed = cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return bool(changed <= 0)
