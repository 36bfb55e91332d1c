"""Who mediates a dispute, and since when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.models.of_dispute import OfDispute


class DisputeMediatorQuerySet(ScopedQuerySet["DisputeMediator"]):
    """Terms by state."""

    def serving(self) -> DisputeMediatorQuerySet:
        """Terms that have not ended."""
        return self.filter(until__isnull=True)


class DisputeMediator(OfDispute):
    """One person's term as mediator: one leads, others sit beside (人民调解法 art. 19).
    Dispute.mediator is the present lead, kept by transitions.handling."""

    class Role(models.TextChoices):
        LEAD = "lead", _("主调解员")
        BESIDE = "beside", _("共同调解员")

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="mediators")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    role = models.CharField(_("职责"), max_length=8, choices=Role.choices)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)
    end_reason = EncryptedTextField(_("结束理由"), max_length=200)

    objects = DisputeMediatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("承办调解员")
        ordering = ["until", "-role", "since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["lead", "beside"]), name="dispute_mediator_role"
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(until__isnull=True, role="lead"),
                name="dispute_lead_once",
            ),
            models.UniqueConstraint(
                fields=["dispute", "person"],
                condition=Q(until__isnull=True),
                name="dispute_mediator_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="dispute_mediator_in_order",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="dispute_mediator_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.get_role_display()}"
