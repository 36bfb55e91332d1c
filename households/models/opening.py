"""The county opens one family's file with a reason, for a limited time (domain H ③)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class FileOpeningQuerySet(ScopedQuerySet["FileOpening"]):
    """Openings by moment."""

    def running(self, now: datetime | None = None) -> FileOpeningQuerySet:
        """Openings that have not run out."""
        return self.filter(until__gt=now or timezone.now())


class FileOpening(models.Model):
    """One person of a level that does not own the file opened it: why, from when until when.
    The owner unit reads it on the family's page."""

    wall = walls.file("family_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    family = models.ForeignKey("households.ListedFamily", models.PROTECT, related_name="openings")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reason = EncryptedTextField(_("查阅事由"), max_length=200)
    opened_at = models.DateTimeField(_("打开"))
    until = models.DateTimeField(_("到期"))

    objects = FileOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("档案查阅")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__isnull=False), name="file_opening_reasoned"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("opened_at")), name="file_opening_in_order"
            ),
        ]
        indexes = [models.Index(fields=["person", "family"], name="file_opening_person")]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d %H:%M} {self.person}"
