"""The chair's reception day (主席接待日): when, where, who sits with her (domain S2, J2)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class ReceptionDay(models.Model):
    """One day of one unit. moved_from: the day it was to be held first, where it was put off;
    called_off: why it is not held at all. What was received then is found by the matters of the
    unit that came in on the day."""

    wall = walls.area("unit_id")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    held_on = models.DateField(_("日期"))
    moved_from = models.DateField(_("原定日期"), null=True)
    hours = models.CharField(_("时间"), max_length=40)
    room = models.CharField(_("地点"), max_length=80)
    chair = models.CharField(_("接待人"), max_length=40)
    called_off = models.CharField(_("不接待的原因"), max_length=120, blank=True)
    planned_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["ReceptionDay"].as_manager()

    class Meta:
        verbose_name = _("主席接待日")
        ordering = ["held_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "held_on"], name="reception_day_once"),
            models.CheckConstraint(
                condition=~Q(chair="") & ~Q(room="") & ~Q(hours=""), name="reception_day_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on}"


class ReceptionSeat(models.Model):
    """Somebody who sits with the chair on a day."""

    wall = walls.area("unit_id")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    day = models.ForeignKey(ReceptionDay, models.CASCADE, related_name="seats")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    name = models.CharField(_("姓名"), max_length=40)
    duty = models.CharField(_("单位、职务"), max_length=60, blank=True)

    objects = ScopedQuerySet["ReceptionSeat"].as_manager()

    class Meta:
        verbose_name = _("接待日陪同人")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="reception_seat_named"),
        ]

    def __str__(self) -> str:
        return self.name
