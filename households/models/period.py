"""A reporting period of a county, and the villages that owe a report for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class ReportingPeriod(models.Model):
    """One month (domain C4). starts/ends are inclusive days; village_due is the instant after
    which a report is late. Opened by beat."""

    wall = walls.REFERENCE

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="periods")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    village_due = models.DateTimeField(_("村级截止"))
    opened_at = models.DateTimeField()

    objects = ScopedQuerySet["ReportingPeriod"].as_manager()

    class Meta:
        verbose_name = _("报告周期")
        ordering = ["starts"]
        constraints = [
            models.UniqueConstraint(fields=["county", "starts"], name="period_once"),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts.year}年{self.starts.month}月"

    @property
    def label(self) -> str:
        """11月."""
        return f"{self.starts.month}月"


class ExpectedReport(models.Model):
    """A village that owes a report for a period; frozen when the period opens, so that
    on time + late + missing = expected always. Denominators are places, never users."""

    wall = walls.area("village_id")

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="expected")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["ExpectedReport"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "village"], name="expected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.village}"
