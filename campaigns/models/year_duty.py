"""The year's calendar (domain J1): dated duties of each level, and what a unit did about them."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from campaigns.models.activity import Occasion
from campaigns.models.division import Level

AHEAD = 14  # days before the day, unless the county says otherwise


class DutyQuerySet(ScopedQuerySet["Duty"]):
    """Duties by state."""

    def standing(self) -> Self:
        """Those the county has not lifted for everybody."""
        return self.filter(lifted_at__isnull=True)


class Duty(models.Model):
    """A dated line of the year's calendar for one level. ahead: so many days before the day it
    stands in people's work lists. kind: what a rubric line asks for (domain A6 1.3); is_fixed: a
    day of remembrance, which keeps its date when the next year is opened. first_due_on: the day it
    was first set to, where it was moved. added_at: when it was added to a year already open;
    moved_at, due_before: when the day was last changed, and what it was before (before the year's
    data closed, where it was changed again after that). Lifted, it is owed by nobody and stays
    readable."""

    wall = walls.REFERENCE

    class Kind(models.TextChoices):
        PLAN = "plan", _("方案")
        MIDYEAR = "midyear", _("年中小结")
        FINAL = "final", _("年终总结")
        LEDGER = "ledger", _("台账")
        OTHER = "other", _("其他")

    # What domain A6 1.3 scores.
    SCORED = (Kind.PLAN, Kind.MIDYEAR, Kind.FINAL, Kind.LEDGER)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(
        "campaigns.Campaign", models.CASCADE, related_name="duties", verbose_name=_("年度")
    )
    due_on = models.DateField(_("时间"))
    level = models.SmallIntegerField(_("层级"), choices=Level.choices)
    title = models.CharField(_("事项"), max_length=80)
    kind = models.CharField(_("类别"), max_length=8, choices=Kind.choices, default=Kind.OTHER)
    ahead = models.SmallIntegerField(_("提前几天提醒"), default=AHEAD)
    is_fixed = models.BooleanField(_("固定日期"), default=False)
    first_due_on = models.DateField(_("原定时间"), null=True)
    added_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    due_before = models.DateField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.CharField(_("取消原因"), max_length=120, blank=True)
    version = models.IntegerField(default=1)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("日程事项")
        ordering = ["due_on", "level", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "due_on", "level", "title"],
                condition=Q(lifted_at__isnull=True),
                name="duty_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["plan", "midyear", "final", "ledger", "other"])
                & Q(level__in=[lv.value for lv in Level])
                & Q(ahead__gte=0, ahead__lte=90)
                & ~Q(title=""),
                name="duty_whole",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lift_reason="")
                | Q(lifted_at__isnull=False) & ~Q(lift_reason=""),
                name="duty_lifted_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.title}"

    @property
    def shown_from(self) -> date:
        """The first day it stands in work lists."""
        return self.due_on - timedelta(days=self.ahead)

    @property
    def is_lifted(self) -> bool:
        """Whether it is owed by nobody any more."""
        return self.lifted_at is not None

    @property
    def occasion(self) -> str:
        """The fixed date of publicity this is, "" for none: an activity of that date does it."""
        days = (o.value for o in Occasion if o.on(self.due_on.year) == self.due_on)
        return next(days, "") if self.is_fixed else ""


class DutyMarkQuerySet(ScopedQuerySet["DutyMark"]):
    """Marks by state."""

    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(taken_back_at__isnull=True)


class DutyMark(models.Model):
    """What became of a duty in one unit: done, or lifted for this unit by the county. at: the
    server's clock, by which it is on time or late; day: when the unit says it was done; activity:
    the publicity of a fixed date that did it, so that nobody enters it twice."""

    wall = walls.area("place_id")

    class Kind(models.TextChoices):
        DONE = "done", _("已办")
        LIFTED = "lifted", _("免办")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="marks")
    place = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    kind = models.CharField(_("结果"), max_length=6, choices=Kind.choices)
    activity = models.ForeignKey(
        "campaigns.Activity", models.PROTECT, null=True, related_name="duty_marks"
    )
    day = models.DateField(_("办理日期"))
    note = models.CharField(_("说明"), max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    back_reason = models.CharField(_("撤回原因"), max_length=120, blank=True)

    objects = DutyMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("日程办理")
        ordering = ["-at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "place"],
                condition=Q(taken_back_at__isnull=True),
                name="duty_mark_once_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["done", "lifted"]) & ~Q(note=""), name="duty_mark_whole"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, back_reason="")
                | Q(taken_back_at__gte=F("at")) & ~Q(back_reason=""),
                name="duty_mark_back_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.place_id}"
