"""A household moves to another village of the county: offered by one, accepted by the other."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class HouseholdMove(models.Model):
    """Both villages see it (domain L, 迁出移交). Until the receiving village accepts, the family
    stays with its village, keepers and clocks; on acceptance a new household begins there with
    copies of the members, the old one ends, and each village keeps its own history. people: how
    many come; tier: how the family stands on the list, so that the receiving village looks at it
    at once; address: where they will live there."""

    wall = walls.either("village_id", "from_village_id")

    class Status(models.TextChoices):
        OFFERED = "offered", _("等待接收")
        ACCEPTED = "accepted", _("已接收")
        DECLINED = "declined", _("已退回")
        WITHDRAWN = "withdrawn", _("已撤回")

    ALLOWED = {
        "accept": {Status.OFFERED},
        "decline": {Status.OFFERED},
        "withdraw": {Status.OFFERED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    from_village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    household = models.ForeignKey(
        "households.Household", models.PROTECT, related_name="moves", verbose_name=_("家庭")
    )
    new_household = models.ForeignKey(
        "households.Household", models.PROTECT, null=True, related_name="came_by"
    )
    head_name = models.CharField(_("户主"), max_length=40)
    people = models.SmallIntegerField(_("人口"))
    tier = models.CharField(_("在册等级"), max_length=8, blank=True)
    address = EncryptedTextField(_("迁入后的住址"), max_length=120)
    reason = models.CharField(_("迁移原因"), max_length=200)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.OFFERED)
    offered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["HouseholdMove"].as_manager()

    class Meta:
        verbose_name = _("迁移移交")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["offered", "accepted", "declined", "withdrawn"]),
                name="move_status",
            ),
            models.CheckConstraint(
                condition=~models.Q(village=models.F("from_village")), name="move_elsewhere"
            ),
            models.CheckConstraint(
                condition=models.Q(status="offered", answered_at__isnull=True)
                | (~models.Q(status="offered") & models.Q(answered_at__isnull=False)),
                name="move_answered",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="accepted") | models.Q(new_household__isnull=False),
                name="move_accepted_household",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=models.Q(status="offered"),
                name="move_offered_once",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "status"], name="move_to"),
            models.Index(fields=["from_village", "status"], name="move_from"),
        ]

    def __str__(self) -> str:
        return f"{self.from_village_id} → {self.village_id}"
