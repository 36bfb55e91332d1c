"""Makes the start-up checks known to Django, and its field errors plain."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The project itself: addresses, frame of the pages, checks."""

    name = "config"

    def ready(self) -> None:
        from config import checks, plain_errors  # noqa: F401 - registers the checks

        plain_errors.speak()
