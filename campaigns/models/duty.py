"""Who is on duty at a service point (值班表)."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from campaigns.opening_hours import Span, clock, minute_of


class DutyShiftQuerySet(ScopedQuerySet["DutyShift"]):
    """Shifts by state."""

    def standing(self) -> Self:
        """Those not called off."""
        return self.filter(called_off_at__isnull=True)


class DutyShift(models.Model):
    """person: a user; name: somebody without an account; one of the two. ends 23:59 stands for
    the end of the day. A shift put in by mistake is called off and stays readable."""

    wall = walls.shared("place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    point = models.ForeignKey("campaigns.ServicePoint", models.PROTECT, related_name="shifts")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    day = models.DateField(_("日期"))
    starts = models.TimeField(_("起"))
    ends = models.TimeField(_("止"))
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("值班人")
    )
    name = models.CharField(_("值班人姓名"), max_length=20, blank=True)
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    objects = DutyShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("值班")
        ordering = ["day", "starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="duty_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, name="")
                | (models.Q(person__isnull=True) & ~models.Q(name="")),
                name="duty_one_person",
            ),
            models.CheckConstraint(
                condition=models.Q(called_off_at__isnull=True, called_off_by__isnull=True)
                | models.Q(called_off_at__isnull=False, called_off_by__isnull=False),
                name="duty_called_off_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["point", "day", "starts", "person"],
                condition=models.Q(called_off_at__isnull=True),
                name="duty_user_once",
            ),
            models.UniqueConstraint(
                fields=["point", "day", "starts", "name"],
                condition=models.Q(called_off_at__isnull=True) & ~models.Q(name=""),
                name="duty_name_once",
            ),
        ]
        indexes = [models.Index(fields=["point", "day"], name="duty_point_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.hours}"

    @property
    def who(self) -> str:
        """The name of whoever is on duty; the user is joined."""
        return self.person.name if self.person else self.name

    @property
    def span(self) -> Span:
        """Minutes of the day."""
        return minute_of(self.starts), minute_of(self.ends)

    @property
    def hours(self) -> str:
        """08:30-12:00."""
        low, high = self.span
        return f"{clock(low)}-{clock(high)}"
