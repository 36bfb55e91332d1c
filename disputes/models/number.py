"""The counter case numbers come from."""

from __future__ import annotations

from django.db import models

from accounts import walls


class DisputeNumber(models.Model):
    """The last number given in a county and year; its row lock keeps numbers gapless. sealed:
    sealed files have a series of their own, so that the common one shows no hole to those who may
    not know of them (reliability C6)."""

    wall = walls.REFERENCE

    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    sealed = models.BooleanField(default=False)
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "year", "sealed"], name="dispute_number_counter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county_id} {self.year}: {self.last}"
