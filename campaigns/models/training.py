"""培训: held by a unit, who should have come and who came."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class TrainingQuerySet(ScopedQuerySet["Training"]):
    """Trainings by state."""

    def counted(self) -> Self:
        """What was not taken back."""
        return self.filter(taken_back_at__isnull=True)


class Training(models.Model):
    """unit: who held it. Read by everybody inside the unit until it is taken back, written by it
    alone."""

    wall = walls.shared("unit_id", ("taken_back_at", ()))

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    day = models.DateField(_("日期"))
    topic = models.CharField(_("内容"), max_length=60)
    teacher = models.CharField(_("授课人"), max_length=40)
    venue = models.CharField(_("地点"), max_length=60)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = _("培训")
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(topic=""), name="training_named"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="training_taken_back_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="training_unit_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.topic}"


class Trainee(models.Model):
    """Somebody who should attend a training: a user of the system, or a name of the list; place:
    the unit she works for that day. One person, however many trainings, counts once a year."""

    wall = walls.area("place_id")

    training = models.ForeignKey(Training, models.PROTECT, related_name="trainees")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=20)
    came = models.BooleanField(_("参加"), default=False)

    objects = ScopedQuerySet["Trainee"].as_manager()

    class Meta:
        verbose_name = _("应参训人员")
        ordering = ["place", "name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="trainee_named"),
            models.UniqueConstraint(
                fields=["training", "person"],
                condition=Q(person__isnull=False),
                name="trainee_user_once",
            ),
            models.UniqueConstraint(
                fields=["training", "place", "name"],
                condition=Q(person__isnull=True),
                name="trainee_name_once",
            ),
        ]
        indexes = [models.Index(fields=["place"], name="trainee_place")]

    def __str__(self) -> str:
        return self.name
