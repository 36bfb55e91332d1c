"""Follow-up visits of a protection case, and who asked who had reported it."""

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


class CaseVisit(models.Model):
    """A follow-up visit (查访、跟踪): how she is, whether it is safe, what next."""

    wall = walls.matter()

    class Way(models.TextChoices):
        SAFE_CALL = "call", _("按安全方式通话")
        OFFICE = "office", _("她来这里")
        HOME = "home", _("上门")
        PLACE = "place", _("在约定的地方")

    class Safety(models.TextChoices):
        SAFE = "safe", _("安全")
        UNSURE = "unsure", _("说不准")
        DANGER = "danger", _("有危险")
        UNREACHED = "unreached", _("没联系上")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    case = models.ForeignKey("disputes.ProtectionCase", models.PROTECT, related_name="visits")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    visited_on = models.DateField(_("日期"))
    way = models.CharField(_("方式"), max_length=8, choices=Way.choices)
    safety = models.CharField(_("情况"), max_length=10, choices=Safety.choices)
    words = EncryptedTextField(_("记录"), blank=False)
    next_on = models.DateField(_("下次"), null=True)
    visited_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["CaseVisit"].as_manager()

    class Meta:
        verbose_name = _("来件走访")
        ordering = ["-visited_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=["call", "office", "home", "place"])
                & Q(safety__in=["safe", "unsure", "danger", "unreached"]),
                name="case_visit_choices_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visited_on} {self.get_safety_display()}"


class ReporterQuestion(models.Model):
    """Somebody asked who had reported it: refused, always in the same words, and recorded
    (反家庭暴力法 art. 14: the reporter is kept secret)."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    case = models.ForeignKey(
        "disputes.ProtectionCase", models.PROTECT, related_name="reporter_questions"
    )
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    asked_on = models.DateField(_("日期"))
    asker = EncryptedTextField(_("谁来问"), max_length=60, blank=False)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["ReporterQuestion"].as_manager()

    class Meta:
        verbose_name = _("来件询问")
        ordering = ["-asked_on", "-id"]

    def __str__(self) -> str:
        return f"{self.asked_on}"
