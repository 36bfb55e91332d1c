"""Locks that hang on no row, held until the transaction ends."""

from __future__ import annotations

from django.db import connection


def hold(key: str, *, shared: bool = False) -> None:
    """Wait until nobody else holds `key`; shared ones wait only for somebody who holds it alone."""
    kind = "_shared" if shared else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(hashtextextended(%s, 0))", [key])
