"""个人信息保护影响评估 (domain H ⑩; 个人信息保护法 art. 55, 56): written, approved, versioned."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class ImpactAssessmentQuerySet(ScopedQuerySet["ImpactAssessment"]):
    """Versions of assessments; they tell of the processing, never of a person."""


class ImpactAssessment(models.Model):
    """One version for a county: written by its federation, approved by somebody else (the
    security administrator). Kept at least three years, so never deleted or changed."""

    wall = walls.REFERENCE

    class Status(models.TextChoices):
        DRAFT = "draft", _("待批准")
        APPROVED = "approved", _("已批准")
        RETURNED = "returned", _("退回修改")

    ALLOWED = {"decide": {Status.DRAFT}}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    version = models.IntegerField(_("版本"))
    purpose = models.TextField(_("处理目的、方式是否合法、正当、必要"))
    impact = models.TextField(_("对个人权益的影响和安全风险"))
    measures = models.TextField(_("保护措施是否合法、有效，与风险相适应"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    opinion = models.CharField(_("意见"), max_length=400, blank=True)

    objects = ImpactAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("影响评估")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["county", "version"], name="assessment_once"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "approved", "returned"]), name="assessment_status"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", decided_by__isnull=True)
                | (
                    ~Q(status="draft")
                    & Q(decided_by__isnull=False)
                    & ~Q(decided_by=F("written_by"))
                ),
                name="assessment_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.version}版"
