"""A unit's score in a run, and its lines."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class ScoreSheet(models.Model):
    """unit: township or village. total is null while a manual line is 待评; possible_low/high
    bound it meanwhile. rank and grade are provisional until every sheet of the peer group is
    complete. categories: totals by category as frozen; print_order: place in the ranking table.
    outside: how often what stands beside the lines happened, as counted by metrics:
    {"deduction": {event: n}, "bonus": {item: n}}."""

    wall = walls.area("unit_id")

    run = models.ForeignKey("reports.ScoringRun", models.CASCADE, related_name="sheets")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    peer_group = models.CharField(_("组别"), max_length=40, blank=True)
    base = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    bonus = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    deduction = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    total = models.DecimalField(_("总分"), max_digits=7, decimal_places=2, null=True)
    possible_low = models.DecimalField(max_digits=7, decimal_places=2)
    possible_high = models.DecimalField(max_digits=7, decimal_places=2)
    rank = models.IntegerField(_("名次"), null=True)
    grade = models.CharField(_("等次"), max_length=12, blank=True)
    vetoed = models.BooleanField(_("一票否决"), default=False)
    note = models.CharField(_("说明"), max_length=120, blank=True)
    print_order = models.IntegerField(default=0)
    categories = models.JSONField(default=list)
    summary = models.CharField(max_length=200, blank=True)
    outside = models.JSONField(default=dict)

    objects = ScopedQuerySet["ScoreSheet"].as_manager()

    class Meta:
        ordering = ["unit"]
        constraints = [
            models.UniqueConstraint(fields=["run", "unit"], name="sheet_once_per_unit"),
            models.CheckConstraint(
                condition=models.Q(vetoed=False) | models.Q(rank__isnull=True),
                name="sheet_vetoed_unranked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.total}"


class ScoreLine(models.Model):
    """One indicator of a unit. points: the computed figure, or what the reviewer entered;
    null while 待评. figures: {"facts": counts the formula was filled with, "score": points and
    reason entered by hand, "ruled": points, reason and receipt number an appeal led to}, each may
    be null or missing; formula: the rule in words; filled: with figures; marks: what the other
    columns said when the run was signed (reports.columns)."""

    wall = walls.area("unit_id")

    class State(models.TextChoices):
        COMPUTED = "computed", _("系统计算")
        MANUAL = "manual", _("复核录入")
        PENDING = "pending", _("待评")
        NA = "na", _("不适用")
        RULED = "ruled", _("申诉更正")

    # One key of the database holds both: a line stands under its own sheet's unit (migration
    # 0002). Found through line_once_per_sheet.
    sheet = models.ForeignKey(
        ScoreSheet, models.CASCADE, related_name="lines", db_index=False, db_constraint=False
    )
    unit = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", db_constraint=False
    )
    code = models.CharField(_("编码"), max_length=12)
    cap = models.DecimalField(_("分值"), max_digits=6, decimal_places=2)
    state = models.CharField(max_length=12, choices=State.choices)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    figures = models.JSONField(default=dict)
    points = models.DecimalField(_("得分"), max_digits=6, decimal_places=2, null=True)
    formula = models.CharField(max_length=400, blank=True)
    filled = models.CharField(max_length=400, blank=True)
    reason = models.CharField(_("扣分理由"), max_length=400, blank=True)
    marks = models.JSONField(null=True)

    objects = ScopedQuerySet["ScoreLine"].as_manager()

    class Meta:
        ordering = ["sheet", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "code"], name="line_once_per_sheet"),
            models.CheckConstraint(
                condition=models.Q(points__isnull=True)
                | models.Q(points__gte=0, points__lte=models.F("cap")),
                name="line_within_cap",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "na"]) | models.Q(points__isnull=False),
                name="line_scored",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.points}"
