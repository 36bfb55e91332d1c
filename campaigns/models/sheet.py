"""A sheet somebody sent: its file, its rows with their verdicts, and the job that works on it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedBinaryField, EncryptedTextField
from accounts.models import JobRow
from accounts.querysets import ScopedQuerySet
from accounts.walls import Kind, Wall

# Who sees a sheet works with families at its place; its rows are shown to its sender only.
AT_PLACE = Wall(Kind.CASE, "place_id")
TAKE_BACK = timedelta(days=1)
WAIT = timedelta(days=7)


class Sheet(JobRow):
    """kind: which campaigns.sheets.kinds reads it; place: the division whose rows it may hold,
    all others are wrong; stage: how far it is, state: the job's of that stage. only_right: the
    sender chose to leave wrong rows out; otherwise all or nothing (bar E4)."""

    wall = AT_PLACE

    class Stage(models.TextChoices):
        READING = "reading", _("核对中")
        REFUSED = "refused", _("没有读成")
        WAITING = "waiting", _("待确认")
        WRITING = "writing", _("写入中")
        WRITTEN = "written", _("已导入")
        RETURNING = "returning", _("撤销中")
        RETURNED = "returned", _("已撤销")
        DROPPED = "dropped", _("已放弃")
        EXPIRED = "expired", _("已过期")

    class Source(models.TextChoices):
        FILE = "file", _("文件")
        PASTED = "pasted", _("粘贴")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=Source.choices)
    name = EncryptedTextField(_("文件名"), max_length=120)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.READING)
    only_right = models.BooleanField(_("只导入正确行"), default=False)
    notices = models.JSONField(default=list)
    added = models.IntegerField(_("新增"), default=0)
    changed = models.IntegerField(_("有变化"), default=0)
    same = models.IntegerField(_("相同"), default=0)
    wrong = models.IntegerField(_("有错"), default=0)
    kept = models.IntegerField(_("没有撤销"), default=0)
    written_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet["Sheet"].as_manager()

    class Meta:
        verbose_name = _("导入的表格")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    stage__in=[
                        "reading",
                        "refused",
                        "waiting",
                        "writing",
                        "written",
                        "returning",
                        "returned",
                        "dropped",
                        "expired",
                    ]
                ),
                name="sheet_stage",
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=["file", "pasted"]), name="sheet_source"
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["written", "returning", "returned"])
                | models.Q(written_at__isnull=False),
                name="sheet_written_at",
            ),
        ]
        indexes = [models.Index(fields=["place", "-asked_at"], name="sheet_place")]

    @property
    def to_write(self) -> int:
        """Rows that change something."""
        return self.added + self.changed

    @property
    def at_work(self) -> bool:
        """Whether a job runs or waits for its worker."""
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def return_until(self) -> datetime | None:
        """Until when it can be taken back; None before it is written."""
        return self.written_at + TAKE_BACK if self.written_at else None

    def may_return_now(self) -> bool:
        """Written, and less than a day ago."""
        until = self.return_until
        return self.stage == self.Stage.WRITTEN and until is not None and timezone.now() < until


class SheetFile(models.Model):
    """The file itself, sealed; gone once the sheet is written, dropped or expired. marked: the
    copy with the red column of reasons."""

    wall = AT_PLACE

    class What(models.TextChoices):
        SENT = "sent", _("原文件")
        MARKED = "marked", _("错误说明")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="files")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    what = models.CharField(max_length=8, choices=What.choices)
    content = EncryptedBinaryField()

    objects = ScopedQuerySet["SheetFile"].as_manager()

    class Meta:
        verbose_name = _("导入的文件")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "what"], name="sheet_file_once"),
            models.CheckConstraint(
                condition=models.Q(what__in=["sent", "marked"]), name="sheet_file_what"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_what_display())


class SheetRow(models.Model):
    """One row as it was read. content: values, problems, what it changes and what taking it back
    needs, sealed; note: why taking back left it as it is."""

    wall = AT_PLACE

    class Verdict(models.TextChoices):
        ADDED = "added", _("新增")
        CHANGED = "changed", _("有变化")
        SAME = "same", _("相同")
        WRONG = "wrong", _("有错")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="rows")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    ordinal = models.IntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    content = EncryptedTextField()
    note = models.CharField(max_length=200, blank=True)

    objects = ScopedQuerySet["SheetRow"].as_manager()

    class Meta:
        verbose_name = _("导入的行")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "ordinal"], name="sheet_row_once"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["added", "changed", "same", "wrong"]),
                name="sheet_row_verdict",
            ),
        ]
        indexes = [models.Index(fields=["sheet", "verdict", "ordinal"], name="sheet_row_verdict")]

    def __str__(self) -> str:
        return f"{self.ordinal} {self.get_verdict_display()}"
