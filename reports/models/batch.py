"""A city's or a province's scoring: one job a county, closed by a roll-up."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import JobRow
from accounts.querysets import ScopedQuerySet
from campaigns.models import Level


class ScoringBatch(JobRow):
    """All counties below `place` scored for one year. Its own job is only the closing step: it
    waits as queued until no county is under way (a query, never a stored count), then freezes the
    roll-up. frozen: counties with their means, townships with ranks across the counties; digest is
    over it: the same results of the counties give the same bytes. stopped: called off by a person.
    Read by the city or the province itself, written by the system in its name."""

    wall = walls.area("place_id", above=True)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    year = models.SmallIntegerField(_("年度"))
    frozen = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    stopped = models.BooleanField(default=False)

    objects = ScopedQuerySet["ScoringBatch"].as_manager()

    class Meta:
        verbose_name = _("成片考核")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year"],
                condition=models.Q(state__in=["queued", "running"]),
                name="batch_one_under_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.year} {self.get_state_display()}"

    @property
    def under_way(self) -> bool:
        """Whether it still waits for a county or is being rolled up."""
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def called_off(self) -> bool:
        """Ended because somebody called it off, not by a fault."""
        return self.stopped and self.state == self.State.FAILED


class BatchCounty(models.Model):
    """One county of a batch: its run, or the sentence why there is none. joined: the run was
    there before the batch (in force, in review or under way), so that calling the batch off leaves
    it alone. Seen by the county and from above."""

    wall = walls.county("county_id", above=True)

    batch = models.ForeignKey(ScoringBatch, models.CASCADE, related_name="counties")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    run = models.ForeignKey("reports.ScoringRun", models.PROTECT, null=True, related_name="batches")
    refusal = models.CharField(max_length=200, blank=True)
    joined = models.BooleanField(default=False)

    objects = ScopedQuerySet["BatchCounty"].as_manager()

    class Meta:
        verbose_name = _("成片考核的县")
        ordering = ["batch_id", "county_id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "county"], name="batch_county_once"),
            models.CheckConstraint(
                condition=models.Q(run__isnull=False, refusal="")
                | (models.Q(run__isnull=True) & ~models.Q(refusal="")),
                name="batch_county_run_or_refusal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county_id} {self.refusal}"

    @property
    def city(self) -> str:
        """Name of the city the county lies in, its own where it is one."""
        county = self.county
        return county.parent.name if county.level > Level.CITY and county.parent else county.name
