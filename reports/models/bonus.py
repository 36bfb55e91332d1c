"""加分申报: a unit asks for an item of the rubric's bonus, the governance office decides."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class BonusClaimQuerySet(ScopedQuerySet["BonusClaim"]):
    """Claims by state."""

    def accepted(self) -> Self:
        """Those that count."""
        return self.filter(status=BonusClaim.Status.ACCEPTED)


class BonusClaim(models.Model):
    """item: key of the rubric's bonus item; matter: what for, as counted ("the same matter counts
    once at its highest", domain A6); points: given by the reviewer where the item is judged."""

    wall = walls.area("unit_id")

    class Status(models.TextChoices):
        ASKED = "asked", _("待认定")
        ACCEPTED = "accepted", _("已认定")
        REFUSED = "refused", _("不予认定")
        WITHDRAWN = "withdrawn", _("已撤回")

    ALLOWED = {
        "decide": {Status.ASKED, Status.ACCEPTED, Status.REFUSED},
        "withdraw": {Status.ASKED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="bonus_claims")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    item = models.CharField(max_length=40)
    matter = models.CharField(_("事项"), max_length=80)
    words = models.CharField(_("说明"), max_length=500)
    claimed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    points = models.DecimalField(_("认定分值"), max_digits=5, decimal_places=2, null=True)
    reason = models.CharField(_("认定意见"), max_length=300, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = BonusClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("加分申报")
        ordering = ["unit_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["asked", "accepted", "refused", "withdrawn"])
                & ~Q(matter="")
                & ~Q(words=""),
                name="bonus_claim_whole",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "withdrawn"])
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason=""),
                name="bonus_claim_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_status_display()}"
