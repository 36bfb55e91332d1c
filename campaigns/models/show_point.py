"""A demonstration point (示范点): a place others come to learn from."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class ShowPointQuerySet(ScopedQuerySet["ShowPoint"]):
    """Points by state."""

    def standing(self) -> Self:
        """Those that go on."""
        return self.filter(until__isnull=True)


class ShowPoint(models.Model):
    """place: the unit where it is and that keeps it; what_for: what it shows."""

    wall = walls.shared("place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    place = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("所在单位")
    )
    name = models.CharField(_("名称"), max_length=40)
    what_for = models.CharField(_("示范内容"), max_length=120)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)
    end_reason = models.CharField(_("撤销原因"), max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ShowPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("示范点")
        ordering = ["until", "place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="")
                & ~Q(what_for="")
                & (
                    Q(until__isnull=True, end_reason="")
                    | Q(until__gte=F("since")) & ~Q(end_reason="")
                ),
                name="show_point_whole",
            ),
            models.UniqueConstraint(
                fields=["place", "name"],
                condition=Q(until__isnull=True),
                name="show_point_one_of_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name
