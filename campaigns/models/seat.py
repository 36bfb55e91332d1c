"""Who holds a post in a leading group or leads the work of a member unit, from when until when."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from campaigns.models.volunteer import in_force


def whole_range(column: str) -> tuple[Func, str]:
    """A key as a range of one, so that it can stand in an exclusion constraint without an
    extension."""
    one = Func(
        F(column), F(column), Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )
    return one, RangeOperators.OVERLAPS


def days_range() -> tuple[Func, str]:
    """since and until, both included, as a range of days."""
    days = Func(
        F("since"), F("until"), Value("[]"), function="daterange", output_field=DateRangeField()
    )
    return days, RangeOperators.OVERLAPS


class SeatQuerySet(ScopedQuerySet["Seat"]):
    """Seats by day."""

    def on(self, day: date) -> Self:
        """Held on a day."""
        return self.filter(in_force(day))


class Seat(models.Model):
    """until: the last day, open while None; ended_at: when that was put in. A seat is never
    overwritten: it ends with a reason and another begins, so that whoever reads an old paper knows
    who it was. group or unit: what it is in. represents: the member unit a member of the county's
    group comes from. office_phone: of the office, no private number."""

    wall = walls.shared("place_id")

    class Post(models.TextChoices):
        HEAD = "head", _("组长")
        DEPUTY = "deputy", _("副组长")
        MEMBER = "member", _("成员")
        OFFICE_HEAD = "office_head", _("办公室主任")
        OFFICE_DEPUTY = "office_deputy", _("办公室副主任")
        LIAISON = "liaison", _("联络员")
        LEAD = "lead", _("分管负责人")

    GROUP_POSTS = (
        Post.HEAD, Post.DEPUTY, Post.MEMBER, Post.OFFICE_HEAD, Post.OFFICE_DEPUTY, Post.LIAISON,
    )  # fmt: skip
    UNIT_POSTS = (Post.LEAD, Post.LIAISON)
    # Held by one person at a time; a long gap in them is told (domain A6 1.4 专人).
    SINGLE_POSTS = (Post.HEAD, Post.LEAD)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "campaigns.LeadingGroup", models.PROTECT, null=True, related_name="seats"
    )
    unit = models.ForeignKey(
        "campaigns.MemberUnit", models.PROTECT, null=True, related_name="seats"
    )
    represents = models.ForeignKey(
        "campaigns.MemberUnit",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("代表单位"),
    )
    post = models.CharField(_("职责"), max_length=14, choices=Post.choices)
    name = models.CharField(_("姓名"), max_length=20)
    title = models.CharField(_("职务"), max_length=40, blank=True)
    office_phone = models.CharField(_("办公电话"), max_length=20, blank=True)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(_("离任原因"), max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职席位")
        ordering = ["place", "-since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, unit__isnull=True)
                & Q(
                    post__in=[
                        "head", "deputy", "member", "office_head", "office_deputy", "liaison",
                    ]
                )
                | Q(group__isnull=True, unit__isnull=False, represents__isnull=True)
                & Q(post__in=["lead", "liaison"]),
                name="seat_in_group_or_unit",
            ),
            models.CheckConstraint(
                condition=~Q(name="")
                & (
                    Q(until__isnull=True, end_reason="")
                    | Q(until__gte=models.F("since")) & ~Q(end_reason="")
                ),
                name="seat_left_group_with_reason",
            ),
            ExclusionConstraint(
                name="seat_one_head_at_a_time",
                expressions=[whole_range("group"), days_range()],
                condition=Q(post="head"),
                index_type="gist",
            ),
            ExclusionConstraint(
                name="seat_one_lead_at_a_time",
                expressions=[whole_range("unit"), days_range()],
                condition=Q(post="lead"),
                index_type="gist",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.since}"
