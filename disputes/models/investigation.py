"""What was found out by asking people."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.models.of_dispute import OfDispute


class InvestigationNote(OfDispute):
    """调查记录 (domain D2 no. 6): time, place, who asked, who was asked, what was said. signed: the
    person asked has read it and signed."""

    class Asked(models.TextChoices):
        PARTY = "party", _("当事人")
        KIN = "kin", _("亲属")
        NEIGHBOUR = "neighbour", _("邻居")
        CADRE = "cadre", _("村组干部")
        WITNESS = "witness", _("其他知情人")

    client_uuid = models.UUIDField(unique=True, null=True)
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="investigations")
    at = models.DateTimeField(_("时间"))
    place = EncryptedTextField(_("地点"), max_length=80, blank=False)
    askers = EncryptedTextField(_("调查人"), max_length=80, blank=False)
    name = EncryptedTextField(_("被调查人"), max_length=40, blank=False)
    asked = models.CharField(_("身份"), max_length=12, choices=Asked.choices)
    others = EncryptedTextField(_("在场的人"), max_length=120)
    content = EncryptedTextField(_("调查内容"), blank=False)
    signed = models.BooleanField(_("被调查人已核对签名"), default=False)

    objects = ScopedQuerySet["InvestigationNote"].as_manager()

    class Meta:
        verbose_name = _("调查记录")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked__in=["party", "kin", "neighbour", "cadre", "witness"]),
                name="investigation_asked",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.at:%Y-%m-%d}"
