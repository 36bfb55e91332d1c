"""What the parties agreed, on paper or orally."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class Agreement(models.Model):
    """人民调解法 art. 28–30: a written one takes effect when parties signed and the committee's
    seal is on; an oral one on the day of agreement, and the mediator registers it.
    registered: the oral register sheet (口头协议登记表) is filled."""

    wall = walls.matter(column="village_id")

    class Form(models.TextChoices):
        WRITTEN = "written", _("书面协议")
        ORAL = "oral", _("口头协议")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    dispute = models.OneToOneField("disputes.Dispute", models.PROTECT, related_name="agreement")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    form = models.CharField(_("协议形式"), max_length=8, choices=Form.choices)
    terms = EncryptedTextField(_("协议内容"), blank=False)
    performance = EncryptedTextField(_("履行方式和期限"), max_length=200, blank=False)
    agreed_on = models.DateField(_("达成日期"))
    effective_on = models.DateField(_("生效日期"))
    sealed = models.BooleanField(_("调委会已盖章"), default=False)
    registered = models.BooleanField(_("已登记口头协议"), default=False)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["Agreement"].as_manager()

    class Meta:
        verbose_name = _("调解协议")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(form="oral") | models.Q(sealed=True),
                name="agreement_written_sealed",
            ),
            models.CheckConstraint(
                condition=models.Q(effective_on__gte=models.F("agreed_on")),
                name="agreement_effective_after",
            ),
            models.CheckConstraint(
                condition=models.Q(form__in=["written", "oral"]), name="agreement_form_known"
            ),
        ]
        indexes = [models.Index(fields=["village", "agreed_on"], name="agreement_village_day")]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.agreed_on}"
