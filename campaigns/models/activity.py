"""宣传活动: what a unit did in public for the campaign, and how near a fixed date it must lie."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet

DAYS_AROUND = 7  # until a county decides otherwise
DAYS_MOST = 20  # the nearest two fixed dates lie 42 days apart: windows never meet


class Occasion(models.TextChoices):
    """The four fixed dates of the year (domain A6 2.3, A7 2.2)."""

    WOMEN = "0308", _("3·8 妇女维权周")
    FAMILY = "0515", _("5·15 国际家庭日")
    DRUGS = "0626", _("6·26 国际禁毒日")
    PEACE = "1125", _("11·25 反暴力日")

    def on(self, year: int) -> date:
        """The day itself."""
        return date(year, int(self.value[:2]), int(self.value[2:]))


class ActivityQuerySet(ScopedQuerySet["Activity"]):
    """Activities by state."""

    def counted(self) -> Self:
        """What was not taken back."""
        return self.filter(taken_back_at__isnull=True)


class Activity(models.Model):
    """unit: who held it; occasion: the one fixed date it belongs to, "" for none; people: reached;
    materials: handed out; household counts are of households.ServiceActivity, which points here
    when a service was publicity too, so that a village enters it once (features, wish 20).

    Photos hang on it as KeptFile. Taken back with a reason it stays readable and counts no more."""

    wall = walls.area("unit_id")

    class Kind(models.TextChoices):
        STREET = "street", _("集中宣传")
        DOOR = "door", _("入户宣传")
        LECTURE = "lecture", _("讲座宣讲")
        SHOW = "show", _("文艺演出")
        BOARD = "board", _("展板标语")
        ADVICE = "advice", _("现场咨询")
        ONLINE = "online", _("网上宣传")
        OTHER = "other", _("其他")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("形式"), max_length=8, choices=Kind.choices)
    theme = models.CharField(_("主题"), max_length=60)
    day = models.DateField(_("日期"))
    venue = models.CharField(_("地点"), max_length=60)
    occasion = models.CharField(
        _("集中宣传日"), max_length=4, choices=Occasion.choices, blank=True, default=""
    )
    people = models.IntegerField(_("受众人数"))
    materials = models.IntegerField(_("发放资料"), default=0)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("宣传活动")
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "street", "door", "lecture", "show", "board", "advice", "online", "other",
                    ]
                ),
                name="activity_kind",
            ),
            models.CheckConstraint(
                condition=Q(occasion__in=["", "0308", "0515", "0626", "1125"]),
                name="activity_occasion",
            ),
            models.CheckConstraint(
                condition=Q(people__range=(1, 1_000_000)), name="activity_people"
            ),
            models.CheckConstraint(
                condition=Q(materials__range=(0, 1_000_000)), name="activity_materials"
            ),
            models.CheckConstraint(condition=~Q(theme=""), name="activity_named"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="activity_taken_back_by_somebody",
            ),
            # Entered by two people it is still one activity.
            models.UniqueConstraint(
                fields=["unit", "day", "theme"],
                condition=Q(taken_back_at__isnull=True),
                name="activity_once",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["unit", "day"], name="activity_unit_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.theme}"


class OccasionWindow(models.Model):
    """How many days before and after a fixed date an activity still belongs to it; the newest row
    of a county holds, former ones stay."""

    wall = walls.county("county_id")

    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    before = models.SmallIntegerField(_("提前天数"))
    after = models.SmallIntegerField(_("之后天数"))
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = ScopedQuerySet["OccasionWindow"].as_manager()

    class Meta:
        verbose_name = _("集中宣传日前后")
        ordering = ["-set_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__range=(0, DAYS_MOST), after__range=(0, DAYS_MOST)),
                name="occasion_window_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.county_id} -{self.before} +{self.after}"
