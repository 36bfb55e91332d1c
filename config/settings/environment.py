"""The one place that reads the process environment for the settings.

Every variable is declared in :data:`VARIABLES` with its explanation; asking for one that is not
declared is a programming error. `.env.example` and `docker-compose.yml` are tested against it.
"""

import base64
import os
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

VARIABLES: dict[str, str] = {
    "DJANGO_SETTINGS_MODULE": "用哪一套设置；正式使用为 config.settings.production。",
    "DEBUG": "调试开关；正式使用时必须为 0，写 1 会拒绝启动。",
    "SECRET_KEY": "签名用的密钥（会话、跨站令牌），至少 50 个随机字符，不得与别处相同。",
    "SCOPE_KEY": "数据范围令牌的密钥，至少 50 个随机字符，与 SECRET_KEY 不同。",
    "FIELD_KEYS": "资料加密的钥匙，写成 编号:base64，用英文逗号隔开；第一把加密，其余读旧资料。",
    "INDEX_KEY": "查找证件号、电话、住址用的密钥，至少 50 个随机字符，与别的不同，启用后不换。",
    "SYNC_PRIVATE_KEY": "打开手机离线封条的钥匙，写法同上；第一把给手机用，其余打开旧封条。",
    "DATABASE_URL": "网页和后台任务连接 PostgreSQL 的地址，用只能读写数据、不拥有任何表的角色。",
    "OWNER_DATABASE_URL": "升级任务连接 PostgreSQL 的地址，用拥有各表的角色；不给网页。",
    "REDIS_URL": "Redis 的地址，只作任务的门铃，不存业务数据。",
    "ALLOWED_HOSTS": "本系统的域名或地址，几个之间用英文逗号隔开；不得写 *。",
    "CSRF_TRUSTED_ORIGINS": "带协议的来源，例如 https://anjia.example.cn，几个之间用英文逗号隔开。",
    "BEHIND_PROXY": "前面有会改写 X-Forwarded-Proto 的反向代理时写 1；没有则写 0。",
    "MEDIA_ROOT": "生成的报告和附件存放的文件夹，不得放在可直接访问的网页目录下。",
    "DOC_FONT_DIR": "单位已获授权的字体（如仿宋_GB2312、方正小标宋），"
    "或者可以免费用的仿宋、楷体（朱雀仿宋、霞鹜文楷）所在的文件夹；没有就留空。",
    "WEB_CONCURRENCY": "网页进程数，一般为核数的一到两倍。",
    "WEB_THREADS": "每个网页进程的线程数。",
    "WORKER_CONCURRENCY": "后台任务进程数，一般等于核数。",
    "WEB_PORT": "网页在本机上的端口，交给反向代理；只由 docker-compose.yml 读取。",
    "POSTGRES_PASSWORD": "PostgreSQL 管理员口令，第一次建库时用；只由 docker-compose.yml 读取。",
    "OWNER_DB_PASSWORD": "角色 anjia_owner（拥有各表）的口令；只由 docker-compose.yml 读取。",
    "APP_DB_PASSWORD": "角色 anjia_app（网页、后台任务）的口令；只由 docker-compose.yml 读取。",
}

SECRET_LENGTH = 50
SECRET_VARIETY = 12
FIELD_KEY_VARIETY = 10
_PLACEHOLDERS = ("insecure", "change", "example", "test-only", "secret", "password", "请")
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}


def _raw(name: str) -> str:
    if name not in VARIABLES:
        raise LookupError(f"undeclared environment variable: {name}")
    return os.environ.get(name, "").strip()


def required(name: str) -> str:
    """The variable's value; raises ImproperlyConfigured, with its explanation, when it is empty."""
    value = _raw(name)
    if not value:
        raise ImproperlyConfigured(f"缺少环境变量 {name}。{VARIABLES[name]}")
    return value


def optional(name: str, default: str) -> str:
    """The variable's value, or `default` when it is unset or empty."""
    return _raw(name) or default


def flag(name: str) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off/unset; anything else is refused."""
    value = _raw(name).lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"环境变量 {name} 只能写 1 或 0。{VARIABLES[name]}")


def listing(name: str) -> list[str]:
    """The comma-separated parts of the variable, without blanks."""
    return [part.strip() for part in _raw(name).split(",") if part.strip()]


def number(name: str, default: int) -> int:
    """The variable as a whole number of at least 1."""
    value = _raw(name) or str(default)
    if not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(f"环境变量 {name} 须为不小于 1 的整数。{VARIABLES[name]}")
    return int(value)


def weakness(value: str) -> str | None:
    """Why a secret is too weak for real use (a Chinese phrase), None when it is good enough."""
    if len(value) < SECRET_LENGTH:
        return f"太短，至少要 {SECRET_LENGTH} 个字符"
    if len(set(value)) < SECRET_VARIETY:
        return "重复的字符太多"
    if any(word in value.lower() for word in _PLACEHOLDERS):
        return "是示例或默认值"
    return None


def secret(name: str) -> str:
    """A required variable that must be a strong secret; raises ImproperlyConfigured otherwise."""
    value = required(name)
    fault = weakness(value)
    if fault:
        raise ImproperlyConfigured(f"环境变量 {name} {fault}。{VARIABLES[name]}")
    return value


FIELD_KEY_BYTES = {"aes-256-gcm": 32, "sm4-gcm": 16}
FieldKey = tuple[str, str, bytes]


def field_keys(name: str) -> tuple[FieldKey, ...]:
    """The keyring: `name:base64` (AES-256-GCM) or `name:sm4-gcm:base64`, the current key first.

    Raises ImproperlyConfigured for what cannot be a key; how random it is, see weak_field_key."""
    keys = tuple(_field_key(name, part) for part in required(name).split(","))
    if len({key[0] for key in keys}) < len(keys):
        raise ImproperlyConfigured(f"环境变量 {name} 里有两把钥匙编号相同。{VARIABLES[name]}")
    return keys


def _field_key(name: str, entry: str) -> FieldKey:
    label, _, rest = entry.strip().partition(":")
    algorithm, _, text = rest.rpartition(":")
    algorithm = algorithm or "aes-256-gcm"
    try:
        secret_bytes = base64.b64decode(text, validate=True)
    except ValueError:
        secret_bytes = b""
    wanted = FIELD_KEY_BYTES.get(algorithm)
    if not re.fullmatch(r"[a-z0-9]{1,16}", label) or wanted is None:
        raise ImproperlyConfigured(f"环境变量 {name} 的写法不对。{VARIABLES[name]}")
    if len(secret_bytes) != wanted:
        raise ImproperlyConfigured(
            f"环境变量 {name} 的钥匙 {label} 应为 {wanted} 个字节的 base64。"
        )
    return label, algorithm, secret_bytes


def weak_field_key(keys: Sequence[FieldKey]) -> str | None:
    """Why the keyring is too weak for real use (a Chinese phrase), None when it is good enough."""
    if len({key[2] for key in keys}) < len(keys):
        return "里有两把相同的钥匙"
    for label, _, secret_bytes in keys:
        if len(set(secret_bytes)) < FIELD_KEY_VARIETY:
            return f"的钥匙 {label} 重复的字节太多"
    return None


def database_from_url(url: str) -> dict[str, Any]:
    """Turn a libpq URL into one entry of Django's DATABASES.

    `postgresql://user:password@host:port/name?host=/socket/folder&sslmode=require`: a `host` in the
    query (a Unix socket folder) wins over the one in front; other query parts become OPTIONS.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise ImproperlyConfigured("数据库地址应写成 postgresql://角色：口令@主机：端口/库名")
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", None) or unquote(parts.hostname or "")
    port = query.pop("port", None) or (str(parts.port) if parts.port else "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(query),
    }
