"""回避: somebody asks that a mediator stand aside, or the register says she must."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.models.of_dispute import OfDispute

DECIDE_DAYS = 2  # calendar days [C]: nobody waits for a mediator longer


class RecusalQuerySet(ScopedQuerySet["Recusal"]):
    """Recusals by state."""

    def pending(self) -> RecusalQuerySet:
        """Not decided yet."""
        return self.filter(status=Recusal.Status.PROPOSED)

    def late(self, today: date) -> RecusalQuerySet:
        """Undecided past their day."""
        return self.pending().filter(due_on__lt=today)


class Recusal(OfDispute):
    """One proposal that `person` stand aside, decided by the township within two days; until then
    the matter stays with the township and nobody mediates (特邀调解规定 art. 15 in spirit; people's
    mediators: 人民调解法 art. 15, no bias). proposed: whom the roster offers instead, the one with
    the least open cases; replacement: who took it."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("待决定")
        GRANTED = "granted", _("已回避")
        REFUSED = "refused", _("不需回避")
        DROPPED = "dropped", _("不再需要")

    class Ground(models.TextChoices):
        BOUND = "bound", _("与当事人有亲属、近邻或利害关系")
        ASKED = "asked", _("当事人申请回避")
        OWN = "own", _("调解员自行回避")

    ALLOWED = {"decide": {Status.PROPOSED}}

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="recusals")
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("调解员")
    )
    ground = models.CharField(_("理由种类"), max_length=8, choices=Ground.choices)
    asked_by = models.ForeignKey("disputes.Party", models.PROTECT, null=True, related_name="+")
    reason = EncryptedTextField(_("理由"))
    proposed_on = models.DateField(_("提出日期"))
    due_on = models.DateField(_("决定期限"))
    proposed = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PROPOSED)
    decided_on = models.DateField(_("决定日期"), null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decision = EncryptedTextField(_("决定理由"))
    replacement = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("回避")
        ordering = ["-proposed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "granted", "refused", "dropped"])
                & Q(ground__in=["bound", "asked", "own"]),
                name="recusal_choices_known",
            ),
            models.CheckConstraint(
                condition=~Q(ground="asked") | Q(asked_by__isnull=False, reason__isnull=False),
                name="recusal_asked_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["granted", "refused"])
                | Q(decided_on__isnull=False, decided_by__isnull=False, decision__isnull=False),
                name="recusal_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("person")),
                name="recusal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="granted") | Q(replacement__isnull=False),
                name="recusal_granted_replaced",
            ),
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(status="proposed"), name="recusal_one_pending"
            ),
        ]
        indexes = [models.Index(fields=["village", "status"], name="recusal_village_status")]

    def __str__(self) -> str:
        return f"{self.get_ground_display()} {self.proposed_on}"
