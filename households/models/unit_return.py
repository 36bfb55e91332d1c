"""What a township or county puts together from the reports below it, files upward, and locks."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from campaigns.models import Level


class UnitReturnQuerySet(ScopedQuerySet["UnitReturn"]):
    """Returns."""

    def live(self) -> UnitReturnQuerySet:
        """The one that holds for each unit and period."""
        return self.filter(is_live=True)


class UnitReturn(models.Model):
    """One version of a unit's return (汇总) of a period. figures: totals and codes of places at
    the moment of filing, frozen as what was known; a later version keeps the first arrival, and
    on time or late is that of the first (domain C4). status missing: the level above says, by a
    named person, that none came."""

    wall = walls.area("unit_id")

    class Status(models.TextChoices):
        FILED = "filed", _("已报，待审核")
        RETURNED = "returned", _("退回")
        ACCEPTED = "accepted", _("已审核，锁定")
        MISSING = "missing", _("标记未报")

    ALLOWED = {
        "correct": {Status.FILED, Status.RETURNED, Status.ACCEPTED, Status.MISSING},
        "return": {Status.FILED},
        "accept": {Status.FILED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    period = models.ForeignKey("households.ReportingPeriod", models.PROTECT, related_name="returns")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    level = models.SmallIntegerField(_("层级"), choices=Level.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.FILED)
    revision = models.SmallIntegerField(default=1)
    is_live = models.BooleanField(default=True)
    supplementary = models.BooleanField(_("补报"), default=False)
    figures = models.JSONField(_("数字"), default=dict)
    words = models.TextField(_("综合情况"), blank=True)
    signer = models.CharField(_("签发人"), max_length=40, blank=True)
    change_reason = models.TextField(_("更正原因"), blank=True)
    filed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    first_filed_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    returned_reason = models.TextField(_("退回原因"), blank=True)
    correct_by = models.DateTimeField(_("重报期限"), null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = UnitReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("零报告汇总")
        ordering = ["-period__starts", "unit", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit"], condition=Q(is_live=True), name="return_one_live"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["filed", "returned", "accepted", "missing"]),
                name="return_status",
            ),
            models.CheckConstraint(condition=Q(level__in=[3, 4]), name="return_level"),
            models.CheckConstraint(
                condition=Q(status="missing", first_filed_at__isnull=True) & ~Q(words="")
                | ~Q(status="missing") & Q(first_filed_at__isnull=False) & ~Q(signer=""),
                name="return_signed",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned")
                | (Q(returned_by__isnull=False, correct_by__isnull=False) & ~Q(returned_reason="")),
                name="return_returned_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(accepted_by__isnull=False),
                name="return_accepted_by_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.unit}"

    @property
    def due(self) -> object:
        """The instant after which a first filing is late."""
        return self.period.county_due if self.level == Level.COUNTY else self.period.township_due

    @property
    def is_late(self) -> bool:
        """First filed after the due instant; the instant itself is on time."""
        due = self.period.county_due if self.level == Level.COUNTY else self.period.township_due
        return self.first_filed_at is not None and self.first_filed_at > due
