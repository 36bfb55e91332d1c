"""移交来件: a matter offered to another unit or person, who accepts or refuses; and matters whose
owner is gone, which wait for the unit above (features 7, 8, 9; no file is without an owner)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from accounts.walls import Kind, Wall
from disputes.models.matter import Source


class MatterHandOverQuerySet(ScopedQuerySet["MatterHandOver"]):
    """Hand-overs by state."""

    def waiting(self) -> MatterHandOverQuerySet:
        """Not answered yet."""
        return self.filter(status=MatterHandOver.Status.WAITING)

    def overdue(self, now: datetime | None = None) -> MatterHandOverQuerySet:
        """Waiting beyond their limit."""
        return self.waiting().filter(due_at__lt=now or timezone.now())


class MatterHandOver(models.Model):
    """giver: who answers for the matter until somebody accepts it; unit: the office asked; taking:
    the person asked, None where anybody of the office may take it. asked: what is to be done.
    basis: why it may be told to another office at all. held: made at night for a matter whose
    owner is gone. passes_up: the village passes its mediation up to the township. seen_at: when
    the giver put the answer away."""

    # Seen from both ends: the office asked may lie outside the place the matter has so far.
    wall = Wall(Kind.FILE, "place_id", "unit_id", matters=("matter_id",))

    class Status(models.TextChoices):
        WAITING = "waiting", _("待接收")
        ACCEPTED = "accepted", _("已接收")
        REFUSED = "refused", _("未接收")
        RECALLED = "recalled", _("已撤回")
        DONE = "done", _("已办完")

    class Basis(models.TextChoices):
        CONSENT = "consent", _("本人同意")
        SAFETY = "safety", _("为保护人身安全")
        DUTY = "duty", _("法定职责")
        SAME = "same", _("本单位内部")

    ALLOWED = {
        "accept": {Status.WAITING},
        "refuse": {Status.WAITING},
        "recall": {Status.WAITING},
        "done": {Status.ACCEPTED},
        "seen": {Status.ACCEPTED, Status.REFUSED, Status.DONE},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="hand_overs")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    giver = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("移交人")
    )
    giver_unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("接收单位")
    )
    taking = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("接收人")
    )
    # When and how the matter came in: the office asked may not see the matter itself yet.
    channel = models.CharField(_("来源"), max_length=16, choices=Source.choices)
    received_on = models.DateField(_("收到日期"))
    asked = EncryptedTextField(_("请办理什么"), blank=False)
    basis = models.CharField(_("移交依据"), max_length=8, choices=Basis.choices)
    consent_on = models.DateField(_("本人同意日期"), null=True)
    ground = EncryptedTextField(_("依据说明"))
    urgent = models.BooleanField(_("紧急"), default=False)
    held = models.BooleanField(default=False)
    passes_up = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    offered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    offered_on = models.DateField(_("提出日期"))
    due_at = models.DateTimeField(_("答复期限"))
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(_("答复"))
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    done_words = EncryptedTextField(_("办了什么"))
    seen_at = models.DateTimeField(null=True)

    objects = MatterHandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("移交")
        ordering = ["-offered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "accepted", "refused", "recalled", "done"]),
                name="matter_hand_over_status",
            ),
            models.CheckConstraint(
                condition=Q(basis="consent", consent_on__isnull=False)
                | Q(basis__in=["safety", "duty"], ground__isnull=False)
                | Q(basis="same"),
                name="matter_hand_over_founded",
            ),
            models.CheckConstraint(
                condition=Q(asked__isnull=False, channel__in=Source.values),
                name="matter_hand_over_asked",
            ),
            models.CheckConstraint(
                condition=Q(taking__isnull=True) | ~Q(taking=F("giver")),
                name="matter_hand_over_between_two",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(status="waiting") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="matter_hand_over_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["refused", "recalled"]) | Q(answer__isnull=False),
                name="matter_hand_over_no_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="done",
                    done_at__isnull=False,
                    done_by__isnull=False,
                    done_words__isnull=False,
                )
                | (~Q(status="done") & Q(done_at__isnull=True, done_by__isnull=True)),
                name="matter_hand_over_done_told",
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(status="waiting"),
                name="matter_hand_over_one_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "status"], name="matter_hand_over_unit"),
            models.Index(fields=["giver", "status"], name="matter_hand_over_giver"),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.offered_at:%Y-%m-%d}"

    @property
    def is_late(self) -> bool:
        """Waiting beyond its limit."""
        return self.status == self.Status.WAITING and self.due_at < timezone.now()
