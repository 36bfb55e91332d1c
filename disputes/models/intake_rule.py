"""A county's own figures for the door: versions with a day from which they hold."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet

# House choices [C] where a county has not decided otherwise; the weekday is the one of S2.
REVISIT_DAYS, TWIN_DAYS, WEDNESDAY = 90, 180, 2
WEEKDAYS = [(0, _("周一")), (1, _("周二")), (2, _("周三")), (3, _("周四")), (4, _("周五"))]


class IntakeRule(models.Model):
    """revisit_days: how often somebody on the return-visit list is seen; twin_days: how far apart
    two matters may lie to be proposed as one; weekday: of the reception day. Never changed, only
    followed by another version."""

    wall = walls.county("county_id")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    version = models.IntegerField(_("版本"))
    effective_on = models.DateField(_("生效日期"))
    revisit_days = models.SmallIntegerField(_("回访间隔天数"), default=REVISIT_DAYS)
    twin_days = models.SmallIntegerField(_("查重前后天数"), default=TWIN_DAYS)
    weekday = models.SmallIntegerField(_("接待日"), choices=WEEKDAYS, default=WEDNESDAY)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    objects = ScopedQuerySet["IntakeRule"].as_manager()

    class Meta:
        verbose_name = _("来件规则")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["county", "version"], name="intake_rule_once"),
            models.CheckConstraint(
                condition=Q(revisit_days__range=(7, 730))
                & Q(twin_days__range=(7, 730))
                & Q(weekday__range=(0, 4)),
                name="intake_rule_ranges",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.version}版"
