"""For migrations: a column of plain text becomes a sealed one, its words kept (reliability C1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection

from accounts import vault

BATCH = 2_000


def turn_into_bytes(table: str, column: str) -> str:
    """SQL: text to bytes, the empty text to null; what the field then calls its column."""
    return (
        f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT, "
        f"ALTER COLUMN {column} DROP NOT NULL, "
        f"ALTER COLUMN {column} TYPE bytea USING convert_to(nullif({column}, ''), 'UTF8')"
    )


def seal_columns(table: str, *columns: str) -> Callable[[Any, Any], None]:
    """A RunPython step that seals what turn_into_bytes left open, in batches by key."""

    def seal(apps: Any, schema_editor: Any) -> None:
        last = 0
        names = ", ".join(columns)
        values = ", ".join(f"{name} = %s" for name in columns)
        with connection.cursor() as cursor:
            while True:
                cursor.execute(
                    f"SELECT id, uid, {names} FROM {table} WHERE id > %s ORDER BY id LIMIT {BATCH}",
                    [last],
                )
                rows = cursor.fetchall()
                if not rows:
                    return
                last = rows[-1][0]
                cursor.executemany(
                    f"UPDATE {table} SET {values} WHERE id = %s",
                    [(*_sealed(table, columns, row[1], row[2:]), row[0]) for row in rows],
                )

    return seal


def _sealed(
    table: str, columns: tuple[str, ...], uid: Any, values: tuple[Any, ...]
) -> list[bytes | None]:
    return [
        None if value is None else vault.seal(bytes(value), vault.bound(table, column, uid))
        for column, value in zip(columns, values, strict=True)
    ]
