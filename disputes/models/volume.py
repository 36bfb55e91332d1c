"""The counter volume numbers (卷号) come from."""

from __future__ import annotations

from django.db import models

from accounts import walls


class DossierVolume(models.Model):
    """The last volume number a committee gave in a year; its row lock keeps numbers gapless."""

    wall = walls.REFERENCE

    committee = models.ForeignKey("disputes.MediationCommittee", models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "year"], name="dossier_volume_counter"),
        ]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.year}: {self.last}"
