"""The bench's own database: made, filled without guards in the way, and dropped again.

Nothing here ever touches another database: its name is fixed, and whoever connects checks it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from accounts.management.commands.install_database import install
from reports.bench import province

NAME = "anjia_bench"


class Refused(Exception):
    """The bench may not run here; the message is a Chinese sentence."""


def owner_entry() -> dict[str, Any]:
    """Connection settings of the owner role from OWNER_DATABASE_URL."""
    entry: dict[str, Any] | None = settings.OWNER_DATABASE
    if entry is None:
        raise Refused("没有 OWNER_DATABASE_URL，不知道在哪台服务器上建测速库。")
    return entry


def raw(entry: dict[str, Any], name: str) -> psycopg.Connection[tuple[Any, ...]]:
    """An autocommit connection of the entry's role to a database of its server."""
    return psycopg.connect(
        host=entry["HOST"] or None,
        port=entry["PORT"] or None,
        user=entry["USER"],
        password=entry["PASSWORD"] or None,
        dbname=name,
        autocommit=True,
        **entry["OPTIONS"],
    )


def create(name: str) -> None:
    """Make the bench database anew; a former one left by --keep is dropped."""
    _require_bench(name)
    entry = owner_entry()
    with raw(entry, entry["NAME"]) as server:
        row = server.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user")
        if not (found := row.fetchone()) or not found[0]:
            raise Refused(f"角色 {entry['USER']} 没有 CREATEDB 权限，不能建测速库。")
        _drop(server, name)
        server.execute(
            sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(
                sql.Identifier(name)
            )
        )


def drop(name: str) -> None:
    """Drop the bench database."""
    _require_bench(name)
    entry = owner_entry()
    with raw(entry, entry["NAME"]) as server:
        _drop(server, name)


def _drop(server: psycopg.Connection[tuple[Any, ...]], name: str) -> None:
    # Not WITH (FORCE): the owner role may not end an autovacuum worker, plain DROP does.
    try:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    except psycopg.errors.ObjectInUse:
        raise Refused(f"库 {name} 还有别的连接，不能删除，请稍后再试。") from None


def _require_bench(name: str) -> None:
    if not (name == NAME or name.startswith(f"{NAME}_")):
        raise Refused(f"测速只能在库 {NAME} 里进行，不能用 {name}。")


@contextmanager
def lent(name: str, *, keep: bool = False) -> Iterator[None]:
    """The bench database, made for one measuring and dropped after it unless it is to be kept;
    where the bench may not run the command says so (CommandError)."""
    try:
        create(name)
        try:
            yield
        finally:
            if not keep:
                drop(name)
    except Refused as refused:
        raise CommandError(str(refused)) from None


@contextmanager
def connected(name: str, role: dict[str, Any] | None = None) -> Iterator[None]:
    """Django's connection on the bench database, as `role` or as the application role."""
    _require_bench(name)
    if connection.in_atomic_block:
        raise Refused("事务进行中，不能改连测速库。")
    before = dict(connection.settings_dict)
    server = owner_entry()
    connection.close()
    connection.settings_dict.update({key: server[key] for key in ("HOST", "PORT", "OPTIONS")})
    connection.settings_dict["NAME"] = name
    if role is not None:
        connection.settings_dict.update(USER=role["USER"], PASSWORD=role["PASSWORD"])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database()")
            _require_bench(cursor.fetchone()[0])
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def prepare(name: str) -> None:
    """Tables and walls, as the owner role."""
    with connected(name, owner_entry()):
        call_command("migrate", verbosity=0, interactive=False)
        install()


@contextmanager
def without_guards(
    server: psycopg.Connection[tuple[Any, ...]], tables: Iterable[str]
) -> Iterator[None]:
    """Foreign keys, unique constraints and indexes of the tables taken away while they are
    filled, then built again and so checked over all rows. Primary keys stay."""
    names = list(tables)
    constraints = server.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = ANY (%s::regclass[]) AND contype IN ('f', 'u', 'x') "
        "ORDER BY contype DESC, conname",
        [names],
    ).fetchall()
    drops = [
        f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE' for table, name, _ in constraints
    ]
    makes = [
        f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {text}' for table, name, text in constraints
    ]
    indexes = server.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisprimary AND NOT EXISTS "
        "(SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('u', 'x'))",
        [names],
    ).fetchall()
    for statement in [*drops, *(f"DROP INDEX {index}" for index, _ in indexes)]:
        server.execute(statement.encode())
    yield
    for statement in [*(text for _, text in indexes), *makes]:
        server.execute(statement.encode())


def fill(name: str, villages: int, say: Callable[[str], None]) -> tuple[dict[str, int], float]:
    """Make the province as the owner role; rows by table, and seconds taken."""
    _require_bench(name)
    rows: dict[str, int] = {}
    start = time.perf_counter()
    with raw(owner_entry(), name) as server:
        server.execute("SET synchronous_commit = off")
        server.execute("SET maintenance_work_mem = '512MB'")
        server.execute("SELECT set_config('bench.villages', %s, false)", [str(villages)])
        with without_guards(server, province.TABLES):
            for step in province.STEPS:
                made = server.execute(step.statement.encode()).rowcount
                if step.table:
                    rows[step.table] = made
            say(f"已生成 {sum(rows.values()):,} 行，正在重建索引和约束……")
        server.execute("VACUUM (ANALYZE)")
    return rows, time.perf_counter() - start
