"""Objections to a public notice."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from households.models.rank import Rank


class ObjectionQuerySet(ScopedQuerySet["Objection"]):
    """Objections by state."""

    def unanswered(self) -> ObjectionQuerySet:
        """Those that still wait for an answer."""
        return self.filter(answered_on__isnull=True)


class Objection(models.Model):
    """An objection to what is on notice, an award or an honour; anonymous ones count (objector is
    then empty), those that came by the public page too (web). An open one stops the notice's clock
    and the next step until answered; stopped: working days lost, by which the last day moved.
    upheld: the nomination falls. village: where the award lives; of an honour its place, whatever
    that is."""

    wall = walls.CASE

    class Channel(models.TextChoices):
        DESK = "desk", _("当面、来电、来信")
        WEB = "web", _("公示网页")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    award = models.ForeignKey(
        "households.Award", models.PROTECT, null=True, related_name="objections"
    )
    honour = models.ForeignKey(
        "households.Honour", models.PROTECT, null=True, related_name="objections"
    )
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    rank = models.CharField(
        _("公示级别"),
        max_length=8,
        choices=Rank.choices,
        default=Rank.VILLAGE,
        db_default="village",
    )
    channel = models.CharField(
        max_length=8, choices=Channel.choices, default=Channel.DESK, db_default="desk"
    )
    received_on = models.DateField(_("收到日期"))
    words = EncryptedTextField(_("异议内容"), blank=False)
    objector = EncryptedTextField(_("提出人"), max_length=40)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    answer = EncryptedTextField(_("答复"))
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    upheld = models.BooleanField(null=True)
    stopped = models.SmallIntegerField(_("停的工作日"), default=0, db_default=0)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("异议")
        ordering = ["received_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rank__in=["village", "township", "county"]),
                name="objection_rank",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=["desk", "web"]), name="objection_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.received_on}"
