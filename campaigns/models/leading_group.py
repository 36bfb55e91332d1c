"""A leading group (领导小组) of a county, a township or a village (domain 0, I)."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class LeadingGroupQuerySet(ScopedQuerySet["LeadingGroup"]):
    """Groups by state."""

    def standing(self) -> Self:
        """Those not given up."""
        return self.filter(ended_on__isnull=True)


class LeadingGroup(models.Model):
    """place: the unit it leads. office_at: the body its office sits in (usually the federation).
    meetings_a_year: how many meetings it owes, 2 by the rubric (domain A6 1.2), 4 where its county
    wants one a quarter; meetings_at, meetings_before: when that was last changed, and what it was
    before (before the last closing of data, where it was changed again after it). ended_at: when
    the end was put in, by the server's clock. Who sits in it is a seat with dates (campaigns.Seat).
    One standing group a unit; a group that was given up stays with its history."""

    wall = walls.shared("place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    place = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("所属")
    )
    name = models.CharField(_("名称"), max_length=40)
    office_at = models.CharField(_("办公室设在"), max_length=40, blank=True)
    paper_number = models.CharField(_("成立文件"), max_length=40, blank=True)
    set_up_on = models.DateField(_("成立日期"))
    meetings_a_year = models.SmallIntegerField(_("每年会议次数"), default=2)
    meetings_at = models.DateTimeField(null=True)
    meetings_before = models.SmallIntegerField(null=True)
    ended_on = models.DateField(_("撤销日期"), null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(_("撤销原因"), max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    objects = LeadingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("领导小组")
        ordering = ["place", "ended_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & Q(meetings_a_year__gte=1, meetings_a_year__lte=12),
                name="leading_group_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | Q(ended_on__gte=models.F("set_up_on")) & ~Q(end_reason=""),
                name="leading_group_ended_with_reason",
            ),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(ended_on__isnull=True),
                name="leading_group_one_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name
