"""Meetings of a leading group (领导小组会议), who came, and the minutes (domain A6 1.2)."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class MeetingQuerySet(ScopedQuerySet["Meeting"]):
    """Meetings by state."""

    def counted(self) -> Self:
        """Not taken back."""
        return self.filter(taken_back_at__isnull=True)


class Meeting(models.Model):
    """A meeting that was held. One put in by mistake is taken back with a reason and stays
    readable. The signed minutes and photos are kept files."""

    wall = walls.area("place_id")

    class Kind(models.TextChoices):
        FULL = "full", _("全体会议")
        JOINT = "joint", _("联席会议")
        COUNCIL = "council", _("议事会")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    group = models.ForeignKey("campaigns.LeadingGroup", models.PROTECT, related_name="meetings")
    place = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    kind = models.CharField(_("形式"), max_length=8, choices=Kind.choices)
    held_on = models.DateField(_("日期"))
    held_at = models.CharField(_("地点"), max_length=40)
    topic = models.CharField(_("议题"), max_length=80)
    minutes = models.TextField(_("纪要"), max_length=4000)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    back_reason = models.CharField(_("撤回原因"), max_length=120, blank=True)
    version = models.IntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("领导小组会议")
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["full", "joint", "council"])
                & ~Q(held_at="")
                & ~Q(topic="")
                & ~Q(minutes=""),
                name="meeting_whole",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, back_reason="")
                | Q(taken_back_at__isnull=False) & ~Q(back_reason=""),
                name="meeting_back_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["place", "held_on"], name="meeting_place_day")]

    def __str__(self) -> str:
        return f"{self.held_on} {self.get_kind_display()}"


class Attendance(models.Model):
    """How one seat was filled at a meeting: note is the deputy's name, or why nobody came."""

    wall = walls.area("place_id")

    class How(models.TextChoices):
        PRESENT = "present", _("出席")
        DEPUTISED = "deputised", _("代会")
        ABSENT = "absent", _("缺席")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    seat = models.ForeignKey("campaigns.Seat", models.PROTECT, related_name="+")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    how = models.CharField(_("到会"), max_length=10, choices=How.choices)
    note = models.CharField(_("代会人或缺席原因"), max_length=40, blank=True)

    objects = ScopedQuerySet["Attendance"].as_manager()

    class Meta:
        verbose_name = _("到会情况")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once_a_seat"),
            models.CheckConstraint(
                condition=Q(how="present") | Q(how__in=["deputised", "absent"]) & ~Q(note=""),
                name="attendance_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.seat_id}"
