"""Opening the second wall: a signed token tells the database who asks, for one transaction.

The token is user id, expiry and an HMAC over both; the database checks it against a key only
the owner role can read and derives the reach from today's postings, so neither a forged nor a
missing token shows a row (reliability T2, A6).
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from accounts.models import User

GUC = "anjia.token"
LIFETIME_SECONDS = 30 * 60


def mint(user: User, lifetime: int = LIFETIME_SECONDS) -> str:
    """A token for `user` that expires `lifetime` seconds from now."""
    body = f"{user.pk}.{int(time.time()) + lifetime}"
    mac = hmac.new(settings.SCOPE_KEY.encode(), body.encode(), hashlib.sha256)
    return f"{body}.{mac.hexdigest()}"


def put(token: str) -> None:
    """Set the token for the rest of the transaction; "" closes the wall."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [GUC, token])


def current() -> str:
    """The token in force, "" for none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [GUC])
        row = cursor.fetchone()
    return str(row[0])


@contextmanager
def opened(user: User) -> Iterator[User]:
    """One transaction in which the wall is open to what `user` may see; a scope that was open
    before is put back, so that nested use in tests and tasks is safe. Inside the same user's
    scope nothing changes."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:  # the token lasts as long as the transaction
            put(mint(user))
            yield user
            return
        before = current()
        if before.partition(".")[0] == str(user.pk):
            yield user
            return
        put(mint(user))
        yield user
        put(before)


@contextmanager
def as_system() -> Iterator[User]:
    """One transaction as the system, a named actor that sees everything."""
    with opened(User.objects.system()) as user:
        yield user


@contextmanager
def as_system_frozen() -> Iterator[User]:
    """As the system, in one REPEATABLE READ transaction: every query inside sees the same
    moment. Inside an open transaction (tests) it is that transaction's own view."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with as_system() as system:
            yield system
