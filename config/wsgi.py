"""The web server's door."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

# Settings are ready only now.
from django.db import connection  # noqa: E402

from config.checks import guard_start  # noqa: E402

guard_start(connection)
