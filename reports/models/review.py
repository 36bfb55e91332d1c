"""What the governance office changed: a line's figure, or a veto."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class LineChange(models.Model):
    """One change of a manual line: before, after (null: 待评, or 不适用 without points), reason,
    who. The line keeps the newest."""

    wall = walls.area("unit_id")

    line = models.ForeignKey("reports.ScoreLine", models.CASCADE, related_name="changes")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    before = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    after = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    reason = models.TextField(_("理由"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ScopedQuerySet["LineChange"].as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="line_change_reasoned"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Veto(models.Model):
    """一票否决 (domain A6): only after a responsibility finding, with document number, reason
    and decider; five working days of statement; withdrawable with trace."""

    wall = walls.area("unit_id")

    class Ground(models.TextChoices):
        GRAVE_EVENT = "a", _("应尽未尽职责致家庭矛盾引发命案或自杀")
        FALSE_ZERO = "b", _("瞒报、虚报重大隐患造成严重后果")
        MISSED_REPORT = "c", _("未履行强制报告造成严重后果")
        LEAK = "d", _("泄露台账信息造成严重后果")
        FABRICATION = "e", _("弄虚作假或干扰测评")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey("reports.ScoringRun", models.CASCADE, related_name="vetoes")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    ground = models.CharField(_("情形"), max_length=2, choices=Ground.choices)
    document_number = models.CharField(_("认定文号"), max_length=60)
    reason = models.TextField(_("责任认定"))
    decided_body = models.CharField(_("决定机关"), max_length=60)
    decided_on = models.DateField(_("决定日期"))
    statement_until = models.DateField(_("陈述期至"))
    statement = models.TextField(_("陈述意见"), blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    objects = ScopedQuerySet["Veto"].as_manager()

    class Meta:
        verbose_name = _("一票否决")
        ordering = ["unit", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "unit"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="veto_one_live_per_unit",
            ),
            models.CheckConstraint(
                condition=~models.Q(document_number="") & ~models.Q(reason=""),
                name="veto_documented",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.document_number}"
