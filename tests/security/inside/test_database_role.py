"""What the application's role may not do in the database, whatever it is made to send: no power
over tables and server, no rights made by SQL, nobody else's line in a log (A6, T1–T5)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, models, transaction

from accounts import scope, wall_sql
from accounts.models import Posting
from accounts.walls import Kind
from tests.security.house import House
from tests.security.tokens import bad_tokens, refused, scoped

LOGS = [m for m, w in wall_sql.walled_models() if w.kind is Kind.LOG]
ALL_TABLES = [m._meta.db_table for m, _ in wall_sql.walled_models()]


@pytest.mark.parametrize("table", ALL_TABLES)
def test_the_role_has_no_power_over_tables(house: House, table: str) -> None:
    for sql in (
        f"TRUNCATE {table} CASCADE",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"ALTER TABLE {table} ADD COLUMN spy text",
        f"DROP TABLE {table} CASCADE",
        f"CREATE POLICY mine ON {table} USING (true)",
        f"DROP POLICY wall ON {table}",
        f"CREATE TRIGGER spy BEFORE INSERT ON {table} EXECUTE FUNCTION anjia_refuse_change()",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SET ROLE anjia_owner",
        "SET SESSION AUTHORIZATION anjia_owner",
        "SET session_replication_role = replica",
        "SELECT set_config('session_replication_role', 'replica', true)",
        "CREATE TABLE spy (a int)",
        "CREATE FUNCTION spy() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION reach() RETURNS int8multirange LANGUAGE sql AS "
        "$$ SELECT '{[0,1000000000000)}'::int8multirange $$",
        "CREATE SCHEMA spy",
        "ALTER ROLE anjia_app BYPASSRLS",
        "SELECT anjia_spans(ARRAY['county_federation'])",
        "SELECT * FROM accounts_scopekey",
        "COPY accounts_user TO '/tmp/spy'",
        "COPY accounts_user TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
        "ALTER SYSTEM SET fsync = off",
    ],
)
def test_the_role_has_no_power_over_the_server(house: House, sql: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_nothing_is_open_to_everybody(house: House) -> None:
    """The role may not pass its rights on: GRANT only warns, so the rights are looked up."""
    with connection.cursor() as cursor:
        for table in ALL_TABLES:
            if table != "accounts_scopekey":
                cursor.execute(f"GRANT ALL ON {table} TO PUBLIC")
        cursor.execute(
            "SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a "
            "WHERE c.relnamespace = 'public'::regnamespace AND a.grantee = 0"
        )
        assert cursor.fetchall() == []


def test_the_role_owns_nothing_and_bypasses_nothing(house: House) -> None:
    from config.checks import role_faults

    assert role_faults(connection) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, row_security_active('households_household'::regclass)")
        assert cursor.fetchone() == ("anjia_app", True)
        cursor.execute(
            "SELECT count(*) FROM pg_proc WHERE pg_has_role(current_user, proowner, 'MEMBER')"
        )
        assert cursor.fetchone() == (0,)


def test_every_table_is_classified_and_guarded(house: House) -> None:
    """No table of the schema outside the declared walls and Django's own (A6)."""
    known = {m._meta.db_table: w for m, w in wall_sql.walled_models()}
    framework = wall_sql.FRAMEWORK_WRITABLE | wall_sql.FRAMEWORK_READABLE
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relkind, relrowsecurity FROM pg_class "
            "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')"
        )
        found = cursor.fetchall()
    needs_rows = (
        Kind.CASE, Kind.FILE, Kind.AREA, Kind.COUNTY, Kind.SHARED, Kind.LOG, Kind.OWN,
    )  # fmt: skip
    for name, kind, guarded in found:
        if name in known:
            assert guarded == (known[name].kind in needs_rows or name in ACCOUNTS), name
        else:
            assert name in framework | DJANGO_PRIVATE, f"{name} ({kind}) has no wall"


ACCOUNTS = {"accounts_user", "accounts_posting"}
# Of Django itself, never touched by the application: it has no right on them.
DJANGO_PRIVATE = {"auth_user_groups", "django_admin_log"}


def test_rights_cannot_be_made_by_sql(house: House) -> None:
    """The threat of injected SQL: nobody becomes the system, nobody posts herself (A6, no. 12)."""
    world = house.world
    own = Posting.objects.get(user=world.security_admin)
    for name, token in (bad_tokens(world) | {"county": scope.mint(world.county)}).items():
        with scoped(token):
            assert refused("UPDATE accounts_user SET is_system = true WHERE NOT is_system"), name
            assert refused("UPDATE accounts_user SET password = 'x' WHERE is_system"), name
            assert refused("UPDATE accounts_posting SET role = 'county_federation'"), name
            assert refused("DELETE FROM accounts_posting"), name
            assert refused("DELETE FROM accounts_user"), name
            copy = (
                "INSERT INTO accounts_posting (user_id, role, division_id, span, days, "
                "granted_by_id, granted_at) SELECT %s, 'auditor', division_id, span, days, "
                "granted_by_id, granted_at FROM accounts_posting WHERE id = %s"
            )
            assert refused(copy, world.nobody.pk, own.pk), name
    with scoped(scope.mint(world.security_admin)):
        assert refused(copy, world.security_admin.pk, own.pk)
        assert not refused(copy, world.nobody.pk, own.pk)
        foreign = "UPDATE accounts_posting SET days = 'empty' WHERE user_id = %s"
        assert refused(foreign, world.county_other.pk)


# A line of each log, its writer left open.
LINES = {
    "accounts_trail": "(at, by_id, place, act, noun, key, before, after, reason) "
    "VALUES (now(), %s, 0, 'x', 'x', 'x', '{}', '{}', '')",
    "accounts_reading": "(at, by_id, page, noun, keys, place, purpose) "
    "VALUES (now(), %s, 'x', 'x', '{}', 0, '')",
    "accounts_export": "(uid, at, by_id, kind, title, place, noun, keys, rows, personal, masked, "
    "filter_words, purpose, reason, file_name, size, sha256, expires_at) VALUES "
    "(gen_random_uuid(), now(), %s, 'x', 'x', 0, '', '{}', 0, false, true, '', '', '', 'x', 1, "
    "'x', now())",
}


@pytest.mark.parametrize("model", LOGS, ids=[m._meta.db_table for m in LOGS])
def test_nobody_writes_anothers_line(house: House, model: type[models.Model]) -> None:
    table, world = model._meta.db_table, house.world
    into = f"INSERT INTO {table} {LINES[table]}"
    for name, token in bad_tokens(world).items():
        with scoped(token):
            assert refused(into, world.county.pk), name
    with scoped(scope.mint(world.village)):
        assert refused(into, world.county.pk)
        assert not refused(into, world.village.pk)
