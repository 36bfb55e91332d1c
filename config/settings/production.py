"""Real use: https only, strong secrets or no start at all (reliability D5, D9, H2)."""

from django.core.exceptions import ImproperlyConfigured

from config.settings import environment
from config.settings.base import *  # noqa: F403
from config.settings.base import (
    ALLOWED_HOSTS,
    CSRF_TRUSTED_ORIGINS,
    FIELD_KEYS,
    SYNC_PRIVATE_KEY,
)

SECRET_KEY = environment.secret("SECRET_KEY")
SCOPE_KEY = environment.secret("SCOPE_KEY")
INDEX_KEY = environment.secret("INDEX_KEY")
if SECRET_KEY == SCOPE_KEY:
    raise ImproperlyConfigured("SECRET_KEY 与 SCOPE_KEY 不得相同。")
if INDEX_KEY in {SECRET_KEY, SCOPE_KEY}:
    raise ImproperlyConfigured("INDEX_KEY 与 SECRET_KEY、SCOPE_KEY 不得相同。")
for _name, _ring in (("FIELD_KEYS", FIELD_KEYS), ("SYNC_PRIVATE_KEY", SYNC_PRIVATE_KEY)):
    _weak = environment.weak_field_key(_ring)
    if _weak:
        raise ImproperlyConfigured(f"环境变量 {_name} {_weak}。")
if {_key[2] for _key in FIELD_KEYS} & {_key[2] for _key in SYNC_PRIVATE_KEY}:
    raise ImproperlyConfigured("SYNC_PRIVATE_KEY 与 FIELD_KEYS 不得有相同的钥匙。")

DEBUG = environment.flag("DEBUG")
if DEBUG:
    raise ImproperlyConfigured("正式使用时不得打开 DEBUG：出错页会把家庭资料显示给任何人。")

if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(f"请写明 ALLOWED_HOSTS。{environment.VARIABLES['ALLOWED_HOSTS']}")
if any(not origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS):
    raise ImproperlyConfigured("CSRF_TRUSTED_ORIGINS 只能写 https:// 开头的地址。")

# The web server and the worker look at their database role before the first request.
REFUSE_UNSAFE_DATABASE = True

if environment.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Only a word in the header; nobody is listed by browsers without applying for it.
SECURE_HSTS_PRELOAD = True

# The __Host- prefix makes the browser itself insist on https, path / and no domain.
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
