"""A page that showed a family was read. Append-only (reliability B1)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls


class Reading(models.Model):
    """Who saw which records of which noun, on which page, in which request; no names and no
    query strings are kept."""

    wall = walls.LOG

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    page = models.CharField(max_length=80)
    noun = models.CharField(max_length=40)
    keys = ArrayField(models.BigIntegerField(), default=list)
    place = models.BigIntegerField(default=0)
    purpose = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)
    request_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("查看记录")
        indexes = [BrinIndex(fields=["at"], name="reading_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.page}"
