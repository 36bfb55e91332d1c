"""A village's signed report of a period: found, or nil with what was checked (零报告)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from households.models.rule import Check


class ZeroReportQuerySet(ScopedQuerySet["ZeroReport"]):
    """Reports by state."""

    def live(self) -> ZeroReportQuerySet:
        """The one report that holds for each village and period."""
        return self.filter(is_live=True)


class ZeroReport(models.Model):
    """received_at (server time) of the first filing decides on time or late, and an amendment
    keeps it in first_received_at. A replaced row stays with is_live false: former figures are
    kept. untrue_at: proved false later (失实); an amendment made after that carries the finding
    along, so it can never be amended away. households_visited: listed families the register
    shows as visited in the period when the report was signed; doors: homes the village says it
    went to. difference: why the figures are not those of the register. supplementary: first
    filed after it was marked missing (补报). returned_*: sent back for correction by the
    township, until the corrected version takes its place."""

    wall = walls.CASE

    class Kind(models.TextChoices):
        NIL = "nil", _("零报告")
        FOUND = "found", _("有情况")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    period = models.ForeignKey("households.ReportingPeriod", models.PROTECT, related_name="reports")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("有无重大隐患"), max_length=8, choices=Kind.choices)
    found = models.SmallIntegerField(_("重大隐患数量"), default=0)
    checks = ArrayField(
        models.CharField(max_length=12, choices=Check.choices),
        default=list,
        verbose_name=_("查过的内容"),
    )
    households_visited = models.IntegerField(_("走访户数"), default=0)
    doors = models.IntegerField(_("入户户数"), default=0, db_default=0)
    difference = models.TextField(_("与系统记录不同的原因"), blank=True, db_default="")
    supplementary = models.BooleanField(_("补报"), default=False, db_default=False)
    summary = models.TextField(_("摘要"), blank=True)
    measures = models.TextField(_("处置"), blank=True)
    signer = models.CharField(_("签发人"), max_length=40)
    filed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    first_received_at = models.DateTimeField()
    revision = models.SmallIntegerField(default=1)
    amends = models.OneToOneField("self", models.PROTECT, null=True, related_name="amended_by")
    amend_reason = models.TextField(blank=True)
    is_live = models.BooleanField(default=True)
    untrue_at = models.DateTimeField(null=True)
    untrue_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    untrue_reason = models.TextField(blank=True)

    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    returned_reason = models.TextField(_("退回原因"), blank=True, db_default="")
    correct_by = models.DateTimeField(_("重报期限"), null=True)

    objects = ZeroReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("零报告")
        ordering = ["-period", "village"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "village"],
                condition=models.Q(is_live=True),
                name="report_one_live",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="nil", found=0, checks__len__gte=1)
                | models.Q(kind="found", found__gte=1),
                name="report_nil_names_checks",
            ),
            models.CheckConstraint(
                condition=models.Q(checks__contained_by=[c.value for c in Check]),
                name="report_checks_known",
            ),
            models.CheckConstraint(condition=~models.Q(signer=""), name="report_signed"),
            models.CheckConstraint(
                condition=models.Q(amends__isnull=True) | ~models.Q(amend_reason=""),
                name="report_amended_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(untrue_at__isnull=True, untrue_by__isnull=True)
                | (
                    models.Q(untrue_at__isnull=False, untrue_by__isnull=False)
                    & ~models.Q(untrue_reason="")
                ),
                name="report_untrue_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(returned_at__isnull=True, returned_by__isnull=True)
                | (
                    models.Q(returned_by__isnull=False, correct_by__isnull=False)
                    & ~models.Q(returned_reason="")
                ),
                name="report_returned_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["village", "period"], name="report_village_period")]

    def __str__(self) -> str:
        return f"{self.period} {self.village} {self.get_kind_display()}"

    @property
    def number(self) -> str:
        """编号 2026-11-107201: the period, and the last six digits of the village's code."""
        return f"{self.period.number}-{self.village_id % 10**6:06d}"

    @property
    def is_late(self) -> bool:
        """First filed after the due instant; filing at the instant itself is on time."""
        return self.first_received_at > self.period.village_due

    def check_labels(self) -> list[str]:
        """Chinese names of what was checked, in the order of the form."""
        return [str(c.label) for c in Check if c.value in self.checks]
