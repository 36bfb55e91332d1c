"""How a county's reports run: cadence, due times, checks, reminders; and sensitive periods."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from campaigns.models import Level
from households.models.cadence import Cadence
from households.models.incident import CONTRADICTS_BY_DEFAULT, IncidentKind
from households.models.multirange import alone, from_to

# Domain C4 [C]. month: day of the month, 0 = its last; half: days after the half's last day;
# week: weekday, Monday is 1; day: the day itself (0). Then the time of day.
DUE: dict[str, dict[str, list[Any]]] = {
    "month": {"village": [25, "17:00"], "township": [27, "17:00"], "county": [0, "17:00"]},
    "half": {"village": [0, "17:00"], "township": [1, "17:00"], "county": [2, "17:00"]},
    "week": {"village": [5, "12:00"], "township": [5, "15:00"], "county": [5, "17:00"]},
    "day": {"village": [0, "16:00"], "township": [0, "16:30"], "county": [0, "17:00"]},
}
# Minutes from the village's due instant to each step; house default [C].
STEPS: dict[str, dict[str, int]] = {
    "month": {"remind": -1440, "village": 0, "township": 1440, "county": 2880, "supervise": 7200},
    "half": {"remind": -1440, "village": 0, "township": 1440, "county": 2880, "supervise": 4320},
    "week": {"remind": -240, "village": 0, "township": 120, "county": 240, "supervise": 1440},
    "day": {"remind": -120, "village": 0, "township": 20, "county": 45, "supervise": 960},
}
LEVELS = {"village": Level.VILLAGE, "township": Level.TOWNSHIP, "county": Level.COUNTY}


class Shift(models.TextChoices):
    """What becomes of a due day that nobody works on."""

    NONE = "none", _("不顺延")
    LATER = "later", _("顺延到下一个工作日")
    EARLIER = "earlier", _("提前到上一个工作日")


class Check(models.TextChoices):
    """What a village looked at before it signs (features, wish 1)."""

    KEEPERS = "keepers", _("走访在册家庭")
    VISITED = "visited", _("入户排查")
    SCREENED = "screened", _("半月排查")
    POLICE = "police", _("问过派出所、司法所")
    GRID = "grid", _("问过网格员、志愿者")
    HOTLINE = "hotline", _("查过来访、12338 登记")
    SCHOOL = "school", _("问过学校、卫生室")
    GROUPS = "groups", _("开过小组长碰头会")


CHECKS_OFFERED = ("keepers", "visited", "police", "grid", "hotline")


def default_due() -> dict[str, dict[str, list[Any]]]:
    """A copy of DUE."""
    return {cadence: {k: list(v) for k, v in levels.items()} for cadence, levels in DUE.items()}


def default_steps() -> dict[str, dict[str, int]]:
    """A copy of STEPS."""
    return {cadence: dict(steps) for cadence, steps in STEPS.items()}


def default_checks() -> list[str]:
    """A copy of CHECKS_OFFERED."""
    return list(CHECKS_OFFERED)


def default_kinds() -> list[str]:
    """A copy of CONTRADICTS_BY_DEFAULT."""
    return [str(kind) for kind in CONTRADICTS_BY_DEFAULT]


class ReportingRuleQuerySet(ScopedQuerySet["ReportingRule"]):
    """Rules by the day they hold."""

    def of(self, place: int, day: Any) -> ReportingRule:
        """The rule in force on a day in the county that holds the code `place`; the product's
        defaults before the first."""
        rows = self.filter(county__code__lte=place, county__end__gt=place, effective_from__lte=day)
        found: ReportingRule | None = rows.order_by("-effective_from", "-version").first()
        return found or ReportingRule(county_id=place, effective_from=day)


class ReportingRule(models.Model):
    """One version; a change is a new row with its day, so that what was opened keeps its own due
    instants. radar_*: a run of nils is worth a visit when it is at least radar_run long and its
    probability among villages of like size is at most radar_odds in a thousand."""

    wall = walls.REFERENCE

    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)
    effective_from = models.DateField(_("起用日期"))
    cadence = models.CharField(
        _("平时周期"), max_length=8, choices=Cadence.choices, default=Cadence.MONTH
    )
    due = models.JSONField(_("截止时间"), default=default_due)
    steps = models.JSONField(_("提醒和升级"), default=default_steps)
    shift = models.CharField(_("遇节假日"), max_length=8, choices=Shift.choices, default=Shift.NONE)
    checks = ArrayField(
        models.CharField(max_length=12, choices=Check.choices),
        default=default_checks,
        verbose_name=_("表上可选的核对内容"),
    )
    contradicting = ArrayField(
        models.CharField(max_length=12, choices=IncidentKind.choices),
        default=default_kinds,
        verbose_name=_("哪些情况与零报告不符"),
    )
    reply_days = models.SmallIntegerField(_("村里说明的工作日"), default=3)
    radar_run = models.SmallIntegerField(_("连续零报告期数"), default=6)
    radar_odds = models.SmallIntegerField(_("可能性（千分之）"), default=50)
    reason = models.TextField(_("修改原因"), blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)

    objects = ReportingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("报告规则")
        ordering = ["-effective_from", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["county", "version"], name="rule_version_once"),
            models.CheckConstraint(
                condition=Q(cadence__in=[c.value for c in Cadence]), name="rule_cadence"
            ),
            models.CheckConstraint(
                condition=Q(shift__in=[s.value for s in Shift]), name="rule_shift"
            ),
            models.CheckConstraint(
                condition=Q(checks__contained_by=[c.value for c in Check], checks__len__gte=1),
                name="rule_checks",
            ),
            models.CheckConstraint(
                condition=Q(contradicting__contained_by=[k.value for k in IncidentKind]),
                name="rule_contradicting",
            ),
            models.CheckConstraint(
                condition=Q(
                    reply_days__range=(1, 15), radar_run__range=(3, 60), radar_odds__range=(1, 200)
                ),
                name="rule_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.effective_from} v{self.version}"


class SensitivePeriodQuerySet(ScopedQuerySet["SensitivePeriod"]):
    """Sensitive periods."""

    def on(self, county: int, day: Any) -> SensitivePeriod | None:
        """The one in force in a county on a day."""
        rows = self.filter(county_id=county, starts__lte=day, ends__gte=day)
        found: SensitivePeriod | None = rows.first()
        return found


class SensitivePeriod(models.Model):
    """Days on which the county asks for reports more often (两会, 国庆, 春节); they replace the
    normal reports of those days (domain C4, K14). ends: the last day, moved when ended early."""

    wall = walls.REFERENCE

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    name = models.CharField(_("名称"), max_length=40)
    cadence = models.CharField(_("报告周期"), max_length=8, choices=Cadence.choices)
    starts = models.DateField(_("开始"))
    ends = models.DateField(_("结束"))
    planned_end = models.DateField(_("原定结束"))
    reason = models.TextField(_("依据"))
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(_("提前结束的原因"), blank=True)

    objects = SensitivePeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("敏感时期")
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cadence__in=["half", "week", "day"]), name="sensitive_cadence"
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts"), planned_end__gte=F("ends")),
                name="sensitive_in_order",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ends=F("planned_end"))
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="sensitive_ended_with_reason",
            ),
            ExclusionConstraint(
                name="sensitive_one_at_a_time",
                expressions=[
                    (
                        alone("county"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        from_to("starts", "ends"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                index_type="gist",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.starts}–{self.ends}"
