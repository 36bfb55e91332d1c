"""Bringing every sealed field under the current key: online, in batches, restartable (C2).

All encrypted fields of all models are found by looking at the models. A row is still to do when a
field of it does not begin with the current key's header, which the database itself can tell; so
there is no list to keep, a killed run goes on where it stopped, and readers see either the old or
the new ciphertext, both of which the ring opens.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection

from accounts import scope, vault
from accounts.fields import SealedField

BATCH = 1000
ROUND_PAUSE = 0.05  # seconds, for whoever holds the rows that were skipped


AnyField = SealedField[Any]


class Stuck(Exception):
    """A value that no key of the ring opens; the rotation stops and says where."""

    def __init__(self, table: str, column: str, pk: int) -> None:
        super().__init__(f"{table}.{column} #{pk}")


@dataclass(frozen=True)
class Sealed:
    """A table with its encrypted columns."""

    table: str
    columns: tuple[str, ...]
    fields: tuple[AnyField, ...]

    @property
    def pending(self) -> str:
        """SQL: some column is not under the current key. One parameter per column."""
        return " OR ".join(f'substr("{c}", 1, {len(_header())}) <> %s' for c in self.columns)


def _header() -> bytes:
    return vault.current().header


def sealed_tables() -> list[Sealed]:
    """Every table with encrypted columns."""
    found = []
    for model in apps.get_models():
        fields = tuple(f for f in model._meta.local_concrete_fields if isinstance(f, SealedField))
        if fields:
            columns = tuple(f.column for f in fields)
            found.append(Sealed(model._meta.db_table, columns, fields))
    return sorted(found, key=lambda sealed: sealed.table)


def pending(sealed: Sealed) -> int:
    """Rows of the table that are not wholly under the current key."""
    with scope.as_system(), connection.cursor() as cursor:
        cursor.execute(
            f'SELECT count(*) FROM "{sealed.table}" WHERE {sealed.pending}',
            [_header()] * len(sealed.columns),
        )
        return int(cursor.fetchone()[0])


def rotate(sealed: Sealed, batch: int = BATCH) -> Iterator[int]:
    """Yield the rows brought under the current key, batch by batch, each its own transaction.
    Rows somebody is just changing are skipped and taken by the next round."""
    while pending(sealed):
        after = 0
        while True:
            with scope.as_system():
                rows = _take(sealed, after, batch)
                _store(sealed, rows)
            if not rows:
                break
            after = rows[-1][0]
            yield len(rows)
        time.sleep(ROUND_PAUSE)


Row = tuple[int, UUID, tuple[bytes | None, ...]]


def _take(sealed: Sealed, after: int, batch: int) -> list[Row]:
    columns = ", ".join(f'"{c}"' for c in sealed.columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT id, uid, {columns} FROM "{sealed.table}" '
            f"WHERE id > %s AND ({sealed.pending}) ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED",
            [after, *[_header()] * len(sealed.columns), batch],
        )
        return [
            (row[0], row[1], tuple(None if v is None else bytes(v) for v in row[2:]))
            for row in cursor.fetchall()
        ]


def _store(sealed: Sealed, rows: list[Row]) -> None:
    """Open under whichever key, seal under the current one, write in one statement."""
    if not rows:
        return
    sets = ", ".join(f'"{c}" = new."{c}"' for c in sealed.columns)
    names = ", ".join(f'"{c}"' for c in sealed.columns)
    arrays = ", ".join(["%s::bytea[]"] * len(sealed.columns))
    columns = [
        [_again(field, pk, uid, values[i]) for pk, uid, values in rows]
        for i, field in enumerate(sealed.fields)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{sealed.table}" AS old SET {sets} '
            f"FROM unnest(%s::bigint[], {arrays}) AS new(id, {names}) WHERE old.id = new.id",
            [[pk for pk, _uid, _values in rows], *columns],
        )


def _again(field: AnyField, pk: int, uid: UUID, value: bytes | None) -> bytes | None:
    if value is None or value.startswith(_header()):
        return value
    place = vault.bound(field.model._meta.db_table, field.column, uid)
    try:
        return vault.seal(vault.unseal(value, place), place)
    except vault.Unreadable:
        raise Stuck(field.model._meta.db_table, field.column, pk) from None
