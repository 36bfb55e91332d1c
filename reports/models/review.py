"""What was changed in a line, by whom and why."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class LineChange(models.Model):
    """One change of a line: before, after (null: 待评, or 不适用 without points), reason, who. The
    line keeps the newest. kind: entered in the review, or a reversing entry that an appeal led to
    (the line keeps its counts and the points that were ruled)."""

    wall = walls.area("unit_id")

    class Kind(models.TextChoices):
        ENTRY = "entry", _("复核录入")
        RULING = "ruling", _("申诉更正")

    line = models.ForeignKey("reports.ScoreLine", models.CASCADE, related_name="changes")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    before = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    after = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    reason = models.TextField(_("理由"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ENTRY)
    appeal = models.ForeignKey("reports.Appeal", models.PROTECT, null=True, related_name="+")

    objects = ScopedQuerySet["LineChange"].as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="line_change_reasoned"),
            models.CheckConstraint(
                condition=models.Q(kind="entry", appeal__isnull=True)
                | models.Q(kind="ruling", appeal__isnull=False),
                name="line_change_ruling_has_its_appeal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
