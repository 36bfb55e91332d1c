"""Makes the start-up checks known to Django."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The project itself: addresses, frame of the pages, checks."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401 - registers the checks
