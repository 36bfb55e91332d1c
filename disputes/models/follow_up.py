"""The return visits (回访) after an agreement."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class FollowUp(models.Model):
    """One party asked how it went (回访记录, domain D2 no. 12): performance, satisfaction, later
    suit, hidden risk, measures. The first one is wanted within 30 days of the agreement (domain
    A7 4.3). found: ordinal of a promise → what she said of it; performance follows from it."""

    wall = walls.matter(column="village_id")

    class Performance(models.TextChoices):
        DONE = "done", _("已履行")
        ON_TRACK = "on_track", _("正在履行，余下未到期")
        PARTLY = "partly", _("部分履行")
        NOT_DONE = "not_done", _("未履行")

    class Found(models.TextChoices):
        """What she says of one promise."""

        PERFORMED = "performed", _("已履行")
        PARTLY = "partly", _("部分履行")
        NOT = "not", _("未履行")
        NOT_DUE = "not_due", _("未到期")

    class Satisfaction(models.TextChoices):
        SATISFIED = "satisfied", _("满意")
        PARTLY = "partly", _("基本满意")
        NOT = "not", _("不满意")

    class Way(models.TextChoices):
        HOME = "home", _("上门")
        PHONE = "phone", _("电话")
        OFFICE = "office", _("请到调解室")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="follow_ups")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    party = models.ForeignKey("disputes.Party", models.PROTECT, null=True, related_name="+")
    visited_on = models.DateField(_("回访日期"))
    way = models.CharField(_("方式"), max_length=8, choices=Way.choices, default=Way.HOME)
    performance = models.CharField(_("履行情况"), max_length=12, choices=Performance.choices)
    found = models.JSONField(_("各项履行情况"), default=dict, db_default={})
    satisfaction = models.CharField(_("满意程度"), max_length=12, choices=Satisfaction.choices)
    later_suit = models.BooleanField(_("此后起诉"), default=False, db_default=False)
    hidden_risk = models.BooleanField(_("有隐患"), default=False, db_default=False)
    measures = EncryptedTextField(_("措施"))
    notes = EncryptedTextField(_("回访情况"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["FollowUp"].as_manager()

    class Meta:
        verbose_name = _("回访")
        ordering = ["visited_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(performance__in=["done", "on_track", "partly", "not_done"])
                & Q(satisfaction__in=["satisfied", "partly", "not"])
                & Q(way__in=["home", "phone", "office"]),
                name="follow_up_choices",
            ),
        ]

    def __str__(self) -> str:
        return f"回访 {self.visited_on}"

    @property
    def satisfied(self) -> bool:
        """Content, wholly or on the whole."""
        return self.satisfaction != self.Satisfaction.NOT
