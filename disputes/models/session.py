"""One mediation sitting."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class MediationSession(models.Model):
    """调解记录 (domain D2 no. 8)."""

    wall = walls.matter(column="village_id")

    class Result(models.TextChoices):
        AGREED = "agreed", _("达成协议")
        AGAIN = "again", _("另行调解")
        NOT_AGREED = "not_agreed", _("未达成")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    client_uuid = models.UUIDField(unique=True, null=True, default=uuid.uuid4)
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="sessions")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    ordinal = models.SmallIntegerField()
    held_on = models.DateField(_("调解日期"))
    place = models.CharField(_("地点"), max_length=80)
    attendants = EncryptedTextField(_("参加人"), max_length=200, blank=False)
    notes = EncryptedTextField(_("调解记录"), blank=False)
    result = models.CharField(_("结果"), max_length=12, choices=Result.choices)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["MediationSession"].as_manager()

    class Meta:
        verbose_name = _("调解笔录")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "ordinal"], name="session_ordinal_once"),
            models.CheckConstraint(
                condition=models.Q(result__in=["agreed", "again", "not_agreed"]),
                name="session_result_known",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.ordinal}次调解"
