"""包户到人: a named person who keeps an eye on a listed family (domain C3)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class Keeper(models.Model):
    """One keeper's term at one family; until is null while it lasts. Two at a time."""

    wall = walls.file("family_id")

    family = models.ForeignKey("households.ListedFamily", models.PROTECT, related_name="keepers")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="keepings")
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)
    named_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["Keeper"].as_manager()

    class Meta:
        verbose_name = _("包户责任人")
        ordering = ["until", "since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "person"],
                condition=models.Q(until__isnull=True),
                name="keeper_once_per_family",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="keeper_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}"
