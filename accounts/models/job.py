"""The row of a job: what people see of work that takes its time (reliability G)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRow(models.Model):
    """Base of every row that is also a job. state: the job's own; lease_until and fence: a worker
    holds the row while its lease lasts and writes only under its own fence; done of total and
    message: how far it is; error: a sentence people can read. The machinery is accounts.jobs."""

    class State(models.TextChoices):
        QUEUED = "queued", _("排队中")
        RUNNING = "running", _("计算中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("失败")

    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    fence = models.IntegerField(default=0)
    tries = models.SmallIntegerField(default=0)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    message = models.CharField(max_length=120, blank=True)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.get_state_display()}"
