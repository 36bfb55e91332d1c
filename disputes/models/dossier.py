"""The bound case file (卷宗) of a mediation."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class Dossier(models.Model):
    """One case, one file (domain D2): the row is there once the file is bound (归档). volume is
    numbered within the committee and year, without gaps; keep: the term of keeping, whose years
    the county sets. pages and digest tell of the PDF as it was bound, so that a later print of
    unchanged records can be held beside it. lacks: must-haves nobody could make any more, each
    explained in the remarks (卷宗情况说明). holds: keys of the visits, performances and the
    confirmation that were bound; what comes later stands beside the file, not in its print."""

    wall = walls.matter(column="village_id")

    class Keep(models.TextChoices):
        SHORT = "short", _("短期")
        LONG = "long", _("长期")
        FOREVER = "forever", _("永久")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    dispute = models.OneToOneField("disputes.Dispute", models.PROTECT, related_name="dossier")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    committee = models.ForeignKey(
        "disputes.MediationCommittee", models.PROTECT, related_name="+", verbose_name=_("调委会")
    )
    volume = models.CharField(_("卷号"), max_length=40)
    serial = models.IntegerField()
    lacks = models.JSONField(default=list)
    holds = models.JSONField(default=dict)
    keep = models.CharField(_("保管期限"), max_length=8, choices=Keep.choices)
    bound_on = models.DateField(_("立卷日期"))
    bound_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("立卷人")
    )
    remarks = EncryptedTextField(_("卷宗情况说明"))
    pages = models.SmallIntegerField(_("页数"))
    digest = models.CharField(max_length=64)

    objects = ScopedQuerySet["Dossier"].as_manager()

    class Meta:
        verbose_name = _("调解卷宗")
        ordering = ["-bound_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(keep__in=["short", "long", "forever"]), name="dossier_keep"
            ),
            models.CheckConstraint(condition=models.Q(pages__gt=0), name="dossier_pages"),
            models.CheckConstraint(condition=models.Q(serial__gt=0), name="dossier_serial"),
            models.UniqueConstraint(fields=["committee", "volume"], name="dossier_volume_once"),
        ]
        indexes = [models.Index(fields=["village", "bound_on"], name="dossier_village_day")]

    def __str__(self) -> str:
        return self.volume
