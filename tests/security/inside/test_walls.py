"""Two walls, each proven with the other taken away (A6, A11, T1–T5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import override_settings
from django.urls import path

from accounts import scope, wall_sql
from accounts.models import Posting
from accounts.querysets import ScopedQuerySet
from accounts.roles import Role
from accounts.trail import file_of, matter_of
from accounts.walls import Kind, Wall
from households.models import Household
from tests.security.asking import let_in
from tests.security.house import House, own_path
from tests.security.rows import CANARY, HOMES, VILLAGES, Secret, is_above, is_offered, others_of
from tests.security.surface import addresses

WALLED = [
    (m, w)
    for m, w in wall_sql.walled_models()
    if w.kind in (Kind.CASE, Kind.FILE, Kind.AREA, Kind.COUNTY, Kind.SHARED)
]
LOGS = [m for m, w in wall_sql.walled_models() if w.kind is Kind.LOG]
IDS = [m._meta.db_table for m, _ in WALLED]
FOREIGN = VILLAGES[3]
# Each page is walked with either wall away, by other readers each time.
WITHOUT_FIRST = ("village", "county", "county_other", "handler", "city")
WITHOUT_SECOND = ("town", "county", "governance", "kin", "city")


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


@pytest.mark.parametrize(("model", "wall"), WALLED, ids=IDS)
def test_without_a_true_token_no_row_and_no_write(
    house: House, model: type[models.Model], wall: Wall
) -> None:
    table, column = model._meta.db_table, wall.column
    everything = count(table)
    assert everything or table == "reports_linechange", f"no rows of {table} to hide"
    other = next(
        f.column for f in model._meta.concrete_fields if not f.primary_key and f.column != column
    )
    for name, token in bad_tokens(house.world).items():
        with scoped(token):
            assert count(table) == 0, f"{name} sees {table}"
            assert refused(f"UPDATE {table} SET {other} = {other}"), f"{name} writes {table}"
            assert refused(f"DELETE FROM {table}"), f"{name} deletes {table}"


@pytest.mark.parametrize(("model", "wall"), WALLED, ids=IDS)
def test_a_true_token_shows_its_own_reach_only(
    house: House, model: type[models.Model], wall: Wall
) -> None:
    """Through the bare manager, so that the database alone decides."""
    rows = [
        (
            r.pk,
            Secret(
                wall.kind,
                getattr(r, wall.column),
                "",
                0,
                file_of(r),
                matter_of(r),
                others_of(r),
                is_offered(r),
                is_above(r),
            ),
        )
        for r in model._default_manager.all()
    ]
    for role in (
        "village", "town", "county", "county_other", "governance", "auditor", "handler", "kin",
        "city", "city_office",
    ):  # fmt: skip
        kinds = house.kinds[role]
        with scoped(scope.mint(house.world.users[role])):
            seen = set(model._default_manager.values_list("pk", flat=True))
        for pk, row in rows:
            expected = house.may_know(role, row)
            assert (pk in seen) == expected, f"{role} {kinds} {model._meta.label} {row.place}"


@pytest.mark.parametrize(("model", "wall"), WALLED, ids=IDS)
def test_a_foreign_row_can_be_neither_made_nor_moved(
    house: House, model: type[models.Model], wall: Wall
) -> None:
    """INSERT of a copy that belongs next door, UPDATE of one's own row into the next county."""
    if wall.kind is Kind.COUNTY:
        return
    table = model._meta.db_table
    columns = [f.column for f in model._meta.concrete_fields if not f.primary_key]
    copied = ", ".join(columns)
    places = {wall.column, *wall.more}
    moved = ", ".join(str(FOREIGN) if c in places else c for c in columns)
    change = ", ".join(f"{c} = {FOREIGN}" for c in sorted(places))
    with scoped(scope.mint(house.world.village)):
        into = f"INSERT INTO {table} ({copied}) SELECT {moved} FROM {table} LIMIT 1"
        assert refused(into), f"insert into {table}"
        assert refused(f"UPDATE {table} SET {change}"), f"move in {table}"


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


def test_the_second_wall_alone_hides(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """visible_to taken away: pages still show nothing foreign, since the rows never come. What the
    database gives each of ten readers is proven table by table; a page can only go round it by
    asking in another's name, which two readers of each, other ones each time, are enough to see."""
    monkeypatch.setattr(ScopedQuerySet, "visible_to", lambda self, user: self)
    _no_leak_anywhere(house, WITHOUT_FIRST, most=2)


def test_the_first_wall_alone_hides(house: House) -> None:
    """The database opened wide (every request runs as the system): visible_to still hides, from
    three of five readers of each page, other ones each time; table by table from nine."""
    everything = scope.mint(house.world.system)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scope, "mint", lambda user, lifetime=0: everything)
        _no_leak_anywhere(house, WITHOUT_SECOND, most=3)


def _no_leak_anywhere(house: House, readers: tuple[str, ...], most: int) -> None:
    shown = 0
    for place, address in enumerate(addresses()):
        asked = list(let_in(address, "GET", readers))
        first = place % len(asked)
        for role in (asked[first:] + asked[:first])[:most]:
            answer = house.ask(role, "GET", own_path(house, role, address))
            assert not house.leaks(role, answer), f"{role} {address.name}"
            shown += len(CANARY.findall(answer.content.decode(errors="replace")))
    assert shown > 100, "the pages showed nothing at all, so nothing was proven"


# The kinds of answers whose body is made after the view function has returned (T1).
TEXT = "{% for home in homes %}{{ home.head_name }};{% endfor %}"


def late_template(request: HttpRequest) -> HttpResponse:
    """Rendered by the handler, after the view."""
    template = engines["django"].from_string(TEXT)
    return TemplateResponse(request, template, {"homes": Household.objects.all()})


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    """Read while the answer is being sent."""
    return StreamingHttpResponse(f"{home.head_name};" for home in Household.objects.all())


def failing(request: HttpRequest) -> HttpResponse:
    """An error in the middle, with the wall open."""
    list(Household.objects.all())
    raise RuntimeError("broken on purpose")


def broken_sql(request: HttpRequest) -> HttpResponse:
    """An error of the database itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")
    return HttpResponse()


urlpatterns = [
    path("late", late_template),
    path("streamed", streamed),
    path("failing", failing),
    path("broken", broken_sql),
    path("", late_template, name="home"),
]
handler500 = "config.errors.server_error"


@pytest.fixture
def odd_client(house: House) -> Iterator[Callable[[str, str], HttpResponse]]:
    """Asks the odd views of this module as one of the cast."""
    with override_settings(ROOT_URLCONF=__name__):
        yield lambda role, where: house.ask(role, "GET", f"/{where}")


OddClient = Callable[[str, str], HttpResponse]


def names_of(house: House, role: str) -> int:
    """How many households the role may see."""
    low_high = house.spans[role]
    return (
        sum(HOMES for code in VILLAGES for low, high in low_high if low <= code < high)
        if house.kinds[role]
        & {Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION}
        else 0
    )


@pytest.mark.parametrize("where", ["late", "streamed"])
@pytest.mark.parametrize(
    "role", ["village", "town", "county", "county_other", "governance", "anonymous"]
)
def test_answers_made_late_see_their_own_rows(
    house: House, odd_client: OddClient, where: str, role: str
) -> None:
    answer = odd_client(role, where)
    text = answer.content.decode()
    assert text.count(";") == names_of(house, role)
    assert not house.leaks(role, answer)


def test_scope_never_carries_over(house: House, odd_client: OddClient) -> None:
    """Interleaved people and errors on one connection (A7)."""
    order = ["county", "anonymous", "village", "county_other", "governance", "town"]
    for turn in range(12):
        for role in order:
            assert odd_client(role, "late").content.decode().count(";") == names_of(house, role)
            assert odd_client("county", "failing").status_code == 500
            if turn % 3 == 0:
                assert odd_client("county", "broken").status_code == 500
            assert b"cnry" not in odd_client("anonymous", "streamed").content


def test_error_pages_carry_no_rows(house: House, odd_client: OddClient) -> None:
    for role in ("county", "anonymous"):
        answer = odd_client(role, "failing")
        assert answer.status_code == 500
        assert not CANARY.search(answer.content.decode())
        assert "broken on purpose" not in answer.content.decode()


def test_every_personal_field_is_declared() -> None:
    """Domain H ②: purpose, basis, readers and term of each. A new field is declared in the
    privacy.py of its app (accounts.privacy.declare or impersonal)."""
    from accounts.privacy import register, undeclared

    assert list(undeclared()) == []
    assert len(register()) > 25
    said = "".join(entry.noun + entry.labels for entry in register())
    assert not re.search("[A-Za-z]", said), said
