"""The windows and clocks of a year's scoring: how many days each takes (domain A6, A8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from campaigns.models.division import Level

STATEMENT_LEAST = 5  # domain A6: nobody is heard for less
DAYS_MOST = 60
EARLIEST_DAYS = 120  # self scoring opens no earlier before the year's end


@dataclass(frozen=True, slots=True)
class MarkDays:
    """When the units and the departments score a year. opens: the first day of 自评; town_until,
    village_until: its last day on time; department_until: the last one of 部门评. Later marks are
    taken until the signature and told as late."""

    opens: date
    town_until: date
    village_until: date
    department_until: date

    def until(self, column: str, level: int) -> date:
        """The last day a column is on time."""
        if column != "self":
            return self.department_until
        return self.town_until if level == Level.TOWNSHIP else self.village_until


class ScoreClocksQuerySet(ScopedQuerySet["ScoreClocks"]):
    """Versions by the day."""

    def on(self, campaign_id: int, day: date) -> ScoreClocks:
        """What holds for a window that opens on `day`: the newest row that has begun, else the
        present numbers of the house (unsaved)."""
        rows = self.filter(campaign_id=campaign_id, starts__lte=day).order_by("-starts", "-pk")
        return rows.first() or ScoreClocks(campaign_id=campaign_id, starts=day)

    def mark_days(self, campaign_id: int, year: int) -> MarkDays:
        """The windows of 自评 and 部门评 of a year; one query. 自评 goes by the numbers in force on
        the day it opens, 部门评 by those in force when the year is over; later ones change
        nothing."""
        rows = [ScoreClocks(campaign_id=campaign_id, starts=date.min)]
        rows += self.filter(campaign_id=campaign_id).order_by("starts", "pk")
        ends = [*(row.starts for row in rows[1:]), date.max]
        opening = (
            (row, max(row.starts, row.self_from(year)), end)
            for row, end in zip(rows, ends, strict=True)
        )
        own, opens = next((row, day) for row, day, end in opening if day < end)
        last = date(year, 12, 31)
        after = next(row for row in reversed(rows) if row.starts <= last + timedelta(days=1))
        return MarkDays(
            opens,
            opens + timedelta(days=own.self_township_days - 1),
            opens + timedelta(days=own.self_village_days - 1),
            last + timedelta(days=after.department_days),
        )


class ScoreClocks(models.Model):
    """From `starts` on, windows that open take so many days; one that is open keeps its own, since
    its last day is written with it or follows from its first. Working days, but for links and
    scoring, whose days are the calendar's. Append only.

    statement: 陈述期 of a veto; verify, decide: the office's own clocks; appeal: 申诉期; reply:
    答复; consult: 征求意见 as proposed; link: how long a department's link lives;
    self_before: how long before the year's end 自评 opens; self_township, self_village: how long it
    takes (domain J1: scoring opens in November, townships score themselves by the 20th; villages
    [C]); department: how long 部门评 takes after the year's end (domain A5: appraisal runs from 11
    January [C])."""

    wall = walls.county("county_id")
    frozen = walls.Frozen("{row}.id > 0")

    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="score_clocks")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    starts = models.DateField(_("自哪一天起"))
    verify_days = models.SmallIntegerField(_("否决线索核实"), default=10)
    statement_days = models.SmallIntegerField(_("听取陈述"), default=5)
    decide_days = models.SmallIntegerField(_("陈述期满后作决定"), default=10)
    appeal_days = models.SmallIntegerField(_("申诉期"), default=10)
    reply_days = models.SmallIntegerField(_("申诉答复"), default=15)
    consult_days = models.SmallIntegerField(_("征求意见"), default=5)
    link_days = models.SmallIntegerField(_("部门评分链接有效"), default=14)
    self_before_days = models.SmallIntegerField(_("自评早于年末开始"), default=60)
    self_township_days = models.SmallIntegerField(_("乡级自评"), default=20)
    self_village_days = models.SmallIntegerField(_("村级自评"), default=30)
    department_days = models.SmallIntegerField(_("年末以后部门评"), default=10)
    reason = models.CharField(_("理由"), max_length=300)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ScoreClocksQuerySet.as_manager()

    BOUNDS = {
        "verify_days": (1, DAYS_MOST), "statement_days": (STATEMENT_LEAST, DAYS_MOST),
        "decide_days": (1, DAYS_MOST), "appeal_days": (5, DAYS_MOST),
        "reply_days": (5, DAYS_MOST), "consult_days": (1, 30), "link_days": (1, DAYS_MOST),
        "self_before_days": (1, EARLIEST_DAYS), "self_township_days": (5, DAYS_MOST),
        "self_village_days": (5, DAYS_MOST), "department_days": (5, DAYS_MOST),
    }  # fmt: skip

    BY_CALENDAR = frozenset(
        {"link_days", "self_before_days", "self_township_days", "self_village_days",
         "department_days"}
    )  # fmt: skip

    class Meta:
        verbose_name = _("考核期限")
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verify_days__range=(1, 60), statement_days__range=(5, 60))
                & Q(decide_days__range=(1, 60), appeal_days__range=(5, 60))
                & Q(reply_days__range=(5, 60), consult_days__range=(1, 30))
                & Q(link_days__range=(1, 60), self_before_days__range=(1, 120))
                & Q(self_township_days__range=(5, 60), self_village_days__range=(5, 60))
                & Q(department_days__range=(5, 60)),
                name="score_clocks_bounds",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="score_clocks_reasoned"),
            models.UniqueConstraint(fields=["campaign", "starts"], name="score_clocks_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.starts}"

    @classmethod
    def told(cls, name: str) -> tuple[str, str, int, int]:
        """A clock in words: its name, what its days are, the least and the most of them."""
        label = cls._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        unit = _("自然日") if name in cls.BY_CALENDAR else _("工作日")
        return str(label), str(unit), *cls.BOUNDS[name]

    def self_from(self, year: int) -> date:
        """The first day of 自评 by these numbers."""
        return date(year, 12, 31) - timedelta(days=self.self_before_days)
