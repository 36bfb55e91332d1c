"""催办: somebody above reminded a named person of something owed (domain C3, features 9)."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class Urge(models.Model):
    """Who urged whom, when, about which visit owed, hand-over or hazard; exactly one of the
    three. Whether it was done since is read from the thing itself."""

    wall = walls.file("duty__family_id", "hand_over__family_id", "hazard__family_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    duty = models.ForeignKey(
        "households.VisitDuty", models.PROTECT, null=True, related_name="urges"
    )
    hand_over = models.ForeignKey(
        "households.HandOver", models.PROTECT, null=True, related_name="urges"
    )
    hazard = models.ForeignKey("households.Hazard", models.PROTECT, null=True, related_name="urges")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="urges")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()
    words = models.CharField(_("说明"), max_length=200, blank=True)

    objects = ScopedQuerySet["Urge"].as_manager()

    class Meta:
        verbose_name = _("催办")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(duty__isnull=False, hand_over__isnull=True, hazard__isnull=True)
                | models.Q(duty__isnull=True, hand_over__isnull=False, hazard__isnull=True)
                | models.Q(duty__isnull=True, hand_over__isnull=True, hazard__isnull=False),
                name="urge_about_one_thing",
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("by")), name="urge_not_oneself"
            ),
            *(
                models.UniqueConstraint(
                    fields=[about, "person", "by", "on"], name=f"urge_{about}_once_a_day"
                )
                for about in ("duty", "hand_over", "hazard")
            ),
        ]
        indexes = [models.Index(fields=["person", "on"], name="urge_person_day")]

    def __str__(self) -> str:
        return f"{self.by} → {self.person} {self.on}"
