"""DuckDB as the yardstick: the same tables, the same statements, on the same cores.

DuckDB runs the very text of each metric's declaration, so that both count the same thing, and the
answers are compared. It does so twice: over the very tables, in the database where they live (as
their owner, read only), and over copies in its own memory, without the words people wrote
(encrypted columns keep only whether there is one); copying is not counted. What DuckDB is spared
and we are not: the row-level wall, one frozen view beside other people's writing, ranks, texts and
storing a single line.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import duckdb_extension_postgres_scanner as scanner
from django.db import connection
from psycopg.conninfo import make_conninfo

from reports.bench.measuring import Timing, timed
from reports.gathering import keyed_sql
from reports.metrics.counting import Counts, Period, facts_of, grouped_sql
from reports.metrics.declarations import DECLARATIONS

TABLE = re.compile(r"\b(?:FROM|JOIN)\s+((?:campaigns|households|disputes)_[a-z]+)\b")
PARAMETER = re.compile(r"%\((\w+)\)s")
# Long words are no part of any count; of an encrypted column only whether it is filled.
FILLED = ("bytea", "text", "jsonb")
TYPES = {
    "bigint": "BIGINT", "integer": "INTEGER", "smallint": "SMALLINT", "boolean": "BOOLEAN",
    "date": "DATE", "timestamp with time zone": "TIMESTAMPTZ", "uuid": "VARCHAR",
    "character varying": "VARCHAR", "numeric": "DECIMAL(18, 2)",
    "bigint[]": "BIGINT[]", "integer[]": "INTEGER[]",
}  # fmt: skip


class Duck:
    """A DuckDB that counts some metrics; made by `attached` or `copied`."""

    def __init__(self, keys: Sequence[str], threads: int) -> None:
        self.keys = tuple(keys)
        self.db = duckdb.connect(config={"threads": threads})
        self.db.execute("SET TimeZone = 'Asia/Shanghai'")
        self.rows = 0

    @classmethod
    def attached(
        cls, keys: Sequence[str], threads: int, entry: Mapping[str, Any], name: str
    ) -> Duck:
        """One that reads the tables of database `name` where they are, as the entry's role."""
        duck = cls(keys, threads)
        (file,) = Path(scanner.__path__[0]).glob("extensions/*/*.duckdb_extension")
        server = {"host": entry["HOST"], "port": entry["PORT"], "password": entry["PASSWORD"]}
        told = make_conninfo(
            **{key: value for key, value in server.items() if value},
            user=entry["USER"],
            dbname=name,
        ).replace("'", "''")
        duck.db.execute(f"LOAD '{file}'")
        duck.db.execute(f"ATTACH '{told}' AS live (TYPE postgres, READ_ONLY)")
        duck.db.execute("USE live.public")
        return duck

    @classmethod
    def copied(cls, keys: Sequence[str], threads: int) -> Duck:
        """One that holds copies of the tables in memory."""
        duck = cls(keys, threads)
        with tempfile.TemporaryDirectory(prefix="anjia-duck-") as folder:
            for table in tables_of(duck.keys):
                duck.rows += duck._copied(table, Path(folder) / "table.csv")
        return duck

    def _copied(self, table: str, file: Path) -> int:
        columns = columns_of(table)
        chosen = ", ".join(_exported(name, kind) for name, kind in columns)
        # COPY of a query, which the row-level wall allows (not COPY of a table).
        copy = f"COPY (SELECT {chosen} FROM {table}) TO STDOUT (FORMAT csv, NULL '~')"
        with (
            connection.cursor() as cursor,
            file.open("wb") as out,
            cursor.copy(copy) as rows,
        ):
            for block in rows:
                out.write(block)
        shape = ", ".join(f"'{name}': '{TYPES.get(kind, 'VARCHAR')}'" for name, kind in columns)
        self.db.execute(
            f"CREATE TABLE {table} AS SELECT * FROM read_csv('{file}', header = false, "
            "auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
            f"nullstr = '~', columns = {{{shape}}})"
        )
        row = self.db.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(row[0]) if row else 0

    def spare(self, period: Period) -> list[str]:
        """Leave out the metrics whose words DuckDB does not understand; their keys."""
        lost = []
        for key in self.keys:
            try:
                self._counts(key, period)
                self._all(_spoken(keyed_sql(DECLARATIONS[key])), period)
            except duckdb.Error:
                lost.append(key)
        self.keys = tuple(key for key in self.keys if key not in lost)
        return lost

    def counted(self, period: Period) -> tuple[Timing, dict[str, Counts]]:
        """Every metric by place: the sums alone."""
        return timed(lambda: {key: self._counts(key, period) for key in self.keys})

    def keyed(self, period: Period) -> Timing:
        """The sums with the keys of the rows in order, as a run freezes them."""
        statements = [_spoken(keyed_sql(DECLARATIONS[key])) for key in self.keys]
        return timed(lambda: [self._all(sql, period) for sql in statements])[0]

    def _counts(self, key: str, period: Period) -> Counts:
        declared = DECLARATIONS[key]
        rows = self._all(_spoken(grouped_sql(declared)), period)
        return {int(place): facts_of(declared, values) for place, *values in rows}

    def _all(self, sql: str, period: Period) -> list[tuple[Any, ...]]:
        used = set(re.findall(r"\$(\w+)", sql))
        params = {name: value for name, value in period.params().items() if name in used}
        return self.db.execute(sql, params).fetchall()


def tables_of(keys: Iterable[str]) -> list[str]:
    """Tables named in the declarations of some metrics."""
    found: set[str] = set()
    for key in keys:
        declared = DECLARATIONS[key]
        found |= set(TABLE.findall(declared.rows + "\n" + declared.counted))
    return sorted(found)


def columns_of(table: str) -> list[tuple[str, str]]:
    """Names and types of a table's columns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
            [table],
        )
        return [(str(name), str(kind)) for name, kind in cursor.fetchall()]


def _exported(name: str, kind: str) -> str:
    if kind in FILLED:
        return f"CASE WHEN \"{name}\" IS NOT NULL THEN 'x' END"
    if kind.endswith("[]"):
        return f"'[' || array_to_string(\"{name}\", ',') || ']'"
    return f'"{name}"'


def _spoken(sql: str) -> str:
    """The statement in DuckDB's words: only parameters and the cast of arrays differ."""
    return PARAMETER.sub(r"$\1", sql)
