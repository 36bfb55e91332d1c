"""Evidence of a dispute: photographs and PDFs, sealed in the database."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedBinaryField, EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.models.of_dispute import OfDispute


class EvidenceQuerySet(ScopedQuerySet["EvidenceFile"]):
    """Files by state."""

    def kept(self) -> EvidenceQuerySet:
        """Not taken back."""
        return self.filter(withdrawn_on__isnull=True)


class EvidenceFile(OfDispute):
    """证据材料 (domain D2 no. 7). The bytes are what was made of the file on arrival: a photo drawn
    anew without place and camera, a PDF without anything that acts by itself (reliability A8, C10,
    E1). A file taken back keeps its line; its bytes are gone."""

    class Medium(models.TextChoices):
        PHOTO = "photo", _("照片")
        PDF = "pdf", _("PDF 文件")

    class Source(models.TextChoices):
        APPLICANT = "applicant", _("申请人提交")
        RESPONDENT = "respondent", _("被申请人提交")
        MEDIATOR = "mediator", _("调解员收集")
        OFFICE = "office", _("有关单位提供")

    client_uuid = models.UUIDField(unique=True, null=True)
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="evidence")
    title = EncryptedTextField(_("证据名称"), max_length=60, blank=False)
    source = models.CharField(_("来源"), max_length=12, choices=Source.choices)
    received_on = models.DateField(_("收到日期"))
    medium = models.CharField(_("形式"), max_length=8, choices=Medium.choices)
    data = EncryptedBinaryField(_("内容"))
    size = models.IntegerField(_("大小"))
    pages = models.SmallIntegerField(_("页数"))
    added_at = models.DateTimeField()
    withdrawn_on = models.DateField(_("取回日期"), null=True)
    withdrawn_reason = EncryptedTextField(_("取回理由"), max_length=200)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("证据材料")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(medium__in=["photo", "pdf"])
                & Q(source__in=["applicant", "respondent", "mediator", "office"]),
                name="evidence_choices_known",
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0) & Q(pages__gt=0), name="evidence_measured"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, data__isnull=False)
                | Q(withdrawn_on__isnull=False, withdrawn_reason__isnull=False, data__isnull=True),
                name="evidence_kept_or_withdrawn",
            ),
        ]
        indexes = [models.Index(fields=["village", "received_on"], name="evidence_village_day")]

    def __str__(self) -> str:
        return f"{self.get_medium_display()} {self.pk}"
