"""What must hold before Anjia serves anybody (reliability A6, H2).

`refuse_unsafe_database` runs when a web process or a worker starts under production settings; the
system check runs with `check --deploy`.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper

from config.settings import environment

OLDEST_POSTGRES = 150000

_ROLE = """
    SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb
    FROM pg_roles WHERE rolname = current_user
"""
# Membership in the owning role counts as owning: its rights are one SET ROLE away.
_OWNED = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      AND n.nspname NOT LIKE 'pg\\_temp\\_%%' AND n.nspname NOT LIKE 'pg\\_toast\\_temp\\_%%'
      AND pg_has_role(current_user, c.relowner, 'MEMBER')
    ORDER BY c.relname LIMIT 3
"""
_OWNS_DATABASE = """
    SELECT pg_has_role(current_user, datdba, 'MEMBER')
    FROM pg_database WHERE datname = current_database()
"""
_DURABILITY = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "data_checksums": "on",
    "data_sync_retry": "off",
    "server_encoding": "UTF8",
}


def role_faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Why this connection's role is too mighty for the application: Chinese sentences."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLE)
        superuser, bypass, create_role, create_database = cursor.fetchone()
        cursor.execute(_OWNED)
        owned = [row[0] for row in cursor.fetchall()]
        cursor.execute(_OWNS_DATABASE)
        (owns_database,) = cursor.fetchone()
    faults = []
    if superuser:
        faults.append("数据库角色是超级用户。")
    if bypass:
        faults.append("数据库角色可以绕过行级安全（BYPASSRLS）。")
    if create_role or create_database:
        faults.append("数据库角色可以新建角色或数据库。")
    if owns_database:
        faults.append("数据库角色拥有这个数据库。")
    if owned:
        faults.append(f"数据库角色拥有表：{'、'.join(owned)} 等。")
    return faults


def durability_faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Server settings under which an acknowledged row could be lost: Chinese sentences."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        (version,) = cursor.fetchone()
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(_DURABILITY)]
        )
        found = dict(cursor.fetchall())
    faults = [
        f"PostgreSQL 的 {name} 为 {found.get(name)}，必须是 {wanted}。"
        for name, wanted in _DURABILITY.items()
        if found.get(name) != wanted
    ]
    if version < OLDEST_POSTGRES:
        faults.append("PostgreSQL 版本低于 15。")
    return faults


def refuse_unsafe_database(connection: BaseDatabaseWrapper) -> None:
    """Raise ImproperlyConfigured when the role or the server is not fit for real use."""
    faults = role_faults(connection) + durability_faults(connection)
    connection.close()
    if faults:
        raise ImproperlyConfigured("拒绝启动：" + "".join(faults))


def guard_start(connection: BaseDatabaseWrapper) -> None:
    """What web and worker call first; does nothing in trial and test settings."""
    if getattr(settings, "REFUSE_UNSAFE_DATABASE", False):
        refuse_unsafe_database(connection)


@register(Tags.security, deploy=True)
def check_scope_key(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """The scope key is as strong as Django asks of SECRET_KEY, and a key of its own."""
    fault = environment.weakness(settings.SCOPE_KEY)
    if settings.SCOPE_KEY == settings.SECRET_KEY:
        fault = "与 SECRET_KEY 相同"
    return [Error(f"SCOPE_KEY {fault}。", id="anjia.E001")] if fault else []


@register(Tags.security, deploy=True)
def check_field_keys(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """The keys of stored fields are random, and the hashes have a key of their own (C3, C4)."""
    faults: list[CheckMessage] = []
    ring = environment.weak_field_key(settings.FIELD_KEYS)
    if ring:
        faults.append(Error(f"FIELD_KEYS {ring}。", id="anjia.E002"))
    index = environment.weakness(settings.INDEX_KEY)
    if settings.INDEX_KEY in {settings.SECRET_KEY, settings.SCOPE_KEY}:
        index = "与别的密钥相同"
    if index:
        faults.append(Error(f"INDEX_KEY {index}。", id="anjia.E003"))
    return faults
