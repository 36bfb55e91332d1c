"""Fixtures every test may use: the database behind its wall, the cast, signed-in clients."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import Any

import django.test.client
import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.template import Context, RequestContext
from django.test import Client, TransactionTestCase
from django.test.utils import setup_databases
from hypothesis import settings as generated
from pytest_django.plugin import blocking_manager_key

from accounts import scope, wall_sql
from accounts.management.commands.install_database import install
from accounts.models import User
from accounts.walls import Kind
from tests import cast
from tests.order import shared_out
from tests.standing import STANDING, begins_with, names_of
from tests.workers import broker, start_worker

# No test is timed: a machine that does much else makes nothing wrong.
generated.register_profile("anjia", deadline=None)
generated.load_profile("anjia")

__all__ = ["broker", "start_worker"]  # fixtures for every folder


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Longest first, in every worker."""
    items[:] = shared_out(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def pytest_collection_finish() -> None:
    """Ten thousand tests stand by now and stay: no need to look for garbage among them, nor after
    every seven hundred objects of a request (a sixteenth of its time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def _owner() -> dict[str, Any]:
    owner: dict[str, Any] | None = settings.OWNER_DATABASE
    assert owner is not None  # the test settings name it
    return owner


def _become(role: dict[str, Any]) -> None:
    connection.close()
    connection.settings_dict["USER"] = role["USER"]
    connection.settings_dict["PASSWORD"] = role["PASSWORD"]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
) -> None:
    """Make the test database as the owner role, then go on as the application role.

    Nothing is dropped at the end: a server thread may hold on to it for minutes, and the next
    run replaces it.
    """
    app = dict(connection.settings_dict)
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    if worker:
        connection.settings_dict["TEST"]["NAME"] += f"_{worker}"
    with django_db_blocker.unblock():
        _become(_owner())
        setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb)
        install()
        _keep_shipped()
        _become(app)


SHIPPED: list[str] = []
"""Rows of the rubrics that come with the system, as JSON, to be put back by tests that commit."""


def _keep_shipped() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(r)::text FROM reports_rubric r WHERE county_id IS NULL")
        SHIPPED[:] = [row for (row,) in cursor.fetchall()]


def _empty_everything(self: TransactionTestCase) -> None:
    """After a test that commits: the owner role empties our tables, guards and all."""
    connections.close_all()
    owner = _owner()
    options = {k: v for k, v in owner.get("OPTIONS", {}).items() if k == "sslmode"}
    with psycopg.connect(
        host=owner["HOST"] or None,
        port=owner["PORT"] or None,
        user=owner["USER"],
        password=owner["PASSWORD"] or None,
        dbname=connection.settings_dict["NAME"],
        autocommit=True,
        **options,
    ) as raw:
        walled = list(wall_sql.walled_models())
        logs = [m._meta.db_table for m, w in walled if w.kind is Kind.LOG]
        tables = [m._meta.db_table for m, w in walled if w.kind is not Kind.SECRET]
        for table in logs:
            raw.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        raw.execute(f"TRUNCATE {', '.join([*tables, 'django_session'])} CASCADE")
        for table in logs:
            raw.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        # Only the owner role can make the system user; installing the database did.
        raw.execute(
            "INSERT INTO accounts_user (username, name, password, phone, is_active, is_system, "
            "must_change_password, created_at) "
            "VALUES ('system', '系统', '!', '', true, true, true, now())"
        )
        for row in SHIPPED:
            raw.execute(
                "INSERT INTO reports_rubric "
                "SELECT * FROM json_populate_record(NULL::reports_rubric, %s)", [row]
            )  # fmt: skip


def _store_page(store: dict[str, Any], context: Context, **told: Any) -> None:
    """What a test reads as `answer.context`: that of the page. Each part it includes would copy the
    whole once more, a tenth of the time of a request."""
    if isinstance(context, RequestContext) and store.get("page") is not context:
        store["page"] = context
        _store(store=store, context=context, **told)


_store = django.test.client.store_rendered_templates  # type: ignore[attr-defined]
django.test.client.store_rendered_templates = _store_page  # type: ignore[attr-defined]

TransactionTestCase._fixture_teardown = _empty_everything  # type: ignore[attr-defined]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before the fixtures of files and folders that fill the database themselves."""
    if STANDING and "django_db_blocker" in names_of(item) and not begins_with(item):
        with item.config.stash[blocking_manager_key].unblock():
            STANDING.bring(())


@pytest.fixture
def standing(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> None:
    """What the test begins with, below the savepoint that pytest-django makes for it."""
    with django_db_blocker.unblock():
        STANDING.bring(begins_with(request.node))


@pytest.fixture
def _django_db_helper(standing: None, _django_db_helper: None) -> None:
    """pytest-django's, which opens the test's own savepoint, after what it stands on."""


@pytest.fixture
def world(db: None) -> cast.World:
    """The fixed cast; what the test itself does runs as the system."""
    if "world" in STANDING:
        taken: cast.World = STANDING.take("world")
        return taken
    scope.put(scope.mint(User.objects.system()))
    return cast.build()


@pytest.fixture
def sign_in(world: cast.World) -> Callable[[str], Client]:
    """sign_in("village") → a client of that person."""

    def make(name: str) -> Client:
        client = Client()
        client.force_login(world.users[name])
        return client

    return make
