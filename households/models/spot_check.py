"""A visit to a village whose reports have long been silent: to help, never to deduct."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.reach import within
from accounts.roles import Role


class SpotCheckQuerySet(ScopedQuerySet["SpotCheck"]):
    """Spot checks; for the offices that make them, never for villages."""

    def visible_to(self, user: User) -> Self:
        """Townships and the county, inside their reach."""
        rows = super().visible_to(user)
        if user.is_system:
            return rows
        offices = user.spans_of({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})
        return rows.filter(within(offices, "village_id"))


class SpotCheck(models.Model):
    """zeros: how many nil reports in a row, since `since`; peers, peer_filed, peer_found: villages
    of like size, what they filed and how many of these found something; odds: the probability
    of such a run, in a thousand (features, wish 3)."""

    wall = walls.CASE

    class Status(models.TextChoices):
        OPEN = "open", _("待走访")
        DONE = "done", _("已走访")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    due_on = models.DateField(_("走访期限"))
    since = models.DateField()
    zeros = models.SmallIntegerField()
    households = models.IntegerField()
    peers = models.IntegerField()
    peer_filed = models.IntegerField()
    peer_found = models.IntegerField()
    odds = models.SmallIntegerField()
    result = models.TextField(_("走访情况和帮助"), blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    ALLOWED = {"done": {Status.OPEN}}

    objects = SpotCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("静默走访")
        ordering = ["status", "-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["village"], condition=Q(status="open"), name="spot_check_open_once"
            ),
            models.CheckConstraint(
                condition=Q(status="open", done_at__isnull=True)
                | (Q(status="done", done_at__isnull=False, done_by__isnull=False) & ~Q(result="")),
                name="spot_check_done_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.get_status_display()}"
