"""The counter volume numbers (卷号) come from."""

from __future__ import annotations

from django.db import models

from accounts import walls


class DossierVolume(models.Model):
    """The last volume number a committee gave in a year; its row lock keeps numbers gapless.
    sealed: the series of sealed files (see DisputeNumber)."""

    wall = walls.REFERENCE

    committee = models.ForeignKey("disputes.MediationCommittee", models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    sealed = models.BooleanField(default=False)
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year", "sealed"], name="dossier_volume_counter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.year}: {self.last}"
