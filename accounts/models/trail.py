"""What somebody did: before, after, why. Append-only (reliability B3)."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls


class Trail(models.Model):
    """A row written in the transaction of the act it tells of. place: division code, 0 for
    acts without a place; noun and key name the record; before/after hold changed fields; file and
    matter are the keys of the listed family and of the matter (来件) the record belongs to, so that
    the line is as closed as they are."""

    wall = walls.TRAIL

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    act = models.CharField(max_length=40)
    noun = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    place = models.BigIntegerField(default=0)
    file = models.BigIntegerField(null=True)
    matter = models.BigIntegerField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    request_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("经过")
        indexes = [
            models.Index(fields=["noun", "key"], name="trail_noun_key"),
            models.Index(fields=["place", "at"], name="trail_place_at"),
            BrinIndex(fields=["at"], name="trail_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"
