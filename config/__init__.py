"""Settings, addresses and start-up of Anjia; may import every app, none imports it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
