"""A matter that may not be erased: why, by whom, until when (domain H ⑦)."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class MatterHoldQuerySet(ScopedQuerySet["MatterHold"]):
    """Holds by day."""

    def in_force(self, day: date | None = None) -> MatterHoldQuerySet:
        """Holds that keep a matter on `day` (default today)."""
        day = day or timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), lifted_on__isnull=True)


class MatterHold(models.Model):
    """A hold on one matter (a law case, an inspection)."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="holds")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    reason = EncryptedTextField(_("保全理由"), blank=False)
    placed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    placed_on = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)
    lifted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    lifted_on = models.DateField(null=True)

    objects = MatterHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("来件保全")
        ordering = ["-placed_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__isnull=False), name="matter_hold_reasoned"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("placed_on")),
                name="matter_hold_in_order",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True)
                | Q(lifted_on__isnull=False, lifted_by__isnull=False),
                name="matter_hold_lifted_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placed_on}"
