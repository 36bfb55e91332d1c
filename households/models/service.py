"""服务活动: training, jobs, health checks, counselling, law — and which households took part."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from accounts.walls import Kind as WallKind
from accounts.walls import Wall


class ServiceActivity(models.Model):
    """unit: the village, township or county that held it; people: everybody who came, also those
    whose household is not named. publicity: the same event as publicity of the campaign, made in
    the same breath where it was both, so that it is entered once (features, wish 20)."""

    wall = Wall(WallKind.CASE, "unit_id")

    class Kind(models.TextChoices):
        TRAINING = "training", _("技能培训")
        JOBS = "jobs", _("就业帮扶")
        HEALTH = "health", _("健康体检")
        COUNSEL = "counsel", _("心理疏导")
        LAW = "law", _("法律宣传")
        CARE = "care", _("关爱陪伴")
        OTHER = "other", _("其他")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    unit = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("主办单位")
    )
    kind = models.CharField(_("类型"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("主题"), max_length=60)
    happened_on = models.DateField(_("日期"))
    venue = models.CharField(_("地点"), max_length=60)
    people = models.IntegerField(_("参加人数"))
    notes = models.TextField(_("内容"), blank=True)
    publicity = models.OneToOneField(
        "campaigns.Activity", models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["ServiceActivity"].as_manager()

    class Meta:
        verbose_name = _("服务活动")
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["training", "jobs", "health", "counsel", "law", "care", "other"]
                ),
                name="service_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(people__range=(1, 100000)), name="service_people"
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="service_titled"),
        ]
        indexes = [models.Index(fields=["unit", "happened_on"], name="service_unit_day")]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.title}"


class ServiceUse(models.Model):
    """A household that took part, and how many of it came."""

    wall = walls.CASE

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(ServiceActivity, models.PROTECT, related_name="uses")
    household = models.ForeignKey(
        "households.Household", models.PROTECT, related_name="service_uses"
    )
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    people = models.SmallIntegerField(_("人数"), default=1)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["ServiceUse"].as_manager()

    class Meta:
        verbose_name = _("参加服务的家庭")
        ordering = ["village", "household"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "household"], name="service_use_once"),
            models.CheckConstraint(
                condition=models.Q(people__range=(1, 60)), name="service_use_people"
            ),
        ]
        indexes = [models.Index(fields=["household"], name="service_use_household")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.household_id}"
