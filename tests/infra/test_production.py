"""Production settings refuse to start where families' data would not be safe."""

import base64
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from config import checks
from config.settings import environment

REPO = Path(__file__).resolve().parents[2]
GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": secrets.token_hex(32),
    "SCOPE_KEY": secrets.token_hex(32),
    "FIELD_KEYS": "k1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
    "SYNC_PRIVATE_KEY": "s1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
    "INDEX_KEY": secrets.token_hex(32),
    "ALLOWED_HOSTS": "anjia.invalid",
    "CSRF_TRUSTED_ORIGINS": "https://anjia.invalid",
    "DATABASE_URL": "postgresql://anjia_app@db/anjia",
}

ZEROS = base64.b64encode(bytes(32)).decode()


def _load_settings(changes: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": os.environ["PATH"], **GOOD, **changes}
    code = "from django.conf import settings; settings.DEBUG; print('loaded')"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=REPO, env=env, capture_output=True, text=True, timeout=60)


def test_good_values_are_accepted() -> None:
    assert _load_settings({}).stdout == "loaded\n"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": ""}, "缺少环境变量 SECRET_KEY"),
        ({"SCOPE_KEY": ""}, "缺少环境变量 SCOPE_KEY"),
        ({"SECRET_KEY": "k7" * 10}, "SECRET_KEY 太短"),
        ({"SCOPE_KEY": "ab" * 40}, "SCOPE_KEY 重复的字符太多"),
        ({"SECRET_KEY": "django-insecure-" + GOOD["SECRET_KEY"]}, "SECRET_KEY 是示例或默认值"),
        ({"SCOPE_KEY": GOOD["SECRET_KEY"]}, "不得相同"),
        ({"INDEX_KEY": ""}, "缺少环境变量 INDEX_KEY"),
        ({"INDEX_KEY": "k7" * 10}, "INDEX_KEY 太短"),
        ({"INDEX_KEY": GOOD["SCOPE_KEY"]}, "不得相同"),
        ({"SYNC_PRIVATE_KEY": ""}, "缺少环境变量 SYNC_PRIVATE_KEY"),
        ({"SYNC_PRIVATE_KEY": "s1:" + ZEROS}, "重复的字节太多"),
        ({"SYNC_PRIVATE_KEY": GOOD["FIELD_KEYS"]}, "不得有相同的钥匙"),
        ({"FIELD_KEYS": ""}, "缺少环境变量 FIELD_KEYS"),
        ({"FIELD_KEYS": "k1"}, "FIELD_KEYS 的钥匙 k1 应为 32 个字节"),
        ({"FIELD_KEYS": "k1:c2hvcnQ="}, "FIELD_KEYS 的钥匙 k1 应为 32 个字节"),
        ({"FIELD_KEYS": "K 1:" + ZEROS}, "FIELD_KEYS 的写法不对"),
        ({"FIELD_KEYS": "k1:des:" + ZEROS}, "FIELD_KEYS 的写法不对"),
        ({"FIELD_KEYS": "k1:" + ZEROS}, "重复的字节太多"),
        ({"FIELD_KEYS": f"{GOOD['FIELD_KEYS']},{GOOD['FIELD_KEYS']}"}, "编号相同"),
        ({"FIELD_KEYS": f"{GOOD['FIELD_KEYS']},k2{GOOD['FIELD_KEYS'][2:]}"}, "两把相同的钥匙"),
        ({"DEBUG": "1"}, "不得打开 DEBUG"),
        ({"DEBUG": "maybe"}, "DEBUG 只能写 1 或 0"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "anjia.invalid,*"}, "ALLOWED_HOSTS"),
        ({"CSRF_TRUSTED_ORIGINS": "http://anjia.invalid"}, "https://"),
        ({"DATABASE_URL": ""}, "缺少环境变量 DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:///x"}, "数据库地址"),
    ],
)
def test_unsafe_values_are_refused_in_chinese(changes: dict[str, str], sentence: str) -> None:
    done = _load_settings(changes)
    assert done.returncode != 0
    assert sentence in done.stderr


def test_the_values_of_the_example_file_are_refused_as_they_stand() -> None:
    lines = (REPO / ".env.example").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert _load_settings(given).returncode != 0


def test_database_url_takes_sockets_passwords_and_options() -> None:
    one = environment.database_from_url("postgresql://a:p%40s@h:5433/n?sslmode=require")
    assert (one["USER"], one["PASSWORD"], one["HOST"], one["PORT"], one["NAME"]) == (
        "a",
        "p@s",
        "h",
        "5433",
        "n",
    )
    assert one["OPTIONS"] == {"sslmode": "require"}
    assert environment.database_from_url("postgresql://a@/n?host=/run/x%20y")["HOST"] == "/run/x y"


def test_an_undeclared_variable_is_a_programming_error() -> None:
    with pytest.raises(LookupError):
        environment.optional("NO_SUCH_VARIABLE", "")


@pytest.mark.parametrize(
    ("text", "expected"), [("1", True), ("on", True), ("", False), ("0", False)]
)
def test_flags(monkeypatch: pytest.MonkeyPatch, text: str, expected: bool) -> None:
    monkeypatch.setenv("DEBUG", text)
    assert environment.flag("DEBUG") is expected


@contextmanager
def _connection(role: str, blocker: DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own to the private server of this run, as one of its roles."""
    if "OWNER_DATABASE_URL" not in os.environ:
        pytest.skip("needs the private server: python -m config.trial run -- pytest")
    entry = environment.database_from_url(os.environ["OWNER_DATABASE_URL"]) | {"USER": role}
    connection = ConnectionHandler({"default": entry})["default"]
    with blocker.unblock():
        try:
            yield connection
        finally:
            connection.close()


@pytest.fixture
def some_table(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    name = f"infra_{os.getpid()}"
    with _connection("anjia_owner", django_db_blocker) as owner:
        with owner.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {name} ()")
        yield name
        with owner.cursor() as cursor:
            cursor.execute(f"DROP TABLE {name}")


def test_the_application_role_is_accepted(
    some_table: str, django_db_blocker: DjangoDbBlocker
) -> None:
    with _connection("anjia_app", django_db_blocker) as app:
        assert checks.role_faults(app) == []


def test_the_owner_and_the_superuser_are_refused(
    some_table: str, django_db_blocker: DjangoDbBlocker
) -> None:
    with _connection("anjia_owner", django_db_blocker) as owner:
        told = "".join(checks.role_faults(owner))
        assert "拥有表" in told
        assert "拥有这个数据库" in told
        with pytest.raises(ImproperlyConfigured, match="拒绝启动"):
            checks.refuse_unsafe_database(owner)
    with _connection("postgres", django_db_blocker) as superuser:
        told = "".join(checks.role_faults(superuser))
        assert "超级用户" in told
        assert "BYPASSRLS" in told


def test_a_careless_server_is_refused(django_db_blocker: DjangoDbBlocker) -> None:
    """The server of the tests itself runs without fsync, so it is the bad example."""
    with _connection("anjia_app", django_db_blocker) as app:
        told = "".join(checks.durability_faults(app))
    assert [word in told for word in ("fsync", "full_page_writes", "synchronous_commit")] == [
        True,
        True,
        True,
    ]
    assert "checksums" not in told


def test_the_guard_acts_only_under_production_settings(django_db_blocker: DjangoDbBlocker) -> None:
    with _connection("anjia_owner", django_db_blocker) as owner:
        checks.guard_start(owner)
        with override_settings(REFUSE_UNSAFE_DATABASE=True), pytest.raises(ImproperlyConfigured):
            checks.guard_start(owner)


@pytest.mark.parametrize(
    "command",
    [
        ["-c", "import config.wsgi"],
        ["-m", "celery", "--app", "config.celery", "worker", "--pool", "solo"],
    ],
    ids=["web", "worker"],
)
def test_web_and_worker_do_not_start_as_the_owner(command: list[str]) -> None:
    if "OWNER_DATABASE_URL" not in os.environ:
        pytest.skip("needs the private server: python -m config.trial run -- pytest")
    given = {"DATABASE_URL": os.environ["OWNER_DATABASE_URL"], "REDIS_URL": os.environ["REDIS_URL"]}
    env = {"PATH": os.environ["PATH"], **GOOD, **given}
    done = subprocess.run(
        [sys.executable, *command], cwd=REPO, env=env, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert "拒绝启动" in done.stderr
    assert "拥有这个数据库" in done.stderr
