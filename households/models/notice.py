"""Notices to a unit, who read them, and the steps by which a missing report climbs."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.roles import Role


class NoticeQuerySet(ScopedQuerySet["Notice"]):
    """Notices of a person's own units."""

    def for_person(self, user: User) -> Self:
        """Notices told to a unit the person is posted to, in that role; a notice to a village is
        not one to its township, though the township could read it."""
        mine = Q(pk__in=[])
        for posting in user.postings_today:
            mine |= Q(unit_id=posting.division_id, role=posting.role)
        return self.visible_to(user).filter(mine)

    def unread_by(self, user: User) -> Self:
        """Neither read nor put away by the person."""
        return self.exclude(reads__user=user)


class Notice(models.Model):
    """Told to a unit, not to a person (features 1). title: what to do, in words that name no
    family and no kind of trouble; key: what it is about, so that it is told once."""

    wall = walls.area("unit_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    role = models.CharField(max_length=32, choices=Role.choices)
    key = models.CharField(max_length=80)
    title = models.CharField(_("事项"), max_length=120)
    url = models.CharField(max_length=200, blank=True)
    grave = models.BooleanField(default=False)
    told_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("提醒")
        ordering = ["-told_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "role", "key"], name="notice_once"),
        ]

    def __str__(self) -> str:
        return self.title


class NoticeRead(models.Model):
    """A person has read a notice, or put it away (an act of its own: features 24)."""

    wall = walls.area("unit_id")

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="reads")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet["NoticeRead"].as_manager()

    class Meta:
        verbose_name = _("提醒已阅")
        constraints = [
            models.UniqueConstraint(fields=["notice", "user"], name="notice_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.user}"


class Escalation(models.Model):
    """One step a missing report climbed: told to the village, the township, the county, then 督办
    by yellow and red card (features, grid systems 2). Each step of the beat once; a reminder by
    hand (催报) as often as a person sends it."""

    wall = walls.area("unit_id")

    class Step(models.TextChoices):
        REMIND = "remind", _("到期提醒")
        VILLAGE = "village", _("逾期提醒")
        TOWNSHIP = "township", _("报告乡镇")
        COUNTY = "county", _("报告县里（黄牌）")
        SUPERVISE = "supervise", _("督办（红牌）")
        CHASED = "chased", _("催报")

    period = models.ForeignKey(
        "households.ReportingPeriod", models.PROTECT, related_name="escalations"
    )
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    step = models.CharField(max_length=12, choices=Step.choices)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["Escalation"].as_manager()

    class Meta:
        verbose_name = _("催报和督办")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    step__in=["remind", "village", "township", "county", "supervise", "chased"]
                ),
                name="escalation_step",
            ),
            models.UniqueConstraint(
                fields=["period", "unit", "step"],
                condition=~Q(step="chased"),
                name="escalation_step_once",
            ),
        ]
        indexes = [models.Index(fields=["unit", "period"], name="escalation_unit_period")]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.unit} {self.period}"

    @property
    def card(self) -> str:
        """yellow, red, or none."""
        return {"county": "yellow", "supervise": "red"}.get(self.step, "")
