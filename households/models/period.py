"""A reporting period of a county: the days it covers, and when it is due at each level."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from households.models.cadence import DAY, Cadence, Days, days_of
from households.models.multirange import DateMultirangeField, alone


class ReportingPeriod(models.Model):
    """starts/ends: the period's own days by the calendar, inclusive; days: those of them it
    covers: a sensitive period takes its days out of the month, so that nothing is owed twice
    (domain C4, K14). village_due, township_due, county_due: the instants after which a report
    or return of that level is late. Opened by beat or by hand."""

    wall = walls.REFERENCE

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="periods")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    cadence = models.CharField(
        _("周期"),
        max_length=8,
        choices=Cadence.choices,
        default=Cadence.MONTH,
        db_default=Cadence.MONTH,
    )
    sensitive = models.ForeignKey(
        "households.SensitivePeriod", models.PROTECT, null=True, related_name="periods"
    )
    starts = models.DateField()
    ends = models.DateField()
    days = DateMultirangeField(_("覆盖日期"))
    village_due = models.DateTimeField(_("村级截止"))
    township_due = models.DateTimeField(_("乡级截止"))
    county_due = models.DateTimeField(_("县级截止"))
    opened_at = models.DateTimeField()

    objects = ScopedQuerySet["ReportingPeriod"].as_manager()

    class Meta:
        verbose_name = _("报告周期")
        ordering = ["starts"]
        constraints = [
            models.UniqueConstraint(fields=["county", "cadence", "starts"], name="period_once"),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="period_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(cadence__in=[c.value for c in Cadence]), name="period_cadence"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    village_due__lte=F("township_due"), township_due__lte=F("county_due")
                ),
                name="period_dues_climb",
            ),
            # Two ranges, no extension (design 4): periods of one county never overlap.
            ExclusionConstraint(
                name="period_days_once",
                expressions=[
                    (
                        alone("county"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("days", RangeOperators.OVERLAPS),
                ],
                index_type="gist",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts.year}年{self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A period that says nothing else covers its own days; dues above follow the village's."""
        if not isinstance(self.days, tuple):
            self.days = days_of(self.starts, self.ends)
        self.township_due = self.township_due or self.village_due + timedelta(days=2)
        self.county_due = self.county_due or self.township_due
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """11月, or 10月3日."""
        return Cadence(self.cadence).name_of(self.starts, self.ends)

    @property
    def covered(self) -> Days:
        """The days it covers."""
        return self.days or ()

    @property
    def spans(self) -> list[tuple[date, date]]:
        """The days it covers, as first and last day of each stretch."""
        return [(low, high - DAY) for low, high in self.covered]

    @property
    def number(self) -> str:
        """Its part of a report's number."""
        return Cadence(self.cadence).number_of(self.starts)
