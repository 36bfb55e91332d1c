"""Trial run on one machine: plain http on loopback, invented data."""

from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DEMO_DATA = True

# Hashed names as in real use; compressing them takes 18 s and gains nothing on loopback.
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
}
