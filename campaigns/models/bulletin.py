"""简报: numbered without gaps per unit and year, frozen when issued (domain F, J2)."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class BulletinQuerySet(ScopedQuerySet["Bulletin"]):
    """Bulletins by state."""

    def issued(self) -> Self:
        """Issued and not withdrawn."""
        return self.filter(status=Bulletin.Status.ISSUED)


class Bulletin(models.Model):
    """number: 第N期 of the unit's year, total: 总第N期; both come with the issue and stay with a
    bulletin that was withdrawn, so that the row of numbers has no hole. report_to, send_to,
    copy_to: 报, 送, 发. Once issued everybody inside the unit reads it; a draft is the unit's."""

    wall = walls.shared("unit_id", ("status", ("issued", "withdrawn")))
    frozen = walls.Frozen(
        "{row}.status <> 'draft'",
        but=("status", "withdrawn_on", "withdraw_reason", "version"),
    )

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        ISSUED = "issued", _("已印发")
        WITHDRAWN = "withdrawn", _("已撤回")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    title = models.CharField(_("标题"), max_length=60)
    body = models.TextField(_("正文"), max_length=6000)
    editor = models.CharField(_("编辑"), max_length=20)
    report_to = models.CharField(_("报"), max_length=120, blank=True)
    send_to = models.CharField(_("送"), max_length=120, blank=True)
    copy_to = models.CharField(_("发"), max_length=120, blank=True)
    copies = models.SmallIntegerField(_("印发份数"), default=0)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    year = models.SmallIntegerField(_("年度"), null=True)
    number = models.SmallIntegerField(_("期号"), null=True)
    total = models.IntegerField(_("总期号"), null=True)
    issued_on = models.DateField(_("印发日期"), null=True)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField(_("撤回日期"), null=True)
    withdraw_reason = models.CharField(_("撤回原因"), max_length=120, blank=True)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = _("简报")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "issued", "withdrawn"]), name="bulletin_status"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="bulletin_named"),
            models.CheckConstraint(
                condition=Q(
                    status="draft", number__isnull=True, year__isnull=True, issued_on__isnull=True
                )
                | (~Q(status="draft") & Q(number__gte=1, total__gte=1, issued_on__isnull=False)),
                name="bulletin_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=(Q(status="withdrawn") & Q(withdrawn_on__isnull=False))
                | (~Q(status="withdrawn") & Q(withdrawn_on__isnull=True)),
                name="bulletin_withdrawn_on",
            ),
            models.UniqueConstraint(fields=["unit", "year", "number"], name="bulletin_number_once"),
        ]
        indexes = [models.Index(fields=["unit", "issued_on"], name="bulletin_unit_day")]

    def __str__(self) -> str:
        return f"{self.issue_words} {self.title}".strip()

    @property
    def issue_words(self) -> str:
        """第3期（总第15期）; "" for a draft."""
        return f"第{self.number}期（总第{self.total}期）" if self.number else ""
