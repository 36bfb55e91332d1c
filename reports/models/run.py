"""A scoring run: a year's score of one county, and its job row."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import JobRow
from accounts.querysets import ScopedQuerySet


class ScoringRunQuerySet(ScopedQuerySet["ScoringRun"]):
    """Runs by what they are worth today."""

    def holding(self) -> Self:
        """Results that hold: computed, neither replaced nor corrected; the newest year first, of a
        year the published one, else the newest. The first of a year is the one in force."""
        stage = ScoringRun.Stage
        rows = self.filter(state=ScoringRun.State.DONE)
        published = Case(When(stage=stage.PUBLISHED, then=0), default=1)
        return rows.exclude(stage__in=[stage.REPLACED, stage.CORRECTED]).order_by(
            "-campaign__year", published, "-finished_at", "-pk"
        )


class ScoringRun(JobRow):
    """state is the job's; stage the score's. snapshot: what was frozen.
    data_until: facts dated after it do not count. frozen: counts by place, who was scored in which
    group, and the figures the report's sentences and grids are drawn from. digest: sha256 over
    rubrics and everything frozen, the keys of the source rows included; result_digest: over the
    sheets and lines, empty while a review changes them. stopped: called off by a person.

    revises: the published run this one corrects, with the same frozen figures and digest; once it
    is published the other is 已更正 and stays readable. consult_until: until when the units may
    object to the draft (征求意见). asked_for: the office above in whose name the system asked
    (成片考核), as it was called that day; empty where the county itself did."""

    wall = walls.county("county_id")

    class Stage(models.TextChoices):
        DRAFT = "draft", _("复核中")
        SIGNED = "signed", _("已签")
        PUBLISHED = "published", _("已公布")
        REPLACED = "replaced", _("已被替代")
        CORRECTED = "corrected", _("已更正")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="runs")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    township_rubric = models.ForeignKey("reports.Rubric", models.PROTECT, related_name="+")
    village_rubric = models.ForeignKey("reports.Rubric", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.DRAFT)
    data_until = models.DateField(_("数据截止"))
    asked_for = models.CharField(_("代谁发起"), max_length=80, blank=True)
    snapshot = models.CharField(_("数据快照"), max_length=32, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    result_digest = models.CharField(max_length=64, blank=True)
    stopped = models.BooleanField(default=False)
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    revises = models.ForeignKey("self", models.PROTECT, null=True, related_name="revisions")
    consult_from = models.DateField(_("征求意见自"), null=True)
    consult_until = models.DateField(_("征求意见至"), null=True)
    frozen = models.JSONField(default=dict)
    version = models.IntegerField(default=1)

    objects = ScoringRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("考核计算")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"], condition=models.Q(stage="signed"), name="run_one_signed"
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(stage="published"),
                name="run_one_published",
            ),
            models.UniqueConstraint(
                fields=["revises"],
                condition=models.Q(stage__in=["draft", "signed"]),
                name="run_one_revision_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(state__in=["queued", "running"]),
                name="run_one_under_way",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["draft", "replaced"]) | models.Q(state="done"),
                name="run_signed_only_when_done",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["published", "corrected"])
                | models.Q(published_by__isnull=False, signed_by__isnull=False),
                name="run_published_by_somebody",
            ),
            # Signed by one, published by another (issue 6 C).
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True)
                | ~models.Q(published_by=models.F("signed_by")),
                name="run_published_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.get_state_display()}"

    @property
    def provisional(self) -> bool:
        """Whether it counts less than the whole year: only the run up to the day the year's data
        close is the year's (domain A5: data period, then appraisal)."""
        return self.data_until < self.campaign.data_closes_on

    @property
    def asker(self) -> str:
        """Who asked for it: a person of the county, or the office above."""
        return self.asked_for or self.asked_by.name

    @property
    def called_off(self) -> bool:
        """Ended because somebody called it off, not by a fault."""
        return self.stopped and self.state == self.State.FAILED
