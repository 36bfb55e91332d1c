"""The return visit (回访) after an agreement."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class FollowUp(models.Model):
    """Performance and satisfaction, wanted within 30 days of the agreement (domain A7 4.3)."""

    wall = walls.matter(column="village_id")

    class Performance(models.TextChoices):
        DONE = "done", _("已履行")
        PARTLY = "partly", _("部分履行")
        NOT_DONE = "not_done", _("未履行")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    dispute = models.OneToOneField("disputes.Dispute", models.PROTECT, related_name="follow_up")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    visited_on = models.DateField(_("回访日期"))
    performance = models.CharField(_("履行情况"), max_length=12, choices=Performance.choices)
    satisfied = models.BooleanField(_("当事人满意"))
    notes = EncryptedTextField(_("回访情况"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["FollowUp"].as_manager()

    class Meta:
        verbose_name = _("回访")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(performance__in=["done", "partly", "not_done"]),
                name="follow_up_performance_known",
            ),
        ]

    def __str__(self) -> str:
        return f"回访 {self.visited_on}"
