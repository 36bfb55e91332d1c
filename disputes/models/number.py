"""The counter case numbers come from."""

from __future__ import annotations

from django.db import models

from accounts import walls


class DisputeNumber(models.Model):
    """The last number given in a county and year; its row lock keeps numbers gapless."""

    wall = walls.REFERENCE

    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "year"], name="dispute_number_counter"),
        ]

    def __str__(self) -> str:
        return f"{self.county_id} {self.year}: {self.last}"
