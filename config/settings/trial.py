"""Trial run on one machine: plain http on loopback, invented data."""

from config.settings.base import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DEMO_DATA = True
