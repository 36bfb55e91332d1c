"""移交包户: one keeper hands a family to another, who accepts; and families held by the township
because their keeper is gone (domain C3, features 12: no orphan household)."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class HandOverQuerySet(ScopedQuerySet["HandOver"]):
    """Hand-overs by state."""

    def waiting(self) -> HandOverQuerySet:
        """Not answered yet."""
        return self.filter(status=HandOver.Status.WAITING)

    def held(self) -> HandOverQuerySet:
        """Families the township holds for want of a keeper."""
        return self.waiting().filter(holder__isnull=False)


class HandOver(models.Model):
    """leaving: who gives the family up, None when a second keeper is only added; taking: who is
    asked, None while the township still looks for somebody; holder: the township's named person
    who holds it since an emergency. Nothing changes hands before it is accepted."""

    wall = walls.file("family_id")

    class Status(models.TextChoices):
        WAITING = "waiting", _("待接收")
        ACCEPTED = "accepted", _("已接收")
        REFUSED = "refused", _("未接收")
        RECALLED = "recalled", _("已撤回")

    ALLOWED = {
        "accept": {Status.WAITING},
        "refuse": {Status.WAITING},
        "recall": {Status.WAITING},
        "name": {Status.WAITING},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Families proposed in one go; accepted one by one or together.
    batch = models.UUIDField(default=uuid.uuid4, editable=False)
    family = models.ForeignKey("households.ListedFamily", models.PROTECT, related_name="hand_overs")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    leaving = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("移交人")
    )
    taking = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        related_name="hand_overs_to_answer",
        verbose_name=_("接收人"),
    )
    holder = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="families_held"
    )
    reason = EncryptedTextField(_("原因"), blank=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    due_on = models.DateField(_("答复期限"))
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(_("答复"))

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("移交包户")
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["waiting", "accepted", "refused", "recalled"]),
                name="hand_over_status",
            ),
            models.CheckConstraint(
                condition=models.Q(leaving__isnull=False) | models.Q(taking__isnull=False),
                name="hand_over_of_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(leaving__isnull=True)
                | models.Q(taking__isnull=True)
                | ~models.Q(leaving=models.F("taking")),
                name="hand_over_between_two",
            ),
            models.CheckConstraint(
                condition=models.Q(taking__isnull=False)
                | models.Q(holder__isnull=False, status__in=["waiting", "recalled"]),
                name="hand_over_taken_or_held",
            ),
            models.CheckConstraint(
                condition=models.Q(reason__isnull=False), name="hand_over_reasoned"
            ),
            models.CheckConstraint(
                condition=models.Q(status="waiting", answered_at__isnull=True)
                | (~models.Q(status="waiting") & models.Q(answered_at__isnull=False)),
                name="hand_over_answered_whole",
            ),
            models.UniqueConstraint(
                fields=["family", "leaving"],
                condition=models.Q(status="waiting"),
                name="hand_over_waiting_once",
            ),
            models.UniqueConstraint(
                fields=["family", "taking"],
                condition=models.Q(status="waiting"),
                name="hand_over_asked_once",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "status"], name="hand_over_village_status"),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.proposed_at:%Y-%m-%d}"
