"""A visit owed by a day, a visit made, and its photos."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedBinaryField, EncryptedTextField
from accounts.querysets import ScopedQuerySet


class Visit(models.Model):
    """走访记录 (domain J2): when, how, whom one met, state, needs, measures; next_on: the day
    promised for the next one, not later than the plan asks."""

    wall = walls.file("family_id")

    class Way(models.TextChoices):
        HOME = "home", _("入户")
        PHONE = "phone", _("电话")
        MEETING = "meeting", _("约见")

    class Change(models.TextChoices):
        BETTER = "better", _("好转")
        SAME = "same", _("平稳")
        WORSE = "worse", _("加重")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    family = models.ForeignKey("households.ListedFamily", models.PROTECT, related_name="visits")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    visited_on = models.DateField(_("走访日期"))
    visitor = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    way = models.CharField(_("方式"), max_length=8, choices=Way.choices)
    met = EncryptedTextField(_("见到谁"), max_length=80, blank=False)
    state = EncryptedTextField(_("现状"), blank=False)
    needs = EncryptedTextField(_("诉求"))
    change = models.CharField(_("风险变化"), max_length=8, choices=Change.choices)
    measures = EncryptedTextField(_("措施"))
    next_on = models.DateField(_("下次走访"), null=True)
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["Visit"].as_manager()

    class Meta:
        verbose_name = _("走访")
        ordering = ["-visited_on", "-id"]
        indexes = [models.Index(fields=["village", "visited_on"], name="visit_village_day")]

    def __str__(self) -> str:
        return f"{self.visited_on} {self.visitor}"


class VisitPhoto(models.Model):
    """A photo of a visit, cleaned (accounts.photos: no place, no camera, re-drawn) and sealed in
    the database behind the same wall as the visit (reliability A8, C10, E1)."""

    wall = walls.file("visit__family_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="photos")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    image = EncryptedBinaryField()
    width = models.IntegerField()
    height = models.IntegerField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = ScopedQuerySet["VisitPhoto"].as_manager()

    class Meta:
        verbose_name = _("走访照片")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.width}×{self.height}"


class VisitDutyQuerySet(ScopedQuerySet["VisitDuty"]):
    """Duties by state; dropped ones count nowhere."""

    def counted(self) -> VisitDutyQuerySet:
        """Duties that were not dropped."""
        return self.filter(dropped=False)

    def open(self) -> VisitDutyQuerySet:
        """Duties no visit has answered yet."""
        return self.counted().filter(visit__isnull=True)

    def overdue(self, day: date) -> VisitDutyQuerySet:
        """Open duties whose day had passed on `day`."""
        return self.open().filter(due_on__lt=day)

    def drop(self) -> int:
        """Take these off the plan now; how many they were."""
        return self.update(dropped=True, dropped_at=timezone.now())


class VisitDuty(models.Model):
    """A visit owed not later than due_on; visit is the first one made since opens_on that was not
    needed for a missed duty before. dropped: the tier changed or the file closed before it fell
    due, or was listed by mistake; dropped_at: when that was put in. On time, late and overdue
    follow from the dates, by query."""

    wall = walls.file("family_id")

    family = models.ForeignKey(
        "households.ListedFamily", models.PROTECT, related_name="visit_duties"
    )
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    opens_on = models.DateField()
    due_on = models.DateField(_("应访日期"))
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="fulfils")
    dropped = models.BooleanField(default=False)
    dropped_at = models.DateTimeField(null=True)

    objects = VisitDutyQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "due_on"],
                condition=models.Q(dropped=False),
                name="visit_duty_once_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("opens_on")), name="visit_duty_in_order"
            ),
        ]
        indexes = [models.Index(fields=["village", "due_on"], name="visit_duty_village_due")]

    def __str__(self) -> str:
        return f"{self.family_id} {self.due_on}"
