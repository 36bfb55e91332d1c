"""A PDF made from frozen rows; also its job row."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import JobRow
from accounts.querysets import ScopedQuerySet


class Document(JobRow):
    """The county's assessment report of a run. content: the frozen input it is drawn from;
    file: a name below MEDIA_ROOT, served only through a checked view (A8)."""

    wall = walls.area("county_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey("reports.ScoringRun", models.PROTECT, related_name="documents")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    file = models.CharField(max_length=120, blank=True)
    pages = models.IntegerField(default=0)
    size = models.IntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    objects = ScopedQuerySet["Document"].as_manager()

    class Meta:
        verbose_name = _("考核报告")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.run} {self.get_state_display()}"
