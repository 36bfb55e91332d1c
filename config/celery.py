"""The Celery application: doors only, the work lives in each app's tasks.py."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_init, worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("anjia")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "open_periods": {
        "task": "households.open_periods",
        "schedule": crontab(minute="5"),
    },
    "climb_missing": {
        "task": "households.climb",
        "schedule": crontab(minute="*/5"),
    },
    "listen_for_silence": {
        "task": "households.listen",
        "schedule": crontab(day_of_month="28", hour="6", minute="10"),
    },
    "open_rounds": {
        "task": "households.open_rounds",
        "schedule": crontab(hour="0", minute="10"),
    },
    "keep_supervised": {
        "task": "households.keep_supervised",
        "schedule": crontab(hour="0", minute="25"),
    },
    "keep_matters_supervised": {
        "task": "disputes.keep_supervised",
        "schedule": crontab(hour="0", minute="35"),
    },
    "keep_owned": {
        "task": "disputes.keep_owned",
        "schedule": crontab(hour="0", minute="40"),
    },
    "watch_mediators": {
        "task": "disputes.watch_mediators",
        "schedule": crontab(minute="25"),
    },
    "retention": {
        "task": "households.retention",
        "schedule": crontab(hour="2", minute="10"),
    },
    "plan_visits": {
        "task": "households.plan_visits",
        "schedule": crontab(hour="0", minute="15"),
    },
    "expire_sheets": {
        "task": "campaigns.expire_sheets",
        "schedule": crontab(hour="0", minute="25"),
    },
    "clear_prints": {
        "task": "campaigns.clear_prints",
        "schedule": crontab(hour="0", minute="35"),
    },
    "clear_letters": {
        "task": "households.clear_letters",
        "schedule": crontab(hour="0", minute="40"),
    },
    # Jobs whose message was lost or whose worker died are rung again.
    "sweep_jobs": {"task": "accounts.sweep", "schedule": 30.0},
    # The file of an export does not outlive its link.
    "clear_exports": {"task": "accounts.clear_dead_files", "schedule": 60.0},
}


@worker_init.connect
def refuse_unsafe_start(**kwargs: Any) -> None:
    """Celery only logs a signal's exceptions, so an unsafe database ends the worker outright."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connection

    from config.checks import guard_start

    try:
        guard_start(connection)
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error


@worker_process_init.connect
def settle(**kwargs: Any) -> None:
    """Each worker process, before its first job."""
    from accounts import jobs

    jobs.settle()
