"""What one party promised another in an agreement, watched until it is done, and what was done
where it was not."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedBinaryField, EncryptedTextField
from accounts.querysets import ScopedQuerySet

# House choice [C]: a promise is called due soon a week before its day; a breach is followed up
# within a week, and looked at again within a week unless another day is agreed.
SOON_DAYS = 7
FOLLOW_BREACH_DAYS = 7


class PromiseQuerySet(ScopedQuerySet["Promise"]):
    """Promises by what the calendar and the parties made of them. Those of a draft bind nobody
    and are in none of these."""

    def binding(self) -> PromiseQuerySet:
        """Promises of agreements in force."""
        return self.filter(agreement__effective_on__isnull=False)

    def owed(self) -> PromiseQuerySet:
        """Neither performed nor known to be broken."""
        return self.binding().filter(status=Promise.Status.OPEN)

    def due_soon(self, today: date) -> PromiseQuerySet:
        """Owed within the next week, today included."""
        return self.owed().filter(due_on__range=(today, today + timedelta(days=SOON_DAYS)))

    def overdue(self, today: date) -> PromiseQuerySet:
        """Owed before today, and nobody has said yet whether it was done."""
        return self.owed().filter(due_on__lt=today)

    def broken(self) -> PromiseQuerySet:
        """Broken and not made good since."""
        return self.binding().filter(status=Promise.Status.BREACHED)


class Promise(models.Model):
    """One dated item of an agreement (人民调解法 art. 29, 31): who does what for whom by when.
    amount: fen, where it is about money. to_party null: for all the others. Broken first and kept
    later is kept: performed_on is then after breached_on."""

    wall = walls.matter(column="village_id")

    class Status(models.TextChoices):
        OPEN = "open", _("待履行")
        PERFORMED = "performed", _("已履行")
        BREACHED = "breached", _("未履行")

    class Way(models.TextChoices):
        CASH = "cash", _("现金")
        TRANSFER = "transfer", _("转账")
        GOODS = "goods", _("交付实物")
        DEED = "deed", _("做到某事")
        REFRAIN = "refrain", _("不做某事")

    ALLOWED = {
        "perform": {Status.OPEN, Status.BREACHED},
        "breach": {Status.OPEN},
        "follow": {Status.BREACHED},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="promises")
    agreement = models.ForeignKey("disputes.Agreement", models.PROTECT, related_name="promises")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    ordinal = models.SmallIntegerField()
    by_party = models.ForeignKey("disputes.Party", models.PROTECT, related_name="+")
    to_party = models.ForeignKey("disputes.Party", models.PROTECT, null=True, related_name="+")
    what = EncryptedTextField(_("约定事项"), max_length=300, blank=False)
    way = models.CharField(_("履行方式"), max_length=12, choices=Way.choices)
    amount = models.BigIntegerField(_("金额（分）"), null=True)
    due_on = models.DateField(_("履行期限"))
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    performed_on = models.DateField(_("履行日期"), null=True)
    performed_words = EncryptedTextField(_("履行凭证"), max_length=500)
    breached_on = models.DateField(_("认定未履行日期"), null=True)
    breached_words = EncryptedTextField(_("未履行情况"), max_length=500)
    version = models.IntegerField(default=1)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("协议约定")
        ordering = ["agreement_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "ordinal"], name="promise_ordinal_once"),
            models.CheckConstraint(
                condition=Q(status__in=["open", "performed", "breached"]), name="promise_status"
            ),
            models.CheckConstraint(
                condition=Q(way__in=["cash", "transfer", "goods", "deed", "refrain"]),
                name="promise_way",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0), name="promise_amount"
            ),
            models.CheckConstraint(
                condition=~Q(way__in=["cash", "transfer"]) | Q(amount__isnull=False),
                name="promise_money_counted",
            ),
            models.CheckConstraint(
                condition=Q(status="performed", performed_on__isnull=False)
                | (~Q(status="performed") & Q(performed_on__isnull=True)),
                name="promise_performed_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status="breached") | Q(breached_on__isnull=False),
                name="promise_breached_dated",
            ),
            models.CheckConstraint(
                condition=~Q(by_party=F("to_party")), name="promise_to_somebody_else"
            ),
        ]
        indexes = [models.Index(fields=["village", "status", "due_on"], name="promise_due")]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.get_status_display()} {self.due_on}"

    def state(self, today: date) -> str:
        """open, soon, late, performed or breached: the status as the calendar reads it."""
        if self.status != self.Status.OPEN:
            return self.status
        left = (self.due_on - today).days
        return "late" if left < 0 else "soon" if left <= SOON_DAYS else "open"


class PromiseProof(models.Model):
    """A photo that shows a promise was kept (履行凭证, domain D2 no. 11): cleaned (no place, no
    camera, re-drawn) and sealed like every photo (reliability A8, C10, E1)."""

    wall = walls.matter(column="village_id")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    promise = models.OneToOneField(Promise, models.PROTECT, related_name="proof")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    image = EncryptedBinaryField()
    width = models.IntegerField()
    height = models.IntegerField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = ScopedQuerySet["PromiseProof"].as_manager()

    class Meta:
        verbose_name = _("履行凭证照片")

    def __str__(self) -> str:
        return f"{self.promise_id} {self.width}×{self.height}"


class BreachFollowUpQuerySet(ScopedQuerySet["BreachFollowUp"]):
    """Follow-ups of a breach, the newest first."""


class BreachFollowUp(models.Model):
    """What the committee did about a broken promise (人民调解法 art. 31, 32; domain wishes 17).
    next_on: the day somebody looks again; null where the parties now go another way, told of it."""

    wall = walls.matter(column="village_id")

    class Step(models.TextChoices):
        URGED = "urged", _("督促履行")
        MEDIATED = "mediated", _("就履行再次调解")
        TOLD = "told", _("告知向人民法院起诉或者申请强制执行")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    promise = models.ForeignKey(Promise, models.PROTECT, related_name="follow_ups")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    step = models.CharField(_("做了什么"), max_length=12, choices=Step.choices)
    done_on = models.DateField(_("日期"))
    words = EncryptedTextField(_("情况"), max_length=1000, blank=False)
    next_on = models.DateField(_("下次跟进"), null=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = BreachFollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("未履行跟进")
        ordering = ["-done_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step="told", next_on__isnull=True)
                | Q(step__in=["urged", "mediated"], next_on__isnull=False),
                name="breach_step_next",
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("done_on")),
                name="breach_next_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.done_on}"
