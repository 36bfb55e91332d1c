"""An export that was made, and the file itself for as long as its link lives (reliability E7)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedBinaryField
from accounts.querysets import ScopedQuerySet


class Export(models.Model):
    """Who took which rows out, why, from which filter, masked or not, and the digest of the file
    (domain H ④). Append-only. filter_words never hold what was typed, only what was asked about;
    reason is the person's own sentence. kind: the list or paper, such as families or monthly.
    rows counts lines, keys are the records behind them."""

    wall = walls.LOG

    class Purpose(models.TextChoices):
        REPORT = "report", _("上报上级")
        ARCHIVE = "archive", _("打印存档")
        MEETING = "meeting", _("会议研判")
        VISIT = "visit", _("入户走访、排查")
        CHECK = "check", _("核对数据")
        OTHER = "other", _("其他")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(_("名称"), max_length=120)
    place = models.BigIntegerField(default=0)
    noun = models.CharField(max_length=40, blank=True)
    keys = ArrayField(models.BigIntegerField(), default=list)
    rows = models.IntegerField(_("行数"))
    personal = models.BooleanField(default=True)
    masked = models.BooleanField(default=True)
    filter_words = models.CharField(max_length=400, blank=True)
    purpose = models.CharField(max_length=16, choices=Purpose.choices, blank=True)
    reason = models.CharField(_("事由"), max_length=200, blank=True)
    file_name = models.CharField(max_length=120)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    request_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("导出")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(personal=False, masked=True)
                | (models.Q(personal=True) & ~models.Q(reason="") & ~models.Q(purpose="")),
                name="export_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(rows__gte=0, size__gt=0), name="export_has_content"
            ),
        ]
        indexes = [
            models.Index(fields=["by", "at"], name="export_by_at"),
            BrinIndex(fields=["at"], name="export_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """编号 20261125-3F9A2C: the day and the head of the uid."""
        return number_of(self.uid, timezone.localtime(self.at).strftime("%Y%m%d"))

    @property
    def is_open(self) -> bool:
        """Whether the link still lives."""
        return timezone.now() < self.expires_at


def number_of(uid: uuid.UUID, day: str) -> str:
    """The number printed on the paper and shown in the log."""
    return f"{day}-{uid.hex[:6].upper()}"


class ExportFile(models.Model):
    """The file of an export, sealed, until its link dies; then the row is deleted. Only the one
    who made it can reach it, in the database too."""

    wall = walls.own("by_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    export = models.OneToOneField(Export, models.CASCADE, related_name="file")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    content = EncryptedBinaryField()
    expires_at = models.DateTimeField()

    objects = ScopedQuerySet["ExportFile"].as_manager()

    class Meta:
        verbose_name = _("导出的文件")
        indexes = [models.Index(fields=["expires_at"], name="export_file_expires")]

    def __str__(self) -> str:
        return str(self.export)
