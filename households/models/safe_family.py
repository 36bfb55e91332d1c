"""平安家庭: which households take part in the year and which meet the standard (domain B)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class SafeFamily(models.Model):
    """参与户 (a row) and 达标户 (met_on) of a year; met_at: when that was marked (server time).
    What a household does not meet yet is not written down anywhere: that would be a list of
    families by their troubles (domain H ⑨)."""

    wall = walls.CASE

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="+")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    joined_on = models.DateField(_("参与日期"))
    met_on = models.DateField(_("达标日期"), null=True)
    met_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["SafeFamily"].as_manager()

    class Meta:
        verbose_name = _("平安家庭")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "household"], name="safe_family_once"),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(met_on__gte=F("joined_on")),
                name="safe_family_in_order",
            ),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True, met_at__isnull=True)
                | Q(met_on__isnull=False, met_at__isnull=False),
                name="safe_family_met_timed",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "village"], name="safe_family_village")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.joined_on}"
