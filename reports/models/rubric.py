"""A version of the year's scoring rules (考核细则), as data."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls


class Rubric(models.Model):
    """code and version name it; content is the canonical form reports.rules reads; digest its
    sha256. A row never changes: a change is a new version."""

    wall = walls.REFERENCE

    code = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    title = models.CharField(_("名称"), max_length=80)
    level = models.SmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("考核细则")
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="rubric_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
