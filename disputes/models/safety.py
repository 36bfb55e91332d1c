"""The safety assessment of a protection case and its plan (domain E)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet

if TYPE_CHECKING:
    pass


class SafetyAssessment(models.Model):
    """Who looked when at which factors, and the level that person decided."""

    wall = walls.matter()

    class Level(models.TextChoices):
        HIGH = "high", _("高")
        MEDIUM = "medium", _("中")
        LOW = "low", _("低")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    case = models.ForeignKey("disputes.ProtectionCase", models.PROTECT, related_name="assessments")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    assessed_on = models.DateField(_("评估日期"))
    assessed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    urgency = models.SmallIntegerField(_("紧急次序"))
    level = models.CharField(_("危险等级"), max_length=8, choices=Level.choices)
    reasons = EncryptedTextField(_("理由"), blank=False)
    review_on = models.DateField(_("下次评估"))
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["SafetyAssessment"].as_manager()

    class Meta:
        verbose_name = _("来件评估")
        ordering = ["-assessed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=["high", "medium", "low"]), name="safety_level"
            ),
            models.CheckConstraint(condition=Q(reasons__isnull=False), name="safety_reasoned"),
            models.CheckConstraint(
                condition=Q(review_on__gt=models.F("assessed_on")), name="safety_review_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessed_on} {self.get_level_display()}"


class SafetyAnswer(models.Model):
    """One factor as found: present or not, since when, in what words."""

    wall = walls.matter()

    class Answer(models.TextChoices):
        YES = "yes", _("有")
        NO = "no", _("没有")
        UNKNOWN = "unknown", _("不清楚")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    assessment = models.ForeignKey(SafetyAssessment, models.PROTECT, related_name="answers")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    factor = models.CharField(_("因素"), max_length=12)
    answer = models.CharField(_("回答"), max_length=8, choices=Answer.choices)
    on_day = models.DateField(_("最近一次"), null=True)

    objects = ScopedQuerySet["SafetyAnswer"].as_manager()

    class Meta:
        verbose_name = _("来件评估项")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["yes", "no", "unknown"]), name="safety_answer"
            ),
            models.UniqueConstraint(fields=["assessment", "factor"], name="safety_factor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.factor} {self.get_answer_display()}"

    @property
    def words(self) -> str:
        """The factor as it was asked."""
        from disputes.safety import BY_CODE

        return str(BY_CODE[self.factor].words) if self.factor in BY_CODE else self.factor


class SafetyStep(models.Model):
    """One item of the safety plan: what, who, by when; done with a sentence."""

    wall = walls.matter()

    class Kind(models.TextChoices):
        POLICE = "police", _("公安")
        MEDICAL = "medical", _("就医")
        SHELTER = "shelter", _("庇护")
        LEGAL = "legal", _("法律帮助")
        COUNSEL = "counsel", _("疏导陪伴")
        CHILDREN = "children", _("孩子")
        LIVING = "living", _("生活")
        SELF = "self", _("本人安全准备")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    case = models.ForeignKey("disputes.ProtectionCase", models.PROTECT, related_name="plan")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("方面"), max_length=10, choices=Kind.choices)
    what = EncryptedTextField(_("做什么"), max_length=200, blank=False)
    who = EncryptedTextField(_("谁来做"), max_length=60, blank=False)
    due_on = models.DateField(_("什么时候前"))
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    done_on = models.DateField(_("完成日期"), null=True)
    result = EncryptedTextField(_("结果"))

    objects = ScopedQuerySet["SafetyStep"].as_manager()

    class Meta:
        verbose_name = _("来件计划")
        ordering = ["done_on", "due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "police", "medical", "shelter", "legal", "counsel", "children", "living",
                        "self",
                    ]
                ),
                name="safety_step_kind",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(result__isnull=False),
                name="safety_step_done_with_words",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"
