"""The mandatory report to the police, with its proof (反家庭暴力法 art. 14; 未成年人保护法
art. 11)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedBinaryField, EncryptedTextField
from accounts.querysets import ScopedQuerySet


class MandatoryReport(models.Model):
    """One case's report: when, to which station, who took it, and what proves it: a photo of the
    receipt or a sentence. Owed at once from found_at on; whether it was late is told by the
    clock (disputes.clocks.report_due). Who reported is nobody's business but the handlers'."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="+")
    case = models.OneToOneField(
        "disputes.ProtectionCase", models.PROTECT, related_name="mandatory_report"
    )
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    found_at = models.DateTimeField(_("得知时间"))
    reported_at = models.DateTimeField(_("报告时间"))
    station = EncryptedTextField(_("派出所"), max_length=60, blank=False)
    receiver = EncryptedTextField(_("接报民警或警号"), max_length=60, blank=False)
    proof_words = EncryptedTextField(_("凭证说明"))
    proof_photo = EncryptedBinaryField(_("凭证照片"))
    late_reason = EncryptedTextField(_("迟报原因"))
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["MandatoryReport"].as_manager()

    class Meta:
        verbose_name = _("来件报告")
        constraints = [
            models.CheckConstraint(
                condition=Q(proof_words__isnull=False) | Q(proof_photo__isnull=False),
                name="mandatory_report_proven",
            ),
            models.CheckConstraint(
                condition=Q(station__isnull=False, receiver__isnull=False),
                name="mandatory_report_taken_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reported_at:%Y-%m-%d %H:%M}"

    @property
    def has_photo(self) -> bool:
        """Whether a photo of the receipt is kept."""
        return bool(self.proof_photo)
