"""Tests: like the trial run, with a cheap password hash and no static manifest."""

import base64
import os

os.environ.setdefault("SECRET_KEY", "test-only-" + "k" * 50)
os.environ.setdefault("SCOPE_KEY", "test-only-scope-" + "s" * 50)
os.environ.setdefault("FIELD_KEYS", "test:" + base64.b64encode(bytes(range(32))).decode())
os.environ.setdefault("SYNC_PRIVATE_KEY", "s1:" + base64.b64encode(bytes(range(7, 39))).decode())
os.environ.setdefault("INDEX_KEY", "test-only-index-" + "i" * 50)
os.environ.setdefault("DATABASE_URL", "postgresql://anjia_app@/anjia")

from config.settings import environment
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, STORAGES

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
OWNER_DATABASE = environment.database_from_url(
    environment.optional("OWNER_DATABASE_URL", "postgresql://anjia_owner@/anjia")
)
DATABASES["default"]["TEST"] = {
    "NAME": "test_anjia" + os.environ.get("TEST_DB_SUFFIX", ""),
}
PASSWORD_HASHERS = ["accounts.hashers.CheapTestHasher"]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
DEMO_DATA = True
# The test that kills a worker runs one of its own with these.
JOB_LEASE_SECONDS = float(os.environ.get("TEST_JOB_LEASE_SECONDS", "90"))
SCORING_PAUSE = float(os.environ.get("TEST_SCORING_PAUSE", "0"))
SHEET_PAUSE = float(os.environ.get("TEST_SHEET_PAUSE", "0"))
