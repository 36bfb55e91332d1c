"""Where a matter was sent, each time somebody decided it (分办)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.models.matter import Route


class Sorting(models.Model):
    """One decision. before: where it stood until then, "" at first; a second decision has a
    reason. told_whom, told_on: for what is not ours, whose it is and the day the bringer was told;
    handed_on: the day another unit had handed it to us, from which its five working days run
    (信访工作条例 art. 23)."""

    wall = walls.matter()

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="sortings")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    before = models.CharField(max_length=12, choices=Route.choices, blank=True)
    route = models.CharField(_("分办"), max_length=12, choices=Route.choices)
    on = models.DateField(_("分办日期"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reason = EncryptedTextField(_("改办理由"))
    told_whom = EncryptedTextField(_("告知向谁反映"), max_length=80)
    told_on = models.DateField(_("告知日期"), null=True)
    handed_on = models.DateField(_("转来日期"), null=True)

    objects = ScopedQuerySet["Sorting"].as_manager()

    class Meta:
        verbose_name = _("分办")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__in=Route.values)
                & Q(route__in=[r for r in Route.values if r])
                & ~Q(route=F("before")),
                name="sorting_route",
            ),
            models.CheckConstraint(
                condition=Q(before="") | Q(reason__isnull=False), name="sorting_again_reasoned"
            ),
            models.CheckConstraint(
                condition=~Q(route="not_ours") | Q(told_whom__isnull=False, told_on__isnull=False),
                name="sorting_elsewhere_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_route_display()}"
